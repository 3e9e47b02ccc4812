"""Words by which facts are kept: "we store", "are known", "it shows"."""

from __future__ import annotations

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.cues import forms_of
from database_developer.reading.grammar.matching import skipped
from database_developer.reading.grammar.recasting.words import KNOWING, KNOWN, Tokens

ABOUT = lexicon.words("of for about from on with per regarding concerning")
WE = lexicon.words("we i they you one")
BE_OR_MODALS = lexicon.BE | lexicon.MODALS | lexicon.ADVERBS | lexicon.words("to have has been get gets")
SHOWING = (
    *("tells", "tell", "states", "state", "shows", "show", "bears", "bear", "mentions", "mention", "gets", "get"),
    *("comes with", "come with", "carries", "carry", "wears", "wear", "lists", "says", "say"),
    *("names", "name", "yields", "yield", "features", "goes with", "go with"),
)
_KEPT_BY = KNOWING - {"list", "see", "describe"}
_BEFORE_A_NOUN = lexicon.DETERMINERS | lexicon.BE
KEEPING = forms_of(_KEPT_BY) | {"need", "want", "have"}  # without one of these nobody keeps anything
OF = lexicon.words("of within in to on for about from at against inside")


def keeps(tokens: Tokens, at: int) -> bool:
    """Whether the word may be a verb of keeping or knowing."""
    return lexicon.FINITE.get(tokens[at].lower, tokens[at].lower) in KNOWING


def before_verb(tokens: Tokens, end: int) -> int:
    """Where "are also to be" before the participle begins."""
    while end > 0 and tokens[end - 1].is_in(BE_OR_MODALS):
        end -= 1
    return end


def being_told(tokens: Tokens) -> tuple[int, int, bool] | None:
    """Where "are known", "must be stored" or "are" begins and ends, and whether it says that something is kept."""
    for at, token in enumerate(tokens):
        if at and (token.is_in(lexicon.BE) or token.is_in(lexicon.MODALS)):
            end = skipped(tokens, at, *BE_OR_MODALS)
            is_kept = end < len(tokens) and (
                tokens[end].is_in(KNOWN) or tokens[end].is_word("filled", "asked", "taken")
            )
            return at, end, is_kept
    return None


def is_keeping(tokens: Tokens, at: int) -> bool:
    """Whether somebody keeps what stands behind it: "the club keeps", "we need"."""
    is_verb = lexicon.FINITE.get(tokens[at].lower, "") in _KEPT_BY
    is_need = tokens[at].is_word("need", "want", "have") and tokens[at - 1].is_word("we", "i")
    return is_need or (is_verb and not tokens[at - 1].is_in(_BEFORE_A_NOUN))
