"""Clauses that stand in one sentence with others, each as a sentence of its own: behind a colon, a dash, a semicolon."""

from __future__ import annotations

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.clauses import parted
from database_developer.reading.grammar.matching import ends_after_any, skipped
from database_developer.reading.grammar.recasting.words import KNOWN, Sentences, Tokens, clause_subject, each_has
from database_developer.reading.grammar.remarks import DASHES
from database_developer.reading.grammar.verbs import verb_by_place, verb_from
from database_developer.reading.inflection import is_plural
from database_developer.reading.scene import Scene

_OPENINGS = (
    *("in addition", "in addition to that", "in addition to this", "on top of that", "apart from that", "of course"),
    *("besides that", "as a rule", "in general", "in principle", "at the moment", "by the way", "what is more"),
    *("on the other hand", "in turn", "after that", "and also", "also", "besides", "furthermore", "moreover"),
)
_LISTS = lexicon.PRONOUNS | lexicon.NEGATIONS | lexicon.words("there if so but because nobody nothing please")


def without_opening(tokens: Tokens, scene: Scene) -> Sentences:
    """ "In addition members can rate a route": members can."""
    end = ends_after_any(tokens, 0, _OPENINGS)
    rest = tokens[skipped(tokens, end, ",") :]
    return (rest,) if end and clause_subject(rest) else ()


def at_semicolons(tokens: Tokens, scene: Scene) -> Sentences:
    """Parts that are all clauses of their own."""
    parts = parted(tokens, ";")
    return tuple(parts) if len(parts) > 1 and all(map(clause_subject, parts)) else ()


def at_colon(tokens: Tokens, scene: Scene) -> Sentences:
    """ "The choir rehearses pieces: the title and the composer of a piece are stored"."""
    colon = next((at for at, token in enumerate(tokens) if token.is_mark(":")), 0)
    before, behind = tokens[:colon], tokens[colon + 1 :]
    if not colon or not behind or not _has_verb(before):
        return ()
    return (before, behind) if _is_clause(behind) or _is_kept(behind) else ()


def _has_verb(tokens: Tokens) -> bool:
    return verb_from(tokens) is not None or verb_by_place(tokens, 0, len(tokens)) is not None


def _is_clause(tokens: Tokens) -> bool:
    return bool(clause_subject(tokens)) and not tokens[0].is_in(_LISTS)


def _is_kept(tokens: Tokens) -> bool:
    """ "The title and the composer of a piece are stored"."""
    return len(tokens) > 2 and tokens[-1].is_in(KNOWN) and tokens[-2].is_in(lexicon.BE)


def at_dashes(tokens: Tokens, scene: Scene) -> Sentences:
    """ "... and in which shed it stands - sheds have a name and an address"."""
    dashes = [at for at, token in enumerate(tokens) if token.is_mark(*DASHES)]
    if not 1 <= len(dashes) <= 2 or dashes[0] == 0:
        return ()
    before, inner = tokens[: dashes[0]], tokens[dashes[0] + 1 : dashes[1] if len(dashes) > 1 else None]
    rest = tokens[dashes[1] + 1 :] if len(dashes) > 1 else ()
    return ((*before, *rest), inner) if inner and _is_clause(inner) and _has_verb((*before, *rest)) else ()


def gapped(tokens: Tokens, scene: Scene) -> Sentences:
    """ "Employees have a number and a name, departments a name": the verb of the second left out."""
    verb = verb_from(tokens)
    if verb is None or verb.lemma != "have" or not clause_subject(tokens):
        return ()
    for at in range(verb.end + 1, len(tokens) - 2):
        before, word, following = tokens[at - 1], tokens[at], tokens[at + 1]
        is_joint = before.is_mark(",", ";") or before.is_word("and", "while")
        is_many = word.is_in(lexicon.NOT_A_NOUN) is False and is_plural(word.lower)
        if is_joint and is_many and following.is_word("a", "an", "their", "the"):
            head = tokens[: at - 1]
            while head and (head[-1].is_mark(",") or head[-1].is_word("and", "while")):
                head = head[:-1]
            return (head, each_has(tokens[at : at + 1], tokens[at + 1 :]))
    return ()
