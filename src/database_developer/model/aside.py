"""What is set aside instead of dropped: under which names it is kept, hidden, and the note that tells of it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from database_developer.model.names import NAME_BYTES, QualifiedName, shortened

JOURNAL = "dbd"  # the namespace of this program's own tables
MARK = "dbd_aside"  # how every name of something set aside begins
COLUMN_MARK = f"{MARK}_"
KEPT_DAYS = 30
KIND = "aside"  # what a note calls itself
ROOM = NAME_BYTES - 4  # the server adds ``_2``, ``_3``, ... where a name is taken
HASH_LENGTH = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """What the comment on a thing set aside says: its names in its old place, and from when until when it is kept."""

    of: tuple[str, ...]
    since: datetime
    expires: datetime


def column_name(column: str) -> str:
    """What a column is called while it is aside; the server may add a number."""
    return _fitting(f"{COLUMN_MARK}{column}")


def namespace_for(name: QualifiedName) -> str:
    """The namespace in which a table, type or sequence is kept; the server may add a number."""
    return _fitting(f"{MARK}_{name.name}" if name.schema == "public" else f"{MARK}_{name.schema}_{name.name}")


def is_hidden_namespace(name: str) -> bool:
    """Whether all that is in the namespace is no part of the schema."""
    return name == JOURNAL or name.startswith(MARK)


def is_hidden_column(name: str) -> bool:
    """Whether the column is no part of its table's schema."""
    return name.startswith(COLUMN_MARK)


def note_head(of: tuple[str, ...]) -> str:
    """The beginning of the note on what stood there, up to the dates; all notes on the same place begin so."""
    return f'{{"dbd": "{KIND}", "of": {json.dumps(list(of), ensure_ascii=False)}, '


def read_note(text: str | None) -> Note | None:
    """The note that a comment is; None for any other comment."""
    try:
        told = json.loads(text or "")
        if told["dbd"] != KIND or not told["of"]:
            return None
        since, expires = (datetime.fromisoformat(told[word]) for word in ("since", "expires"))
        return Note(of=tuple(map(str, told["of"])), since=since, expires=expires)
    except (ValueError, KeyError, TypeError):
        return None


def _fitting(name: str) -> str:
    if len(name.encode()) <= ROOM:
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()[:HASH_LENGTH]
    return f"{shortened(name, ROOM - HASH_LENGTH - 1)}_{digest}"
