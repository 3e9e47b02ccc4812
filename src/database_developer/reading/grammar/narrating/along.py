"""Facts told beside what a thing is: "an offer is one dish on one date along with the number of portions"."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.reading.grammar import cues
from database_developer.reading.grammar.attributes import asks_about
from database_developer.reading.grammar.clauses import Statement
from database_developer.reading.grammar.findings import Finding
from database_developer.reading.grammar.matching import ends_after_any
from database_developer.reading.grammar.narrating.words import are_facts, facts_at, is_one_of_a_kind
from database_developer.reading.grammar.phrases import noun_phrase
from database_developer.reading.scene import Scene

_ALONG = ("along with", "together with", "and comes with", "and also")
_CUES = cues.cues_of(_ALONG)


def read(statement: Statement, scene: Scene) -> Iterator[Finding]:
    """The facts behind "along with"."""
    clause = statement.clauses[0] if statement.clauses and cues.heard(_CUES, statement.words) else None
    if clause is None or clause.verb is None or clause.verb.lemma != "be" or clause.verb.negated:
        return
    subject = noun_phrase(clause.subject)
    if not is_one_of_a_kind(subject) or subject.length != len(clause.subject):
        return
    for at in range(len(statement.tokens)):
        begin = ends_after_any(statement.tokens, at, _ALONG)
        features = facts_at(statement.tokens, begin) if begin > at else ()
        if features and are_facts(features):
            yield from asks_about(scene.name_of(subject), features, statement.quote, scene)
            return
