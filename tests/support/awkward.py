"""SQL in which every name of the user's is spelled so that it must be quoted, in a schema that must be too.

A name is renamed wherever the scanner finds it, also in function bodies and in the texts that ``nextval``
reads; what belongs to the system (types, functions, collations, roles) stays. Names that PostgreSQL makes up
(``users_pkey``) become the ones that it makes up for the new names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import product
from typing import Any

import pglast

from database_developer.diff.default_names import default_name
from database_developer.diff.tokens import Word, rewritten, text_at
from database_developer.model.names import Address, QualifiedName
from database_developer.model.quoting import literal
from database_developer.model.schema import Schema, View
from support.naming import Defined, Systems

SCHEMA = """Sales "Dept"'s"""
AWKWARD = """ Q"'.$$%s;\\"""  # what ends quotes, strings, qualified names, bodies, formats and statements
LABELS = ("key", "fkey", "check", "seq", "excl", "idx", "not_null")
READ_AS_NAMES = ("nextval", "currval", "setval", "pg_get_serial_sequence")


class AwkwardNames:
    """New names for all that some statements define."""

    def __init__(self, statements: Iterable[str]) -> None:
        found = Defined()
        for statement in statements:
            found(pglast.parse_sql(statement))
        self._types = frozenset(found.types)
        self._functions = frozenset(found.functions)
        made_up = dict(_made_up(found.tables, found.columns))
        self._names = {name: f"{name}{AWKWARD}" for name in found.names}
        self._names |= {name: self._made_up(*parts) for name, parts in made_up.items()}
        self._names["public"] = SCHEMA

    def _made_up(self, table: str, column: str, label: str) -> str:
        new = self._names[table]
        return default_name(new, self._names[column], label) if column else f"{new}_{label}"

    def of(self, name: str) -> str:
        """The new name of something; its own, where it is not the user's."""
        return self._names.get(name, name)

    def of_qualified(self, name: QualifiedName) -> QualifiedName:
        """The new name of a table, a type, ..."""
        return QualifiedName(self.of(name.schema), self.of(name.name))

    def of_address(self, address: Address) -> Address:
        """The address under the new names; labels of enumerated types are no names and stay."""
        is_label = address.kind == "enum value"
        own = address.name.name if is_label else self._with_arguments(address.name.name)
        owner = self.of_qualified(address.owner) if address.owner else None
        return Address(address.kind, owner, QualifiedName(self.of(address.name.schema), own))

    def _with_arguments(self, name: str) -> str:
        """A function's name, with the types of its arguments."""
        own, opened, arguments = name.partition("(")
        return f"{self.of(own)}{opened}{self.statement(arguments) if arguments else ''}"

    def statement(self, sql: str) -> str:
        """The statement with the new names."""
        return rewritten(sql, self._change(sql, _parsed(sql)))

    def _change(self, sql: str, tree: object) -> Callable[[tuple[Word, ...], int], str | None]:
        systems = Systems(self._types, self._functions)
        if tree is not None:
            systems(tree)
        starts = frozenset(systems.starts)

        def change(found: tuple[Word, ...], place: int) -> str | None:
            word = found[place]
            if word.is_string:
                return self._string(found, place)
            if not word.is_name or word.name not in self._names or _is_systems(found, place, starts):
                return None
            return _quoted(self._names[word.name])

        return change

    def _string(self, found: tuple[Word, ...], place: int) -> str | None:
        """A string that holds a body or a name, with the new names; None for any other."""
        before, called = text_at(found, place - 1).upper(), text_at(found, place - 2)
        is_body = before in ("AS", "DO") and found[0].text.upper() in ("CREATE", "DO")
        is_name = called.lower() in READ_AS_NAMES or text_at(found, place + 2).lower() == "regclass"
        if not is_body and not is_name:
            return None
        return literal(self.statement(_content(found[place].text)))


def assert_awkward(schema: Schema) -> None:
    """Nothing in the schema kept a plain name, and nothing stayed behind in "public"."""
    holders = (schema.enums, schema.domains, schema.composites, schema.sequences, schema.tables, schema.views)
    things = [thing for holder in holders for thing in holder.values()] + list(schema.functions.values())
    names = [name for thing in things for name in _names_within(thing)]
    names += [name for name in schema.namespaces if name not in ("public", SCHEMA)]
    plain = sorted({name for name in names if AWKWARD not in name})
    assert not plain, f"not renamed: {plain}"
    assert not [str(thing.name) for thing in things if thing.name.schema == "public"]


def _names_within(thing: Any) -> Iterator[str]:
    """The name of a thing and of its parts."""
    yield thing.name.name if isinstance(thing.name, QualifiedName) else thing.name
    columns = () if isinstance(thing, View) else ("columns",)  # the server names some of a view's, such as "count"
    for parts in (*columns, "attributes", "constraints", "indexes", "triggers", "policies"):
        for part in getattr(thing, parts, ()):
            yield part.name


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _content(string: str) -> str:
    """What a string constant or a dollar-quoted body holds."""
    if string.startswith("$"):
        tag = string[: string.index("$", 1) + 1]
        return string.removeprefix(tag).removesuffix(tag)
    return string[1:-1].replace("''", "'")


def _parsed(sql: str) -> object:
    """The tree; None for what is no SQL by itself, such as a body in PL/pgSQL or a name alone."""
    try:
        return pglast.parse_sql(sql)
    except pglast.parser.ParseError:
        return None


def _made_up(tables: set[str], columns: set[str]) -> Iterator[tuple[str, tuple[str, str, str]]]:
    for table in tables:
        yield f"{table}_pkey", (table, "", "pkey")
    for table, column, label in product(tables, columns, LABELS):
        yield default_name(table, column, label), (table, column, label)


def _is_systems(found: tuple[Word, ...], place: int, starts: frozenset[int]) -> bool:
    """Whether the word is the last part of a name of the system's."""
    if text_at(found, place + 1) == ".":
        return False
    while text_at(found, place - 1) == ".":
        place -= 2
    return found[place].start in starts
