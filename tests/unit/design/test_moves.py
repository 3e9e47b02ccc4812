"""Columns that move to a table of their own: what becomes rows, what refers, and what is asked."""

from __future__ import annotations

from database_developer.design import design
from database_developer.design.spelling import primary_key, unique
from database_developer.model.design import Design, RowMove, Side
from database_developer.model.names import QualifiedName
from database_developer.model.request import Ask, AttributeAsk, EntityAsk, MoveAsk, Question, RelationAsk
from database_developer.model.schema import Column
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


def test_old_rows_that_would_share_a_new_one_are_asked_about() -> None:
    tie = RelationAsk(child="plane", parent="runway", required=False, quote=Q)
    found = designed(tie, MoveAsk(source="plane", target="runway", columns=("runway_code",), quote=Q))
    assert not found.fillings and not found.moves
    assert "runway_code" in table_of(found, "planes")
    assert len(questions(found)) == 1


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
