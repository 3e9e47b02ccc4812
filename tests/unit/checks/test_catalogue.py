"""The catalogue as a whole: ids, files, pages, tests, and silence where nothing happens."""

from __future__ import annotations

from pathlib import Path

import pytest

from database_developer.model.schema import EMPTY
from database_developer.proof.checks import CHECKS
from database_developer.proof.checks import check as contract
from database_developer.proof.checks.check import Check
from support.checks import PAGES, assert_silent, page_of, script

FOLDER = Path(contract.__file__).parent
SECTIONS = ["## Problem", "## Why it hurts", "## Instead", "## Use"]
every_check = pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)


def test_ids_are_unique() -> None:
    ids = [check.id for check in CHECKS]
    assert len(ids) == len(set(ids))


def test_every_check_that_is_written_is_listed() -> None:
    written = {path.stem for path in FOLDER.glob("*.py") if "\nCHECK = Check(" in path.read_text(encoding="utf-8")}
    assert {check.id.replace("-", "_") for check in CHECKS} == written


def test_every_page_belongs_to_a_check() -> None:
    assert {path.stem for path in PAGES.glob("*.md")} == {check.id for check in CHECKS}


@every_check
def test_a_check_stands_in_the_file_of_its_id(check: Check) -> None:
    assert check.find.__module__.rpartition(".")[2] == check.id.replace("-", "_")


@every_check
def test_a_check_claims_something(check: Check) -> None:
    assert check.claim
    assert check.claim[0].islower()
    assert not check.claim.endswith(".")


@every_check
@pytest.mark.parametrize("direction", ["forward", "rollback"])
def test_a_check_is_silent_where_nothing_happens(check: Check, direction: str) -> None:
    assert_silent(check, script(before=EMPTY, after=EMPTY, direction=direction))


@every_check
def test_a_page_has_its_sections_in_order(check: Check) -> None:
    lines = page_of(check).read_text(encoding="utf-8").splitlines()
    assert lines[0] == f"# {check.id}"
    assert [line for line in lines if line.startswith("## ")] == SECTIONS


@every_check
def test_a_page_says_level_and_group(check: Check) -> None:
    use = page_of(check).read_text(encoding="utf-8").partition("## Use")[2]
    assert f"Level: {check.level}. Group: {check.group}." in use
    assert f"`checks/{check.id}`" in use


@every_check
def test_a_check_has_tests_of_its_own(check: Check) -> None:
    assert (Path(__file__).parent / f"test_{check.id.replace('-', '_')}.py").is_file()
