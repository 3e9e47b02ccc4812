"""The tables that are already there, so that a ticket's words for them are understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True, slots=True)
class Vocabulary:
    """Names of existing tables and of their columns; empty where nothing is known of the schema.

    ``unindexed`` are the tables with the columns of references by which no index finds rows.
    """

    tables: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unindexed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
