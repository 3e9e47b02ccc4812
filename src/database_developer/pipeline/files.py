"""Writes files whole or not at all, and never over what somebody else wrote."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Container, Mapping
from pathlib import Path

from database_developer.errors import ResultsExist
from database_developer.pipeline.seals import is_intact


def write_whole(path: Path, text: str) -> None:
    """Write beside the place and move there, so that no half-written file is ever seen."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, unfinished = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".unfinished", dir=path.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(unfinished).chmod(0o644)
        Path(unfinished).replace(path)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise


def sweep_unfinished(folder: Path) -> None:
    """Remove what a killed run left half written."""
    for path in folder.rglob(".*.unfinished"):
        path.unlink(missing_ok=True)


def digest(text: str) -> str:
    """A hash of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def is_ours(root: Path, name: str, marks: Container[str]) -> bool:
    """Whether a file is as a run left it: its hash is among ``marks``, or its seal is intact."""
    text = (root / name).read_text("utf-8", "replace")
    return digest(text) in marks or is_intact(name, text)


def ensure_ours(root: Path, texts: Mapping[str, str], written: Mapping[str, str], *, force: bool) -> tuple[str, ...]:
    """The paths among ``texts`` (and ``written`` before) that somebody else made, or edited since.

    ``written`` holds the hashes of what the last run wrote. Raises ResultsExist unless ``force``.
    """
    foreign = []
    for name in sorted({*texts, *written}):
        marks = {written.get(name, ""), digest(texts[name]) if name in texts else ""}
        if (root / name).exists() and not is_ours(root, name, marks):
            foreign.append(name)
    if foreign and not force:
        raise ResultsExist(
            f'"{foreign[0]}" was not written by a run, or was edited since',
            where=str(root),
            hint="move it away, or overwrite it with --force (a copy is kept in the run folder)",
        )
    return tuple(foreign)
