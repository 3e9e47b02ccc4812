"""Python models as syntax trees: what SQLAlchemy's and Django's readers share."""

from __future__ import annotations

import ast
import textwrap
import warnings
from collections.abc import Iterator

LANGUAGES = frozenset({"python", "py", "python3"})
_LONGEST = 100_000


def tree_of(text: str) -> ast.Module | None:
    """The program's tree; None where it is no Python."""
    if len(text) > _LONGEST:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(textwrap.dedent(text))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def classes_of(tree: ast.Module) -> Iterator[ast.ClassDef]:
    """The classes at the top."""
    return (node for node in tree.body if isinstance(node, ast.ClassDef))


def last_name(node: ast.expr | None) -> str:
    """The last name of "models.CharField", of a call of it, or of a bare name."""
    if isinstance(node, ast.Call):
        return last_name(node.func)
    if isinstance(node, ast.Subscript):
        return last_name(node.value)
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def keyword(call: ast.Call, name: str) -> ast.expr | None:
    """The value of a named argument."""
    return next((it.value for it in call.keywords if it.arg == name), None)


def text(node: ast.expr | None) -> str | None:
    """A constant text."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def whole(node: ast.expr | None) -> int | None:
    """A constant whole number."""
    is_number = isinstance(node, ast.Constant) and type(node.value) is int
    return node.value if is_number and isinstance(node, ast.Constant) and isinstance(node.value, int) else None


def truth(node: ast.expr | None) -> bool | None:
    """True or False where it is written."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, bool) else None


def texts(node: ast.expr | None) -> tuple[str, ...]:
    """A list or tuple of texts."""
    items = node.elts if isinstance(node, ast.List | ast.Tuple | ast.Set) else []
    return tuple(value for item in items if (value := text(item)) is not None)


def literal(node: ast.expr | None) -> str | None:
    """The words of a constant, or of an empty list or mapping."""
    if isinstance(node, ast.Constant):
        is_none = node.value is None or node.value is ...
        return None if is_none else str(node.value).lower() if isinstance(node.value, bool) else str(node.value)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = literal(node.operand)
        return f"-{inner}" if inner else None
    return None


def default_words(node: ast.expr | None) -> str | None:
    """The words of a default: a constant, the time now, a random UUID; None where the client computes it."""
    if isinstance(node, ast.Lambda):
        return default_words(node.body)
    name = last_name(node).lower()
    inner = (text(node.args[0]) or "").lower() if isinstance(node, ast.Call) and node.args else ""
    said = f"{name} {inner}" if name else (text(node) or "").lower()
    if name in {"now", "utcnow", "today", "current_timestamp"} or "now()" in said or "current_timestamp" in said:
        return "now"
    if "uuid4" in said or "gen_random_uuid" in said or "uuid_generate" in said:
        return "random uuid"
    if name in {"dict", "list"}:
        return "{}" if name == "dict" else "[]"
    return inner.strip("'") if name == "text" and inner else literal(node)


def values_of_enums(tree: ast.Module) -> dict[str, tuple[str, ...]]:
    """The members of enum classes: their values where those are texts, else their names."""
    found = {}
    for node in classes_of(tree):
        bases = {last_name(base) for base in node.bases}
        if bases & {"Enum", "StrEnum", "TextChoices"}:
            pairs = [it for it in node.body if isinstance(it, ast.Assign) and isinstance(it.targets[0], ast.Name)]
            found[node.name] = tuple(_member(it.value) or last_name(it.targets[0]) for it in pairs)
    return found


def _member(value: ast.expr) -> str | None:
    first = value.elts[0] if isinstance(value, ast.Tuple) and value.elts else value
    return text(first)
