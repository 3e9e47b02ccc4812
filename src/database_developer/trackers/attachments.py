"""Files that hang on a ticket: their text where they have one, cut into blocks as a ticket's."""

from __future__ import annotations

import codecs
import mimetypes
from pathlib import PurePath

from database_developer.model.ticket import Attachment, Block, Code
from database_developer.trackers.blocks import blocks_of

LARGEST = 1_000_000  # bytes; of larger files of rows this first part is read, other larger files are not
ROWS = {".csv": "csv", ".tsv": "tsv", ".tab": "tsv"}
_PROSE = {".md", ".markdown", ".txt", ".text"}
_CODE = {
    ".sql": "sql",
    ".ddl": "sql",
    ".puml": "plantuml",
    ".plantuml": "plantuml",
    ".mmd": "mermaid",
    ".mermaid": "mermaid",
    ".dbml": "dbml",
    ".prisma": "prisma",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".toml": "toml",
    ".json": "json",
    ".py": "python",
    ".rb": "ruby",
    ".js": "javascript",
    ".ts": "typescript",
    ".php": "php",
    ".ex": "elixir",
    ".exs": "elixir",
    ".java": "java",
    ".kt": "kotlin",
    ".cs": "csharp",
    ".go": "go",
    ".rs": "rust",
    ".graphql": "graphql",
    ".gql": "graphql",
    ".proto": "protobuf",
    ".xml": "xml",
}
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def is_read(name: str) -> bool:
    """Whether the text of a file of that name is looked at."""
    return PurePath(name).suffix.lower() in {*ROWS, *_PROSE, *_CODE}


def attachment_of(name: str, data: bytes, size: int) -> Attachment:
    """The file of that name; ``data`` is at least its first ``LARGEST`` bytes, or all of it."""
    shown = "".join(letter if letter.isprintable() else "?" for letter in name)
    ending = PurePath(shown).suffix.lower()
    text = _text(data[:LARGEST], ending, is_whole=size <= LARGEST)
    return Attachment(
        name=shown,
        size=size,
        media_type=mimetypes.guess_type(shown)[0] or "",
        text=text,
        blocks=_blocks(text, ending) if text else (),
        is_whole=size <= LARGEST,
    )


def _text(data: bytes, ending: str, *, is_whole: bool) -> str | None:
    """The text, None where it is none; of too large a file only rows, up to the last whole one."""
    if not is_whole:
        if ending not in ROWS or b"\n" not in data:
            return None
        data = data[: data.rindex(b"\n") + 1]
    try:
        text = data.decode("utf-16" if data.startswith(_WIDE) else "utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text.replace("\r\n", "\n").replace("\r", "\n")


def _blocks(text: str, ending: str) -> tuple[Block, ...]:
    """Prose as blocks, code and rows as one block of their language; what nobody could read is none."""
    if ending in _PROSE:
        return blocks_of(text)
    language = ROWS.get(ending) or _CODE.get(ending)
    return (Code(text=text, line=1, language=language),) if language else ()
