"""Indexes of a table's page: what they hold, and whom they serve."""

from __future__ import annotations

from database_developer.model.schema import Index, IndexKey, Table
from database_developer.publication import markdown
from database_developer.publication.material import Material


def indexes(material: Material, table: Table) -> str:
    """Each index that serves no constraint, with its queries and foreign keys."""
    header = ("index", "method", "keys", "includes", "only where", "serves")
    rows = [
        (
            f"{markdown.code(index.name)}{', unique' if index.unique else ''}{'' if index.valid else ', invalid'}",
            index.method,
            ", ".join(_key(key) for key in index.keys),
            markdown.code(", ".join(index.include)),
            markdown.code(index.predicate or ""),
            _serves(material, table, index),
        )
        for index in table.indexes
    ]
    return markdown.section("Indexes", markdown.table(header, rows), _statistics(table))


def _statistics(table: Table) -> str:
    """What the planner is told of columns together, a line each."""
    return markdown.bullets(
        f"statistics {markdown.code(it.name)} {markdown.code(it.definition)}"
        + (f": {markdown.line(it.comment)}" if it.comment else "")
        for it in table.statistics
    )


def _key(key: IndexKey) -> str:
    words = [key.text, key.opclass or "", "DESC" if key.descending else ""]
    if key.nulls_first != key.descending:
        words.append("NULLS FIRST" if key.nulls_first else "NULLS LAST")
    return markdown.code(" ".join(word for word in words if word))


def _serves(material: Material, table: Table, index: Index) -> str:
    served = material.serving(index.name)
    queries = [f"query {markdown.line(query.id)}: {markdown.line(query.title)}" for query in served]
    leading = tuple(key.text for key in index.keys if not key.is_expression)
    keys = [
        f"foreign key {markdown.code(key.name)}"
        for key in table.foreign_keys
        if set(leading[: len(key.columns)]) == set(key.columns)
    ]
    reasons = [
        markdown.line(decision.why)
        for decision in material.decisions_on("index", index.name)
        if not any(query.title in decision.why for query in served)
    ]
    comment = [markdown.line(index.comment)] if index.comment else []
    return "; ".join(dict.fromkeys([*queries, *keys, *reasons, *comment]))
