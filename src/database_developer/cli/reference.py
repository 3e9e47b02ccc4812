"""Writes the reference of the command line from the commands themselves, or checks that it is up to date.

``python -m database_developer.cli.reference --write FILE`` or ``--check FILE``.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from database_developer import errors
from database_developer.cli.main import main
from database_developer.settings import FILE, SETTINGS


def reference() -> str:
    """The page as Markdown."""
    parts = [
        "# Command line\n",
        "Generated from the program; `make docs` writes it anew.\n",
        "`dbd TICKET` is short for `dbd run TICKET`; `database-developer` is the same program.\n",
    ]
    for name, command in sorted(main.commands.items()):
        parts.append(f"## dbd {name}\n\n```text\n{_help(name, command)}\n```\n")
    return "\n".join([*parts, _settings(), _exit_codes()])


def _help(name: str, command: click.Command) -> str:
    context = click.Context(command, info_name=f"dbd {name}", terminal_width=100, max_content_width=100)
    return command.get_help(context).rstrip()


def _settings() -> str:
    rows = [f"| `{one.name}` | `{one.flag}` | `{one.variable}` | {one.says} |" for one in SETTINGS]
    head = f"A flag weighs more than the environment, and that more than `{FILE}` in the project's folder.\n"
    table = ["| in the file | flag | environment | what it says |", "| --- | --- | --- | --- |", *rows]
    return "\n".join(["## Settings\n", head, *table, ""])


def _exit_codes() -> str:
    rows = ["| 0 | | done, and everything claimed was observed |"]
    for kind in _kinds(errors.DatabaseDeveloperError):
        rows.append(f"| {kind.exit_code} | `{kind.id}` | {(kind.__doc__ or '').splitlines()[0]} |")
    table = ["| code | id | meaning |", "| --- | --- | --- |", *rows]
    return "\n".join(["## Exit codes\n", *table, ""])


def _kinds(kind: type[errors.DatabaseDeveloperError]) -> list[type[errors.DatabaseDeveloperError]]:
    return sorted(kind.__subclasses__(), key=lambda one: one.exit_code)


def _main(arguments: list[str]) -> int:
    if len(arguments) != 2 or arguments[0] not in ("--write", "--check"):
        sys.stderr.write(f"{__doc__}\n")
        return 2
    path, text = Path(arguments[1]), reference()
    if arguments[0] == "--write":
        path.write_text(text, "utf-8")
        return 0
    if path.exists() and path.read_text("utf-8") == text:
        return 0
    sys.stderr.write(f"{path} is not up to date: run make docs\n")
    return 1


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
