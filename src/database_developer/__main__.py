"""``python -m database_developer`` is ``dbd``."""

from __future__ import annotations

from database_developer.cli.main import main

main()
