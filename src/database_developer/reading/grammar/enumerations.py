"""Sentences that count up what is kept: "information for each agent, including name and address"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from database_developer.model.request import RelationAsk
from database_developer.reading.grammar import cues, lexicon
from database_developer.reading.grammar.acting import INFORMATION, for_each, participants
from database_developer.reading.grammar.attributes import asks_about, has_typical_name, is_substantial
from database_developer.reading.grammar.clauses import Statement, Tokens
from database_developer.reading.grammar.feature import Feature
from database_developer.reading.grammar.features import features_of
from database_developer.reading.grammar.findings import Finding, Findings, Mention
from database_developer.reading.grammar.managing import part_of_the_system
from database_developer.reading.grammar.matching import beginnings, ends_after_any
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.tokens import Kind
from database_developer.reading.grammar.verbs import Verb, verb_from
from database_developer.reading.inflection import bare_participle, gerund, is_derived, singular_phrase
from database_developer.reading.scene import Scene, entity_name

_MARKERS = ("including", "such as", "namely", "consisting of", "comprising", "include", "includes", "recording")
_RECORDING = ("recording", "storing", "capturing", "tracking")
_ALL_MARKERS = _MARKERS + _RECORDING
CUES = cues.cues_of(_ALL_MARKERS)
_IDLE = lexicon.words(
    "basic specific detailed relevant related necessary all general essential personal important following main key "
    "other process corresponding complete various"
)
_KEEPING = frozenset(gerund(verb) for verb in lexicon.KEEP) | lexicon.words("managing including")
_ENDS_A_LIST = lexicon.words("to with which who so while where when because if as but ensuring allowing for")
_LONGEST_ITEM = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class _Marker:
    """Where the words that announce the list stand."""

    start: int
    end: int


def read(statement: Statement, scene: Scene) -> Findings:
    """What the sentence's lists give to the things they belong to; () where there is no such list."""
    tokens = statement.tokens
    markers = _markers(tokens) if cues.heard(CUES, statement.words) else []
    found: list[Finding] = []
    for place, marker in reversed(list(enumerate(markers))):  # what a list's last entry tells more of is known first
        stop = markers[place + 1].start if place + 1 < len(markers) else len(tokens)
        begin = markers[place - 1].end if place else 0
        features = _listed(tokens[marker.end : stop])
        entity = _owner(tokens, begin, marker, scene) or _named_alike(features) if features else None
        if entity is None or not _is_likely(features):
            continue
        told = tuple(_told(entity, features, tokens[: marker.start], statement, scene))
        for finding in told:
            scene.note(finding)
        found = [*told, *found]
    return tuple(found)


def _markers(tokens: Tokens) -> list[_Marker]:
    found = []
    for index in beginnings(tokens, _ALL_MARKERS):
        end = ends_after_any(tokens, index, _ALL_MARKERS) if index else index
        if tokens[index].is_in(_RECORDING) and not tokens[index - 1].is_mark(","):
            end = index
        while end > index and end < len(tokens) and tokens[end].is_mark(":"):
            end += 1
        if end > index:
            found.append(_Marker(start=index, end=end))
    return found


def _is_likely(features: tuple[Feature, ...]) -> bool:
    """Two entries are a list of attributes only if one of them is typical."""
    return len(features) > 2 or (len(features) > 1 and any(has_typical_name(feature) for feature in features))


def _listed(tokens: Tokens) -> tuple[Feature, ...]:
    """The entries up to where the list ends; one that names information about something else ends it too."""
    features = features_of(_up_to_the_end(tokens))
    return tuple(feature for feature in features if is_substantial(feature) and not _is_talk(feature))


def _is_talk(feature: Feature) -> bool:
    words = feature.phrase.words
    return len(words) > _LONGEST_ITEM or bool(words and words[0] in _KEEPING) or feature.phrase.head in lexicon.SPEAKERS


def _up_to_the_end(tokens: Tokens) -> Tokens:
    """The list without the purpose, circumstance or clause that follows it."""
    for index in range(1, len(tokens)):
        before, token = tokens[index - 1], tokens[index]
        if token.kind is Kind.WORD and before.is_mark(",") and _ends_list(token.lower):
            return tokens[: index - 1]
        if before.is_mark(",") or before.is_word("and"):
            verb = verb_from(tokens, index)
            if verb is not None and _begins_clause(tokens, index, verb):
                return tokens[: index - 1]
    return tokens


def _begins_clause(tokens: Tokens, index: int, verb: Verb) -> bool:
    """Whether a short subject and its verb stand here, with something behind them."""
    is_near = index < verb.start <= index + 4 and verb.end < len(tokens)
    is_whole = is_near and not tokens[verb.end].is_mark(",") and not tokens[verb.end].is_word("and")
    return is_whole and not _is_joint_between(tokens, index, verb.start)


def _is_joint_between(tokens: Tokens, start: int, end: int) -> bool:
    return any(token.is_mark(",") or token.is_word("and") for token in tokens[start:end])


def _ends_list(word: str) -> bool:
    return word in _ENDS_A_LIST or (word.endswith("ing") and word[:-3] in {"ensur", "allow", "mak", "help", "enabl"})


def _owner(tokens: Tokens, begin: int, marker: _Marker, scene: Scene) -> str | None:
    """The thing the list belongs to, by the words right before it, then by "for each ...", then by the lead."""
    before = _without_recorded(tokens[begin : marker.start])
    phrase = _phrase_at_the_end(before)
    is_act = tokens[marker.start].is_in(_RECORDING)
    if not is_act and phrase.words:
        named = _less(phrase.words)
        if phrase.words[-1] in INFORMATION and named:
            return _known(named, scene)
        if phrase.words[-1] not in INFORMATION:
            return _subject(before, phrase, scene) or _lead(tokens, scene)
    return for_each(before, scene) or _lead(tokens, scene) or (_act(before, scene) if is_act else None)


def _without_recorded(tokens: Tokens) -> Tokens:
    """Less "to be recorded", "the following" and commas at the end."""
    while tokens and (
        tokens[-1].is_mark(",", ":")
        or tokens[-1].is_word("to", "be", "is", "are", "recorded", "stored", "kept", "saved", "should", "must", "also")
    ):
        tokens = tokens[:-1]
    return tokens


def _phrase_at_the_end(tokens: Tokens) -> NounPhrase:
    """The longest noun phrase that ends here, verbs left out."""
    start = len(tokens)
    while start and len(tokens) - start < 7 and _is_noun(tokens, start - 1):
        start -= 1
    while start < len(tokens):
        phrase = noun_phrase(tokens, start)
        if phrase.is_named and start + phrase.length == len(tokens):
            return phrase
        start += 1
    return NounPhrase()


def _is_noun(tokens: Tokens, index: int) -> bool:
    """Part of a name; "records" and "logs" are nouns at the end only, verbs before their objects."""
    token = tokens[index]
    if token.kind is not Kind.WORD or token.is_word(*lexicon.NEGATIONS, "system", "we", "should"):
        return False
    if token.lower in lexicon.DETERMINERS:
        return True
    if token.lower in lexicon.NOT_A_NOUN or token.lower in _KEEPING:
        return False
    is_verb = lexicon.FINITE.get(token.lower) in lexicon.KEEP | lexicon.WANT | lexicon.OWN
    return not is_verb or index == len(tokens) - 1


def _less(words: tuple[str, ...]) -> tuple[str, ...]:
    named = words
    while named and (named[-1] in INFORMATION or named[-1] in _IDLE):
        named = named[:-1]
    while named and named[0] in _IDLE:
        named = named[1:]
    return named


def _known(words: tuple[str, ...], scene: Scene) -> str:
    name = " ".join(singular_phrase(words))
    return name if name in scene.entities else scene.find_name(name) or name


def _subject(before: Tokens, phrase: NounPhrase, scene: Scene) -> str | None:
    """The "each reader" right before the list, and "schema for audit logs"."""
    at = len(before) - phrase.length - 1
    is_told_for = at >= 0 and before[at].is_word("for", "of", "about", "on", "per")
    head = before[at - 1].lower if at > 0 else ""
    if phrase.determiner in lexicon.EACH or (is_told_for and (head in INFORMATION or head in lexicon.DATA_NOUNS)):
        return scene.find(phrase) or entity_name(phrase)
    return None


def _lead(tokens: Tokens, scene: Scene) -> str | None:
    """The "book reservation" of "For book reservation management, ..."."""
    words = part_of_the_system(tokens)
    return _known(words, scene) if words else None


def _named_alike(features: tuple[Feature, ...]) -> str | None:
    """The "allocation" of "allocation time, allocation quantity": an act that most of its facts are named by."""
    first = [feature.phrase.words[0] for feature in features if len(feature.phrase.words) > 1]
    name = max(first, key=first.count, default="")
    return name if first.count(name) > 1 and is_derived(name) else None


def _act(before: Tokens, scene: Scene) -> str | None:
    """What two known things do to each other: "each photo can be shared with many users" is a photo sharing."""
    verb = verb_from(before)
    things = participants(before, scene)
    if verb is None or not things:
        return None
    behind = before[verb.end].lower if verb.end < len(before) else ""
    is_unknown = verb.lemma == "be" and behind.endswith("ed")
    if verb.lemma == "be" and not is_unknown:
        return None
    return f"{things[0].rpartition(' ')[2]} {gerund(bare_participle(behind) if is_unknown else verb.lemma)}"


def _told(
    entity: str, features: tuple[Feature, ...], before: Tokens, statement: Statement, scene: Scene
) -> Iterator[Finding]:
    """The thing, what takes part in it if it is an act, and its attributes."""
    is_new = entity not in scene.entities
    yield Mention(entity=entity, quote=statement.quote)
    if is_new and is_derived(entity.rpartition(" ")[2]):
        for thing in participants(before, scene)[:2]:
            if thing != entity:
                yield RelationAsk(child=entity, parent=thing, required=True, quote=statement.quote)
    for feature in features:
        other = _informed(feature, scene)
        if other is None or other == entity:
            yield from asks_about(entity, (feature,), statement.quote, scene)
        else:
            yield RelationAsk(child=entity, parent=other, quote=statement.quote)


def _informed(feature: Feature, scene: Scene) -> str | None:
    """The "salesperson" of "salesperson information", where it is a thing of its own."""
    words = feature.phrase.words
    if len(words) < 2 or words[-1] not in lexicon.INFORMATION:
        return None
    return scene.find_name(" ".join(singular_phrase(words[:-1])))
