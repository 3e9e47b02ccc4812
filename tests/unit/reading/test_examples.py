"""The tickets of the example project: exactly these asks, as the design relies on them."""

from __future__ import annotations

from database_developer.model.recipe import (
    Attribute,
    Before,
    Characters,
    Formula,
    Letters,
    Lower,
    OnClash,
    Recipe,
    ReplaceCharacters,
)
from database_developer.model.request import (
    AllowedAsk,
    AttributeAsk,
    BackfillAsk,
    Cardinality,
    DeletionAsk,
    Direction,
    EntityAsk,
    Fate,
    LatencyAsk,
    LivenessAsk,
    LookupAsk,
    OrderBy,
    QueryAsk,
    RelationAsk,
    RenameAsk,
    UniqueAsk,
    VolumeAsk,
)
from unit.reading.tickets import AFTER_29, NOTHING, Q, bare, example, fates

EVENT, SUMMARY = "analytics event", "daily summary"


def test_kan_29() -> None:
    request = example("KAN-29")
    queries = [ask for ask in request.asks if isinstance(ask, QueryAsk)]
    assert bare(ask for ask in request.asks if not isinstance(ask, QueryAsk)) == {
        EntityAsk(entity=EVENT, table="analytics_events", quote=Q),
        EntityAsk(entity=SUMMARY, table="analytics_daily_summary", quote=Q),
        RelationAsk(child=EVENT, parent="user", required=True, quote=Q),
        AttributeAsk(entity=EVENT, attribute="event type", required=True, max_length=100, quote=Q),
        AllowedAsk(
            entity=EVENT,
            attribute="event type",
            values=("page_view", "button_click", "form_submit"),
            is_open=True,
            quote=Q,
        ),
        AttributeAsk(entity=EVENT, attribute="event data", required=False, hint="free-form json document", quote=Q),
        AttributeAsk(
            entity=EVENT,
            attribute="created at",
            moment="created",
            required=True,
            hint="moment when it was created",
            quote=Q,
        ),
        AttributeAsk(
            entity=EVENT,
            attribute="updated at",
            moment="updated",
            required=True,
            hint="moment when it was last updated",
            quote=Q,
        ),
        DeletionAsk(parent="user", child=EVENT, action="cascade", quote=Q),
        RelationAsk(child=SUMMARY, parent="user", required=True, quote=Q),
        AttributeAsk(entity=SUMMARY, attribute="date", hint="date", required=True, quote=Q),
        AttributeAsk(entity=SUMMARY, attribute="event counts", hint="json document", required=True, quote=Q),
        UniqueAsk(entity=SUMMARY, attributes=("user", "date"), quote=Q),
        LookupAsk(
            entity=EVENT,
            equal=("user",),
            order=(OrderBy(attribute="created", direction=Direction.DESCENDING),),
            limit=50,
            quote=Q,
        ),
        LookupAsk(entity=EVENT, contains=("event data",), sample="""event_data @> '{"page": "/pricing"}'""", quote=Q),
        LookupAsk(entity=SUMMARY, equal=("date",), quote=Q),
        VolumeAsk(entity="user", rows=200_000, quote=Q),
        VolumeAsk(entity=EVENT, rows=5_000_000, period="month", quote=Q),
        LatencyAsk(milliseconds=100, quote=Q),
    }
    assert [query.sql[:14] for query in queries] == ["SELECT u.email"]
    assert not queries[0].sql.endswith(";")
    assert queries[0].quote.line == 35


def test_kan_29_leaves_nothing_open() -> None:
    request = example("KAN-29")
    assert request.questions == ()
    assert len(request.criteria) == 7
    assert request.criteria[0].text == "Database schema designed and normalized properly"
    assert not any(criterion.checked for criterion in request.criteria)
    assert request.sentences[-1].fate is Fate.OUT_OF_SCOPE
    assert Fate.NOT_UNDERSTOOD not in fates(request)
    unused = [sentence.quote.line for sentence in request.sentences if sentence.fate is Fate.CONTEXT]
    assert unused == [17, 19, 32]


def test_every_quote_is_in_the_ticket_word_by_word() -> None:
    for key in ("KAN-29", "KAN-34", "KAN-37", "KAN-41"):
        request = example(key)
        sentences = {sentence.quote for sentence in request.sentences}
        assert all(ask.quote in sentences for ask in request.asks)
        assert all(ask.quote.line > 8 for ask in request.asks)


def test_without_a_vocabulary_the_users_are_an_entity_too() -> None:
    known = {ask.entity for ask in example("KAN-29", NOTHING).asks if isinstance(ask, EntityAsk)}
    assert known == {EVENT, SUMMARY, "user"}


def test_kan_34() -> None:
    request = example("KAN-34")
    assert bare(request.asks) == {
        EntityAsk(entity="team", quote=Q),
        EntityAsk(entity="membership", quote=Q),
        RelationAsk(child="user", parent="team", cardinality=Cardinality.MANY_TO_MANY, joined_by="membership", quote=Q),
        AttributeAsk(entity="team", attribute="name", required=True, quote=Q),
        UniqueAsk(entity="team", attributes=("name",), ignoring_case=True, quote=Q),
        AttributeAsk(entity="team", attribute="description", required=False, quote=Q),
        RelationAsk(child="team", parent="user", role="owner", required=True, quote=Q),
        AttributeAsk(entity="membership", attribute="role", required=True, default="member", quote=Q),
        AllowedAsk(entity="membership", attribute="role", values=("owner", "admin", "member"), quote=Q),
        AttributeAsk(
            entity="membership",
            attribute="joined at",
            required=True,
            default="now",
            hint="moment when the user joined",
            quote=Q,
        ),
        DeletionAsk(parent="team", child="membership", action="cascade", quote=Q),
        DeletionAsk(parent="user", child="team", action="restrict", role="owner", quote=Q),
        LookupAsk(entity="membership", equal=("user",), quote=Q),
        LookupAsk(entity="membership", equal=("team",), order=(OrderBy(attribute="joined at"),), quote=Q),
    }
    assert request.questions == ()
    assert set(fates(request)) == {Fate.USED}


def test_kan_37() -> None:
    request = example("KAN-37")
    backfills = [ask for ask in request.asks if isinstance(ask, BackfillAsk)]
    assert bare(ask for ask in request.asks if not isinstance(ask, BackfillAsk)) == {
        AttributeAsk(
            entity="user", attribute="handle", type="varchar(30)", required=True, pattern="^[a-z0-9_]+$", quote=Q
        ),
        UniqueAsk(entity="user", attributes=("handle",), quote=Q),
        AttributeAsk(entity="user", attribute="locale", type="varchar(10)", required=True, default="en", quote=Q),
        RenameAsk(entity="user", attribute="display_name", new_name="full_name", quote=Q),
        VolumeAsk(entity="user", rows=4_000_000, quote=Q),
        LivenessAsk(max_block_ms=1000, keep_old_version=True, is_busy=True, quote=Q),
    }
    assert [(ask.entity, ask.attribute) for ask in backfills] == [("user", "handle")]
    word = Characters(sorts=(Letters.ANY, Letters.DIGITS), singles="_")
    assert backfills[0].recipe == Recipe(
        formula=Formula(
            source=Attribute(name="email"),
            steps=(Before(mark="@"), Lower(), ReplaceCharacters(characters=word, new="_", others=True)),
        ),
        clash=OnClash(separator="_", attribute=Attribute(name="id")),
    )
    assert backfills[0].rule.startswith("the handle is the part of the email before the `@`")
    assert backfills[0].rule.endswith("the user's id.")
    assert request.questions == ()


def test_kan_37_without_a_vocabulary_takes_the_table_for_granted() -> None:
    assert not any(isinstance(ask, EntityAsk) for ask in example("KAN-37", NOTHING).asks)


def test_kan_41() -> None:
    for vocabulary in (AFTER_29, NOTHING):
        request = example("KAN-41", vocabulary)
        queries = [ask for ask in request.asks if isinstance(ask, QueryAsk)]
        assert [query.quote.line for query in queries] == [14, 15, 16]
        assert [query.sql.split(" FROM ")[0] for query in queries] == ["SELECT *", "SELECT count(*)", "SELECT *"]
        assert bare(ask for ask in request.asks if not isinstance(ask, QueryAsk)) == {
            VolumeAsk(entity=EVENT, rows=5_000_000, quote=Q),
            VolumeAsk(entity="user", rows=200_000, quote=Q),
            LatencyAsk(milliseconds=100, quote=Q),
        }
        assert request.questions == ()


def test_kan_44_yields_questions_in_its_own_words() -> None:
    request = example("KAN-44")
    assert request.asks == ()
    assert len(request.questions) == 3
    assert all(question.blocking and question.proposals for question in request.questions)
    tables, queries, problem = (question.text for question in request.questions)
    assert "make the database better" in tables
    assert "new reports" in queries
    assert "database better" in problem
