"""Decisions, assumptions and questions, with their reasons and the ticket's own words."""

from __future__ import annotations

from database_developer.model.design import Decision
from database_developer.model.request import Question
from database_developer.publication import markdown
from database_developer.publication.material import Material


def decisions(material: Material) -> str:
    """A table of every decision that is no assumption."""
    rows = [
        (markdown.line(str(one.address)), markdown.line(one.what), _reason(one), markdown.line(one.rule))
        for one in material.design.decisions
        if not one.is_assumption
    ]
    return markdown.table(("object", "decision", "because", "rule"), rows)


def _reason(decision: Decision) -> str:
    quoted = markdown.quotation(decision.quote) if decision.quote else ""
    return " — ".join(part for part in (markdown.line(decision.why), quoted) if part)


def assumptions(material: Material) -> tuple[str, ...]:
    """What the ticket left open and the team may override, a line each."""
    return tuple(
        f"{markdown.line(str(one.address))}: {markdown.line(one.what)}, because {_reason(one)}"
        for one in material.design.decisions
        if one.is_assumption
    )


def questions(material: Material) -> tuple[str, ...]:
    """What is to be answered, a line each, the blocking ones first; each question once."""
    asked = {one.id: one for one in (*material.request.questions, *material.design.questions)}
    return tuple(_question(one) for one in sorted(asked.values(), key=lambda one: not one.blocking))


def _question(question: Question) -> str:
    lettered = (f"{letter}) {markdown.line(it)}" for letter, it in zip("abcdefgh", question.proposals, strict=False))
    proposals = f" Proposed: {'; '.join(lettered)}." if question.proposals else ""
    quoted = f" {markdown.quotation(question.quote)}" if question.quote else ""
    kind = "**must be answered**: " if question.blocking else ""
    return f"{kind}{markdown.line(question.text)}{proposals}{quoted}"
