"""Sentences that forbid a second time: "a member cannot have two loans of the same book", "vote once per event"."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.model.request import UniqueAsk
from database_developer.reading.grammar import cues, lexicon
from database_developer.reading.grammar.clauses import Statement, Tokens
from database_developer.reading.grammar.findings import Finding, Findings, OncePer
from database_developer.reading.grammar.matching import beginnings, ends_after_any, skipped
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.verbs import Verb, verb_from
from database_developer.reading.inflection import singular_phrase
from database_developer.reading.scene import Scene, words_of

_TWO = ("two", "more than one", "several", "multiple", "a second", "another")
_SAME = (
    "the same",
    "an identical",
    "identical",
    "the identical",
    "one and the same",
    "equal",
    "an equal",
    "the exact same",
)
_ONCE = (
    "once per",
    "once for each",
    "once for every",
    "once for the same",
    "once for a given",
    "once in each",
    "once a",
)
_ONCE_TOO = ("once on the same", "once at the same", "once in the same", "once in a", "once for one", "once on a given")
_TWICE = ("twice", "more than once", "a second time", "two times")
_AGAIN = (*_TWICE, "only once", "just once", "once only", "but once")
_NEVER = lexicon.words("never not cannot can't mustn't")
_NEVER_BE = (
    *(
        f"{modal} {never} be"
        for modal in ("can", "must", "may", "should", "shall", "will")
        for never in ("not", "never")
    ),
    *("cannot be", "can't be", "mustn't be", "shouldn't be", "are never", "are not", "is never"),
)
_MOMENTS = {"date": ("on", "date"), "day": ("on", "date"), "time": ("at", "time"), "moment": ("at", "time")}
_ONCE_OR_SO = (*_ONCE, *_ONCE_TOO)
_SAME_CUES = cues.cues_of(_SAME)
_TWO_CUES = cues.cues_of(_TWO)
_ONCE_CUES = frozenset({"once"}) | cues.cues_of(_TWICE)
_PER = lexicon.words("per for")
_ENTRIES = lexicon.words("entry row record line item one")
_ONE = (
    "one",
    "a single",
    "only one",
    "just one",
    "at most one",
    "exactly one",
    "not more than one",
    "no more than one",
)
_THERE_IS = ("there is", "there can be", "there may be", "there must be", "there should be", "we allow", "allow")
_GIVEN = lexicon.words("given single certain particular specific same")


def read(statement: Statement, scene: Scene) -> Findings:
    """What may be there but once; () where the sentence forbids anything else."""
    if cues.heard(_TWO_CUES, statement.words) and cues.heard(_SAME_CUES, statement.words):
        two = tuple(_there_are_two(statement, scene)) or tuple(_two_of(statement, scene))
        if two:
            return two
    if cues.heard(_PER, statement.words):
        one = tuple(_one_per(statement, scene))
        if one:
            return one
    if not cues.heard(_ONCE_CUES, statement.words):
        return ()
    return tuple(_once(statement, scene)) or tuple(_value_once(statement, scene))


def _there_are_two(statement: Statement, scene: Scene) -> Iterator[Finding]:
    """ "For one pump there cannot be two tests with the same date", "there must not be two tests on the same day"."""
    tokens = statement.tokens
    there = next((at for at, token in enumerate(tokens) if token.is_word("there")), len(tokens))
    begin = ends_after_any(tokens, there + 1, _NEVER_BE)
    two = ends_after_any(tokens, begin, _TWO)
    thing = noun_phrase(tokens, two) if two > begin > there + 1 else NounPhrase()
    entity = scene.find(thing) if thing.is_named else None
    if entity is None:
        return
    behind = two + thing.length
    owner, end = _owner(tokens, 0 if there else behind, scene)
    names = tuple(_column_named(name, entity, scene) for name in _shared(tokens, max(behind, end)))
    if names and owner != entity:
        yield UniqueAsk(entity=entity, attributes=((owner, *names) if owner else names), quote=statement.quote)


def _owner(tokens: Tokens, at: int, scene: Scene) -> tuple[str | None, int]:
    """The "pump" of "for one pump" or "of the same pump", and where it ends."""
    if at >= len(tokens) or not tokens[at].is_word("for", "per", "of", "in", "on"):
        return None, at
    begin = skipped(tokens, at + 1, "the", "same", "one", "each", "any", "a", "an", "every")
    phrase = noun_phrase(tokens, begin)
    owner = scene.find(phrase) if phrase.is_named else None
    return owner, begin + phrase.length if owner is not None else at


def _column_named(name: str, entity: str, scene: Scene) -> str:
    """The one column that "date" or "time" can mean, where none is called so."""
    known = scene.entities[entity].attributes.values()
    ends = _MOMENTS.get(name, ())
    meant = [one for one in known if ends and one.replace("_", " ").rpartition(" ")[2] in ends]
    return meant[0] if len(meant) == 1 and name not in known else name


def _two_of(statement: Statement, scene: Scene) -> Iterator[Finding]:
    """ "An instructor cannot have two lessons with the same start"."""
    tokens = statement.tokens
    verb = verb_from(tokens)
    if verb is None or not verb.negated:
        return
    subject = noun_phrase(tokens, skipped(tokens, 0, "the", "same", "one"))
    end = ends_after_any(tokens, verb.end, _TWO)
    thing = noun_phrase(tokens, end) if end > verb.end else NounPhrase()
    entity, owner = scene.find(thing), scene.find(subject)
    names = tuple(_shared(tokens, end + thing.length)) if thing.is_named else ()
    if entity is None or owner is None or owner == entity or not names:
        return
    yield UniqueAsk(entity=entity, attributes=(owner, *names), quote=statement.quote)


def _shared(tokens: Tokens, at: int) -> Iterator[str]:
    """What both would have the same: "with the same start and room", "on the same trip"."""
    for index in beginnings(tokens[at:], _SAME):
        end = ends_after_any(tokens, at + index, _SAME)
        while end > at + index:
            phrase = noun_phrase(tokens, end)
            if not phrase.is_named:
                return
            yield _one(phrase)
            following = end + phrase.length
            end = following + 1 if following < len(tokens) and tokens[following].is_word("and") else at + index
            end = ends_after_any(tokens, end, ("the same", "the")) if end > at + index else end
        return


def _once(statement: Statement, scene: Scene) -> Iterator[OncePer]:
    """ "A donor can only donate once per session", "no guest votes for the same song twice"."""
    tokens = statement.tokens
    verb = verb_from(tokens)
    subject = noun_phrase(tokens, skipped(tokens, 0, "no", "the", "same", "one"))
    owner = scene.find(subject) if subject.is_named else None
    if verb is None or owner is None:
        return
    others = _behind_once(tokens, verb) or _before_twice(tokens, verb)
    if others and owner not in others:
        yield OncePer(things=(owner, *others), verb=verb.lemma, quote=statement.quote)


def _one_per(statement: Statement, scene: Scene) -> Iterator[Finding]:
    """ "One entry per shop and weekday", "there is at most one rating per member and film"."""
    tokens = statement.tokens
    start = ends_after_any(tokens, 0, _THERE_IS)
    begin = ends_after_any(tokens, start, _ONE)
    thing = noun_phrase(tokens, begin) if begin > start else NounPhrase()
    per = begin + thing.length
    if not thing.is_named or per >= len(tokens) or not tokens[per].is_in(_PER):
        return
    names = tuple(_listed(tokens, skipped(tokens, per + 1, "each", "every", "combination", "pair", "of")))
    entity = scene.find(thing)
    if len(names) < 2 or entity in names or verb_from(tokens, per) is not None:
        return
    if entity is not None:
        yield UniqueAsk(entity=entity, attributes=names, quote=statement.quote)
    elif thing.head in _ENTRIES:
        yield OncePer(things=names, verb="", quote=statement.quote)


def _value_once(statement: Statement, scene: Scene) -> Iterator[UniqueAsk]:
    """ "Serial numbers never occur twice", "no plate is entered twice", "a code occurs only once"."""
    tokens = statement.tokens
    phrase = noun_phrase(tokens, skipped(tokens, 0, "no", "the", "same"))
    end = next((at for at in beginnings(tokens, _AGAIN) if ends_after_any(tokens, at, _AGAIN) == len(tokens)), 0)
    is_twice = end > 0 and ends_after_any(tokens, end, _TWICE) > end
    is_denied = any(token.is_in(_NEVER) for token in tokens[:end]) or any(token.is_word("no") for token in tokens[:1])
    attribute = _attribute_of_the_topic(phrase, scene) if end and is_denied is is_twice else None
    if attribute is not None and scene.focus is not None:
        yield UniqueAsk(entity=scene.focus, attributes=(attribute,), quote=statement.quote)


def _attribute_of_the_topic(phrase: NounPhrase, scene: Scene) -> str | None:
    """The "licence plate" of "plate", where the topic has but one such fact."""
    known = scene.entities.get(scene.focus or "")
    words = words_of(phrase.identifier) if phrase.identifier else phrase.words
    name = " ".join(singular_phrase(words))
    told = tuple(known.attributes.items()) if known is not None and name else ()
    meant = [written for key, written in told if key == name or key.endswith(f" {name}")]
    return meant[0] if len(meant) == 1 else None


def _behind_once(tokens: Tokens, verb: Verb) -> tuple[str, ...]:
    for index in beginnings(tokens, _ONCE_OR_SO):
        end = ends_after_any(tokens, index, _ONCE_OR_SO)
        if end > index >= verb.end - 1:
            return tuple(_listed(tokens, end))
    return ()


def _before_twice(tokens: Tokens, verb: Verb) -> tuple[str, ...]:
    """The "song" of "cannot vote for the same song twice"."""
    is_denied = verb.negated or tokens[0].is_word("no")
    second = [index for index in beginnings(tokens, _TWICE) if ends_after_any(tokens, index, _TWICE) > index]
    return tuple(_shared(tokens[: second[0]], verb.end)) if is_denied and second else ()


def _listed(tokens: Tokens, at: int) -> Iterator[str]:
    """The names behind "once per", joined by "and"."""
    while at < len(tokens):
        while at < len(tokens) and (tokens[at].is_in(lexicon.ARTICLES) or tokens[at].is_in(_GIVEN)):
            at += 1
        phrase = noun_phrase(tokens, at)
        if not phrase.is_named or phrase.head in lexicon.PERIODS:
            return
        yield _one(phrase)
        at = skipped(tokens, at + phrase.length, "and", "per")
        if at == len(tokens) or not tokens[at - 1].is_word("and", "per"):
            return


def _one(phrase: NounPhrase) -> str:
    return phrase.identifier or " ".join(singular_phrase(phrase.words))
