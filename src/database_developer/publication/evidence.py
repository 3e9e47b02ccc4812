"""All claims and observations as JSON, for programs; the same proof gives the same text."""

from __future__ import annotations

import json
from collections.abc import Mapping

import database_developer
from database_developer.model.proof import Observation
from database_developer.publication.material import Material
from database_developer.publication.report.headline import headline, is_proven
from database_developer.publication.tracing import traces

FORMAT = 1


def text(material: Material) -> str:
    """The document."""
    document = {
        "format": FORMAT,
        "ticket": {"key": material.ticket.key, "summary": material.ticket.summary, "hash": material.ticket.fingerprint},
        "headline": headline(material),
        "proven": is_proven(material.proof),
        "versions": {"server": material.proof.server, "database-developer": database_developer.__version__},
        "sentences": [
            {"line": one.line, "text": one.text, "fate": str(one.fate), "gave": list(one.gave)}
            for one in traces(material.request, material.design)
        ],
        "migration": _migration(material),
        "criteria": [
            {
                "criterion": one.criterion,
                "met": one.met,
                "observations": list(one.observations),
                "remark": one.remark,
            }
            for one in material.proof.criteria
        ],
        "observations": [_observation(one) for one in sorted(material.proof.observations, key=lambda one: one.id)],
    }
    return json.dumps(document, indent=2, ensure_ascii=False, sort_keys=False) + "\n"


def _migration(material: Material) -> dict[str, object]:
    migration = material.migration
    return {
        "before": migration.before_hash,
        "restores": str(migration.restores),
        "steps": [
            {
                "kind": step.kind,
                "description": step.description,
                "forward": [statement.sql for statement in step.forward],
                "backward": [statement.sql for statement in step.reversal.statements],
            }
            for step in migration.steps
        ],
    }


def _observation(one: Observation) -> dict[str, object]:
    return {
        "id": one.id,
        "exercise": one.exercise,
        "claim": one.claim,
        "verdict": str(one.verdict),
        "observed": one.observed,
        "seconds": one.seconds,
        "evidence": _plain(one.evidence),
    }


def _plain(value: object) -> object:
    """Only what JSON has, keys in order; anything else as its text."""
    if isinstance(value, Mapping):
        return {str(key): _plain(value[key]) for key in sorted(value, key=str)}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted((_plain(item) for item in value), key=str)
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return str(value)
