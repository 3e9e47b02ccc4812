"""Sentences cut where a new thought begins."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.changes.orders import VERBS
from database_developer.reading.grammar.changes.places import Tokens
from database_developer.reading.grammar.tokens import Kind, Token

_CLAUSE_VERBS = (
    lexicon.BE | lexicon.MODALS | lexicon.words("gets becomes needs has goes needn't stays stay remains remain")
)
_DASHES = (";", ":", "—", "–", "--", "=>", "→")
_BEHIND_A_COMMA = (
    lexicon.words(
        "so hence thus therefore but because since whereas while although though it which that this they instead "
        "otherwise default unique foreign we let please and then i nothing never an no the each every you one text"
    )
    | VERBS
    | lexicon.words("take call use name get bin scrap throw ditch index make stop forbid")
)
_OF_CLAUSES = lexicon.words("has have needs goes gets let drop make please stays stay remains remain")
_CUTS = lexicon.words("so hence therefore thus because whereas although though but since")
_LABELS = VERBS | lexicon.words(
    "default type new name new unique required optional index the a please it as call align correct be to"
)
_TODAY = lexicon.words("far today currently now nowadays presently")
_CONDITIONS = lexicon.words("if when whenever unless once after")


def cut(tokens: Tokens) -> Iterator[Tokens]:
    """The parts: at dashes, at words that join sentences, and where a new subject has a verb of its own."""
    start = depth = 0
    for at, token in enumerate(tokens):
        depth += token.is_mark("(", "[") - token.is_mark(")", "]")
        if at > start and not depth and _is_cut(tokens, at, start):
            yield tokens[start:at]
            start = at + 1 if token.is_mark(*_DASHES, ",", "-") else at
    if start < len(tokens):
        yield tokens[start:]


def _is_cut(tokens: Tokens, at: int, start: int) -> bool:
    token, following = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else None
    if token.is_mark("=>", "→") and at == start + 1:
        return False  # "nick => handle"
    if token.is_mark(*_DASHES):
        return not (token.is_mark(":") and all(one.is_in(_LABELS) for one in tokens[:at]))
    if token.is_mark("-"):
        return following is not None and token.start > tokens[at - 1].end and following.start > token.end
    if tokens[start].is_in(_CONDITIONS):
        return False
    if _begins_clause(tokens, at) and any(one.is_in(_CLAUSE_VERBS) for one in tokens[start:at]):
        return True
    if _goes_on(token, following) and any(one.is_in(_TODAY) for one in tokens[start:at]):
        return True
    if token.is_mark(",") and following is not None:
        return following.is_in(_BEHIND_A_COMMA) and not _lists(tokens, at)
    is_but = token.is_word("but") and tokens[at - 1].is_word("nothing", "none", "anything", "all", "not", "no")
    return (
        token.is_in(_CUTS)
        and not is_but
        and not tokens[at - 1].is_mark(",")
        and not (token.is_word("so") and _is_far(tokens, at))
    )


def _goes_on(token: Token, following: Token | None) -> bool:
    """ "Whole euros so far, needs cents", "... and must hold cents": an order with the subject of what is told."""
    is_joint = token.is_mark(",") or token.is_word("and", "but")
    return is_joint and following is not None and following.is_word("needs", "need", "must", "should", "shall")


def _begins_clause(tokens: Tokens, at: int) -> bool:
    """ ", email must be unique", "and city is dropped": a new subject with a verb of its own."""
    if not (tokens[at].is_mark(",") or tokens[at].is_word("and")) or at + 2 >= len(tokens):
        return False
    first = tokens[at + 1]
    is_name = first.is_literal or (first.kind is Kind.WORD and first.lower not in lexicon.NOT_A_NOUN - {"the", "its"})
    behind = tokens[at + 2 : at + 5]
    return is_name and not first.is_in(VERBS) and any(one.is_in(_CLAUSE_VERBS) for one in behind)


def _lists(tokens: Tokens, at: int) -> bool:
    """ ", and a" and ", the" may go on with a list of names."""
    following = tokens[at + 1]
    rest = tokens[at + 2 : at + 8]
    return following.is_word("and", "the", "an", "text", "no", "one", "name") and not any(
        token.is_in(lexicon.MODALS | lexicon.BE | _OF_CLAUSES) for token in rest
    )


def _is_far(tokens: Tokens, at: int) -> bool:
    """ "So far", "so that"."""
    return at + 1 < len(tokens) and tokens[at + 1].is_word("far", "that", "many", "much", "called")
