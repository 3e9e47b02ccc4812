"""Values that are the same for every row: "`en`", "0", "true", "now", "an empty string"."""

from __future__ import annotations

from database_developer.model.recipe import Attribute, Constant, Now
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.matching import ends_after_any, phrases, skipped
from database_developer.reading.grammar.recipes.names import STEP_WORDS, Names, attribute_at
from database_developer.reading.grammar.tokens import Kind, Token

Tokens = tuple[Token, ...]
Simple = Attribute | Constant | Now

_NOW = phrases(
    "now | the current time | the current timestamp | the current moment | the current date | today | "
    "the current date and time | the moment of the migration | the time of the migration | today 's date"
)
_NOTHING = ("null", "no value", "nothing")
_EMPTY = phrases("an empty string | the empty string | empty string | an empty text")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_OF_DATE, _MOST_DAYS, _YEAR = 3, 31, 4
_TRUTHS = ("true", "false")
_BEFORE_CONSTANTS = phrases("the value | the constant | the text | the word | the string | the number | value | a")
# Words that say something of a value and are none themselves.
_NO_VALUES = lexicon.words(
    "required mandatory optional unique nullable missing available obsolete deprecated default empty null random "
    "generated computed calculated something anything whatever sensible null unknown-yet none blank different same "
    "correct valid invalid appropriate suitable meaningful derived similar equal possible necessary needed used"
)


def constant_at(tokens: Tokens, at: int, names: Names, *, bare: bool = False) -> tuple[Constant | Now, int] | None:
    """A value that is written out; ``bare`` where a single word without quotes may be one."""
    for told, value in ((_NOW, Now()), (_NOTHING, Constant(text=None)), (_EMPTY, Constant(text=""))):
        end = ends_after_any(tokens, at, told)
        if end > at:
            return value, _past_brackets(tokens, end)
    place = ends_after_any(tokens, at, _BEFORE_CONSTANTS)
    return _written(tokens, place, names) or (_bare(tokens, at, names) if bare else None)


def simple_at(tokens: Tokens, at: int, names: Names) -> tuple[Simple, int] | None:
    """A constant or an attribute, as what is taken where there is nothing better."""
    return constant_at(tokens, at, names, bare=True) or attribute_at(tokens, at, names)


def number_at(tokens: Tokens, at: int) -> tuple[str, int] | None:
    """A number in digits, with its sign, or a small one in words."""
    if at >= len(tokens):
        return None
    token = tokens[at]
    if token.is_mark("-") and at + 1 < len(tokens) and tokens[at + 1].kind is Kind.NUMBER:
        return f"-{tokens[at + 1].text}", at + 2
    if token.kind is Kind.NUMBER:
        return token.text, at + 1
    if token.kind is Kind.WORD and token.lower in lexicon.SMALL_NUMBERS:
        return str(lexicon.SMALL_NUMBERS[token.lower]), at + 1
    return None


def _past_brackets(tokens: Tokens, at: int) -> int:
    """Behind the "()" of "now()"."""
    is_call = at < len(tokens) and tokens[at].kind is Kind.GROUP and not tokens[at].inside
    return at + 1 if is_call else at


def _written(tokens: Tokens, at: int, names: Names) -> tuple[Constant | Now, int] | None:
    if at >= len(tokens):
        return None
    token = tokens[at]
    if token.is_literal:
        return _literal(token, names, at)
    if (date := _date_at(tokens, at)) is not None:
        return date
    if token.is_in(_TRUTHS):
        return Constant(text=token.lower), at + 1
    number = number_at(tokens, at) if not token.is_in(lexicon.SMALL_NUMBERS) else None
    return (Constant(text=number[0]), number[1]) if number is not None else None


def _date_at(tokens: Tokens, at: int) -> tuple[Constant, int] | None:
    """ "1 Jan 2020", "January 1, 2020" as 2020-01-01."""
    parts = [token.text for token in tokens[at : at + 4] if not token.is_mark(",")][:_OF_DATE]
    months = [one for one in parts[:2] if one[:3].lower() in _MONTHS and one.isalpha()]
    days = [one for one in parts[:2] if one.isdigit() and 0 < int(one) <= _MOST_DAYS]
    is_date = len(parts) == _OF_DATE and len(months) == len(days) == 1 and parts[2].isdigit() and len(parts[2]) == _YEAR
    if not is_date:
        return None
    end = at + _OF_DATE + sum(token.is_mark(",") for token in tokens[at : at + _OF_DATE])
    month = _MONTHS.index(months[0][:3].lower()) + 1
    return Constant(text=f"{parts[2]}-{month:02}-{int(days[0]):02}"), end


def _literal(token: Token, names: Names, at: int) -> tuple[Constant | Now, int] | None:
    """A quotation is a value; code is one unless an attribute is called so. `'x'` in code is x, `now()` is now."""
    if token.kind is Kind.CODE and names.means_attribute(token.text):
        return None
    if token.kind is Kind.CODE and token.lower in {"now()", "current_timestamp", "null"}:
        return (Constant(text=None) if token.lower == "null" else Now()), at + 1
    is_quoted = token.kind is Kind.CODE and len(token.text) > 1 and token.text[0] == token.text[-1] in {"'", '"'}
    return Constant(text=token.text[1:-1] if is_quoted else token.text), at + 1


def _bare(tokens: Tokens, at: int, names: Names) -> tuple[Constant, int] | None:
    """A single word that names no attribute and ends the phrase: "set to active"."""
    if at >= len(tokens) or tokens[at].kind is not Kind.WORD:
        return None
    word = tokens[at]
    is_reserved = word.lower in lexicon.NOT_A_NOUN | STEP_WORDS | _NO_VALUES or names.knows(word.lower)
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    ends = behind is None or behind.kind in {Kind.MARK, Kind.GROUP} or behind.lower in lexicon.NOT_A_NOUN | STEP_WORDS
    ends = ends and not (behind is not None and behind.is_mark("'s"))
    return (Constant(text=word.text), at + 1) if ends and not is_reserved else None


def past(tokens: Tokens, at: int, *words: str) -> int:
    """Behind words that add nothing to a rule."""
    return skipped(tokens, at, "simply", "just", "always", "please", "also", *words)
