"""Mongoose's schemas: objects of fields, references as foreign keys, lists of documents as tables of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from database_developer.model.request import Cardinality, Direction, OrderBy, Quote
from database_developer.reading.forms.notations import plain
from database_developer.reading.forms.notations.builders import default_value
from database_developer.reading.forms.notations.documents import child_table
from database_developer.reading.forms.notations.expressions import (
    Chain,
    Entry,
    Expression,
    Listed,
    Literal,
    Mapping,
    Statement,
    TooDeep,
    chains_in,
    statements_of,
)
from database_developer.reading.forms.notations.lines import Setting, Source
from database_developer.reading.inflection import singular
from database_developer.reading.scene import words_of
from database_developer.reading.sketch import (
    Sketch,
    SketchColumn,
    SketchDoubt,
    SketchIndex,
    SketchPart,
    SketchReference,
    SketchTable,
    SketchUnique,
)

LANGUAGES = frozenset({"javascript", "js", "typescript", "ts", "mongoose"})
_DEEPEST = 8
_TYPES = {
    "String": "text",
    "Boolean": "boolean",
    "Decimal128": "numeric",
    "Double": "double precision",
    "Int32": "integer",
    "BigInt": "bigint",
    "Long": "bigint",
    "Buffer": "bytea",
    "Map": "jsonb",
    "Mixed": "jsonb",
    "Object": "jsonb",
    "UUID": "uuid",
}
_MOMENTS = (("createdAt", None), ("updatedAt", "updated"))


def sketched(source: Source, setting: Setting) -> Sketch | None:
    """The tables of the schemas; None where there is none."""
    if "Schema" not in source.text:
        return None
    try:
        statements = statements_of(source.text)
    except TooDeep:
        return None
    reading = _Reading(source, statements)
    for name, schema in reading.schemas.items():
        if name not in reading.inner:
            reading.schema(name, schema)
    reading.indexes()
    return Sketch(tables=tuple(reading.tables)) if reading.tables else None


@dataclass(frozen=True, kw_only=True, slots=True)
class _Schema:
    """The fields of a schema and its options."""

    fields: Mapping
    options: Mapping
    start: int


def _schema_of(value: Expression) -> _Schema | None:
    """ "new mongoose.Schema({ ... }, { timestamps: true })"."""
    step = value.steps[-1] if isinstance(value, Chain) else None
    arguments = step.arguments or () if step is not None and step.name == "Schema" else ()
    if not isinstance(value, Chain) or not arguments or not isinstance(arguments[0], Mapping):
        return None
    options = arguments[1] if len(arguments) > 1 and isinstance(arguments[1], Mapping) else Mapping()
    return _Schema(fields=arguments[0], options=options, start=value.start)


class _Reading:
    """Knows the schemas by the names of the program, and what the models made of them are called."""

    def __init__(self, source: Source, statements: tuple[Statement, ...]) -> None:
        self.quote_at = source.quote_at
        self.chains = tuple(chains_in(statement.value for statement in statements))
        found = ((it.name, _schema_of(it.value)) for it in statements)
        self.schemas = {name: schema for name, schema in found if name and schema is not None}
        self.models = {name: model for chain in self.chains for name, model in _model(chain)}
        self.schemas |= {name: schema for chain in self.chains for name, schema in _written_in_place(chain)}
        self.inner = {name for schema in self.schemas.values() for name in self._inner(schema)} - self.models.keys()
        self.tables: list[SketchTable] = []

    def _inner(self, schema: _Schema) -> Iterator[str]:
        """The schemas that fields of another hold."""
        for entry in schema.fields.entries:
            yield from (name for name in _names(entry.value) if name in self.schemas)

    def _called(self, name: str) -> str:
        bare = name.removesuffix("Schema").removesuffix("_schema") or name
        return self.models.get(name) or bare

    def schema(self, name: str, schema: _Schema) -> None:
        """A table for a schema, and for each list of documents inside."""
        quote = self.quote_at(schema.start)
        parts = self._object(self._called(name), schema.fields, quote, 0)
        told = schema.options.get("timestamps")
        if told is not None and not (isinstance(told, Chain) and told.name == "false"):
            parts.extend(_moments(quote))
        self._add(self._called(name), quote, parts, schema.options)

    def _add(self, name: str, quote: Quote, parts: list[SketchPart], options: Mapping) -> None:
        table = options.get("collection")
        told = table.text if isinstance(table, Literal) else None
        self.tables.insert(0, SketchTable(name=told, model=name, quote=quote, parts=tuple(parts)))

    def _object(self, name: str, fields: Mapping, quote: Quote, depth: int) -> list[SketchPart]:
        return [part for entry in fields.entries for part in self._field(name, entry, depth)]

    def _field(self, owner: str, entry: Entry, depth: int) -> Iterator[SketchPart]:
        quote = self.quote_at(entry.start)
        said, written = _said(entry.value)
        reference = _text(said.get("ref"))
        if isinstance(written, Listed):
            yield from self._list(owner, entry, depth, quote)
        elif reference:
            yield from _reference(entry.key, reference, said, quote)
        else:
            yield _column(entry.key, written, said, quote)

    def _list(self, owner: str, entry: Entry, depth: int, quote: Quote) -> Iterator[SketchPart]:
        """Texts and numbers as an array, references as pairs, documents as rows of their own."""
        (said, listed), key = _said(entry.value), entry.key
        first = listed.items[0] if isinstance(listed, Listed) and listed.items else None
        inner, written = _said(first)
        reference = _text(inner.get("ref")) or _text(said.get("ref"))
        if reference:
            yield SketchReference(parent=reference, cardinality=Cardinality.MANY_TO_MANY, quote=quote)
        elif isinstance(written, Mapping) or _name(written) in self.schemas:
            self._child(owner, key, written, depth, quote)
        else:
            found = _type(key, written)
            is_plain = found is not None and found != "jsonb"
            yield SketchColumn(name=key, type=f"{found}[]" if is_plain else "jsonb", quote=quote)

    def _child(self, owner: str, key: str, written: Expression | None, depth: int, quote: Quote) -> None:
        name = _name(written)
        fields = written if isinstance(written, Mapping) else self.schemas[name].fields
        if depth > _DEEPEST:
            return
        called = self._called(name) if name in self.schemas else singular(key)
        parts: list[SketchPart] = [child_table(owner, quote)]
        parts.extend(self._object(called, fields, quote, depth + 1))
        self._add(called, quote, parts, Mapping())

    def indexes(self) -> None:
        """ "vehicleSchema.index({ a: 1, b: -1 }, { unique: true })" of schemas that are known."""
        for chain in self.chains:
            step, name = chain.steps[-1], chain.steps[0].name
            arguments = step.arguments or ()
            if len(chain.steps) == 2 and step.name == "index" and name in self.schemas and arguments:
                part = _index(arguments, self.quote_at(chain.start))
                self.tables.append(
                    SketchTable(model=self._called(name), quote=part.quote, parts=(part,), is_change=True)
                )


def _model(chain: Chain) -> Iterator[tuple[str, str]]:
    """ "mongoose.model('Vehicle', vehicleSchema)"."""
    step = chain.steps[-1]
    arguments = step.arguments or ()
    if step.name == "model" and len(arguments) > 1 and isinstance(arguments[0], Literal):
        yield _name(arguments[1]), arguments[0].text


def _written_in_place(chain: Chain) -> Iterator[tuple[str, _Schema]]:
    """ "mongoose.model('Vehicle', new Schema({ ... }))"."""
    step = chain.steps[-1]
    arguments = step.arguments or ()
    schema = _schema_of(arguments[1]) if step.name == "model" and len(arguments) > 1 else None
    if schema is not None and isinstance(arguments[0], Literal):
        yield arguments[0].text, schema


def _names(value: Expression | None) -> Iterator[str]:
    _, written = _said(value)
    yield _name(written)
    for item in written.items if isinstance(written, Listed) else ():
        yield _name(_said(item)[1])


def _said(value: Expression | None) -> tuple[Mapping, Expression | None]:
    """What a field says of itself, and its type: of "{ type: String, required: true }" or of "String"."""
    if isinstance(value, Mapping) and value.get("type") is not None and not _is_field(value.get("type")):
        return value, value.get("type")
    return Mapping(), value


def _is_field(value: Expression | None) -> bool:
    """Whether "type" is itself a field of the document: "{ type: { type: String } }"."""
    return isinstance(value, Mapping) and value.get("type") is not None


def _reference(key: str, parent: str, said: Mapping, quote: Quote) -> Iterator[SketchPart]:
    column = key if words_of(key)[-1] == "id" else f"{key}_id"
    yield SketchReference(parent=parent, columns=(column,), required=_is_required(said), quote=quote)
    if _word(said.get("unique")) == "true":
        yield SketchUnique(columns=(column,), quote=quote)


def _column(key: str, written: Expression | None, said: Mapping, quote: Quote) -> SketchPart:
    values = _values(said.get("enum"))
    type_name = _type(key, written)
    is_vague = _name(written) == "Number"
    if type_name is None and not is_vague and not values:
        return SketchDoubt(quote=quote)
    length = _number(said.get("maxlength")) or _number(said.get("maxLength"))
    return SketchColumn(
        name=key,
        type=None if values else f"varchar({length})" if length and type_name == "text" else type_name,
        allowed=values,
        required=_is_required(said),
        unique=_word(said.get("unique")) == "true",
        default=_default(said.get("default")),
        minimum=_number(said.get("min")) if is_vague else None,
        maximum=_number(said.get("max")) if is_vague else None,
        quote=quote,
    )


def _type(key: str, written: Expression | None) -> str | None:
    name, last = _name(written), words_of(key)[-1]
    if isinstance(written, Mapping | Listed):
        return "jsonb"
    if name == "Number":
        return plain.number_named(last)
    if name == "Date":
        return plain.moment_named(last)
    if isinstance(written, Literal):
        return _TYPES.get(written.text.capitalize())
    return _TYPES.get(name) or ("text" if name == "ObjectId" else "jsonb" if name.endswith("chema") else None)


def _is_required(said: Mapping) -> bool:
    told = said.get("required")
    first = told.items[0] if isinstance(told, Listed) and told.items else told
    return _word(first) == "true" or isinstance(first, Literal)


def _values(told: Expression | None) -> tuple[str, ...]:
    listed = told.get("values") if isinstance(told, Mapping) else told
    return tuple(it.text for it in listed.items if isinstance(it, Literal)) if isinstance(listed, Listed) else ()


def _default(value: Expression | None) -> str | None:
    if isinstance(value, Listed | Mapping):
        return None
    return default_value(value)


def _number(value: Expression | None) -> str | None:
    """ "18" and "[18, 'too young']"."""
    first = value.items[0] if isinstance(value, Listed) and value.items else value
    return first.text if isinstance(first, Literal) and first.is_number else None


def _index(arguments: tuple[Expression, ...], quote: Quote) -> SketchPart:
    said = arguments[1] if len(arguments) > 1 and isinstance(arguments[1], Mapping) else Mapping()
    keys = arguments[0].entries if isinstance(arguments[0], Mapping) else ()
    names = tuple(entry.key for entry in keys)
    if not names or not all(_number(entry.value) for entry in keys) or said.get("partialFilterExpression"):
        return SketchDoubt(quote=quote)
    if _word(said.get("unique")) == "true":
        return SketchUnique(columns=names, quote=quote)
    turns = {"-1": Direction.DESCENDING}
    ordered = (
        OrderBy(attribute=it.key, direction=turns.get(_number(it.value) or "", Direction.ASCENDING)) for it in keys
    )
    return SketchIndex(keys=tuple(ordered), quote=quote)


def _moments(quote: Quote) -> Iterator[SketchPart]:
    for name, moment in _MOMENTS:
        yield SketchColumn(name=name, type="timestamptz", required=True, default="now", moment=moment, quote=quote)


def _name(value: Expression | None) -> str:
    return value.steps[-1].name if isinstance(value, Chain) else ""


def _word(value: Expression | None) -> str:
    return value.name if isinstance(value, Chain) else ""


def _text(value: Expression | None) -> str | None:
    return value.text if isinstance(value, Literal) else _name(value) or None
