""" "The captain of a team is a player": one thing in a role that it plays for another."""

from __future__ import annotations

from database_developer.model.request import RelationAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.clauses import Statement
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.matching import ends_after_any, skipped
from database_developer.reading.grammar.phrases import noun_phrase
from database_developer.reading.inflection import is_plural
from database_developer.reading.scene import Scene

_IS = ("is", "is always", "is also", "must be", "should be", "has to be", "can be", "may be", "will be", "can only be")
_ONE = lexicon.EACH | {"a", "an", "one", "the"}


def read(statement: Statement, scene: Scene) -> Findings:
    """The tie in that role, where both things are known and the role is neither."""
    tokens = statement.tokens
    role = noun_phrase(tokens)
    of = role.length
    whole = noun_phrase(tokens, of + 1) if of + 2 < len(tokens) and tokens[of].is_word("of") else noun_phrase(())
    end = of + 1 + whole.length
    verb = ends_after_any(tokens, end, _IS)
    kind = noun_phrase(tokens, skipped(tokens, verb, "also"))
    is_one = role.determiner == "the" and bool(role.words) and whole.determiner in _ONE and kind.determiner in _ONE
    is_end = verb > end and skipped(tokens, verb, "also") + kind.length in {len(tokens), len(tokens) - 1}
    owner, player = scene.find(whole), scene.find(kind)
    if not (is_one and is_end) or owner is None or player is None or is_plural(role.head) or scene.find(role):
        return ()
    name = " ".join(role.words)
    required = not scene.is_there(owner)
    return (RelationAsk(child=owner, parent=player, role=name, required=required, quote=statement.quote),)
