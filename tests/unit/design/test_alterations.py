"""Changes of columns, rules and indexes that stand: what the ticket says, and nothing beside it."""

from __future__ import annotations

from dataclasses import replace

from database_developer.design import design
from database_developer.design.spelling import foreign_key, index, unique
from database_developer.model.design import Design
from database_developer.model.names import QualifiedName
from database_developer.model.pattern_asks import SoftDeletionAsk
from database_developer.model.request import (
    AlterAsk,
    Ask,
    DeletionAsk,
    IndexReferencesAsk,
    RemovalAsk,
    RenameAsk,
    UnconstrainAsk,
    UniqueAsk,
)
from database_developer.model.schema import Column, ConstraintKind, IndexKey, NotNull, Reference, Schema, Table
from support.asks import request, said
from support.live import schema, users

NOTES = QualifiedName("public", "notes")


def notes() -> Table:
    reference = Reference(table=users().name, columns=("id",))
    return Table(
        name=NOTES,
        columns=(
            Column(name="id", type="integer", not_null=NotNull()),
            Column(name="user_id", type="integer", not_null=NotNull()),
            Column(name="body", type="character varying(20)", default="'x'::character varying"),
            Column(name="is_open", type="boolean", not_null=NotNull(), default="true"),
        ),
        constraints=(
            unique("notes_body_key", ("body",)),
            unique("notes_pair_key", ("user_id", "body")),
            foreign_key("notes_user_id_fkey", ("user_id",), reference),
        ),
        indexes=(index("notes_open_idx", (IndexKey(text="is_open"),)),),
    )


def designed(*asks: Ask, table: Table | None = None) -> Design:
    return design(request(*asks), schema(users(), table or notes()))


def column(result: Design, name: str) -> Column | None:
    return result.target.tables[NOTES].column(name)


def others(result: Design) -> Schema:
    tables = {name: table for name, table in result.target.tables.items() if name != NOTES}
    return replace(result.target, tables=tables)


def altered(**changes: str | bool) -> Design:
    return designed(replace(AlterAsk(entity="note", attribute="body", quote=said("it")), **changes))


def test_a_type_a_rule_and_a_default_change_alone() -> None:
    before = notes().column("body")
    assert before is not None
    assert column(altered(type="text"), "body") == replace(before, type="text")
    assert column(altered(required=True), "body") == replace(before, not_null=NotNull())
    assert column(altered(default="new"), "body") == replace(before, default="'new'")
    assert column(altered(default=""), "body") == replace(before, default=None)
    assert altered(type="text").target.tables[NOTES].constraints == notes().constraints
    assert others(altered(type="text")).tables == {users().name: users()}


def test_a_column_that_is_not_there_is_asked_about() -> None:
    result = designed(AlterAsk(entity="note", attribute="colour", required=False, quote=said("it")))
    assert [question.blocking for question in result.questions] == [True]


def test_an_unknown_type_is_asked_about() -> None:
    assert [question.id for question in altered(type="no type at all").questions] == ["type-note-body"]


def released(kind: str, *names: str, entity: str = "note", name: str = "") -> Design:
    return designed(UnconstrainAsk(entity=entity, kind=kind, attributes=names, name=name, quote=said("it")))


def parts(result: Design) -> set[str]:
    table = result.target.tables[NOTES]
    return {one.name for one in (*table.constraints, *table.indexes)}


def test_the_rule_over_just_these_columns_goes() -> None:
    everything = {"notes_body_key", "notes_pair_key", "notes_user_id_fkey", "notes_open_idx"}
    assert parts(released("unique", "body")) == everything - {"notes_body_key"}
    assert parts(released("unique", "body", "user_id")) == everything - {"notes_pair_key"}
    assert parts(released("", name="notes_pair_key")) == everything - {"notes_pair_key"}
    assert parts(released("foreign key", "user_id")) >= everything - {"notes_user_id_fkey", "notes_open_idx"}
    assert parts(released("index", "is_open")) == everything - {"notes_open_idx"}


def test_where_several_could_be_meant_somebody_is_asked() -> None:
    result = released("unique")
    assert len(result.questions) == 1
    assert result.questions[0].proposals == ("take away notes_body_key", "take away notes_pair_key")
    assert parts(result) >= {"notes_body_key", "notes_pair_key"}


def test_told_twice_it_goes_once_and_nobody_is_asked() -> None:
    one = UnconstrainAsk(entity="note", kind="index", attributes=("is_open",), quote=said("it"))
    assert not designed(one, replace(one, quote=said("again"), attributes=())).questions


def test_each_reference_gets_its_index_once() -> None:
    everywhere = designed(IndexReferencesAsk(entity="", quote=said("it")))
    assert "notes_pair_key" in parts(everywhere)
    assert parts(everywhere) == parts(designed())  # the unique pair begins with the reference
    bare = replace(notes(), constraints=notes().constraints[2:])
    assert "notes_user_id_idx" in parts(designed(IndexReferencesAsk(entity="note", quote=said("it")), table=bare))
    assert "notes_user_id_idx" not in parts(designed(IndexReferencesAsk(entity="user", quote=said("it")), table=bare))


def test_a_contrary_name_turns_the_values() -> None:
    result = designed(
        RenameAsk(entity="note", attribute="is_open", new_name="is_closed", inverted=True, quote=said("it"))
    )
    assert column(result, "is_open") is None
    new = column(result, "is_closed")
    assert new is not None
    assert (new.type, new.default, new.is_required) == ("boolean", "false", True)
    assert [(one.column, one.expression) for one in result.fillings] == [("is_closed", "(NOT t.is_open)")]
    assert not result.renamings
    assert [key.text for one in result.target.tables[NOTES].indexes for key in one.keys] == ["is_closed"]


def test_what_depends_on_the_meaning_of_a_value_stops_its_turn() -> None:
    partial = index("notes_user_idx", (IndexKey(text="user_id"),), predicate="is_open")
    ask = RenameAsk(entity="note", attribute="is_open", new_name="is_closed", inverted=True, quote=said("it"))
    result = designed(ask, table=replace(notes(), indexes=(partial,)))
    assert len(result.questions) == 1
    assert column(result, "is_open") is not None


def test_only_a_yes_or_no_has_a_contrary() -> None:
    result = designed(RenameAsk(entity="note", attribute="body", new_name="text", inverted=True, quote=said("it")))
    assert len(result.questions) == 1
    assert column(result, "body") == notes().column("body")


def test_what_stands_on_a_removed_column_has_its_reason() -> None:
    result = designed(RemovalAsk(entity="note", attribute="body", quote=said("it")))
    reasons = {str(decision.address) for decision in result.decisions if "removed" in decision.what}
    assert {"column notes.body", "constraint notes.notes_body_key", "constraint notes.notes_pair_key"} <= reasons


def test_a_renamed_column_may_still_be_told_of_by_its_old_name() -> None:
    renamed = RenameAsk(entity="note", attribute="is_open", new_name="is_public", quote=said("it"))
    changed = AlterAsk(entity="note", attribute="is_open", required=False, quote=said("it"))
    result = designed(renamed, changed)
    assert not result.questions
    new = column(result, "is_public")
    assert new is not None
    assert not new.is_required
    assert column(result, "is_open") is None


def only_key(*columns: str) -> Table:
    return replace(notes(), constraints=(unique("notes_key", columns),))


def test_a_wider_key_takes_the_place_of_a_narrower_one_and_says_so() -> None:
    result = designed(
        UniqueAsk(entity="note", attributes=("user_id", "body"), quote=said("it")), table=only_key("body")
    )
    keys = [one.columns for one in result.target.tables[NOTES].constraints_of(ConstraintKind.UNIQUE)]
    assert keys == [("user_id", "body")]
    (assumption,) = result.questions
    assert not assumption.blocking
    assert len(assumption.proposals) == 2


def test_a_key_over_other_columns_stays_beside_a_wider_one() -> None:
    ask = UniqueAsk(entity="note", attributes=("user_id", "body"), quote=said("it"))
    result = designed(ask, table=only_key("is_open", "body"))
    keys = [one.columns for one in result.target.tables[NOTES].constraints_of(ConstraintKind.UNIQUE)]
    assert keys == [("is_open", "body"), ("user_id", "body")]
    assert not result.questions


def test_a_key_that_others_refer_to_is_not_replaced() -> None:
    follow = Table(
        name=QualifiedName("public", "follows"),
        columns=(Column(name="body", type="character varying(20)"),),
        constraints=(foreign_key("follows_body_fkey", ("body",), Reference(table=NOTES, columns=("body",))),),
    )
    ask = UniqueAsk(entity="note", attributes=("user_id", "body"), quote=said("it"))
    result = design(request(ask), schema(users(), only_key("body"), follow))
    keys = [one.columns for one in result.target.tables[NOTES].constraints_of(ConstraintKind.UNIQUE)]
    assert keys == [("body",), ("user_id", "body")]


def test_a_reference_that_a_deletion_empties_may_be_empty() -> None:
    quote = said("when a user is deleted, notes.user_id is emptied")
    result = designed(DeletionAsk(parent="user", child="note", action="set null", role="user_id", quote=quote))
    changed = column(result, "user_id")
    assert changed is not None and not changed.is_required


def test_a_reference_that_goes_along_stays_required() -> None:
    quote = said("when a user is deleted, its notes go too")
    result = designed(DeletionAsk(parent="user", child="note", action="cascade", quote=quote))
    changed = column(result, "user_id")
    assert changed is not None and changed.is_required


def test_only_the_key_that_is_spoken_of_is_free_of_marked_rows() -> None:
    marked = SoftDeletionAsk(entity="note", attribute="archived at", unique=("body",), quote=said("active ones only"))
    result = designed(marked)
    table = result.target.tables[NOTES]
    assert [one.name for one in table.constraints_of(ConstraintKind.UNIQUE)] == ["notes_pair_key"]
    [freed] = [one for one in table.indexes if one.unique]
    assert [key.text for key in freed.keys] == ["body"]
    assert freed.predicate is not None and "archived_at" in freed.predicate
