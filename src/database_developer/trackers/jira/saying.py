"""One comment for each marker: posted once, then brought up to date where it stands."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from database_developer.errors import TicketNotFound, TicketUnreadable, TrackerRefused
from database_developer.model.errand import Say
from database_developer.model.message import Mention, Message, Text, Words
from database_developer.trackers.jira import bodies
from database_developer.trackers.jira.connection import AnswerLost
from database_developer.trackers.jira.issue import Issue, look_at
from database_developer.trackers.jira.marking import is_marked
from database_developer.trackers.jira.members import Members
from database_developer.trackers.jira.memory import Sent, remember
from database_developer.trackers.jira.permissions import need
from database_developer.trackers.jira.refusals import NotTaken
from database_developer.trackers.jira.replies import of_mine
from database_developer.trackers.jira.site import Site

Json = Any


@dataclass(frozen=True, kw_only=True)
class _Letter:
    """A comment to be sent: where, which, what, and to whom."""

    site: Site
    key: str
    marker: str
    message: Message
    reporter: Mention | None

    def body(self) -> Json:
        """The message in the markup of this Jira."""
        return self.site.flavour.body(self._addressed(), self.marker)

    def wiki(self) -> Json:
        """The message in the wiki text of Cloud, which mentions people in a way of its own."""
        return bodies.as_wiki(self._addressed("accountid:"), self.marker)

    def _addressed(self, before_account: str = "") -> Message:
        """The message, after the name of whom it is for."""
        if self.reporter is None:
            return self.message
        mention = replace(self.reporter, account=before_account + self.reporter.account)
        return Message(parts=(Words(line=(mention, Text(text=","))), *self.message.parts))

    def digest(self) -> str:
        """The digest of the body."""
        return hashlib.sha256(json.dumps(self.body(), sort_keys=True).encode()).hexdigest()

    def put(self, id_: str) -> None:
        """Bring our comment of this id up to date."""
        self._send(lambda api, body: self.site.connection.put(self._path(api, id_), {"body": body}))

    def post(self) -> str:
        """Post the comment and return its id; AnswerLost where it is not known whether it came."""
        answer = self._send(lambda api, body: self.site.connection.post(self._path(api), {"body": body}))
        try:
            return Members(answer, self.key).id()
        except TicketUnreadable as error:
            raise AnswerLost(error.what, where=error.where, hint=error.hint) from error

    def _path(self, api: str, *id_: str) -> str:
        return self.site.at("issue", self.key, "comment", *id_, api=api)

    def _send(self, send: Any) -> Json:
        """Sent as a document; as wiki text where this Jira takes both and does not like the document."""
        flavour = self.site.flavour
        self.site.wait_to_write(self.key)
        try:
            return send(flavour.api, self.body())
        except NotTaken:
            if not flavour.wiki_api:
                raise
        self.site.wait_to_write(self.key)
        return send(flavour.wiki_api, self.wiki())


def say(site: Site, key: str, errand: Say) -> str:
    """Leave the comment, or bring ours of this marker up to date; nobody else's is ever touched."""
    issue = look_at(site, key, "reporter")
    need(site, issue.key, "ADD_COMMENTS", "comment on it")
    reporter = _reporter(site, issue) if errand.to_reporter else None
    letter = _Letter(site=site, key=issue.key, marker=errand.marker, message=errand.message, reporter=reporter)
    sent = issue.memory.comments.get(errand.marker)
    present = _present(letter, sent)
    if present is None and errand.only_update:
        return ""
    if sent is not None and present == sent.id and sent.digest == letter.digest():
        return ""
    if present is not None and _updated(letter, present):
        told = f'brought the comment "{errand.marker}" on {issue.key} up to date'
    else:
        present, told = _posted(letter), f'left the comment "{errand.marker}" on {issue.key}'
    remember(site, issue.key, "comments", errand.marker, Sent(present, letter.digest()))
    return told


def _reporter(site: Site, issue: Issue) -> Mention | None:
    """Who asked for the work, unless that is us."""
    reporter = issue.fields.inner("reporter")
    account = site.flavour.account(reporter)
    if not account or site.is_me(reporter):
        return None
    return Mention(account=account, name=reporter.text("displayName") or account)


def _present(letter: _Letter, sent: Sent | None) -> str | None:
    """The id of our comment of this marker, if it stands there."""
    if sent is not None and _is_ours(letter, sent.id):
        return sent.id
    mine = of_mine(letter.site, letter.key, letter.marker)
    return mine[0].id() if mine else None


def _is_ours(letter: _Letter, id_: str) -> bool:
    """Whether the comment is there, is by us, and bears our mark."""
    try:
        answer = letter.site.connection.get(letter.site.issue(letter.key, "comment", id_))
    except (TicketNotFound, TrackerRefused):
        return False
    comment = Members(answer, letter.key)
    blocks = bodies.read(comment.get("body"), letter.key, "comment.body").blocks
    return letter.site.is_me(comment.inner("author")) and is_marked(blocks, letter.marker)


def _updated(letter: _Letter, id_: str) -> bool:
    """Whether it could be brought up to date: it may have been deleted just now."""
    try:
        letter.put(id_)
    except TicketNotFound:
        return False
    return True


def _posted(letter: _Letter) -> str:
    """Post it, once; where the answer was lost, look whether it came before it is posted again."""
    try:
        id_ = letter.post()
    except AnswerLost:
        mine = of_mine(letter.site, letter.key, letter.marker)
        id_ = mine[0].id() if mine else letter.post()
    return _alone(letter, id_)


def _alone(letter: _Letter, id_: str) -> str:
    """Leave one of our comments of this marker: another run may have posted at the same time. All keep the oldest."""
    mine = [one.id() for one in of_mine(letter.site, letter.key, letter.marker)] or [id_]
    for other in mine[1:]:
        letter.site.wait_to_write(letter.key)
        with suppress(TicketNotFound, TrackerRefused):
            letter.site.connection.delete(letter.site.issue(letter.key, "comment", other))
    if mine[0] != id_:
        _updated(letter, mine[0])
    return mine[0]
