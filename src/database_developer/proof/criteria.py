"""Ties each acceptance criterion to the observations that decide it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from database_developer.model.proof import Observation, Verdict, Verification
from database_developer.model.request import Criterion


@dataclass(frozen=True, kw_only=True, slots=True)
class Topic:
    """A subject that criteria speak of: its words, and the observations that speak to it.

    ``observations`` are prefixes of ids, ``groups`` groups of checks; each of ``needed`` must be seen.
    """

    words: tuple[str, ...]
    observations: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()


TOPICS: tuple[Topic, ...] = (
    Topic(
        words=(
            "downtime",
            "outage",
            "keep working",
            "keeps working",
            "go on working",
            "stay online",
            "stays online",
            "uninterrupted",
            "blocking",
            "not block",
            "blocks no",
            "blocked for",
            "while the migration",
            "while the change",
            "while it is applied",
            "during the migration",
            "during the rollout",
            "during the deploy",
        ),
        observations=("traffic/",),
        needed=("traffic/no-failures", "traffic/longest-block"),
    ),
    Topic(
        words=("backup", "recovery", "restore", "disaster"),
        observations=("backup-restore/",),
        needed=("backup-restore/",),
    ),
    Topic(
        words=("security", "secure", "privilege", "permission", "access control", "injection"),
        observations=("there-and-back/rights",),
        groups=("security",),
        needed=("there-and-back/rights", "checks/"),
    ),
    Topic(
        words=("rollback", "roll back", "reversible", "revert", "undo"),
        observations=("there-and-back/", "half-way/", "rows-kept/"),
        needed=("there-and-back/backward", "half-way/"),
    ),
    Topic(
        words=("migration", "script", "deploy"),
        observations=("there-and-back/", "half-way/", "rows-kept/", "locks/"),
        groups=("safety",),
        needed=("there-and-back/forward", "there-and-back/backward", "half-way/"),
    ),
    Topic(
        words=("performance", "fast", "speed", " ms", "latency", "response time", "slow"),
        observations=("queries/",),
        needed=("queries/",),
    ),
    Topic(
        words=("index", "indices"),
        observations=("queries/",),
        groups=("performance",),
        needed=("queries/", "checks/"),
    ),
    Topic(
        words=("constraint", "validation", "integrity", "unique", "foreign key", "not null"),
        observations=("constraints-bite/",),
        groups=("integrity",),
        needed=("constraints-bite/",),
    ),
    Topic(
        words=("normalized", "normalised", "normal form", "schema", "designed", "table", "data model"),
        observations=("there-and-back/forward", "there-and-back/forward-dump"),
        groups=("design",),
        needed=("there-and-back/forward", "checks/"),
    ),
    Topic(
        words=("data loss", "existing data", "existing rows", "no data", "preserved"),
        observations=("rows-kept/",),
        needed=("rows-kept/forward",),
    ),
)


def verify(criteria: Sequence[Criterion], observations: Sequence[Observation]) -> tuple[Verification, ...]:
    """What the observations say of each criterion: met, not met, or not decided by anything."""
    return tuple(_verify(criterion, observations) for criterion in criteria)


def _verify(criterion: Criterion, observations: Sequence[Observation]) -> Verification:
    topics = _topics(criterion.text)
    if not topics:
        return Verification(criterion=criterion.text, met=None, remark="no check decides this; a person has to")
    relevant = [observation for observation in observations if any(_speaks(topic, observation) for topic in topics)]
    decided = [observation for observation in relevant if observation.verdict is not Verdict.NOT_OBSERVED]
    ids = tuple(observation.id for observation in decided)
    failed = [observation for observation in decided if observation.verdict is Verdict.FAILED]
    if failed:
        return Verification(criterion=criterion.text, met=False, observations=ids, remark=failed[0].observed)
    missing = [need for topic in topics for need in topic.needed if not any(i.startswith(need) for i in ids)]
    if missing:
        return Verification(
            criterion=criterion.text, met=None, observations=ids, remark=f"nothing was observed of {missing[0]}"
        )
    warnings = sum(observation.verdict is Verdict.WARNING for observation in decided)
    counted = "1 observation" if len(decided) == 1 else f"{len(decided)} observations"
    remark = counted + (f", {warnings} with a warning" if warnings else "")
    return Verification(criterion=criterion.text, met=True, observations=ids, remark=remark)


def _topics(text: str) -> list[Topic]:
    """The topics whose words occur; where a specific one fits, the general one about the schema gives way."""
    lower = f" {text.lower()} "
    found = [topic for topic in TOPICS if any(word in lower for word in topic.words)]
    return found[:1] if len(found) > 1 and found[-1] is TOPICS[8] else found


def _speaks(topic: Topic, observation: Observation) -> bool:
    if any(observation.id.startswith(prefix) for prefix in topic.observations):
        return True
    return observation.exercise == "checks" and observation.evidence.get("group") in topic.groups
