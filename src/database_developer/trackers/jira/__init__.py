"""Jira, Cloud and Data Center, as a tracker."""

from __future__ import annotations

from database_developer.trackers.jira.account import Account
from database_developer.trackers.jira.connection import Connection
from database_developer.trackers.jira.settings import JiraSettings
from database_developer.trackers.jira.tracker import JiraTracker

__all__ = ["Account", "Connection", "JiraSettings", "JiraTracker"]
