"""Finds what somebody may have meant: issues of keys near the one that was typed, or with words like those."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from database_developer.errors import TicketNotFound, TicketUnreadable, TrackerRefused, TrackerUnavailable
from database_developer.model.markdown import plain
from database_developer.model.ticket import TicketSummary
from database_developer.trackers.jira import candidates
from database_developer.trackers.jira.listing import FIELDS, listed, summary_of
from database_developer.trackers.jira.members import Members
from database_developer.trackers.jira.site import Site
from database_developer.trackers.likeness import key_likeness, likeness, natural_order

Json = Any
_SHOWN = 5
_LOOKED_AT = 50
_WORDS = 8
_NEAR = 0.5
_A_LITTLE = 0.05  # for each reason besides likeness: open, seen of late, assigned to me


@dataclass(frozen=True)
class _Found:
    ticket: TicketSummary
    score: float


def search(site: Site, text: str) -> tuple[TicketSummary, ...]:
    """At most five issues by nearness of key and likeness of words, best first."""
    typed = candidates.parts(text)
    found = _of_key(site, text, *typed) if typed else []
    found += _of_words(site, text)
    return _best(found)


def not_found(site: Site, key: str) -> TicketNotFound:
    """The error that names what is near; NotLoggedIn instead where the credentials are no good."""
    me = site.me.text("displayName") or site.flavour.account(site.me)
    try:
        what, hint = _near(site, key)
    except (TicketNotFound, TicketUnreadable, TrackerRefused, TrackerUnavailable):
        what, hint = _no_ticket(key), "a key is such as KAN-29"
    return TicketNotFound(f'{what}, or "{me}" may not see it', where=site.connection.account.url, hint=hint)


def _near(site: Site, key: str) -> tuple[str, str]:
    """What is not there, the project or the ticket, and what to look at instead."""
    typed = candidates.parts(key)
    if typed is None:
        return _no_ticket(key), _instead(site, key)
    projects = site.flavour.projects(site.connection)
    is_known = typed[0] in projects or not projects
    what = _no_ticket(key) if is_known else f'there is no project "{typed[0]}"'
    near = candidates.near_projects(typed[0], projects) or projects[:_SHOWN]
    found = _best(_of_key(site, key, *typed, projects=projects))
    if found:
        return what, _did_you_mean(found)
    return what, _tasks(site) if is_known else f"the nearest projects are {', '.join(near) or 'none'}"


def _no_ticket(key: str) -> str:
    return f'there is no ticket "{key}"'


def _instead(site: Site, text: str) -> str:
    """What to look at where no kind of key was typed: issues with such words, else the tasks there are."""
    return _did_you_mean(_best(_of_words(site, text))) or _tasks(site)


def _tasks(site: Site) -> str:
    shown = ", ".join(map(_told, listed(site)[:_SHOWN]))
    return f"the tasks are {shown}" if shown else "a key is such as KAN-29"


def _did_you_mean(found: tuple[TicketSummary, ...]) -> str:
    return f"did you mean {', '.join(map(_told, found))}?" if found else ""


def _told(ticket: TicketSummary) -> str:
    return plain(f'{ticket.key} "{ticket.summary}" ({ticket.status})')


def _of_key(site: Site, typed: str, project: str, number: str, projects: tuple[str, ...] | None = None) -> list[_Found]:
    """Issues that exist whose keys are near."""
    known = site.flavour.projects(site.connection) if projects is None else projects
    keys = candidates.candidates(project, number, known)
    seen = _seen_of_late(site)
    mended = f"{project}-{number}"
    issues = _existing(site, keys)
    return [it for issue in issues for it in _scored(site, issue, seen, lambda one: _near_to(mended, one.key))]


def _near_to(typed: str, key: str) -> float:
    """How near a key is; the same number in another project is just near enough, however that is called."""
    is_same = typed.rpartition("-")[2] == key.rpartition("-")[2]
    return max(key_likeness(typed, key), _NEAR if is_same else 0.0)


def _existing(site: Site, keys: tuple[str, ...]) -> list[Json]:
    """The issues of these keys; where the server cannot tell of many at once, of the likeliest."""
    try:
        return site.flavour.existing(site.connection, keys, FIELDS)
    except TrackerRefused:
        found = (_one(site, key) for key in keys[:_SHOWN])
        return [issue for issue in found if issue is not None]


def _one(site: Site, key: str) -> Json:
    try:
        return site.connection.get(site.issue(key), {"fields": ",".join(FIELDS)})
    except (TicketNotFound, TrackerRefused):
        return None


def _of_words(site: Site, text: str) -> list[_Found]:
    """Issues with words like these: those that the server finds, and of the tasks those that are alike."""
    words = list(dict.fromkeys(re.findall(r"\w{2,}", text)))[:_WORDS]
    if not words:
        return []
    either = " OR ".join(f'text ~ "{word}"' for word in words)
    try:
        issues = site.flavour.search(site.connection, f"({either}) ORDER BY updated DESC", FIELDS, _LOOKED_AT)
        tasks = site.flavour.search(site.connection, site.settings.jql, FIELDS, _LOOKED_AT)
    except TrackerRefused:
        return []
    return [
        it
        for issue in (*issues, *tasks)
        for it in _scored(
            site, issue, frozenset(), lambda one: likeness(text, key=one.key, summary=one.summary, body="")
        )
    ]


def _scored(site: Site, issue: Json, seen: frozenset[str], near: Any) -> list[_Found]:
    """The issue with its score; none where it is not near enough, or cannot be read."""
    try:
        ticket = summary_of(Members(issue, "an issue"))
        mine = site.is_me(Members(issue, ticket.key).inner("fields").inner("assignee"))
    except TicketUnreadable:
        return []
    likely = near(ticket)
    reasons = (ticket.is_open, ticket.key in seen, mine)
    return [_Found(ticket, likely + _A_LITTLE * sum(reasons))] if likely >= _NEAR else []


def _best(found: list[_Found]) -> tuple[TicketSummary, ...]:
    ranked = sorted(found, key=lambda one: (-one.score, natural_order(one.ticket.key)))
    return tuple({one.ticket.key: one.ticket for one in ranked}.values())[:_SHOWN]


def _seen_of_late(site: Site) -> frozenset[str]:
    """Keys of the issues that the account looked at; none where the server does not tell."""
    try:
        answer = site.connection.get(site.at("issue", "picker"))
        sections = Members(answer, "picker").each("sections")
        return frozenset(one.text("key") for section in sections for one in section.each("issues"))
    except (TicketNotFound, TrackerRefused, TicketUnreadable):
        return frozenset()
