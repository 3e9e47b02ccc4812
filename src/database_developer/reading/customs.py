"""What is customary for whole sorts of things, where nobody says more: one line a sort, with its reason.

The sorts are told by the last word of a thing's name. A thing that is well known (``usual``) is no case for them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from database_developer.model.inflection import singular
from database_developer.model.usual import usual_of
from database_developer.reading.deeds import verb_of
from database_developer.reading.inflection import participle


class Sort(StrEnum):
    """What kind of thing it is, as far as what is kept of it hangs on that."""

    PERSON = "person"
    AGREEMENT = "agreement"
    GRANT = "grant"
    DEED = "deed"
    NUMBERED = "numbered"
    ENTRY = "entry"
    OCCURRENCE = "occurrence"
    MONEY = "money"
    MEETING = "meeting"
    MEASURE = "measure"
    WORK = "work"


@dataclass(frozen=True, kw_only=True, slots=True)
class Custom:
    """What is kept of a sort of thing ("name text, email text?") and why; ``names`` are the words for it.

    ``is_between`` where it takes somebody and something, so that it refers to both where the ticket tells of one each.
    """

    sort: Sort
    names: frozenset[str]
    attributes: str
    why: str
    is_between: bool = False


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


CUSTOMS: tuple[Custom, ...] = (
    Custom(
        sort=Sort.PERSON,
        names=_words(
            "person people user customer client buyer guest visitor patient member employee staff worker "
            "volunteer student pupil teacher instructor trainer coach tutor doctor nurse vet driver rider skipper "
            "pilot captain sailor tenant renter owner landlord player author writer artist singer musician dancer "
            "speaker judge referee donor sponsor contact citizen resident neighbour neighbor passenger "
            "participant attendee applicant candidate subscriber reader mechanic technician engineer agent keeper "
            "farmer cook chef child parent guardian helper climber runner colleague leader manager organiser "
            "organizer photographer translator supervisor inspector adopter breeder"
        ),
        attributes="name text, email text?, phone text?",
        why="people have a name, and are reached by e-mail or telephone",
    ),
    Custom(
        sort=Sort.AGREEMENT,
        names=_words("lease contract rental charter hire tenancy agreement engagement sponsorship placement"),
        attributes="starts_on date, ends_on date?",
        why="an agreement runs from one day to another, between somebody and something",
        is_between=True,
    ),
    Custom(
        sort=Sort.GRANT,
        names=_words("pass permit licence license certificate voucher coupon badge qualification warranty"),
        attributes="valid_from date, valid_until date?",
        why="what is granted is valid for a time",
    ),
    Custom(
        sort=Sort.NUMBERED,
        names=_words(
            "plot pitch berth seat slot locker cabin bed stall compartment parcel mooring lot court lane desk"
        ),
        attributes="number text",
        why="places of which there are many alike go by their number",
    ),
    Custom(
        sort=Sort.ENTRY,
        names=_words("entry"),
        attributes="name text, added_on date, note text?",
        why="a list holds entries, each added on some day",
    ),
    Custom(
        sort=Sort.WORK,
        names=_words("song film movie album recipe lecture talk workshop concert document minute decision"),
        attributes="title text, description text?",
        why="works and proceedings have a title",
    ),
    Custom(
        sort=Sort.OCCURRENCE,
        names=_words("incident accident outage fault breakdown failure injury emergency sighting damage loss theft"),
        attributes="happened_at timestamptz, description text",
        why="what happens does so at some time, and has to be described",
    ),
    Custom(
        sort=Sort.MEETING,
        names=_words("session meeting rehearsal shift match game journey voyage flight"),
        attributes="starts_at timestamptz, ends_at timestamptz?",
        why="what people come together for has a beginning and an end",
    ),
    Custom(
        sort=Sort.MEETING,
        names=_words("tournament festival camp trip tour season exhibition fair campaign programme"),
        attributes="name text, starts_on date, ends_on date?",
        why="what lasts for days has a name, a beginning and an end",
    ),
    Custom(
        sort=Sort.MEASURE,
        names=_words("reading measurement sample observation"),
        attributes="value numeric, measured_at timestamptz",
        why="what is measured is a number at some time",
    ),
    Custom(
        sort=Sort.MONEY,
        names=_words("donation pledge tip fee fine refund deposit salary bonus expense budget bid contribution grant"),
        attributes="amount numeric(12,2)",
        why="money is an amount, paid on some day",
        is_between=True,
    ),
)
_BY_NAME = {name: custom for custom in reversed(CUSTOMS) for name in custom.names}
_DEED_WHY = "what was done was done at some time"


def custom_of(entity: str) -> Custom | None:
    """What is customary for the thing; for a deed by its verb. None for what is of no known sort."""
    last = singular(entity.rpartition(" ")[2])
    verb = verb_of(last)
    custom = _BY_NAME.get(last)
    if verb is None:
        return custom
    moment = f"{participle(verb)}_at timestamptz"
    if custom is None:
        return Custom(sort=Sort.DEED, names=frozenset({last}), attributes=moment, why=_DEED_WHY, is_between=True)
    return replace(custom, attributes=f"{custom.attributes}, {moment}") if custom.sort is Sort.MONEY else custom


def is_between(entity: str) -> bool:
    """Whether it is an agreement or a deed, or an entry of a list: none of them is what another one is of."""
    custom = custom_of(entity)
    return custom is not None and (custom.is_between or custom.sort is Sort.ENTRY)


def is_agreement(entity: str) -> bool:
    """Whether it binds somebody to something for a time: a "lease"."""
    custom = custom_of(entity)
    return custom is not None and custom.sort is Sort.AGREEMENT


def is_deed(entity: str) -> bool:
    """Whether it is something done, of which nothing but its time is customary."""
    custom = custom_of(entity)
    return custom is not None and custom.sort is Sort.DEED and usual_of(entity) is None


def is_person(entity: str) -> bool:
    """Whether it is somebody: a "rider", but no "ride"."""
    custom = custom_of(entity)
    return custom is not None and custom.sort is Sort.PERSON
