"""Tables told as a YAML or TOML document: names of tables over names of columns over their types."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from database_developer.model.request import OrderBy, Quote
from database_developer.reading.forms.notations.documents import line_of, loaded_toml, loaded_yaml
from database_developer.reading.forms.notations.lines import Setting, Source
from database_developer.reading.forms.notations.types import is_identity_type, sql_type
from database_developer.reading.grammar.qualifiers import qualifiers_of
from database_developer.reading.grammar.tokens import tokenized
from database_developer.reading.sketch import (
    Sketch,
    SketchColumn,
    SketchDoubt,
    SketchIndex,
    SketchPart,
    SketchPrimary,
    SketchReference,
    SketchTable,
    SketchUnique,
    named_table,
)

LANGUAGES = frozenset({"yaml", "yml", "toml"})
_TABLES = ("tables", "entities", "models")
_COLUMNS = ("columns", "fields", "attributes", "properties")
_TYPE_KEYS = ("type", "data_type", "datatype", "sql_type")
_REFERENCES = ("references", "foreign_key", "foreignKey", "fk", "ref", "belongs_to")
_REFERS = re.compile(
    r"(?:\breferences\b|\bfk\b|\bforeign key\b|->)(?:\s*(?:to|references|:|->))*\s+([\w.]+)(?:\s*\((\w+)\))?",
    re.IGNORECASE,
)
_FIRST_COMMA = re.compile(r"^((?:[^,()]|\([^()]*\))*),")  # none within the brackets of a type
_PRIMARY = ("primary_key", "primaryKey", "primary", "pk")


def sketched(source: Source, setting: Setting) -> Sketch | None:
    """The tables; None where the document is about anything else."""
    document = loaded_toml(source.text) if setting.language == "toml" else loaded_yaml(source.text)
    if document is None and not setting.language:
        document = loaded_toml(source.text)
    named = dict(_tables(document))
    if not named:
        return None
    reading = _Reading(source)
    return Sketch(tables=tuple(reading.table(name, inner) for name, inner in named.items()))


def _tables(document: Any) -> Iterator[tuple[str, Any]]:
    """The tables by name, however they are laid out."""
    if not isinstance(document, dict):
        return
    told = next((document[key] for key in (*_TABLES, "table") if key in document), None)
    inner = told if told is not None else document
    if isinstance(inner, list):
        for item in inner:
            if isinstance(item, dict) and "name" in item and _columns_of(item) is not None:
                yield str(item["name"]), item
    elif isinstance(inner, dict):
        told_so = told is not None
        found = [(str(name), it) for name, it in inner.items() if _is_table(it, told_so=told_so)]
        if told_so or len(found) == len(inner):
            yield from found
        elif isinstance(inner.get("name") or inner.get("table"), str) and _columns_of(inner) is not None:
            yield str(inner.get("name") or inner.get("table")), inner


def _is_table(inner: Any, *, told_so: bool) -> bool:
    if not isinstance(inner, dict) or not inner:
        return False
    return _columns_of(inner) is not None or (told_so and all(isinstance(it, str | dict) for it in inner.values()))


def _columns_of(inner: dict[str, Any]) -> Any:
    return next((inner[key] for key in _COLUMNS if isinstance(inner.get(key), dict | list)), None)


class _Reading:
    """Knows the lines of the document; a column's line is the first below its table's."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.after = 0

    def table(self, name: str, inner: dict[str, Any]) -> SketchTable:
        """One table with its columns and rules."""
        quote = self._below(name)
        told = _columns_of(inner)
        columns = told if told is not None else inner
        pairs = columns.items() if isinstance(columns, dict) else (_pair(item) for item in columns)
        parts = [part for column, said in pairs for part in self._column(str(column), said)]
        if told is not None:
            parts.extend(self._rules(inner, quote))
        comment = str(inner.get("description") or inner.get("comment") or "") if told is not None else ""
        return named_table(name, quote, tuple(parts), comment=comment)

    def _below(self, key: str) -> Quote:
        """The key's line, looked for below the one found last."""
        rest = Source(text="\n".join(self.source.lines[self.after :]), first=self.source.first + self.after)
        quote = line_of(rest, key)
        self.after = max(self.after, quote.line - self.source.first)
        return quote

    def _column(self, name: str, said: Any) -> Iterator[SketchPart]:
        quote = self._below(name)
        if isinstance(said, str):
            yield from in_words(name, said, quote)
        elif isinstance(said, dict):
            yield _in_keys(name, said, quote)
            target = next((said[key] for key in _REFERENCES if key in said), None)
            if target is not None:
                yield _reference(name, target, said, quote)
            if said.get("index") is True:
                yield SketchIndex(keys=(OrderBy(attribute=name),), quote=quote)
        else:
            yield SketchDoubt(quote=quote)

    def _rules(self, inner: dict[str, Any], quote: Quote) -> Iterator[SketchPart]:
        """The keys and indexes over several columns."""
        for key in _PRIMARY:
            if isinstance(inner.get(key), list | str):
                yield SketchPrimary(columns=_names(inner[key]), quote=quote)
        for group in _groups(inner.get("unique")):
            yield SketchUnique(columns=group, quote=quote)
        indexes = inner.get("indexes")
        for item in indexes if isinstance(indexes, list) else []:
            names = _names(item.get("columns") or item.get("fields")) if isinstance(item, dict) else _names(item)
            if not names:
                yield SketchDoubt(quote=quote)
            elif isinstance(item, dict) and item.get("unique") is True:
                yield SketchUnique(columns=names, quote=quote)
            else:
                yield SketchIndex(keys=tuple(OrderBy(attribute=name) for name in names), quote=quote)


def _pair(item: Any) -> tuple[str, Any]:
    """ "- name: id" with its keys, or "- id: bigint"."""
    if isinstance(item, dict) and isinstance(item.get("name"), str):
        return item["name"], {key: value for key, value in item.items() if key != "name"}
    if isinstance(item, dict) and len(item) == 1:
        name, said = next(iter(item.items()))
        return str(name), said
    name, _, rest = str(item).partition(" ") if isinstance(item, str) else ("", "", "")
    return name or str(item), rest or None


def _names(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return tuple(str(it) for it in value) if isinstance(value, list) else ()


def _groups(value: Any) -> list[tuple[str, ...]]:
    if isinstance(value, list) and value and all(isinstance(it, list) for it in value):
        return [_names(it) for it in value]
    return [_names(value)] if isinstance(value, list) and value else []


def in_words(name: str, said: str, quote: Quote) -> Iterator[SketchPart]:
    """ "varchar(80), not null, unique"."""
    words = _FIRST_COMMA.sub(r"\1 ", said, count=1).split()
    length = next((n for n in range(len(words), 0, -1) if sql_type(" ".join(words[:n]))), 0)
    if not length:
        yield SketchDoubt(quote=quote)
        return
    written, said_more = " ".join(words[:length]), " ".join(words[length:])
    more = qualifiers_of(tokenized(said_more))
    lowered = said_more.lower()
    yield SketchColumn(
        name=name,
        type=sql_type(written),
        required=more.required,
        unique=more.unique,
        primary="primary" in lowered or lowered.split()[:1] == ["pk"],
        identity=is_identity_type(written) or "auto" in lowered,
        default=more.default,
        allowed=more.values,
        quote=quote,
    )
    found = _REFERS.search(said_more)
    if found:
        parent, target = found[1].rpartition(".")[2] if found[2] else found[1], found[2]
        if not target and "." in parent:
            parent, _, target = parent.rpartition(".")
        yield SketchReference(parent=parent, columns=(name,), target=(target,) if target else (), quote=quote)


def _in_keys(name: str, said: dict[str, Any], quote: Quote) -> SketchPart:
    written = next((str(said[key]) for key in _TYPE_KEYS if key in said), "")
    length = said.get("length") or said.get("max_length") or said.get("size")
    type_name = sql_type(f"{written}({length})" if length else written)
    listed = said.get("enum") or said.get("values") or said.get("allowed")
    values = tuple(str(it) for it in listed) if isinstance(listed, list) else ()
    is_referring = any(key in said for key in _REFERENCES)
    if type_name is None and not values and not is_referring:
        return SketchDoubt(quote=quote)
    return SketchColumn(
        name=name,
        type=type_name if written and written.lower() != "enum" else None,
        required=_required(said),
        unique=said.get("unique") is True,
        primary=any(said.get(key) is True for key in _PRIMARY),
        identity=any(said.get(key) is True for key in ("auto_increment", "autoincrement", "identity"))
        or is_identity_type(written),
        default=_default(said.get("default")),
        allowed=values,
        comment=str(said.get("description") or said.get("comment") or ""),
        quote=quote,
    )


def _required(said: dict[str, Any]) -> bool | None:
    for key in ("required", "not_null", "notnull"):
        if isinstance(said.get(key), bool):
            return bool(said[key])
    for key in ("nullable", "null", "optional"):
        if isinstance(said.get(key), bool):
            return not said[key]
    return None


def _default(value: Any) -> str | None:
    if value is None or isinstance(value, dict | list):
        return None
    words = str(value).lower() if isinstance(value, bool) else str(value)
    lowered = words.lower()
    return "now" if lowered.startswith(("now", "current_timestamp")) else "random uuid" if "uuid" in lowered else words


def _reference(name: str, target: Any, said: dict[str, Any], quote: Quote) -> SketchPart:
    """ "users.id", "users(id)", or a mapping of table and column."""
    if isinstance(target, dict):
        parent, column = str(target.get("table") or ""), str(target.get("column") or "")
        action = target.get("on_delete") or said.get("on_delete")
    else:
        parent, _, column = str(target).replace("(", ".").rstrip(")").partition(".")
        action = said.get("on_delete") or said.get("onDelete")
    if not parent:
        return SketchDoubt(quote=quote)
    spoken = str(action).lower().replace("_", " ") if action else None
    return SketchReference(
        parent=parent, columns=(name,), target=(column,) if column else (), on_delete=spoken, quote=quote
    )
