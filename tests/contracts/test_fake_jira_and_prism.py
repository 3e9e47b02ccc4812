"""Every request that the fake Jira takes, sent to Prism, which others wrote and which knows the document alone."""

from __future__ import annotations

from collections.abc import Iterator

import httpx2
import pytest

from support.fake_jira import FakeJira, prism
from support.fake_jira.asking import client
from support.fake_jira.call import Route
from support.fake_jira.endpoints import ROUTES
from support.fake_jira.fixtures import checked
from support.fake_jira.rounds import Round, good_round
from support.fake_jira.samples import TASK

pytestmark = pytest.mark.slow

ON_CLOUD = [route for route in ROUTES if route.on != "data center"]


@pytest.fixture(scope="module")
def prism_url() -> Iterator[str]:
    with prism.at_hand() as url:
        yield url


def sent(fake: FakeJira, url: str, round_: Round) -> httpx2.Response:
    """The answer of Prism to the request as the fake got it, byte for byte."""
    with client(fake) as asked:
        assert round_.ask(asked).status_code == round_.code
    return prism.again(fake, fake.log[-1], url)


@pytest.mark.parametrize("route", ON_CLOUD, ids=lambda route: f"{route.method} {route.path}")
def test_prism_takes_what_the_fake_takes(prism_url: str, route: Route) -> None:
    with checked(is_cloud=True) as fake:
        round_ = good_round(fake, route)
        answer = sent(fake, prism_url, round_)
    assert answer.status_code in prism.INSTEAD.get(f"{route.method} {route.path}", {round_.code}), answer.text


def test_prism_refuses_what_the_fake_refuses(prism_url: str, cloud_jira: FakeJira) -> None:
    number = Round(
        method="POST", path=f"/issue/{TASK}/transitions", needs={"json": {"transition": {"id": 11}}}, code=400
    )
    words = Round(method="POST", path=f"/issue/{TASK}/comment", needs={"json": {"body": "plain"}}, code=400)
    assert [sent(cloud_jira, prism_url, wrong).status_code for wrong in (number, words)] == [422, 400]
    assert len(cloud_jira.violations) == 2
    cloud_jira.violations.clear()
