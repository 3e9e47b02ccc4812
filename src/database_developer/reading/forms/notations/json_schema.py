"""JSON Schema: objects as tables, their properties as columns, lists of objects as child tables."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from database_developer.reading.forms.notations.documents import child_table, line_of, loaded_json
from database_developer.reading.forms.notations.lines import Setting, Source
from database_developer.reading.inflection import singular
from database_developer.reading.sketch import (
    Sketch,
    SketchColumn,
    SketchDoubt,
    SketchPart,
    SketchReference,
    SketchTable,
)

LANGUAGES = frozenset({"json", "jsonschema", "json-schema", "json5", "jsonc"})
_DEEPEST = 8
_TYPES = {"integer": "bigint", "number": "numeric", "boolean": "boolean", "string": "text", "object": "jsonb"}
_FORMATS = {
    "date-time": "timestamptz",
    "date": "date",
    "time": "time",
    "uuid": "uuid",
    "ipv4": "inet",
    "ipv6": "inet",
    "int32": "integer",
    "int64": "bigint",
    "double": "double precision",
    "duration": "interval",
}


def sketched(source: Source, setting: Setting) -> Sketch | None:
    """The tables; None where the document is no schema."""
    document = loaded_json(source.text)
    if not isinstance(document, dict) or not _is_schema(document):
        return None
    reading = _Reading(source, document)
    name = str(document.get("title") or "") or setting.topic or ""
    if isinstance(document.get("properties"), dict):
        if not name:
            return None
        reading.object(name, document, parent=None, depth=0)
    for defined, inner in _definitions(document).items():
        if isinstance(inner, dict) and isinstance(inner.get("properties"), dict):
            reading.object(defined, inner, parent=None, depth=0)
    return Sketch(tables=tuple(reading.tables)) if reading.tables else None


def _is_schema(document: dict[str, Any]) -> bool:
    has_properties = document.get("type") == "object" and isinstance(document.get("properties"), dict)
    return "$schema" in document or has_properties or bool(_definitions(document) and "$ref" in json.dumps(document))


def _definitions(document: dict[str, Any]) -> dict[str, Any]:
    found = document.get("$defs") or document.get("definitions") or {}
    return found if isinstance(found, dict) else {}


class _Reading:
    """Follows the objects of the schema."""

    def __init__(self, source: Source, document: dict[str, Any]) -> None:
        self.source = source
        self.definitions = _definitions(document)
        self.tables: list[SketchTable] = []

    def object(self, name: str, inner: dict[str, Any], parent: str | None, depth: int) -> None:
        """A table for an object, and one for each list of objects in it."""
        if depth > _DEEPEST:
            return
        required = {str(it) for it in inner.get("required") or ()}
        place = len(self.tables)
        parts: list[SketchPart] = []
        if parent is not None:
            parts.append(child_table(parent, line_of(self.source, name)))
        for key, said in inner["properties"].items():
            if isinstance(said, dict):
                parts.extend(self._property(str(key), said, str(key) in required, name, depth))
        quote = line_of(self.source, name)
        comment = str(inner.get("description") or "")
        self.tables.insert(place, SketchTable(model=name, quote=quote, parts=tuple(parts), comment=comment))

    def _property(self, key: str, said: dict[str, Any], required: bool, owner: str, depth: int) -> Iterator[SketchPart]:
        quote = line_of(self.source, key)
        reference = _reference(said)
        kinds = said.get("type")
        kind, may_be_null = _kind(kinds)
        items = said.get("items") if isinstance(said.get("items"), dict) else None
        if reference and reference in self.definitions and "properties" in self.definitions[reference]:
            yield SketchReference(parent=reference, columns=(f"{key}_id",), required=required, quote=quote)
        elif kind == "array" and items is not None and _is_object(items, self.definitions):
            target = _reference(items)
            if target:
                return
            self.object(singular(key), items, parent=owner, depth=depth + 1)
        elif kind == "array":
            inner, _ = _kind((items or {}).get("type"))
            yield SketchColumn(name=key, type=f"{_TYPES[inner]}[]" if inner in _TYPES else "jsonb", quote=quote)
        else:
            yield _column(key, said, kind, quote, required=required and not may_be_null)


def _kind(kinds: Any) -> tuple[str, bool]:
    """The type, and whether it may be null."""
    listed = [str(it) for it in kinds] if isinstance(kinds, list) else [str(kinds or "")]
    others = [it for it in listed if it != "null"]
    return (others[0] if len(others) == 1 else ""), len(others) < len(listed)


def _reference(said: dict[str, Any]) -> str | None:
    written = said.get("$ref")
    return written.rpartition("/")[2] if isinstance(written, str) else None


def _is_object(items: dict[str, Any], definitions: dict[str, Any]) -> bool:
    inner = definitions.get(_reference(items) or "", items)
    return isinstance(inner, dict) and isinstance(inner.get("properties"), dict)


def _column(key: str, said: dict[str, Any], kind: str, quote: Any, *, required: bool) -> SketchPart:
    values = said.get("enum") if isinstance(said.get("enum"), list) else []
    texts = tuple(str(value) for value in values or () if isinstance(value, str))
    if not kind and not texts:
        return SketchDoubt(quote=quote)
    default = said.get("default")
    type_name = _type(said, kind) if not texts else None
    is_number = kind in {"integer", "number"}
    return SketchColumn(
        name=key,
        type=type_name,
        allowed=texts,
        required=required,
        default=_words(default),
        minimum=_words(said.get("minimum")) if is_number else None,
        maximum=_words(said.get("maximum")) if is_number else None,
        comment=str(said.get("description") or ""),
        quote=quote,
    )


def _type(said: dict[str, Any], kind: str) -> str | None:
    found = _FORMATS.get(str(said.get("format") or ""))
    length = said.get("maxLength")
    if found is None and kind == "string" and isinstance(length, int):
        return f"varchar({length})"
    return found or _TYPES.get(kind)


def _words(value: Any) -> str | None:
    if value is None or isinstance(value, dict | list):
        return None
    return str(value).lower() if isinstance(value, bool) else str(value)
