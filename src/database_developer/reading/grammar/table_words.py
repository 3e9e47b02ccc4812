"""Orders to make a table, put into the words that the other rules know: "a table called x" becomes "an x table"."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.matching import ends_after_any, skipped
from database_developer.reading.grammar.tokens import Kind, Token, tokenized
from database_developer.reading.grammar.verbs import verb_from
from database_developer.reading.inflection import is_plural

Tokens = tuple[Token, ...]

_BEFORE = lexicon.words(
    "a an the new another separate this our additional dedicated own empty small second database db"
)
_CALLED = lexicon.words("called named")
_ABOUT = (
    *(f"for {act}" for act in ("storing", "keeping", "holding", "tracking", "recording", "saving")),
    *(f"to {act}" for act in ("store", "keep", "hold", "track", "record", "save")),
    "for",
    "of",
)
_BEHIND = lexicon.words(
    "with containing having that which and should must shall will can has have needs contains stores holds to in by"
    " where so"
)
# Of a page or a tool: "a table view", "the table header".
_NO_NAMES = lexicon.words(
    "view views layout component widget row rows column columns header headers cell cells format name names schema"
    " schemas structure structures definition definitions data entry entries design designs scan scans lock locks space"
    " content contents"
)
_NEVER_NAMES = lexicon.words("today already currently yet gets get got becomes become")
_LONGEST_NAME = 3
_LONGEST_LABEL = 5
_WISHES = lexicon.words(
    "we i need needs want wants require requires would also will like to have us should there be now then next finally"
)
_FREE = lexicon.ARTICLES | lexicon.POSSESSIVES | lexicon.ALL
_KEEPING = (
    "stores",
    "holds",
    "keeps track of",
    "keeps",
    "contains",
    "has",
    "records",
    "tracks",
    "should have",
    "should store",
    "should contain",
    "should hold",
    "will store",
    "will contain",
    "will hold",
    "will have",
    "must have",
    "can store",
    "can hold",
)
_ARTICLES = lexicon.words("a an another")
_BEFORE_A_NEW = lexicon.words("a an another one new separate additional second")
_WITH = lexicon.words("with containing having")
_BEFORE_COLUMNS = (
    ",",
    ";",
    "-",
    "–",
    "—",
    "and",
    "the",
    "its",
    "whose",
    "which",
    "where",
    "with",
    "needed",
    "following",
)
_BEHIND_COLUMNS = (
    "is",
    "are",
    "be",
    "should",
    "shall",
    "will",
    "must",
    "would",
    "as",
    "follows",
    "following",
    "the",
    ":",
)
_SHORTEST_LIST = 4  # "with a and b"


def in_usual_words(tokens: Tokens) -> Tokens:
    """The same where no table is spoken of; the tokens keep their places in the text."""
    if not any(token.lower == "table" and token.kind is Kind.WORD for token in tokens):
        return tokens
    return _with_list(_as_order(_as_entry(_name_first(_without_let(_as_announcement(tokens))))))


@lru_cache(maxsize=1024)
def orders_a_table(text: str) -> bool:
    """Whether the sentence orders a table to be made: "we need a table for invoices"."""
    words = [token.lower for token in in_usual_words(tokenized(text))]
    before = words[: words.index("table")] if "table" in words else []
    return not lexicon.ADD.isdisjoint(before)


def _without_let(tokens: Tokens) -> Tokens:
    """ "Let's add ...": add."""
    place = next((at for at, token in enumerate(tokens[:3]) if _is_order(token)), 0)
    return tokens[place:] if place and tokens[0].is_word("let", "lets") else tokens


def _name_first(tokens: Tokens) -> Tokens:
    """ "A table called customers", "the table customers", "a table for customers": the name before the noun."""
    for at, token in enumerate(tokens):
        is_free = token.is_word("table") and (at == 0 or tokens[at - 1].is_in(_BEFORE) or _is_order(tokens[at - 1]))
        is_free = is_free and not (at > 1 and tokens[at - 2].is_in(lexicon.RENAME))  # "name the table sensors"
        is_free = is_free and not (at > 2 and tokens[at - 3].is_word("already"))  # "those already in the table"
        begin, end = _name_behind(tokens, at + 1) if is_free else (0, 0)
        if end:
            return (*tokens[:at], *tokens[begin:end], token, *tokens[end:])
    return tokens


def _name_behind(tokens: Tokens, at: int) -> tuple[int, int]:
    """Where the table's name begins and ends; (0, 0) where it has none there."""
    if at < len(tokens) and tokens[at].is_in(_CALLED):
        return (at + 1, at + 2) if at + 1 < len(tokens) and _may_be_name(tokens[at + 1]) else (0, 0)
    about = ends_after_any(tokens, at, _ABOUT)
    begin = about
    while begin < len(tokens) and about > at and tokens[begin].is_in(_FREE):
        begin += 1
    end = _end_of_name(tokens, begin)
    is_whole = end == len(tokens) or tokens[end].kind in {Kind.GROUP, Kind.MARK} or tokens[end].is_in(_BEHIND)
    is_name = begin < end <= begin + _LONGEST_NAME and is_whole
    if not is_name or tokens[end - 1].is_in(_NO_NAMES):
        return (0, 0)
    return (begin, end) if about == at or is_plural(tokens[end - 1].lower) else (0, 0)


def _end_of_name(tokens: Tokens, at: int) -> int:
    while at < len(tokens) and _may_be_name(tokens[at]) and not tokens[at].is_in(_BEHIND):
        at += 1
    return at


def _may_be_name(token: Token) -> bool:
    is_word = token.kind is Kind.WORD and token.lower not in lexicon.NOT_A_NOUN
    is_plain = is_word and not token.is_in(_CALLED) and not token.is_in(_NEVER_NAMES)
    return is_plain or (token.is_literal and token.text.isidentifier())


def _is_order(token: Token) -> bool:
    return token.is_in(lexicon.ADD)


def _as_entry(tokens: Tokens) -> Tokens:
    """ "New table: customers (name text)", "A customers table with a and b": a list without a verb is an order too."""
    start = next((at for at, token in enumerate(tokens) if not token.is_in(_BEFORE_A_NEW)), 0)
    place = next((at for at, token in enumerate(tokens[: start + _LONGEST_NAME + 1]) if token.is_word("table")), 0)
    is_named = place > start and all(_may_be_name(token) or token.is_literal for token in tokens[start:place])
    is_entry = is_named and (_is_group(tokens[place + 1 :]) or _is_list(tokens[place + 1 :]))
    if not is_entry or verb_from(tokens[: place + 1]) is not None:
        return tokens
    order = replace(tokens[0], kind=Kind.WORD, text="create", lower="create", end=tokens[0].start)
    return (order, replace(order, text="a", lower="a"), *tokens[start:])


def _is_group(behind: Tokens) -> bool:
    return bool(behind) and behind[0].kind is Kind.GROUP and len(behind[0].inside) > 1


def _is_list(behind: Tokens) -> bool:
    """ "With a, b and c", and nothing that is said of the table as a whole."""
    if len(behind) < _SHORTEST_LIST or not behind[0].is_in(_WITH):
        return False
    return any(token.is_mark(",") or token.is_word("and") for token in behind) and verb_from(behind) is None


def _as_order(tokens: Tokens) -> Tokens:
    """ "We need a customers table ...", "there should be a customers table": create it."""
    end = next((at for at, token in enumerate(tokens) if not token.is_in(_WISHES)), len(tokens))
    is_wish = any(token.is_word("need", "needs", "want", "require", "like", "be") for token in tokens[:end])
    if not is_wish or end >= len(tokens) or not tokens[end].is_in(_ARTICLES):
        return tokens
    place = next((at for at in range(end + 1, min(end + 6, len(tokens))) if tokens[at].is_word("table")), 0)
    named = [token for token in tokens[end:place] if token.is_literal or not token.is_in(_BEFORE)]
    if not place or not named or not all(_may_be_name(token) or token.is_literal for token in named):
        return tokens
    return (replace(tokens[0], text="create", lower="create"), *tokens[end:])


def _as_announcement(tokens: Tokens) -> Tokens:
    """ "New table customers", "Proposal: new table: customers": create it."""
    start = next((at + 1 for at, token in enumerate(tokens[:_LONGEST_LABEL]) if token.is_mark(":")), 0)
    if not start or not tokens[start:] or not tokens[start].is_word("new", "a"):
        start = 0
    begin = start + 1 if tokens[start].is_word("new") else start + 2
    if not tokens[begin - 1].is_word("new") or begin >= len(tokens) or not tokens[begin].is_word("table"):
        return tokens
    behind = tokens[begin + 2 :] if tokens[begin + 1 :] and tokens[begin + 1].is_mark(":") else tokens[begin + 1 :]
    if len(behind) != 1 or not (behind[0].is_literal or _may_be_name(behind[0])):
        return tokens
    order = replace(tokens[start], kind=Kind.WORD, text="create", lower="create", end=tokens[start].start)
    return (order, replace(order, text="a", lower="a"), behind[0], tokens[begin])


def _without_rows(behind: Tokens) -> Tokens:
    """Less the "with one row for each measurement:" before the list itself."""
    colon = next((at for at, token in enumerate(behind) if token.is_mark(":")), 0)
    is_row = colon > 3 and behind[0].is_word("with", "having") and behind[2].is_word("row", "record", "line", "entry")
    if not is_row or not behind[1].is_word("one", "a", "exactly", "single"):
        return behind
    return (behind[0], *behind[colon + 1 :])


def _with_columns(behind: Tokens) -> Tokens:
    """ ", columns are: a, b", "; the fields: a, b", "which columns is a, b": with a, b; () where told otherwise."""
    noun = skipped(behind, 0, *_BEFORE_COLUMNS)
    if not 0 < noun < len(behind) - 1 or not behind[noun].is_in(lexicon.COLUMN_NOUNS):
        return ()
    end = skipped(behind, noun + 1, *_BEHIND_COLUMNS)
    is_told = noun + 1 < end < len(behind) - 1
    return (replace(behind[0], kind=Kind.WORD, text="with", lower="with"), *behind[end:]) if is_told else ()


def _with_list(tokens: Tokens) -> Tokens:
    """ "... table that stores a, b and c", "... with the columns a and b": with a, b and c."""
    place = next((at for at, token in enumerate(tokens) if token.is_word("table")), len(tokens)) + 1
    place += place < len(tokens) and tokens[place].is_literal
    behind = _with_columns(tokens[place:]) or _without_rows(tokens[place:])
    if behind and behind[0].is_word("that", "which"):
        end = ends_after_any(behind, 1, _KEEPING)
        if end > 1 and any(token.is_mark(",") or token.is_word("and") for token in behind[end:]):
            behind = (replace(behind[0], text="with", lower="with"), *behind[end:])
    if behind and behind[0].is_word("with", "containing", "having"):
        end = 1
        while end < len(behind) and behind[end].is_word("the", "these", "following"):
            end += 1
        end += end < len(behind) and behind[end].is_in(lexicon.COLUMN_NOUNS)
        end += end < len(behind) and behind[end].is_mark(":")
        behind = (behind[0], *behind[end:]) if end < len(behind) else behind
    return (*tokens[:place], *behind)
