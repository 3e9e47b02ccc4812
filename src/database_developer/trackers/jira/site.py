"""One Jira as we work with it: its kind, who we are there, and how far apart writes to an issue must be."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import Any
from urllib.parse import quote

from database_developer.trackers.asking import Ask, nobody
from database_developer.trackers.jira import flavour
from database_developer.trackers.jira.connection import Connection
from database_developer.trackers.jira.flavour import Flavour
from database_developer.trackers.jira.members import Members
from database_developer.trackers.jira.settings import JiraSettings

Json = Any
BETWEEN_WRITES = 1.0  # seconds: Jira limits how often one issue may be written to


class Site:
    """The connection with what is asked once: the flavour, and the account."""

    def __init__(self, connection: Connection, settings: JiraSettings, ask: Ask = nobody) -> None:
        self.connection = connection
        self.settings = settings
        self._ask = ask
        self._answers: dict[str, str] = {}
        self._written: dict[str, datetime] = {}
        self.permitted: dict[str, frozenset[str]] = {}

    @cached_property
    def flavour(self) -> Flavour:
        """Cloud or Data Center; of the settings, else of the server."""
        name = self.settings.flavour
        return flavour.named(name) if name else flavour.asked(self.connection)

    @cached_property
    def me(self) -> Members:
        """The account that the credentials are of; NotLoggedIn where they are of none."""
        return Members(self.connection.get(self.at("myself")), self.connection.account.base)

    def answer(self, about: str, question: str, choices: tuple[str, ...]) -> str:
        """What somebody answers to a question about this, asked once; "" where nobody does."""
        if about not in self._answers:
            self._answers[about] = self._ask(question, choices).strip()
        return self._answers[about]

    def at(self, *parts: str, api: str = "") -> str:
        """The path of a resource of this flavour's interface."""
        return "/".join((api or self.flavour.api, *(quote(part, safe="") for part in parts)))

    def issue(self, key: str, *parts: str) -> str:
        """The path of an issue, or of something of it."""
        return self.at("issue", key, *parts)

    def is_me(self, user: Members) -> bool:
        """Whether this person is the account of the credentials."""
        return self.flavour.account(user) in {self.flavour.account(self.me)} - {""}

    def wait_to_write(self, key: str) -> None:
        """Keep the distance to the last write to this issue; to be called before each."""
        last = self._written.get(key)
        if last is not None:
            passed = (self.connection.now() - last).total_seconds()
            if 0 <= passed < BETWEEN_WRITES:
                self.connection.pause(BETWEEN_WRITES - passed)
        self._written[key] = self.connection.now()
