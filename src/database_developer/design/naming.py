"""From the ticket's noun phrases to identifiers, and to the live tables they mean."""

from __future__ import annotations

import re
import unicodedata

from pglast import keywords

from database_developer.model.inflection import plural, singular
from database_developer.model.names import NAME_BYTES, QualifiedName, shortened
from database_developer.model.request import RelationAsk
from database_developer.model.schema import Schema

ARTICLES = frozenset({"a", "an", "the", "each", "every", "its", "their", "our"})


def snake(phrase: str) -> str:
    """An identifier for a phrase: lower case, words joined by ``_``, at most 63 bytes.

    ``"Event Type"`` gives ``event_type``, ``"createdAt"`` gives ``created_at``.
    """
    text = unicodedata.normalize("NFKC", phrase)
    text = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", text)
    text = re.sub(r"\b([Ee])-mail", r"\1mail", text)
    words = [word for word in re.split(r"\W+", text.lower()) if word]
    while len(words) > 1 and words[0] in ARTICLES:
        del words[0]
    name = "_".join(words) or "unnamed"
    return shortened(name if not name[0].isdigit() else f"n{name}")


def table_name(entity: str, number: str) -> str:
    """The name of an entity's table, in the plural or the singular as is the custom."""
    name = snake(entity)
    return shortened(plural(name) if number == "plural" else singular(name))


def column_name(attribute: str) -> str:
    """The name of an attribute's column; a reserved word gets a trailing ``_value``."""
    name = snake(attribute)
    return f"{name}_value" if name in keywords.RESERVED_KEYWORDS else name


def part_name(table: str, columns: tuple[str, ...], suffix: str) -> str:
    """A name such as PostgreSQL itself would choose: ``<table>_<columns>_<suffix>``, cut to 63 bytes."""
    first, second = table, "_".join(columns)
    room = NAME_BYTES - len(suffix.encode()) - 1 - (1 if second else 0)
    while len(first.encode()) + len(second.encode()) > room:
        if len(first.encode()) > len(second.encode()):
            first = shortened(first, len(first.encode()) - 1)
        else:
            second = shortened(second, len(second.encode()) - 1)
    return "_".join(part for part in (first, second, suffix) if part)


def matching_table(entity: str, schema: Schema) -> QualifiedName | None:
    """The table that an entity's name means: equal but for number, case and separators; ``public`` first."""
    wanted = _bare(snake(entity))
    matches = [name for name in schema.tables if _bare(name.name) == wanted]
    return min(matches, key=lambda name: (name.schema != "public", name), default=None)


def _bare(name: str) -> str:
    return singular(snake(name)).replace("_", "")


def pair_entity(ask: RelationAsk) -> str:
    """What a row of a many-to-many relation is called."""
    return ask.joined_by or f"{singular(ask.child)} {singular(ask.parent)}"


def reference_name(parent: str, key: str, role: str | None) -> str:
    """The name of a column that refers to ``parent``'s key: ``user_id``, ``owner_id``."""
    owner = singular(snake(parent))
    key_word = key.removeprefix(f"{owner}_")
    return shortened(f"{snake(role) if role else owner}_{key_word}")
