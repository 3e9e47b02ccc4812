"""Lists of what things hold, in everyday words; all sentences are made up for this."""

from __future__ import annotations

import pytest

from database_developer.model.request import Ask, AttributeAsk, EntityAsk, RelationAsk, UniqueAsk
from database_developer.reading import Vocabulary
from unit.reading.tickets import NOTHING, Q, asks, bare, request

SHOP = Vocabulary(tables={"users": ("id", "email"), "devices": ("id", "serial")})


def told(text: str, vocabulary: Vocabulary = NOTHING, summary: str = "Sponsors") -> set[Ask]:
    return bare(request(text, vocabulary, summary=summary).asks)


def columns(found: set[Ask], entity: str) -> set[str]:
    return {ask.attribute for ask in found if isinstance(ask, AttributeAsk) and ask.entity == entity}


def parents(found: set[Ask], entity: str) -> set[str]:
    return {ask.parent for ask in found if isinstance(ask, RelationAsk) and ask.child == entity}


@pytest.mark.parametrize(
    "text",
    [
        "The fields we hold about a sponsor are its name, website and the yearly contribution.",
        "What we know of a sponsor: name, website, yearly contribution.",
        "A sponsor is described by its name, website and yearly contribution.",
        "Every sponsor is recorded with name, website and yearly contribution.",
        "We'd like to keep name, website and yearly contribution of our sponsors.",
        "Name, website and yearly contribution should be stored per sponsor.",
        "Could you add sponsors (name, website, yearly contribution)?",
        "Can we get a new table sponsors, with name, website and yearly contribution, please?",
        "Hence a table sponsors with the columns name, website and yearly contribution.",
        "A sponsor's name, website and yearly contribution have to be saved.",
        "Sponsor = name, website, yearly contribution",
        "Sponsor - name, website, yearly contribution",
        "Sponsor (name, website, yearly contribution)",
        "A new entity Sponsor with the properties name, website and yearly contribution has to be introduced.",
        "Add model Sponsor with fields name, website and yearly contribution.",
        "It must be possible to save sponsors with name, website and yearly contribution.",
        "The table `sponsors` gets the columns name, website and yearly contribution.",
        "`sponsors` holds name, website and yearly contribution.",
        "What I need is a table sponsors with the name, website and the yearly contribution.",
        "A sponsors table with name, website and yearly contribution would be great.",
        "It'd be good to have a sponsors table holding name, website and yearly contribution.",
        "I'd like to have a table in which sponsors are kept, with name, website and yearly contribution.",
        "Sponsors should be kept in their own table, with name, website and yearly contribution.",
        "Set up storage for sponsors: name, website, yearly contribution.",
        "We need to store the following about sponsors: name, website, yearly contribution.",
        "Data to store for each sponsor: name, website, yearly contribution",
        "The sponsor has the attributes name, website and yearly contribution.",
        "For each sponsor the treasurers want a name, a website and a yearly contribution.",
        "So: sponsors with name, website and yearly contribution.",
        "We note each sponsor's name and website together with its yearly contribution.",
        "A `sponsors` table is missing. Please create it having a name, a website and a yearly contribution.",
        "As to sponsors, a name, a website plus a yearly contribution is enough for us.",
    ],
)
def test_words_around_a_list_do_not_matter(text: str) -> None:
    assert columns(told(text), "sponsor") == {"name", "website", "yearly contribution"}


@pytest.mark.parametrize(
    "text",
    [
        "There are sponsors, with a name and a website, and donations, with an amount and a date.",
        "Two tables are needed: sponsors (name, website) and donations (amount, date).",
        "One table is sponsors with name and website, the other is donations with amount and date.",
        "A table sponsors with name and website is what I have in mind, plus a second one, donations, having an amount "
        "and a date.",
        "a sponsor has a name and a website, a donation has an amount and a date.",
        "sponsors: name, website. donations: amount, date.",
        "Entity Sponsor: name, website. Entity Donation: amount, date.",
        "Of a sponsor we keep name and website; of a donation the amount and the date.",
        "For each sponsor we store the name and the website. For donations the amount and the date.",
        "A club has sponsors (name, website) and donations (amount, date).",
        "Sponsors (name, website) give donations (amount, date).",
    ],
)
def test_two_lists_in_one_go(text: str) -> None:
    found = told(text, summary="Club")
    assert columns(found, "sponsor") == {"name", "website"}
    assert columns(found, "donation") == {"amount", "date"}


def test_a_list_may_name_what_was_told_before() -> None:
    found = told("Aircraft - registration, model, seats. Flight - aircraft, pilot name, takes off at, lands at.")
    assert columns(found, "flight") == {"pilot name", "takes off at", "lands at"}
    assert parents(found, "flight") == {"aircraft"}


def test_what_belongs_to_what_is_told_at_the_end_or_by_a_pronoun() -> None:
    found = told("So: `hooks` with `url`, `secret` and `enabled`, belonging to a `user`.", SHOP)
    assert columns(found, "hook") == {"url", "secret", "enabled"}
    assert parents(found, "hook") == {"user"}
    found = told("Store sponsors (name, website) and their donations (amount, date).")
    assert parents(found, "donation") == {"sponsor"}


def test_the_key_may_come_first() -> None:
    text = "Set up COUNTRY as reference table, keyed by the ISO code, and with the English name and the local name."
    found = told(text)
    assert EntityAsk(entity="country", key=("iso code",), quote=Q) in found
    assert columns(found, "country") == {"iso code", "english name", "local name"}


@pytest.mark.parametrize(
    "text",
    [
        "Our sponsors page has a search box, a filter and a button.",
        "The spreadsheet has name, website and amount, and nobody likes it.",
        "Status has open, closed and pending.",
        "Tests: unit, integration, load.",
        "The band was loud, cheap and nearby.",
        "Last year we had a name, a website and a plan.",
        "Each report shows cars, boats and planes.",
        "The mobile team wants speed, comfort and style.",
        "Users of the site, the app and the shop complain.",
    ],
)
def test_lists_of_anything_else_make_no_tables(text: str) -> None:
    assert not told(text, summary="Talk")


def test_a_standing_table_gets_nothing_by_a_list() -> None:
    found = told("Users (name, email) log in every day.", SHOP)
    assert not [ask for ask in found if isinstance(ask, EntityAsk)]


@pytest.mark.parametrize(
    ("entry", "name"),
    [
        ("taken at", "taken at"),
        ("lands at", "lands at"),
        ("employed since", "employed since"),
        ("locked or not", "locked"),
        ("whether it contains nuts", "contains nuts"),
        ("best before date", "best before date"),
        ("a column telling the line status", "line status"),
        ("is either paid or not", "is paid"),
    ],
)
def test_facts_named_in_a_word_or_two(entry: str, name: str) -> None:
    assert columns(asks(f"Add a table parcels with a title, {entry} and weight."), "parcel") == {
        "title",
        name,
        "weight",
    }


@pytest.mark.parametrize(
    "text",
    [
        "- [ ] Table `firings` exists\n- [ ] label: text, required\n- [ ] peak: integer\n- [ ] notes: text, optional",
        "1. There is a table called firings\n2. It holds a label (text), the peak (integer) and the notes (text)",
        "* new table firings\n* label (text)\n* peak (integer)\n* notes (text)",
    ],
)
def test_acceptance_criteria_are_orders_where_nothing_else_orders_anything(text: str) -> None:
    found = told(f"## Acceptance criteria\n{text}\n", summary="Oven log")
    assert columns(found, "firing") == {"label", "peak", "notes"}


def test_acceptance_criteria_tell_nothing_more_beside_an_order() -> None:
    order = "Add a table ovens with a label and a size."
    text = f"{order}\n\n## Acceptance criteria\n- [ ] Table `firings` has a date and a note"
    assert {ask.entity for ask in told(text) if isinstance(ask, EntityAsk)} == {"oven"}


def test_rules_among_columns_are_no_columns() -> None:
    text = "## Columns of a new table guests\n- name: text\n- email: text\n- unique (name, email)\n- index on email"
    found = told(text)
    assert columns(found, "guest") == {"name", "email"}
    assert not [ask for ask in found if isinstance(ask, UniqueAsk) and ask.attributes == ("unique",)]


def test_names_below_a_title_and_some_words() -> None:
    text = "The dispatch screen needs drivers.\n\n- first name\n- licence number (unique)\n- phone, may be left empty"
    found = told(text, summary="Create the drivers table")
    assert columns(found, "driver") == {"first name", "licence number", "phone"}


@pytest.mark.parametrize(
    "text", ["a quiz has a name. a lesson has a text.", "quiz: name, text. lesson: title, points."]
)
def test_sentences_in_small_letters(text: str) -> None:
    assert {ask.entity for ask in told(text) if isinstance(ask, EntityAsk)} == {"quiz", "lesson"}
