"""The shape of JSON: which members there are and of which type, whatever their values."""

from __future__ import annotations

from typing import Any

# What a server may leave empty; its type is then not known.
UNKNOWN = "null"


def shape_of(content: Any, names: dict[str, str] | None = None, where: str = "") -> dict[str, str]:
    """Type by path, such as ``{"fields.labels[]": "text"}``; ids of fields are replaced by these names."""
    if isinstance(content, dict):
        shown = {where or ".": "object"}
        for name, value in content.items():
            known = (names or {}).get(name, name)
            shown |= shape_of(value, names, f"{where}.{known}" if where else known)
        return shown
    if isinstance(content, list):
        return {where or ".": "list"} | (shape_of(content[0], names, f"{where}[]") if content else {})
    kinds = {bool: "boolean", int: "number", float: "number", str: "text", type(None): UNKNOWN}
    return {where: kinds[type(content)]}


def differences(ours: dict[str, str], theirs: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Paths that one of two lacks (where it has what the path is in), and those of another type."""
    both = set(ours) & set(theirs)
    unlike = [path for path in both if ours[path] != theirs[path] and UNKNOWN not in (ours[path], theirs[path])]
    return {
        "only ours": _lacking(ours, theirs),
        "only theirs": _lacking(theirs, ours),
        "unlike": tuple(sorted(unlike)),
    }


def _lacking(present: dict[str, str], absent: dict[str, str]) -> tuple[str, ...]:
    """The topmost paths of the one that the other should have and does not."""
    return tuple(
        sorted(path for path in set(present) - set(absent) if absent.get(_above(path)) == present[_above(path)])
    )


def _above(path: str) -> str:
    if path.endswith("[]"):
        return path.removesuffix("[]")
    return path.rpartition(".")[0] or "."
