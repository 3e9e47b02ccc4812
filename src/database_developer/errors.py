"""Every deliberate error, with its exit code and what to do about it.

DatabaseDeveloperError            1   (never raised itself)
├── UsageError                    2   the command line or a setting makes no sense
├── TicketNotFound                3   no ticket of that id; carries what is nearest
├── QuestionsOpen                 4   the ticket must be answered before work can go on
├── TicketUnreadable              5   the ticket's file or text cannot be read
├── StatementRefused              6   SQL in a ticket that will not be run, by name
├── SchemaUnreadable              7   the schema to start from cannot be replayed or read
├── DesignImpossible              8   what is asked contradicts itself or what exists
├── NoPlan                        9   a difference that no operation answers
├── ProofFailed                  10   something claimed was not observed
├── ServerUnavailable            11   no PostgreSQL could be started or reached
├── ResultsExist                 12   a file would be overwritten that is not ours
├── StatementFailed              13   the server refused a statement
├── HazardBlocked                14   a change would block, break or lose something, and nobody allowed it
├── SchemaDrifted                15   the database is not as the migration expects it
├── RunnerBusy                   16   another runner works on the database
├── HistoryBroken                17   applied files were edited, are missing or come too late
├── LockNotObtained              18   others held a table for too long
├── StillInUse                   19   the old form of something is still being used
├── ConnectionLost               20   the server or the connection went away; it can be resumed
├── TrackerUnavailable           21   the tracker cannot be reached, or asks to wait for too long
├── TrackerRefused               22   the tracker will not do what was asked
├── NotLoggedIn                  23   no credentials for the tracker, or none that it takes
└── Interrupted                 130   Ctrl-C
"""

from __future__ import annotations

from typing import ClassVar


class DatabaseDeveloperError(Exception):
    """What went wrong, where, and what to do; never raised itself.

    ``what`` is a lower-case sentence with the offending name in quotes; ``where`` a file, line,
    table or address; ``hint`` the next thing to do.
    """

    exit_code: ClassVar[int] = 1
    id: ClassVar[str] = "error"

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f"\n  hint: {self.hint}" if self.hint else ""
        return f"{place}{self.what}{advice}"


class UsageError(DatabaseDeveloperError):
    """The command line or a setting makes no sense."""

    exit_code = 2
    id = "usage"


class TicketNotFound(DatabaseDeveloperError):
    """No ticket of that id."""

    exit_code = 3
    id = "ticket-not-found"


class QuestionsOpen(DatabaseDeveloperError):
    """The ticket must be answered before work can go on."""

    exit_code = 4
    id = "questions-open"


class TicketUnreadable(DatabaseDeveloperError):
    """The ticket's file or text cannot be read."""

    exit_code = 5
    id = "ticket-unreadable"


class StatementRefused(DatabaseDeveloperError):
    """SQL in a ticket that will not be run."""

    exit_code = 6
    id = "statement-refused"


class SchemaUnreadable(DatabaseDeveloperError):
    """The schema to start from cannot be replayed or read."""

    exit_code = 7
    id = "schema-unreadable"


class DesignImpossible(DatabaseDeveloperError):
    """What is asked contradicts itself or what exists."""

    exit_code = 8
    id = "design-impossible"


class NoPlan(DatabaseDeveloperError):
    """A difference that no operation answers."""

    exit_code = 9
    id = "no-plan"


class ProofFailed(DatabaseDeveloperError):
    """Something claimed was not observed."""

    exit_code = 10
    id = "proof-failed"


class ServerUnavailable(DatabaseDeveloperError):
    """No PostgreSQL could be started or reached."""

    exit_code = 11
    id = "server-unavailable"


class ResultsExist(DatabaseDeveloperError):
    """A file would be overwritten that is not ours."""

    exit_code = 12
    id = "results-exist"


class StatementFailed(DatabaseDeveloperError):
    """The server refused a statement.

    ``sqlstate`` is the five-character code, ``constraint`` the constraint's name where one was
    violated, ``position`` the character (from 1) in the statement, or None.
    """

    exit_code = 13
    id = "statement-failed"

    def __init__(
        self,
        what: str,
        *,
        where: str = "",
        hint: str = "",
        sqlstate: str = "",
        constraint: str = "",
        position: int | None = None,
    ) -> None:
        super().__init__(what, where=where, hint=hint)
        self.sqlstate = sqlstate
        self.constraint = constraint
        self.position = position


class HazardBlocked(DatabaseDeveloperError):
    """A change would block, break or lose something, and nobody allowed it by name."""

    exit_code = 14
    id = "hazard-blocked"


class SchemaDrifted(DatabaseDeveloperError):
    """The database's schema is not the one that a migration was made for."""

    exit_code = 15
    id = "schema-drifted"


class RunnerBusy(DatabaseDeveloperError):
    """Another runner works on the database."""

    exit_code = 16
    id = "runner-busy"


class HistoryBroken(DatabaseDeveloperError):
    """Files of applied migrations were edited, are missing, or come before what is applied already."""

    exit_code = 17
    id = "history-broken"


class LockNotObtained(DatabaseDeveloperError):
    """Others held a table for too long, however often it was tried."""

    exit_code = 18
    id = "lock-not-obtained"


class StillInUse(DatabaseDeveloperError):
    """The old form of something is still being used, so it cannot go yet."""

    exit_code = 19
    id = "still-in-use"


class ConnectionLost(DatabaseDeveloperError):
    """The server or the connection went away in the middle; what was under way can be resumed."""

    exit_code = 20
    id = "connection-lost"


class TrackerUnavailable(DatabaseDeveloperError):
    """The tracker cannot be reached, does not answer in time, or asks to wait for too long; it may work later."""

    exit_code = 21
    id = "tracker-unavailable"


class TrackerRefused(DatabaseDeveloperError):
    """The tracker will not do what was asked: a permission, a value or a transition is missing."""

    exit_code = 22
    id = "tracker-refused"


class NotLoggedIn(DatabaseDeveloperError):
    """There are no credentials for the tracker, or none that it takes."""

    exit_code = 23
    id = "not-logged-in"


class Interrupted(DatabaseDeveloperError):
    """The user asked to stop."""

    exit_code = 130
    id = "interrupted"
