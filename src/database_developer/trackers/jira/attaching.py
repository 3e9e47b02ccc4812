"""Files on the issue: each content once, and of our own files only the newest."""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from pathlib import Path

from database_developer.errors import TicketNotFound, TrackerRefused, TrackerUnavailable
from database_developer.model.errand import Attach, Prune
from database_developer.trackers.jira.connection import AnswerLost, Upload
from database_developer.trackers.jira.enclosures import migrations_of
from database_developer.trackers.jira.issue import look_at
from database_developer.trackers.jira.members import Members
from database_developer.trackers.jira.memory import Sent, remember
from database_developer.trackers.jira.permissions import need
from database_developer.trackers.jira.site import Site

_LARGEST = 20_000_000  # bytes of a file that is looked into
_UNFIT = re.compile(r'[\x00-\x1f\x7f":*?<>|]')  # in names, to Jira or to the form in which files are sent


def attach(site: Site, key: str, errand: Attach) -> str:
    """Attach the file, unless its content is there already; an older one of ours of this name goes."""
    file = _read(errand)
    digest = hashlib.sha256(file.content).hexdigest()
    issue = look_at(site, key, "attachment")
    sent = issue.memory.attachments.get(file.name)
    present = _mine(site, issue.fields, file.name, sent)
    there = {one.id() for one in present}
    if sent is not None and sent.digest == digest and sent.id in there:
        return ""
    same = _same(site, present, file)
    if not same:
        need(site, issue.key, "CREATE_ATTACHMENTS", "attach files to it")
        same = _attached(site, issue.key, file)
    older = [one.id() for one in present if one.id() not in same and _is_older(site, one, sent, errand.sign)]
    _drop(site, issue.key, [*same[1:], *older])
    remember(site, issue.key, "attachments", file.name, Sent(same[0], digest))
    return f'attached "{file.name}" to {issue.key}' if same[0] not in there else ""


def prune(site: Site, key: str, errand: Prune) -> str:
    """Delete migrations of this issue that earlier runs of ours attached; a later run's stay: it may be at work."""
    issue = look_at(site, key, "attachment")
    ours = re.compile(migrations_of(issue.key))
    kept = [name for name in map(_fit, errand.names) if ours.fullmatch(name)]
    latest = max((_stamp(name) for name in kept), default="")
    mine = [one for one in issue.fields.each("attachment") if site.is_me(one.inner("author"))]
    others = [one for one in mine if ours.fullmatch(one.text("filename")) and one.text("filename") not in kept]
    stale = [one.id() for one in others if _stamp(one.text("filename")) <= latest]
    _drop(site, issue.key, stale)
    return f"took {len(stale)} file{'s' * (len(stale) > 1)} of earlier runs off {issue.key}" if stale else ""


def _stamp(name: str) -> str:
    """The moment of the first run, which a migration's name begins with."""
    return name.partition("_")[0]


def _is_older(site: Site, file: Members, sent: Sent | None, sign: str) -> bool:
    """Whether a file of this name is an earlier version of ours: it is noted, or bears the sign of ours."""
    if sent is not None and file.id() == sent.id:
        return True
    size = file.number("size")
    return bool(sign) and size <= _LARGEST and sign.encode() in (_content(site, file, size) or b"")


def _read(errand: Attach) -> Upload:
    try:
        content = Path(errand.path).read_bytes()
    except OSError as error:
        raise TrackerRefused(
            f'the file "{errand.name}" cannot be attached: {error.strerror}', where=errand.path, hint="run it again"
        ) from error
    return Upload(name=_fit(errand.name), content=content, media_type=errand.media_type)


def _fit(name: str) -> str:
    return _UNFIT.sub("_", name.replace("\\", "/").rpartition("/")[2]) or "file"


def _mine(site: Site, fields: Members, name: str, sent: Sent | None = None) -> list[Members]:
    """The files of this name that we attached, and the one noted, the oldest first: Jira may change a name."""
    noted = {sent.id} if sent is not None else set()
    found = [one for one in fields.each("attachment") if one.text("filename") == name or one.id() in noted]
    mine = [one for one in found if site.is_me(one.inner("author"))]
    return sorted(mine, key=lambda one: (len(one.id()), one.id()))


def _same(site: Site, files: list[Members], wanted: Upload) -> list[str]:
    """Ids of those of the files whose content is the wanted one."""
    sized = [one for one in files if one.number("size") == len(wanted.content)]
    return [one.id() for one in sized if _content(site, one, len(wanted.content)) == wanted.content]


def _content(site: Site, file: Members, size: int) -> bytes | None:
    try:
        return site.connection.fetch(file.needed("content"), size + 1)
    except (TicketNotFound, TrackerRefused):
        return None


def _attached(site: Site, key: str, file: Upload) -> list[str]:
    """Ids of the file on the issue, ours or that of another run: sent once, again only where it did not come."""
    try:
        return _sent(site, key, file)
    except AnswerLost:
        return _there(site, key, file) or _sent(site, key, file)


def _sent(site: Site, key: str, file: Upload) -> list[str]:
    """Send it, and see it there: under its name, else under that which the answer tells."""
    site.wait_to_write(key)
    answer = site.connection.upload(site.issue(key, "attachments"), file)
    there = _there(site, key, file) or [one.id() for one in Members({"files": answer}, key).each("files")]
    if not there:
        raise AnswerLost(f'the file "{file.name}" is not on the ticket', where=key, hint="send it again later")
    return there


def _there(site: Site, key: str, file: Upload) -> list[str]:
    return _same(site, _mine(site, look_at(site, key, "attachment").fields, file.name), file)


def _drop(site: Site, key: str, ids: list[str]) -> None:
    """Delete files of ours; where that is not allowed, they stay."""
    for id_ in ids:
        site.wait_to_write(key)
        with suppress(TicketNotFound, TrackerRefused, TrackerUnavailable):
            site.connection.delete(site.at("attachment", id_))
