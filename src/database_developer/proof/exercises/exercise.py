"""The contract of an exercise, and the words in which it reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from database_developer.model.proof import Observation, Verdict
from database_developer.proof.bench import Bench


@dataclass(frozen=True, kw_only=True, slots=True)
class Exercise:
    """Something that is done on the bench to see whether claims hold; ``id`` is its file's name.

    One that ``measures`` time runs alone, after the others. One ``at_the_end`` looks at what a rollout leads to, and
    is left out in its earlier phases.
    """

    id: str
    title: str
    run: Callable[[Bench], Iterator[Observation]]
    measures: bool = False
    at_the_end: bool = False


def observed(
    identifier: str,
    claim: str,
    holds: bool | None,
    seen: str,
    evidence: Mapping[str, object] | None = None,
    *,
    seconds: float = 0.0,
) -> Observation:
    """An observation; ``identifier`` is ``<exercise>/<subject>``, ``holds`` None where nothing could be seen."""
    verdict = Verdict.NOT_OBSERVED if holds is None else Verdict.PASSED if holds else Verdict.FAILED
    return Observation(
        id=identifier,
        exercise=identifier.partition("/")[0],
        claim=claim,
        verdict=verdict,
        observed=seen,
        evidence=evidence or {},
        seconds=round(seconds, 4),
    )
