"""Rule "trees": what stands under another of its kind never stands under itself, nor in a circle where none may be."""

from __future__ import annotations

from database_developer.design.draft import Draft, at_constraint
from database_developer.design.naming import part_name, snake
from database_developer.design.spelling import check
from database_developer.design.triggers import fire, function_name, trigger_function
from database_developer.model.names import QualifiedName
from database_developer.model.pattern_asks import TreeAsk
from database_developer.model.quoting import identifier, in_full, literal
from database_developer.model.schema import Constraint

RULE = "trees"


def apply(draft: Draft) -> None:
    """Give each tree its check, and its guard against circles where the ticket wants none."""
    for ask in draft.request.asks:
        if not isinstance(ask, TreeAsk):
            continue
        table = draft.table_of(ask.entity)
        reference = _reference(draft, ask, table) if table is not None else None
        if table is None or reference is None or reference.reference is None:
            text = f'"{ask.entity}" is to have no circles, but it refers to none of its kind'
            draft.ask(f"tree-{ask.entity}", text, quote=ask.quote, blocking=False)
            continue
        _not_itself(draft, ask, table, reference.columns[0], reference.reference.columns[0])
        if ask.is_acyclic:
            _guard(draft, ask, table, reference.columns[0], reference.reference.columns[0])


def _reference(draft: Draft, ask: TreeAsk, table: QualifiedName) -> Constraint | None:
    """The reference to its own kind; of several the one of the role."""
    own = [key for key in draft.tables[table].foreign_keys if key.reference and key.reference.table == table]
    of_role = [key for key in own if ask.role and key.columns[0].startswith(snake(ask.role))]
    return next(iter([*of_role, *own]), None)


def _not_itself(draft: Draft, ask: TreeAsk, table: QualifiedName, column: str, key: str) -> None:
    name = part_name(table.name, (column,), "check")
    constraint = check(name, (column, key), f"{identifier(column)} <> {identifier(key)}")
    if draft.tables[table].constraint(name) is None:
        draft.add_constraint(table, constraint)
        why = "nothing stands under itself"
        draft.decide(at_constraint(table, name), constraint.definition, why, RULE, quote=ask.quote)


def _guard(draft: Draft, ask: TreeAsk, table: QualifiedName, column: str, key: str) -> None:
    function = trigger_function(function_name(table, (column,), "no_circle"), _body(table, column, key))
    why = "the way up is followed at each move; moves wait for each other, since two at once could close a circle"
    when = f"BEFORE INSERT OR UPDATE OF {identifier(column)}"
    fire(draft, table, when, function, why=why, rule=RULE, quote=ask.quote)


def _body(table: QualifiedName, column: str, key: str) -> str:
    up, own, name = identifier(column), identifier(key), in_full(table)
    message = literal(f"{table.name} would stand under itself")
    return "\n".join(
        [
            f"    IF NEW.{up} IS NULL OR (TG_OP = 'UPDATE' AND NEW.{up} IS NOT DISTINCT FROM OLD.{up}) THEN",
            "        RETURN NEW;",
            "    END IF;",
            "    PERFORM pg_advisory_xact_lock(TG_RELID::bigint);",
            "    IF EXISTS (",
            f"        WITH RECURSIVE above AS (SELECT NEW.{up} AS place",
            f"            UNION SELECT one.{up} FROM {name} AS one JOIN above ON one.{own} = above.place)",
            f"        SELECT FROM above WHERE place = NEW.{own}",
            "    ) THEN",
            f"        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = {message};",
            "    END IF;",
            "    RETURN NEW;",
        ]
    )
