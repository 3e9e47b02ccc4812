"""Makes the publication: every file's text by its path, and what the tracker is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from database_developer.model.design import Design
from database_developer.model.migration import Rollout
from database_developer.model.names import QualifiedName
from database_developer.model.proof import Proof
from database_developer.model.publication import Publication
from database_developer.model.request import Request
from database_developer.model.schema import Schema
from database_developer.model.ticket import Ticket
from database_developer.publication import change_page, comment, evidence, overview, paths
from database_developer.publication.dictionary import page as dictionary
from database_developer.publication.erd import dot
from database_developer.publication.erd.of_change import of_change
from database_developer.publication.material import Material
from database_developer.publication.orm import sqlalchemy
from database_developer.publication.report import page as report
from database_developer.publication.report.criteria import checklist
from database_developer.publication.report.headline import headline, is_proven


def publish(
    *,
    ticket: Ticket,
    request: Request,
    design: Design,
    rollout: Rollout,
    migration_files: Mapping[str, str],
    proof: Proof,
    seed_script: str | None,
    whole: Schema | None = None,
) -> Publication:
    """All files, by path relative to the project's folder; nothing is written here.

    ``whole`` is the schema that pages and models of the whole database show, where other migrations
    stand after this one; else it is the migration's own target.
    """
    material = Material(
        ticket=ticket,
        request=request,
        design=design,
        migration=rollout.whole,
        rollout=rollout,
        migration_files=migration_files,
        proof=proof,
        seed_script=seed_script,
    )
    return Publication(
        files=_files(material, _seen_whole(material, whole)),
        headline=headline(material),
        checklist=checklist(material),
        comment=comment.message(material),
        is_proven=is_proven(proof),
        picture=_picture(material),
    )


def _seen_whole(material: Material, whole: Schema | None) -> Material:
    """The material as seen from the end of all migrations."""
    return material if whole is None else replace(material, migration=replace(material.migration, after=whole))


def _picture(material: Material) -> str:
    picture = of_change(material)
    return dot.diagram(picture, f"{material.ticket.key}: {material.ticket.summary}") if picture is not None else ""


def _files(material: Material, seen_whole: Material) -> dict[str, str]:
    key = material.ticket.key
    pages = frozenset(material.concerned | material.around) & frozenset(seen_whole.schema.tables)
    files = {paths.migration(name): text for name, text in material.migration_files.items()}
    files[paths.SCHEMA_PAGE] = overview.page(seen_whole, pages)
    files.update(_table_pages(seen_whole, pages))
    files[paths.change_page(key)] = change_page.page(material)
    files[paths.MODELS] = sqlalchemy.models(seen_whole.schema)
    if material.seed_script is not None:
        files[paths.seeds(key)] = material.seed_script
    files[paths.report(key)] = report.page(material)
    files[paths.evidence(key)] = evidence.text(material)
    return files


def _table_pages(material: Material, pages: frozenset[QualifiedName]) -> dict[str, str]:
    return {
        paths.table_page(name): dictionary.page(material, material.schema.table(name), pages) for name in sorted(pages)
    }
