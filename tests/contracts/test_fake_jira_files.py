"""Attachments of the fake Jira, up and down again, and the deliveries that it sends of its own accord."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from support.fake_jira import FakeJira, faults
from support.fake_jira.asking import NO_CHECK, client
from support.fake_jira.exchange import Answer, Request
from support.fake_jira.samples import TASK
from support.fake_jira.webhooks import deliver, signature
from support.fake_jira.wire import listening

UPLOAD = f"/issue/{TASK}/attachments"
BYTES = bytes(range(256)) + b"\r\n--boundary\r\n\r\n"


def test_bytes_go_up_and_come_down_unchanged(any_jira: FakeJira) -> None:
    with client(any_jira) as asked:
        sent = asked.post(UPLOAD, files={"file": ("schéma.bin", BYTES, "application/x-dump")}, headers=NO_CHECK).json()[
            0
        ]
        found = asked.get(sent["content"], follow_redirects=True)
        part = asked.get(sent["content"], follow_redirects=True, headers={"Range": "bytes=250-257"})
        beyond = asked.get(sent["content"], follow_redirects=True, headers={"Range": "bytes=900-"})
        listed = asked.get(f"/issue/{TASK}").json()["fields"]["attachment"]
        assert asked.get(f"/attachment/{sent['id']}").json()["filename"] == "schéma.bin"
        assert asked.delete(f"/attachment/{sent['id']}").status_code == 204
        assert asked.get(f"/attachment/{sent['id']}").status_code == 404
    assert (found.content, found.headers["Content-Type"]) == (BYTES, "application/x-dump")
    assert (part.status_code, part.content, part.headers["Content-Range"]) == (206, BYTES[250:258], "bytes 250-257/272")
    assert beyond.status_code == 416
    assert [one["filename"] for one in listed] == ["states.csv", "schéma.bin"]


def test_two_files_may_come_in_one_request(any_jira: FakeJira) -> None:
    files = [("file", ("a.sql", b"SELECT 1;")), ("file", ("b.sql", b"SELECT 2;"))]
    with client(any_jira) as asked:
        sent = asked.post(UPLOAD, files=files, headers=NO_CHECK).json()
    assert [(one["filename"], one["size"]) for one in sent] == [("a.sql", 9), ("b.sql", 9)]


def test_an_upload_is_refused(any_jira: FakeJira) -> None:
    any_jira.world.attachment_limit = 100
    any_jira.world.add_token("reader", "dana", without=("CREATE_ATTACHMENTS",))
    files = {"file": ("a.sql", b"SELECT 1;")}
    with client(any_jira) as asked, client(any_jira, "reader") as reader:
        assert reader.post(UPLOAD, files=files, headers=NO_CHECK).status_code == 403
        assert asked.post(UPLOAD, files={"file": ("a.sql", BYTES)}, headers=NO_CHECK).status_code == 413
        assert not any_jira.violations
        assert asked.post(UPLOAD, files=files).status_code == 403
        assert asked.post(UPLOAD, files={"upload": ("a.sql", b"")}, headers=NO_CHECK).status_code == 400
    any_jira.violations.clear()
    assert len(any_jira.world.issues[TASK].attachments) == 1


def test_a_download_goes_to_another_host_without_credentials(cloud_jira: FakeJira) -> None:
    with client(cloud_jira) as asked:
        id_ = cloud_jira.world.issues[TASK].attachments[0].id
        first = asked.get(f"/attachment/content/{id_}")
        direct = asked.get(f"/attachment/content/{id_}", params={"redirect": "false"})
        asked.get(f"/attachment/content/{id_}", follow_redirects=True)
    assert (first.status_code, direct.status_code) == (303, 200)
    assert not first.headers["Location"].startswith(cloud_jira.url)
    assert [("authorization" in one.headers, one.status) for one in cloud_jira.media_log] == [(False, 200)]


def test_a_fault_may_strike_the_other_host(cloud_jira: FakeJira) -> None:
    cloud_jira.faults.next("GET", "/file/", faults.status(403))
    id_ = cloud_jira.world.issues[TASK].attachments[0].id
    with client(cloud_jira) as asked:
        codes = [asked.get(f"/attachment/content/{id_}", follow_redirects=True).status_code for _ in range(2)]
    assert codes == [403, 200]


@contextmanager
def receiver() -> Iterator[tuple[str, list[Request]]]:
    """An address that takes deliveries, and those that came."""
    came: list[Request] = []

    def take(request: Request) -> tuple[Answer, faults.Fault]:
        came.append(request)
        return Answer(status=202), faults.Fault()

    with listening(take) as port:
        yield f"http://127.0.0.1:{port}/hook", came


def test_a_delivery_is_signed_over_its_raw_bytes(any_jira: FakeJira) -> None:
    any_jira.world.issues[TASK].summary = "Größe der Bestellung"
    with receiver() as (url, came):
        assert deliver(any_jira, url, TASK, secret="s3cret", identifier="one").status_code == 202
        deliver(any_jira, url, TASK, secret="s3cret", identifier="one")
        deliver(any_jira, url, TASK, secret="other", headers={"X-Hub-Signature": "sha256=00"})
    content: dict[str, Any] = json.loads(came[0].body)
    assert content["issue"]["fields"]["summary"] == "Größe der Bestellung"
    assert "Größe".encode() in came[0].body
    assert came[0].headers["x-hub-signature"] == signature("s3cret", came[0].body)
    assert [one.headers["x-atlassian-webhook-identifier"] for one in came[:2]] == ["one", "one"]
    assert came[2].headers["x-hub-signature"] == "sha256=00"


@pytest.mark.parametrize(("secret", "raw"), [("It's a Secret to Everybody", b"Hello World!")])
def test_the_signature_is_the_one_of_the_standard(secret: str, raw: bytes) -> None:
    assert signature(secret, raw) == "sha256=a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9"
