"""What the end of a run means for its ticket."""

from __future__ import annotations

from enum import StrEnum

from database_developer import errors
from database_developer.errors import DatabaseDeveloperError


class Ending(StrEnum):
    """How a run ended."""

    DONE = "done"
    ASKED = "asked"  # waits for answers; looked at again when the ticket changes
    REFUSED = "refused"  # said so on the ticket; looked at again when the ticket changes
    PASSING = "passing"  # may work later, with the same ticket
    BROKEN = "broken"  # somebody must look at the installation


_PASSING = (
    errors.ServerUnavailable,
    errors.ConnectionLost,
    errors.TrackerUnavailable,
    errors.RunnerBusy,
    errors.LockNotObtained,
    errors.Interrupted,
)
_BROKEN = (errors.UsageError, errors.NotLoggedIn, errors.TrackerRefused)


def ending_of(exit_code: int) -> Ending:
    """The ending that an exit code stands for; a negative one is a signal's, as when memory ran out."""
    if exit_code == 0:
        return Ending.DONE
    if exit_code == errors.QuestionsOpen.exit_code:
        return Ending.ASKED
    if exit_code < 0 or exit_code in {kind.exit_code for kind in _PASSING}:
        return Ending.PASSING
    known = {kind.exit_code for kind in DatabaseDeveloperError.__subclasses__()}
    if exit_code not in known or exit_code in {kind.exit_code for kind in _BROKEN}:
        return Ending.BROKEN
    return Ending.REFUSED


class RunFailed(Exception):
    """A run that came to no result; ``passing`` where it may work later."""

    def __init__(self, said: str, *, passing: bool) -> None:
        super().__init__(said)
        self.said = said
        self.passing = passing


class RunStopped(Exception):
    """A run that was stopped because its worker stops; another takes it up."""
