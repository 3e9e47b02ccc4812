"""How long a value held: one row for each value of one column, from when to when, kept by a trigger."""

from __future__ import annotations

from database_developer.design.draft import Draft, at_constraint, at_index, at_table
from database_developer.design.naming import part_name, reference_name
from database_developer.design.spelling import check, foreign_key, index, primary_key
from database_developer.design.triggers import fire, function_name, trigger_function
from database_developer.model.inflection import singular
from database_developer.model.names import QualifiedName
from database_developer.model.pattern_asks import HistoryAsk
from database_developer.model.quoting import identifier, in_full
from database_developer.model.schema import Column, IndexKey, NotNull, Reference

RULE = "histories"
WHO = "COALESCE(NULLIF(current_setting('app.user', true), ''), session_user::text)"


def keep(draft: Draft, ask: HistoryAsk, table: QualifiedName, column: str) -> None:
    """Give the column its history."""
    key = draft.tables[table].primary_key
    if key is None or len(key.columns) != 1:
        text = f'"{table}" has no key of one column that a history of "{column}" could refer to'
        draft.ask(f"history-{table}-{column}", text, quote=ask.quote, blocking=False)
        return
    name = table.renamed(part_name(singular(table.name), (column,), "history"))
    if name in draft.tables:
        return
    reference = reference_name(singular(table.name), key.columns[0], None)
    _make_table(draft, ask, (table, key.columns[0], column), (name, reference))
    declared = f"DECLARE\n    moment {draft.style.timestamp_type.value};\n"
    body = _body((table, key.columns[0], column), (name, reference))
    draft.decide_rest(name, "which value held from when to when", RULE, ask.quote)
    function = trigger_function(function_name(table, (column,), "keep_history"), body, declared)
    why = "the database notes each change of the value, whoever writes"
    fire(draft, table, f"AFTER INSERT OR UPDATE OF {identifier(column)}", function, why=why, rule=RULE, quote=ask.quote)


def _make_table(
    draft: Draft, ask: HistoryAsk, source: tuple[QualifiedName, str, str], made: tuple[QualifiedName, str]
) -> None:
    (table, key, column), (name, reference) = source, made
    draft.add_table(f"{ask.entity} {ask.attribute} history", name)
    moment = draft.style.timestamp_type.value
    for one in (
        Column(name=reference, type=_type(draft, table, key), not_null=NotNull()),
        Column(name=column, type=_type(draft, table, column)),
        Column(name="valid_from", type=moment, not_null=NotNull()),
        Column(name="valid_to", type=moment),
        Column(name="changed_by", type="text", not_null=NotNull()),
    ):
        draft.add_column(name, one)
    why = f'which "{column}" held from when to when; valid_to is NULL for the one that holds now'
    draft.decide(at_table(name), f"table {name}", why, RULE, quote=ask.quote)
    _constrain(draft, ask, name, reference, Reference(table=table, columns=(key,), on_delete="cascade"))


def _type(draft: Draft, table: QualifiedName, name: str) -> str:
    found = draft.tables[table].column(name)
    return found.type if found is not None else "text"


def _constrain(draft: Draft, ask: HistoryAsk, name: QualifiedName, column: str, reference: Reference) -> None:
    key = primary_key(part_name(name.name, (), "pkey"), (column, "valid_from"))
    draft.add_constraint(name, key)
    tie = foreign_key(part_name(name.name, (column,), "fkey"), (column,), reference)
    draft.add_constraint(name, tie)
    why = "the values of a row that is removed go with it"
    draft.decide(at_constraint(name, tie.name), "on delete cascade", why, RULE, quote=ask.quote, is_assumption=True)
    order = check(part_name(name.name, ("valid_to",), "check"), ("valid_from", "valid_to"), "valid_to > valid_from")
    draft.add_constraint(name, order)
    only = part_name(name.name, (column,), "current_key")
    draft.add_index(name, index(only, (IndexKey(text=column),), unique=True, predicate="(valid_to IS NULL)"))
    draft.decide(at_index(name, only), "one open value for each", "only one value holds now", RULE, quote=ask.quote)


def _body(source: tuple[QualifiedName, str, str], made: tuple[QualifiedName, str]) -> str:
    """Close the value that held, open the new one; moments never stand still, also within one transaction."""
    (_, key, column), (name, reference) = source, made
    table, ref, value = in_full(name), identifier(reference), identifier(column)
    row = f"{ref} = NEW.{identifier(key)}"
    return "\n".join(
        [
            f"    IF TG_OP = 'UPDATE' AND OLD.{value} IS NOT DISTINCT FROM NEW.{value} THEN",
            "        RETURN NULL;",
            "    END IF;",
            "    moment := greatest(clock_timestamp(),",
            f"        (SELECT max(valid_from) + interval '1 microsecond' FROM {table} WHERE {row}));",
            f"    UPDATE {table} SET valid_to = moment WHERE {row} AND valid_to IS NULL;",
            "    IF NOT FOUND AND TG_OP = 'UPDATE' THEN",
            f"        INSERT INTO {table} ({ref}, {value}, valid_from, valid_to, changed_by)",
            f"        VALUES (NEW.{identifier(key)}, OLD.{value}, '-infinity', moment, {WHO});",
            "    END IF;",
            f"    INSERT INTO {table} ({ref}, {value}, valid_from, changed_by)",
            f"    VALUES (NEW.{identifier(key)}, NEW.{value}, moment, {WHO});",
            "    RETURN NULL;",
        ]
    )
