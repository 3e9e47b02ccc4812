"""Rule "updated-at": a moment of last change is kept by a trigger, so that no writer can forget it."""

from __future__ import annotations

from dataclasses import replace

from database_developer.design.draft import Draft
from database_developer.model.names import QualifiedName, of, part_of
from database_developer.model.quoting import identifier, literal, qualified
from database_developer.model.request import AttributeAsk
from database_developer.model.schema import Function, Grant, Trigger, signature_of

RULE = "updated-at"


def apply(draft: Draft) -> None:
    """Give each table whose moment of last change is asked for the trigger that keeps it."""
    for ask in draft.request.asks:
        if isinstance(ask, AttributeAsk) and ask.moment == "updated":
            table = draft.table_of(ask.entity)
            column = draft.attributes.get((ask.entity, ask.attribute))
            if table is not None and column is not None and not _is_kept(draft, table, column):
                _keep(draft, ask, table, column)


def _is_kept(draft: Draft, table: QualifiedName, column: str) -> bool:
    return any(trigger.function == _function_name(table, column) for trigger in draft.tables[table].triggers)


def _function_name(table: QualifiedName, column: str) -> QualifiedName:
    return QualifiedName(table.schema, f"set_{column}")


def _keep(draft: Draft, ask: AttributeAsk, table: QualifiedName, column: str) -> None:
    name = _function_name(table, column)
    if signature_of(name, "") not in draft.functions:
        draft.functions[signature_of(name, "")] = _function(name, column)
        why = "one function serves every table that keeps its last change"
        draft.decide(of("function", signature_of(name, "")), f"function {name}()", why, RULE, quote=ask.quote)
    trigger = _trigger(table, name)
    old = draft.tables[table]
    draft.tables[table] = replace(old, triggers=(*old.triggers, trigger))
    why = "the database keeps the moment of the last change, whoever writes"
    draft.decide(part_of("trigger", table, trigger.name), f"trigger {trigger.name}", why, RULE, quote=ask.quote)


def _function(name: QualifiedName, column: str) -> Function:
    body = f"BEGIN\n    NEW.{identifier(column)} := pg_catalog.now();\n    RETURN NEW;\nEND"
    definition = (
        f"CREATE OR REPLACE FUNCTION {qualified(name)}()\n RETURNS trigger\n LANGUAGE plpgsql\n"
        f" SET search_path TO {literal('')}\nAS $function$\n{body}\n$function$\n"
    )
    return Function(
        name=name,
        arguments="",
        definition=definition,
        returns="trigger",
        language="plpgsql",
        settings=('search_path=""',),
        grants=(Grant(role="", privilege="EXECUTE"),),
    )


def _trigger(table: QualifiedName, function: QualifiedName) -> Trigger:
    name = f"{table.name[:40]}_{function.name}"[:63]
    definition = (
        f"CREATE TRIGGER {identifier(name)} BEFORE UPDATE ON {qualified(table)} "
        f"FOR EACH ROW EXECUTE FUNCTION {qualified(function)}()"
    )
    return Trigger(name=name, definition=definition, function=function)
