"""The comment for the tracker: short, the verdict first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from database_developer.model.design import Decision
from database_developer.model.message import (
    Box,
    Boxes,
    Line,
    Message,
    Notice,
    Part,
    Point,
    Points,
    Text,
    Title,
    Words,
    words,
)
from database_developer.model.proof import Observation, Verdict
from database_developer.model.request import Question, Quote
from database_developer.publication import paths
from database_developer.publication.material import Material
from database_developer.publication.report.headline import headline, is_proven
from database_developer.publication.warnings import warning

MOST = 10


def message(material: Material) -> Message:
    """What the ticket is told when the work is done."""
    verdict = Notice(
        kind="success" if is_proven(material.proof) else "error", line=(Text(text=headline(material), is_strong=True),)
    )
    design, request = material.design, material.request
    asked = {one.id: one for one in (*request.questions, *design.questions)}
    return Message(
        parts=(
            verdict,
            *_made(material),
            *_section("Acceptance criteria", _boxes(material)),
            *_section("Warnings", _points(map(warning, _warnings(material)))),
            *open_ends(tuple(asked.values()), design.decisions),
            *_section("Files", _points(words(f"`{name}`") for name in _files(material))),
        )
    )


def open_ends(questions: Iterable[Question], decisions: Iterable[Decision]) -> tuple[Part, ...]:
    """The questions, the blocking ones first, and what was assumed, as sections; none where there are none."""
    asked = sorted(questions, key=lambda one: not one.blocking)
    assumed = [one for one in decisions if one.is_assumption]
    return (
        *_section("Questions", _points(map(_question, asked), is_numbered=True)),
        *_section("Assumptions", _points(map(_assumption, assumed))),
    )


def _section(title: str, part: Part | None) -> tuple[Part, ...]:
    return (Title(text=title), part) if part is not None else ()


def _made(material: Material) -> Iterator[Part]:
    """The tables by name, in a line."""
    groups = (("New", material.added), ("Changed", material.changed), ("Removed", material.removed))
    told = [f"{word} tables: {_listed(sorted(map(str, names)))}." for word, names in groups if names]
    if told:
        yield Words(line=words(" ".join(told)))


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - MOST} more" if len(names) > MOST else ""
    return ", ".join(f"`{name}`" for name in names[:MOST]) + more


def _boxes(material: Material) -> Boxes | None:
    """The criteria as the ticket words them, each with what was seen of it."""
    boxes = tuple(
        Box(
            line=words(f"{one.criterion} ({one.remark if one.met else 'undecided' if one.met is None else 'not met'})"),
            is_ticked=one.met is True,
        )
        for one in material.proof.criteria
    )
    return Boxes(boxes=boxes) if boxes else None


def _warnings(material: Material) -> Iterator[Observation]:
    return (seen for seen in material.proof.observations if seen.verdict is Verdict.WARNING)


def _points(lines: Iterable[Line], *, is_numbered: bool = False) -> Points | None:
    """At most so many lines as are read; the others are in the report. Questions are answered by their numbers."""
    points = [Point(line=line) for line in lines]
    more = [Point(line=words(f"and {len(points) - MOST} more, in the report"))] if len(points) > MOST else []
    return Points(points=(*points[:MOST], *more), is_numbered=is_numbered) if points else None


def _question(question: Question) -> Line:
    lettered = (f"{letter}) {it}" for letter, it in zip("abcdefgh", question.proposals, strict=False))
    proposals = f" Proposed: {'; '.join(lettered)}." if question.proposals else ""
    must = (Text(text="must be answered: ", is_strong=True),) if question.blocking else ()
    return (*must, *words(f"{question.text}{proposals}{_quoted(question.quote)}"))


def _assumption(decision: Decision) -> Line:
    return words(f"`{decision.address}`: {decision.what}, because {decision.why}{_quoted(decision.quote)}")


def _quoted(quote: Quote | None) -> str:
    return f" “{' '.join(quote.text.split())}” (line {quote.line})" if quote is not None else ""


def _files(material: Material) -> tuple[str, ...]:
    key = material.ticket.key
    seeds = (paths.seeds(key),) if material.seed_script is not None else ()
    migrations = (paths.migration(name) for name in sorted(material.migration_files, key=_up_first))
    return (*migrations, paths.report(key), paths.change_page(key), *seeds)


def _up_first(name: str) -> tuple[str, bool]:
    """The way forward stands before the way back."""
    return name.split(".", maxsplit=1)[0], ".down." in name
