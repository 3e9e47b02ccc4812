"""``dbd login``: a token is kept in the keyring once it is seen to work, and nowhere else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail

from database_developer.trackers.jira import credentials
from database_developer.trackers.jira.place import EMAIL, TOKEN, URL
from support.fake_jira import FakeJira
from support.jira_projects import SMALL, JiraProject
from support.keyrings import FileKeyring

USAGE, AWAY, NOT_LOGGED_IN = 2, 21, 23


@pytest.fixture
def ring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FileKeyring]:
    """A keyring of the test's own; the environment names no token."""
    before = keyring.get_keyring()
    made = FileKeyring(tmp_path / "keyring.json")
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


def told_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (URL, EMAIL, TOKEN):
        monkeypatch.delenv(name)


def test_what_is_typed_is_kept_and_used(jira: JiraProject, ring: FileKeyring, monkeypatch: pytest.MonkeyPatch) -> None:
    told_nothing(monkeypatch)
    fake = jira.fake
    lines = [fake.url, *([fake.email] if fake.world.is_cloud else []), fake.token]
    result = jira.dbd("login", given="\n".join(lines) + "\n")
    assert result.exit_code == 0, result.output
    assert "logged in as Dana Database" in result.output
    assert fake.token not in result.output
    email = fake.email if fake.world.is_cloud else ""
    assert list(ring.kept().values()) == [json.dumps({"email": email, "token": fake.token})]
    jira.says(f'url = "{fake.url}/"')
    jira.small()
    assert SMALL in jira.dbd("tasks").output


def test_a_wrong_token_is_not_kept(jira: JiraProject, ring: FileKeyring, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(TOKEN)
    result = jira.dbd("login", given="forged\n")
    assert result.exit_code == NOT_LOGGED_IN
    assert "does not take the credentials" in result.output
    assert ring.kept() == {}


def test_a_token_may_come_from_a_pipe(cloud: JiraProject, ring: FileKeyring, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(TOKEN)
    assert cloud.dbd("login", "--token-stdin", given=f"{cloud.fake.token}\n").exit_code == 0
    assert len(ring.kept()) == 1
    empty = cloud.dbd("login", "--token-stdin", given="\n")
    assert (empty.exit_code, "the token is empty" in empty.output) == (USAGE, True)
    monkeypatch.delenv(EMAIL)
    lacking = cloud.dbd("login", "--token-stdin", given="t\n")
    assert (lacking.exit_code, "e-mail address" in lacking.output) == (USAGE, True)
    monkeypatch.delenv(URL)
    unnamed = cloud.dbd("login", "--token-stdin", given="t\n")
    assert (unnamed.exit_code, "--url" in unnamed.output) == (USAGE, True)


def test_it_is_forgotten(cloud: JiraProject, ring: FileKeyring, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(TOKEN)
    cloud.dbd("login", "--token-stdin", given=cloud.fake.token)
    assert "forgotten: " in cloud.dbd("login", "--forget").output
    assert ring.kept() == {}
    assert "nothing to forget" in cloud.dbd("login", "--forget").output
    assert cloud.run(SMALL).exit_code == NOT_LOGGED_IN


def test_a_token_that_expired_is_told(cloud: JiraProject, ring: FileKeyring, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(TOKEN)
    cloud.dbd("login", "--token-stdin", given=cloud.fake.token)
    cloud.fake.world.expire(cloud.fake.token)
    result = cloud.dbd("tasks")
    assert result.exit_code == NOT_LOGGED_IN
    assert "dbd login" in result.output


def test_the_environment_goes_before_and_that_is_said(cloud: JiraProject, ring: FileKeyring) -> None:
    result = cloud.dbd("login", "--token-stdin", given=cloud.fake.token)
    assert "but JIRA_TOKEN is set, and is used instead" in result.output


@pytest.mark.parametrize("address", ["jira.example.org", "http://jira.example.org", "https://a:b@jira.example.org"])
def test_an_address_that_no_secret_may_go_to_is_refused(cloud: JiraProject, ring: FileKeyring, address: str) -> None:
    result = cloud.dbd("login", "--url", address, "--token-stdin", given="t\n")
    assert result.exit_code == USAGE
    assert "https://" in result.output
    assert ring.kept() == {}


def test_nobody_answers_there(cloud: JiraProject, ring: FileKeyring) -> None:
    with FakeJira(is_cloud=True) as gone:
        url = gone.url
    result = cloud.dbd("login", "--url", url, "--token-stdin", given="t\n")
    assert result.exit_code == AWAY
    assert ring.kept() == {}


def test_a_keyring_that_is_locked_is_told(cloud: JiraProject, ring: FileKeyring) -> None:
    ring.is_locked = True
    result = cloud.dbd("login", "--token-stdin", given=cloud.fake.token)
    assert result.exit_code == USAGE
    assert "the keyring cannot be used: it is locked" in result.output
    assert "set JIRA_TOKEN" in " ".join(result.output.split())


def test_without_a_keyring_nothing_is_asked(cloud: JiraProject, ring: FileKeyring) -> None:
    keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call]
    result = cloud.dbd("login", "--token-stdin", given=cloud.fake.token)
    assert result.exit_code == USAGE
    assert "no keyring that can be used" in result.output
    assert cloud.fake.log == []


def test_without_the_extra_the_environment_does(
    cloud: JiraProject, ring: FileKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(credentials, "find_spec", lambda name: None)
    result = cloud.dbd("login", "--token-stdin", given=cloud.fake.token)
    assert result.exit_code == USAGE
    assert "database-developer[keyring]" in result.output
    assert cloud.dbd("tasks").exit_code == 0
    monkeypatch.delenv(TOKEN)
    assert cloud.dbd("tasks").exit_code == NOT_LOGGED_IN
