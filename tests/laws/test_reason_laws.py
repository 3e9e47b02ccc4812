"""No object without a reason: whatever is asked, each difference has a decision, and each decision an object."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from database_developer.design import design
from database_developer.design.spelling import check, foreign_key, index, primary_key
from database_developer.errors import DesignImpossible
from database_developer.model.names import QualifiedName
from database_developer.model.quote import Match
from database_developer.model.request import (
    AllowedAsk,
    AlterAsk,
    Ask,
    AttributeAsk,
    Cardinality,
    DeletionAsk,
    Direction,
    EntityAsk,
    IndexKeysAsk,
    IndexReferencesAsk,
    LookupAsk,
    OrderBy,
    RangeAsk,
    RelationAsk,
    RemovalAsk,
    RenameAsk,
    Request,
    UnconstrainAsk,
    UniqueAsk,
)
from database_developer.model.schema import IndexKey, Reference, Schema
from database_developer.model.ticket import Ticket
from database_developer.reading.reader import read
from database_developer.reading.vocabulary import vocabulary_of
from database_developer.trackers import MarkdownTracker
from database_developer.trackers.blocks import blocks_of
from support.asks import analytics, said, teams
from support.live import USERS, column, key, schema, table, users
from support.reasons import without_ground, without_object, without_reason

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples" / "dashboard" / "tickets").glob("*.md"))
SCENARIOS = sorted((ROOT / "tests" / "scenarios" / "reading").glob("*/ticket.md"))
REFERENCE = foreign_key("orders_user_id_fkey", ("user_id",), Reference(table=USERS, columns=("id",)))
ORDERS = table(
    "orders",
    key(),
    column("user_id", "integer"),
    column("status", required=True),
    column("total", "numeric(12,2)"),
    column("is_open", "boolean", default="true"),
    constraints=(
        primary_key("orders_pkey", ("id",)),
        REFERENCE,
        check("orders_status_check", ("status",), "status <> ''"),
    ),
    indexes=(index("orders_status_idx", (IndexKey(text="status"),)),),
)
LIVE = schema(users(), ORDERS)
ENTITIES = ("user", "order", "invoice", "order line", "customer")
ATTRIBUTES = ("email", "e-mail address", "status", "total", "due date", "code", "user", "is open", "created", "id")

entities, attributes = st.sampled_from(ENTITIES), st.sampled_from(ATTRIBUTES)
quotes = st.builds(said, st.sampled_from(["a", "it is required", "b"]), st.integers(1, 3))
requireds = st.sampled_from([None, True, False])
sort_keys = st.builds(OrderBy, attribute=attributes, direction=st.sampled_from(Direction))
orders = st.lists(sort_keys, min_size=1, max_size=2).map(tuple)
several = st.lists(attributes, min_size=1, max_size=2, unique=True).map(tuple)
asks: st.SearchStrategy[Ask] = st.one_of(
    st.builds(EntityAsk, entity=entities, quote=quotes, key=st.one_of(st.just(()), several)),
    st.builds(
        AttributeAsk,
        entity=entities,
        attribute=attributes,
        quote=quotes,
        type=st.sampled_from([None, "text", "bigint", "no type at all"]),
        required=requireds,
        default=st.sampled_from([None, "new", "now"]),
        moment=st.sampled_from([None, None, "created", "updated"]),
        pattern=st.sampled_from([None, "^[a-z]+$"]),
        description=st.sampled_from(["", "what it is"]),
        hint=st.sampled_from(["", "json", "date"]),
        column=st.sampled_from([None, None, "code", "dueDate"]),
        identity=st.booleans(),
    ),
    st.builds(
        RelationAsk,
        child=entities,
        parent=entities,
        quote=quotes,
        cardinality=st.sampled_from(Cardinality),
        role=st.sampled_from([None, "owner"]),
        required=requireds,
        joined_by=st.sampled_from([None, "membership"]),
        columns=st.one_of(st.just(()), several),
    ),
    st.builds(
        DeletionAsk,
        parent=entities,
        child=entities,
        action=st.sampled_from(["cascade", "restrict", "set null"]),
        quote=quotes,
    ),
    st.builds(UniqueAsk, entity=entities, attributes=several, quote=quotes, ignoring_case=st.booleans()),
    st.builds(
        AllowedAsk,
        entity=entities,
        attribute=attributes,
        values=st.just(("a", "b")),
        quote=quotes,
        is_open=st.booleans(),
    ),
    st.builds(RangeAsk, entity=entities, attribute=attributes, quote=quotes, minimum=st.just("0")),
    st.builds(LookupAsk, entity=entities, quote=quotes, equal=several, order=st.one_of(st.just(()), orders)),
    st.builds(IndexKeysAsk, entity=entities, keys=orders, quote=quotes),
    st.builds(IndexReferencesAsk, entity=st.sampled_from(["", *ENTITIES]), quote=quotes),
    st.builds(
        RenameAsk,
        entity=entities,
        new_name=st.sampled_from(["buyer", "code name"]),
        quote=quotes,
        attribute=st.one_of(st.none(), attributes),
        inverted=st.booleans(),
    ),
    st.builds(RemovalAsk, entity=entities, quote=quotes, attribute=st.one_of(st.none(), attributes)),
    st.builds(
        AlterAsk,
        entity=entities,
        attribute=attributes,
        quote=quotes,
        type=st.sampled_from([None, "text"]),
        required=requireds,
        default=st.sampled_from([None, "", "x"]),
    ),
    st.builds(
        UnconstrainAsk,
        entity=entities,
        kind=st.sampled_from(["unique", "check", "foreign key", "index", ""]),
        quote=quotes,
        attributes=st.one_of(st.just(()), several),
    ),
)
CUSTOMER = Match(entity="customer", table="users", score=0.85, why="another word", quote=said("a customer"))


def assert_reasoned(request: Request, live: Schema) -> None:
    """Each difference has a reason, each reason an object and a ground."""
    found = design(request, live)
    assert without_reason(live, found) == []
    assert without_object(live, found) == []
    assert without_ground(found) == []


@settings(deadline=None, max_examples=300, derandomize=True)
@given(
    asked=st.lists(asks, min_size=1, max_size=8).map(tuple),
    is_matched=st.booleans(),
    is_empty=st.booleans(),
)
def test_whatever_is_asked(asked: tuple[Ask, ...], is_matched: bool, is_empty: bool) -> None:
    request = Request(ticket="T-1", asks=asked, matches=(CUSTOMER,) if is_matched else ())
    with suppress(DesignImpossible):  # it is refused with a reason of its own
        assert_reasoned(request, schema() if is_empty else LIVE)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples(path: Path) -> None:
    ticket = MarkdownTracker(path.parent).load(path.stem)
    live = schema(users(), table("analytics_events", key(), column("user_id", "integer")))
    for start in (schema(users()), live):
        assert_reasoned(read(ticket, vocabulary_of(start)), start)


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.parent.name)
def test_scenarios(path: Path) -> None:
    ticket = Ticket(key="T-1", summary=path.parent.name, blocks=blocks_of(path.read_text("utf-8")))
    for live in (schema(), LIVE, schema(table("members", key(), column("name")), table("branches", key()))):
        assert_reasoned(read(ticket, vocabulary_of(live)), live)


@pytest.mark.parametrize("made", [analytics, teams])
def test_requests_of_the_examples(made: object) -> None:
    assert_reasoned(made(), schema(users()))  # type: ignore[operator]


def test_a_missing_reason_and_a_missing_object_are_seen() -> None:
    found = design(analytics(), schema(users()))
    event = QualifiedName("public", "analytics_events")
    kept = tuple(it for it in found.decisions if (it.address.owner, it.address.name.name) != (event, "event_type"))
    bare = replace(found.target.tables[event], columns=())
    assert without_reason(schema(users()), replace(found, decisions=kept)) == ["column analytics_events.event_type"]
    emptied = replace(found, target=replace(found.target, tables={**found.target.tables, event: bare}))
    assert "column analytics_events.event_type" in without_object(schema(users()), emptied)
