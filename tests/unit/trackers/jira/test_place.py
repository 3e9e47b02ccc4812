"""The settings of a tracker: what is told where, what goes before what, and what makes no sense."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from database_developer.errors import NotLoggedIn, UsageError
from database_developer.model.errand import Stage
from database_developer.settings import Settings, read_settings
from database_developer.trackers.jira.account import Account
from database_developer.trackers.jira.credentials import account_at, account_of
from database_developer.trackers.jira.place import Place
from database_developer.trackers.jira.settings import DATABASE_TASKS

CLOUD = "https://team.atlassian.net"
WHOLE = """
[tracker]
url = "https://jira.example.org/jira"
email = "me@example.org"
api = "https://jira.example.org/api"
proxy = "http://proxy.example.org:3128"
authority = "ours.pem"
jql = "project = KAN"
flavour = "data center"
sections = ["Acceptance criteria"]
details = ["Team"]
tick = true
worklog = true
[tracker.statuses]
started = "Doing"
proven = ["Check", "Review"]
[tracker.fields]
Resolution = "Done"
"""


def read(folder: Path, text: str = "", flags: dict[str, object] | None = None, **environment: str) -> Settings:
    (folder / "dbd.toml").write_text(text, "utf-8")
    return read_settings(folder, flags or {}, environment)


def place(folder: Path, text: str, **environment: str) -> Place:
    found = read(folder, text, None, **environment).jira
    assert found is not None
    return found


def test_without_a_word_tickets_are_files(tmp_path: Path) -> None:
    assert read(tmp_path).jira is None
    assert read(tmp_path, '[tracker]\njql = "project = KAN"').jira is None


def test_everything_may_be_told(tmp_path: Path) -> None:
    found = place(tmp_path, WHOLE)
    assert (found.url, found.email) == ("https://jira.example.org/jira", "me@example.org")
    assert found.api == "https://jira.example.org/api"
    assert found.proxy == "http://proxy.example.org:3128"
    assert found.authority == tmp_path / "ours.pem"
    told = found.settings
    assert (told.jql, told.flavour, told.tick, told.worklog) == ("project = KAN", "data center", True, True)
    assert (told.sections, told.details) == (("Acceptance criteria",), ("Team",))
    assert told.statuses == {Stage.STARTED: ("Doing",), Stage.PROVEN: ("Check", "Review")}
    assert told.fields == {"Resolution": "Done"}


def test_an_address_is_enough(tmp_path: Path) -> None:
    for found in (place(tmp_path, f'[tracker]\nurl = "{CLOUD}"'), place(tmp_path, "", JIRA_URL=CLOUD)):
        assert (found.url, found.settings.jql, found.settings.tick) == (CLOUD, DATABASE_TASKS, False)


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    found = place(tmp_path, '[tracker]\nurl = "https://a.example.org"\nemail = "a@a"', JIRA_URL=CLOUD, JIRA_EMAIL="b@b")
    assert (found.url, found.email) == (CLOUD, "b@b")


def test_a_project_is_where_the_tasks_are(tmp_path: Path) -> None:
    found = place(tmp_path, f'[tracker]\nurl = "{CLOUD}"\nproject = "kan"')
    assert found.settings.jql == f'project = "KAN" AND {DATABASE_TASKS}'


def test_a_folder_that_is_named_goes_before_the_environment(tmp_path: Path) -> None:
    assert read(tmp_path, "", {"tickets": "t"}, JIRA_URL=CLOUD).jira is None
    assert read(tmp_path, "", None, DBD_TICKETS="t", JIRA_URL=CLOUD).jira is None
    assert read(tmp_path, 'tickets = "t"', None, JIRA_URL=CLOUD).jira is None
    assert read(tmp_path, f'tickets = "t"\n[tracker]\nurl = "{CLOUD}"').jira is not None


def test_boxes_may_be_ticked_in_files_too(tmp_path: Path) -> None:
    assert read(tmp_path, "[tracker]\ntick = true").ticks
    assert not read(tmp_path).ticks


BAD = {
    'token = "secret"': "dbd login",
    'urll = "https://a.example.org"': '"urll" is no setting of a tracker; there are url, ',
    "url = 3": '"url" must be a text',
    'project = "K A"': '"K A" is no key of a project',
    'project = "KAN"\njql = "labels = a"': 'either "project" or "jql"',
    'flavour = "cloudy"': '"cloudy" is no flavour; there are cloud, data center',
    "tick = 1": '"tick" must be true or false',
    'worklog = "yes"': '"worklog" must be true or false',
    'sections = "a"': '"sections" must be a list of texts',
    "details = [1]": '"details" must be a list of texts',
    'statuses = "a"': '"statuses" must be a table',
    'statuses.begun = "a"': '"begun" is no stage of the work; there are started, asking, proven',
    "statuses.started = 1": '"started" must be a list of texts',
    "fields.Resolution = 1": '"fields" must be a table of texts',
}


@pytest.mark.parametrize("written", BAD)
def test_what_makes_no_sense_is_named_with_its_place(tmp_path: Path, written: str) -> None:
    with pytest.raises(UsageError) as refused:
        read(tmp_path, f"[tracker]\n{written}", None, JIRA_URL=CLOUD)
    assert BAD[written] in refused.value.what
    assert refused.value.where == "dbd.toml: [tracker]"
    assert refused.value.hint == "see docs/howto/work-with-jira.md"
    assert "secret" not in str(refused.value)


def test_the_table_must_be_one(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a table"):
        read(tmp_path, 'tracker = "jira"')


def at(url: str, environment: dict[str, str], **more: Any) -> Account:
    return account_at(Place(url=url, **more), environment)


def test_the_environment_holds_the_token() -> None:
    account = at(f"{CLOUD}/", {"JIRA_TOKEN": " t \n"}, email="me@example.org")
    assert (account.url, account.email, account.token) == (CLOUD, "me@example.org", "t")
    assert "t " not in repr(account)


def test_a_token_for_cloud_wants_an_address_with_it() -> None:
    with pytest.raises(NotLoggedIn, match="e-mail"):
        at(CLOUD, {"JIRA_TOKEN": "t"})
    assert at(CLOUD, {"JIRA_TOKEN": "t"}, api="https://api.atlassian.com/ex/jira/1").email == ""
    assert at("https://jira.example.org", {"JIRA_TOKEN": "t"}).email == ""


def test_on_data_center_the_token_stands_alone(tmp_path: Path) -> None:
    found = place(tmp_path, WHOLE)
    assert account_of(found, "me@example.org", "t").email == ""


@pytest.mark.parametrize(
    "api", ["https://evil.example.org", "http://team.atlassian.net", "https://api.atlassian.com.evil"]
)
def test_no_file_of_a_project_sends_the_token_elsewhere(api: str) -> None:
    with pytest.raises(UsageError):
        at(CLOUD, {"JIRA_TOKEN": "t", "JIRA_EMAIL": "e"}, email="e", api=api)
