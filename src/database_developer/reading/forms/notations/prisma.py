"""Prisma's schema language: models, enums and their attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from database_developer.model.request import Cardinality, Direction, OrderBy, Quote
from database_developer.reading.forms.notations.lines import Setting, Source, bare, split_outside, without_comment
from database_developer.reading.forms.notations.types import sql_type
from database_developer.reading.sketch import (
    Sketch,
    SketchColumn,
    SketchDoubt,
    SketchIndex,
    SketchNote,
    SketchPart,
    SketchPrimary,
    SketchReference,
    SketchTable,
    SketchUnique,
)

LANGUAGES = frozenset({"prisma"})
_BLOCK = re.compile(r"\s*(model|enum|view|type|datasource|generator)\s+(\w+)\s*\{(.*)")
_FIELD = re.compile(r"(\w+)\s+(\w+)(\[\])?(\?)?\s*(.*)")
_ATTRIBUTE = re.compile(r"@{1,2}[\w.]+(?:\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))?")
_SCALARS = {
    "String": "text",
    "Int": "integer",
    "BigInt": "bigint",
    "Float": "double precision",
    "Decimal": "numeric",
    "DateTime": "timestamp",
    "Json": "jsonb",
    "Bytes": "bytea",
    "Boolean": "boolean",
}
_SCALAR = "|".join(_SCALARS)
_LISTED = re.compile(rf"(?:[Aa]dd\s+|[Ff]ield\s+)?`?(\w+\s+(?:{_SCALAR})(?:\[\])?\??(?:\s+@.*?)?)`?")
_RULE = re.compile(r"`?(@@(?:index|unique|id)\s*\(\[(?:[^\[\]]*)\][^()]*\))")
_TOLD_RELATION = re.compile(r"(?:add\s+)?(?:a\s+)?relation to `?(\w+)`?.*\bonDelete:\s*`?(\w+)`?.*", re.IGNORECASE)
_ACTIONS = {
    "Cascade": "cascade",
    "Restrict": "restrict",
    "NoAction": "no action",
    "SetNull": "set null",
    "SetDefault": "set default",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Field:
    name: str
    type: str
    is_list: bool
    is_optional: bool
    attributes: dict[str, str]
    comment: str
    quote: Quote

    @property
    def column(self) -> str:
        return bare(self.attributes["map"]) if "map" in self.attributes else self.name


@dataclass(kw_only=True, slots=True)
class _Model:
    name: str
    quote: Quote
    fields: list[_Field] = field(default_factory=list)
    rules: list[tuple[str, str, Quote]] = field(default_factory=list)
    doubts: list[SketchDoubt] = field(default_factory=list)


def sketched(source: Source, setting: Setting) -> Sketch | None:
    """The models; None where there is none."""
    models, enums, others = _blocks(source)
    if not models or not any(model.fields for model in models.values()):
        return None
    tables = tuple(_table(model, models, enums) for model in models.values())
    return Sketch(tables=tables, others=tuple(others))


def lists(lines: tuple[tuple[str, Quote], ...]) -> bool:
    """Whether any line is a field or a rule of a model."""
    return any(_RULE.match(text) or _LISTED.fullmatch(text) for text, _ in lines)


def listed(
    lines: tuple[tuple[str, Quote], ...], name: str, *, is_change: bool
) -> tuple[Sketch, frozenset[Quote]] | None:
    """Fields of one model told line by line without a block, and the lines taken; None where no line is a field."""
    model = _Model(name=name, quote=lines[0][1])
    taken: set[Quote] = set()
    for text, quote in lines:
        found = _RULE.match(text) or _LISTED.fullmatch(text)
        if found:
            taken.add(quote)
            _line(model, found[1].strip(), "", quote)
    if not taken:
        return None
    parts = list(_table(model, {}, {}).parts)
    for text, quote in lines:
        relation = _TOLD_RELATION.fullmatch(text)
        if relation and quote not in taken and relation[2] in _ACTIONS:
            taken.add(quote)
            parts.append(_told_relation(relation, model, quote))
    table = SketchTable(model=name, quote=model.quote, parts=tuple(parts), is_change=is_change)
    return Sketch(tables=(table,)), frozenset(taken)


def _told_relation(found: re.Match[str], model: _Model, quote: Quote) -> SketchReference:
    """ "relation to Customer with onDelete: Restrict", by the field that is called so."""
    usual = f"{found[1][0].lower()}{found[1][1:]}Id"
    field_ = next((it for it in model.fields if it.name == usual), None)
    required = not field_.is_optional if field_ is not None else None
    column = field_.column if field_ is not None else usual
    action = _ACTIONS[found[2]]
    return SketchReference(parent=found[1], columns=(column,), on_delete=action, required=required, quote=quote)


def _blocks(source: Source) -> tuple[dict[str, _Model], dict[str, tuple[str, ...]], list[SketchDoubt | SketchNote]]:
    models: dict[str, _Model] = {}
    enums: dict[str, list[str]] = {}
    others: list[SketchDoubt | SketchNote] = []
    kind, name = "", ""
    for number, line in enumerate(source.lines):
        text, comment = without_comment(line, "//")
        text, quote, block = text.strip(), source.quote(number), _BLOCK.match(text)
        if block:
            kind, name, text = block[1], block[2], block[3].strip()
            if kind in {"model", "view"}:
                models[name] = _Model(name=name, quote=quote)
            elif kind == "enum":
                enums[name] = []
        is_last = text.endswith("}") and text.count("}") > text.count("{")
        text = text[:-1].strip() if is_last else text
        if text and kind in {"model", "view"}:
            _line(models[name], text, comment.lstrip("/ "), quote)
        elif text and kind == "enum":
            enums[name].extend(text.partition("@")[0].split())
        elif text and not kind:
            others.append(SketchDoubt(quote=quote))
        kind = "" if is_last else kind
    return models, {enum: tuple(values) for enum, values in enums.items()}, others


def _line(model: _Model, text: str, comment: str, quote: Quote) -> None:
    found = _FIELD.fullmatch(text)
    if text.startswith("@@"):
        name, _, inside = text[2:].partition("(")
        model.rules.append((name.strip(), inside.rpartition(")")[0], quote))
    elif found and (not found[5] or found[5].startswith("@")):
        attributes = dict(map(_attribute, _ATTRIBUTE.findall(found[5])))
        is_list, is_optional = bool(found[3]), bool(found[4])
        read = _Field(
            name=found[1],
            type=found[2],
            is_list=is_list,
            is_optional=is_optional,
            attributes=attributes,
            comment=comment,
            quote=quote,
        )
        model.fields.append(read)
    elif text.strip(". "):
        model.doubts.append(SketchDoubt(quote=quote))


def _attribute(text: str) -> tuple[str, str]:
    name, _, inside = text.lstrip("@").partition("(")
    return name, inside.removesuffix(")").strip()


def _table(model: _Model, models: dict[str, _Model], enums: dict[str, tuple[str, ...]]) -> SketchTable:
    names = {one.name: one.column for one in model.fields}
    parts: list[SketchPart] = []
    for one in model.fields:
        if one.type in models:
            parts.extend(_relation(one, model, models, names))
        else:
            parts.extend(_column(one, enums))
    parts.extend(part for rule in model.rules for part in _rule(*rule, names))
    table = next((bare(inside.removeprefix("name:")) for name, inside, _ in model.rules if name == "map"), None)
    return SketchTable(name=table, model=model.name, quote=model.quote, parts=(*parts, *model.doubts))


def _column(one: _Field, enums: dict[str, tuple[str, ...]]) -> Iterator[SketchPart]:
    native = next((name for name in one.attributes if name.startswith("db.")), None)
    values = enums.get(one.type, ())
    type_name = _SCALARS.get(one.type)
    if native is not None:
        numbers = one.attributes[native]
        type_name = sql_type(native.removeprefix("db.") + (f"({numbers})" if numbers else "")) or type_name
    if one.is_list and (type_name or values):
        type_name, values = f"{type_name or 'text'}[]", ()
    if type_name is None and not values:
        yield SketchDoubt(quote=one.quote)
        return
    default = one.attributes.get("default")
    yield SketchColumn(
        name=one.column,
        type=type_name,
        required=not one.is_optional and not one.is_list,
        unique="unique" in one.attributes,
        primary="id" in one.attributes,
        identity=default == "autoincrement()",
        default=_default(default, type_name),
        allowed=values,
        comment=one.comment,
        moment="updated" if "updatedAt" in one.attributes else None,
        quote=one.quote,
    )


def _default(written: str | None, type_name: str | None) -> str | None:
    """The value; functions of the client that write it give the column none."""
    if written is None or written.startswith("["):
        return None
    if written == "now()":
        return "now"
    if "uuid(" in written:
        return "random uuid" if type_name == "uuid" else None
    return None if written.endswith(")") else bare(written)


def _relation(one: _Field, model: _Model, models: dict[str, _Model], names: dict[str, str]) -> Iterator[SketchPart]:
    told = _arguments(one.attributes.get("relation", ""))
    target = {it.name: it.column for it in models[one.type].fields}
    if "fields" in told:
        yield SketchReference(
            parent=one.type,
            columns=tuple(names.get(name, name) for name in _listed(told["fields"])),
            target=tuple(target.get(name, name) for name in _listed(told.get("references", ""))),
            on_delete=_ACTIONS.get(told.get("onDelete", ""), "set null" if one.is_optional else "restrict"),
            required=not one.is_optional,
            quote=one.quote,
        )
    elif one.is_list and model.name <= one.type and _is_mutual(model.name, models[one.type]):
        yield SketchReference(parent=one.type, cardinality=Cardinality.MANY_TO_MANY, quote=one.quote)
    elif not one.is_list and not one.attributes and not _refers(models[one.type], model.name):
        yield SketchDoubt(quote=one.quote)


def _is_mutual(name: str, other: _Model) -> bool:
    """Whether the other side has a list as well, so that Prisma keeps the pairs in a table of its own."""
    return any(it.type == name and it.is_list for it in other.fields)


def _refers(model: _Model, name: str) -> bool:
    return any(it.type == name for it in model.fields)


def _arguments(inside: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in split_outside(inside))
    return {name.strip(): value.strip() for name, colon, value in pairs if colon}


def _listed(text: str) -> list[str]:
    return split_outside(text.strip().removeprefix("[").removesuffix("]"))


def _rule(name: str, inside: str, quote: Quote, names: dict[str, str]) -> Iterator[SketchPart]:
    told = _arguments(inside)
    first = split_outside(inside)[0] if inside.strip() else ""
    keys = tuple(_key(item, names) for item in _listed(told.get("fields", first)))
    columns = tuple(key.attribute for key in keys)
    if name == "id":
        yield SketchPrimary(columns=columns, quote=quote)
    elif name == "unique":
        yield SketchUnique(columns=columns, quote=quote)
    elif name == "index":
        yield SketchIndex(keys=keys, quote=quote)
    elif name not in {"map", "schema", "ignore"}:
        yield SketchDoubt(quote=quote)


def _key(item: str, names: dict[str, str]) -> OrderBy:
    """ "createdAt(sort: Desc)"."""
    name, _, inside = item.partition("(")
    turn = Direction.DESCENDING if "Desc" in inside else Direction.ASCENDING
    return OrderBy(attribute=names.get(name.strip(), name.strip()), direction=turn)
