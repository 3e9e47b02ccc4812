"""The columns of a table's page, and the types they use."""

from __future__ import annotations

from database_developer.model.schema import Column, Schema, Table
from database_developer.publication import markdown
from database_developer.publication.erd.types import short


def columns(table: Table, schema: Schema) -> str:
    """Every column: type, whether NULL may be, where the value comes from, and the comment."""
    header = ("column", "type", "null", "value", "comment")
    rows = [
        (
            markdown.code(column.name),
            markdown.code(short(column.type)),
            "" if _is_required(table, column) else "yes",
            _value(column),
            _comment(column),
        )
        for column in table.columns
    ]
    return markdown.section("Columns", markdown.table(header, rows), _types(table, schema))


def _is_required(table: Table, column: Column) -> bool:
    key = table.primary_key
    return column.is_required or (key is not None and column.name in key.columns)


def _value(column: Column) -> str:
    if column.identity is not None:
        return "identity, always" if column.identity.always else "identity, by default"
    if column.generated is not None:
        kind = "stored" if column.generated.stored else "virtual"
        return f"generated ({kind}): {markdown.code(column.generated.expression)}"
    return f"default {markdown.code(column.default)}" if column.default is not None else ""


def _comment(column: Column) -> str:
    parts = [markdown.line(column.comment)] if column.comment else []
    parts += [f"collation {markdown.code(column.collation)}"] if column.collation else []
    parts += [f"{markdown.line(grant.privilege)} for {_role(grant.role)}" for grant in column.grants]
    return "; ".join(parts)


def _role(role: str) -> str:
    return markdown.code(role) if role else "everybody"


def _types(table: Table, schema: Schema) -> str:
    """The labels of enums and the checks of domains that the columns use."""
    used = {column.type.removesuffix("[]").removeprefix("public.") for column in table.columns}
    lines = [
        f"{markdown.code(str(name))} is an enum: {', '.join(map(markdown.code, enum.labels))}"
        for name, enum in sorted(schema.enums.items())
        if str(name) in used
    ]
    for name, domain in sorted(schema.domains.items()):
        if str(name) in used:
            checks = "".join(f", {markdown.code(check.definition)}" for check in domain.constraints)
            lines.append(f"{markdown.code(str(name))} is a domain over {markdown.code(domain.type)}{checks}")
    return markdown.bullets(lines)
