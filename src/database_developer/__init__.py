"""The database engineer a team wishes it had: from a ticket to a proven change of a PostgreSQL schema."""

from __future__ import annotations

from importlib.metadata import version

__version__ = version("database-developer")
