"""Sentences that name tables: "Table names: `a` and `b`", "the table is called `x`"."""

from __future__ import annotations

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.clauses import Clause, Statement, Tokens
from database_developer.reading.grammar.findings import Findings, TableNames
from database_developer.reading.grammar.tokens import Token
from database_developer.reading.scene import Scene

_LABELS = {"table", "tables", "table name", "table names", "name of the table", "names of the tables", "the tables"}


def read_label(statement: Statement, scene: Scene) -> Findings:
    """ "Table names: ..."."""
    if statement.label not in _LABELS:
        return ()
    names = _identifiers(statement.body)
    return (TableNames(names=names, quote=statement.quote),) if names else ()


def read(clause: Clause, scene: Scene) -> Findings:
    """ "The tables are called `a` and `b`"."""
    verb = clause.verb
    if verb is None or not verb.passive or verb.lemma not in lexicon.RENAME:
        return ()
    names = _identifiers(clause.rest)
    speaks_of_tables = any(token.is_word("table", "tables") for token in clause.subject)
    return (TableNames(names=names, quote=clause.quote),) if names and speaks_of_tables else ()


def _identifiers(tokens: Tokens) -> tuple[str, ...]:
    return tuple(dict.fromkeys(token.text for token in tokens if _is_identifier(token)))


def _is_identifier(token: Token) -> bool:
    """Code or snake_case that can be a name, with or without its schema."""
    is_written_so = token.is_literal or "_" in token.text
    return is_written_so and all(part.isidentifier() for part in token.text.split("."))
