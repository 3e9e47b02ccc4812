"""Partitions, triggers, row security and privileges of a table's page."""

from __future__ import annotations

from database_developer.model.schema import Schema, Table
from database_developer.publication import markdown

STATES = {"O": "", "D": "switched off", "R": "on replicas", "A": "always"}


def partitions(table: Table, schema: Schema) -> str:
    """How the table is cut, and into which parts."""
    if table.partitioning is None:
        return ""
    parts = [one for one in schema.tables.values() if one.partition_of and one.partition_of.parent == table.name]
    rows = [
        (markdown.code(str(one.name)), markdown.code(one.partition_of.bound if one.partition_of else ""))
        for one in sorted(parts, key=lambda one: one.name)
    ]
    key = f"Cut by {markdown.code(table.partitioning.key)}."
    return markdown.section("Partitions", key, markdown.table(("partition", "rows"), rows))


def triggers(table: Table) -> str:
    """Each trigger, in the server's spelling."""
    rows = [
        (markdown.code(one.name), markdown.code(one.definition), STATES.get(one.enabled, one.enabled))
        for one in table.triggers
    ]
    return markdown.section("Triggers", markdown.table(("trigger", "definition", "state"), rows))


def row_security(table: Table) -> str:
    """Whether row security is on, and each policy."""
    if not table.row_security and not table.policies:
        return ""
    state = "on, for the owner too" if table.row_security_forced else "on" if table.row_security else "off"
    rows = [
        (
            markdown.code(policy.name),
            f"{policy.command.lower()}{'' if policy.permissive else ', restrictive'}",
            ", ".join(map(markdown.code, policy.roles)) or "everybody",
            markdown.code(policy.using or ""),
            markdown.code(policy.check or ""),
        )
        for policy in table.policies
    ]
    header = ("policy", "for", "to", "rows that are seen", "rows that may be written")
    return markdown.section("Row security", f"Row security is {state}.", markdown.table(header, rows))


def grants(table: Table) -> str:
    """Who may do what, beyond the owner."""
    roles = dict.fromkeys(grant.role for grant in table.grants)
    rows = []
    for role in roles:
        given = [
            f"{one.privilege}{' (may pass it on)' if one.grantable else ''}" for one in table.grants if one.role == role
        ]
        rows.append((markdown.code(role) or "everybody", markdown.line(", ".join(given))))
    return markdown.section("Privileges", markdown.table(("role", "privileges"), rows))
