"""What a later sentence says wins over an earlier one; which of two contradicts without saying so is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from database_developer.model.request import (
    AllowedAsk,
    AlterAsk,
    AttributeAsk,
    DeletionAsk,
    Question,
    Quote,
    RangeAsk,
    RelationAsk,
    RenameAsk,
)
from database_developer.reading.grammar.findings import Finding

_TYPE = ("type", "hint", "max_length")
# What tells one ask from another, and what it says of that.
_TOLD: dict[type, tuple[tuple[str, ...], tuple[str, ...]]] = {
    AttributeAsk: (("entity", "attribute"), (*_TYPE, "required", "default", "pattern", "identity")),
    AllowedAsk: (("entity", "attribute", "is_further"), ("values", "is_open")),
    RangeAsk: (("entity", "attribute"), ("minimum", "maximum", "above", "below")),
    DeletionAsk: (("parent", "child", "role"), ("action",)),
    AlterAsk: (("entity", "attribute"), ("type", "required", "default")),
    RenameAsk: (("entity", "attribute"), ("new_name",)),
    RelationAsk: (("child", "parent", "role"), ("required", "cardinality")),
}
_SPELLINGS = {
    "int": "integer",
    "int4": "integer",
    "int8": "bigint",
    "int2": "smallint",
    "bool": "boolean",
    "decimal": "numeric",
    "character varying": "varchar",
    "character": "char",
    "timestamp with time zone": "timestamptz",
    "timestamp without time zone": "timestamp",
    "double precision": "float8",
}


@dataclass(kw_only=True, slots=True)
class Superseded:
    """The findings that count, which quotes took the place of which, and what only the writer can decide."""

    findings: list[Finding] = field(default_factory=list)
    by: dict[Quote, Quote] = field(default_factory=dict)
    doubts: dict[int, Question] = field(default_factory=dict)

    @property
    def questions(self) -> tuple[Question, ...]:
        """Which of two types is meant, for each attribute that nobody spoke of later."""
        return tuple(self.doubts.values())


def in_time(findings: Sequence[Finding], ranks: Mapping[Quote, int]) -> Superseded:
    """The findings with each contradiction settled by rank; ``ranks`` names those above 0."""
    result = Superseded()
    places: dict[object, int] = {}
    for finding in findings:
        key = _key(finding)
        place = places.setdefault(key, len(result.findings)) if key is not None else len(result.findings)
        if place == len(result.findings):
            result.findings.append(finding)
        else:
            _meet(result, place, finding, ranks)
    return result


def _key(finding: Finding) -> object:
    told = _TOLD.get(type(finding))
    return (type(finding), *(getattr(finding, name) for name in told[0])) if told else None


def _meet(result: Superseded, place: int, later: Finding, ranks: Mapping[Quote, int]) -> None:
    """The earlier and the later one of the same thing."""
    earlier = result.findings[place]
    differing = tuple(_contradictions(earlier, later))
    if differing and ranks.get(later.quote, 0) > ranks.get(earlier.quote, 0):
        result.findings[place] = overridden(earlier, later)
        result.by[earlier.quote] = later.quote
        result.doubts.pop(place, None)
        return
    if "type" in differing and isinstance(earlier, AttributeAsk) and isinstance(later, AttributeAsk):
        result.doubts |= {place: _question(earlier, later)} if earlier.quote != later.quote else {}
    result.findings.append(later)


def overridden(earlier: Finding, later: Finding) -> Finding:
    """What the later one says, and what only the earlier one says."""
    names = [name for name in _TOLD[type(later)][1] if getattr(later, name) in {None, ""}]
    if any(getattr(later, name, None) not in {None, ""} for name in _TYPE):
        names = [name for name in names if name not in _TYPE]
    kept: dict[str, Any] = {name: getattr(earlier, name) for name in names}
    return replace(later, **kept)


def _contradictions(earlier: Finding, later: Finding) -> Iterator[str]:
    for name in _TOLD[type(later)][1]:
        first, second = getattr(earlier, name), getattr(later, name)
        said = first not in {None, "", ()} and second not in {None, "", ()}
        if said and _normal(first) != _normal(second) and not _is_nearer(first, second):
            yield name
    if getattr(later, "type", None) and (getattr(earlier, "max_length", None) or getattr(earlier, "hint", "")):
        yield "hint"


def _normal(value: object) -> object:
    if not isinstance(value, str):
        return value
    text = re.sub(r"\s+", " ", value.strip().lower()).replace(", ", ",")
    head, bracket, rest = text.partition("(")
    return _SPELLINGS.get(head.strip(), head.strip()) + bracket + rest


def _is_nearer(first: object, second: object) -> bool:
    """ "varchar" and "varchar(100)" are no contradiction."""
    one, other = sorted((str(_normal(first)), str(_normal(second))), key=len)
    return other.startswith(f"{one}(")


def _question(earlier: AttributeAsk, later: AttributeAsk) -> Question:
    name = f'"{earlier.attribute}" of "{earlier.entity}"'
    text = (
        f'{name} is {earlier.type} in "{_told(earlier.quote)}" and {later.type} in "{_told(later.quote)}": which is it?'
    )
    meanings = tuple(f"The {earlier.attribute} of {earlier.entity} is {type_}." for type_ in (earlier.type, later.type))
    return Question(
        id=f"type-{earlier.entity}-{earlier.attribute}".replace(" ", "-"),
        text=text,
        proposals=(str(earlier.type), str(later.type)),
        meanings=meanings,
        quote=later.quote,
    )


def _told(quote: Quote) -> str:
    said = quote.text if len(quote.text) <= 100 else quote.text[:100].rsplit(" ", 1)[0] + " ..."
    where = f"line {quote.line}" if quote.origin == "description" else f"{quote.origin}, line {quote.line}"
    return f"{' '.join(said.split())} ({where})"
