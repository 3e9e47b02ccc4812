"""What blocks, breaks or loses something is refused by name, with what to do instead, unless it is allowed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from database_developer.errors import HazardBlocked
from database_developer.migration.hazards import hazards_of, without_hazards
from database_developer.migration.phases.rollout import plan_rollout
from database_developer.model.differences import Renaming
from database_developer.model.migration import Facts, Hazard, Phase
from database_developer.model.names import QualifiedName, of, part_of
from database_developer.model.schema import Constraint, ConstraintKind, Enum, Schema, Table
from support.live import USERS, column, schema, users

LARGE = Facts()
SMALL = Facts(rows={USERS: 10})


def changed(table: Table) -> Schema:
    return schema(table)


def retyped_key() -> Schema:
    table = users()
    first = replace(table.columns[0], type="bigint", identity=None)
    return changed(replace(table, columns=(first, *table.columns[1:])))


def excluded() -> Schema:
    rule = Constraint(
        name="users_excl",
        kind=ConstraintKind.EXCLUDE,
        definition="EXCLUDE USING btree (email WITH =)",
        columns=("email",),
    )
    table = users()
    return changed(replace(table, constraints=(*table.constraints, rule)))


@pytest.mark.parametrize(
    ("after", "hazard"), [(retyped_key(), Hazard.REWRITE), (excluded(), Hazard.BLOCKING_SCAN)], ids=["rewrite", "scan"]
)
def test_a_large_table_is_neither_rewritten_nor_read_under_a_lock(after: Schema, hazard: Hazard) -> None:
    rollout = plan_rollout(schema(users()), after, (), LARGE)
    with pytest.raises(HazardBlocked, match="users") as refused:
        without_hazards(rollout, LARGE)
    assert f"--allow {hazard}" in refused.value.hint


def test_a_hazard_that_was_allowed_is_noted() -> None:
    allowed = replace(LARGE, allowed=frozenset({Hazard.BLOCKING_SCAN}))
    rollout = without_hazards(plan_rollout(schema(users()), excluded(), (), allowed), allowed)
    assert any("Allowed by name (blocking-scan)" in note for note in rollout.migrations[0].notes)


def test_a_small_table_may_be_read_under_a_lock() -> None:
    rollout = plan_rollout(schema(users()), excluded(), (), SMALL)
    assert without_hazards(rollout, SMALL) == rollout


def test_what_a_contract_removes_breaks_nobody() -> None:
    table = users()
    after = changed(replace(table, columns=tuple(it for it in table.columns if it.name != "display_name")))
    rollout = without_hazards(plan_rollout(schema(users()), after, (), LARGE), LARGE)
    assert [it.phase for it in rollout.migrations] == [Phase.CONTRACT]


def test_a_renamed_column_of_a_primary_key_breaks_clients() -> None:
    table = users()
    key = replace(table.columns[0], name="user_id")
    rules = tuple(
        replace(it, columns=("user_id",), definition="PRIMARY KEY (user_id)") if it.name == "users_pkey" else it
        for it in table.constraints
    )
    after = changed(replace(table, columns=(key, *table.columns[1:]), constraints=rules))
    told = (Renaming(before=part_of("column", USERS, "id"), after=part_of("column", USERS, "user_id")),)
    with pytest.raises(HazardBlocked, match="breaks the application"):
        without_hazards(plan_rollout(schema(users()), after, told, LARGE), LARGE)
    allowed = replace(LARGE, allowed=frozenset({Hazard.CLIENT_BREAK}))
    rollout = without_hazards(plan_rollout(schema(users()), after, told, allowed), allowed)
    assert [it.phase for it in rollout.migrations] == [None]


def test_a_renamed_label_breaks_clients() -> None:
    status = QualifiedName("public", "status")
    before = replace(schema(), enums={status: Enum(name=status, labels=("new", "old"))})
    after = replace(schema(), enums={status: Enum(name=status, labels=("fresh", "old"))})
    told = (Renaming(before=part_of("enum value", status, "new"), after=part_of("enum value", status, "fresh")),)
    with pytest.raises(HazardBlocked, match="breaks the application"):
        without_hazards(plan_rollout(before, after, told, LARGE), LARGE)


def test_a_renamed_table_keeps_its_old_name_and_breaks_nobody() -> None:
    members = QualifiedName("public", "members")
    after = schema(replace(users(), name=members))
    told = (Renaming(before=of("table", USERS), after=of("table", members)),)
    rollout = without_hazards(plan_rollout(schema(users()), after, told, LARGE), LARGE)
    assert [it.phase for it in rollout.migrations] == [Phase.EXPAND, Phase.CONTRACT]


def test_an_index_built_beside_others_is_only_noted_as_outside_a_transaction() -> None:
    table = users()
    made = replace(table, columns=(*table.columns, column("age", "integer")))
    rollout = plan_rollout(schema(users()), changed(made), (), LARGE)
    assert not [it for it in hazards_of(rollout.migrations[0], LARGE) if it.hazard is not Hazard.NO_TRANSACTION]
