"""Jira Cloud and Jira Data Center: what differs between them, and which of them a server is."""

from __future__ import annotations

from typing import Any, Protocol

from database_developer.errors import TicketNotFound, TrackerRefused, UsageError
from database_developer.model.message import Message
from database_developer.trackers.jira import bodies, searching
from database_developer.trackers.jira.connection import Connection
from database_developer.trackers.jira.members import Members

Json = Any
SERVER_INFO = "rest/api/2/serverInfo"  # both flavours answer here


class Flavour(Protocol):
    """What a kind of Jira does in its own way; ``wiki_api`` takes wiki text where ``api`` takes documents."""

    name: str
    api: str
    wiki_api: str

    def body(self, message: Message, marker: str) -> Json:
        """The message in this flavour's markup, its mark below it."""
        ...

    def account(self, user: Members) -> str:
        """What a person is known and mentioned by."""
        ...

    def search(self, connection: Connection, jql: str, fields: tuple[str, ...], most: int) -> list[Json]:
        """At most so many issues, with these fields."""
        ...

    def existing(self, connection: Connection, keys: tuple[str, ...], fields: tuple[str, ...]) -> list[Json]:
        """Those issues of at most a hundred keys that exist and may be seen."""
        ...

    def projects(self, connection: Connection) -> tuple[str, ...]:
        """The keys of the projects that may be seen."""
        ...


class Cloud:
    """Version 3, documents, account ids, pages by token."""

    name = "Cloud"
    api = "rest/api/3"
    wiki_api = "rest/api/2"

    def body(self, message: Message, marker: str) -> Json:
        """A document."""
        return bodies.as_document(message, marker)

    def account(self, user: Members) -> str:
        """The account id."""
        return user.text("accountId")

    def search(self, connection: Connection, jql: str, fields: tuple[str, ...], most: int) -> list[Json]:
        """By tokens until the last page."""
        return searching.by_token(connection, f"{self.api}/search/jql", jql, fields, most)

    def existing(self, connection: Connection, keys: tuple[str, ...], fields: tuple[str, ...]) -> list[Json]:
        """One request that lists what it does not find."""
        return searching.by_keys(connection, f"{self.api}/issue/bulkfetch", keys, fields)

    def projects(self, connection: Connection) -> tuple[str, ...]:
        """By pages."""
        return searching.projects_by_page(connection, f"{self.api}/project/search")


class DataCenter:
    """Version 2, wiki text, user names, pages by offset."""

    name = "Data Center"
    api = "rest/api/2"
    wiki_api = ""

    def body(self, message: Message, marker: str) -> Json:
        """Wiki text."""
        return bodies.as_wiki(message, marker)

    def account(self, user: Members) -> str:
        """The user's name."""
        return user.text("name")

    def search(self, connection: Connection, jql: str, fields: tuple[str, ...], most: int) -> list[Json]:
        """By offsets until the total is reached."""
        return searching.by_offset(connection, f"{self.api}/search", jql, fields, most)

    def existing(self, connection: Connection, keys: tuple[str, ...], fields: tuple[str, ...]) -> list[Json]:
        """A search that is not to complain of keys that do not exist."""
        jql = f"key in ({', '.join(keys)})"
        return searching.by_offset(connection, f"{self.api}/search", jql, fields, len(keys), is_strict=False)

    def projects(self, connection: Connection) -> tuple[str, ...]:
        """All at once."""
        return searching.projects_at_once(connection, f"{self.api}/project")


_BY_NAME: dict[str, Flavour] = {"cloud": Cloud(), "data center": DataCenter(), "server": DataCenter()}


def named(name: str) -> Flavour:
    """The flavour of that name in the settings; UsageError for any other."""
    found = _BY_NAME.get(" ".join(name.lower().replace("-", " ").replace("_", " ").split()))
    if found is None:
        raise UsageError(f'"{name}" is no kind of Jira', hint='tracker.flavour is "cloud" or "data center"')
    return found


def told(info: Members) -> Flavour:
    """The flavour that the server's information tells."""
    kind = info.text("deploymentType").lower()
    if kind == "cloud":
        return Cloud()
    if kind or info.text("version"):
        return DataCenter()
    raise TrackerRefused(
        "the server does not say which Jira it is", where=info.where, hint='set tracker.flavour to "cloud"'
    )


def asked(connection: Connection) -> Flavour:
    """The flavour of the server behind the connection."""
    try:
        answer = connection.get(SERVER_INFO)
    except TicketNotFound as error:
        raise TrackerRefused(
            "there is no Jira at this address", where=error.where, hint="check it: dbd doctor"
        ) from error
    return told(Members(answer, connection.account.base))
