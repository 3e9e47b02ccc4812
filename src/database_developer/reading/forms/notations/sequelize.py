"""Sequelize models and migrations: an object of columns, and the calls that tie models."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.model.request import Cardinality, OrderBy, Quote
from database_developer.reading.forms.notations.builders import default_value
from database_developer.reading.forms.notations.expressions import (
    Chain,
    Entry,
    Expression,
    Listed,
    Literal,
    Mapping,
    Step,
    TooDeep,
    chains_in,
    statements_of,
)
from database_developer.reading.forms.notations.lines import Setting, Source
from database_developer.reading.forms.notations.types import sql_type
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

LANGUAGES = frozenset({"javascript", "js", "typescript", "ts", "sequelize"})
_TIES = frozenset({"belongsTo", "hasMany", "hasOne", "belongsToMany"})


def sketched(source: Source, setting: Setting) -> Sketch | None:
    """The models that are defined; None where none is."""
    try:
        chains = tuple(chains_in(statement.value for statement in statements_of(source.text)))
    except TooDeep:
        return None
    reading = _Reading(source)
    tables = [table for chain in chains if (table := reading.model(chain)) is not None]
    if not tables:
        return None
    ties = [tie for chain in chains if (tie := reading.tie(chain, {table.known_as for table in tables})) is not None]
    return Sketch(tables=(*tables, *ties))


class _Reading:
    """Knows the lines of the source."""

    def __init__(self, source: Source) -> None:
        self.quote_at = source.quote_at

    def model(self, chain: Chain) -> SketchTable | None:
        """A model or a table by the call that makes it."""
        step = chain.steps[-1]
        arguments = step.arguments or ()
        if step.name in {"define", "createTable"} and len(arguments) > 1 and isinstance(arguments[1], Mapping):
            return self._table(step.text() or "", arguments[1], arguments[2:], chain, is_table=step.name != "define")
        if step.name == "init" and len(chain.steps) == 2 and arguments and isinstance(arguments[0], Mapping):
            return self._table(chain.steps[0].name, arguments[0], arguments[1:], chain, is_table=False)
        return None

    def _table(
        self, name: str, columns: Mapping, options: tuple[Expression, ...], chain: Chain, *, is_table: bool
    ) -> SketchTable | None:
        if not name:
            return None
        said = options[0] if options and isinstance(options[0], Mapping) else Mapping()
        told = said.get("tableName")
        table = name if is_table else told.text if isinstance(told, Literal) else None
        quote = self.quote_at(chain.start)
        parts = [part for entry in columns.entries for part in self._column(entry)]
        has_moments = _word(said.get("timestamps")) != "false" and not is_table
        known = {part.name for part in parts if isinstance(part, SketchColumn)}
        moments = tuple(_moments(quote, known)) if has_moments else ()
        indexes = said.get("indexes")
        listed = indexes.items if isinstance(indexes, Listed) else ()
        parts = [*parts, *moments, *(_index(item, quote) for item in listed if isinstance(item, Mapping))]
        return SketchTable(name=table, model=None if is_table else name, quote=quote, parts=tuple(parts))

    def _column(self, entry: Entry) -> Iterator[SketchPart]:
        quote = self.quote_at(entry.start)
        said = entry.value if isinstance(entry.value, Mapping) else Mapping()
        written = said.get("type") if isinstance(entry.value, Mapping) else entry.value
        type_name, values = _type(written)
        if type_name is None and not values:
            yield SketchDoubt(quote=quote)
            return
        name = _text(said.get("field")) or entry.key
        is_primary = _word(said.get("primaryKey")) == "true"
        default = said.get("defaultValue")
        yield SketchColumn(
            name=name,
            type=type_name,
            allowed=values,
            primary=is_primary,
            identity=_word(said.get("autoIncrement")) == "true",
            required=is_primary or _word(said.get("allowNull")) == "false",
            unique=_word(said.get("unique")) == "true" or isinstance(said.get("unique"), Literal),
            default=_default(default, type_name),
            comment=_text(said.get("comment")) or "",
            quote=quote,
        )
        reference = said.get("references")
        if isinstance(reference, Mapping):
            yield from _referring(reference, said, name, quote)

    def tie(self, chain: Chain, models: set[str]) -> SketchTable | None:
        """ "Order.belongsTo(User, { foreignKey: 'userId' })" as a part of a model above."""
        step = chain.steps[-1]
        arguments = step.arguments or ()
        if len(chain.steps) != 2 or step.name not in _TIES or not arguments:
            return None
        one, other = chain.steps[0].name, _model(arguments[0])
        said = arguments[1] if len(arguments) > 1 and isinstance(arguments[1], Mapping) else Mapping()
        if one not in models or other not in models:
            return None
        quote = self.quote_at(chain.start)
        if step.name == "belongsToMany":
            part = SketchReference(parent=other, cardinality=Cardinality.MANY_TO_MANY, quote=quote)
            return SketchTable(model=one, quote=quote, parts=(part,), is_change=True) if one < other else None
        child, parent = (one, other) if step.name == "belongsTo" else (other, one)
        column = _foreign_key(said) or f"{parent[0].lower()}{parent[1:]}Id"
        action = (_text(said.get("onDelete")) or "").lower() or None
        single = Cardinality.ONE_TO_ONE if step.name == "hasOne" else Cardinality.MANY_TO_ONE
        part = SketchReference(
            parent=parent, columns=(column,), on_delete=action, required=False, cardinality=single, quote=quote
        )
        return SketchTable(model=child, quote=quote, parts=(part,), is_change=True)


def _foreign_key(said: Mapping) -> str | None:
    told = said.get("foreignKey")
    return _text(told.get("name")) if isinstance(told, Mapping) else _text(told)


def _moments(quote: Quote, known: set[str]) -> Iterator[SketchPart]:
    """The two columns that every model gets unless it says otherwise."""
    for name, moment in (("createdAt", None), ("updatedAt", "updated")):
        if name not in known:
            yield SketchColumn(name=name, type="timestamp", required=True, default="now", moment=moment, quote=quote)


def _type(written: Expression | None) -> tuple[str | None, tuple[str, ...]]:
    """ "DataTypes.STRING(30)", "Sequelize.ENUM('a', 'b')"."""
    if not isinstance(written, Chain) or len(written.steps) < 2:
        return None, ()
    step: Step = next((it for it in written.steps[1:] if it.name.isupper()), written.steps[-1])
    values = [it.text for it in step.arguments or () if isinstance(it, Literal)]
    if step.name == "ENUM":
        listed = [it for it in step.arguments or () if isinstance(it, Listed)]
        inner = [it.text for item in listed for it in item.items if isinstance(it, Literal)]
        return None, (*values, *inner)
    if step.name == "ARRAY":
        inner_type, _ = _type((step.arguments or (None,))[0])
        return (f"{inner_type}[]" if inner_type else None), ()
    if step.name == "STRING":
        return f"varchar({values[0] if values and values[0].isdigit() else 255})", ()
    if step.name == "DATE":
        return "timestamptz", ()
    if step.name in {"UUIDV4", "UUIDV1"}:
        return "uuid", ()
    return sql_type(f"{step.name}({','.join(values)})" if values else step.name), ()


def _default(value: Expression | None, type_name: str | None) -> str | None:
    said = value.name if isinstance(value, Chain) else ""
    if "UUIDV" in said:
        return "random uuid" if type_name == "uuid" else None
    return "now" if said.endswith(".NOW") else default_value(value)


def _referring(reference: Mapping, said: Mapping, column: str, quote: Quote) -> Iterator[SketchPart]:
    place = reference.get("model")
    parent = _text(place.get("tableName")) if isinstance(place, Mapping) else _text(place) or _model(place)
    target = _text(reference.get("key"))
    if not parent:
        yield SketchDoubt(quote=quote)
        return
    action = (_text(said.get("onDelete")) or NO_ACTION).lower()
    yield SketchReference(
        parent=parent, columns=(column,), target=(target,) if target else (), on_delete=action, quote=quote
    )


def _index(item: Mapping, quote: Quote) -> SketchPart:
    fields = item.get("fields")
    names = tuple(it.text for it in fields.items if isinstance(it, Literal)) if isinstance(fields, Listed) else ()
    if not names:
        return SketchDoubt(quote=quote)
    if _word(item.get("unique")) == "true":
        return SketchUnique(columns=names, quote=quote)
    return SketchIndex(keys=tuple(OrderBy(attribute=name) for name in names), quote=quote)


def _model(value: Expression | None) -> str:
    return value.steps[-1].name if isinstance(value, Chain) else ""


def _word(value: Expression | None) -> str:
    return value.name if isinstance(value, Chain) else ""


def _text(value: Expression | None) -> str | None:
    return value.text if isinstance(value, Literal) else None
