"""Files of migrations, read and looked through for what is unsafe."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import database_developer
from database_developer.errors import SchemaUnreadable, UsageError
from database_developer.migration.linting import NAMES, Finding, Knowledge, Severity, lint
from database_developer.publication.lint.document import document
from database_developer.publication.lint.sarif import sarif
from database_developer.publication.lint.text import text

STANDARD_INPUT = "-"
FORMATS = ("text", "json", "sarif")


@dataclass(frozen=True, kw_only=True, slots=True)
class Linted:
    """What was found in which files."""

    files: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> int:
        """How many findings are in the way."""
        return sum(finding.severity is Severity.ERROR for finding in self.findings)

    def written(self, form: str) -> str:
        """The findings in one of ``FORMATS``."""
        if form == "json":
            return document(self.findings, self.files)
        if form == "sarif":
            return sarif(self.findings, database_developer.__version__)
        return text(self.findings, len(self.files))


def lint_files(paths: Sequence[str], knowledge: Knowledge, schema: str | None = None) -> Linted:
    """Look through the files; ``-`` is standard input, ``schema`` a file with SQL that was run before.

    Raises UsageError for a name that is neither hazard nor rule, or a file that is not there, and
    SchemaUnreadable, with the line, for one that is no SQL.
    """
    unknown = sorted(knowledge.allowed - NAMES)
    if unknown:
        hint = f"hazards and rules are: {', '.join(sorted(NAMES))}"
        raise UsageError(f'"{unknown[0]}" is neither a hazard nor a rule', where="--allow", hint=hint)
    if schema is not None:
        knowledge = replace(knowledge, schema_sql=_content(schema), schema_origin=schema)
    found = [finding for path in paths for finding in lint(_content(path), origin=path, knowledge=knowledge)]
    return Linted(files=tuple(paths), findings=tuple(found))


def _content(path: str) -> str:
    try:
        data = sys.stdin.buffer.read() if path == STANDARD_INPUT else Path(path).read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UsageError(f'the file "{path}" cannot be read: {reason}', hint="check its name") from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SchemaUnreadable(
            f"byte {error.start} is no UTF-8", where=f"{path}:{line}", hint="save the file as UTF-8"
        ) from error
