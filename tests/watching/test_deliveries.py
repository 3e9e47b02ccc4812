"""Which deliveries are taken, by their bytes alone."""

from __future__ import annotations

import json
import time

import pytest

from database_developer.watching.deliveries import Delivery, DeliveryRefused, read_delivery
from support.watching import SECRET, body_about, signed


def read(body: bytes, signature: str | None = None, identifier: str = "one") -> Delivery:
    headers = {"x-hub-signature": signed(body) if signature is None else signature}
    headers["x-atlassian-webhook-identifier"] = identifier
    return read_delivery(headers, body, secret=SECRET, now=time.time(), oldest=3600)


def refused(body: bytes, signature: str | None = None) -> int:
    with pytest.raises(DeliveryRefused) as caught:
        read(body, signature)
    return caught.value.status


def test_a_signed_one_is_taken() -> None:
    assert read(body_about("KAN-29")).key == "KAN-29"


@pytest.mark.parametrize("signature", ["", "sha256=", "sha256=00", "sha1=" + 40 * "0", "sha256=" + 64 * "0", "ü"])
def test_a_wrong_signature_is_refused(signature: str) -> None:
    assert refused(body_about("KAN-29"), signature) == 401


def test_another_secret_is_refused() -> None:
    body = body_about("KAN-29")
    assert refused(body, signed(body, "another")) == 401


def test_the_signature_is_that_of_the_bytes_not_of_what_they_say() -> None:
    body = body_about("KAN-29")
    same = json.dumps(json.loads(body), indent=1).encode()
    assert refused(same, signed(body)) == 401
    assert read(same).key == "KAN-29"


@pytest.mark.parametrize("age", [3700, 10**7, -400])
def test_one_of_another_time_is_refused(age: float) -> None:
    assert refused(body_about("KAN-29", age=age)) == 403


@pytest.mark.parametrize("age", [3500, 0, -200])
def test_a_late_one_and_a_fast_clock_are_taken(age: float) -> None:
    assert read(body_about("KAN-29", age=age)).key == "KAN-29"


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"3", b'{"issue": {"key": "KAN-1"}}', b'{"timestamp": true}', b"\xff"]
)
def test_what_is_no_delivery_is_refused(body: bytes) -> None:
    assert refused(body) == 400


@pytest.mark.parametrize("key", ["--force", "KAN", "KAN-", "../KAN-1", "KAN-1; ls", "KAN-1\n", ""])
def test_a_key_that_is_none_is_refused(key: str) -> None:
    assert refused(body_about(key)) == 400


def test_one_about_no_ticket_has_no_key() -> None:
    body = json.dumps({"timestamp": int(time.time() * 1000), "webhookEvent": "project_updated"}).encode()
    assert read(body).key == ""


def test_the_same_body_under_another_identifier_is_known_again() -> None:
    body = body_about("KAN-29")
    assert read(body, identifier="one").marks & read(body, identifier="two").marks
    assert read(body_about("KAN-29", n=1)).marks & read(body_about("KAN-29", n=2)).marks
