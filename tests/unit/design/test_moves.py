"""Columns that move to a table of their own: what becomes rows, what refers, and what is asked."""

from __future__ import annotations

from database_developer.design import design
from database_developer.design.spelling import foreign_key, primary_key, unique
from database_developer.model.design import Design, RowMove, Side
from database_developer.model.names import QualifiedName
from database_developer.model.request import Ask, AttributeAsk, EntityAsk, MoveAsk, Question, RelationAsk, UniqueAsk
from database_developer.model.schema import Column, Reference
from support.asks import request, said
from support.live import column, key, schema, table

PLANES = table(
    "planes",
    key(),
    column("pilot", "character varying(60)", required=True),
    column("pilot_badge", "character varying(9)"),
    column("radio", "character varying(20)"),
    column("runway_code", "character varying(3)", required=True),
    column("bought_on", "date", required=True),
    constraints=(primary_key("planes_pkey", ("id",)),),
)
RUNWAYS = table(
    "runways",
    key(),
    column("code", "character varying(3)", required=True),
    column("length", "integer"),
    constraints=(primary_key("runways_pkey", ("id",)), unique("runways_code_key", ("code",))),
)
LIVE = schema(PLANES, RUNWAYS)
Q = said("the ticket")
PUBLIC_PLANES, RADIOS, PILOTS = (QualifiedName("public", name) for name in ("planes", "radios", "pilots"))


def designed(*asks: Ask) -> Design:
    return design(request(*asks), LIVE)


def table_of(found: Design, name: str) -> dict[str, Column]:
    return {one.name: one for one in found.target.tables[QualifiedName("public", name)].columns}


def questions(found: Design) -> list[Question]:
    return [one for one in found.questions if one.id.startswith(("move-", "orphans-"))]


def radios(**told: object) -> tuple[Ask, ...]:
    move = MoveAsk(source="plane", target="radio", quote=Q, **told)  # type: ignore[arg-type]
    return (
        EntityAsk(entity="radio", table="radios", quote=Q),
        RelationAsk(child="radio", parent="plane", required=True, quote=Q),
        AttributeAsk(entity="radio", attribute="call sign", quote=Q),
        move,
    )


def pilots(*more: Ask, required: bool | None = True, name: bool = True) -> tuple[Ask, ...]:
    return (
        EntityAsk(entity="pilot", table="pilots", quote=Q),
        AttributeAsk(entity="pilot", attribute="pilot" if name else "level", required=True, quote=Q),
        AttributeAsk(entity="pilot", attribute="badge", quote=Q),
        RelationAsk(child="plane", parent="pilot", required=False, quote=Q),
        MoveAsk(source="plane", target="pilot", removed=("pilot", "pilot_badge"), required=required, quote=Q),
        *more,
    )


def test_each_row_with_a_value_gives_one_that_refers_to_it() -> None:
    found = designed(*radios(columns=("radio",)))
    assert found.moves == (
        RowMove(
            source=PUBLIC_PLANES,
            target=RADIOS,
            side=Side.NEW,
            columns=(("plane_id", "id"), ("call_sign", "radio")),
            telling=("radio",),
            reference="plane_id",
            key="id",
            quote=Q,
        ),
    )
    sign = table_of(found, "radios")["call_sign"]
    assert sign.type == "character varying(20)" and sign.is_required
    assert "radio" not in table_of(found, "planes")
    assert not questions(found)


def test_what_is_removed_behind_the_move_is_what_moves() -> None:
    found = designed(*radios(removed=("radio",)))
    assert [move.telling for move in found.moves] == [("radio",)]
    assert "radio" not in table_of(found, "planes")


def test_another_column_of_the_new_table_takes_what_the_ticket_gives_it() -> None:
    since = AttributeAsk(entity="radio", attribute="since", hint="date", required=True, quote=Q)
    found = designed(*radios(columns=("radio",), given=(("since", "bought_on"),)), since)
    assert set(found.moves[0].columns) == {("plane_id", "id"), ("call_sign", "radio"), ("since", "bought_on")}
    assert found.moves[0].telling == ("radio",)
    assert "bought_on" in table_of(found, "planes")


def test_a_required_column_that_takes_nothing_is_asked_about() -> None:
    since = AttributeAsk(entity="radio", attribute="since", hint="date", required=True, quote=Q)
    found = designed(*radios(columns=("radio",)), since)
    assert not found.moves
    assert "radio" in table_of(found, "planes")
    [question] = questions(found)
    assert "nothing of them is removed yet" in question.text


def test_columns_that_move_by_name_make_columns_where_none_are_told() -> None:
    asks = (
        EntityAsk(entity="pilot", table="pilots", quote=Q),
        RelationAsk(child="plane", parent="pilot", required=False, quote=Q),
        MoveAsk(source="plane", target="pilot", columns=("pilot", "pilot_badge"), quote=Q),
    )
    found = designed(*asks)
    made = table_of(found, "pilots")
    assert made["pilot"].type == "character varying(60)" and made["pilot"].is_required
    assert made["badge"].type == "character varying(9)" and not made["badge"].is_required


def test_rows_with_the_same_values_share_one_row_and_refer_to_it() -> None:
    found = designed(*pilots())
    [move], [filling] = found.moves, found.fillings
    assert (move.side, move.columns) == (Side.OLD, (("pilot", "pilot"), ("badge", "pilot_badge")))
    assert "p.badge IS NOT DISTINCT FROM t.pilot_badge" in filling.expression
    planes = table_of(found, "planes")
    assert planes["pilot_id"].is_required
    assert "pilot" not in planes and "pilot_badge" not in planes


def test_a_reference_that_the_ticket_makes_optional_stays_so() -> None:
    assert not table_of(designed(*pilots(required=False)), "planes")["pilot_id"].is_required


def test_a_rule_that_two_of_the_new_rows_could_break_is_asked_about() -> None:
    found = designed(*pilots(UniqueAsk(entity="pilot", attributes=("badge",), quote=Q)))
    assert not found.moves and not found.fillings
    assert "pilot" in table_of(found, "planes")
    assert "two rows may come to the same badge" in questions(found)[0].text


def test_a_reference_to_a_table_that_is_there_is_found_by_what_is_unique_in_it() -> None:
    tie = RelationAsk(child="plane", parent="runway", required=False, quote=Q)
    move = MoveAsk(source="plane", target="runway", columns=("runway_code",), required=True, quote=Q)
    found = designed(tie, move)
    [filling] = found.fillings
    assert not found.moves
    assert "FROM public.runways AS p WHERE p.code IS NOT DISTINCT FROM t.runway_code" in filling.expression
    planes = table_of(found, "planes")
    assert planes["runway_id"].is_required and "runway_code" not in planes


def test_rows_whose_value_is_nobodys_keep_an_empty_reference_and_that_is_told() -> None:
    tie = RelationAsk(child="plane", parent="runway", required=False, quote=Q)
    found = designed(tie, MoveAsk(source="plane", target="runway", columns=("runway_code",), quote=Q))
    assert not table_of(found, "planes")["runway_id"].is_required
    assert [(one.id, one.blocking) for one in questions(found)] == [("orphans-planes-runway_id", False)]


def test_without_a_reference_it_is_asked_how_they_belong_together() -> None:
    asks = (EntityAsk(entity="radio", table="radios", quote=Q), MoveAsk(source="plane", target="radio", quote=Q))
    [question] = questions(designed(*asks))
    assert not question.blocking
    assert 'one row of "planes" has several of "radios"' in question.proposals


def test_columns_that_nobody_says_go_stay_and_that_is_told() -> None:
    found = designed(
        EntityAsk(entity="radio", table="radios", quote=Q),
        RelationAsk(child="radio", parent="plane", required=True, quote=Q),
        AttributeAsk(entity="radio", attribute="radio", quote=Q),
        MoveAsk(source="plane", target="radio", quote=Q),
    )
    assert len(found.moves) == 1
    assert "radio" in table_of(found, "planes")
    assert any(one.what == "radio stays" and one.is_assumption for one in found.decisions)


def test_a_move_that_is_not_clear_stops_the_work_where_nothing_else_is_asked() -> None:
    assert [one.blocking for one in questions(designed(MoveAsk(source="plane", target="", quote=Q)))] == [True]


def test_a_reference_of_which_there_are_several_becomes_a_table_of_pairs() -> None:
    ask = MoveAsk(source="plane", target="plane crew", columns=("crew_id",), is_link=True, quote=Q)
    crews = table("crews", key(), column("name", required=True), constraints=(primary_key("crews_pkey", ("id",)),))
    reference = foreign_key("planes_crew_id_fkey", ("crew_id",), Reference(table=crews.name, columns=("id",)))
    own = primary_key("planes_pkey", ("id",))
    planes = table("planes", key(), column("crew_id", "integer"), constraints=(own, reference))
    asks = (EntityAsk(entity="plane crew", table="plane_crews", quote=Q), ask)
    found = design(request(*asks), schema(crews, planes))
    [move] = found.moves
    assert (move.side, move.columns, move.is_pair) == (Side.NEW, (("plane_id", "id"), ("crew_id", "crew_id")), True)
    pairs = found.target.tables[QualifiedName("public", "plane_crews")]
    assert pairs.primary_key is not None
    assert pairs.primary_key.columns == ("plane_id", "crew_id")
    assert "crew_id" not in {it.name for it in found.target.tables[planes.name].columns}


def test_a_link_of_a_column_that_refers_to_nothing_stops_the_work() -> None:
    ask = MoveAsk(source="plane", target="plane crew", columns=("pilot",), is_link=True, quote=Q)
    found = designed(EntityAsk(entity="plane crew", table="plane_crews", quote=Q), ask)
    assert [one.blocking for one in questions(found) if one.id.startswith("move-")] == [True]


def test_a_row_that_stands_is_found_by_the_only_thing_that_is_unique_in_it() -> None:
    tie = RelationAsk(child="plane", parent="runway", required=False, quote=Q)
    move = MoveAsk(source="plane", target="runway", columns=("runway_code",), required=True, quote=Q)
    [filling] = designed(tie, move).fillings
    assert filling.found_by is not None
    assert (filling.found_by.value, filling.found_by.column) == ("runway_code", "code")
