"""Jira Cloud's documents (the Atlassian Document Format): read, written, their boxes ticked."""

from __future__ import annotations

from database_developer.trackers.jira.adf.builder import build
from database_developer.trackers.jira.adf.reader import read
from database_developer.trackers.jira.adf.ticking import tick

__all__ = ["build", "read", "tick"]
