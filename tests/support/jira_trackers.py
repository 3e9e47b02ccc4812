"""Jira trackers for tests: on a fake of ours, whose clock they sleep by, and on an emulator that others wrote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from threading import Thread
from typing import Any

import uvicorn
from jira820.config import Config
from jira820.server import make_app

from database_developer.model.errand import Say
from database_developer.model.message import Message, Words, words
from database_developer.trackers.asking import Ask, nobody
from database_developer.trackers.jira.account import Account
from database_developer.trackers.jira.connection import Connection
from database_developer.trackers.jira.settings import JiraSettings
from database_developer.trackers.jira.tracker import JiraTracker
from database_developer.trackers.jira.waits import Patience
from support.fake_jira import FakeJira

TASKS = "labels = database ORDER BY key"
STATUSES = [("To Do", "todo", "1"), ("In Progress", "inprogress", "3"), ("In Review", "inprogress", "4")]
WAYS = {"To Do": ["In Progress"], "In Progress": ["In Review"], "In Review": ["In Progress", "Done"]}


def account_of(fake: FakeJira, token: str = "") -> Account:
    email = fake.email if fake.world.is_cloud else ""
    return Account(url=fake.url, token=token or fake.token, email=email)


def said(text: str) -> Message:
    return Message(parts=(Words(line=words(text)),))


def report(text: str, marker: str = "report") -> Say:
    return Say(marker=marker, message=said(text))


@contextmanager
def tracker_on(
    fake: FakeJira, *, token: str = "", patience: Patience | None = None, ask: Ask = nobody, **settings: Any
) -> Iterator[JiraTracker]:
    """A tracker that never really sleeps."""
    given = JiraSettings(**{"jql": TASKS, **settings})
    clock = fake.clock
    with Connection(account_of(fake, token), patience=patience, sleep=clock.sleep, now=clock.now) as connection:
        yield JiraTracker(connection, given, ask)


@contextmanager
def emulator(project: str, issues: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """The address of an emulator of Data Center 8.20 that holds these issues, each with its "status"."""
    config = Config(project_key=project, base_date=date(2026, 1, 5), transition_scheme=WAYS)
    config.statuses = [*STATUSES, ("Done", "done", "5")]
    app = make_app(config=config)
    _fill(app.state.store, issues)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", lifespan="off"))
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    while thread.is_alive() and not server.started:
        thread.join(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(20)


def _fill(store: Any, issues: Mapping[str, Mapping[str, Any]]) -> None:
    """These issues in the place of those it comes with."""
    store.issues.clear()
    for key, given in issues.items():
        fields = {"issuetype": {"name": "Task"}, **given}
        status = fields.pop("status")
        made = store.issues.pop(store.create_issue(fields)["key"])
        category = store.workflow.category_of(status)
        store.issues[key] = made | {"key": key, "statusName": status, "statusCategory": category}
