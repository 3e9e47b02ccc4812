"""Rule "normal-forms": repeated groups, partial and transitive dependencies are asked or stated, never slipped in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from database_developer.design.draft import Draft, at_table
from database_developer.model.inflection import singular
from database_developer.model.names import QualifiedName
from database_developer.model.schema import Schema, Table

RULE = "normal-forms"


@dataclass(frozen=True, kw_only=True, slots=True)
class Breach:
    """A normal form that a table breaks: "1NF", "2NF" or "3NF", the columns, and why."""

    form: str
    table: QualifiedName
    columns: tuple[str, ...]
    why: str


def apply(draft: Draft) -> None:
    """Ask about each breach in a new table; state where there is none."""
    schema = Schema(tables=draft.tables)
    for name in sorted(set(draft.entities.values())):
        if name not in draft.tables or not draft.is_new(name):
            continue
        breaches = tuple(find_breaches(schema, draft.tables[name]))
        for breach in breaches:
            text = f'{breach.form}: in "{name}" {breach.why}'
            draft.ask(f"{breach.form.lower()}-{name}-{breach.columns[0]}", text, "keep it as told", blocking=False)
            draft.decide(at_table(name), f"{breach.form} is broken on purpose", breach.why, RULE, is_assumption=True)
        if not breaches:
            why = "no repeated group, and every column tells of the key, the whole key and nothing but the key"
            draft.decide(at_table(name), "in third normal form", why, RULE)


def find_breaches(schema: Schema, table: Table) -> Iterator[Breach]:
    """The breaches that names and references give away; dependencies told in no name cannot be seen."""
    yield from _repeated_groups(table)
    yield from _copied_from_parents(schema, table)


def _repeated_groups(table: Table) -> Iterator[Breach]:
    stems: dict[str, list[str]] = {}
    for column in table.columns:
        match = re.fullmatch(r"(.*[a-z])_?\d+", column.name)
        if match:
            stems.setdefault(match[1], []).append(column.name)
    for stem, columns in stems.items():
        if len(columns) > 1:
            why = f'the columns {", ".join(columns)} repeat one group; "{stem}" could be a table of its own'
            yield Breach(form="1NF", table=table.name, columns=tuple(columns), why=why)


def _copied_from_parents(schema: Schema, table: Table) -> Iterator[Breach]:
    """Columns named after a column of a table that is referred to (``user_email`` beside ``user_id``)."""
    key = table.primary_key
    key_columns = set(key.columns) if key else set()
    references = {column for reference in table.foreign_keys for column in reference.columns}
    for reference in table.foreign_keys:
        parent = schema.tables.get(reference.reference.table) if reference.reference else None
        if parent is None or parent.name == table.name:
            continue
        stem = singular(parent.name.name)
        for column in parent.columns:
            copy = table.column(f"{stem}_{column.name}")
            if copy is not None and copy.name not in references | key_columns:
                form = "2NF" if set(reference.columns) < key_columns else "3NF"
                why = f'"{copy.name}" repeats {parent.name}.{column.name}, which the reference already gives'
                yield Breach(form=form, table=table.name, columns=(copy.name,), why=why)
