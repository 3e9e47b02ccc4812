"""Where each published file goes, relative to the project's folder."""

from __future__ import annotations

import re
from urllib.parse import quote

from database_developer.model.names import QualifiedName

SCHEMA_PAGE = "docs/database/schema.md"
TABLES = "docs/database/tables"
MODELS = "models/sqlalchemy_models.py"


def slug(key: str) -> str:
    """The ticket's key as a name for files: ``kan_29``."""
    return re.sub(r"[^a-z0-9]+", "_", key.lower()).strip("_") or "ticket"


def folder(key: str) -> str:
    """The ticket's key as a name for folders and pages: ``KAN-29``."""
    return re.sub(r"[^A-Za-z0-9_.-]+", "-", key).strip("-.") or "ticket"


def migration(name: str) -> str:
    """A migration's file; a name that has a folder keeps it."""
    return name if "/" in name else f"migrations/{name}"


def table_page(name: QualifiedName) -> str:
    """A table's page."""
    return f"{TABLES}/{table_file(name)}"


def table_file(name: QualifiedName) -> str:
    """The file's name alone; odd characters are percent-encoded."""
    return quote(str(name), safe="") + ".md"


def change_page(key: str) -> str:
    """The page of what the ticket changed."""
    return f"docs/database/{folder(key)}.md"


def seeds(key: str) -> str:
    """The seed script."""
    return f"seeds/{slug(key)}.sql"


def report(key: str) -> str:
    """The report for the reviewer."""
    return f"reports/{folder(key)}/report.md"


def evidence(key: str) -> str:
    """The evidence for programs."""
    return f"reports/{folder(key)}/evidence.json"
