"""SQLAlchemy's declarative models and its Table(...), by Python's own grammar."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from database_developer.model.request import OrderBy, Quote
from database_developer.reading.forms.notations import pythonic
from database_developer.reading.forms.notations.lines import Setting, Source
from database_developer.reading.forms.notations.pythonic import keyword, last_name, text, truth
from database_developer.reading.forms.notations.types import sql_type
from database_developer.reading.sketch import (
    NO_ACTION,
    Sketch,
    SketchColumn,
    SketchDoubt,
    SketchIndex,
    SketchPart,
    SketchPrimary,
    SketchReference,
    SketchTable,
    SketchUnique,
)

LANGUAGES = pythonic.LANGUAGES | {"sqlalchemy", "sqlmodel"}
_COLUMNS = frozenset({"Column", "mapped_column", "Field"})
_TYPES = {
    "Integer": "integer",
    "BigInteger": "bigint",
    "SmallInteger": "smallint",
    "Unicode": "varchar",
    "UnicodeText": "text",
    "LargeBinary": "bytea",
    "JSON": "jsonb",
    "JSONB": "jsonb",
    "Double": "double precision",
    "String": "varchar",
    "Uuid": "uuid",
}
_ANNOTATED = {
    "int": "integer",
    "str": "varchar",
    "float": "double precision",
    "bool": "boolean",
    "datetime": "timestamp",
    "date": "date",
    "time": "time",
    "Decimal": "numeric",
    "UUID": "uuid",
    "bytes": "bytea",
    "dict": "jsonb",
    "timedelta": "interval",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Member:
    """One column as it is assigned: the name, the call and the annotation."""

    name: str
    call: ast.Call | None
    annotation: ast.expr | None
    line: int
    value: ast.expr | None = None


def sketched(source: Source, setting: Setting) -> Sketch | None:
    """The models and tables; None where there is none."""
    tree = pythonic.tree_of(source.text)
    if tree is None:
        return None
    reading = _Reading(source, tree)
    tables = [table for node in pythonic.classes_of(tree) if (table := reading.model(node)) is not None]
    calls = [it for it in ast.walk(tree) if isinstance(it, ast.Call) and last_name(it) in {"Table", "create_table"}]
    tables.extend(table for call in calls if (table := reading.table(call)) is not None)
    return Sketch(tables=tuple(tables)) if tables else None


class _Reading:
    """Knows the enums of the program and its lines."""

    def __init__(self, source: Source, tree: ast.Module) -> None:
        self.source = source
        self.enums = pythonic.values_of_enums(tree)
        self.classes = {node.name: node for node in pythonic.classes_of(tree)}

    def _built_on(self, node: ast.ClassDef) -> Iterator[ast.stmt]:
        """The fields of the classes of the program that a model of SQLModel is built on."""
        for base in map(last_name, node.bases):
            if base in self.classes and base != node.name:
                yield from self.classes[base].body

    def quote(self, line: int) -> Quote:
        """The line of that number, from 1 as Python counts."""
        return self.source.quote(line - 1)

    def model(self, node: ast.ClassDef) -> SketchTable | None:
        """A class with a table's name, or with columns."""
        assigned = {last_name(it.targets[0]): it.value for it in node.body if isinstance(it, ast.Assign)}
        is_sqlmodel = any(it.arg == "table" and truth(it.value) is True for it in node.keywords)
        body = [*self._built_on(node), *node.body] if is_sqlmodel else node.body
        members = [member for it in body if (member := _member(it)) is not None and (member.call or is_sqlmodel)]
        name = text(assigned.get("__tablename__"))
        if not members or (name is None and not is_sqlmodel and not _is_base(node)):
            return None
        parts = [part for member in members for part in self._column(member)]
        options = assigned.get("__table_args__")
        inner = options.elts if isinstance(options, ast.Tuple) else []
        parts.extend(part for item in inner if isinstance(item, ast.Call) for part in self._rule(item))
        doc = ast.get_docstring(node) or ""
        return SketchTable(name=name, model=node.name, quote=self.quote(node.lineno), parts=tuple(parts), comment=doc)

    def table(self, call: ast.Call) -> SketchTable | None:
        """ "Table('users', metadata, Column(...))", and Alembic's create_table."""
        name = text(call.args[0]) if call.args else None
        inner = [it for it in call.args[1:] if isinstance(it, ast.Call)]
        columns = [it for it in inner if last_name(it) == "Column" and it.args and text(it.args[0])]
        if name is None or not columns:
            return None
        parts: list[SketchPart] = []
        for it in inner:
            if it in columns:
                member = _Member(name=text(it.args[0]) or "", call=it, annotation=None, line=it.lineno)
                parts.extend(self._column(member))
            else:
                parts.extend(self._rule(it))
        return SketchTable(name=name, quote=self.quote(call.lineno), parts=tuple(parts))

    def _column(self, member: _Member) -> Iterator[SketchPart]:
        quote, call = self.quote(member.line), member.call or ast.Call(func=ast.Name(id="Column"), args=[], keywords=[])
        inner, is_optional = _annotated(member.annotation)
        type_name, values = self._type(call, inner)
        keys = [it for it in call.args if isinstance(it, ast.Call) and last_name(it) == "ForeignKey"]
        if type_name is None and not values and not keys and keyword(call, "foreign_key") is None:
            yield SketchDoubt(quote=quote)
            return
        name = next((value for it in call.args[:1] if (value := text(it))), None) or member.name
        is_primary = truth(keyword(call, "primary_key")) is True
        nullable = truth(keyword(call, "nullable"))
        required = not nullable if nullable is not None else member.annotation is not None and not is_optional
        told = (keyword(call, word) for word in ("server_default", "default", "default_factory"))
        default = next((it for it in told if it), member.value)
        updates = keyword(call, "onupdate") is not None
        is_number = type_name in {"integer", "bigint", "smallint"}
        yield SketchColumn(
            name=name,
            type=type_name,
            allowed=values,
            primary=is_primary,
            identity=is_primary and is_number and not keys and truth(keyword(call, "autoincrement")) is not False,
            required=required or is_primary,
            unique=truth(keyword(call, "unique")) is True,
            default=self._default(default),
            comment=text(keyword(call, "comment")) or text(keyword(call, "doc")) or "",
            moment="updated" if updates and (type_name or "").startswith("timestamp") else None,
            quote=quote,
        )
        for key in keys:
            yield _reference(key, (name,), quote)
        target = text(keyword(call, "foreign_key"))
        if target:
            yield _referring(target, (name,), (text(keyword(call, "ondelete")) or NO_ACTION).lower(), quote)
        if truth(keyword(call, "index")) is True and truth(keyword(call, "unique")) is not True:
            yield SketchIndex(keys=(OrderBy(attribute=name),), quote=quote)

    def _default(self, node: ast.expr | None) -> str | None:
        if isinstance(node, ast.Attribute) and last_name(node.value) in self.enums:
            values = self.enums[last_name(node.value)]
            return next((value for value in values if value.lower() == node.attr.lower()), None)
        return pythonic.default_words(node)

    def _type(self, call: ast.Call, annotation: ast.expr | None) -> tuple[str | None, tuple[str, ...]]:
        """The type given as an argument, else the annotation's."""
        told = [it for it in (*call.args, keyword(call, "type_"), keyword(call, "sa_type")) if it is not None]
        for it in told:
            if text(it) is None and last_name(it) not in {"ForeignKey", "Identity", "Sequence", "Computed", ""}:
                return self._named_type(it)
        name = last_name(annotation)
        if name in self.enums:
            return None, self.enums[name]
        if name == "list" and isinstance(annotation, ast.Subscript):
            inner = _ANNOTATED.get(last_name(annotation.slice))
            return (f"{inner}[]" if inner else None), ()
        length = pythonic.whole(keyword(call, "max_length"))
        found = _ANNOTATED.get(name)
        return (f"varchar({length})" if found == "varchar" and length else found), ()

    def _named_type(self, node: ast.expr) -> tuple[str | None, tuple[str, ...]]:
        name = last_name(node)
        call = node if isinstance(node, ast.Call) else None
        arguments = call.args if call else []
        if name in {"Enum", "ENUM"}:
            first = last_name(arguments[0]) if arguments else ""
            return None, self.enums.get(first) or tuple(value for it in arguments if (value := text(it)))
        if name == "ARRAY":
            inner, _ = self._named_type(arguments[0]) if arguments else (None, ())
            return (f"{inner}[]" if inner else None), ()
        if name in {"DateTime", "TIMESTAMP"}:
            zoned = call is not None and truth(keyword(call, "timezone")) is True
            return "timestamptz" if zoned else "timestamp", ()
        numbers = [str(number) for it in arguments if (number := pythonic.whole(it)) is not None]
        if call is not None and not numbers:
            named = [pythonic.whole(keyword(call, key)) for key in ("length", "precision", "scale")]
            numbers = [str(one) for one in named if one is not None]
        known = _TYPES.get(name) or sql_type(name)
        takes_numbers = known in {"varchar", "numeric", "char"} and numbers
        return (f"{known}({','.join(numbers)})" if takes_numbers else known), ()

    def _rule(self, call: ast.Call) -> Iterator[SketchPart]:
        kind, quote = last_name(call), self.quote(call.lineno)
        names = tuple(value for it in call.args if (value := text(it)) is not None)
        if kind == "UniqueConstraint" and names:
            yield SketchUnique(columns=names, quote=quote)
        elif kind == "PrimaryKeyConstraint" and names:
            yield SketchPrimary(columns=names, quote=quote)
        elif kind == "Index" and len(names) > 1 and len(names) == len(call.args):
            is_unique = truth(keyword(call, "unique")) is True
            keys = tuple(OrderBy(attribute=name) for name in names[1:])
            unique = SketchUnique(columns=names[1:], quote=quote)
            yield unique if is_unique else SketchIndex(keys=keys, quote=quote)
        elif kind == "ForeignKeyConstraint" and len(call.args) > 1:
            columns, targets = pythonic.texts(call.args[0]), pythonic.texts(call.args[1])
            names = tuple(target.rpartition(".")[2] for target in targets)
            parent = targets[0].rpartition(".")[0] if targets else ""
            action = (text(keyword(call, "ondelete")) or NO_ACTION).lower()
            yield SketchReference(parent=parent, columns=columns, target=names, on_delete=action, quote=quote)
        else:
            yield SketchDoubt(quote=quote)


def _is_base(node: ast.ClassDef) -> bool:
    return any(last_name(base) in {"Base", "DeclarativeBase"} or _is_db_model(base) for base in node.bases)


def _is_db_model(base: ast.expr) -> bool:
    return isinstance(base, ast.Attribute) and base.attr == "Model" and last_name(base.value) == "db"


def _member(node: ast.stmt) -> _Member | None:
    """A column's assignment; relationships and other things are none."""
    value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
    target = (
        node.targets[0] if isinstance(node, ast.Assign) else node.target if isinstance(node, ast.AnnAssign) else None
    )
    name = last_name(target) if isinstance(target, ast.Name) else ""
    annotation = node.annotation if isinstance(node, ast.AnnAssign) else None
    if not name or name.startswith("__"):
        return None
    if isinstance(value, ast.Call):
        call = value if last_name(value) in _COLUMNS else None
        return _Member(name=name, call=call, annotation=annotation, line=node.lineno) if call else None
    if annotation is None or "Relationship" in ast.dump(annotation) or last_name(annotation) == "ClassVar":
        return None
    bare = ast.Call(func=ast.Name(id="mapped_column"), args=[], keywords=[])
    call = bare if last_name(annotation) == "Mapped" else None
    return _Member(name=name, call=call, annotation=annotation, line=node.lineno, value=None if call else value)


def _annotated(node: ast.expr | None) -> tuple[ast.expr | None, bool]:
    """The type inside Mapped[...] and Optional[...], and whether it may be None."""
    is_optional = False
    for _ in range(4):
        if isinstance(node, ast.Subscript) and last_name(node) in {"Mapped", "Optional"}:
            is_optional = is_optional or last_name(node) == "Optional"
            node = node.slice
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
            is_optional = True
            node = node.left
    return node, is_optional


def _reference(key: ast.Call, columns: tuple[str, ...], quote: Quote) -> SketchPart:
    target = text(key.args[0]) if key.args else None
    if target is None and key.args and isinstance(key.args[0], ast.Attribute):
        target = f"{last_name(key.args[0].value)}.{key.args[0].attr}"
    if target is None:
        return SketchDoubt(quote=quote)
    return _referring(target, columns, (text(keyword(key, "ondelete")) or NO_ACTION).lower(), quote)


def _referring(target: str, columns: tuple[str, ...], action: str, quote: Quote) -> SketchReference:
    parent, _, column = target.rpartition(".")
    names = (column,) if parent else ()
    return SketchReference(parent=parent or column, columns=columns, target=names, on_delete=action, quote=quote)
