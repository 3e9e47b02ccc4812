"""What the pages on team mode show is well formed, and says what the program knows."""

from __future__ import annotations

import configparser
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from database_developer.cli.watch import watch
from database_developer.watching.ledger import Ledger
from database_developer.watching.metrics import STATES, Metrics
from database_developer.watching.webhooks import PATH

DOCS = Path(__file__).parents[2] / "docs"
HOWTO = (DOCS / "howto" / "run-for-a-team.md").read_text("utf-8")
REFERENCE = (DOCS / "reference" / "watch.md").read_text("utf-8")


def shown(language: str) -> str:
    found = re.findall(rf"```{language}\n(.*?)```", HOWTO, re.DOTALL)
    assert len(found) == 1
    return str(found[0])


def unit() -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(shown("ini"))
    return parser


def manifests() -> list[dict[str, Any]]:
    return list(yaml.safe_load_all(shown("yaml")))


def parsed(arguments: list[str]) -> dict[str, Any]:
    with click.Context(watch) as context:
        watch.parse_args(context, arguments)
        return dict(context.params)


def test_the_unit_starts_the_command_and_leaves_time_to_stop() -> None:
    service = unit()["Service"]
    program, verb, *arguments = shlex.split(service["ExecStart"])
    assert (Path(program).name, verb) == ("dbd", "watch")
    assert parsed(arguments)["grace"] + 20 < float(service["TimeoutStopSec"])
    assert service["KillMode"] == "mixed"


def test_the_unit_is_one_for_systemd(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("systemd-analyze is not installed")
    path = tmp_path / "dbd-watch.service"
    path.write_text(shown("ini").replace("/opt/dbd/bin/dbd", "/bin/true"))
    said = subprocess.run([analyze, "verify", "--man=no", str(path)], capture_output=True, text=True, check=False)
    assert not [line for line in said.stderr.splitlines() if "dbd-watch.service:" in line]


def test_the_manifest_is_one_whose_parts_belong_together() -> None:
    deployment, service = manifests()
    pod = deployment["spec"]["template"]
    container = pod["spec"]["containers"][0]
    ports = {it["name"]: it["containerPort"] for it in container["ports"]}
    options = parsed(container["args"][1:])
    assert container["args"][0] == "watch"
    assert options["webhook"].endswith(f":{ports['webhook']}")
    assert options["health"].endswith(f":{ports['health']}")
    assert options["grace"] + 20 < pod["spec"]["terminationGracePeriodSeconds"]
    assert deployment["spec"]["selector"]["matchLabels"] == pod["metadata"]["labels"] == service["spec"]["selector"]
    assert {it["name"] for it in container["volumeMounts"]} == {it["name"] for it in pod["spec"]["volumes"]}
    assert container["livenessProbe"]["httpGet"] == {"path": "/health/live", "port": "health"}
    assert service["spec"]["ports"][0]["targetPort"] in ports


def test_every_metric_has_its_line_and_every_line_its_metric() -> None:
    page = Metrics(Ledger("host=127.0.0.1 port=1 connect_timeout=1")).page().decode()
    known = {it for it in re.findall(r"# HELP (\w+)", page) if not it.endswith("_created")}
    section = REFERENCE.split("## Metrics")[1].split("## Deliveries")[0]
    assert set(re.findall(r"^\| `(dbd_\w+)`", section, re.MULTILINE)) == known
    assert all(f"`{state}`" in section for state in STATES)
    assert PATH in REFERENCE
