"""Files: uploaded here, downloaded from another host to which Cloud redirects."""

from __future__ import annotations

import re
from email.message import Message
from email.parser import BytesParser
from email.policy import HTTP

from support.fake_jira.call import Call, Route
from support.fake_jira.exchange import NOTHING, Answer, Refused, Request, answer
from support.fake_jira.records import Attachment

RANGE = re.compile(r"bytes=(\d*)-(\d*)")


def upload(call: Call) -> Answer:
    issue = call.issue()
    user = call.need("CREATE_ATTACHMENTS", "create attachments for this issue")
    if call.request.headers.get("x-atlassian-token") not in ("no-check", "nocheck"):
        return Answer(status=403, headers={"Content-Type": "text/plain"}, body=b"XSRF check failed")
    files = _files(call.request)
    if not files:
        raise Refused(400, "No file was sent in the form field 'file'.")
    if any(len(content) > call.world.attachment_limit for _, content, _ in files):
        raise Refused(413, f"The file exceeds its maximum permitted size of {call.world.attachment_limit} bytes.")
    attached = [call.world.attach(issue.key, *file, by=user.name) for file in files]
    issue.updated = call.world.clock.now()
    return answer(200, [call.shapes.attachment(one) for one in attached])


def _files(request: Request) -> list[tuple[str, bytes, str]]:
    """Name, bytes and media type of each file sent under the right field name."""
    kind = request.headers.get("content-type", "")
    whole = BytesParser(policy=HTTP).parsebytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + request.body)
    parts = whole.get_payload() if whole.is_multipart() else []
    return [_file(part) for part in parts if part.get_param("name", header="content-disposition") == "file"]  # type: ignore[union-attr]


def _file(part: Message) -> tuple[str, bytes, str]:
    content = part.get_payload(decode=True)
    return part.get_filename() or "file", content if isinstance(content, bytes) else b"", part.get_content_type()


def get(call: Call) -> Answer:
    return answer(200, call.shapes.attachment(_attachment(call)) | {"id": int(_attachment(call).id)})


def delete(call: Call) -> Answer:
    found = _attachment(call)
    for issue in call.world.issues.values():
        if found in issue.attachments:
            issue.attachments.remove(found)
    return NOTHING


def content(call: Call) -> Answer:
    """A redirect to the host that keeps the files, unless ``redirect=false``."""
    found = _attachment(call)
    if call.request.first("redirect", "true") == "false":
        return served(found, call.request)
    address = f"{call.world.media_base}/file/{found.id}?token={found.id}-once"
    return Answer(status=303, headers={"Location": address})


def direct(call: Call) -> Answer:
    """The address that Data Center gives in ``content``."""
    return content(call) if call.world.redirects_downloads else served(_attachment(call), call.request)


def served(found: Attachment, request: Request) -> Answer:
    """The bytes, or the range of them that was asked for."""
    headers = {"Content-Type": found.media_type, "Accept-Ranges": "bytes"}
    wanted = RANGE.fullmatch(request.headers.get("range", ""))
    if wanted is None or wanted[0] == "bytes=-":
        return Answer(status=200, headers=headers, body=found.content)
    size = len(found.content)
    first = int(wanted[1]) if wanted[1] else max(0, size - int(wanted[2]))
    last = min(size - 1, int(wanted[2])) if wanted[1] and wanted[2] else size - 1
    if first > last:
        return Answer(status=416, headers={"Content-Range": f"bytes */{size}"})
    headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    return Answer(status=206, headers=headers, body=found.content[first : last + 1])


def _attachment(call: Call) -> Attachment:
    found = call.world.attachment(call.given["id"]) if "BROWSE_PROJECTS" in call.permissions else None
    if found is None:
        raise Refused(404, f"The attachment with id '{call.given['id']}' does not exist")
    return found


ROUTES = (
    Route(method="POST", path="/issue/{issueIdOrKey}/attachments", answer=upload),
    Route(method="GET", path="/attachment/{id}", answer=get),
    Route(method="DELETE", path="/attachment/{id}", answer=delete),
    Route(method="GET", path="/attachment/content/{id}", answer=content, on="cloud"),
)
# Outside of the interface: an address that Data Center gives to browsers and programs alike.
DIRECT = Route(method="GET", path="/secure/attachment/{id}/{filename}", answer=direct, on="data center")
