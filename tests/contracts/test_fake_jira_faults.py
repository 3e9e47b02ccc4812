"""Each fault that the fake Jira can be told to have, and what is left of the work after it."""

from __future__ import annotations

from datetime import UTC, datetime
from threading import Event, Thread

import httpx2
import pytest

from support.fake_jira import FakeJira, faults
from support.fake_jira.asking import body, client, take
from support.fake_jira.exchange import LOGIN_REASON
from support.fake_jira.fixtures import checked
from support.fake_jira.samples import TASK

COMMENTS = f"/issue/{TASK}/comment"


def ours(fake: FakeJira) -> int:
    """How many comments landed beside the one that was there."""
    return len(fake.world.issues[TASK].comments) - 1


@pytest.mark.parametrize("code", [401, 403, 404, 409, 413, 500, 502, 503])
def test_a_status_comes_once_and_nothing_lands(any_jira: FakeJira, code: int) -> None:
    any_jira.faults.next("POST", "/comment", faults.status(code))
    with client(any_jira) as asked:
        codes = [asked.post(COMMENTS, json=body(any_jira, "Hello")).status_code for _ in range(2)]
    assert (codes, ours(any_jira)) == ([code, 201], 1)


@pytest.mark.parametrize(
    ("fault", "headers"),
    [
        (faults.rate_limited(7), {"Retry-After": "7"}),
        (faults.rate_limited(0), {"Retry-After": "0"}),
        (faults.rate_limited("soon"), {"Retry-After": "soon"}),
        (faults.rate_limited(datetime(2026, 1, 5, 9, 1, tzinfo=UTC)), {"Retry-After": "Mon, 05 Jan 2026 09:01:00 GMT"}),
        (
            faults.rate_limited(reset=datetime(2026, 1, 5, 9, 1, tzinfo=UTC)),
            {"Retry-After": None, "X-RateLimit-Reset": "2026-01-05T09:01Z", "RateLimit-Reason": "jira-burst-based"},
        ),
        (faults.rate_limited(reason=""), {"Retry-After": None, "RateLimit-Reason": None}),
        (faults.unavailable(3), {"Retry-After": "3", "Content-Type": "text/html"}),
        (faults.login_page(), {"Content-Type": "text/html;charset=UTF-8"}),
    ],
)
def test_headers_say_when_to_come_again(
    any_jira: FakeJira, fault: faults.Fault, headers: dict[str, str | None]
) -> None:
    any_jira.faults.next("GET", "/myself", fault)
    with client(any_jira) as asked:
        answer = asked.get("/myself")
    assert {name: answer.headers.get(name) for name in headers} == headers


@pytest.mark.parametrize("lands", [True, False])
def test_a_reset_may_come_after_the_work(any_jira: FakeJira, lands: bool) -> None:
    any_jira.faults.next("POST", "/comment", faults.reset(lands=lands))
    with client(any_jira) as asked, pytest.raises(httpx2.ReadError, match="reset"):
        asked.post(COMMENTS, json=body(any_jira, "Hello"))
    assert ours(any_jira) == lands
    assert any_jira.asked("POST", "/comment")[0].status is None


def test_half_an_answer(any_jira: FakeJira) -> None:
    any_jira.faults.next("POST", "/comment", faults.half())
    with client(any_jira) as asked, pytest.raises(httpx2.RemoteProtocolError):
        asked.post(COMMENTS, json=body(any_jira, "Hello"))
    assert ours(any_jira) == 1


def test_an_answer_that_is_held_back(any_jira: FakeJira) -> None:
    gate = Event()
    any_jira.faults.next("GET", "/myself", faults.held(gate))
    with client(any_jira) as asked, pytest.raises(httpx2.ReadTimeout):
        asked.get("/myself", timeout=0.05)
    gate.set()


def test_an_answer_that_drips(any_jira: FakeJira) -> None:
    """No single read takes long, so a time-out on reads alone never fires."""
    gate, pieces = Event(), []
    any_jira.faults.next("GET", "/field", faults.dripping(gate))
    with client(any_jira) as asked, asked.stream("GET", "/field", timeout=5) as answer:
        for piece in answer.iter_raw():
            pieces.append(piece)
            if len(pieces) == 3:
                gate.set()
    assert [len(piece) for piece in pieces[:2]] == [1, 1]
    assert len(b"".join(pieces)) == int(answer.headers["Content-Length"])


def test_wrong_and_other_json(any_jira: FakeJira) -> None:
    any_jira.faults.next("GET", "/issue", faults.wrong_json(), faults.other_json(["no", "issue"]))
    with client(any_jira) as asked:
        with pytest.raises(ValueError, match="Expecting"):
            asked.get(f"/issue/{TASK}").json()
        assert asked.get(f"/issue/{TASK}").json() == ["no", "issue"]


def test_a_token_expires_midway(any_jira: FakeJira) -> None:
    expiry = faults.just_before(lambda: any_jira.world.expire(any_jira.token))
    with client(any_jira) as asked:
        assert asked.get(f"/issue/{TASK}").status_code == 200
        any_jira.faults.next("POST", "/comment", expiry)
        refused = asked.post(COMMENTS, json=body(any_jira, "Hello"))
    assert (refused.status_code, refused.headers[LOGIN_REASON]) == (404, "AUTHENTICATED_FAILED")
    assert ours(any_jira) == 0


def test_a_transition_goes_between_looking_and_taking(any_jira: FakeJira) -> None:
    gone = faults.meanwhile(lambda: any_jira.world.withdraw("Start work"))
    any_jira.faults.next("GET", "/transitions", gone)
    with client(any_jira) as asked:
        refused = take(asked, TASK, "In Progress")
    assert (refused.status_code, any_jira.world.issues[TASK].status.name) == (400, "To Do")


def test_faults_come_in_order_and_standing_ones_stay(any_jira: FakeJira) -> None:
    any_jira.faults.next("GET", "/myself", faults.status(500), times=2)
    any_jira.faults.always("*", "/rest", faults.unavailable())
    with client(any_jira) as asked:
        codes = [asked.get("/myself").status_code for _ in range(4)]
        any_jira.faults.clear()
        assert asked.get("/myself").status_code == 200
    assert codes == [500, 500, 503, 503]


def test_writes_to_one_issue_are_limited(any_jira: FakeJira) -> None:
    any_jira.limit.spacing = 5.0
    with client(any_jira) as asked:
        assert asked.post(COMMENTS, json=body(any_jira, "One")).status_code == 201
        any_jira.clock.sleep(2)
        early = asked.post(COMMENTS, json=body(any_jira, "Two"))
        assert asked.post("/issue/KAN-30/comment", json=body(any_jira, "Elsewhere")).status_code == 201
        any_jira.clock.sleep(int(early.headers["Retry-After"]))
        assert asked.post(COMMENTS, json=body(any_jira, "Two")).status_code == 201
    assert (early.status_code, early.headers["Retry-After"]) == (429, "3")
    assert early.headers["RateLimit-Reason"] == "jira-per-issue-on-write"
    assert [(one.at - any_jira.log[0].at).seconds for one in any_jira.writes(TASK)] == [0, 2, 5]


def test_two_at_once_lose_nothing(any_jira: FakeJira) -> None:
    def write(name: str) -> None:
        with client(any_jira) as asked:
            for number in range(5):
                asked.post(COMMENTS, json=body(any_jira, f"{name} {number}"))

    threads = [Thread(target=write, args=(name,)) for name in ("first", "second")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    ids = [one.id for one in any_jira.world.issues[TASK].comments]
    assert len(ids) == len(set(ids)) == 11


def test_a_queued_fault_that_never_came_fails_the_test() -> None:
    with pytest.raises(AssertionError, match="no request met these faults"), checked(is_cloud=True) as fake:
        fake.faults.next("GET", "/myself", faults.status(500))


def test_a_violation_fails_the_test() -> None:
    with pytest.raises(AssertionError, match="another host"), checked(is_cloud=True) as fake:
        httpx2.get(f"{fake.world.media_base}/file/1", headers=fake.authorization(), trust_env=False)


def test_no_fake_outlives_its_gates() -> None:
    """The gates are opened when the fake is closed, so that no test hangs that forgot to."""
    with FakeJira(is_cloud=True) as fake, client(fake) as asked:
        fake.faults.next("GET", "/myself", faults.held(Event()))
        thread = Thread(target=lambda: asked.get("/myself"))
        thread.start()
        while not fake.log:
            thread.join(0.01)
        fake.faults.open_gates()
        thread.join(20)
    assert not thread.is_alive()
