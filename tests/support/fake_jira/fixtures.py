"""Fixtures: a furnished fake of each flavour, whose test fails where anything broke Atlassian's document.

Import those you need into a ``conftest.py``.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from support.fake_jira.fake import FakeJira
from support.fake_jira.samples import furnish


@contextmanager
def checked(*, is_cloud: bool, **given: Any) -> Iterator[FakeJira]:
    """A furnished fake; at the end nothing may have been violated, and no queued fault be left."""
    with FakeJira(is_cloud=is_cloud, **given) as fake:
        furnish(fake.world)
        yield fake
        assert not fake.violations, "\n".join(fake.violations)
        assert not fake.faults.left, f"no request met these faults: {fake.faults.left}"


@pytest.fixture
def cloud_jira() -> Iterator[FakeJira]:
    with checked(is_cloud=True) as fake:
        yield fake


@pytest.fixture
def data_center_jira() -> Iterator[FakeJira]:
    with checked(is_cloud=False) as fake:
        yield fake


@pytest.fixture(params=["cloud", "data center"])
def any_jira(request: pytest.FixtureRequest) -> Iterator[FakeJira]:
    """One after the other, with ids that differ: what works on both has none hard-coded."""
    is_cloud = request.param == "cloud"
    with checked(is_cloud=is_cloud, first_id=10000 if is_cloud else 23000) as fake:
        yield fake
