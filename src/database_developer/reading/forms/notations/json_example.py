"""An example document: types from its values, a table for it, and one for each list of objects inside."""

from __future__ import annotations

import re
from typing import Any

from database_developer.reading.forms.notations.documents import child_table, line_of, loaded_json
from database_developer.reading.forms.notations.lines import Setting, Source
from database_developer.reading.inflection import singular
from database_developer.reading.sketch import Sketch, SketchColumn, SketchPart, SketchTable

LANGUAGES = frozenset({"json", "json5", "jsonc"})
_DEEPEST = 8
_STORED = re.compile(
    r"\b(tables?|stor(?:e[ds]?|ing)|records?|rows?|documents?|entit(?:y|ies)|sav(?:e[ds]?|ing)|keep|kept|persist\w*"
    r"|collections?|schema|data model|database|looks? like this)\b",
    re.IGNORECASE,
)
_PASSED = re.compile(
    r"\b(requests?|responses?|respon(?:d|ds)|payload|api|endpoint|config\w*|returns?|body|http)\b", re.IGNORECASE
)
_SHAPES = (
    (re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)"), "timestamptz"),
    (re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?"), "timestamp"),
    (re.compile(r"\d{4}-\d\d-\d\d"), "date"),
    (re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"), "uuid"),
)


def sketched(source: Source, setting: Setting) -> Sketch | None:
    """The tables, where the words before the document say that such things are kept, and name them."""
    if not _STORED.search(setting.intro) or _PASSED.search(setting.intro):
        return None
    document = loaded_json(source.text)
    name, rows = _named(document, setting.topic)
    if name is None or not rows:
        return None
    reading = _Reading(source)
    for one, listed in [(name, rows)] if name else _lists(document):
        reading.object(one, listed, parent=None, depth=0)
    return Sketch(tables=tuple(reading.tables)) if reading.tables else None


def _named(document: Any, topic: str | None) -> tuple[str | None, list[dict[str, Any]]]:
    """The thing's name ("" where each key names one) and its examples."""
    if isinstance(document, dict) and document and all(_is_rows(value) for value in document.values()):
        return "", [document]
    if isinstance(document, dict):
        return topic, [document]
    return (topic, document) if _is_rows(document) else (None, [])


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(it, dict) and it for it in value)


def _lists(document: dict[str, Any]) -> list[tuple[str, list[dict[str, Any]]]]:
    return [(singular(str(key)), value) for key, value in document.items()]


class _Reading:
    """Follows the objects of the document."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.tables: list[SketchTable] = []

    def object(self, name: str, rows: list[dict[str, Any]], parent: str | None, depth: int) -> None:
        """A table for objects that are alike."""
        if depth > _DEEPEST:
            return
        place, quote = len(self.tables), line_of(self.source, name)
        parts: list[SketchPart] = [child_table(parent, quote)] if parent else []
        for key in dict.fromkeys(str(key) for row in rows for key in row):
            values = [row[key] for row in rows if key in row]
            inner = [it for value in values if _is_rows(value) for it in value]
            if inner:
                self.object(singular(key), inner, parent=name, depth=depth + 1)
            else:
                parts.append(self._column(key, values, is_everywhere=len(values) == len(rows)))
        self.tables.insert(place, SketchTable(model=_model(name), quote=quote, parts=tuple(parts)))

    def _column(self, key: str, values: list[Any], *, is_everywhere: bool) -> SketchColumn:
        known = [value for value in values if value is not None]
        kinds = {_type(value) for value in known}
        type_name = kinds.pop() if len(kinds) == 1 else "numeric" if kinds == {"bigint", "numeric"} else None
        is_key = key == "id" and type_name in {"bigint", "uuid", "text"}
        is_optional = len(known) < len(values) or not is_everywhere
        return SketchColumn(
            name=key,
            type=type_name or ("text" if kinds else None),
            required=False if is_optional else None,
            primary=is_key,
            identity=is_key and type_name == "bigint",
            default="random uuid" if is_key and type_name == "uuid" else None,
            quote=line_of(self.source, key),
        )


def _model(name: str) -> str:
    return name.replace(" ", "_")


def _type(value: Any) -> str:
    """The type of one value."""
    match value:
        case bool():
            return "boolean"
        case int():
            return "bigint"
        case float():
            return "numeric"
        case dict():
            return "jsonb"
        case list():
            inner = {_type(it) for it in value}
            is_plain = len(inner) == 1 and not inner & {"jsonb"}
            return f"{inner.pop()}[]" if is_plain else "jsonb"
    return next((name for shape, name in _SHAPES if shape.fullmatch(str(value))), "text")
