"""Each folder holds a ticket and what is read from it, one line an ask, a question, a criterion or a sentence.

To write the expected lines anew after a change of mind: run this file with ``--write``, and look at the difference.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from database_developer.model.request import Quote, Request
from database_developer.model.ticket import Ticket
from database_developer.reading import Vocabulary, read
from database_developer.trackers.blocks import blocks_of

HERE = Path(__file__).parent
SCENARIOS = sorted(path.parent.name for path in HERE.glob("*/ticket.md"))
VOCABULARY = Vocabulary(tables={"members": ("id", "name"), "branches": ("id", "town")})


@pytest.mark.parametrize("name", SCENARIOS)
def test_reads(name: str) -> None:
    assert told(name) == (HERE / name / "request.txt").read_text(encoding="utf-8")


def told(name: str) -> str:
    blocks = blocks_of((HERE / name / "ticket.md").read_text(encoding="utf-8"))
    request = read(Ticket(key=name, summary=name, blocks=blocks), VOCABULARY)
    return "\n".join(lines_of(request)) + "\n"


def lines_of(request: Request) -> list[str]:
    lines = [f"{type(ask).__name__}: {fields(ask)} @ {ask.quote.line}" for ask in request.asks]
    lines += [f"criterion: {'x' if entry.checked else ' '} {entry.text}" for entry in request.criteria]
    lines += [
        f"question: {entry.text} {'(blocking)' if entry.blocking else ''}".rstrip() for entry in request.questions
    ]
    return lines + [f"{entry.fate}: {' '.join(entry.quote.text.split())}" for entry in request.sentences]


def fields(ask: object) -> str:
    names = type(ask).__dataclass_fields__  # type: ignore[attr-defined]
    said = {name: getattr(ask, name) for name in names}
    return ", ".join(
        f"{name} {value}"
        for name, value in said.items()
        if not isinstance(value, Quote) and value not in (None, "", ()) and (value is not False or name == "required")
    )


if __name__ == "__main__" and "--write" in sys.argv:
    for scenario in SCENARIOS:
        (HERE / scenario / "request.txt").write_text(told(scenario), encoding="utf-8")
