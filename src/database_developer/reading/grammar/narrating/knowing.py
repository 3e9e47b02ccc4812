""" "A bus should know which driver is on it at the moment": one of the other, or none."""

from __future__ import annotations

from database_developer.model.request import RelationAsk
from database_developer.reading.grammar import cues, lexicon
from database_developer.reading.grammar.clauses import Statement
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.matching import skipped
from database_developer.reading.grammar.phrases import noun_phrase
from database_developer.reading.inflection import is_plural
from database_developer.reading.scene import Scene

_KNOWING = lexicon.words("know knows remember remembers say says tell tells show shows")
_WHICH = lexicon.words("which what")
_LEADS = lexicon.words("besides also moreover furthermore additionally then , finally")
_HELPING = ("should", "must", "shall", "will", "has", "needs", "to", "always", "also", "then")
_LONGEST = 5  # tokens before the verb
CUES = _WHICH


def read(statement: Statement, scene: Scene) -> Findings:
    """The tie of two things that are known already."""
    tokens = statement.tokens
    start = next((at for at, token in enumerate(tokens) if not token.is_in(_LEADS)), len(tokens))
    near = range(start + 1, min(start + _LONGEST, len(tokens))) if cues.heard(CUES, statement.words) else range(0)
    end = next((at for at in near if tokens[at].is_in(_KNOWING) or tokens[at].is_word(*_HELPING)), start)
    subject, verb = noun_phrase(tokens[start:end]), skipped(tokens, end, *_HELPING)
    owner = scene.find(subject) if subject.determiner in lexicon.EACH | {"a", "an", "the"} else None
    if owner is None or verb + 2 >= len(tokens) or not tokens[verb].is_in(_KNOWING):
        return ()
    other = noun_phrase(tokens, verb + 2) if tokens[verb + 1].is_in(_WHICH) else noun_phrase(())
    known = scene.find(other) if other.is_named and not is_plural(other.head) else None
    if known is None or known == owner:
        return ()
    required = False if scene.is_there(owner) else None
    return (RelationAsk(child=owner, parent=known, required=required, quote=statement.quote),)
