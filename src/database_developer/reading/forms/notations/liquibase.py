"""Liquibase's changelogs, in XML, YAML or JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from database_developer.model.request import OrderBy, Quote
from database_developer.reading.forms.notations.documents import line_of, loaded_json, loaded_yaml
from database_developer.reading.forms.notations.lines import Setting, Source
from database_developer.reading.forms.notations.shapes import computed
from database_developer.reading.forms.notations.types import is_identity_type, sql_type
from database_developer.reading.sketch import (
    NO_ACTION,
    Sketch,
    SketchColumn,
    SketchDoubt,
    SketchIndex,
    SketchNote,
    SketchPart,
    SketchPrimary,
    SketchReference,
    SketchRemoval,
    SketchRenaming,
    SketchTable,
    SketchUnique,
)

LANGUAGES = frozenset({"xml", "yaml", "yml", "json", "liquibase"})
_TAG = re.compile(r"<(/?)(?:\w+:)?(\w+)((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*?)(/?)>")
_PAIR = re.compile(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_COMMENT = re.compile(r"<!--[\s\S]*?-->")
_REFERS = re.compile(r"(?:\w+\.)?(\w+)\s*\(\s*([\w, ]+?)\s*\)")
_DEEPEST = 40
_OUTER = frozenset({"databaseChangeLog", "changeSet"})
_IDLE = frozenset({"rollback", "preConditions", "comment", "tagDatabase", "include", "includeAll", "property"})
_DEFAULTS = ("defaultValue", "defaultValueNumeric", "defaultValueBoolean", "defaultValueDate", "defaultValueComputed")


@dataclass(kw_only=True, slots=True)
class _Change:
    """One change: its kind, what it says, and its columns."""

    kind: str
    quote: Quote
    said: dict[str, str] = field(default_factory=dict)
    columns: list[_Change] = field(default_factory=list)
    constraints: dict[str, str] = field(default_factory=dict)


def sketched(source: Source, setting: Setting) -> Sketch | None:
    """The tables that are made or changed; None where the document is no changelog."""
    if not re.search(r"databaseChangeLog|changeSet|<createTable\b", source.text):
        return None
    changes = list(_of_xml(source) if source.text.lstrip().startswith("<") else _of_document(source))
    tables, others = [], list[SketchDoubt | SketchNote]()
    for change in changes:
        found = _table(change)
        if found is not None:
            tables.append(found)
        elif change.kind not in _IDLE:
            others.append(SketchDoubt(quote=change.quote))
    return Sketch(tables=tuple(tables), others=tuple(others)) if tables else None


def _of_xml(source: Source) -> Iterator[_Change]:
    """The elements right inside of each change set."""
    text = _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), source.text)
    elements, line, seen = _Elements(), 0, 0
    for tag in _TAG.finditer(text):
        line, seen = line + text.count("\n", seen, tag.start()), tag.start()
        if tag[1]:
            yield from elements.closed(tag[2])
        else:
            said = {found[1]: found[2] or found[3] or "" for found in _PAIR.finditer(tag[3])}
            elements.opened(_Change(kind=tag[2], quote=source.quote(line), said=said))
            yield from elements.closed(tag[2]) if tag[4] else ()


class _Elements:
    """Follows the elements, knowing which are open and which change is being told."""

    def __init__(self) -> None:
        self.open: list[str] = []
        self.change: _Change | None = None

    def opened(self, made: _Change) -> None:
        """A change begins, or a part of the one that is open."""
        if len(self.open) > _DEEPEST:
            return
        if self.change is None and made.kind not in _OUTER and not set(self.open) & _IDLE:
            self.change = made
        elif self.change is not None and made.kind == "column":
            self.change.columns.append(made)
        elif self.change is not None and made.kind == "constraints" and self.change.columns:
            self.change.columns[-1].constraints = made.said
        self.open.append(made.kind)

    def closed(self, name: str) -> Iterator[_Change]:
        """The change, where it ends here."""
        while name in self.open and self.open.pop() != name:
            pass
        if self.change is not None and self.change.kind == name and name not in self.open:
            change, self.change = self.change, None
            yield change


def _of_document(source: Source) -> Iterator[_Change]:
    """The same of a document in YAML or JSON."""
    document = loaded_json(source.text) or loaded_yaml(source.text)
    log = document.get("databaseChangeLog") if isinstance(document, dict) else document
    for item in log if isinstance(log, list) else []:
        inner = item.get("changeSet") if isinstance(item, dict) else None
        for one in (inner or {}).get("changes") or [] if isinstance(inner, dict) else []:
            for kind, said in one.items() if isinstance(one, dict) else ():
                if isinstance(said, dict):
                    yield _document_change(kind, said, source)


def _document_change(kind: str, said: dict[str, Any], source: Source) -> _Change:
    name = str(said.get("tableName") or said.get("baseTableName") or kind)
    change = _Change(kind=kind, quote=line_of(source, name), said=_texts(said))
    for item in said.get("columns") or []:
        inner = item.get("column", item) if isinstance(item, dict) else {}
        if isinstance(inner, dict):
            quote, told = line_of(source, str(inner.get("name") or name)), inner.get("constraints")
            constraints = _texts(told) if isinstance(told, dict) else {}
            change.columns.append(_Change(kind="column", quote=quote, said=_texts(inner), constraints=constraints))
    return change


def _texts(said: dict[str, Any]) -> dict[str, str]:
    plain = {str(key): value for key, value in said.items() if isinstance(value, str | int | float | bool)}
    return {key: str(value).lower() if isinstance(value, bool) else str(value) for key, value in plain.items()}


def _table(change: _Change) -> SketchTable | None:
    """The table that a change makes or alters; None for kinds that are not known."""
    name = change.said.get("tableName") or change.said.get("baseTableName") or change.said.get("oldTableName")
    parts = tuple(_parts(change))
    if not name or not parts:
        return None
    is_change = change.kind != "createTable"
    comment = change.said.get("remarks", "")
    return SketchTable(name=name, quote=change.quote, parts=parts, is_change=is_change, comment=comment)


def _parts(change: _Change) -> Iterator[SketchPart]:
    said, quote = change.said, change.quote
    names = _names(said.get("columnNames", ""))
    match change.kind:
        case "createTable" | "addColumn":
            yield from _columns(change)
        case "addUniqueConstraint" if names:
            yield SketchUnique(columns=names, quote=quote)
        case "addPrimaryKey" if names:
            yield SketchPrimary(columns=names, quote=quote)
        case "createIndex" if change.columns:
            yield _index(change)
        case "addForeignKeyConstraint":
            yield _foreign_key(change)
        case "dropColumn" if said.get("columnName"):
            yield SketchRemoval(column=said["columnName"], quote=quote)
        case "dropTable":
            yield SketchRemoval(quote=quote)
        case "renameColumn" if said.get("oldColumnName") and said.get("newColumnName"):
            yield SketchRenaming(column=said["oldColumnName"], new_name=said["newColumnName"], quote=quote)


def _columns(change: _Change) -> Iterator[SketchPart]:
    """The columns with their constraints; a key over several is one key."""
    keys = tuple(it.said.get("name", "") for it in change.columns if it.constraints.get("primaryKey") == "true")
    for it in change.columns:
        name, rules = it.said.get("name", ""), it.constraints
        type_name, default = _type(it.said.get("type", "")), _default(it.said)
        is_key = keys == (name,)
        yield SketchColumn(
            name=name,
            type=type_name,
            hint="" if type_name else it.said.get("type", ""),
            required=rules.get("nullable") == "false" or name in keys,
            unique=rules.get("unique") == "true",
            primary=is_key,
            identity=it.said.get("autoIncrement") == "true" or is_identity_type(it.said.get("type", "")),
            default=default,
            comment=it.said.get("remarks", ""),
            quote=it.quote,
        )
        found = _REFERS.fullmatch(rules.get("references", "").strip())
        if found or rules.get("referencedTableName"):
            yield _inline_key(name, rules, found, it.quote)
    if len(keys) > 1:
        yield SketchPrimary(columns=keys, quote=change.quote)


def _inline_key(name: str, rules: dict[str, str], found: re.Match[str] | None, quote: Quote) -> SketchPart:
    parent = found[1] if found else rules["referencedTableName"]
    target = _names(found[2] if found else rules.get("referencedColumnNames", ""))
    action = "cascade" if rules.get("deleteCascade") == "true" else NO_ACTION
    return SketchReference(parent=parent, columns=(name,), target=target, on_delete=action, quote=quote)


def _foreign_key(change: _Change) -> SketchPart:
    said = change.said
    columns, parent = _names(said.get("baseColumnNames", "")), said.get("referencedTableName")
    if not columns or not parent:
        return SketchDoubt(quote=change.quote)
    action = said.get("onDelete", "").lower() or ("cascade" if said.get("deleteCascade") == "true" else NO_ACTION)
    target = _names(said.get("referencedColumnNames", ""))
    return SketchReference(parent=parent, columns=columns, target=target, on_delete=action, quote=change.quote)


def _index(change: _Change) -> SketchPart:
    names = tuple(it.said["name"] for it in change.columns if it.said.get("name", "").isidentifier())
    if len(names) < len(change.columns):
        return SketchDoubt(quote=change.quote)
    if change.said.get("unique") == "true":
        return SketchUnique(columns=names, quote=change.quote)
    return SketchIndex(keys=tuple(OrderBy(attribute=name) for name in names), quote=change.quote)


def _type(written: str) -> str | None:
    """ "java.sql.Types.VARCHAR(20)" and "varchar(20)"."""
    bare = re.sub(r"^java\.sql\.Types\.", "", written.strip())
    if is_identity_type(bare):
        return {"bigserial": "bigint", "smallserial": "smallint"}.get(bare.lower(), "integer")
    return sql_type(bare)


def _default(said: dict[str, str]) -> str | None:
    told = next((said[key] for key in _DEFAULTS if key in said), None)
    if told is None:
        return None
    return computed(told) or (None if "defaultValueComputed" in said else told)


def _names(written: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in written.split(",") if part.strip())
