"""Comments that let a hazard through: ``-- dbd:allow data-loss: nobody has read it since May``."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from database_developer.migration.linting.finding import Finding, Severity, Span
from database_developer.migration.linting.rule import Found, Place, Rule
from database_developer.migration.linting.source import Source

SAYS = re.compile(r"--\s*dbd:allow\b[ \t]*(?P<name>[^:\s]*)[ \t]*(?P<colon>:?)[ \t]*(?P<reason>.*)", re.DOTALL)


def _found_elsewhere(place: Place) -> Iterator[Found]:
    """Nothing: these comments belong to no command."""
    return iter(())


COMMENT_RULE = Rule(
    id="allow-comment",
    looks_for="a comment dbd:allow that lets nothing through",
    hurts="A comment that lets nothing through hides that the hazard is still there, or that it is not there any more.",
    severity=Severity.ERROR,
    find=_found_elsewhere,
)


@dataclass(kw_only=True, slots=True)
class Allowance:
    """One such comment above the statement of that number; ``used`` counts what it let through."""

    name: str
    reason: str
    span: Span
    statement: int | None
    used: int = field(default=0)


def allowances(source: Source) -> tuple[Allowance, ...]:
    """The comments of the file that let something through, or mean to."""
    lines = {one.span.line: number for number, one in reversed(tuple(enumerate(source.statements)))}
    commented = {source.span(token.start, token.end + 1).line for token in source.comments}
    return tuple(_found(source, lines, commented))


def _found(source: Source, lines: dict[int, int], commented: Collection[int]) -> Iterator[Allowance]:
    for token in source.comments:
        span = source.span(token.start, token.end + 1)
        match = SAYS.fullmatch(source.text[span.start : span.end].rstrip())
        if match is not None:
            starts_line = not source.line_text(span.line)[: span.column - 1].strip()
            below = _below(span.line, lines, commented) if starts_line else None
            yield Allowance(name=match["name"], reason=match["reason"].strip(), span=span, statement=below)


def _below(line: int, lines: dict[int, int], commented: Collection[int]) -> int | None:
    """The statement that begins on the line under the comment, other comment lines between them left out."""
    line += 1
    while line in commented and line not in lines:
        line += 1
    return lines.get(line)


def complaints(found: Collection[Allowance], origin: str, names: Collection[str]) -> Iterator[Finding]:
    """What is wrong with the comments themselves, after they were used."""
    for one in found:
        message, severity = _complaint(one, names)
        if message:
            yield Finding(
                rule=COMMENT_RULE.id,
                severity=severity,
                origin=origin,
                span=one.span,
                message=message,
                why=COMMENT_RULE.hurts,
            )


def _complaint(one: Allowance, names: Collection[str]) -> tuple[str, Severity]:
    if one.name not in names:
        return f'"{one.name}" is neither a hazard nor a rule, so the comment lets nothing through', Severity.ERROR
    if not one.reason:
        form = f'write "-- dbd:allow {one.name}: reason"'
        return f'the comment lets "{one.name}" through without a reason, and so does not count; {form}', Severity.ERROR
    if one.statement is None:
        return f'the comment that allows "{one.name}" stands directly above no statement', Severity.ERROR
    if not one.used:
        return f'the statement below has no "{one.name}" that could be let through', Severity.WARNING
    return "", Severity.NOTE
