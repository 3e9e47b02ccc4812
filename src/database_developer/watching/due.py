"""Which tickets are due: new ones, and those that changed since they were last taken."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from database_developer.errors import NotLoggedIn, TicketNotFound, TrackerUnavailable
from database_developer.model.ticket import TicketSummary
from database_developer.trackers.tracker import Tracker
from database_developer.watching.ledger import Ledger, Seen
from database_developer.watching.queue import Queue


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """What a job says: the ticket, the moment of its last change where known, and whether a webhook told of it."""

    key: str
    updated: str = ""
    told: bool = False


def look(tracker: Tracker, ledger: Ledger, queue: Queue) -> tuple[str, ...]:
    """One look at the tracker: queue the open tickets that are due; the keys that were queued.

    A ticket whose moment of change is the one remembered is not even loaded. Raises the tracker's errors and
    ServerUnavailable.
    """
    has_job, remembered = ledger.queued(), ledger.all_seen()
    queued = []
    for summary in tracker.list():
        if not summary.is_open or (summary.key in has_job and summary.key not in remembered):
            continue  # in the second case a worker is about to take it
        if not _is_due(tracker, ledger, summary, remembered.get(summary.key)):
            continue
        if queue.put(summary.key, updated=summary.updated):
            queued.append(summary.key)
    ledger.sweep()
    return tuple(queued)


def taken(tracker: Tracker, ledger: Ledger, order: Order) -> str:
    """Take the ticket for a run, and remember how it is now. "" if it is to be run, else why it is not."""
    updated = order.updated
    if order.told:
        summary = _listed(tracker, order.key)
        if summary is None:
            return "not one of those that are watched"
        updated = summary.updated
    mark = fingerprint(tracker, order.key)
    if mark is None:
        return "it is not there any more"
    seen = ledger.seen(order.key)
    if _is_settled(seen, mark, is_touched=order.told or _differs(seen, updated)):
        ledger.touch(order.key, updated)
        return "it did not change since it was run"
    ledger.begin(order.key, mark, updated)
    return ""


def fingerprint(tracker: Tracker, key: str) -> str | None:
    """A mark of what the ticket says; None where there is no such ticket.

    One that cannot be read is marked by why: its run says so, and the others do not wait for it.
    Raises TrackerUnavailable and NotLoggedIn.
    """
    try:
        return tracker.load(key).fingerprint
    except TicketNotFound:
        return None
    except (TrackerUnavailable, NotLoggedIn):
        raise
    except Exception as error:
        return hashlib.sha256(f"{type(error).__name__} {error}".encode()).hexdigest()


def _is_due(tracker: Tracker, ledger: Ledger, summary: TicketSummary, seen: Seen | None) -> bool:
    if seen is None:
        return True
    if summary.updated and summary.updated == seen.updated:
        return False
    mark = fingerprint(tracker, summary.key)
    if mark is None:
        return False
    is_touched = _differs(seen, summary.updated)
    if mark != seen.fingerprint or (seen.waits and is_touched):
        return True
    if is_touched:
        ledger.touch(summary.key, summary.updated)
    return False


def _is_settled(seen: Seen | None, mark: str, *, is_touched: bool) -> bool:
    """Whether a run of the ticket as it is came to a result, and nobody can have answered since."""
    if seen is None or seen.exit_code is None or seen.fingerprint != mark:
        return False
    return not (seen.waits and is_touched)


def _differs(seen: Seen | None, updated: str) -> bool:
    return seen is not None and bool(updated) and updated != seen.updated


def _listed(tracker: Tracker, key: str) -> TicketSummary | None:
    """The open ticket of exactly that key: two spellings of one would be two locks."""
    return next((it for it in tracker.list() if it.key == key and it.is_open), None)
