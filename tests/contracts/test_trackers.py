"""What every tracker must do; each kind of tracker is one more entry of TRACKERS."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from database_developer.errors import TicketNotFound
from database_developer.model.errand import Move, Say, Stage
from database_developer.trackers import MarkdownTracker, Tracker
from database_developer.trackers.jira import bodies
from database_developer.trackers.jira.account import Account
from database_developer.trackers.jira.connection import Connection
from database_developer.trackers.jira.replies import comments
from database_developer.trackers.jira.settings import JiraSettings
from database_developer.trackers.jira.tracker import JiraTracker
from support.block_words import text_of
from support.fake_jira import FakeJira
from support.jira_trackers import emulator, said, tracker_on

TICKETS = {
    "SHOP-2": ("Customers can leave reviews", "Done", "A review belongs to a product."),
    "SHOP-10": ("Invoices need a due date", "To Do", "An invoice has a due date."),
    "SHOP-9": ("Archive old orders", "In Progress", "Orders older than a year are archived."),
}


@contextmanager
def markdown_tracker(folder: Path) -> Iterator[Tracker]:
    for key, (summary, status, body) in TICKETS.items():
        head = f"---\nkey: {key}\nsummary: {summary}\nstatus: {status}\n---\n\n"
        (folder / f"{key}.md").write_text(head + body + "\n", encoding="utf-8")
    yield MarkdownTracker(folder)


@contextmanager
def jira_tracker(*, is_cloud: bool) -> Iterator[Tracker]:
    with FakeJira(is_cloud=is_cloud) as fake:
        fake.world.add_project("SHOP", "Web shop")
        for key, (summary, status, body) in TICKETS.items():
            fake.world.add_issue(key, summary, status=status, description=body, labels=["database"])
        with tracker_on(fake) as tracker:
            yield tracker
        assert not fake.violations, "\n".join(fake.violations)


@contextmanager
def emulated_tracker(_: Path) -> Iterator[Tracker]:
    """On a Data Center that nobody here wrote."""
    fields = {
        key: {"summary": summary, "status": status, "description": body, "labels": ["database"]}
        for key, (summary, status, body) in TICKETS.items()
    }
    with emulator("SHOP", fields) as url:
        settings = JiraSettings(jql="labels = database")
        with Connection(Account(url=url, token="any"), sleep=lambda _: None) as connection:
            yield JiraTracker(connection, settings)


TRACKERS: dict[str, Callable[[Path], AbstractContextManager[Tracker]]] = {
    "markdown": markdown_tracker,
    "jira cloud": lambda _: jira_tracker(is_cloud=True),
    "jira data center": lambda _: jira_tracker(is_cloud=False),
    "jira820": emulated_tracker,
}


@pytest.fixture(params=TRACKERS)
def tracker(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Tracker]:
    with TRACKERS[request.param](tmp_path) as made:
        yield made


def test_lists_all_in_natural_order(tracker: Tracker) -> None:
    assert [ticket.key for ticket in tracker.list()] == ["SHOP-2", "SHOP-9", "SHOP-10"]
    assert [ticket.is_open for ticket in tracker.list()] == [False, True, True]


def test_loads_whatever_the_letters_case(tracker: Tracker) -> None:
    ticket = tracker.load("shop-10")
    assert (ticket.key, ticket.summary, ticket.status) == ("SHOP-10", "Invoices need a due date", "To Do")
    assert ticket.fingerprint


@pytest.mark.parametrize("key", ["SHOP-99", "../SHOP-2", "/etc/passwd", "SHOP-2/../SHOP-9", "", "SHOP-2.md", ".."])
def test_an_unknown_key_is_not_found_and_the_nearest_are_named(tracker: Tracker, key: str) -> None:
    with pytest.raises(TicketNotFound) as refusal:
        tracker.load(key)
    assert "SHOP-" in refusal.value.hint
    with pytest.raises(TicketNotFound):
        tracker.do(key, Say(marker="report", message=said("text")))
    with pytest.raises(TicketNotFound):
        tracker.do(key, Move(stage=Stage.STARTED))


def test_a_ticket_moves_on_and_the_fingerprint_stays(tracker: Tracker) -> None:
    before = tracker.load("SHOP-9")
    for _ in range(2):
        tracker.do("SHOP-9", Move(stage=Stage.PROVEN))
    after = tracker.load("SHOP-9")
    assert after.status == "In Review"
    assert after.fingerprint == before.fingerprint
    assert after.blocks == before.blocks


def test_a_comment_may_be_left_twice(tracker: Tracker) -> None:
    before = tracker.load("SHOP-9")
    tracker.do("SHOP-9", Say(marker="report", message=said("first")))
    tracker.do("SHOP-9", Say(marker="report", message=said("second")))
    assert tracker.load("SHOP-9") == before
    assert [ticket.key for ticket in tracker.list()] == ["SHOP-2", "SHOP-9", "SHOP-10"]


@pytest.mark.parametrize(
    ("text", "best"),
    [("invoice date", "SHOP-10"), ("shop9", "SHOP-9"), ("SHOP-01", "SHOP-10"), ("custmers reviews", "SHOP-2")],
)
def test_search_finds_by_key_and_by_words(tracker: Tracker, text: str, best: str) -> None:
    assert best in [ticket.key for ticket in tracker.search(text)][:2]


@pytest.mark.parametrize("text", ["xqzzy wobblegorp", "", "   ", "!!!"])
def test_search_finds_nothing_where_nothing_is_alike(tracker: Tracker, text: str) -> None:
    assert tracker.search(text) == ()


def test_a_comment_that_is_not_there_is_not_left_where_only_an_update_is_wanted(
    tracker: Tracker, tmp_path: Path
) -> None:
    update = Say(marker="questions", message=said("settled"), only_update=True)
    assert tracker.do("SHOP-9", update) == ""
    assert said_on(tracker, tmp_path) == []
    tracker.do("SHOP-9", Say(marker="questions", message=said("which one?")))
    tracker.do("SHOP-9", update)
    (only,) = said_on(tracker, tmp_path)
    assert "settled" in only and "which one?" not in only


def said_on(tracker: Tracker, folder: Path) -> list[str]:
    """What the program says on the ticket, comment by comment."""
    if isinstance(tracker, JiraTracker):
        return [text_of(bodies.read(one.get("body"), "", "").blocks) for one in comments(tracker.site, "SHOP-9")]
    path = folder / "SHOP-9.comments.md"
    return path.read_text("utf-8").split("<!-- comment ")[1:] if path.exists() else []
