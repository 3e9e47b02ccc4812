"""Looks at the way to a Jira step by step, and says of each whether it is well and what to do if not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from database_developer.errors import DatabaseDeveloperError
from database_developer.trackers.jira.account import Account, checked_url
from database_developer.trackers.jira.answers import body_of
from database_developer.trackers.jira.connection import Connection
from database_developer.trackers.jira.flavour import SERVER_INFO
from database_developer.trackers.jira.listing import listed
from database_developer.trackers.jira.members import Members
from database_developer.trackers.jira.permissions import ASKED, permitted
from database_developer.trackers.jira.refusals import is_bad_login
from database_developer.trackers.jira.settings import JiraSettings
from database_developer.trackers.jira.site import Site

_CLOCKS_APART = 120  # seconds from which on signed requests and dates go wrong
_SHOWN = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One thing that was looked at: what was seen, whether that is well, and what to do if not."""

    what: str
    told: str
    is_well: bool = True
    hint: str = ""


def examine(connection: Connection, settings: JiraSettings) -> tuple[Finding, ...]:
    """All findings, from the address to the tasks; where nothing answers, the later ones are left out."""
    site = Site(connection, settings)
    account = connection.account
    findings = [_looked("address", lambda: checked_url(account.url)), _proxy(account), _authority(account)]
    answers = _answers(connection)
    findings += answers
    if not answers[0].is_well:
        return tuple(findings)
    findings.append(_looked("account", lambda: _who(site)))
    if findings[-1].is_well:
        findings += _projects(site)
    return tuple(findings)


def _looked(what: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(what=what, told=look())
    except DatabaseDeveloperError as error:
        return Finding(what=what, told=error.what, is_well=False, hint=error.hint)


def _proxy(account: Account) -> Finding:
    """The proxy that is in the way: of the account, else of the environment."""
    parts = urlsplit(account.base)
    others = {} if proxy_bypass(parts.hostname or "") else getproxies()
    used = account.proxy or others.get(parts.scheme) or others.get("all") or ""
    host = urlsplit(used).hostname or used
    return Finding(what="proxy", told=host or "none")


def _authority(account: Account) -> Finding:
    if account.authority is None:
        return Finding(what="certificates", told="the system's authorities")
    is_there = account.authority.is_file()
    hint = "" if is_there else "name a PEM file in the setting tracker.authority"
    return Finding(
        what="certificates",
        told=f"the system's authorities, and those of {account.authority}",
        is_well=is_there,
        hint=hint,
    )


def _answers(connection: Connection) -> list[Finding]:
    """What the server says of itself, and how its clock goes; credentials that it does not take are the next matter."""
    try:
        answer = connection.look(SERVER_INFO)
        is_stranger = is_bad_login(answer.status_code, answer.headers)
        body = body_of(answer) if is_stranger else connection.get(SERVER_INFO)
        info = Members(body if isinstance(body, dict) or not is_stranger else {}, connection.account.base)
        told = f"{info.text('deploymentType') or 'unknown'} {info.text('version')}".strip()
    except DatabaseDeveloperError as error:
        return [Finding(what="server", told=error.what, is_well=False, hint=error.hint)]
    return [Finding(what="server", told=told), _clock(connection, answer.headers.get("Date", ""))]


def _clock(connection: Connection, date: str) -> Finding:
    try:
        apart = abs((parsedate_to_datetime(date) - connection.now()).total_seconds())
    except (ValueError, TypeError):
        return Finding(what="clock", told="the server does not tell its time")
    told = f"{apart:.0f} seconds apart from the server's"
    is_well = apart < _CLOCKS_APART
    return Finding(what="clock", told=told, is_well=is_well, hint="" if is_well else "set this computer's clock")


def _who(site: Site) -> str:
    me = site.me
    return f"{me.text('displayName')} ({site.flavour.account(me)}) on {site.flavour.name}"


def _projects(site: Site) -> Iterator[Finding]:
    """The projects that may be seen, what may be done in those of the tasks, and the tasks."""
    yield _looked("projects", lambda: _some(site.flavour.projects(site.connection), "no project may be seen"))
    found: list[str] = []
    yield _looked("tasks", lambda: _tasks(site, found))
    lacking = _looked("permissions", lambda: "; ".join(_lacking(site, found)))
    if lacking.is_well and lacking.told:
        lacking = Finding(
            what="permissions",
            told=f"lacking: {lacking.told}",
            is_well=False,
            hint="ask who administers the project for them",
        )
    yield lacking if lacking.told else Finding(what="permissions", told="all that are needed")


def _tasks(site: Site, found: list[str]) -> str:
    """How many there are; the keys of their projects are put into the list."""
    tasks = listed(site)
    found += sorted({task.key.rpartition("-")[0] for task in tasks})
    return f"{len(tasks)} found by: {site.settings.jql}"


def _lacking(site: Site, projects: list[str]) -> Iterator[str]:
    """The permissions that are lacking in these projects; in all of them where none is known."""
    for project in projects or [""]:
        there = permitted(site, {"projectKey": project} if project else {})
        lacking = [name for name in ASKED if name not in there]
        if lacking:
            yield f"{', '.join(lacking)}{f' in {project}' if project else ''}"


def _some(names: tuple[str, ...], otherwise: str) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more if names else otherwise
