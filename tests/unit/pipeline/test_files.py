"""Files are written whole or not at all, and what somebody else wrote is known by its seal."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from database_developer.errors import ResultsExist
from database_developer.pipeline import files
from database_developer.pipeline.files import digest, ensure_ours, sweep_unfinished, write_whole
from database_developer.pipeline.seals import is_intact, sealed

NAMES = st.sampled_from(["a.sql", "b.py", "c.md"])


@given(name=NAMES, text=st.text())
def test_what_is_sealed_is_intact(name: str, text: str) -> None:
    assert is_intact(name, sealed(name, text))


@given(name=NAMES, text=st.text(), place=st.integers(min_value=0), added=st.text(min_size=1))
def test_whatever_is_changed_breaks_the_seal(name: str, text: str, place: int, added: str) -> None:
    whole = sealed(name, text)
    at = place % (len(whole) + 1)
    edited = whole[:at] + added + whole[at:]
    assert not is_intact(name, edited)


def test_a_form_without_comments_has_no_seal() -> None:
    assert sealed("a.json", "{}") == "{}"
    assert not is_intact("a.json", "{}")


def test_a_seal_stands_apart_from_a_table() -> None:
    assert "| 1 |\n\n<!--" in sealed("a.md", "| a |\n| --- |\n| 1 |\n")


def test_a_write_that_fails_leaves_the_old_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.sql"
    write_whole(path, "old")

    def no_space(self: Path, target: Path) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(files.Path, "replace", no_space)
    with pytest.raises(OSError, match="no space"):
        write_whole(path, "new")
    assert path.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["a.sql"]


def test_what_a_killed_run_left_half_written_is_swept(tmp_path: Path) -> None:
    left = tmp_path / "deep" / ".a.sql.xyz.unfinished"
    left.parent.mkdir()
    left.write_text("half")
    sweep_unfinished(tmp_path)
    assert not left.exists()


def test_a_file_of_somebody_else_is_refused_and_named(tmp_path: Path) -> None:
    (tmp_path / "a.sql").write_text("mine")
    with pytest.raises(ResultsExist, match=r'"a\.sql"'):
        ensure_ours(tmp_path, {"a.sql": "new"}, {}, force=False)
    assert ensure_ours(tmp_path, {"a.sql": "new"}, {}, force=True) == ("a.sql",)


def test_a_file_of_ours_is_known_by_hash_or_seal(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{}")
    (tmp_path / "b.sql").write_text(sealed("b.sql", "SELECT 1;\n"))
    assert ensure_ours(tmp_path, {"a.json": "[]", "b.sql": "x"}, {"a.json": digest("{}")}, force=False) == ()
