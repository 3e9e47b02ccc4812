"""A piece of SQL with what is known of its values: their sort, whether they may be missing, how long they get."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from database_developer.model.names import Address
from database_developer.model.quoting import literal


class Unclear(Exception):
    """A rule that cannot be turned into SQL: why, and what may be said instead; becomes a question."""

    def __init__(self, why: str, *proposals: str) -> None:
        super().__init__(why)
        self.why, self.proposals = why, proposals


class Family(StrEnum):
    """Sorts of types between which values are converted alike."""

    TEXT = "text"
    WHOLE = "whole number"
    NUMERIC = "number"
    FLOAT = "floating number"
    BOOLEAN = "boolean"
    DATE = "date"
    TIMESTAMP = "timestamp"
    TIMESTAMPTZ = "timestamptz"
    UUID = "uuid"
    OTHER = "other"


_FAMILIES = {
    Family.TEXT: "text | character varying | varchar | character | char | bpchar | citext",
    Family.WHOLE: "smallint | integer | bigint | int | int2 | int4 | int8",
    Family.NUMERIC: "numeric | decimal",
    Family.FLOAT: "real | double precision | float | float4 | float8",
    Family.BOOLEAN: "boolean | bool",
    Family.DATE: "date",
    Family.TIMESTAMP: "timestamp without time zone | timestamp",
    Family.TIMESTAMPTZ: "timestamp with time zone | timestamptz",
    Family.UUID: "uuid",
}
_BY_TYPE = {name.strip(): family for family, names in _FAMILIES.items() for name in names.split("|")}
NUMBERS = (Family.WHOLE, Family.NUMERIC, Family.FLOAT)
_ARGUMENTS = re.compile(r"\(([\d,\s]+)\)")


def family_of(type_name: str) -> Family:
    """The sort of a column's type; arrays, documents and the project's own types are "other"."""
    plain = " ".join(_ARGUMENTS.sub("", type_name.lower()).split())
    return _BY_TYPE.get(plain, Family.OTHER)


def arguments_of(type_name: str) -> tuple[int, ...]:
    """The numbers in brackets: (30,) of ``varchar(30)``, (12, 2) of ``numeric(12,2)``."""
    found = _ARGUMENTS.search(type_name)
    return tuple(int(part) for part in found[1].split(",")) if found else ()


def length_of(type_name: str) -> int | None:
    """The most characters that a text column holds; None where there is no limit."""
    if family_of(type_name) is not Family.TEXT:
        return None
    plain = type_name.lower()
    arguments = arguments_of(type_name)
    is_single = plain in {"char", "character", "bpchar"}
    return arguments[0] if arguments else 1 if is_single and plain != "bpchar" else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """SQL of a value; ``type`` is that of the column it was read from, or of what was made of it.

    ``digits`` is how many a number has at most before its point. ``characters`` are all that a text can be made of,
    ``values`` all that it can be, ``longest`` its most characters; None where that is not known. ``is_lower`` where
    no upper case letter of ASCII is left.
    """

    sql: str
    type: str
    may_be_null: bool = True
    may_be_empty: bool = True
    is_lower: bool = False
    longest: int | None = None
    digits: int | None = None
    characters: frozenset[str] | None = None
    values: tuple[str, ...] | None = None
    reads: tuple[Address, ...] = ()
    is_immutable: bool = True

    @property
    def family(self) -> Family:
        """The sort of the value."""
        return family_of(self.type)

    def made(self, sql: str, type_name: str = "text", **known: object) -> Term:
        """Another value made of this one: what is read stays, what is known of the text must be said anew."""
        fresh: dict[str, object] = {
            "is_lower": False,
            "longest": None,
            "digits": None,
            "characters": None,
            "values": None,
            "may_be_null": self.may_be_null,
            "may_be_empty": True,
        }
        return replace(self, sql=sql, type=type_name, **{**fresh, **known})  # type: ignore[arg-type]


def constant(text: str | None) -> Term:
    """A text that is written out, or NULL."""
    if text is None:
        return Term(sql="NULL::text", type="text", may_be_empty=False)
    return Term(
        sql=f"{literal(text)}::text",
        type="text",
        may_be_null=False,
        may_be_empty=not text,
        is_lower=text == text.lower(),
        longest=len(text),
        characters=frozenset(text),
        values=(text,),
    )


def reading(*terms: Term) -> tuple[Address, ...]:
    """All that the terms read, each column once."""
    return tuple(dict.fromkeys(address for term in terms for address in term.reads))
