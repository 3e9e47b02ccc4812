"""The folder held against the journal."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from database_developer.errors import HistoryBroken, UsageError
from database_developer.migration.formats.scripts import read
from database_developer.model.script import Script
from database_developer.running.history import History, ensure_same_beginning, ensure_sound, examine
from database_developer.running.journal.records import Done, Record, State

AT = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
SCRIPTS = read({f"{number}_{name}.up.sql": f"SELECT {number};\nSELECT 'more'" for number, name in enumerate("abcd", 1)})


def record(script: Script, place: int = 0, state: State = State.APPLIED) -> Record:
    return Record(
        version=script.version,
        place=place or int(script.version),
        name=script.name,
        up_checksum=script.up.checksum,
        down_checksum=None,
        phase=None,
        state=state,
        is_baseline=False,
        started_at=AT,
        ended_at=AT,
        run_by="ann@host",
        tool="1",
        hash_before=None,
        hash_after=None,
        note="",
    )


def sound(history: History, *, edited: bool = False, out_of_order: bool = False) -> None:
    ensure_sound(history, edited=edited, out_of_order=out_of_order)


def test_what_is_applied_is_not_pending() -> None:
    a, b, c, d = SCRIPTS
    history = examine(SCRIPTS, [record(a), record(b, state=State.ROLLED_BACK)])
    assert history.pending == (b, c, d)
    sound(history)


def test_what_is_unfinished_is_neither() -> None:
    a, b, *_ = SCRIPTS
    history = examine(SCRIPTS[:2], [record(a), record(b, state=State.ROLLING_BACK)])
    assert [it.version for it in history.unfinished] == ["2"]
    assert history.pending == ()


def test_an_edited_file_is_refused_by_name_and_moment() -> None:
    a, *_ = SCRIPTS
    history = examine(SCRIPTS, [replace(record(a), up_checksum="0")])
    with pytest.raises(HistoryBroken, match=r'"1_a.up.sql" \(applied 2026-01-02 03:04 UTC by ann@host\) was edited'):
        sound(history)
    sound(history, edited=True)


def test_a_missing_file_is_refused() -> None:
    a, b, *_ = SCRIPTS
    history = examine([b], [record(a), record(b)])
    with pytest.raises(HistoryBroken, match=r"1_a.*files are missing"):
        sound(history)
    sound(history, out_of_order=True)


def test_what_comes_too_late_is_refused() -> None:
    a, b, *_ = SCRIPTS
    history = examine(SCRIPTS, [record(b)])
    assert history.late == (a,)
    with pytest.raises(HistoryBroken, match=r'"1_a.up.sql" is not applied, but comes before 2'):
        sound(history)
    sound(history, out_of_order=True)


def test_an_unknown_version_is_answered_with_the_latest() -> None:
    with pytest.raises(UsageError) as caught:
        examine(SCRIPTS, []).ensure_known("7")
    assert "2, 3, 4" in caught.value.hint


def test_only_what_was_not_run_yet_may_be_mended() -> None:
    a, *_ = SCRIPTS
    first, _ = a.up.statements
    done = {1: Done(number=1, checksum=first.checksum, is_done=True, attempts=1, note="")}
    (mended,) = read({"1_a.up.sql": "SELECT 1;\nSELECT 'mended'"})
    ensure_same_beginning(mended.up, done)
    (broken,) = read({"1_a.up.sql": "SELECT 0;\nSELECT 'more'"})
    with pytest.raises(HistoryBroken, match="statement 1 was run already") as caught:
        ensure_same_beginning(broken.up, done)
    assert caught.value.where == "1_a.up.sql:1"
