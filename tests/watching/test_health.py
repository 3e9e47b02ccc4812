"""Health and metrics of a running watcher, as Kubernetes and Prometheus ask for them."""

from __future__ import annotations

import json
import signal
import urllib.error
import urllib.request
from typing import Any

from prometheus_client.parser import text_string_to_metric_families

from database_developer.watching.health import Health
from database_developer.watching.ledger import Ledger
from database_developer.watching.listening import Asked
from database_developer.watching.metrics import Metrics
from support.watching import SECRET, Desk, Watching, body_about, signed, until


def page(watching: Watching, path: str) -> tuple[int, str]:
    address = f"http://127.0.0.1:{watching.port('health')}{path}"
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def samples(watching: Watching) -> dict[str, float]:
    """Metrics by name and labels, such as ``dbd_jobs{state=todo}``."""
    families = text_string_to_metric_families(page(watching, "/metrics")[1])
    found = {}
    for sample in (it for family in families for it in family.samples):
        labels = ",".join(f"{name}={value}" for name, value in sample.labels.items())
        found[f"{sample.name}{{{labels}}}" if labels else sample.name] = sample.value
    return found


def test_metrics_tell_what_was_done(desk: Desk) -> None:
    for number, exit_code in enumerate((0, 0, 4, 23), 1):
        desk.does(f"KAN-{number}", exit_code=exit_code)
        desk.ticket(f"KAN-{number}")
    with desk.watching(workers=2, health=True) as watching:
        until(lambda: samples(watching).get("dbd_run_seconds_count") == 4)
        until(lambda: samples(watching)["dbd_jobs{state=failed}"] == 1)
        found = samples(watching)
    assert [found[f"dbd_runs_total{{exit_code={code}}}"] for code in (0, 4, 23)] == [2, 1, 1]
    assert found["dbd_queued_total{source=poll}"] == 4
    assert found["dbd_polls_total{result=answered}"] >= 1
    assert found["dbd_last_poll_timestamp_seconds"] > 1_700_000_000
    assert (found["dbd_queue_reachable"], found["dbd_jobs{state=todo}"]) == (1, 0)


def test_a_watcher_by_webhooks_alone_runs_what_it_is_told_of(desk: Desk) -> None:
    desk.ticket("KAN-1")
    desk.ticket("KAN-2", status="Done")
    with desk.watching(health=True, every=None, webhook=True, secret=SECRET) as watching:
        assert [post(watching, f"KAN-{number}") for number in (1, 2, 3)] == [202, 202, 202]
        until(lambda: desk.log("KAN-1") == ["begin", "end"])
        until(lambda: watching.said().count("left alone: not one of those that are watched") == 2)
        assert samples(watching)["dbd_deliveries_total{result=accepted}"] == 3
        assert json.loads(page(watching, "/health/ready")[1])["tracker"] == "not looked at"
    assert (desk.log("KAN-2"), desk.log("KAN-3")) == ([], [])


def post(watching: Watching, key: str) -> int:
    body = body_about(key)
    address = f"http://127.0.0.1:{watching.port('webhooks')}/webhook"
    request = urllib.request.Request(address, body, {"X-Hub-Signature": signed(body)})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return int(answer.status)


def test_it_is_alive_and_ready_until_it_stops(desk: Desk) -> None:
    desk.does("KAN-1", seconds=3)
    desk.ticket("KAN-1")
    with desk.watching(health=True) as watching:
        until(lambda: desk.log("KAN-1") == ["begin"])
        assert page(watching, "/health/live")[0] == 200
        assert page(watching, "/health/ready")[0] == 200
        watching.signal(signal.SIGTERM)
        until(lambda: "stopping" in watching.said())
        assert page(watching, "/health/live")[0] == 200
        status, text = page(watching, "/health/ready")
        assert (status, json.loads(text)["stopping"]) == (503, True)
        assert page(watching, "/else")[0] == 404
        assert watching.ended() == 0


def ask(health: Health, path: str) -> tuple[int, Any]:
    answer = health.answer(Asked(method="GET", path=path, headers={}, body=b""))
    return answer.status, answer.body


def test_without_its_queue_it_is_alive_but_not_ready_and_metrics_are_still_told() -> None:
    away = Ledger("host=127.0.0.1 port=1 connect_timeout=1")
    health = Health(ledger=away, metrics=Metrics(away), every=60)
    assert ask(health, "/health/live")[0] == 200
    status, body = ask(health, "/health/ready")
    assert (status, json.loads(body)["queue"]) == (503, "out of reach")
    assert b"dbd_queue_reachable 0.0" in ask(health, "/metrics")[1]


def test_a_tracker_that_has_long_been_silent_makes_it_unready(url: str) -> None:
    ledger = Ledger(url)
    health = Health(ledger=ledger, metrics=Metrics(ledger), every=1)
    assert ask(health, "/health/ready")[0] == 200
    health.looked -= 40
    status, body = ask(health, "/health/ready")
    assert (status, json.loads(body)["tracker"]) == (503, "silent")
