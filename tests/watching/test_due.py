"""Which tickets are taken: new ones, and those that changed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from database_developer.errors import TicketNotFound, TicketUnreadable, TrackerRefused, TrackerUnavailable
from database_developer.model.errand import Errand
from database_developer.model.ticket import Ticket, TicketSummary
from database_developer.watching.due import Order, look, taken
from database_developer.watching.ledger import Ledger
from database_developer.watching.queue import Queue


@dataclass
class FewTickets:
    """A tracker that tells when tickets were changed, and counts how often one is loaded."""

    tickets: dict[str, Ticket] = field(default_factory=dict)
    moments: dict[str, str] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)
    loaded: list[str] = field(default_factory=list)
    broken: dict[str, Exception] = field(default_factory=dict)

    def put(self, key: str, text: str, moment: str = "") -> None:
        self.tickets[key] = Ticket(key=key, summary="a", fingerprint=text)
        self.moments[key] = moment

    def list(self) -> tuple[TicketSummary, ...]:
        known = (TicketSummary(key=key, summary="a", updated=self.moments[key]) for key in self.tickets)
        return tuple(replace(it, is_open=it.key not in self.closed) for it in known)

    def load(self, key: str) -> Ticket:
        self.loaded.append(key)
        if key not in self.tickets:
            raise TicketNotFound(f'there is no ticket "{key}"')
        if key in self.broken:
            raise self.broken[key]
        return self.tickets[key]

    def do(self, key: str, errand: Errand) -> str:
        return ""

    def search(self, text: str) -> tuple[TicketSummary, ...]:
        return ()


@dataclass
class Office:
    """A tracker, and the queue that its tickets go to."""

    tracker: FewTickets
    ledger: Ledger
    queue: Queue

    def look(self) -> tuple[str, ...]:
        return look(self.tracker, self.ledger, self.queue)

    def take(self, key: str, *, told: bool = False) -> str:
        return taken(self.tracker, self.ledger, Order(key=key, updated=self.tracker.moments.get(key, ""), told=told))

    def work(self, exit_code: int) -> list[str]:
        """Take and end all that waits, as a worker does; the keys that were run."""
        done = []
        for key in list(self.tracker.tickets):
            if self.take(key) == "":
                self.ledger.end(key, exit_code, "")
                done.append(key)
        self.ledger._run("DELETE FROM procrastinate_jobs", [])
        return done


@pytest.fixture
def office(ledger: Ledger, queue: Queue) -> Office:
    return Office(tracker=FewTickets(), ledger=ledger, queue=queue)


def test_a_new_ticket_is_queued_once(office: Office) -> None:
    office.tracker.put("KAN-1", "one")
    assert office.look() == ("KAN-1",)
    assert office.look() == ()
    assert office.ledger.counts() == {"todo": 1}


def test_a_ticket_that_a_worker_is_about_to_take_is_not_queued_beside_it(office: Office) -> None:
    office.tracker.put("KAN-1", "one")
    office.look()
    office.ledger._run("UPDATE procrastinate_jobs SET status = 'doing'", [])
    assert office.look() == ()


def test_a_closed_ticket_is_left_alone(office: Office) -> None:
    office.tracker.put("KAN-1", "one")
    office.tracker.closed.add("KAN-1")
    assert office.look() == ()


@pytest.mark.parametrize("exit_code", [0, 4, 9, 10, 23])
def test_what_came_to_a_result_and_did_not_change_is_not_queued_again(office: Office, exit_code: int) -> None:
    office.tracker.put("KAN-1", "one")
    office.look()
    assert office.work(exit_code) == ["KAN-1"]
    assert office.look() == ()
    assert office.take("KAN-1") == "it did not change since it was run"


@pytest.mark.parametrize("exit_code", [0, 4, 9, 23])
def test_what_changed_is_queued_again(office: Office, exit_code: int) -> None:
    office.tracker.put("KAN-1", "one")
    office.work(exit_code)
    office.tracker.put("KAN-1", "two")
    assert office.look() == ("KAN-1",)
    assert office.work(exit_code) == ["KAN-1"]


def test_a_ticket_of_the_same_moment_is_not_even_loaded(office: Office) -> None:
    office.tracker.put("KAN-1", "one", "monday")
    office.work(0)
    office.tracker.loaded.clear()
    assert office.look() == ()
    assert office.tracker.loaded == []


def test_one_that_was_touched_is_loaded_once_and_left_alone(office: Office) -> None:
    office.tracker.put("KAN-1", "one", "monday")
    office.work(0)
    office.tracker.put("KAN-1", "one", "tuesday")
    office.tracker.loaded.clear()
    assert (office.look(), office.look()) == ((), ())
    assert office.tracker.loaded == ["KAN-1"]


def test_one_that_waits_for_answers_is_looked_at_again_when_touched(office: Office) -> None:
    office.tracker.put("KAN-1", "one", "monday")
    office.work(4)
    assert office.look() == ()
    office.tracker.put("KAN-1", "one", "tuesday")
    assert office.look() == ("KAN-1",)
    assert office.work(4) == ["KAN-1"]
    assert office.look() == ()


def test_a_ticket_under_way_is_queued_only_if_it_changes_meanwhile(office: Office) -> None:
    office.tracker.put("KAN-1", "one")
    assert office.take("KAN-1") == ""
    assert office.look() == ()
    office.tracker.put("KAN-1", "two")
    assert office.look() == ("KAN-1",)


def test_a_run_that_came_to_no_result_is_taken_again(office: Office) -> None:
    office.tracker.put("KAN-1", "one")
    assert [office.take("KAN-1"), office.take("KAN-1")] == ["", ""]


def test_a_webhook_about_a_ticket_that_is_not_watched_starts_nothing(office: Office) -> None:
    office.tracker.put("KAN-1", "one")
    office.tracker.closed.add("KAN-1")
    assert office.take("KAN-1", told=True) == "not one of those that are watched"
    assert office.take("KAN-99", told=True) == "not one of those that are watched"
    office.tracker.closed.clear()
    assert office.take("kan-1", told=True) == "not one of those that are watched"  # it would have a lock of its own
    assert office.take("KAN-1", told=True) == ""


def test_a_ticket_that_is_gone_is_not_run(office: Office) -> None:
    assert office.take("KAN-7") == "it is not there any more"


@pytest.mark.parametrize(
    "error", [TicketUnreadable("no text"), TrackerRefused("not for you"), ZeroDivisionError("a bug")]
)
def test_one_that_cannot_be_read_is_run_once_and_keeps_nobody_waiting(office: Office, error: Exception) -> None:
    office.tracker.put("KAN-1", "one")
    office.tracker.broken["KAN-1"] = error
    assert office.work(5) == ["KAN-1"]
    office.tracker.put("KAN-2", "two")
    assert office.look() == ("KAN-2",)


def test_where_the_tracker_is_away_nothing_is_taken_for_changed(office: Office) -> None:
    office.tracker.put("KAN-1", "one")
    office.work(0)
    office.tracker.broken["KAN-1"] = TrackerUnavailable("away")
    with pytest.raises(TrackerUnavailable):
        office.look()
    assert office.ledger.counts() == {}
