"""Rails: schema.rb and migrations, a call a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from database_developer.model.inflection import plural, singular
from database_developer.model.request import OrderBy, Quote
from database_developer.reading.forms.notations.builders import default_value
from database_developer.reading.forms.notations.expressions import (
    Chain,
    Expression,
    Function,
    Listed,
    Literal,
    Mapping,
    Step,
    TooDeep,
    Unknown,
    arguments_of,
)
from database_developer.reading.forms.notations.lines import Setting, Source, without_comment
from database_developer.reading.forms.notations.types import sql_type
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

LANGUAGES = frozenset({"ruby", "rb", "rails"})
_CALL = re.compile(r"(?:(\w+)\.)?(create_table|change_table|add_\w+|remove_\w+|rename_\w+|\w+)\b\s*\(?(.*)")
_BLOCK = re.compile(r"\)?\s*(?:do|\{)\s*\|\s*(\w+)\s*\|\s*$")
_TYPES = {
    "string": "varchar",
    "integer": "integer",
    "primary_key": "bigint",
    "virtual": None,
}
_IDLE = ("class ", "def ", "end", "ActiveRecord", "disable_ddl", "enable_extension", "#", "}", "reversible", "dir.")
_REFERENCES = frozenset({"references", "belongs_to", "reference"})
_ACTIONS = {"nullify": "set null", "cascade": "cascade", "restrict": "restrict", "set_null": "set null"}


@dataclass(kw_only=True, slots=True)
class _Table:
    name: str
    quote: Quote
    parts: list[SketchPart] = field(default_factory=list)
    is_change: bool = False
    comment: str = ""


def sketched(source: Source, setting: Setting) -> Sketch | None:
    """The tables; None where nothing makes or changes one."""
    if not re.search(r"\b(create_table|change_table|add_column|add_reference|add_index|remove_column)\b", source.text):
        return None
    reading = _Reading()
    for text, quote in _whole_lines(source):
        try:
            reading.line(text, quote)
        except TooDeep:
            reading.others.append(SketchDoubt(quote=quote))
    tables = tuple(
        SketchTable(name=it.name, quote=it.quote, parts=tuple(it.parts), is_change=it.is_change, comment=it.comment)
        for it in reading.tables
    )
    return Sketch(tables=tables, others=tuple(reading.others)) if tables else None


def _whole_lines(source: Source) -> Iterator[tuple[str, Quote]]:
    """Lines with those that go on behind a comma."""
    waiting, first = "", 0
    for number, line in enumerate(source.lines):
        text = without_comment(line, "# ", "#\t")[0].strip()
        first = first if waiting else number
        waiting = f"{waiting} {text}".strip()
        if waiting and not waiting.endswith((",", "(", "[", "{")):
            yield waiting, source.quote(first)
            waiting = ""
    if waiting:
        yield waiting, source.quote(first)


class _Reading:
    """Follows the lines, knowing which table's block is open."""

    def __init__(self) -> None:
        self.tables: list[_Table] = []
        self.others: list[SketchDoubt | SketchNote] = []
        self.open: tuple[str, _Table] | None = None

    def line(self, text: str, quote: Quote) -> None:
        found = _CALL.match(text)
        if text.startswith(_IDLE) or found is None:
            self.open = None if text in {"end", "}"} else self.open
            self.others.append(SketchNote(quote=quote))
            return
        owner, name, rest = found[1], found[2], found[3]
        block = _BLOCK.search(rest)
        step = arguments_of(_BLOCK.sub("", rest).rstrip(" )") if block else _without_bracket(text, rest))
        if name in {"create_table", "change_table", "create_join_table"}:
            self._begin(name, step, block, quote)
        elif self.open is not None and owner == self.open[0]:
            self.open[1].parts.extend(parts(name, step, quote))
        else:
            self._change(name, step, quote)

    def _begin(self, name: str, step: Step, block: re.Match[str] | None, quote: Quote) -> None:
        table_name = step.text()
        if table_name is None or name == "create_join_table":
            self.others.append(SketchDoubt(quote=quote))
            return
        comment = _text(step.named.get("comment")) or ""
        table = _Table(name=table_name, quote=quote, is_change=name == "change_table", comment=comment)
        table.parts.extend(primary_key(step, quote) if not table.is_change else ())
        self.tables.append(table)
        self.open = (block[1], table) if block else None

    def _change(self, name: str, step: Step, quote: Quote) -> None:
        """ "add_column :users, :age, :integer": a change of the table that stands first."""
        table_name = step.text()
        short = name.removeprefix("add_").removeprefix("remove_")
        if table_name is None or not name.startswith(("add_", "remove_", "rename_")):
            self.others.append(SketchDoubt(quote=quote))
            return
        rest = Step(name=name, arguments=(step.arguments or ())[1:], named=step.named)
        table = next((it for it in self.tables if it.name == table_name), None)
        if table is None:
            table = _Table(name=table_name, quote=quote, is_change=True)
            self.tables.append(table)
        if name == "add_foreign_key":
            table.parts.append(_foreign_key(rest, quote))
        elif name == "add_column":
            kind = rest.text(1) or ""
            inner = Step(name=kind, arguments=(rest.arguments or ())[:1], named=rest.named)
            table.parts.extend(parts(kind, inner, quote))
        elif name.startswith("rename_") or name in {"remove_column", "remove_columns"}:
            table.parts.extend(parts(name.removesuffix("s").replace("rename_column", "rename"), rest, quote))
        else:
            is_known = name.startswith("add_") and short in {"index", "reference", "timestamps", "belongs_to"}
            table.parts.extend(parts(short, rest, quote) if is_known else (SketchDoubt(quote=quote),))


def _without_bracket(text: str, rest: str) -> str:
    return rest.rstrip().removesuffix(")") if rest.count(")") > rest.count("(") else rest


def primary_key(step: Step, quote: Quote) -> Iterator[SketchPart]:
    """What the call says of the primary key; by itself a table gets the usual one."""
    kind, told = step.named.get("id"), step.named.get("primary_key")
    if isinstance(told, Listed):
        yield SketchPrimary(columns=_names((told,)), quote=quote)
    elif isinstance(kind, Literal) or isinstance(told, Literal):
        type_name = _type(kind.text, Mapping()) if isinstance(kind, Literal) else "bigint"
        name = told.text if isinstance(told, Literal) else "id"
        is_uuid = type_name == "uuid"
        is_number = type_name in {"bigint", "integer"}
        default = "random uuid" if is_uuid else None
        yield SketchColumn(name=name, type=type_name, primary=True, identity=is_number, default=default, quote=quote)


def parts(name: str, step: Step, quote: Quote) -> Iterator[SketchPart]:
    """What a call inside of a table's block makes: columns, references, time stamps, indexes."""
    names, said = _names(step.arguments or ()), step.named
    if name == "timestamps":
        yield from _timestamps(quote)
    elif name in _REFERENCES:
        for one in names:
            yield from _reference(one, said, quote)
    elif name in {"index", "remove", "remove_column", "rename", "foreign_key"}:
        yield from _ruled(name, step, quote)
    else:
        yield from _columns(name, names, said, quote)


def _timestamps(quote: Quote) -> Iterator[SketchPart]:
    yield SketchColumn(name="created_at", type="timestamp", required=True, default="now", quote=quote)
    yield SketchColumn(name="updated_at", type="timestamp", required=True, default="now", moment="updated", quote=quote)


def _ruled(name: str, step: Step, quote: Quote) -> Iterator[SketchPart]:
    """Calls that make no column."""
    names = _names(step.arguments or ())
    if name == "index":
        yield _index(names, step.named, quote)
    elif name == "foreign_key":
        yield _foreign_key(step, quote)
    elif name == "rename":
        is_pair = len(names) == 2
        yield SketchRenaming(column=names[0], new_name=names[1], quote=quote) if is_pair else SketchDoubt(quote=quote)
    else:
        for one in names[:1] if name == "remove_column" else names:
            yield SketchRemoval(column=one, quote=quote)


def _columns(name: str, names: tuple[str, ...], said: Mapping, quote: Quote) -> Iterator[SketchPart]:
    """One column for each name: the call is the type."""
    if name == "column" and len(names) > 1:
        name, names = names[1], names[:1]
    if not names or _type(name, said) is None:
        yield SketchDoubt(quote=quote)
        return
    for one in names:
        yield _column(one, name, said, quote)
    index = said.get("index")
    if index is not None and _word(index) != "false":
        yield _index(names[:1], index if isinstance(index, Mapping) else Mapping(), quote)


def _type(name: str, said: Mapping) -> str | None:
    known = _TYPES.get(name, "")
    if known is None:
        return None
    numbers = [_text(said.get(key)) for key in ("limit", "precision", "scale")]
    if name == "string":
        return f"varchar({numbers[0]})" if numbers[0] else "varchar"
    if name in {"integer", "bigint"} and numbers[0]:
        return {"1": "smallint", "2": "smallint", "8": "bigint"}.get(numbers[0], "integer")
    if name in {"decimal", "numeric"}:
        told = [number for number in numbers[1:] if number]
        return f"numeric({','.join(told)})" if told else "numeric"
    found = known or sql_type(name)
    return f"{found}[]" if found and _word(said.get("array")) == "true" else found


def _column(name: str, kind: str, said: Mapping, quote: Quote) -> SketchPart:
    type_name = _type(kind, said)
    if type_name is None:
        return SketchDoubt(quote=quote)
    return SketchColumn(
        name=name,
        type=type_name,
        required=_word(said.get("null")) == "false",
        primary=_word(said.get("primary_key")) == "true",
        default=_default(said.get("default")),
        comment=_text(said.get("comment")) or "",
        quote=quote,
    )


def _default(value: Expression | None) -> str | None:
    """ "default: -> { 'now()' }" is text to the reader as well."""
    if isinstance(value, Mapping | Listed):
        return "{}" if isinstance(value, Mapping) and not value.entries else None
    if isinstance(value, Literal) and value.text.lower().startswith(("now()", "current_timestamp")):
        return "now"
    if isinstance(value, Literal) and value.text.endswith("()"):
        return "random uuid" if "uuid" in value.text else None
    return None if isinstance(value, Unknown | Function) else default_value(value)


def _reference(name: str, said: Mapping, quote: Quote) -> Iterator[SketchPart]:
    """A column with the name of the parent, its index, and the foreign key if it asks for one."""
    told = said.get("foreign_key")
    column = f"{name}_id"
    is_required = _word(said.get("null")) == "false"
    if _word(said.get("polymorphic")) == "true":
        yield SketchColumn(name=f"{name}_type", type="varchar", required=is_required, quote=quote)
        yield SketchColumn(name=column, type="bigint", required=is_required, quote=quote)
        yield SketchIndex(keys=(OrderBy(attribute=f"{name}_type"), OrderBy(attribute=column)), quote=quote)
        return
    kind = sql_type(_text(said.get("type")) or "bigint")
    yield SketchColumn(name=column, type=kind, required=is_required, quote=quote)
    if isinstance(told, Mapping) or _word(told) == "true":
        options = told if isinstance(told, Mapping) else Mapping()
        parent = _text(options.get("to_table")) or plural(name)
        action = _ACTIONS.get(_text(options.get("on_delete")) or "", NO_ACTION)
        yield SketchReference(parent=parent, columns=(column,), on_delete=action, required=is_required, quote=quote)
    index = said.get("index")
    if isinstance(index, Mapping) and _word(index.get("unique")) == "true":
        yield SketchUnique(columns=(column,), quote=quote)
    elif _word(index) != "false":
        yield SketchIndex(keys=(OrderBy(attribute=column),), quote=quote)


def _foreign_key(step: Step, quote: Quote) -> SketchPart:
    """ "add_foreign_key :orders, :users, column: :buyer_id"; the first table is known already."""
    parent = step.text()
    if parent is None:
        return SketchDoubt(quote=quote)
    column = _text(step.named.get("column")) or f"{singular(parent)}_id"
    target = _text(step.named.get("primary_key"))
    action = _ACTIONS.get(_text(step.named.get("on_delete")) or "", NO_ACTION)
    return SketchReference(
        parent=parent, columns=(column,), target=(target,) if target else (), on_delete=action, quote=quote
    )


def _index(names: tuple[str, ...], said: Expression | None, quote: Quote) -> SketchPart:
    options = said if isinstance(said, Mapping) else Mapping()
    if not names or any(not name.isidentifier() for name in names) or options.get("where") or options.get("using"):
        is_usual = _text(options.get("using")) == "btree" and not options.get("where")
        if not names or not is_usual:
            return SketchDoubt(quote=quote)
    if _word(options.get("unique")) == "true":
        return SketchUnique(columns=names, quote=quote)
    return SketchIndex(keys=tuple(OrderBy(attribute=name) for name in names), quote=quote)


def _names(arguments: tuple[Expression, ...]) -> tuple[str, ...]:
    found: list[str] = []
    for argument in arguments:
        if isinstance(argument, Literal):
            found.append(argument.text)
        elif isinstance(argument, Listed):
            found.extend(_names(argument.items))
    return tuple(found)


def _word(value: Expression | None) -> str:
    return value.name if isinstance(value, Chain) else ""


def _text(value: Expression | None) -> str | None:
    return value.text if isinstance(value, Literal) else None
