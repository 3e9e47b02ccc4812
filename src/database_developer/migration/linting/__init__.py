"""The linter: what is unsafe in a migration that somebody wrote, and the safe SQL for it."""

from __future__ import annotations

from database_developer.migration.linting.finding import Finding, Severity, Span
from database_developer.migration.linting.linter import NAMES, Knowledge, lint
from database_developer.migration.linting.rule import Rule
from database_developer.migration.linting.rules import RULES

__all__ = ["NAMES", "RULES", "Finding", "Knowledge", "Rule", "Severity", "Span", "lint"]
