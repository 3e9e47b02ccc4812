"""What becomes of characters: "spaces replaced by `-`", "without dots", "only digits kept"."""

from __future__ import annotations

from database_developer.model.recipe import Characters, Replace, ReplaceCharacters, Step
from database_developer.reading.grammar.matching import ends_after_any, phrases, skipped
from database_developer.reading.grammar.recipes.characters import character_at, characters_at, others_at, text_at
from database_developer.reading.grammar.tokens import Token

Tokens = tuple[Token, ...]
Found = tuple[tuple[Step, ...], int] | None

_REPLACE = phrases("replace | replacing | change | changing | turn | turning | convert | converting | substitute")
_BY = phrases("by | with | to | into | for")
_REPLACED = phrases("replaced | changed | turned | converted | substituted | exchanged")
_BECOMES = phrases("becomes | become | becoming | turns into | turn into")
_REMOVE = phrases("remove | removing | drop | dropping | strip | strip out | stripping | omit | delete | leave out")
_REMOVED = phrases("removed | dropped | stripped | stripped out | left out | taken out | deleted | omitted | cut out")
_WITHOUT = phrases("without | without any | without the | without all | stripped of | stripped of all | cleared of")
_KEEP = phrases("keep only | keeping only | only keep | keep just | only")
_INSTEAD = ("instead of", "in place of", "for")
_MOST_KEPT = phrases("kept | remain | stay | are kept | remaining")


def replacing_at(tokens: Tokens, at: int) -> Found:
    """Characters replaced, removed or kept."""
    for way in (_kept, _removed_first, _replaced_first, _target_first, _instead):
        found = way(tokens, at)
        if found is not None:
            return found
    return None


def _target(tokens: Tokens, at: int) -> tuple[Characters | str, bool, int] | None:
    """What is replaced: characters, or all others, or a text of several characters."""
    others = others_at(tokens, at)
    if others is not None:
        return others[0], True, others[1]
    text = character_at(tokens, at)
    if text is not None and len(text[0]) > 1:
        return text[0], False, text[1]
    found = characters_at(tokens, at)
    return (found[0], False, found[1]) if found is not None else None


def _step(target: Characters | str, others: bool, new: str) -> Step:
    """One character, or a text, is replaced as text; a set of them as a set."""
    if isinstance(target, str):
        return Replace(old=target, new=new)
    if not others and not target.sorts and len(target.singles) == 1:
        return Replace(old=target.singles, new=new)
    return ReplaceCharacters(characters=target, new=new, others=others)


def _replaced_first(tokens: Tokens, at: int) -> Found:
    """ "Replace spaces by `-`"."""
    verb = ends_after_any(tokens, at, _REPLACE)
    target = _target(tokens, verb) if verb > at else None
    return _by(tokens, target[2], target) if target is not None else None


def _target_first(tokens: Tokens, at: int) -> Found:
    """ "Spaces (are) replaced by `-`", "dots are removed", "spaces become `-`"."""
    target = _target(tokens, at)
    if target is None:
        return None
    verb = skipped(tokens, target[2], "is", "are", "being", "be", "get", "gets", "all", "each")
    replaced = ends_after_any(tokens, verb, _REPLACED)
    if replaced > verb:
        return _by(tokens, replaced, target)
    removed = ends_after_any(tokens, verb, _REMOVED)
    if removed > verb:
        return (_step(target[0], target[1], ""),), removed
    becomes = ends_after_any(tokens, verb, _BECOMES)
    is_a_value = isinstance(target[0], str) or any(single.isalnum() for single in target[0].singles)
    new = text_at(tokens, becomes) if becomes > verb and not is_a_value else None
    return ((_step(target[0], target[1], new[0]),), new[1]) if new is not None else None


def _by(tokens: Tokens, at: int, target: tuple[Characters | str, bool, int]) -> Found:
    end = ends_after_any(tokens, at, _BY)
    new = text_at(tokens, end) if end > at else None
    return ((_step(target[0], target[1], new[0]),), new[1]) if new is not None else None


def _removed_first(tokens: Tokens, at: int) -> Found:
    """ "Remove dots", "without any dots"."""
    verb = ends_after_any(tokens, at, (*_REMOVE, *_WITHOUT))
    target = _target(tokens, verb) if verb > at else None
    return ((_step(target[0], target[1], ""),), target[2]) if target is not None else None


def _kept(tokens: Tokens, at: int) -> Found:
    """ "Only digits are kept", "keep only letters and digits", "digits only"."""
    verb = ends_after_any(tokens, at, _KEEP)
    found = characters_at(tokens, skipped(tokens, verb, "the"))
    if found is None:
        return None
    kept = skipped(tokens, found[1], "are", "is")
    end = ends_after_any(tokens, kept, _MOST_KEPT)
    says_only = verb > at or (found[1] < len(tokens) and tokens[found[1]].is_word("only"))
    needs_kept = verb > at and tokens[verb - 1].is_word("only") and verb == at + 1
    if not says_only or (needs_kept and end == kept):
        return None
    behind = max(end if end > kept else found[1], found[1] + (0 if verb > at else 1))
    return (ReplaceCharacters(characters=found[0], new="", others=True),), behind


def _instead(tokens: Tokens, at: int) -> Found:
    """ "`-` instead of spaces"."""
    new = text_at(tokens, at)
    end = ends_after_any(tokens, new[1], _INSTEAD) if new is not None else at
    target = _target(tokens, end) if new is not None and end > new[1] else None
    if new is None or target is None:
        return None
    return (_step(target[0], target[1], new[0]),), target[2]
