"""Sentences that tell what existing rows get: "Existing rows: the handle is the part of the email before the @"."""

from __future__ import annotations

from database_developer.model.request import BackfillAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.clauses import Statement
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.scene import Scene

_EXISTING = lexicon.words("existing old current present backfill")
_SETS = lexicon.words("be get become receive take set")


def read(statement: Statement, scene: Scene) -> Findings:
    """The rule for the old rows of the attribute that the sentence's first clause speaks of."""
    if not _speaks_of_old_rows(statement.label) or not statement.body:
        return ()
    attribute = _attribute(statement)
    entity = _entity(statement.label, attribute, scene)
    if not attribute or entity is None:
        return ()
    rule = statement.quote.text.partition(":")[2].strip()
    return (BackfillAsk(entity=entity, attribute=attribute, rule=rule, quote=statement.quote),)


def _speaks_of_old_rows(label: str) -> bool:
    return bool(_EXISTING & set(label.split()))


def _attribute(statement: Statement) -> str:
    first = statement.clauses[0] if statement.clauses else None
    if first is None or first.verb is None:
        return ""
    place = first.subject if first.verb.lemma in _SETS and first.subject else first.rest
    return noun_phrase(place).name


def _entity(label: str, attribute: str, scene: Scene) -> str | None:
    """The thing named in the label ("existing users"), else the owner of the attribute, else the topic."""
    names = tuple(word for word in label.split() if word not in _EXISTING | lexicon.ROW_NOUNS | {"for", "the"})
    named = scene.find(NounPhrase(words=names)) if names else None
    return named or (scene.owner_of(attribute) if attribute else None) or scene.focus
