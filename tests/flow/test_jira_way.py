"""The way to a Jira leads by a proxy, or to a certificate of the team's own authority."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import httpx2
import pytest

from database_developer.trackers.jira.place import EMAIL, TOKEN, URL
from support.certificates import own_certificate, served_by
from support.fake_jira import FakeJira
from support.fake_jira.fixtures import checked
from support.jira_projects import SMALL, JiraProject
from support.projects import Project

AWAY = 21


@dataclass
class Proxy:
    """A proxy that passes on whatever it is asked for, and the addresses that it was asked for."""

    port: int = 0
    asked: list[str] = field(default_factory=list)


@contextmanager
def proxy() -> Iterator[Proxy]:
    made = Proxy()

    class Handler(BaseHTTPRequestHandler):
        def _pass_on(self) -> None:
            made.asked.append(self.path)
            headers = {name: value for name, value in self.headers.items() if name.lower() != "host"}
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            found = httpx2.request(self.command, self.path, headers=headers, content=body, trust_env=False)
            self.send_response(found.status_code)
            self.send_header("Content-Type", found.headers["Content-Type"])
            self.send_header("Content-Length", str(len(found.content)))
            self.end_headers()
            self.wfile.write(found.content)

        do_GET = do_POST = _pass_on  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        made.port = int(server.server_address[1])
        thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield made
        server.shutdown()
        thread.join()


def test_every_request_goes_by_the_proxy_of_the_settings(cloud: JiraProject) -> None:
    cloud.small()
    with proxy() as between:
        cloud.says(f'proxy = "http://127.0.0.1:{between.port}"')
        assert SMALL in cloud.dbd("tasks").output
        assert cloud.run(SMALL, "--until", "read").exit_code == 0
        told = {one["what"]: one["told"] for one in json.loads(cloud.dbd("doctor", "--json").stdout)}
    assert len(between.asked) == len(cloud.fake.log)
    assert all(address.startswith(cloud.fake.url) for address in between.asked)
    assert told["proxy"] == "127.0.0.1"


def test_a_proxy_that_is_away_is_told(cloud: JiraProject) -> None:
    with proxy() as gone:
        cloud.says(f'proxy = "http://127.0.0.1:{gone.port}"')
    result = cloud.dbd("tasks")
    assert result.exit_code == AWAY
    assert "the proxy" in result.output
    assert cloud.fake.log == []


@pytest.fixture
def behind_tls(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[JiraProject]:
    """A Jira whose certificate is of the team's own authority, which lies in the project's folder."""
    certificate = own_certificate(tmp_path)
    (project.folder / "ours.pem").write_text((tmp_path / "cert.pem").read_text())
    with checked(is_cloud=True, tls=served_by(certificate)) as fake:
        environment(fake, monkeypatch)
        yield JiraProject(project, fake)


def environment(fake: FakeJira, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ((URL, fake.url), (EMAIL, fake.email), (TOKEN, fake.token)):
        monkeypatch.setenv(name, value)


@pytest.mark.usefixtures("no_waits")
def test_a_certificate_of_an_own_authority_is_taken_where_the_settings_name_it(behind_tls: JiraProject) -> None:
    stranger = behind_tls.dbd("tasks")
    assert stranger.exit_code == AWAY
    assert "CERTIFICATE_VERIFY_FAILED" in stranger.output
    assert "tracker.authority" in " ".join(stranger.output.split())
    assert behind_tls.fake.log == []
    behind_tls.says('authority = "ours.pem"')
    assert "KAN-29" in behind_tls.dbd("tasks").output
    assert behind_tls.dbd("doctor").exit_code == 0
