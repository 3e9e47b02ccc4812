"""A warning in words for the ticket: what happens, in which script, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from database_developer.model.message import Line, words
from database_developer.model.proof import Observation

_MOST = 3
_WHEN = {"forward": "Applying it", "rollback": "Rolling back"}


def warning(seen: Observation) -> Line:
    """What a check found, where it was a check; else the claim, and what was seen instead."""
    found = [one for one in _listed(seen.evidence.get("findings")) if one.get("what")]
    told = f"{'. '.join(_scripts(found))}; see `{seen.id}`" if found else f"{seen.claim}: {seen.observed}"
    return words(told)


def _scripts(found: list[Mapping[str, object]]) -> Iterator[str]:
    """Each script with all that was found in it, and the hints, each once."""
    for script in dict.fromkeys(str(one.get("script")) for one in found):
        here = [one for one in found if one.get("script") == script]
        more = f"; and {len(here) - _MOST} more" if len(here) > _MOST else ""
        whats = "; ".join(str(one["what"]) for one in here[:_MOST])
        hints = dict.fromkeys(str(one["hint"]) for one in here if one.get("hint"))
        yield f"{_WHEN.get(script, script)}: {whats}{more}{''.join(f'. To do: {hint}' for hint in hints)}"


def _listed(value: object) -> list[Mapping[str, object]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []
