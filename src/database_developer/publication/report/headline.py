"""The verdict in one sentence."""

from __future__ import annotations

from collections import Counter

from database_developer.model.proof import Proof, Verdict
from database_developer.publication.material import Material


def is_proven(proof: Proof) -> bool:
    """Whether something was observed and nothing failed; an empty proof proves nothing."""
    seen = {observation.verdict for observation in proof.observations}
    return proof.passed and bool(seen & {Verdict.PASSED, Verdict.WARNING})


def headline(material: Material) -> str:
    """The verdict, what was made, and how many criteria are met."""
    return " ".join(part for part in (_verdict(material.proof), _made(material), _criteria(material)) if part)


def _verdict(proof: Proof) -> str:
    counts = Counter(observation.verdict for observation in proof.observations)
    total = len(proof.observations)
    if counts[Verdict.FAILED]:
        return f"Not proven: {counts[Verdict.FAILED]} of {_claims(total)} failed."
    if not is_proven(proof):
        return "Not proven: nothing was observed."
    open_ends = [f"{counts[Verdict.WARNING]} with a warning"] if counts[Verdict.WARNING] else []
    open_ends += [f"{counts[Verdict.NOT_OBSERVED]} not observed"] if counts[Verdict.NOT_OBSERVED] else []
    remark = f" ({', '.join(open_ends)})" if open_ends else ""
    return f"Proven: none of {_claims(total)} failed{remark}."


def _claims(count: int) -> str:
    return f"{count} claim{'s' * (count != 1)}"


def _made(material: Material) -> str:
    groups = ((material.added, "new"), (material.changed, "changed"), (material.removed, "removed"))
    parts = [f"{len(names)} table{'s' * (len(names) != 1)} {word}" for names, word in groups if names]
    return f"{', '.join(parts).capitalize()}." if parts else ""


def _criteria(material: Material) -> str:
    criteria = material.proof.criteria
    if not criteria:
        return ""
    met = sum(one.met is True for one in criteria)
    return f"{met} of {len(criteria)} acceptance criteria met."
