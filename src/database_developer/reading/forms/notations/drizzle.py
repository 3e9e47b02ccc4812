"""Drizzle's tables: pgTable, mysqlTable or sqliteTable with an object of columns."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.model.request import Direction, OrderBy, Quote
from database_developer.reading.forms.notations.builders import default_value
from database_developer.reading.forms.notations.expressions import (
    Chain,
    Entry,
    Expression,
    Function,
    Listed,
    Literal,
    Mapping,
    Statement,
    Step,
    TooDeep,
    statements_of,
)
from database_developer.reading.forms.notations.lines import Setting, Source
from database_developer.reading.forms.notations.types import is_identity_type, sql_type
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

LANGUAGES = frozenset({"typescript", "ts", "javascript", "js", "drizzle"})
_MAKERS = frozenset({"pgTable", "mysqlTable", "sqliteTable"})
_SERIALS = {"serial": "integer", "bigserial": "bigint", "smallserial": "smallint"}


def sketched(source: Source, setting: Setting) -> Sketch | None:
    """The tables; None where no maker of tables is called."""
    if not any(maker in source.text for maker in _MAKERS):
        return None
    try:
        statements = statements_of(source.text)
    except TooDeep:
        return None
    reading = _Reading(source, statements)
    tables = tuple(reading.table(statement) for statement in statements if _maker(statement) is not None)
    return Sketch(tables=tables) if tables else None


def _maker(statement: Statement) -> Step | None:
    """The call that makes a table, with its name and its columns."""
    value = statement.value
    step = value.steps[0] if isinstance(value, Chain) else None
    if step is None or step.name not in _MAKERS or step.text() is None:
        return None
    return step if isinstance((step.arguments or (None, None))[1], Mapping) else None


class _Reading:
    """Knows the tables and enums by the names of the program, and the lines."""

    def __init__(self, source: Source, statements: tuple[Statement, ...]) -> None:
        self.quote_at = source.quote_at
        makers = {statement.name: step for statement in statements if (step := _maker(statement)) is not None}
        self.tables = {name: step.text() or name for name, step in makers.items()}
        self.columns = {name: _column_names((step.arguments or ())[1]) for name, step in makers.items()}
        self.enums = {it.name: _enum_values(it.value) for it in statements if _is_enum(it.value)}

    def table(self, statement: Statement) -> SketchTable:
        step = _maker(statement)
        if step is None or not isinstance(statement.value, Chain):
            raise ValueError(statement.name)
        columns, rest = (step.arguments or ())[1], (step.arguments or ())[2:]
        names = _column_names(columns)
        parts = [part for entry in _entries(columns) for part in self._column(entry, names)]
        parts.extend(part for value in rest for part in self._rules(value, names))
        quote = self.quote_at(statement.value.start)
        return SketchTable(name=step.text(), model=statement.name or None, quote=quote, parts=tuple(parts))

    def _column(self, entry: Entry, names: dict[str, str]) -> Iterator[SketchPart]:
        quote, chain = self.quote_at(entry.start), entry.value
        if not isinstance(chain, Chain):
            yield SketchDoubt(quote=quote)
            return
        first, behind = chain.steps[0], {step.name: step for step in chain.steps[1:]}
        type_name, values = self._type(first)
        if type_name is None and not values:
            yield SketchDoubt(quote=quote)
            return
        is_numbered = is_identity_type(first.name) or any("generated" in name and "dentity" in name for name in behind)
        default = (behind["default"].arguments or (None,))[0] if "default" in behind else None
        is_random = "defaultRandom" in behind
        yield SketchColumn(
            name=names[entry.key],
            type=f"{type_name}[]" if "array" in behind and type_name else type_name,
            allowed=values,
            required="notNull" in behind or "primaryKey" in behind,
            unique="unique" in behind,
            primary="primaryKey" in behind,
            identity=is_numbered,
            default="now" if "defaultNow" in behind else "random uuid" if is_random else default_value(default),
            moment="updated" if "$onUpdate" in behind else None,
            quote=quote,
        )
        if "references" in behind:
            yield self._reference(behind["references"], names[entry.key], quote)

    def _type(self, step: Step) -> tuple[str | None, tuple[str, ...]]:
        if step.name in self.enums:
            return None, self.enums[step.name]
        options = next((it for it in step.arguments or () if isinstance(it, Mapping)), Mapping())
        values = options.get("enum")
        if isinstance(values, Listed):
            return None, tuple(it.text for it in values.items if isinstance(it, Literal))
        numbers = [_text(options.get(key)) for key in ("length", "precision", "scale")]
        said = ",".join(number for number in numbers if number)
        zoned = isinstance(flag := options.get("withTimezone"), Chain) and flag.name == "true"
        name = "timestamptz" if zoned else _SERIALS.get(step.name, step.name)
        if name == "json":
            return "json", ()
        return sql_type(f"{name}({said})" if said and step.name != "timestamp" else name), ()

    def _reference(self, step: Step, column: str, quote: Quote) -> SketchPart:
        """ "references(() => users.id, { onDelete: 'cascade' })"."""
        function, *options = step.arguments or (None,)
        value = function.body[0].value if isinstance(function, Function) and function.body else None
        said = options[0] if options and isinstance(options[0], Mapping) else Mapping()
        if not isinstance(value, Chain) or len(value.steps) < 2:
            return SketchDoubt(quote=quote)
        table, name = value.steps[0].name, value.steps[-1].name
        target = self.columns.get(table, {}).get(name, name)
        action = _text(said.get("onDelete")) or NO_ACTION
        return SketchReference(
            parent=self.tables.get(table, table), columns=(column,), target=(target,), on_delete=action, quote=quote
        )

    def _rules(self, value: Expression, names: dict[str, str]) -> Iterator[SketchPart]:
        """The indexes and keys that the last argument's function gives."""
        body = value.body[0].value if isinstance(value, Function) and value.body else None
        found = [entry.value for entry in _entries(body)] if isinstance(body, Mapping) else []
        found = list(body.items) if isinstance(body, Listed) else found
        for chain in found:
            if isinstance(chain, Chain):
                yield self._rule(chain, names)

    def _rule(self, chain: Chain, names: dict[str, str]) -> SketchPart:
        quote, kind = self.quote_at(chain.start), chain.steps[0].name
        options = next((it for it in chain.steps[0].arguments or () if isinstance(it, Mapping)), Mapping())
        on = next((step.arguments or () for step in chain.steps[1:] if step.name in {"on", "using"}), ())
        columns = _columns(options.get("columns"), names) if options.entries else ()
        keys = tuple(_key(it, names) for it in on if isinstance(it, Chain))
        if kind == "primaryKey" and columns:
            return SketchPrimary(columns=columns, quote=quote)
        if kind == "foreignKey" and columns:
            return self._foreign(options, columns, chain, quote)
        if kind in {"unique", "uniqueIndex"} and keys:
            return SketchUnique(columns=tuple(key.attribute for key in keys), quote=quote)
        return SketchIndex(keys=keys, quote=quote) if kind == "index" and keys else SketchDoubt(quote=quote)

    def _foreign(self, options: Mapping, columns: tuple[str, ...], chain: Chain, quote: Quote) -> SketchPart:
        told = options.get("foreignColumns")
        items = [it for it in told.items if isinstance(it, Chain)] if isinstance(told, Listed) else []
        if not items:
            return SketchDoubt(quote=quote)
        table = items[0].steps[0].name
        known = self.columns.get(table, {})
        target = tuple(known.get(it.steps[-1].name, it.steps[-1].name) for it in items)
        action = next((step.text() for step in chain.steps if step.name == "onDelete"), None) or NO_ACTION
        return SketchReference(
            parent=self.tables.get(table, table), columns=columns, target=target, on_delete=action, quote=quote
        )


def _entries(value: Expression | None) -> tuple[Entry, ...]:
    return value.entries if isinstance(value, Mapping) else ()


def _column_names(columns: Expression) -> dict[str, str]:
    """The columns' own names by the keys of the object."""
    return {
        entry.key: (entry.value.steps[0].text() if isinstance(entry.value, Chain) else None) or entry.key
        for entry in _entries(columns)
    }


def _columns(value: Expression | None, names: dict[str, str]) -> tuple[str, ...]:
    items = value.items if isinstance(value, Listed) else ()
    return tuple(names.get(it.steps[-1].name, it.steps[-1].name) for it in items if isinstance(it, Chain))


def _key(chain: Chain, names: dict[str, str]) -> OrderBy:
    """ "t.createdAt.desc()"."""
    called = {step.name for step in chain.steps}
    name = next((step.name for step in chain.steps[1:] if step.arguments is None), chain.steps[-1].name)
    turn = Direction.DESCENDING if "desc" in called else Direction.ASCENDING
    return OrderBy(attribute=names.get(name, name), direction=turn)


def _is_enum(value: Expression) -> bool:
    return isinstance(value, Chain) and value.steps[0].name in {"pgEnum", "mysqlEnum"}


def _enum_values(value: Expression) -> tuple[str, ...]:
    arguments = (value.steps[0].arguments or ()) if isinstance(value, Chain) else ()
    listed = arguments[1] if len(arguments) > 1 else None
    return tuple(it.text for it in listed.items if isinstance(it, Literal)) if isinstance(listed, Listed) else ()


def _text(value: Expression | None) -> str | None:
    return value.text if isinstance(value, Literal) else None
