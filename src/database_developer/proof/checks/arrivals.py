"""The faults that a script brings about: there after it, and not there before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from database_developer.model.names import Address
from database_developer.model.schema import Schema
from database_developer.proof.checks.check import Finding, Subject
from database_developer.proof.checks.named_things import named_things
from database_developer.proof.checks.renames import followed, renames_in


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """A fault of one object in a schema as it stands: what it is, and the safe form.

    ``about`` tells several faults of the same object apart.
    """

    at: Address
    what: str
    hint: str
    about: str = ""


def brought_by(subject: Subject, faults: Callable[[Schema], Iterator[Fault]]) -> Iterator[Finding]:
    """The faults that the script adds; what only changes its name, or had the fault before, is left alone.

    A rollback brings back the schema that was there before the ticket (which is proven by itself), so
    whatever is wrong with that schema afterwards was not this ticket's doing.
    """
    if subject.direction == "rollback":
        return
    renames = renames_in(subject.statements)
    stood = {(followed(fault.at, renames), fault.about) for fault in faults(subject.before)}
    for fault in faults(subject.after):
        if (fault.at, fault.about) not in stood:
            yield Finding(where=str(fault.at), what=fault.what, hint=fault.hint)


def new_and_faulty(subject: Subject, faults: Callable[[Schema], Iterator[Fault]]) -> Iterator[Finding]:
    """The faults of objects that the script adds; none of an object that it only puts in a worse light."""
    renames = renames_in(subject.statements)
    stood = {str(followed(thing.at, renames)) for thing in named_things(subject.before)}
    return (finding for finding in brought_by(subject, faults) if finding.where not in stood)
