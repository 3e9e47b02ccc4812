"""A stateful fake Jira, Cloud and Data Center; ``README.md`` beside this file says what it can."""

from support.fake_jira.clock import Clock
from support.fake_jira.fake import FakeJira

__all__ = ["Clock", "FakeJira"]
