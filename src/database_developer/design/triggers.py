"""Triggers and their functions as drafts."""

from __future__ import annotations

from dataclasses import replace

from database_developer.design.draft import Draft
from database_developer.design.naming import part_name
from database_developer.model.names import QualifiedName, of, part_of
from database_developer.model.quoting import identifier, literal, qualified
from database_developer.model.request import Quote
from database_developer.model.schema import Function, Grant, Trigger, signature_of


def trigger_function(name: QualifiedName, body: str, declared: str = "") -> Function:
    """A trigger function; ``body`` stands between BEGIN and END, every name in it with its schema."""
    lines = f"{declared}BEGIN\n{body}\nEND"
    definition = (
        f"CREATE OR REPLACE FUNCTION {qualified(name)}()\n RETURNS trigger\n LANGUAGE plpgsql\n"
        f" SET search_path TO {literal('')}\nAS $function$\n{lines}\n$function$\n"
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


def fire(
    draft: Draft, table: QualifiedName, when: str, function: Function, *, why: str, rule: str, quote: Quote
) -> None:
    """Add the function and the trigger that runs it for each row; ``when`` is such as ``AFTER INSERT``."""
    draft.functions[signature_of(function.name, "")] = function
    made = Trigger(
        name=function.name.name,
        definition=f"CREATE TRIGGER {identifier(function.name.name)} {when} ON {qualified(table)} "
        f"FOR EACH ROW EXECUTE FUNCTION {qualified(function.name)}()",
        function=function.name,
    )
    old = draft.tables[table]
    if all(trigger.name != made.name for trigger in old.triggers):
        draft.tables[table] = replace(old, triggers=(*old.triggers, made))
    address = of("function", signature_of(function.name, ""))
    draft.decide(address, f"function {function.name}()", why, rule, quote=quote)
    draft.decide(part_of("trigger", table, made.name), f"trigger {made.name} {when.lower()}", why, rule, quote=quote)


def function_name(table: QualifiedName, words: tuple[str, ...], suffix: str) -> QualifiedName:
    """A name for a function that serves one table."""
    return table.renamed(part_name(table.name, words, suffix))
