"""From a ticket to a request: one file for each form of text it can read."""

from __future__ import annotations

from database_developer.reading.reader import read
from database_developer.reading.vocabulary import Vocabulary

__all__ = ["Vocabulary", "read"]
