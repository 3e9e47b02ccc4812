"""What the server's refusals mean to whoever runs a migration."""

from __future__ import annotations

from database_developer.errors import DatabaseDeveloperError, StatementFailed, StillInUse
from database_developer.running.telling import Place

STILL_IN_USE = "DBD01"  # raised by guards that migrations bring along
CANCELLED, TRANSACTION_TIMEOUT, DISK_FULL = "57014", "25P04", "53100"
GO_ON = "mend it and go on with dbd resume, or take it back with dbd rollback"


def told(error: StatementFailed, place: Place, *, hold: float, held_too_long: bool = False) -> DatabaseDeveloperError:
    """The error for people: where it stands in the file, and what to do."""
    where = str(place)
    if error.sqlstate == STILL_IN_USE:
        return StillInUse(error.what, where=where, hint=error.hint or GO_ON)
    what, hint = error.what, f"{error.hint}; then {GO_ON}" if error.hint else GO_ON
    took_long = error.sqlstate == TRANSACTION_TIMEOUT or (error.sqlstate == CANCELLED and "timeout" in error.what)
    if held_too_long or took_long:
        what = f"cancelled, because it held up everybody else for longer than {hold:g} s ({error.what})"
        hint = "write it in a form that does not, or allow more with --hold-limit at a quiet hour; then dbd resume"
    elif error.sqlstate == DISK_FULL:
        hint = "make room on the server's disk, then go on with dbd resume, or take it back with dbd rollback"
    return StatementFailed(
        what,
        where=where,
        hint=hint,
        sqlstate=error.sqlstate,
        constraint=error.constraint,
        position=error.position,
    )
