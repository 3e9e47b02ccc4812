"""Definitions as the server prints them once what they name by its qualified name has another one."""

from __future__ import annotations

from collections.abc import Callable, Container

from database_developer.diff.tokens import Word, rewritten, text_at, words
from database_developer.model.names import QualifiedName
from database_developer.model.quoting import identifier, literal

Found = tuple[Word, ...]
Swap = Callable[[Found, int], QualifiedName | None]
LISTS = frozenset({"REFERENCES", "INTO"})  # after these a parenthesis holds columns, not arguments
FUNCTION_CONSTANTS = frozenset({"regproc", "regprocedure"})
CONSTANTS = FUNCTION_CONSTANTS | {"regclass", "regtype"}


def with_relation(text: str, old: QualifiedName, new: QualifiedName, *, own: bool = False) -> str:
    """A definition in which a relation or type is called ``new``.

    With ``own`` the definition is the relation's own, or reads it without saying so: then its bare name
    before a column is the relation too, as it is where the definition names it without an alias.
    """
    if not _may_name(text, old.name):
        return text

    def swap(found: Found, place: int) -> QualifiedName | None:
        return new if _names(found, place, old) and not _is_call(found, place) else None

    bare = old.name != new.name and (own or _is_read_without_alias(words(text), old))
    return _swapped(text, swap, (old.name, new.name) if bare else None, functions=False)


def with_function(text: str, old: QualifiedName, new: QualifiedName) -> str:
    """A definition in which a function is called ``new``, where it is called."""
    if not _may_name(text, old.name):
        return text

    def swap(found: Found, place: int) -> QualifiedName | None:
        is_all = len(found) == place + 3  # the content of a constant
        return new if _names(found, place, old) and (_is_call(found, place) or is_all) else None

    return _swapped(text, swap, None, functions=True)


def with_namespace(text: str, old: str, new: str) -> str:
    """A definition in which everything that stands in the namespace ``old`` stands in ``new``."""
    if not _may_name(text, old):
        return text

    def swap(found: Found, place: int) -> QualifiedName | None:
        return QualifiedName(new, found[place + 2].name) if found[place].name == old else None

    return _swapped(text, swap, None, functions=None)


def with_strangers(text: str, old: str, new: str, known: Container[QualifiedName]) -> str:
    """A definition in which names of the namespace ``old`` that are not known stand in ``new``."""
    if not _may_name(text, old):
        return text

    def swap(found: Found, place: int) -> QualifiedName | None:
        name = QualifiedName(found[place].name, found[place + 2].name)
        return None if name.schema != old or name in known else QualifiedName(new, name.name)

    return _swapped(text, swap, None, functions=None)


def _swapped(text: str, swap: Swap, bare: tuple[str, str] | None, *, functions: bool | None) -> str:
    """The text with other names; ``functions`` says of which constants: functions', relations' or (None) all."""

    def change(found: Found, place: int) -> str | None:
        if _is_start(found, place):
            swapped = swap(found, place)
            if swapped is not None:
                return identifier(swapped.schema)
        if _is_start(found, place - 2) and found[place].is_name:
            swapped = swap(found, place - 2)
            if swapped is not None:
                return identifier(swapped.name)
        if bare is not None and _is_bare(found, place, bare[0]):
            return identifier(bare[1])
        if _is_constant(found, place, functions):
            return literal(_swapped(_content(found[place].text), swap, None, functions=functions))
        return None

    return rewritten(text, change)


def _may_name(text: str, name: str) -> bool:
    return name in text or any(mark in name for mark in "\"'\\")


def _is_start(found: Found, place: int) -> bool:
    """Whether a qualified name starts there, also an operator's."""
    if place < 0 or place + 2 >= len(found) or not found[place].is_name or found[place + 1].text != ".":
        return False
    is_operator = text_at(found, place - 2) == "OPERATOR" and text_at(found, place - 1) == "("
    return is_operator or (found[place + 2].is_name and text_at(found, place - 1) != ".")


def _names(found: Found, place: int, name: QualifiedName) -> bool:
    return found[place].name == name.schema and found[place + 2].name == name.name


def _is_call(found: Found, place: int) -> bool:
    return text_at(found, place + 3) == "(" and text_at(found, place - 1) not in LISTS


def _is_bare(found: Found, place: int, name: str) -> bool:
    word = found[place]
    is_it = word.is_name and word.name == name
    return is_it and text_at(found, place + 1) == "." and text_at(found, place - 1) not in (".", "::")


def _is_constant(found: Found, place: int, functions: bool | None) -> bool:
    if not found[place].is_string or text_at(found, place + 1) != "::":
        return False
    kind = text_at(found, place + 2)
    return kind in CONSTANTS and functions in (None, kind in FUNCTION_CONSTANTS)


def _content(string: str) -> str:
    """What a string constant holds; the server writes constants of expressions without E."""
    return string[1:-1].replace("''", "'")


def _is_read_without_alias(found: Found, name: QualifiedName) -> bool:
    """Whether the relation is read under its own name, and nothing else under that name."""
    reads = [place for place in range(len(found)) if _is_start(found, place) and _names(found, place, name)]
    plain = [place for place in reads if not _is_aliased(found, place + 3)]
    return bool(plain) and not any(_is_alias(found, place, name.name) for place in range(len(found)))


def _is_aliased(found: Found, place: int) -> bool:
    return place < len(found) and (found[place].is_name or found[place].text == "AS")


def _is_alias(found: Found, place: int, name: str) -> bool:
    if not found[place].is_name or found[place].name != name or text_at(found, place + 1) == ".":
        return False
    before = found[place - 1] if place else None
    return before is not None and (before.is_name or before.text == ")")
