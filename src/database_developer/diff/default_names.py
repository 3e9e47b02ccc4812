"""The names PostgreSQL makes up for what has been given none."""

from __future__ import annotations

from database_developer.model.names import NAME_BYTES, shortened


def default_name(table: str, column: str, label: str) -> str:
    """The usual name of a part of a column, such as ``users_email_not_null``; the longer half is cut first.

    What belongs to no column (a domain's NOT NULL) has only the one half.
    """
    if not column:
        return f"{shortened(table, NAME_BYTES - len(label.encode()) - 1)}_{label}"
    room = NAME_BYTES - len(label.encode()) - 2
    first, second = len(table.encode()), len(column.encode())
    while first + second > room:
        if first > second:
            first -= 1
        else:
            second -= 1
    return f"{shortened(table, first)}_{shortened(column, second)}_{label}"
