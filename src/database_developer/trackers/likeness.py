"""How near a ticket is to what somebody typed: by its key, or by its words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

_LOOKS_LIKE_A_KEY = re.compile(r"\s*[^\W\d_]+[\s_-]*\d+\s*")
_PARTS = re.compile(r"\d+|[^\W\d_]+")
_NEAR_KEY = 0.7
_NEAR_WORD = 80.0
_NEAR_TEXT = 0.5
_WORDS_COUNTED = 12


def natural_order(key: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key that puts KAN-9 before KAN-10."""
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part.lower()) for part in _PARTS.findall(key))


def nearest_keys(key: str, keys: Iterable[str], limit: int = 3) -> tuple[str, ...]:
    """The keys most like this one, best first."""
    ranked = sorted(keys, key=lambda other: (-key_likeness(key, other), natural_order(other)))
    return tuple(ranked[:limit])


def key_likeness(typed: str, key: str) -> float:
    """From 0 to 1; a swapped pair of digits or a missing dash counts little."""
    return float(OSA.normalized_similarity(_bare(typed), _bare(key)))


def likeness(typed: str, *, key: str, summary: str, body: str) -> float:
    """From 0 (nothing in common) to 2 (the key itself)."""
    if _LOOKS_LIKE_A_KEY.fullmatch(typed):
        near = key_likeness(typed, key)
        if near >= _NEAR_KEY:
            return 1 + near
    return _text_likeness(typed, summary, body)


def _text_likeness(typed: str, summary: str, body: str) -> float:
    """The summary's words weigh most; each typed word must be like some word of the ticket."""
    wanted = _words(typed)[:_WORDS_COUNTED]
    if not wanted:
        return 0.0
    in_summary = _share_found(wanted, _words(summary))
    in_body = _share_found(wanted, _words(body))
    score = max(in_summary, 0.7 * in_body + 0.3 * in_summary)
    return score if score >= _NEAR_TEXT else 0.0


def _share_found(wanted: list[str], present: list[str]) -> float:
    return sum(_best(word, present) for word in wanted) / len(wanted)


def _best(word: str, present: list[str]) -> float:
    found = process.extractOne(word, present, scorer=fuzz.ratio, score_cutoff=_NEAR_WORD)
    return found[1] / 100 if found else 0.0


def _words(text: str) -> list[str]:
    return list(dict.fromkeys(word for word in re.findall(r"\w+", text.lower()) if len(word) > 1))


def _bare(key: str) -> str:
    return "".join(_PARTS.findall(key.lower()))
