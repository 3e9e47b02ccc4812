"""Jira Data Center's wiki text: read, written, its boxes ticked."""

from __future__ import annotations

from database_developer.trackers.jira.wiki.builder import build
from database_developer.trackers.jira.wiki.reader import read
from database_developer.trackers.jira.wiki.ticking import tick

__all__ = ["build", "read", "tick"]
