"""What is the same in two schemas, as one object in both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from database_developer.diff.addresses import MAPPINGS
from database_developer.model.schema import Schema


def sharing(before: Schema, after: Schema) -> Schema:
    """``after``, in which whatever equals its like in ``before`` is that very object.

    Two schemas are mostly the same, and are compared many times on the way from the one to the other: what
    is one object is seen to be equal at once.
    """
    held: dict[str, Any] = {it: _shared(getattr(before, it), getattr(after, it)) for it in MAPPINGS.values()}
    return replace(after, **held)


def _shared(before: Mapping[Any, Any], after: Mapping[Any, Any]) -> Mapping[Any, Any]:
    there = before.get
    return {key: was if (was := there(key)) == thing else thing for key, thing in after.items()}
