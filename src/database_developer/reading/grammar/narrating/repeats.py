"""What may not recur: "no two shows in the same hall with the same start", "one answer per singer and concert"."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.model.request import UniqueAsk
from database_developer.reading.grammar import cues, lexicon
from database_developer.reading.grammar.clauses import Statement, Tokens, parted
from database_developer.reading.grammar.findings import Bond, Finding
from database_developer.reading.grammar.matching import ends_after_any, skipped, stands_in
from database_developer.reading.grammar.narrating.words import may_be_a_thing
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.inflection import singular_phrase
from database_developer.reading.scene import Scene

_NEVER = lexicon.NEGATIONS | {"no"}
_ONCE = ("only once", "only one time", "one time", "once", "at most once", "at most one time", "no more than once")
_TWICE = ("more than once", "twice", "several times", "a second time")
_ONE = ("exactly one", "only one", "at most one", "just one", "one", "a single", "no more than one")
_AGAIN = (
    *("start over", "starts over", "start again", "starts again", "restart", "restarts", "begin again", "begins again"),
    *("start at", "starts at", "begin at", "begins at", "are unique", "are only unique", "repeat"),
)
_WITHIN = lexicon.words("in on per within at for to by of")
_ONE_OF_THE_SAME = _NEVER | lexicon.BE | lexicon.HAVE | {"there"}
_AGAIN_CUES = cues.cues_of(_AGAIN)
_TWICE_CUES = cues.cues_of(_TWICE)
_ONCE_CUES = cues.cues_of(_ONCE) | _TWICE_CUES
CUES = _AGAIN_CUES | _ONCE_CUES | {"two", "per"}


def read(statement: Statement, scene: Scene) -> Iterator[Finding]:
    """What each part of the sentence keeps apart."""
    if not cues.heard(CUES, statement.words):
        return
    kinds = [kind for kind, some in _KINDS if cues.heard(some, statement.words)]
    for part in parted(statement.tokens, ";"):
        for kind in kinds:
            yield from kind(part, statement, scene)


def _no_two(part: Tokens, statement: Statement, scene: Scene) -> Iterator[Finding]:
    """ "In the same hall there can't be two shows with the same start"."""
    two = next((at for at, token in enumerate(part) if token.is_word("two")), 0)
    is_denied = any(token.is_in(_NEVER) for token in part[max(0, two - 4) : two + 6])
    thing = scene.find(noun_phrase(part, two + 1)) if two and is_denied else None
    if thing is None or not part[two - 1].is_in(_ONE_OF_THE_SAME):
        return
    names = _same(part, thing, scene)
    known = scene.entities[thing].attributes
    is_enough = len(names) > 1 or any(token.is_word("one") for token in part[two:])
    if names and is_enough and all(name in known or scene.find_name(name) is not None for name in names):
        yield UniqueAsk(entity=thing, attributes=names, quote=statement.quote)


def _same(part: Tokens, thing: str, scene: Scene) -> tuple[str, ...]:
    """All that must not be the same: attributes by the names that the thing has them by, and other things."""
    found: list[str] = []
    for at, token in enumerate(part[:-1]):
        is_same = token.is_word("same") or _is_of_one(part, at, thing, scene)
        phrase = noun_phrase(part, at + 1) if is_same else NounPhrase()
        if token.is_word("same") and part[at + 1].is_word("one") and thing in scene.entities:
            found += list(scene.entities[thing].attributes)[-1:]  # "the same one": what was told last
        elif phrase.is_named:
            found.append(_attribute(phrase, thing, scene))
            behind = at + 1 + phrase.length
            more = noun_phrase(part, behind + 1) if behind < len(part) and part[behind].is_word("and") else NounPhrase()
            found += [_attribute(more, thing, scene)] if more.is_named and not more.determiner else []
    return tuple(dict.fromkeys(found))


def _is_of_one(part: Tokens, at: int, thing: str, scene: Scene) -> bool:
    """ "No two notices of one member for the same trip": both are of that one too."""
    is_one = part[at].is_word("one") and at > 0 and part[at - 1].is_in(_WITHIN)
    known = scene.find(noun_phrase(part, at + 1)) if is_one else None
    return known is not None and known != thing


def _attribute(phrase: NounPhrase, thing: str, scene: Scene) -> str:
    """ "Start" of a show that has a start time is that."""
    name = " ".join(singular_phrase(phrase.words)) or phrase.name
    known = scene.entities[thing].attributes if thing in scene.entities else {}
    if name in known or scene.find(phrase) is not None:
        return name
    return next((other for other in known if other.startswith(f"{name} ") or other.endswith(f" {name}")), name)


def _only_once(part: Tokens, statement: Statement, scene: Scene) -> Iterator[Finding]:
    """ "The same product is only once in an order", "a product must not be in a box twice"."""
    is_once, is_twice = stands_in(part, _ONCE), stands_in(part, _TWICE)
    member, whole = _two_things(part, scene) if is_once or is_twice else (None, None)
    if member is None or whole is None:
        return
    is_denied = any(token.is_in(_NEVER) for token in part)
    if (is_once and not is_denied and not is_twice) or (is_twice and is_denied):
        yield Bond(name=f"{whole} {member}", ends=(whole, member), told=(), quote=statement.quote, is_single=True)


def _value_within(part: Tokens, statement: Statement, scene: Scene) -> Iterator[Finding]:
    """ "Within a match a board number occurs only once": of all that belongs to the match."""
    whole = noun_phrase(part, 1) if part and part[0].is_in(_WITHIN) and stands_in(part, _ONCE) else NounPhrase()
    start = skipped(part, 1 + whole.length, ",", "the", "same", "a", "an", "each", "any", "every", "given")
    words = noun_phrase(part, start).words
    names = (" ".join(singular_phrase(some)) for some in (words, words[:-1]) if some)  # less the verb: "occurs"
    name = next((one for one in names if scene.owner_of(one) is not None), "")
    thing, known = scene.owner_of(name) if name else None, scene.find(whole) if whole.is_named else None
    is_denied = any(token.is_in(_NEVER) for token in part)
    if thing is not None and known is not None and thing != known and not is_denied:
        yield UniqueAsk(entity=thing, attributes=(known, name), quote=statement.quote)


def _two_things(part: Tokens, scene: Scene) -> tuple[str | None, str | None]:
    """The one that may not recur, and the one within which it may not."""
    if part and part[0].is_in(_WITHIN):
        return _within_first(part, scene)
    start = skipped(part, 0, "the", "same", "a", "an", "each", "any", "every")
    first = noun_phrase(part, start)
    if not start or not may_be_a_thing(first):
        return None, None
    for at in range(start + first.length, len(part) - 1):
        phrase = noun_phrase(part, at + 1) if part[at].is_in(_WITHIN) else NounPhrase()
        is_one = phrase.determiner in lexicon.EACH | {"a", "an", "one", "the"} or part[at].is_word("per")
        if is_one and may_be_a_thing(phrase) and scene.find(phrase) is not None:
            return scene.find(first), scene.find(phrase)
    return None, None


def _within_first(part: Tokens, scene: Scene) -> tuple[str | None, str | None]:
    """ "Within any one order a given product appears only once"."""
    whole = noun_phrase(part, 1)
    for at in range(1 + whole.length, len(part)):
        start = skipped(part, at, "the", "same", "a", "an", "each", "any", "every", "given")
        member = noun_phrase(part, start)
        if start > at and may_be_a_thing(member) and may_be_a_thing(whole):
            return scene.find(member), scene.find(whole)
    return None, None


def _one_per(part: Tokens, statement: Statement, scene: Scene) -> Iterator[Finding]:
    """ "One answer per singer and concert", where nothing is known of answers."""
    start = ends_after_any(part, 0, _ONE)
    thing = noun_phrase(part, start)
    at = start + thing.length
    if not start or not thing.words or at >= len(part) or not part[at].is_word("per"):
        return
    first = noun_phrase(part, at + 1)
    joint = at + 1 + first.length
    second = noun_phrase(part, joint + 1) if joint < len(part) and part[joint].is_word("and", "per") else NounPhrase()
    ends = tuple(scene.name_of(phrase) for phrase in (first, second) if may_be_a_thing(phrase))
    if len(ends) == 2 and scene.find(thing) is None:
        name = " ".join(singular_phrase(thing.words))
        yield Bond(name=f"{ends[1]} {name}", ends=ends, told=(), quote=statement.quote, is_single=True)


def _not_again(part: Tokens, statement: Statement, scene: Scene) -> Iterator[Finding]:
    """ "A pupil can't order the same offer twice", where the act has rows of its own."""
    same = next((at for at, token in enumerate(part) if token.is_word("same")), 0)
    if not (same and stands_in(part, _TWICE) and any(token.is_in(_NEVER) for token in part)):
        return
    subject, other = noun_phrase(part), noun_phrase(part, same + 1)
    if subject.determiner in lexicon.EACH | {"a", "an", "one"} and may_be_a_thing(subject) and may_be_a_thing(other):
        ends = (scene.name_of(subject), scene.name_of(other))
        yield Bond(name=f"{ends[0]} {ends[1]}", ends=ends, told=(), quote=statement.quote, is_single=True)


def _numbered_within(part: Tokens, statement: Statement, scene: Scene) -> Iterator[Finding]:
    """ "Plot numbers start over at 1 in every section"."""
    begin = next((at for at in range(1, len(part)) if ends_after_any(part, at, _AGAIN) > at), 0)
    if not begin:
        return
    phrase = noun_phrase(part[:begin])
    if len(phrase.words) < 2 or phrase.length != begin:
        return
    *before, fact = singular_phrase(phrase.words)
    thing = scene.find_name(" ".join(before))
    for at in range(begin, len(part) - 1):
        within = noun_phrase(part, at + 1) if part[at].is_in(_WITHIN) else NounPhrase()
        whole = scene.find(within) if within.determiner in lexicon.EACH else None
        if thing is not None and whole is not None:
            yield UniqueAsk(entity=thing, attributes=(whole, fact), quote=statement.quote)


# Each kind, with words one of which it needs.
_KINDS = (
    (_no_two, frozenset({"two"})),
    (_only_once, _ONCE_CUES),
    (_value_within, _ONCE_CUES),
    (_one_per, frozenset({"per"})),
    (_not_again, _TWICE_CUES),
    (_numbered_within, _AGAIN_CUES),
)
