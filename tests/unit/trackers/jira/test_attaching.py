"""Each content is attached once; of our own files the newest stays, of others' all do."""

from __future__ import annotations

from pathlib import Path

import pytest

from database_developer.errors import TrackerRefused
from database_developer.model.errand import Attach, Prune
from support.fake_jira import FakeJira, faults
from support.fake_jira.samples import TASK
from support.jira_trackers import tracker_on


def attached(fake: FakeJira, folder: Path, *contents: str, name: str = "a.sql", sign: str = "") -> list[str]:
    told = []
    with tracker_on(fake) as tracker:
        for content in contents:
            (folder / "file").write_text(content)
            errand = Attach(name=name, path=str(folder / "file"), media_type="application/sql", sign=sign)
            told.append(tracker.do(TASK, errand))
    return told


def files(fake: FakeJira, name: str = "a.sql") -> list[tuple[str, bytes]]:
    return [(one.author.name, one.content) for one in fake.world.issues[TASK].attachments if one.filename == name]


def test_the_same_content_is_attached_once(any_jira: FakeJira, tmp_path: Path) -> None:
    assert attached(any_jira, tmp_path, "one", "one") == [f'attached "a.sql" to {TASK}', ""]
    assert files(any_jira) == [("dana", b"one")]
    assert len(any_jira.asked("POST", "/attachments")) == 1


def test_a_newer_version_takes_the_place_of_ours(any_jira: FakeJira, tmp_path: Path) -> None:
    attached(any_jira, tmp_path, "one", "two")
    assert files(any_jira) == [("dana", b"two")]
    order = [one.method for one in any_jira.log if "attachment" in one.path and one.method in ("POST", "DELETE")]
    assert order == ["POST", "POST", "DELETE"]


def test_nobody_elses_file_goes(any_jira: FakeJira, tmp_path: Path) -> None:
    any_jira.world.attach(TASK, "a.sql", b"of Ada", "text/plain", by="ada")
    any_jira.world.attach(TASK, "a.sql", b"by hand", "text/plain", by="dana")
    attached(any_jira, tmp_path, "one", "two")
    assert files(any_jira) == [("ada", b"of Ada"), ("dana", b"by hand"), ("dana", b"two")]


def test_a_note_that_names_somebody_elses_file_does_no_harm(any_jira: FakeJira, tmp_path: Path) -> None:
    theirs = any_jira.world.attach(TASK, "a.sql", b"of Ada", "text/plain", by="ada")
    noted = {"attachments": {"a.sql": {"id": theirs.id, "digest": "x"}}}
    any_jira.world.issues[TASK].properties["database-developer"] = noted
    attached(any_jira, tmp_path, "one")
    assert files(any_jira) == [("ada", b"of Ada"), ("dana", b"one")]


def test_ours_is_known_even_where_nobody_noted_it(any_jira: FakeJira, tmp_path: Path) -> None:
    attached(any_jira, tmp_path, "one")
    any_jira.world.issues[TASK].properties.clear()
    assert attached(any_jira, tmp_path, "one") == [""]
    assert len(files(any_jira)) == 1


@pytest.mark.parametrize("lost", ["notes that are gone", "notes that may not be left"])
def test_an_older_one_is_known_by_its_sign_where_nobody_noted_it(any_jira: FakeJira, tmp_path: Path, lost: str) -> None:
    any_jira.world.attach(TASK, "a.sql", b"by hand", "text/plain", by="dana")
    any_jira.world.attach(TASK, "a.sql", b"of Ada, not by dbd", "text/plain", by="ada")
    if lost == "notes that may not be left":
        any_jira.faults.always("*", "/properties/", faults.status(403))
    for content in ("one by dbd", "two by dbd", "three by dbd"):
        attached(any_jira, tmp_path, content, sign="by dbd")
        any_jira.world.issues[TASK].properties.clear()
    any_jira.faults.clear()
    assert files(any_jira) == [("dana", b"by hand"), ("ada", b"of Ada, not by dbd"), ("dana", b"three by dbd")]


EARLIER, LATER = (f"{year}0105090000_kan_29_add_status.up.sql" for year in (2026, 2027))


def pruned(fake: FakeJira, *names: str) -> str:
    with tracker_on(fake) as tracker:
        return tracker.do(TASK, Prune(names=names))


@pytest.mark.parametrize("is_noted", [True, False])
def test_migrations_of_earlier_runs_give_way(any_jira: FakeJira, tmp_path: Path, is_noted: bool) -> None:
    others = [("ada", EARLIER), ("dana", "notes.sql"), ("dana", "20260105090000_kan_30_other.up.sql")]
    for by, name in others:
        any_jira.world.attach(TASK, name, b"x", "text/plain", by=by)
    attached(any_jira, tmp_path, "one", name=EARLIER)
    attached(any_jira, tmp_path, "one", name=LATER.replace("add", "then_add"))
    attached(any_jira, tmp_path, "two", name=LATER)
    if not is_noted:
        any_jira.world.issues[TASK].properties.clear()
    assert [pruned(any_jira, LATER, "kan_29.sql") for _ in range(2)] == [f"took 2 files of earlier runs off {TASK}", ""]
    left = [(one.author.name, one.filename) for one in any_jira.world.issues[TASK].attachments[1:]]
    assert left == [*others, ("dana", LATER)]


def test_of_two_runs_at_work_the_later_ones_files_stay(any_jira: FakeJira, tmp_path: Path) -> None:
    attached(any_jira, tmp_path, "one", name=EARLIER)
    attached(any_jira, tmp_path, "two", name=LATER)
    assert pruned(any_jira, EARLIER) == ""
    assert pruned(any_jira, LATER) == f"took 1 file of earlier runs off {TASK}"
    assert files(any_jira, LATER) == [("dana", b"two")]
    assert files(any_jira, EARLIER) == []


def test_a_file_that_somebody_deleted_is_attached_anew(any_jira: FakeJira, tmp_path: Path) -> None:
    attached(any_jira, tmp_path, "one")
    any_jira.world.issues[TASK].attachments.pop()
    attached(any_jira, tmp_path, "one")
    assert files(any_jira) == [("dana", b"one")]


def test_a_name_is_no_path(any_jira: FakeJira, tmp_path: Path) -> None:
    attached(any_jira, tmp_path, "one", name='../../etc/größe "x".sql')
    assert any_jira.world.issues[TASK].attachments[-1].filename.startswith("größe")


def test_what_lacks_is_said(any_jira: FakeJira, tmp_path: Path) -> None:
    with tracker_on(any_jira) as tracker, pytest.raises(TrackerRefused, match="cannot be attached"):
        tracker.do(TASK, Attach(name="a.sql", path=str(tmp_path / "gone")))
    any_jira.world.add_token("reader", "dana", without=("CREATE_ATTACHMENTS",))
    (tmp_path / "a").write_text("x")
    with tracker_on(any_jira, token="reader") as tracker, pytest.raises(TrackerRefused, match='"CREATE_ATTACHMENTS"'):
        tracker.do(TASK, Attach(name="a.sql", path=str(tmp_path / "a")))
