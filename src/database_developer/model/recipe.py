"""How a value for existing rows is made, as typed steps: what a reader of tickets may yield instead of SQL."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

# --- where a value comes from --------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Attribute:
    """Another attribute of the same row, or (``of``) of the thing that the row refers to."""

    name: str
    of: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Constant:
    """The same value for every row; None is no value at all."""

    text: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Now:
    """The moment at which the rows are filled."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Joined:
    """Several texts one behind the other; with a ``separator``, missing and empty ones are left out."""

    parts: tuple[Attribute | Constant, ...]
    separator: str = ""


Source = Attribute | Constant | Now | Joined


# --- what is done to it ----------------------------------------------------------------------------------------


class Letters(StrEnum):
    """Sorts of characters; all of them are those of ASCII, as in the formats that tickets tell."""

    LOWER = "lower case letters"
    UPPER = "upper case letters"
    ANY = "letters"
    DIGITS = "digits"
    SPACES = "white space"


@dataclass(frozen=True, kw_only=True, slots=True)
class Characters:
    """A set of characters: sorts of them, and single ones."""

    sorts: tuple[Letters, ...] = ()
    singles: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Before:
    """What stands before the first (or last) ``mark``; everything where there is no mark."""

    mark: str
    last: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class After:
    """What stands behind the first (or last) ``mark``; nothing where there is no mark."""

    mark: str
    last: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """The text between marks: 1 is the first, -1 the last; nothing where there are fewer."""

    separator: str
    number: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Word:
    """The text between white space: 1 is the first, -1 the last; nothing where there are fewer."""

    number: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Cut:
    """The first (or last) so many characters."""

    length: int
    last: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Number:
    """The first number in a text: digits, and perhaps a point with digits behind; nothing where there is none."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Lower:
    """In lower case."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Upper:
    """In upper case."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Trim:
    """Without white space at either end."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Replace:
    """Each ``old`` text replaced; by "" it is removed."""

    old: str
    new: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ReplaceCharacters:
    """Each of these characters replaced, or (``others``) each that is none of them."""

    characters: Characters
    new: str
    others: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Otherwise:
    """What is taken where nothing has come out so far: no value, or an empty text."""

    source: Attribute | Constant | Now


@dataclass(frozen=True, kw_only=True, slots=True)
class Mapping:
    """One value for another; what is not listed becomes ``otherwise``, of which None is no value."""

    pairs: tuple[tuple[str, str], ...]
    otherwise: str | None = None


class Operator(StrEnum):
    """Arithmetic with a constant."""

    PLUS = "+"
    MINUS = "-"
    TIMES = "*"
    DIVIDED = "/"


@dataclass(frozen=True, kw_only=True, slots=True)
class Arithmetic:
    """A number changed by another; ``number`` as a decimal numeral, never 0 behind a division."""

    operator: Operator
    number: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Round:
    """A number with so many digits behind the point, halves away from zero."""

    digits: int = 0


class Sort(StrEnum):
    """Sorts of values that a rule may name on its way."""

    TEXT = "text"
    WHOLE = "whole number"
    NUMBER = "number"
    DATE = "date"


@dataclass(frozen=True, kw_only=True, slots=True)
class Cast:
    """Taken as a value of another sort; what is none becomes no value."""

    sort: Sort


Step = (
    Before
    | After
    | Piece
    | Word
    | Cut
    | Number
    | Lower
    | Upper
    | Trim
    | Replace
    | ReplaceCharacters
    | Otherwise
    | Mapping
    | Arithmetic
    | Round
    | Cast
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Formula:
    """A source, and what is done to it, in order."""

    source: Source
    steps: tuple[Step, ...] = ()


# --- for which rows --------------------------------------------------------------------------------------------


class Relation(StrEnum):
    """How an attribute is compared."""

    EQUAL = "="
    UNEQUAL = "<>"
    LESS = "<"
    MORE = ">"
    AT_MOST = "<="
    AT_LEAST = ">="
    MISSING = "missing"
    PRESENT = "present"
    CONTAINS = "contains"
    STARTS = "starts with"
    ENDS = "ends with"


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """An attribute against any one of the values; none for "missing" and "present".

    The attribute "created" is the moment a row was made; a year or a date as value is its first moment (UTC).
    """

    attribute: Attribute
    relation: Relation
    values: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Condition:
    """All comparisons hold, or (``any_of``) one of them."""

    comparisons: tuple[Comparison, ...]
    any_of: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Branch:
    """Rows of which the condition holds get this."""

    condition: Condition
    formula: Formula


@dataclass(frozen=True, kw_only=True, slots=True)
class OnClash:
    """Where another row has the value already: the separator and an attribute of the row (None: a running number)."""

    separator: str = ""
    attribute: Attribute | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Recipe:
    """The first branch whose condition holds; ``formula`` for the other rows, of which None leaves them as they are."""

    formula: Formula | None = None
    branches: tuple[Branch, ...] = ()
    clash: OnClash | None = None
