"""Acceptance criteria: a box is ticked only where the proof says that it is met."""

from __future__ import annotations

from database_developer.model.publication import ChecklistItem
from database_developer.publication import markdown
from database_developer.publication.material import Material

FEW = 4
BOXES = {True: "☑ met", False: "☐ not met", None: "☐ undecided"}


def checklist(material: Material) -> tuple[ChecklistItem, ...]:
    """The tracker's list."""
    return tuple(
        ChecklistItem(text=one.criterion, done=one.met, evidence=one.remark) for one in material.proof.criteria
    )


def _shown(names: tuple[str, ...]) -> str:
    """The first few names; all of them are in the evidence."""
    more = f" and {len(names) - FEW} more" if len(names) > FEW else ""
    return ", ".join(map(markdown.code, names[:FEW])) + more


def criteria(material: Material) -> str:
    """The table of criteria with what decides each."""
    rows = [
        (
            BOXES[one.met],
            markdown.line(one.criterion),
            _shown(one.observations),
            markdown.line(one.remark),
        )
        for one in material.proof.criteria
    ]
    return markdown.section("Acceptance criteria", markdown.table(("", "criterion", "evidence", "remark"), rows))
