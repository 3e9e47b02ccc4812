"""Sentences that tell what a thing is made of, in any words: "a loan joins a book to a reader, with a due date"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from database_developer.model.request import Cardinality, RelationAsk, UniqueAsk
from database_developer.reading.grammar import cues, lexicon
from database_developer.reading.grammar.attributes import asks_about, has_typical_name, is_substantial
from database_developer.reading.grammar.clauses import Statement, Tokens
from database_developer.reading.grammar.feature import Feature
from database_developer.reading.grammar.features import features_of
from database_developer.reading.grammar.findings import Candidate, Finding, Findings, Mention
from database_developer.reading.grammar.identifying import Deed
from database_developer.reading.grammar.matching import ends_after_any, skipped
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.tokens import Kind
from database_developer.reading.inflection import agent, is_plural, participle
from database_developer.reading.scene import Scene
from database_developer.reading.topics import NO_THINGS

_DETERMINERS_OR_PREPOSITIONS = lexicon.DETERMINERS | lexicon.PREPOSITIONS
_DASHES = ("--", "—", "–")
_HOLDING = lexicon.words("hold holds carry carries keep keeps store stores record records get gets")
_IDENTIFIED = ("identified by", "uniquely identified by", "recognised by", "recognized by")
_NO_MORE = ("little more than", "just", "only", "simply", "nothing more than")
_TYING = lexicon.words("join link connect tie relate bind")
_MAKING = lexicon.words(
    "post upload create write submit publish place make send issue open add file raise leave hand enter request"
)
_EXACTLY = ("at most", "exactly", "only", "no more than", "just", "up to", "precisely")
_MUTUAL = ("each other", "one another")
MUTUAL_CUES = cues.cues_of(_MUTUAL)
CUES = (
    lexicon.words("with holding having we off :")
    | frozenset(_DASHES)
    | _HOLDING
    | cues.cues_of(_NO_MORE)
    | cues.cues_of(_IDENTIFIED)
    | frozenset(form for form, verb in lexicon.FINITE.items() if verb in _TYING)
)
_SEEING = lexicon.words("see sees view views click clicks press presses")
_LONGEST_HEAD = 14  # tokens before the list
_LONGEST_SUBJECT = 4  # words


@dataclass(frozen=True, kw_only=True, slots=True)
class _Subject:
    """What the sentence is about, and where its name ends."""

    phrase: NounPhrase
    end: int


def read(statement: Statement, scene: Scene) -> Findings:
    """The thing, what it hangs on and what it has; () where the sentence is no such description."""
    if not cues.heard(CUES, statement.words):
        return ()
    tokens = without_asides(statement.tokens)
    subject = _subject(tokens, scene)
    if subject is None:
        return ()
    entity = scene.name_of(subject.phrase)
    identified = tuple(_identified(entity, tokens, subject, statement, scene))
    if identified:
        return identified
    if any(token.is_in(_SEEING) for token in tokens[subject.end : subject.end + 2]):
        return ()  # "users see a button with a label"
    for begin in _list_begins(tokens, subject):
        features = tuple(feature for feature in features_of(_list_at(tokens, begin)) if is_substantial(feature))
        if _is_description(features):
            ties = _ties(entity, tokens[subject.end : begin], statement, scene)
            told = asks_about(entity, features, statement.quote, scene)
            return (Mention(entity=entity, quote=statement.quote), *ties, *told)
    return tuple(_ties(entity, tokens[subject.end :], statement, scene)) if _hangs(tokens, subject.end) else ()


def deeds(statement: Statement, scene: Scene) -> Iterator[Deed]:
    """ "Guests can post reviews": whose the reviews are, if the ticket tells more of them."""
    for clause in statement.clauses:
        verb = clause.verb
        if verb is None or verb.passive or verb.negated or verb.lemma not in _MAKING or not clause.subject:
            continue
        owner, member = noun_phrase(clause.subject), noun_phrase(clause.rest)
        is_thing = member.is_named and (member.determiner in {"a", "an", "one"} or is_plural(member.head))
        known = scene.find(owner) if owner.is_named else None
        if known is not None and is_thing and scene.name_of(member) != known:
            yield Deed(owner=known, member=scene.name_of(member), quote=clause.quote)


def made_in(told: tuple[Deed, ...], statement: Statement, scene: Scene) -> Iterator[Candidate]:
    """The "report" of "a driver files a report": what "it" means from here on."""
    one = told[0] if len(told) == 1 else None
    is_one = one is not None and any(noun_phrase(clause.rest).determiner for clause in statement.clauses)
    if one is not None and is_one and not scene.is_there(one.member) and not is_plural(one.member):
        yield Candidate(entity=one.member, quote=one.quote)


def given_in(statement: Statement, scene: Scene) -> Iterator[Candidate | RelationAsk]:
    """The "transcript" of "an episode has at most one transcript", of which "its" facts are, as the episode stands.

    Where there is at most one it belongs to the other: most of what stands has none.
    """
    clause = statement.clauses[0] if len(statement.clauses) == 1 else None
    if clause is None or clause.verb is None or clause.verb.negated or clause.verb.lemma not in lexicon.HAVE | {"get"}:
        return
    owner = scene.find(noun_phrase(clause.subject))
    begin = ends_after_any(clause.rest, 0, _EXACTLY)
    thing = noun_phrase(clause.rest, begin)
    is_one = thing.determiner == "one" or (begin > 0 and thing.determiner in lexicon.ARTICLES)
    is_all = thing.is_named and begin + thing.length == len(clause.rest)
    if owner is None or not scene.is_there(owner) or not (is_one and is_all) or _is_no_thing(thing):
        return
    known = scene.entities.get(scene.find(thing) or "")
    is_new = known is None or not (known.exists or known.attributes)
    if is_new and not has_typical_name(Feature(phrase=thing, words="")):
        yield Candidate(entity=scene.name_of(thing), quote=statement.quote)
        if begin and not clause.rest[0].is_word("exactly", "only", "just", "precisely"):
            one = Cardinality.ONE_TO_ONE
            yield RelationAsk(
                child=scene.name_of(thing), parent=owner, cardinality=one, required=True, quote=statement.quote
            )


def mutual(statement: Statement, scene: Scene) -> Iterator[Finding]:
    """ "Members can follow each other, ... the follow time": a row for each pair, and both are members."""
    for clause in statement.clauses if cues.heard(MUTUAL_CUES, statement.words) else ():
        verb, phrase = clause.verb, noun_phrase(clause.subject)
        thing = scene.find(phrase) if phrase.is_named else None
        is_mutual = ends_after_any(clause.rest, 0, _MUTUAL) > 0
        if verb is None or verb.passive or thing is None or not is_mutual:
            continue
        act = verb.lemma
        for role in (agent(act), participle(act)):
            yield RelationAsk(child=act, parent=thing, role=role, required=True, quote=statement.quote)
        told = (noun_phrase(statement.tokens, place) for place in range(len(statement.tokens)))
        facts = {phrase.words for phrase in told if len(phrase.words) == 2 and phrase.words[0] == act}
        features = tuple(Feature(phrase=NounPhrase(words=words), words="") for words in sorted(facts))
        typical = tuple(feature for feature in features if has_typical_name(feature) and is_substantial(feature))
        yield from asks_about(act, typical, statement.quote, scene)


def _hangs(tokens: Tokens, end: int) -> bool:
    """ "Photos hang off an album", "a seat joins one row to one plan"."""
    if end + 1 >= len(tokens):
        return False
    return tokens[end + 1].is_word("off") or lexicon.FINITE.get(tokens[end].lower, "") in _TYING - {"relate"}


def without_asides(tokens: Tokens) -> Tokens:
    """The sentence without what stands between two dashes."""
    marks = [index for index, token in enumerate(tokens) if token.kind is Kind.MARK]
    dashes = [index for index in marks if tokens[index].text in _DASHES or _is_double(tokens, index)]
    while len(dashes) >= 2:
        first, second = dashes[0], dashes[1]
        width = 2 if _is_double(tokens, second) else 1
        tokens = tokens[:first] + tokens[second + width :]
        dashes = [index for index, token in enumerate(tokens) if token.is_mark(*_DASHES)]
    return tokens


def _is_double(tokens: Tokens, index: int) -> bool:
    return tokens[index].is_mark("-") and index + 1 < len(tokens) and tokens[index + 1].is_mark("-")


def _subject(tokens: Tokens, scene: Scene) -> _Subject | None:
    """The thing at the beginning: "a loan", "each line", "fines", "on the listing itself"."""
    start = skipped(tokens, 0, "on", "for", "in") if tokens and tokens[0].is_word("on", "for", "in") else 0
    end = _subject_end(tokens, start)
    phrase = noun_phrase(tokens[:end], start)
    if not phrase.is_named or phrase.identifier or phrase.number or start + phrase.length != end:
        return None
    if len(phrase.words) > _LONGEST_SUBJECT or phrase.kind or _is_no_thing(phrase):
        return None
    if has_typical_name(Feature(phrase=phrase, words="")) and phrase.name not in scene.entities:
        return None
    is_itself = end < len(tokens) and tokens[end].is_word("itself")
    is_many = not phrase.determiner and is_plural(phrase.head)
    is_known = phrase.determiner == "the" and scene.find(phrase) is not None
    is_one = phrase.determiner in lexicon.EACH | {"a", "an"}
    return _Subject(phrase=phrase, end=end) if is_itself or is_many or is_known or is_one else None


def _is_no_thing(phrase: NounPhrase) -> bool:
    """ "Records" alone name nothing, "bibliographic records" do."""
    is_qualified = len(phrase.words) > 1 and phrase.head in lexicon.words("record records")
    return phrase.head in lexicon.SPEAKERS or (phrase.head in NO_THINGS and not is_qualified)


def _subject_end(tokens: Tokens, start: int) -> int:
    """Where the name ends: before a verb, known or not, and behind a plural that nothing determines."""
    place = start
    while place < len(tokens) and tokens[place].is_in(lexicon.DETERMINERS):
        place += 1
    is_told = place > start
    first = place
    while place < len(tokens) and tokens[place].kind is Kind.WORD and tokens[place].lower not in lexicon.NOT_A_NOUN:
        word = tokens[place].lower
        if place > first and (word == "itself" or word in lexicon.ADVERBS or _is_verb(tokens, place, is_told=is_told)):
            break
        place += 1
        if not is_told and is_plural(word):
            break
    return place


def _is_verb(tokens: Tokens, place: int, *, is_told: bool) -> bool:
    """A verb before its object: "a loan joins one", "a line points at"."""
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    word = tokens[place].lower
    is_before = following is not None and following.is_in(_DETERMINERS_OR_PREPOSITIONS)
    return is_before and (word in lexicon.FINITE or (is_told and word.endswith("s")))


def _list_begins(tokens: Tokens, subject: _Subject) -> Iterator[int]:
    """Places at which the list may begin: behind a colon or dash, "with", or the verb itself."""
    for index in range(subject.end, min(len(tokens), subject.end + _LONGEST_HEAD)):
        if tokens[index].is_mark(",") and index == subject.end:
            return
        if (
            tokens[index].is_mark(":", *_DASHES)
            or tokens[index].is_word("with", "holding", "having")
            or (index == subject.end and tokens[index].is_in(_HOLDING))
        ):
            yield index + 1
        elif tokens[index].is_word("is", "are"):
            end = ends_after_any(tokens, index + 1, _NO_MORE)
            if end > index + 1:
                yield end
        elif tokens[index].is_word("we") and index + 2 < len(tokens) and tokens[index + 1].lower in lexicon.KEEP:
            yield index + 2


def _list_at(tokens: Tokens, begin: int) -> Tokens:
    """The list up to a semicolon or a dash."""
    for index in range(begin, len(tokens)):
        if tokens[index].is_mark(";", *_DASHES):
            return tokens[begin:index]
    return tokens[begin:]


def _is_description(features: tuple[Feature, ...]) -> bool:
    """Several entries, most of them told by an article or typical for columns, and none a sentence."""
    if len(features) < 2:
        return False
    likely = sum(_is_likely(feature) for feature in features)
    typical = sum(has_typical_name(feature) or feature.moment is not None for feature in features)
    return likely * 3 >= len(features) * 2 and typical >= 1


def _is_likely(feature: Feature) -> bool:
    phrase = feature.phrase
    if (
        phrase.number
        or len(phrase.words) > _LONGEST_SUBJECT
        or _is_a_clause(feature)
        or (phrase.determiner and phrase.determiner in lexicon.MANY)
    ):
        return False
    return bool(phrase.determiner) or has_typical_name(feature) or feature.moment is not None


def _is_a_clause(feature: Feature) -> bool:
    """ "View counts are low" is no entry of a list."""
    return feature.qualifiers.other.partition(" ")[0] in lexicon.BE | lexicon.MODALS | {"including", "with"}


def _ties(entity: str, middle: Tokens, statement: Statement, scene: Scene) -> Iterator[RelationAsk]:
    """What stands between the verb and the list: the things it joins, hangs on or comes once for."""
    joins = any(lexicon.FINITE.get(token.lower, "") in _TYING for token in middle[:2])
    for index, token in enumerate(middle):
        is_bound = token.is_word("to", "off", "against", "at", "on", "per", "by", "under", "for") or joins
        phrase = noun_phrase(middle, index if token.is_in(lexicon.DETERMINERS) else index + 1)
        is_one = phrase.determiner in lexicon.ARTICLES | lexicon.EACH | {"one"} or token.is_word("per")
        if not (is_bound and is_one and phrase.is_named) or _is_excluded(middle, index):
            continue
        parent = scene.find(phrase)
        if parent is not None and parent != entity:
            yield RelationAsk(child=entity, parent=parent, required=True, quote=statement.quote)


def _is_excluded(middle: Tokens, index: int) -> bool:
    """Behind "rather than" or "not" nothing is tied."""
    return any(token.is_word("rather", "not", "instead", "because") for token in middle[:index])


def _identified(
    entity: str, tokens: Tokens, subject: _Subject, statement: Statement, scene: Scene
) -> Iterator[Finding]:
    """ "Depots are identified by country and number": attributes, and no two the same."""
    verb = skipped(tokens, subject.end, "is", "are", "uniquely")
    behind = ends_after_any(tokens, verb, _IDENTIFIED)
    if verb in (subject.end, behind):
        return
    features = tuple(feature for feature in features_of(_list_at(tokens, behind)) if is_substantial(feature))
    names = tuple(feature.phrase.name for feature in features)
    if not features or len(features) > 3 or any("combination" in name or name.lower().endswith("id") for name in names):
        return
    yield Mention(entity=entity, quote=statement.quote)
    yield from asks_about(entity, features, statement.quote, scene)
    yield UniqueAsk(entity=entity, attributes=names, quote=statement.quote)
