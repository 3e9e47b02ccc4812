"""No garbage is looked for while much is made, and all is as it was behind it."""

from __future__ import annotations

import gc

import pytest

from database_developer.model.uncollected import uncollected


def test_no_garbage_is_looked_for() -> None:
    with uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_an_error_changes_nothing() -> None:
    with pytest.raises(ValueError, match="x"), uncollected():
        raise ValueError("x")
    assert gc.isenabled()


def test_one_within_another_ends_nothing_early() -> None:
    with uncollected():
        with uncollected():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
