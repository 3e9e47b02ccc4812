"""Settings: flags weigh more than the environment, and that more than the file; what makes no sense is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from database_developer.errors import UsageError
from database_developer.settings import SETTINGS, read_settings


def test_nothing_needs_to_be_said(tmp_path: Path) -> None:
    settings = read_settings(tmp_path, {}, {})
    assert settings.tickets == tmp_path.resolve() / "tickets"
    assert settings.migrations == tmp_path.resolve() / "migrations"
    assert settings.rows == 50_000


def test_flags_weigh_more_than_the_environment_and_that_more_than_the_file(tmp_path: Path) -> None:
    (tmp_path / "dbd.toml").write_text('rows = 300\nserver = "file"\ntickets = "todo"\n', "utf-8")
    environment = {"DBD_ROWS": "400", "DBD_SERVER": "environment"}
    settings = read_settings(tmp_path, {"rows": "500"}, environment)
    assert (settings.rows, settings.server) == (500, "environment")
    assert settings.tickets == tmp_path.resolve() / "todo"


def test_an_empty_variable_says_nothing(tmp_path: Path) -> None:
    assert read_settings(tmp_path, {}, {"DBD_SERVER": ""}).server is None


@pytest.mark.parametrize("written", ["rows = 1", 'rows = "many"', "rows = [", 'rowz = "1"', "\x00"])
def test_a_file_that_makes_no_sense_is_named(tmp_path: Path, written: str) -> None:
    (tmp_path / "dbd.toml").write_text(written, "utf-8")
    with pytest.raises(UsageError) as refused:
        read_settings(tmp_path, {}, {})
    assert "dbd.toml" in refused.value.where
    assert refused.value.hint


def test_a_variable_that_makes_no_sense_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as refused:
        read_settings(tmp_path, {}, {"DBD_ROWS": "-5"})
    assert refused.value.where == "DBD_ROWS"


def test_names_and_variables_are_unique() -> None:
    assert len({one.name for one in SETTINGS}) == len({one.variable for one in SETTINGS}) == len(SETTINGS)
