"""The house's own rules: rooms are kept apart, files stay small, and each kind has its page and its scenario."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from database_developer.migration.operations import OPERATIONS
from database_developer.proof.checks import CHECKS
from database_developer.proof.exercises import EXERCISES

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "database_developer"
MODULES = sorted(SOURCE.rglob("*.py"))
VAGUE = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc"}
CHECK_PAGE = ("## Problem", "## Why it hurts", "## Instead", "## Use")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_module_keeps_the_manner(path: Path) -> None:
    text = path.read_text("utf-8")
    tree = ast.parse(text)
    assert ast.get_docstring(tree), "a module opens with one plain sentence"
    assert text.count("\n") <= 400, "a file over 400 lines is split"
    assert path.stem not in VAGUE, "a name says what it is"
    assert "TYPE_CHECKING" not in text, "needing it means that a floor is wrong"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= 50, f"{node.name} has {length} lines"
            late = [inner for inner in ast.walk(node) if isinstance(inner, ast.Import | ast.ImportFrom)]
            assert not late, f"{node.name} imports lazily"


def test_nothing_is_unfinished() -> None:
    # In quotes it is a word of somebody else's: Jira calls an open box so.
    pattern = re.compile(r"(?<!\")\b(TODO|FIXME|XXX|NotImplementedError)\b|except Exception:\s*pass")
    found = [str(path) for path in MODULES if pattern.search(path.read_text("utf-8"))]
    assert not found


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.kind)
def test_operation_has_its_file_and_page(operation: type) -> None:
    kind = str(operation.kind)  # type: ignore[attr-defined]
    assert operation.__module__.rsplit(".", 1)[-1] == kind.replace("-", "_")
    assert operation.__name__ == "".join(word.capitalize() for word in kind.split("-"))
    page = ROOT / "docs" / "reference" / "operations" / f"{kind}.md"
    assert page.exists(), f"write {page}"


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_check_has_its_page_and_its_cases(check: object) -> None:
    identity = str(check.id)  # type: ignore[attr-defined]
    page = ROOT / "docs" / "reference" / "checks" / f"{identity}.md"
    assert page.exists(), f"write {page}"
    assert all(section in page.read_text("utf-8") for section in CHECK_PAGE)
    assert (ROOT / "tests" / "unit" / "checks" / f"test_{identity.replace('-', '_')}.py").exists()


def test_ids_are_unique() -> None:
    for kinds in ([one.kind for one in OPERATIONS], [one.id for one in CHECKS], [one.id for one in EXERCISES]):
        assert len(kinds) == len(set(kinds))


def test_the_project_speaks_of_itself_alone() -> None:
    words = re.compile(r"/work/(main|shared)|\bsession of mine\b", re.IGNORECASE)
    texts = [*MODULES, *ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").rglob("*.md")]
    found = [str(path) for path in texts if words.search(path.read_text("utf-8"))]
    assert not found
