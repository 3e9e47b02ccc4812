"""Definitions of plain constraints, composed as ``pg_get_constraintdef`` spells them."""

from __future__ import annotations

from typing import NamedTuple

from database_developer.model.schema import Reference

_KEYS = {"p": "PRIMARY KEY", "u": "UNIQUE"}


class Traits(NamedTuple):
    """How a constraint is enforced; these are the usual ones."""

    deferrable: bool = False
    deferred: bool = False
    validated: bool = True
    enforced: bool = True
    no_inherit: bool = False
    nulls_not_distinct: bool = False


def spelled_check(expression: str, traits: Traits) -> str:
    """CHECK with its expression."""
    return f"CHECK ({expression}){' NO INHERIT' if traits.no_inherit else ''}{_tail(traits)}"


def spelled_key(kind: str, columns: tuple[str, ...], traits: Traits) -> str:
    """PRIMARY KEY ("p") or UNIQUE ("u") on columns with plain names."""
    distinct = " NULLS NOT DISTINCT" if traits.nulls_not_distinct else ""
    return f"{_KEYS[kind]}{distinct} ({', '.join(columns)}){_tail(traits)}"


def spelled_foreign_key(columns: tuple[str, ...], reference: Reference, actions: str, traits: Traits) -> str:
    """FOREIGN KEY between plain names; ``actions`` are the catalog's letters for update, delete and match."""
    target = f"{reference.table.schema}.{reference.table.name}({', '.join(reference.columns)})"
    return f"FOREIGN KEY ({', '.join(columns)}) REFERENCES {target}{_actions(actions, reference)}{_tail(traits)}"


def _actions(actions: str, reference: Reference) -> str:
    match = " MATCH FULL" if actions[2] == "f" else ""
    update = "" if actions[0] == "a" else f" ON UPDATE {reference.on_update.upper()}"
    delete = "" if actions[1] == "a" else f" ON DELETE {reference.on_delete.upper()}"
    return f"{match}{update}{delete}"


def _tail(traits: Traits) -> str:
    if traits.validated and not traits.deferrable:
        return ""
    deferrable = " DEFERRABLE" if traits.deferrable else ""
    deferred = " INITIALLY DEFERRED" if traits.deferred else ""
    doubt = " NOT ENFORCED" if not traits.enforced else "" if traits.validated else " NOT VALID"
    return f"{deferrable}{deferred}{doubt}"
