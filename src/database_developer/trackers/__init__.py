"""The door to where tickets live."""

from __future__ import annotations

from database_developer.trackers.markdown import MarkdownTracker
from database_developer.trackers.tracker import Tracker

__all__ = ["MarkdownTracker", "Tracker"]
