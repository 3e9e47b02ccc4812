"""Errands as JSON and back: a file that cannot be read says so, and harms no other."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from cattrs import Converter
from cattrs.errors import BaseValidationError, StructureHandlerNotFoundError
from cattrs.strategies import configure_tagged_union

from database_developer.errors import UsageError
from database_developer.model.errand import Errand
from database_developer.model.message import Part, Span

TAG = "is"
_UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, BaseValidationError, StructureHandlerNotFoundError)


@cache
def _converter() -> Converter:
    converter = Converter(forbid_extra_keys=True)
    for union in (Span, Part, Errand):
        configure_tagged_union(union, converter, tag_name=TAG)
    return converter


def as_text(errand: Errand) -> str:
    """The errand as indented JSON."""
    plain: Any = _converter().unstructure(errand, unstructure_as=Errand)
    return json.dumps(plain, indent=2, ensure_ascii=False) + "\n"


def from_text(text: str, where: str) -> Errand:
    """The errand that ``as_text`` wrote; UsageError for anything else."""
    try:
        errand: Errand = _converter().structure(json.loads(text), Errand)  # type: ignore[arg-type]
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        BaseValidationError,
        StructureHandlerNotFoundError,
    ) as error:
        raise UsageError(
            "this file of the outbox cannot be read", where=where, hint="delete it, and run the ticket again"
        ) from error
    return errand
