"""Which findings speak of an attribute or of a thing, and the same findings under another name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from typing import Any

from database_developer.model.request import AttributeAsk
from database_developer.reading.grammar.findings import Finding, Listing
from database_developer.reading.scene import words_of


def of_attribute(ask: AttributeAsk) -> Callable[[Finding], bool]:
    """Whether a finding speaks of this attribute."""
    return lambda finding: _entity_of(finding) == ask.entity and ask.attribute in set(_attributes_of(finding))


def renamed(finding: Finding, ask: AttributeAsk, name: str) -> Finding:
    """The finding with the attribute's other name, where it speaks of it."""
    if not of_attribute(ask)(finding) or isinstance(finding, Listing):
        return finding
    members: dict[str, Any] = {"attribute": name} if getattr(finding, "attribute", None) == ask.attribute else {}
    for member in ("attributes", "equal"):
        names = getattr(finding, member, ())
        members |= {member: tuple(name if one == ask.attribute else one for one in names)} if names else {}
    return replace(finding, **members)


def _entity_of(finding: Finding) -> str:
    return finding.lookup.entity if isinstance(finding, Listing) else getattr(finding, "entity", "")


def _attributes_of(finding: Finding) -> Iterator[str]:
    told = finding.lookup if isinstance(finding, Listing) else finding
    single = [getattr(told, "attribute", None)]
    keys = (key.attribute for name in ("keys", "order") for key in getattr(told, name, ()))
    return (name for name in chain(single, getattr(told, "attributes", ()), getattr(told, "equal", ()), keys) if name)


def of_entity(entity: str) -> Callable[[Finding], bool]:
    """Whether a finding speaks of this thing."""
    names = ("entity", "child", "parent", "owner", "member", "joined_by")
    return lambda finding: entity in {_entity_of(finding), *(getattr(finding, name, None) for name in names)}


@lru_cache(maxsize=4096)
def words_in(name: str) -> str:
    """The name as small words, however it is written."""
    return " ".join(words_of(name.strip().replace(" ", "_")))
