"""The triggers and the row-level security policies of relations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from database_developer.model.names import QualifiedName
from database_developer.model.schema import Policy, Trigger
from database_developer.postgres.catalog.source import Source

_COMMANDS = {"*": "all", "r": "select", "a": "insert", "w": "update", "d": "delete"}


def read_triggers(source: Source, comments: Mapping[int, str]) -> Mapping[int, list[Trigger]]:
    """The triggers of each relation by name."""
    triggers: dict[int, list[Trigger]] = defaultdict(list)
    for oid, relation, name, definition, schema, function, enabled, inherited in source.rows("triggers"):
        trigger = Trigger(
            name=name,
            definition=definition,
            function=QualifiedName(schema, function),
            enabled=enabled,
            inherited=inherited,
            comment=comments.get(oid),
        )
        triggers[relation].append(trigger)
    return triggers


def read_policies(source: Source, comments: Mapping[int, str]) -> Mapping[int, list[Policy]]:
    """The policies of each table by name."""
    policies: dict[int, list[Policy]] = defaultdict(list)
    for oid, relation, name, command, permissive, roles, using, check in source.rows("policies"):
        policy = Policy(
            name=name,
            command=_COMMANDS[command],
            permissive=permissive,
            roles=tuple(sorted(roles)),
            using=using,
            check=check,
            comment=comments.get(oid),
        )
        policies[relation].append(policy)
    return policies
