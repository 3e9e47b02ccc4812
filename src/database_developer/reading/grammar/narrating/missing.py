"""What may be missing: "the end date stays empty until", "some contracts have no end date", "exists without a film"."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.model.request import AlterAsk, AttributeAsk, RelationAsk
from database_developer.reading.grammar import cues, lexicon
from database_developer.reading.grammar.attributes import asks_about, has_typical_name
from database_developer.reading.grammar.clauses import Clause, Statement, Tokens
from database_developer.reading.grammar.feature import Feature
from database_developer.reading.grammar.findings import ColumnRule, Finding
from database_developer.reading.grammar.matching import ends_after_any, skipped
from database_developer.reading.grammar.narrating.words import may_be_a_thing
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.qualifiers import Qualifiers
from database_developer.reading.scene import Scene

_EMPTY = lexicon.words("empty blank open missing unknown null unset optional")
_STAYING = lexicon.words("be stay stays remain remains leave left become get")
_USELESS = lexicon.words("worthless useless meaningless nothing pointless unthinkable")
_SOME = ("some", "not all", "not every", "not each", "a few", "few", "sometimes")
_OWNING = lexicon.HAS | {"know", "get", "carry", "need"}
_ADDING = lexicon.words("add give leave attach enter write go accompany include set record store note put append come")


def read(statement: Statement, scene: Scene) -> Iterator[Finding]:
    """Each attribute or reference that the sentence says need not be there."""
    for clause in statement.clauses:
        lemma = clause.verb.lemma if clause.verb is not None else ""
        if lemma in _STAYING:
            yield from _stays_empty(clause, scene)
        if lemma in _OWNING:
            yield from _some_have_none(clause, statement, scene)
        if lemma in _ADDING:
            yield from _may_be_added(clause, scene)
    yield from _without(statement, scene)


def _stays_empty(clause: Clause, scene: Scene) -> Iterator[Finding]:
    """ "The end date stays empty as long as ..."."""
    verb, phrase = clause.verb, noun_phrase(clause.subject)
    place = skipped(clause.rest, 0, "be", "left", "still", "also", "yet")
    is_empty = place < len(clause.rest) and clause.rest[place].is_in(_EMPTY)
    is_yet_unknown = ends_after_any(clause.rest, 0, ("not known", "not set", "not yet known")) > 0
    if verb is None or not (is_empty or is_yet_unknown) or not phrase.is_named:
        return
    if verb.negated and not is_yet_unknown:
        return
    entity = _owner(phrase, clause.subject[phrase.length :], scene)
    if entity is not None:
        yield from _optional(entity, phrase, clause, scene)


def _owner(phrase: NounPhrase, behind: Tokens, scene: Scene) -> str | None:
    if phrase.possessor is not None:
        return scene.find(phrase.possessor)
    whose = noun_phrase(behind, 1) if behind and behind[0].is_word("of", "for") else NounPhrase()
    if whose.is_named:
        return scene.find(whose)
    return scene.focus_with(phrase.name) if phrase.determiner != "an" else None


def _some_have_none(clause: Clause, statement: Statement, scene: Scene) -> Iterator[Finding]:
    """ "Some contracts have no end date yet", "not every award has a film"."""
    verb, phrase = clause.verb, noun_phrase(clause.rest)
    if verb is None or not phrase.is_named:
        return
    start = ends_after_any(clause.subject, 0, _SOME)
    subject = noun_phrase(clause.subject, start)
    is_denied = phrase.determiner == "no" and (start > 0 or bool(verb.modal))
    is_rare = _says_not_all(statement.tokens, clause)
    entity = scene.find(subject) if subject.is_named else None
    if entity is not None and (is_denied or is_rare):
        yield from _optional(entity, phrase, clause, scene)


def _says_not_all(tokens: Tokens, clause: Clause) -> bool:
    """Whether a "not" stands right before "every tour" or "all tours"."""
    first = clause.subject[0] if clause.subject else None
    if first is None or not first.is_in(lexicon.EACH | lexicon.ALL | {"not"}):
        return False
    before = [token for token in tokens if token.end <= first.start]
    return first.is_word("not") or (bool(before) and before[-1].is_word("not"))


def _without(statement: Statement, scene: Scene) -> Iterator[Finding]:
    """ "An award exists without a film before that", "may be created without a film"."""
    for clause in statement.clauses if cues.heard(("without",), statement.words) else ():
        places = [at for at, token in enumerate(clause.rest[:2]) if token.is_word("without")]
        phrase = noun_phrase(clause.rest, places[0] + 1) if places else NounPhrase()
        entity = _last_known(clause.subject, scene) if phrase.is_named else None
        is_useless = bool(places) and clause.rest[: places[0]] and clause.rest[0].is_in(_USELESS)
        if is_useless or clause.verb is None or clause.verb.negated:
            continue
        if phrase.is_named and entity is not None:
            column = scene.entities[entity].attributes.get(phrase.name) if scene.is_there(entity) else None
            if column is not None:
                yield AlterAsk(entity=entity, attribute=column, required=False, quote=clause.quote)
            else:
                yield from _optional(entity, phrase, clause, scene)


def _last_known(subject: Tokens, scene: Scene) -> str | None:
    """The known thing that the subject ends with, whatever stands before it."""
    for start in range(len(subject)):
        phrase = noun_phrase(subject, start)
        if phrase.is_named and start + phrase.length == len(subject):
            return scene.find(phrase)
    return None


def _optional(entity: str, phrase: NounPhrase, clause: Clause, scene: Scene) -> Iterator[Finding]:
    """What the phrase names is no longer required, be it an attribute or another thing."""
    known = scene.entities.get(entity)
    other = scene.find(phrase)
    if known is not None and phrase.name in known.attributes:
        yield AttributeAsk(entity=entity, attribute=phrase.name, required=False, quote=clause.quote)
    elif other is not None and other != entity:
        yield RelationAsk(child=entity, parent=other, required=False, quote=clause.quote)
    elif other is None and phrase.words:  # "no captain yet", where the captain is a role
        said = Qualifiers(required=False)
        yield ColumnRule(entity=entity, names=(phrase.name,), said=said, is_rest=False, but=(), quote=clause.quote)


def _may_be_added(clause: Clause, scene: Scene) -> Iterator[Finding]:
    """ "A remark can go along with it": a further fact of what was spoken of last."""
    verb, phrase = clause.verb, noun_phrase(clause.subject)
    is_free = verb is not None and not verb.negated and verb.modal in {"can", "may", "could", "might"}
    if verb is None or not is_free or scene.focus is None:
        return
    feature = Feature(phrase=phrase, words=phrase.name)
    is_whole = phrase.length == len(clause.subject) and phrase.determiner in {"a", "an"} and len(phrase.words) <= 2
    if not is_whole or not has_typical_name(feature) or (may_be_a_thing(phrase) and scene.find(phrase) is not None):
        return
    for ask in asks_about(scene.focus, (feature,), clause.quote, scene):
        yield _made_optional(ask)


def _made_optional(ask: Finding) -> Finding:
    if isinstance(ask, AttributeAsk):
        return AttributeAsk(entity=ask.entity, attribute=ask.attribute, hint=ask.hint, required=False, quote=ask.quote)
    return ask
