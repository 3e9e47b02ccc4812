"""Rule "attributes": what is told of a thing becomes a column of its table."""

from __future__ import annotations

from dataclasses import replace

from database_developer.design.draft import Draft, at_column, at_constraint
from database_developer.design.naming import column_name, part_name
from database_developer.design.rules.live_columns import keep, live_column
from database_developer.design.rules.types import ChosenType, choose_type, plain_type
from database_developer.design.rules.written import written_name
from database_developer.design.spelling import check
from database_developer.model.names import QualifiedName
from database_developer.model.quoting import identifier, is_number, literal
from database_developer.model.request import AttributeAsk, RangeAsk
from database_developer.model.schema import Column, Identity, NotNull, SequenceOptions

RULE = "attributes"
NOW_WORDS = frozenset({"now", "now()", "current_timestamp", "the current time", "the current moment", "today"})
LARGEST = {"smallint": 2**15 - 1, "integer": 2**31 - 1, "bigint": 2**63 - 1}
_TRUE_OR_FALSE = dict.fromkeys(("on", "yes", "enabled"), "true") | dict.fromkeys(("off", "no", "disabled"), "false")
UUID_WORDS = frozenset({"gen_random_uuid()", "uuid_generate_v4()", "uuid()", "newid()", "random uuid"})


def apply(draft: Draft) -> None:
    """Give each attribute its column."""
    for ask in draft.request.asks:
        if isinstance(ask, AttributeAsk) and not _is_placed(draft, ask):
            _place(draft, ask)


def place_all(draft: Draft, entity: str) -> None:
    """Give the attributes that code tells of one entity their columns, before others refer to them."""
    for ask in draft.request.asks:
        if isinstance(ask, AttributeAsk) and ask.entity == entity and not _is_placed(draft, ask):
            _place(draft, ask)


def place_one(draft: Draft, entity: str, attribute: str) -> str | None:
    """The column of an attribute of an entity, placed now if code tells of it."""
    for ask in draft.request.asks:
        is_meant = isinstance(ask, AttributeAsk) and (ask.entity, ask.attribute) == (entity, attribute)
        if isinstance(ask, AttributeAsk) and is_meant and not _is_placed(draft, ask):
            _place(draft, ask)
    return draft.column_of(entity, attribute)


def _is_placed(draft: Draft, ask: AttributeAsk) -> bool:
    """Whether another rule has placed it already; what is told in words is looked at as often as it is told."""
    return ask.column is not None and (ask.entity, ask.attribute) in draft.attributes


def _place(draft: Draft, ask: AttributeAsk) -> None:
    table = draft.table_of(ask.entity)
    if table is None:
        text = f'the ticket gives "{ask.attribute}" to "{ask.entity}", but there is no such table and none is asked for'
        draft.ask(f"unknown-entity-{ask.entity}", text, f'make a table for "{ask.entity}"', quote=ask.quote)
        return
    name = live_column(draft, ask, table) or _name(draft, ask)
    draft.attributes[ask.entity, ask.attribute] = name
    if draft.tables[table].column(name):
        keep(draft, ask, table, name)
    else:
        _add(draft, ask, table, name)


def _name(draft: Draft, ask: AttributeAsk) -> str:
    if ask.column:
        return written_name(draft, ask.column)
    if ask.moment == "created":
        return draft.style.created.value
    if ask.moment == "updated":
        return draft.style.updated.value
    return column_name(ask.attribute)


def _add(draft: Draft, ask: AttributeAsk, table: QualifiedName, name: str) -> None:
    chosen = _by_bounds(draft, ask, choose_type(ask, draft.style))
    if chosen is None:
        del draft.attributes[ask.entity, ask.attribute]
        draft.ask(f"type-{table}-{name}", f'"{ask.type}" is not a type that PostgreSQL knows', "text", quote=ask.quote)
        return
    required = ask.required if ask.required is not None else ask.default is not None or ask.identity
    column = Column(name=name, type=chosen.type, not_null=NotNull() if required else None)
    column = replace(column, identity=_identity(draft, ask, chosen.type), default=default_of(ask, chosen.type))
    draft.add_column(table, column)
    what = f"{name} {chosen.type}{' NOT NULL' if required else ''}"
    draft.decide(at_column(table, name), what, chosen.why, "types", quote=ask.quote)
    if ask.required is None and ask.default is None:
        why = "the ticket does not say that it is required"
        draft.decide(at_column(table, name), "NULL allowed", why, RULE, is_assumption=True)
    _constrain(draft, ask, table, name)


def _by_bounds(draft: Draft, ask: AttributeAsk, chosen: ChosenType | None) -> ChosenType | None:
    """A text of which the ticket says between which numbers it lies is a number."""
    ranges = (it for it in draft.request.asks if isinstance(it, RangeAsk) and it.entity == ask.entity)
    told = next((it for it in ranges if it.attribute == ask.attribute), None)
    limits = (told.minimum, told.maximum, told.above, told.below) if told is not None else ()
    bounds = [bound for bound in limits if bound is not None]
    is_free = ask.type is None and chosen is not None and chosen.type == draft.style.text_type.value
    if not is_free or not bounds or not all(map(is_number, bounds)):
        return chosen
    if all(bound.lstrip("-").isdigit() for bound in bounds):
        return ChosenType(type="integer", why="the ticket gives whole numbers that it lies between")
    return ChosenType(type="numeric", why="the ticket gives numbers that it lies between")


def _identity(draft: Draft, ask: AttributeAsk, type_name: str) -> Identity | None:
    plain = plain_type(type_name)
    if not ask.identity or plain not in LARGEST:
        return None
    always = draft.style.key_kind.value == "identity always"
    return Identity(always=always, options=SequenceOptions(type=plain, maximum=LARGEST[plain]))


def default_of(ask: AttributeAsk, type_name: str) -> str | None:
    """The default as SQL, from the words of it; None where there is none."""
    is_moment = type_name.startswith("timestamp")
    if ask.moment and ask.default is None and ask.required is not False:
        return "now()"
    if ask.default is None:
        return None
    if type_name == "uuid" and ask.default.lower() in UUID_WORDS:
        return "gen_random_uuid()"
    if ask.default.lower().strip() in NOW_WORDS:
        return "now()" if is_moment else "CURRENT_DATE" if type_name == "date" else literal(ask.default)
    plain = plain_type(type_name)
    if plain == "boolean" and ask.default.lower() in _TRUE_OR_FALSE:
        return _TRUE_OR_FALSE[ask.default.lower()]
    if plain in ("integer", "bigint", "smallint", "boolean", "double precision", "real") or plain.startswith("numeric"):
        return ask.default if _is_plain_constant(ask.default) else literal(ask.default)
    return literal(ask.default)


def _is_plain_constant(text: str) -> bool:
    return text.lower() in ("true", "false") or is_number(text)


def _constrain(draft: Draft, ask: AttributeAsk, table: QualifiedName, name: str) -> None:
    column = identifier(name)
    if ask.pattern:
        constraint = check(part_name(table.name, (name,), "check"), (name,), f"{column} ~ {literal(ask.pattern)}")
        constraint = draft.add_constraint(table, constraint)
        draft.decide(
            at_constraint(table, constraint.name),
            f"matches {ask.pattern}",
            "the ticket says what it is made of",
            RULE,
            quote=ask.quote,
        )
    if draft.tables[table].column(name) and _is_map(ask):
        constraint = check(
            part_name(table.name, (name,), "check"), (name,), f"jsonb_typeof({column}) = {literal('object')}"
        )
        constraint = draft.add_constraint(table, constraint)
        why = "values by key are a JSON object, never a list or a bare value"
        draft.decide(at_constraint(table, constraint.name), "a JSON object", why, RULE, quote=ask.quote)


def _is_map(ask: AttributeAsk) -> bool:
    """Whether a document holds values by key ("the event counts by type as a JSON document")."""
    said = " ".join(ask.quote.text.lower().split())
    return "json" in ask.hint.lower() and f"{ask.attribute.lower()} by " in said
