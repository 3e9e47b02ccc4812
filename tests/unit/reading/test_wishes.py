"""Tickets of a line or two that wish something to be kept: without leave a question, with it a modest design."""

from __future__ import annotations

import pytest

from database_developer.model.request import AllowedAsk, AttributeAsk, EntityAsk, Fate, RelationAsk, Request
from database_developer.model.ticket import Ticket
from database_developer.reading import Vocabulary, read
from database_developer.reading.assuming import assumed
from database_developer.reading.nearest import with_nearest
from database_developer.trackers.blocks import blocks_of

CLUB = Vocabulary(
    tables={"skaters": ("id", "name"), "lifts": ("id", "number"), "clients": ("id", "name"), "parks": ("id", "name")}
)
NOTHING = Vocabulary()


def ticket(text: str, summary: str = "A wish") -> Ticket:
    return Ticket(key="X-1", summary=summary, blocks=blocks_of(text), origin="X-1.md")


def assume(text: str, vocabulary: Vocabulary = NOTHING, summary: str = "A wish") -> Request:
    given = ticket(text, summary)
    return assumed(given, with_nearest(given, read(given, vocabulary), vocabulary), vocabulary)


def things(request: Request) -> list[str]:
    return [ask.entity for ask in request.asks if isinstance(ask, EntityAsk)]


def facts(request: Request, entity: str) -> list[str]:
    return [ask.attribute for ask in request.asks if isinstance(ask, AttributeAsk) and ask.entity == entity]


def parents(request: Request, entity: str) -> set[str]:
    return {ask.parent for ask in request.asks if isinstance(ask, RelationAsk) and ask.child == entity}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We need a database with our keepers, their dogs and every walk.", ["keeper", "dog", "walk"]),
        ("Set up tables for boats, skippers and the waiting list.", ["boat", "skipper", "waiting list entry"]),
        ("There is nowhere to store the wishes of guests.", ["guest wish"]),
        ("We should finally keep track of our tools.", ["tool"]),
        ("Every inspection should be recorded.", ["inspection"]),
        ("Tables needed: tracks, albums, playlists", ["track", "album", "playlist"]),
        ("There should be a log of every outage.", ["outage"]),
        ("Please keep information about our suppliers.", ["supplier"]),
        ("We need somewhere to note which pupil has borrowed which ball.", ["loan"]),
    ],
)
def test_words_that_ask_for_keeping_name_things(text: str, found: list[str]) -> None:
    assert things(assume(text)) == found


@pytest.mark.parametrize(
    "text",
    [
        "The search is slow. Please make it faster.",
        "As a user I want a dark mode, so that my eyes do not hurt.",
        "Users should be able to click the save button.",
        "As a user I want to save the form so that I do not lose my work.",
        "Users should be able to order the list by date.",
        "As an admin I want to export skaters to CSV.",
        "Keep the legacy endpoint for two more releases.",
        "The README needs a table of contents.",
        "We log every request to stdout.",
        "As a developer I want the linter to run, so that we keep a record of violations.",
        "Please set up a database for the ice rink.",
        "For each departure show the line. No migration, the tables are there.",
    ],
)
def test_no_table_without_a_word_of_keeping(text: str) -> None:
    request = assume(text, CLUB)
    assert things(request) == []
    assert [question for question in request.questions if question.blocking]


@pytest.mark.parametrize(
    ("text", "entity", "found"),
    [
        ("As a skater I want to report that a lift is stuck, so that it gets repaired.", "lift report", {"lift"}),
        ("Skaters should be able to rate parks.", "park rating", {"park"}),
        ("Please allow skaters to leave feedback on a park.", "feedback", {"park"}),
        ("It would be great if skaters could favourite parks.", "park favourite", {"park"}),
        ("Skaters want to save parks for later.", "saved park", {"park"}),
    ],
)
def test_a_deed_is_of_who_does_it_and_of_what_it_is_done_to(text: str, entity: str, found: set[str]) -> None:
    request = assume(text, CLUB)
    assert things(request) == [entity]
    assert parents(request, entity) == {"skater"} | found


def test_what_the_deed_is_done_with_is_no_fact_of_who_does_it() -> None:
    text = "Skaters should be able to book a lift, with a start and a reason."
    assert not read(ticket(text), CLUB).asks
    request = assume(text, CLUB)
    assert facts(request, "lift booking") == ["start", "reason"]
    assert parents(request, "lift booking") == {"skater", "lift"}


def test_a_plural_of_the_deed_names_the_table() -> None:
    request = assume('Skaters should be able to comment on parks.\n\n- Table "comments" in the db.', CLUB)
    assert things(request) == ["comment"]
    assert facts(request, "comment") == ["content", "created at"]


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("what it is", "description"),
        ("when it was found", "found at"),
        ("who came to fetch it", "fetched by"),
        ("where", "location"),
        ("for how long", "duration minutes"),
        ("how much it cost", "amount"),
        ("how many helpers", "helper count"),
        ("why", "reason"),
        ("which day", "date"),
        ("since when", "since"),
    ],
)
def test_questions_are_facts(asked: str, name: str) -> None:
    request = assume(f"There is nowhere to store a lost item: {asked}.")
    assert facts(request, "lost item") == [name]


def test_questions_that_mean_tables_refer_to_them() -> None:
    vocabulary = Vocabulary(tables={"boats": ("id", "name"), "rowers": ("id", "name")})
    request = assume("There is no way to store an outing: which boat, who rowed it, when.", vocabulary)
    assert things(request) == ["outing"]
    assert parents(request, "outing") == {"boat", "rower"}
    assert facts(request, "outing") == ["happened at"]


def test_the_place_where_it_is_found_is_referred_to() -> None:
    request = assume("There is nowhere to record items found in our parks: what it is and where it was found.", CLUB)
    assert (things(request), parents(request, "item")) == (["item"], {"park"})
    assert facts(request, "item")[0] == "description"


def test_brackets_tell_kinds_or_facts() -> None:
    request = assume("We want to store donations (one-off, monthly) and samples (depth, colour).")
    assert [ask.values for ask in request.asks if isinstance(ask, AllowedAsk)] == [("one-off", "monthly")]
    assert facts(request, "donation")[:1] == ["kind"]
    assert facts(request, "sample") == ["depth", "colour"]


def test_an_agreement_is_between_the_one_person_and_the_one_thing_told_of() -> None:
    assert parents(assume("Set up tables for berths, sailors and leases."), "lease") == {"berth", "sailor"}
    assert parents(assume("Set up tables for cups, jars, sailors and charters."), "charter") == {"sailor"}


def test_what_stands_is_referred_to_in_other_words_and_not_made_again() -> None:
    request = assume("We want to keep track of our lifts and the allergies of our customers.", CLUB)
    assert things(request) == ["allergy"]
    assert parents(request, "allergy") == {"client"}


def test_a_title_tells_where_the_text_only_wants_a_table() -> None:
    assert things(assume("Needs a table.", summary="Lost umbrellas")) == ["lost umbrella"]
    assert things(assume("", summary="Track our deliveries")) == ["delivery"]
    assert things(assume("", summary="Deliveries are late")) == []


def test_all_of_it_is_an_assumption_and_the_sentence_is_used() -> None:
    request = assume("We need a database with our rescues (helmet, rope) and every visit of a skater.", CLUB)
    assert all(ask.quote.assumed for ask in request.asks)
    assert [sentence.fate for sentence in request.sentences] == [Fate.USED]
    assert not request.questions


def test_without_leave_the_question_proposes_what_would_be_assumed() -> None:
    request = read(ticket("We want to keep track of every visit of a skater."), CLUB)
    assert not request.asks
    [question] = request.questions
    assert question.blocking
    assert question.proposals[-1] == "assume what is usual, visit (skater, visited at, note): dbd X-1 --assume"


def test_the_nearest_table_is_taken_with_leave_and_listed() -> None:
    vocabulary = Vocabulary(tables={"users": ("id", "name")})
    given = ticket("Add a nickname to each member.")
    assert [question.id for question in read(given, vocabulary).questions if question.blocking] == ["table-for-member"]
    request = assume("Add a nickname to each member.", vocabulary)
    assert not request.questions
    [match] = request.matches
    assert (match.table, match.quote.assumed if match.quote else "") == (
        "users",
        '"member" is taken for the nearest live table: "user" may be another word for "member", score 0.55',
    )
