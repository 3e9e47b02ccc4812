"""SQL in fences: queries to serve and definitions to take over."""

from __future__ import annotations

import re

from pglast.parser import ParseError

from database_developer.model.request import DefinitionAsk, Fate, QueryAsk, Question, Quote
from database_developer.model.ticket import Block, Code, Paragraph
from database_developer.reading.forms import notation
from database_developer.reading.outcome import Outcome, ReadSentence
from database_developer.reading.passages import Passage
from database_developer.reading.safety import Admitted, admitted
from database_developer.reading.scene import Scene

_DEFINITION = re.compile(r"(CREATE\s+TABLE|ALTER\s+TABLE)\s+\S+.*[();]", re.IGNORECASE | re.DOTALL)
_CREATED = re.compile(r"\s*CREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?(?:\w+\.)?\"?(\w+)\"?", re.IGNORECASE)
_LANGUAGES = {"sql", "postgresql", "postgres", "pgsql", "psql", "plpgsql", "postgre"}


def read(passage: Passage, scene: Scene) -> Outcome | None:
    """The statements of a fence; None where it holds no SQL. StatementRefused names what may not be run."""
    code = _code(passage.block)
    if code is None or not _may_be_sql(code):
        return None
    try:
        statements = admitted(code.text, line=code.line, origin=passage.origin)
    except ParseError as error:
        other = notation.other_dialect(code, scene)
        return other or (_unreadable(code, error) if code.language else None)
    if not statements:
        return None
    if any(_defines_a_live_table(statement, scene) for statement in statements):
        outcome = notation.restated(code, scene)
        if outcome is not None:
            return outcome
    for statement in statements:
        scene.learn_tables(statement.tables)
    return _outcome(statements, passage)


def _code(block: Block) -> Code | None:
    """The block as code: also a paragraph that is a definition without a fence around it."""
    if isinstance(block, Paragraph) and _DEFINITION.match(block.text):
        return Code(text=block.text, line=block.line)
    return block if isinstance(block, Code) else None


def _defines_a_live_table(statement: Admitted, scene: Scene) -> bool:
    """Whether it makes a table that is there, which the server would refuse."""
    found = _CREATED.match(statement.sql)
    return found is not None and notation.is_live(found[1], scene)


def _may_be_sql(code: Code) -> bool:
    """Fences that say so; and unmarked ones of more than one word, which must then parse."""
    if code.language:
        return code.language in _LANGUAGES
    return len(code.text.split(maxsplit=1)) > 1


def _outcome(statements: tuple[Admitted, ...], passage: Passage) -> Outcome:
    quotes = [Quote(text=statement.sql, line=statement.line) for statement in statements]
    purpose = passage.intro.rstrip(": ")
    asks = tuple(
        QueryAsk(sql=statement.sql, quote=quote, purpose=purpose)
        if statement.only_reads
        else DefinitionAsk(sql=statement.sql, quote=quote)
        for statement, quote in zip(statements, quotes, strict=True)
    )
    return Outcome(findings=asks, sentences=tuple(ReadSentence(quote=quote, fate=Fate.USED) for quote in quotes))


def _unreadable(code: Code, error: ParseError) -> Outcome:
    """SQL that does not parse is a question, with the parser's own words and the line."""
    message, location = (*error.args, None)[:2]
    before = code.text[: location or 0]
    line = code.line + before.count("\n")
    text = code.text.strip()
    quote = Quote(text=text, line=code.line)
    question = Question(
        id=f"sql-line-{line}",
        text=f"the SQL on line {line} cannot be read: {message}; what should it say?",
        blocking=True,
        quote=quote,
    )
    return Outcome(questions=(question,), sentences=(ReadSentence(quote=quote, fate=Fate.NOT_UNDERSTOOD),))
