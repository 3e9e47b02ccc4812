"""Short ways of speaking, said in full: "all required", "shop and weekday are a must", "so are its comments"."""

from __future__ import annotations

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.clauses import parted
from database_developer.reading.grammar.cues import Cued
from database_developer.reading.grammar.matching import skipped
from database_developer.reading.grammar.recasting.words import Sentences, Tokens, said
from database_developer.reading.grammar.verbs import verb_from
from database_developer.reading.scene import Scene

_WHOLE = lexicon.words("all everything both each")
_RULES = lexicon.REQUIRED | lexicon.OPTIONAL
_SO = lexicon.words("so")
_MUST = lexicon.words("must")
_GONE = lexicon.words("deleted removed gone erased dropped archived")


def all_required(tokens: Tokens, scene: Scene) -> Sentences:
    """ "All required; one entry per shop", "everything mandatory, the note optional"."""
    if len(tokens) < 2 or not tokens[0].is_in(_WHOLE):
        return ()
    end = skipped(tokens, 1, "of", "them", "fields", "columns", "these", "three", "four", "five", "two")
    is_told = end < len(tokens) and tokens[end].is_in(_RULES)
    if not is_told or (end + 1 < len(tokens) and not tokens[end + 1].is_mark(";", ",")):
        return ()
    whole = (*said("everything is", tokens[0]), tokens[end])
    return (whole, *(part for part in parted(tokens[end + 2 :], ";") if part))


def a_must(tokens: Tokens, scene: Scene) -> Sentences:
    """ "Car and description are a must": they are mandatory."""
    for at in range(1, len(tokens) - 2):
        is_must = tokens[at].is_in(lexicon.BE) and tokens[at + 1].is_word("a") and tokens[at + 2].is_in(_MUST)
        if is_must and (at + 3 == len(tokens) or tokens[at + 3].is_mark(",", ";")):
            return ((*tokens[: at + 1], *said("mandatory", tokens[at]), *tokens[at + 3 :]),)
    return ()


def so_are(tokens: Tokens, scene: Scene) -> Sentences:
    """ "If the task is deleted, so are its comments": its comments are deleted."""
    for at in range(3, len(tokens) - 2):
        is_so = tokens[at].is_in(_SO) and tokens[at + 1].is_in(lexicon.BE) and tokens[at - 1].is_mark(",")
        done = tokens[at - 2] if is_so else None
        if done is not None and done.is_in(_GONE) and verb_from(tokens[at + 2 :]) is None:
            return ((*tokens[:at], *tokens[at + 2 :], tokens[at + 1], done),)
    return ()


CUED: Cued = {a_must: _MUST, so_are: _SO}
