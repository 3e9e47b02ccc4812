"""Sentences without a verb that go on with a list: "Then the draught in metres and the agent_email."."""

from __future__ import annotations

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.attributes import asks_about, has_typical_name, is_substantial
from database_developer.reading.grammar.clauses import Statement
from database_developer.reading.grammar.features import features_of
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.scene import Scene

_GOING_ON = lexicon.words("then also plus and finally further furthermore next lastly additionally besides likewise")


def read(statement: Statement, scene: Scene) -> Findings:
    """More facts of the thing that the attribute told last is one of."""
    tokens = statement.tokens
    has_verb = any(clause.verb is not None for clause in statement.clauses)
    if has_verb or len(tokens) < 2 or not tokens[0].is_in(_GOING_ON) or scene.last_attribute is None:
        return ()
    entity, _ = scene.last_attribute
    start = next((at for at, token in enumerate(tokens) if not token.is_in(_GOING_ON)), len(tokens))
    features = features_of(tokens[start:])
    are_told = all(feature.is_told or feature.phrase.identifier for feature in features)
    is_likely = any(has_typical_name(feature) or feature.qualifiers.says_something for feature in features)
    if entity != scene.focus or not features or not are_told or not is_likely or not all(map(is_substantial, features)):
        return ()
    return asks_about(entity, features, statement.quote, scene)
