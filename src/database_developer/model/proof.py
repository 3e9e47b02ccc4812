"""What was claimed, and what was observed on a real server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Verdict(StrEnum):
    """How an observation ended."""

    PASSED = "passed"
    FAILED = "failed"
    WARNING = "warning"
    NOT_OBSERVED = "not observed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Observation:
    """One claim, the exercise or check that decided it, and what was seen.

    ``id`` is stable and unique within a proof: ``<exercise>/<subject>``; ``evidence`` holds only text,
    numbers, booleans, lists and mappings of them.
    """

    id: str
    exercise: str
    claim: str
    verdict: Verdict
    observed: str
    evidence: Mapping[str, object] = field(default_factory=dict)
    seconds: float = 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Verification:
    """An acceptance criterion and the observations that decide it; None where nothing does."""

    criterion: str
    met: bool | None
    observations: tuple[str, ...] = ()
    remark: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Proof:
    """All observations, and the acceptance criteria they decide."""

    observations: tuple[Observation, ...] = ()
    criteria: tuple[Verification, ...] = ()
    server: str = ""

    @property
    def passed(self) -> bool:
        """Whether nothing that was claimed failed."""
        return all(observation.verdict is not Verdict.FAILED for observation in self.observations)
