"""Django's models, by Python's own grammar."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from database_developer.model.request import Cardinality, Direction, OrderBy, Quote
from database_developer.reading.forms.notations import pythonic
from database_developer.reading.forms.notations.lines import Setting, Source
from database_developer.reading.forms.notations.pythonic import keyword, last_name, text, truth, whole
from database_developer.reading.sketch import (
    NO_ACTION,
    Sketch,
    SketchColumn,
    SketchDoubt,
    SketchIndex,
    SketchPart,
    SketchReference,
    SketchTable,
    SketchUnique,
)

LANGUAGES = pythonic.LANGUAGES | {"django"}
_TYPES = {
    "TextField": "text",
    "IntegerField": "integer",
    "PositiveIntegerField": "integer",
    "PositiveSmallIntegerField": "smallint",
    "PositiveBigIntegerField": "bigint",
    "SmallIntegerField": "smallint",
    "BigIntegerField": "bigint",
    "AutoField": "integer",
    "BigAutoField": "bigint",
    "SmallAutoField": "smallint",
    "BooleanField": "boolean",
    "NullBooleanField": "boolean",
    "DateField": "date",
    "DateTimeField": "timestamptz",
    "TimeField": "time",
    "DurationField": "interval",
    "FloatField": "double precision",
    "JSONField": "jsonb",
    "UUIDField": "uuid",
    "BinaryField": "bytea",
    "GenericIPAddressField": "inet",
}
_TEXTS = {
    "CharField": 255,
    "EmailField": 254,
    "SlugField": 50,
    "URLField": 200,
    "FileField": 100,
    "ImageField": 100,
    "FilePathField": 100,
}
_ACTIONS = {"CASCADE": "cascade", "PROTECT": "restrict", "RESTRICT": "restrict", "SET_NULL": "set null"}
_RELATIONS = frozenset({"ForeignKey", "OneToOneField", "ForeignKeyField"})  # the last is peewee's and Tortoise's


def sketched(source: Source, setting: Setting) -> Sketch | None:
    """The models; None where there is none."""
    tree = pythonic.tree_of(source.text)
    if tree is None:
        return None
    reading = _Reading(source, tree)
    tables = tuple(table for node in pythonic.classes_of(tree) if (table := reading.model(node)) is not None)
    return Sketch(tables=tables) if tables else None


class _Reading:
    """Knows the lists of choices of the program and its lines."""

    def __init__(self, source: Source, tree: ast.Module) -> None:
        self.source = source
        self.enums = pythonic.values_of_enums(tree)
        self.lists = {last_name(it.targets[0]): it.value for it in ast.walk(tree) if isinstance(it, ast.Assign)}
        for node in pythonic.classes_of(tree):
            self.enums |= pythonic.values_of_enums(ast.Module(body=node.body, type_ignores=[]))

    def quote(self, line: int) -> Quote:
        """The line of that number, from 1 as Python counts."""
        return self.source.quote(line - 1)

    def model(self, node: ast.ClassDef) -> SketchTable | None:
        """A class of models.Model with fields."""
        parts: list[SketchPart] = []
        for it in node.body:
            if isinstance(it, ast.Assign) and isinstance(it.value, ast.Call) and _is_field(it.value):
                parts.extend(self._field(node.name, last_name(it.targets[0]), it.value))
        meta = next((it for it in node.body if isinstance(it, ast.ClassDef) and it.name == "Meta"), None)
        said = {last_name(it.targets[0]): it.value for it in meta.body if isinstance(it, ast.Assign)} if meta else {}
        if not parts or truth(said.get("abstract")) is True:
            return None
        columns = {it.name.removesuffix("_id"): it.name for it in parts if isinstance(it, SketchColumn)}
        parts.extend(self._rules(said, columns))
        doc = ast.get_docstring(node) or ""
        table = text(said.get("db_table")) or text(said.get("table_name"))
        return SketchTable(name=table, model=node.name, quote=self.quote(node.lineno), parts=tuple(parts), comment=doc)

    def _field(self, model: str, name: str, call: ast.Call) -> Iterator[SketchPart]:
        kind, quote = last_name(call), self.quote(call.lineno)
        if kind == "ManyToManyField":
            through = keyword(call, "through")
            if through is None:
                parent = _parent(call, model)
                yield SketchReference(parent=parent, cardinality=Cardinality.MANY_TO_MANY, quote=quote)
        elif kind in _RELATIONS:
            yield from _relation(kind, model, name, call, quote)
        else:
            yield self._column(kind, name, call, quote)
        if truth(keyword(call, "db_index")) is True and kind not in _RELATIONS:
            column = text(keyword(call, "db_column")) or name
            yield SketchIndex(keys=(OrderBy(attribute=column),), quote=quote)

    def _column(self, kind: str, name: str, call: ast.Call, quote: Quote) -> SketchPart:
        type_name = _type(kind, call)
        if type_name is None:
            return SketchDoubt(quote=quote)
        is_primary = truth(keyword(call, "primary_key")) is True
        adds, updates = truth(keyword(call, "auto_now_add")) is True, truth(keyword(call, "auto_now")) is True
        return SketchColumn(
            name=text(keyword(call, "db_column")) or name,
            type=type_name,
            required=truth(keyword(call, "null")) is not True,
            primary=is_primary,
            identity=kind.endswith("AutoField"),
            unique=truth(keyword(call, "unique")) is True,
            default="now" if adds or updates else self._default(keyword(call, "default")),
            allowed=self._choices(keyword(call, "choices")),
            comment=text(keyword(call, "help_text")) or text(keyword(call, "db_comment")) or "",
            moment="updated" if updates else None,
            minimum="0" if kind.startswith("Positive") else None,
            quote=quote,
        )

    def _default(self, node: ast.expr | None) -> str | None:
        if isinstance(node, ast.Attribute) and last_name(node.value) in self.enums:
            values = self.enums[last_name(node.value)]
            return next((value for value in values if value.lower() == node.attr.lower()), None)
        if isinstance(node, ast.Name) and node.id in self.lists:
            return pythonic.literal(self.lists[node.id])
        return pythonic.default_words(node)

    def _choices(self, node: ast.expr | None) -> tuple[str, ...]:
        """The values of a list of pairs, of a name for one, or of a class of choices."""
        if isinstance(node, ast.Attribute) and node.attr == "choices":
            return self.enums.get(last_name(node.value), ())
        if last_name(node) in self.enums:
            return self.enums[last_name(node)]
        listed = self.lists.get(node.id) if isinstance(node, ast.Name) else node
        items = listed.elts if isinstance(listed, ast.List | ast.Tuple) else []
        firsts = [it.elts[0] if isinstance(it, ast.Tuple) and it.elts else it for it in items]
        values = [self._default(first) if isinstance(first, ast.Name) else pythonic.literal(first) for first in firsts]
        return tuple(value for value in values if value is not None)

    def _rules(self, said: dict[str, ast.expr], columns: dict[str, str]) -> Iterator[SketchPart]:
        """What the inner class Meta says of several columns."""
        together = said.get("unique_together")
        if together is not None:
            groups = [pythonic.texts(together)] if pythonic.texts(together) else _groups(together)
            for names in groups:
                columns_named = tuple(columns.get(name, name) for name in names)
                yield SketchUnique(columns=columns_named, quote=self.quote(together.lineno))
        for key in ("indexes", "constraints"):
            listed = said.get(key)
            for item in listed.elts if isinstance(listed, ast.List | ast.Tuple) else []:
                if isinstance(item, ast.Call):
                    yield self._rule(item, columns)

    def _rule(self, call: ast.Call, columns: dict[str, str]) -> SketchPart:
        quote, names = self.quote(call.lineno), pythonic.texts(keyword(call, "fields"))
        if not names or keyword(call, "condition") is not None:
            return SketchDoubt(quote=quote)
        if last_name(call) == "UniqueConstraint":
            return SketchUnique(columns=tuple(columns.get(name, name) for name in names), quote=quote)
        keys = tuple(
            OrderBy(
                attribute=columns.get(name.lstrip("-"), name.lstrip("-")),
                direction=Direction.DESCENDING if name.startswith("-") else Direction.ASCENDING,
            )
            for name in names
        )
        return SketchIndex(keys=keys, quote=quote)


def _groups(node: ast.expr) -> list[tuple[str, ...]]:
    items = node.elts if isinstance(node, ast.List | ast.Tuple | ast.Set) else []
    return [pythonic.texts(item) for item in items if pythonic.texts(item)]


def _is_field(call: ast.Call) -> bool:
    name = last_name(call)
    is_models = isinstance(call.func, ast.Attribute) and last_name(call.func.value) == "models"
    return (
        (is_models and (name.endswith("Field") or name in _RELATIONS))
        or name in _TYPES
        or name in _TEXTS
        or name == "ForeignKeyField"
    )


def _parent(call: ast.Call, model: str) -> str:
    node = keyword(call, "to") or (call.args[0] if call.args else None)
    written = text(node) or last_name(node)
    if written == "self":
        return model
    is_account = written in {"AUTH_USER_MODEL", "get_user_model"}
    return "User" if is_account else written.rpartition(".")[2]


def _relation(kind: str, model: str, name: str, call: ast.Call, quote: Quote) -> Iterator[SketchPart]:
    column = text(keyword(call, "db_column")) or f"{name}_id"
    required = truth(keyword(call, "null")) is not True
    told = keyword(call, "on_delete")
    action = _ACTIONS.get((text(told) or last_name(told)).replace(" ", "_"), NO_ACTION)
    target = text(keyword(call, "to_field"))
    is_single = kind == "OneToOneField" or truth(keyword(call, "unique")) is True
    is_primary = truth(keyword(call, "primary_key")) is True
    yield SketchColumn(name=column, type="bigint", required=required, primary=is_primary, quote=quote)
    yield SketchReference(
        parent=_parent(call, model),
        columns=(column,),
        target=(target,) if target else (),
        on_delete=action,
        required=required,
        cardinality=Cardinality.ONE_TO_ONE if is_single else Cardinality.MANY_TO_ONE,
        quote=quote,
    )


def _type(kind: str, call: ast.Call) -> str | None:
    if kind in _TEXTS:
        length = whole(keyword(call, "max_length")) or (_TEXTS[kind] if kind != "CharField" else None)
        return f"varchar({length})" if length else "varchar"
    if kind == "DecimalField":
        digits, places = whole(keyword(call, "max_digits")), whole(keyword(call, "decimal_places"))
        return f"numeric({digits},{places or 0})" if digits else "numeric"
    if kind == "ArrayField":
        inner = call.args[0] if call.args else keyword(call, "base_field")
        found = _type(last_name(inner), inner) if isinstance(inner, ast.Call) else None
        return f"{found}[]" if found else None
    return _TYPES.get(kind)
