"""A last line by which a file says that it is ours and has not been edited since.

The line holds a hash of everything above it, so a clone of the project knows as much as the folder in
which the file was written. A file whose form has no comments (JSON) carries none.
"""

from __future__ import annotations

import hashlib
from pathlib import PurePath

MARK = "written by dbd; edited if this is not the hash of all above:"
COMMENTS = {".sql": ("-- ", ""), ".py": ("# ", ""), ".md": ("<!-- ", " -->")}


def sealed(name: str, text: str) -> str:
    """The text with its seal, where the file's form has comments."""
    comment = COMMENTS.get(PurePath(name).suffix)
    if comment is None:
        return text
    body = text if text.endswith("\n") else f"{text}\n"
    if name.endswith(".md"):
        body += "\n"  # else the line would be taken for a row of a table that ends the page
    return f"{body}{_line(comment, body)}\n"


def is_intact(name: str, text: str) -> bool:
    """Whether the text ends with the seal of what stands above it."""
    comment = COMMENTS.get(PurePath(name).suffix)
    if comment is None or not text.endswith("\n"):
        return False
    body, _, line = text[:-1].rpartition("\n")
    return line == _line(comment, f"{body}\n")


def _line(comment: tuple[str, str], body: str) -> str:
    opening, closing = comment
    return f"{opening}{MARK} {hashlib.sha256(body.encode()).hexdigest()}{closing}"
