"""How like the name of a thing is to the name of a table or a column, with the reason in words."""

from __future__ import annotations

from dataclasses import dataclass

from database_developer.model.inflection import singular
from database_developer.model.synonyms import ALIKE, RELATED, written_out

Words = tuple[str, ...]
FRONTS = frozenset(("tbl", "tb", "t", "tab", "app", "db"))
ENDS = frozenset(("tbl", "tb", "t", "tab", "table"))
SAME, BARE, WRITTEN_OUT, ALIKE_WORD, ENDING, RELATED_WORD = 1.0, 0.95, 0.9, 0.85, 0.7, 0.55
_SAID_BEHIND = {
    **dict.fromkeys(("phone", "telephone", "mobile", "fax"), ("number",)),
    **dict.fromkeys(("email", "mail", "ip"), ("address",)),
}
_MOMENTS = frozenset(("at", "on", "date", "time", "timestamp", "moment"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Likeness:
    """From 0 (nothing in common) to 1 (the same name), and why."""

    score: float
    why: str


NOTHING = Likeness(score=0.0, why="their names have nothing in common")


def likeness(wanted: Words, name: Words, custom_fronts: frozenset[str] = frozenset()) -> Likeness:
    """How like what is spoken of is to a name; ``custom_fronts`` are words that the names of a schema begin with."""
    whole = _by_words(wanted, name)
    if whole is not None and whole.score == SAME:
        return whole
    bare, left_out = _without_affix(name, FRONTS | custom_fronts)
    part = _by_words(wanted, bare) if left_out else None
    if part is not None:
        whole = Likeness(score=min(part.score, BARE), why=f'{part.why}, but for "{left_out}"')
    return whole or _by_ending(wanted, name)


def column_likeness(wanted: Words, name: Words) -> Likeness:
    """How like an attribute is to a column, whose name may leave out what goes without saying."""
    return _by_words(wanted, name) or _by_core(wanted, name) or _by_ending(wanted, name)


def _by_core(wanted: Words, name: Words) -> Likeness | None:
    """ "e-mail address" and ``email``, "phone number" and ``phone``, "created" and ``created_at``."""
    one, other = _core(written_out(wanted)), _core(written_out(name))
    found = _by_words(one, other) if one and other else None
    if found is None or (one, other) == (written_out(wanted), written_out(name)):
        return None
    return Likeness(score=min(found.score, WRITTEN_OUT), why="it is the same but for a word that goes without saying")


def _core(words: Words) -> Words:
    """Without "number" behind a telephone, "address" behind an e-mail, "at" behind what happened then."""
    if len(words) > 1 and words[-1] in _SAID_BEHIND.get(words[-2], ()):
        return words[:-1]
    if len(words) > 1 and words[-1] in _MOMENTS and words[-2].endswith(("ed", "en")):
        return words[:-1]
    if len(words) > 1 and words[0] == "date" and words[-1].endswith(("ed", "en")):
        return words[1:]
    return words


def _without_affix(name: Words, fronts: frozenset[str]) -> tuple[Words, str]:
    """The name without a word in front, or behind, that says only that it is a table."""
    if len(name) > 1 and name[0] in fronts:
        return name[1:], name[0]
    if len(name) > 1 and name[-1] in ENDS:
        return name[:-1], name[-1]
    return name, ""


def _by_words(wanted: Words, name: Words) -> Likeness | None:
    """Word for word, the least like pair deciding; None where one pair has nothing in common."""
    one, other = written_out(wanted), written_out(name)
    if "".join(one) == "".join(other):
        is_same = _for_one(wanted) == _for_one(name)
        why = "it is the same name" if is_same else "it is the same name, written otherwise"
        return Likeness(score=SAME if is_same else WRITTEN_OUT, why=why)
    if len(one) != len(other):
        return None
    pairs = [_by_word(first, second) for first, second in zip(one, other, strict=True)]
    return None if None in pairs else min((pair for pair in pairs if pair is not None), key=lambda pair: pair.score)


def _for_one(words: Words) -> str:
    return "".join(singular(word.lower()) for word in words)


def _by_word(wanted: str, name: str) -> Likeness | None:
    if wanted == name:
        return Likeness(score=SAME, why="it is the same name")
    if any({wanted, name} <= group for group in ALIKE):
        return Likeness(score=ALIKE_WORD, why=f'"{name}" is another word for "{wanted}"')
    if any({wanted, name} <= group for group in RELATED):
        return Likeness(score=RELATED_WORD, why=f'"{name}" may be another word for "{wanted}"')
    return None


def _by_ending(wanted: Words, name: Words) -> Likeness:
    is_ending = len(wanted) < len(name) and written_out(name[-len(wanted) :]) == written_out(wanted)
    return Likeness(score=ENDING, why="its name ends so") if is_ending else NOTHING
