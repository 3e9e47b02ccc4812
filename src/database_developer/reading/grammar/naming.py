"""Sentences that name tables: "Table names: `a` and `b`", "the table is called `x`"."""

from __future__ import annotations

from database_developer.reading.grammar import cues, lexicon
from database_developer.reading.grammar.clauses import Clause, Statement, Tokens
from database_developer.reading.grammar.findings import Findings, TableNames
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.scene import Scene

_THE_TABLE = lexicon.words("the this new database table it")
_LABELS = {"table", "tables", "table name", "table names", "name of the table", "names of the tables", "the tables"}

CUES = cues.forms_of(lexicon.RENAME) | {"table"}  # without one of these no table is called anything


def read_label(statement: Statement, scene: Scene) -> Findings:
    """ "Table names: ..."."""
    if statement.label not in _LABELS:
        return ()
    names = _identifiers(statement.body)
    return (TableNames(names=names, quote=statement.quote),) if names else ()


def read(clause: Clause, scene: Scene) -> Findings:
    """ "The tables are called `a` and `b`"."""
    verb = clause.verb
    name = table_called(clause)
    if name is not None:
        return (TableNames(names=(name,), quote=clause.quote),)
    if verb is None or not verb.passive or verb.lemma not in lexicon.RENAME:
        return ()
    names = _identifiers(clause.rest)
    speaks_of_tables = any(token.is_word("table", "tables") for token in clause.subject)
    return (TableNames(names=names, quote=clause.quote),) if names and speaks_of_tables else ()


def table_called(clause: Clause) -> str | None:
    """The name that "the table is called sensors" or "name the table sensors" gives, in plain words or as code."""
    verb = clause.verb
    if verb is None or verb.lemma not in lexicon.RENAME or verb.negated:
        return None
    told = clause.subject if verb.passive else clause.rest[:-1]
    if _is_of_nothing_told(clause):
        return clause.rest[0].text
    is_of_it = any(token.is_word("table") for token in told) and all(token.is_in(_THE_TABLE) for token in told)
    last = clause.rest[-1] if len(clause.rest) == (1 if verb.passive else len(told) + 1) else None
    is_name = last is not None and (last.is_literal or last.kind is Kind.WORD) and last.text.isidentifier()
    return last.text if last is not None and is_of_it and is_name else None


def _is_of_nothing_told(clause: Clause) -> bool:
    """ "Should be called order_lines", "must be named x_y": a name written as a table's."""
    is_bare = (
        all(token.is_word("it", "this") for token in clause.subject)
        and len(clause.rest) == 1
        and _is_identifier(clause.rest[0])
    )
    return is_bare and clause.verb is not None and clause.verb.passive and bool(clause.verb.modal)


def _identifiers(tokens: Tokens) -> tuple[str, ...]:
    return tuple(dict.fromkeys(token.text for token in tokens if _is_identifier(token)))


def _is_identifier(token: Token) -> bool:
    """Code or snake_case that can be a name, with or without its schema."""
    is_written_so = token.is_literal or "_" in token.text
    return is_written_so and all(part.isidentifier() for part in token.text.split("."))
