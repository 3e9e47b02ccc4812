"""Draws a diagram as a picture, by a program of its own."""

from __future__ import annotations

import shutil
import subprocess
import sysconfig
from pathlib import Path

PROGRAM = "graphviz-pure"
LONGEST = 30.0  # seconds; twenty-five tables take a tenth of one


def drawn(diagram: str, path: Path) -> str:
    """Draw the diagram, which is in the DOT language, as a PNG file; why it could not be, or "".

    A run goes on without its picture: the same is in its pages as text.
    """
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        subprocess.run(
            [_program(), "-Tpng", "-o", str(unfinished)],
            input=diagram.encode(),
            capture_output=True,
            timeout=LONGEST,
            check=True,
        )
        unfinished.replace(path)
    except (OSError, subprocess.SubprocessError) as error:
        unfinished.unlink(missing_ok=True)
        return f"the picture of the schema was not drawn: {_reason(error)}"
    return ""


def _program() -> str:
    """The program beside the interpreter that runs us, or on the path."""
    beside = Path(sysconfig.get_path("scripts"), PROGRAM)
    return str(beside) if beside.exists() else shutil.which(PROGRAM) or PROGRAM


def _reason(error: Exception) -> str:
    said = getattr(error, "stderr", None) or b""
    lines = said.decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else str(error)
