"""Comments, related tickets and answers beside the description: whose words count, and which of two wins."""

from __future__ import annotations

import pytest

from database_developer.errors import StatementRefused
from database_developer.model.request import AlterAsk, Fate, RemovalAsk, RenameAsk
from database_developer.model.ticket import Grid, Paragraph, RelatedTicket
from database_developer.reading.striking import without_struck
from database_developer.trackers.blocks import blocks_of
from support.told import fate, question, told, types

CUSTOMER = "A customer has a name (required), a nickname and a phone (text)."


@pytest.mark.parametrize(
    ("correction", "after"),
    [
        ("Scrap the nickname column.", {"name": "", "phone": "text"}),
        ("We no longer need the phone or the nickname.", {"name": ""}),
        ("The nickname is not needed any more.", {"name": "", "phone": "text"}),
        ("UPDATE: use varchar(100) for the phone instead.", {"name": "", "nickname": "", "phone": "varchar(100)"}),
        ("Make it varchar(100) rather than text.", {"name": "", "nickname": "", "phone": "varchar(100)"}),
        ("Correction: the phone is a varchar(20).", {"name": "", "nickname": "", "phone": "varchar(20)"}),
        ("Instead of phone use mobile number.", {"name": "", "nickname": "", "mobile number": "text"}),
        ("Instead of text, use varchar(40).", {"name": "", "nickname": "", "phone": "varchar(40)"}),
        ("EDIT 2: nickname: varchar(30)", {"name": "", "nickname": "varchar(30)", "phone": "text"}),
        ("Also add an email (varchar(100)).", {"name": "", "nickname": "", "phone": "text", "email": "varchar(100)"}),
        (
            "We should keep the name short. We need a meeting. Add a link to the docs.",
            {"name": "", "nickname": "", "phone": "text"},
        ),
        ("Build 7 is green. Do not drop anything!", {"name": "", "nickname": "", "phone": "text"}),
    ],
)
def test_a_later_comment_wins(correction: str, after: dict[str, str]) -> None:
    assert types(told(CUSTOMER, ("Ann", correction))) == after
    assert types(told(CUSTOMER, ("Bob", correction))) == after


def test_within_the_description_too_and_in_one_paragraph() -> None:
    request = told(f"{CUSTOMER} UPDATE: scrap the nickname. The phone should be varchar(9) instead of text.")
    assert types(request) == {"name": "", "phone": "varchar(9)"}


def test_both_sentences_are_traceable() -> None:
    request = told("Create a customers table:\n\n- name: text\n- fax: text", ("Ann", "Drop the fax."))
    (gone,) = [one for one in request.sentences if one.fate is Fate.SUPERSEDED]
    assert gone.quote.text == "fax: text"
    assert gone.by is not None
    assert (gone.by.text, gone.by.origin) == ("Drop the fax.", "comment 101 by Ann")
    assert fate(request, "Drop the fax.") is Fate.USED


def test_later_tables_and_changes_win_over_earlier_ones() -> None:
    grid = "| Column | Type |\n| --- | --- |\n| {} | {} |\n"
    request = told(
        grid.format("fax", "text"), ("Ann", "\n" + grid.format("fax", "varchar(9)")), summary="Add a clients table"
    )
    assert types(request) == {"fax": "varchar(9)"}
    changed = told("Make total of orders optional.", ("Ann", "UPDATE: make total of orders required."))
    assert [ask.required for ask in changed.asks if isinstance(ask, AlterAsk)] == [True]


def test_a_removal_may_be_taken_back() -> None:
    body = "Remove the legacy_code column from orders. Add a due date to orders."
    assert any(isinstance(ask, RemovalAsk) for ask in told(body).asks)
    assert not any(isinstance(ask, RemovalAsk) for ask in told(body, ("Ann", "Actually, keep the legacy code.")).asks)


@pytest.mark.parametrize(
    "stop", ["Leave the total column as it is.", "Don't rename total.", "The total must stay as is."]
)
def test_a_change_may_be_taken_back(stop: str) -> None:
    body = "Rename the total column of orders to amount. Add a due date to orders."
    assert any(isinstance(ask, RenameAsk) for ask in told(body).asks)
    assert not any(isinstance(ask, RenameAsk) for ask in told(body, ("Ann", stop)).asks)


def test_a_standing_table_is_not_taken_back_with_what_is_asked_of_it() -> None:
    request = told("Add a due date to orders.", ("Ann", "Drop the orders table."))
    assert types(request) == {"due date": "date"}


@pytest.mark.parametrize("struck", ["~~a nickname~~ and", "<del>a nickname</del> and", "-a nickname- and"])
def test_struck_out_text_is_superseded(struck: str) -> None:
    request = told(f"A customer has a name, {struck} a phone.")
    assert set(types(request)) == {"name", "phone"}
    assert fate(request, "a nickname") is Fate.SUPERSEDED


def test_struck_out_items_and_rows_are_no_columns() -> None:
    assert set(types(told("Create a customers table:\n\n- name: text\n- ~~fax: text~~"))) == {"name"}
    rows = "| Column | Type |\n| --- | --- |\n| name | ~~text~~ varchar(9) |\n| ~~fax~~ | ~~text~~ |\n"
    assert types(told(rows, summary="Create customers table")) == {"name": "varchar(9)"}


def test_nothing_is_left_of_what_is_struck_out_as_a_whole() -> None:
    grid = Grid(header=("Column",), rows=(("~~fax~~",), ("name",)), line=1)
    assert without_struck(grid) == Grid(header=("Column",), rows=(("name",),), line=1)
    assert without_struck(Paragraph(text="~~Add a fax.~~", line=1)) is None


def test_two_types_without_a_word_on_which_wins_are_asked() -> None:
    body = "Create a customers table:\n\n- name: varchar(20)\n\nThe name is a varchar(50)."
    request = told(body)
    asked = question(request, "type-")
    assert asked.blocking
    assert "name: varchar(20) (line 3)" in asked.text
    assert "The name is a varchar(50). (line 5)" in asked.text
    chosen = asked.meanings[1]
    assert chosen is not None
    assert types(told(body, answers=[chosen])) == {"name": "varchar(50)"}
    assert not told(body, ("Ann", "The name is varchar(30).")).questions
    lists = "Create a customers table:\n\n- name: varchar(20)\n- fax: text\n\nThe customers table has these columns:"
    twice = f"{lists}\n\n- name: varchar(50)\n- age: integer"
    assert told(twice).questions
    grid = "\n| Column | Type |\n| --- | --- |\n| name | varchar(30) |\n"
    settled = told(twice, ("Ann", grid), summary="Create customers table")
    assert (types(settled)["name"], settled.questions) == ("varchar(30)", ())


def test_what_strangers_ask_is_a_question() -> None:
    request = told(CUSTOMER, ("Eve", "Please drop table users.\n\n```sql\nDROP DATABASE shop;\n```\n"))
    assert set(types(request)) == {"name", "nickname", "phone"}
    assert not any(isinstance(ask, RemovalAsk) for ask in request.asks)
    asked = question(request, "comment-101")
    assert asked.text == 'comment 101 by Eve asks "Please drop table users.": do it?'
    assert (asked.blocking, asked.quote and asked.quote.origin) == (False, "comment 101 by Eve")


def test_a_question_about_a_stranger_is_answered_with_yes_or_no() -> None:
    comment = ("Eve", "Add a fax to customers.")
    asked = question(told(CUSTOMER, comment), "comment-101")
    assert [one[:3].strip(",") for one in asked.proposals] == ["yes", "no"]
    assert asked.meanings == ("Comment 101 is agreed.", "")
    agreed = told(CUSTOMER, comment, answers=["Comment 101 is agreed."])
    assert "fax" in types(agreed)
    assert not agreed.questions


@pytest.mark.parametrize(
    ("reply", "is_in", "asks"),
    [
        ("Yes, please do.", True, False),
        ("Agreed, Eve.", True, False),
        ("+1", True, False),
        ("@Eve: ok", True, False),
        ("No.", False, False),
        ("Not now, thanks.", False, True),
        ("Yes, but later.", False, True),
        ("Thanks.", False, True),
        ("> Add a fax to customers.\n\nWhy?", False, True),
    ],
)
def test_the_reporter_agrees_or_declines(reply: str, is_in: bool, asks: bool) -> None:
    request = told(CUSTOMER, ("Eve", "Add a fax to customers."), ("Ann", reply))
    assert ("fax" in types(request)) is is_in
    assert any(one.id == "comment-101" for one in request.questions) is asks


def test_strangers_agree_to_nothing() -> None:
    request = told(CUSTOMER, ("Eve", "Add a fax to customers."), ("Joe", "Agreed. Comment 101 is agreed."))
    assert "fax" not in types(request)


def test_bots_are_not_heard_and_replies_are_no_text() -> None:
    request = told(
        CUSTOMER, ("jenkins", "Add a build to customers."), ("Ann", "1: b\n2 = yes\nQ3: add a fax to customers")
    )
    assert set(types(request)) == {"name", "nickname", "phone"}
    assert not request.questions


def test_related_tickets_teach_names_and_ask_nothing() -> None:
    body = blocks_of("A warehouse has a code and a town.\n\n```sql\nDROP DATABASE shop;\n```")
    parent = RelatedTicket(kind="parent", key="T-9", summary="Warehouses", blocks=body)
    request = told("Add a due date to orders.", related=(parent,))
    assert types(request) == {"due date": "date"}
    assert not request.questions
    refused = pytest.raises(StatementRefused, match="DROP DATABASE")
    with refused:
        told("", related=(parent,), answers=["T-9 is part of this ticket."])


def test_a_vague_ticket_is_asked_about_what_there_is() -> None:
    report = RelatedTicket(
        kind="blocks", key="T-8", summary="Revenue report", blocks=blocks_of("A report has a month.")
    )
    epic = RelatedTicket(kind="parent", key="T-7", summary="Warehouse")
    vague = "Please make the database better and add what is missing for the new reports. Thanks!"
    request = told(vague, related=(epic, report), summary="Improve the database")
    assert not request.asks
    tables, queries, problem = request.questions
    assert "(tables now: users, orders, items)" in tables.text
    assert [("T-8" in one, "T-7" in one) for one in queries.proposals] == [(True, False), (False, True), (False, False)]
    assert queries.meanings == ("T-8 is part of this ticket.", None, None)
    assert '"orders"' in problem.proposals[0]
    for meaning in filter(None, (*queries.meanings, *problem.meanings)):
        assert told(vague, related=(epic, report), summary="Improve the database", answers=[meaning]).asks, meaning
