"""Rule "histories": what was is kept by triggers, so that no writer can forget it."""

from __future__ import annotations

from database_developer.design.draft import Draft, at_table
from database_developer.design.naming import part_name, reference_name
from database_developer.design.rules import keys, validities
from database_developer.design.spelling import check, one_of
from database_developer.design.triggers import fire, function_name, trigger_function
from database_developer.model.inflection import singular
from database_developer.model.names import QualifiedName
from database_developer.model.pattern_asks import HistoryAsk
from database_developer.model.quoting import identifier, in_full
from database_developer.model.schema import Column, NotNull, Table

RULE = "histories"
OPERATIONS = ("insert", "update", "delete")
WHO = "COALESCE(NULLIF(current_setting('app.user', true), ''), session_user::text)"
WHY_WHO = "who it was: the setting app.user that the application sets for its session, else the server's own user"


def apply(draft: Draft) -> None:
    """Give each history its table and the triggers that fill it."""
    done: set[tuple[QualifiedName, str | None]] = set()
    for ask in draft.request.asks:
        if isinstance(ask, HistoryAsk):
            table = draft.table_of(ask.entity)
            if table is None:
                text = f'the ticket wants a history of "{ask.entity}", but there is no such table'
                draft.ask(f"history-{ask.entity}", text, quote=ask.quote, blocking=False)
            elif (table, ask.attribute) not in done:
                done.add((table, ask.attribute))
                _keep(draft, ask, table)


def _keep(draft: Draft, ask: HistoryAsk, table: QualifiedName) -> None:
    if ask.attribute is None:
        _of_rows(draft, ask, table)
        return
    column = draft.column_of(ask.entity, ask.attribute)
    if column is None:
        text = f'the ticket wants a history of "{ask.attribute}", which "{table}" does not have'
        draft.ask(f"history-{table}-{ask.attribute}", text, quote=ask.quote, blocking=False)
    else:
        validities.keep(draft, ask, table, column)


def _of_rows(draft: Draft, ask: HistoryAsk, table: QualifiedName) -> None:
    """What happened to each row, when, by whom, and how the row was before and after."""
    name = table.renamed(part_name(table.name, (), "history"))
    if name in draft.tables:
        return
    is_typed = any(isinstance(it, HistoryAsk) and it.is_typed for it in draft.request.asks)
    key = _key_columns(draft.tables[table])
    values = _typed(draft.tables[table], key) if is_typed else _documents()
    _make_table(draft, ask, table, name, (*_renamed(table, key), *values))
    body = _body(table, name, key, values if is_typed else ())
    function = trigger_function(function_name(table, (), "keep_history"), body)
    why = "every insert, update and delete leaves a row, whoever writes"
    fire(draft, table, "AFTER INSERT OR UPDATE OR DELETE", function, why=why, rule=RULE, quote=ask.quote)
    _tell(draft, ask, table)


def _key_columns(table: Table) -> tuple[Column, ...]:
    key = table.primary_key
    return tuple(column for column in table.columns if key is not None and column.name in key.columns)


def _renamed(table: QualifiedName, key: tuple[Column, ...]) -> tuple[Column, ...]:
    """The key of the row in its history: ``order_id`` for the ``id`` of an order."""
    return tuple(Column(name=_key_name(table, it), type=it.type, not_null=NotNull()) for it in key)


def _key_name(table: QualifiedName, column: Column) -> str:
    return column.name if column.name.endswith("_id") else reference_name(singular(table.name), column.name, None)


def _documents() -> tuple[Column, ...]:
    return (Column(name="old_row", type="jsonb"), Column(name="new_row", type="jsonb"))


def _typed(table: Table, key: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns of the row as they are, none of them required: a later rule may allow more than an earlier one."""
    names = {column.name for column in key}
    return tuple(Column(name=column.name, type=column.type) for column in table.columns if column.name not in names)


def _make_table(
    draft: Draft, ask: HistoryAsk, table: QualifiedName, name: QualifiedName, own: tuple[Column, ...]
) -> None:
    draft.add_table(f"{ask.entity} history", name)
    keys.give_key(draft, name)
    moment = draft.style.timestamp_type.value
    told = (
        Column(name="operation", type="text", not_null=NotNull()),
        Column(name="changed_at", type=moment, not_null=NotNull(), default="clock_timestamp()"),
        Column(name="changed_by", type="text", not_null=NotNull()),
    )
    for column in (*(it for it in own if draft.tables[name].column(it.name) is None), *told):
        draft.add_column(name, column)
    constraint = check(part_name(name.name, ("operation",), "check"), ("operation",), one_of("operation", OPERATIONS))
    draft.add_constraint(name, constraint)
    why = f'the past of "{table}"; it refers to no row, so that it outlives them; {WHY_WHO}'
    draft.decide(at_table(name), f"table {name}", why, RULE, quote=ask.quote)
    draft.decide_rest(name, "part of what the history tells", RULE, ask.quote)


def _body(table: QualifiedName, name: QualifiedName, key: tuple[Column, ...], typed: tuple[Column, ...]) -> str:
    """The function's statements; an update that changes nothing leaves no row."""
    values = [it.name for it in typed] or ["old_row", "new_row"]
    columns = [*(_key_name(table, it) for it in key), *values, "operation", "changed_by"]
    listed = ", ".join(map(identifier, columns))
    old, new = _values(key, typed, "OLD"), _values(key, typed, "NEW")
    documents = {
        "insert": new if typed else [*new, "NULL", "to_jsonb(NEW)"],
        "update": old if typed else [*old, "to_jsonb(OLD)", "to_jsonb(NEW)"],
        "delete": old if typed else [*old, "to_jsonb(OLD)", "NULL"],
    }
    lines = ["    IF TG_OP = 'UPDATE' AND to_jsonb(OLD) = to_jsonb(NEW) THEN", "        RETURN NULL;", "    END IF;"]
    for operation, values_of in documents.items():
        lines += [
            f"    IF TG_OP = '{operation.upper()}' THEN",
            f"        INSERT INTO {in_full(name)} ({listed})",
            f"        VALUES ({', '.join(values_of)}, '{operation}', {WHO});",
            "    END IF;",
        ]
    return "\n".join([*lines, "    RETURN NULL;"])


def _values(key: tuple[Column, ...], typed: tuple[Column, ...], row: str) -> list[str]:
    return [f"{row}.{identifier(column.name)}" for column in (*key, *typed)]


def _tell(draft: Draft, ask: HistoryAsk, table: QualifiedName) -> None:
    text = f'how does the history of "{table}" hold the rows?'
    draft.assume(
        f"history-{table}",
        text,
        ("as documents, before and after, which a later column needs no change for", ""),
        (
            "as typed columns: the row before the change (after it, where it is new)",
            f"Keep an audit log of {ask.entity} rows with typed columns.",
        ),
        quote=ask.quote,
    )
