"""Definitions as the server will print them once a column, a table or a label has another name."""

from __future__ import annotations

from database_developer.diff.tokens import Word, is_type_name, rewritten, text_at, words
from database_developer.model.names import QualifiedName
from database_developer.model.quoting import identifier, literal

ROWS = frozenset({"old", "new"})  # a trigger's two versions of the row
NO_COLUMN_AFTER = frozenset({"(", ".", "=>"})
NO_COLUMN_BEFORE = frozenset({"COLLATE", "AS", "::"})


def with_column(expression: str, old: str, new: str, rows: frozenset[str] = frozenset()) -> str:
    """An expression over one table's columns in which column ``old`` is called ``new``.

    ``rows`` are the names by which the table itself may be mentioned (``posts.id``).
    """
    if not _may_mention(expression, old):
        return expression

    def change(found: tuple[Word, ...], place: int) -> str | None:
        return identifier(new) if _is_column(found, place, old, rows) else None

    return rewritten(expression, change)


def with_column_elsewhere(expression: str, table: QualifiedName, old: str, new: str) -> str:
    """An expression of another table whose sub-queries mention ``table``, and there the column."""
    if not _may_mention(expression, old) or not _may_mention(expression, table.name):
        return expression
    rows = _names_of(words(expression), table)

    def change(found: tuple[Word, ...], place: int) -> str | None:
        qualified = text_at(found, place - 1) == "."
        return identifier(new) if qualified and _is_column(found, place, old, rows) else None

    return rewritten(expression, change) if rows else expression


def _may_mention(text: str, name: str) -> bool:
    """Whether the text holds the name at all; within quotation marks, its own are doubled."""
    return name.replace('"', '""') in text


def _names_of(found: tuple[Word, ...], table: QualifiedName) -> frozenset[str]:
    """The table's own name and its aliases in a query."""
    names = set()
    for place, word in enumerate(found):
        if word.is_name and word.name == table.name and _is_relation(found, place, table):
            names.add(table.name)
            after = place + 2 if text_at(found, place + 1) == "AS" else place + 1
            if after < len(found) and found[after].is_name:
                names.add(found[after].name)
    return frozenset(names)


def _is_column(found: tuple[Word, ...], place: int, name: str, rows: frozenset[str]) -> bool:
    word = found[place]
    if not word.is_name or word.name != name or text_at(found, place + 1) in NO_COLUMN_AFTER:
        return False
    before = text_at(found, place - 1)
    if before == ".":
        return found[place - 2].name in rows and text_at(found, place - 3) != "::"
    if before in NO_COLUMN_BEFORE or is_type_name(found, place):
        return False
    return not (before == "(" and text_at(found, place - 2).upper() == "EXTRACT")


def _is_relation(found: tuple[Word, ...], place: int, table: QualifiedName) -> bool:
    before = text_at(found, place - 1)
    if before == ".":
        return found[place - 2].name == table.schema and text_at(found, place - 3) != "::"
    return before in ("FROM", "JOIN", "REFERENCES", "ON") or text_at(found, place + 1) == "."


def with_label(text: str, enum: QualifiedName, old: str, new: str) -> str:
    """A definition in which a label of an enumerated type has another name."""
    spelled = literal(old)
    if spelled not in text:
        return text

    def change(found: tuple[Word, ...], place: int) -> str | None:
        if found[place].text != spelled or text_at(found, place + 1) != "::" or place + 2 >= len(found):
            return None
        is_qualified = text_at(found, place + 3) == "." and found[place + 2].name == enum.schema
        type_name = found[place + 4].name if is_qualified else found[place + 2].name
        return literal(new) if type_name == enum.name else None

    return rewritten(text, change)


def foreign_key_with_column(definition: str, old: str, new: str, *, own: bool, referenced: bool) -> str:
    """A foreign key's definition after a rename in its own table, in the referenced one, or in both."""
    found = words(definition)
    middle = next(place for place, word in enumerate(found) if word.text == "REFERENCES")
    opened = next(place for place in range(middle, len(found)) if found[place].text == "(")
    closed = next(place for place in range(opened, len(found)) if found[place].text == ")")

    def change(found: tuple[Word, ...], place: int) -> str | None:
        word = found[place]
        if not word.is_name or word.name != old or middle < place < opened:
            return None
        return identifier(new) if (referenced if opened < place < closed else own) else None

    return rewritten(definition, change)


def trigger_with_column(definition: str, old: str, new: str) -> str:
    """A trigger's definition after a rename: in ``UPDATE OF`` and in ``WHEN``."""
    found = words(definition)
    texts = [word.text for word in found]
    start = texts.index("OF") if "OF" in texts else len(texts)
    end = texts.index("ON", start) if "OF" in texts else len(texts)

    def change(found: tuple[Word, ...], place: int) -> str | None:
        in_list = start < place < end and found[place].is_name and found[place].name == old
        in_row = text_at(found, place - 1) == "." and _is_column(found, place, old, ROWS)
        return identifier(new) if in_list or in_row else None

    return rewritten(definition, change)


def trigger_named(definition: str, name: str) -> str:
    """A trigger's definition under another name of its own."""
    own = next(place for place, word in enumerate(words(definition)) if word.text == "TRIGGER") + 1

    def change(found: tuple[Word, ...], place: int) -> str | None:
        return identifier(name) if place == own else None

    return rewritten(definition, change)
