"""The report as a reviewer reads it: the verdict first, the details after."""

from __future__ import annotations

from database_developer.publication import decisions, markdown, paths
from database_developer.publication.material import Material
from database_developer.publication.report import changes, coverage, criteria, proof
from database_developer.publication.report.headline import headline


def page(material: Material) -> str:
    """The report's text."""
    ticket = material.ticket
    return markdown.page(
        f"# {markdown.line(ticket.key)}: {markdown.line(ticket.summary)}",
        f"**{headline(material)}**",
        markdown.section("Questions", markdown.bullets(decisions.questions(material))),
        criteria.criteria(material),
        changes.changes(material),
        changes.deploys(material),
        changes.locks(material),
        changes.rollback(material),
        proof.queries(material),
        proof.proof(material),
        markdown.section("Assumptions", markdown.bullets(decisions.assumptions(material))),
        markdown.section("Decisions", decisions.decisions(material)),
        changes.instructions(material),
        coverage.coverage(material),
        _files(material),
    )


def _files(material: Material) -> str:
    """Links from the report's own folder."""
    targets = [("the picture and the reasons", paths.change_page(ticket := material.ticket.key))]
    targets += [("the whole schema", paths.SCHEMA_PAGE), ("models", paths.MODELS)]
    targets += [("seeds", paths.seeds(ticket))] if material.seed_script is not None else []
    lines = [markdown.link(text, f"../../{path}") for text, path in targets]
    return markdown.section("See also", markdown.bullets([*lines, markdown.link("the evidence", "evidence.json")]))
