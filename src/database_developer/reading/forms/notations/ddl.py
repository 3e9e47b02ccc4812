"""Tables in the SQL of MySQL, SQLite and SQL Server, by their grammars."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError
from sqlglot.tokenizer_core import Token, TokenType

from database_developer.model.request import Direction, OrderBy, Quote
from database_developer.reading.forms.notations.ddl_columns import column_part, reference_part
from database_developer.reading.forms.notations.ddl_rules import checked
from database_developer.reading.forms.notations.lines import Setting, Source, without_comment
from database_developer.reading.sketch import (
    Sketch,
    SketchDoubt,
    SketchIndex,
    SketchNote,
    SketchPart,
    SketchPrimary,
    SketchRemoval,
    SketchRenaming,
    SketchTable,
    SketchUnique,
)

DIALECTS = {
    "mysql": "mysql",
    "mariadb": "mysql",
    "sqlite": "sqlite",
    "sqlite3": "sqlite",
    "tsql": "tsql",
    "t-sql": "tsql",
    "mssql": "tsql",
    "sqlserver": "tsql",
    "sql": "",
    "ddl": "",
}
LANGUAGES = frozenset(DIALECTS)
_LONGEST = 200_000  # letters; what is longer is no ticket
_DEFINES = re.compile(r"\b(create\s+(temporary\s+)?table|alter\s+table|create\s+(unique\s+)?index)\b", re.IGNORECASE)
_SIGNS = (
    (
        "mysql",
        re.compile(
            r"`|\bauto_increment\b|\bengine\s*=|\bunsigned\b|\benum\s*\(|\bint\s*\(\s*\d|\b(tiny|medium|long)(int|text)\b|"
            r"\bcomment\s+'|,\s*(unique\s+)?key\s+\w+\s*\(|\bon\s+update\s+current_timestamp|\bcharset\b",
            re.IGNORECASE,
        ),
    ),
    ("tsql", re.compile(r"\bidentity\s*\(|\bnvarchar\b|\[\w+\]|\bgetdate\b|\buniqueidentifier\b", re.IGNORECASE)),
    ("sqlite", re.compile(r"\bautoincrement\b", re.IGNORECASE)),
)
_WITHOUT_MEANING = re.compile(
    r"\b(non)?clustered\b|\bon\s+\[primary\]|\bcharacter\s+set\s+\w+|\bwithout\s+rowid\b", re.IGNORECASE
)
_BATCH = re.compile(r"^[ \t]*GO[ \t]*$", re.IGNORECASE | re.MULTILINE)


def sketched(source: Source, setting: Setting) -> Sketch | None:
    """The tables that the statements define; None where no dialect reads a definition in them."""
    if len(source.text) > _LONGEST or not _DEFINES.search(source.text):
        return None
    told = DIALECTS.get(setting.language, setting.language if setting.language == "postgres" else "")
    dialects = [told] if told else _likely(source.text)
    sketches = [sketch for dialect in dialects if (sketch := _read(source, dialect)) is not None]
    return min(sketches, key=lambda sketch: sum(1 for _ in sketch.doubts()), default=None)


def _likely(text: str) -> list[str]:
    """The dialects that the text shows signs of: what shows none is PostgreSQL's, and wrong."""
    return [dialect for dialect, signs in _SIGNS if signs.search(text)]


def _read(source: Source, dialect: str) -> Sketch | None:
    text = _WITHOUT_MEANING.sub(lambda found: " " * len(found[0]), source.text)
    text = _BATCH.sub(lambda found: ";" + " " * (len(found[0]) - 1), text)
    try:
        tokens = sqlglot.tokenize(text, read=dialect)
    except SqlglotError:
        return None
    tables: list[SketchTable] = []
    others: list[SketchDoubt | SketchNote] = []
    for first, last in _statements(tokens):
        read = _statement(Source(text=text[first.start : last.end + 1], first=0), dialect, source, first.start)
        if isinstance(read, SketchTable):
            tables.append(read)
        else:
            others.append(read)
    return Sketch(tables=tuple(tables), others=tuple(others)) if tables else None


def _statements(tokens: list[Token]) -> Iterator[tuple[Token, Token]]:
    """The first and the last token of each statement."""
    waiting: list[Token] = []
    for token in tokens:
        if token.token_type is not TokenType.SEMICOLON:
            waiting.append(token)
        elif waiting:
            yield waiting[0], waiting[-1]
            waiting = []
    if waiting:
        yield waiting[0], waiting[-1]


def _statement(piece: Source, dialect: str, source: Source, offset: int) -> SketchTable | SketchDoubt | SketchNote:
    quote = source.quote_at(offset)
    try:
        with _silence():
            tree = sqlglot.parse_one(piece.text, read=dialect)
    except (SqlglotError, RecursionError):
        return SketchDoubt(quote=quote)
    told = _Statement(source, offset)
    if isinstance(tree, exp.Create) and tree.kind == "TABLE" and isinstance(tree.this, exp.Schema):
        return told.table(tree)
    if isinstance(tree, exp.Create) and tree.kind == "INDEX" and isinstance(tree.this, exp.Index):
        return told.index(tree)
    if isinstance(tree, exp.Alter) and tree.args.get("kind") == "TABLE":
        return told.change(tree)
    is_idle = isinstance(tree, exp.Use | exp.Set | exp.Pragma)
    is_idle = is_idle or (isinstance(tree, exp.Create) and tree.kind in {"DATABASE", "SCHEMA"})
    return SketchNote(quote=quote) if is_idle else SketchDoubt(quote=quote)


@contextmanager
def _silence() -> Iterator[None]:
    """The parser says on a log what it does not know; the reader of the ticket is asked about the line instead."""
    log = logging.getLogger("sqlglot")
    before, log.disabled = log.disabled, True
    try:
        yield
    finally:
        log.disabled = before


class _Statement:
    """One statement, with where it stands in the ticket."""

    def __init__(self, source: Source, offset: int) -> None:
        self.source = source
        self.offset = offset

    def quote(self, node: exp.Expr) -> Quote:
        """The line of the first name in a part of the statement."""
        starts = [it.meta["start"] for it in node.find_all(exp.Identifier) if "start" in it.meta]
        return self.source.quote_at(self.offset + min(starts, default=0))

    def table(self, tree: exp.Create) -> SketchTable:
        schema = tree.this
        parts = tuple(part for item in schema.expressions for part in self.parts(item))
        comment = next((it.this.name for it in tree.find_all(exp.SchemaCommentProperty)), "")
        quote = self.source.quote_at(self.offset)
        return SketchTable(name=schema.this.name, quote=quote, parts=parts, comment=comment)

    def index(self, tree: exp.Create) -> SketchTable:
        index = tree.this
        parameters = index.args.get("params")
        columns = list(parameters.args.get("columns") or ()) if parameters else []
        quote = self.source.quote_at(self.offset)
        part = _keyed(columns, quote, is_unique=bool(tree.args.get("unique")))
        return SketchTable(name=index.args["table"].name, quote=quote, parts=(part,), is_change=True)

    def change(self, tree: exp.Alter) -> SketchTable:
        parts = tuple(part for action in tree.args.get("actions") or () for part in self._changed(action))
        quote = self.source.quote_at(self.offset)
        return SketchTable(name=tree.this.name, quote=quote, parts=parts, is_change=True)

    def _changed(self, action: exp.Expr) -> Iterator[SketchPart]:
        quote = self.quote(action)
        if isinstance(action, exp.AddConstraint):
            for item in action.expressions:
                yield from self.parts(item)
        elif isinstance(action, exp.Drop) and action.args.get("kind") == "COLUMN":
            for gone in action.args.get("tables") or (action.this,):
                yield SketchRemoval(column=gone.name, quote=quote)
        elif isinstance(action, exp.RenameColumn):
            yield SketchRenaming(column=action.this.name, new_name=action.args["to"].name, quote=quote)
        elif isinstance(action, exp.AlterRename):
            yield SketchRenaming(new_name=action.this.name, quote=quote)
        else:
            yield from self.parts(action)

    def parts(self, item: exp.Expr) -> Iterator[SketchPart]:
        """A column or a rule of the table."""
        quote = self.quote(item)
        match item:
            case exp.ColumnDef():
                yield from column_part(item, quote, without_comment(quote.text, "--", "#")[1])
            case exp.Constraint():
                for inner in item.expressions:
                    yield from self.parts(inner)
            case exp.PrimaryKey():
                yield SketchPrimary(columns=_names(item.expressions), quote=quote)
            case exp.ForeignKey() if item.args.get("reference"):
                yield reference_part(item.args["reference"], _names(item.expressions), quote)
            case exp.UniqueColumnConstraint() if item.this is not None:
                yield SketchUnique(columns=_names(item.this.expressions), quote=quote)
            case exp.IndexColumnConstraint():
                yield _keyed(item.expressions, quote, is_unique=False)
            case exp.CheckColumnConstraint():
                yield from checked(item.this, quote)
            case _:
                yield SketchDoubt(quote=quote)


def _names(items: list[exp.Expr]) -> tuple[str, ...]:
    return tuple(item.this.name if isinstance(item, exp.Ordered) else item.name for item in items)


def _keyed(columns: list[exp.Expr], quote: Quote, *, is_unique: bool) -> SketchPart:
    """An index over columns; over anything else it is not understood."""
    bare = [it.this if isinstance(it, exp.Ordered) else it for it in columns]
    if not bare or not all(isinstance(it, exp.Column | exp.Identifier) for it in bare):
        return SketchDoubt(quote=quote)
    if is_unique:
        return SketchUnique(columns=tuple(it.name for it in bare), quote=quote)
    turns = [Direction.DESCENDING if it.args.get("desc") else Direction.ASCENDING for it in columns]
    keys = tuple(OrderBy(attribute=it.name, direction=turn) for it, turn in zip(bare, turns, strict=True))
    return SketchIndex(keys=keys, quote=quote)
