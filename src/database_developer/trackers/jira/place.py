"""Where a team's Jira is, as its settings tell: the address and what is said about it, but no secret."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from database_developer.model.errand import Stage
from database_developer.trackers.jira.settings import DATABASE_TASKS, JiraSettings

URL, EMAIL, TOKEN = "JIRA_URL", "JIRA_EMAIL", "JIRA_TOKEN"
_WORDS = ("url", "email", "api", "proxy", "authority", "project", "jql", "flavour")
_LISTS = ("sections", "details")
_FLAGS = ("tick", "worklog")
_TABLES = ("statuses", "fields")
_FLAVOURS = ("cloud", "data center")
_PROJECT = re.compile(r"[A-Za-z]\w*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """An address; ``email`` is needed on Cloud only, ``api`` where the REST addresses begin elsewhere."""

    url: str
    email: str = ""
    api: str = ""
    proxy: str | None = None
    authority: Path | None = None
    settings: JiraSettings = field(default_factory=JiraSettings)


def place_of(table: Mapping[str, object], folder: Path, environment: Mapping[str, str]) -> Place | None:
    """What the table ``[tracker]`` and the environment tell; None where no address is told. Raises ValueError.

    The environment wins. A path is relative to ``folder``.
    """
    _ensure_known(table)
    told = {name: _word(table, name) for name in _WORDS}
    url = environment.get(URL) or told["url"]
    if not url:
        return None
    if told["flavour"] and told["flavour"] not in _FLAVOURS:
        raise ValueError(f'"{told["flavour"]}" is no flavour; there are {", ".join(_FLAVOURS)}')
    return Place(
        url=url,
        email=environment.get(EMAIL) or told["email"],
        api=told["api"],
        proxy=told["proxy"] or None,
        authority=folder / Path(told["authority"]).expanduser() if told["authority"] else None,
        settings=JiraSettings(
            jql=_jql(told["project"], told["jql"]),
            statuses=_statuses(table.get("statuses", {})),
            fields=_fields(table.get("fields", {})),
            sections=_list(table, "sections"),
            details=_list(table, "details"),
            tick=_flag(table, "tick"),
            worklog=_flag(table, "worklog"),
            flavour=told["flavour"],
        ),
    )


def ticks_boxes(table: Mapping[str, object]) -> bool:
    """Whether the boxes of acceptance criteria may be ticked, in whichever tracker. Raises ValueError."""
    return _flag(table, "tick")


def _jql(project: str, jql: str) -> str:
    """What finds the tasks: what is told, else the open database tasks, of the project where one is told."""
    if project and jql:
        raise ValueError('either "project" or "jql" says where the tasks are, not both')
    if project and not _PROJECT.fullmatch(project):
        raise ValueError(f'"{project}" is no key of a project, such as KAN')
    return jql or (f'project = "{project.upper()}" AND {DATABASE_TASKS}' if project else DATABASE_TASKS)


def _ensure_known(table: Mapping[str, object]) -> None:
    known = (*_WORDS, *_LISTS, *_FLAGS, *_TABLES)
    for name in table:
        if name == "token":
            raise ValueError("a token is no setting of a file that others read; log in with dbd login")
        if name not in known:
            raise ValueError(f'"{name}" is no setting of a tracker; there are {", ".join(known)}')


def _word(table: Mapping[str, object], name: str) -> str:
    value = table.get(name, "")
    if not isinstance(value, str):
        raise ValueError(f'"{name}" must be a text')
    return value.strip()


def _list(table: Mapping[str, object], name: str) -> tuple[str, ...]:
    value = table.get(name, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise ValueError(f'"{name}" must be a list of texts')
    return tuple(value)


def _flag(table: Mapping[str, object], name: str) -> bool:
    value = table.get(name, False)
    if not isinstance(value, bool):
        raise ValueError(f'"{name}" must be true or false')
    return value


def _statuses(value: object) -> dict[Stage, tuple[str, ...]]:
    """Names of statuses by stage: one, or several of which the first is preferred."""
    if not isinstance(value, dict):
        raise ValueError('"statuses" must be a table')
    found: dict[Stage, tuple[str, ...]] = {}
    for name, told in value.items():
        if name not in list(Stage):
            raise ValueError(f'"{name}" is no stage of the work; there are {", ".join(Stage)}')
        found[Stage(name)] = (told,) if isinstance(told, str) else _list({name: told}, name)
    return found


def _fields(value: object) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(told, str) for told in value.values()):
        raise ValueError('"fields" must be a table of texts')
    return dict(value)
