"""The ticket's title, read as a sentence: it often says everything ("make controller IP nullable")."""

from __future__ import annotations

import re

from database_developer.model.request import Fate
from database_developer.model.ticket import Paragraph, Ticket
from database_developer.reading.forms.entries import features_in
from database_developer.reading.grammar import cues, lexicon, naming
from database_developer.reading.grammar.attributes import asks_about, has_typical_name, is_substantial
from database_developer.reading.grammar.changes import reader as changes
from database_developer.reading.grammar.changes.places import tables_in
from database_developer.reading.grammar.clauses import Statement, statement_of, words_of
from database_developer.reading.grammar.findings import Finding, Findings, Mention
from database_developer.reading.grammar.matching import skipped
from database_developer.reading.grammar.phrases import NounPhrase
from database_developer.reading.grammar.sentences import sentences_of
from database_developer.reading.grammar.shapes import reader as shapes
from database_developer.reading.grammar.tokens import tokenized
from database_developer.reading.outcome import Outcome, ReadSentence
from database_developer.reading.scene import Scene, entity_name
from database_developer.reading.topics import table_titled, thing_titled

_ORIGIN = "summary"
_JOINTS = re.compile(r"\s*(?:,\s*and\b|[,+&]|\band\b)\s*")
_LEAST = 2  # columns that make a list


def read_title(ticket: Ticket, scene: Scene) -> Outcome:
    """The changes of standing tables that the title tells; a title that tells none is no sentence to account for.

    The table that the title asks for is what "it" means until the ticket speaks of something else.
    """
    summary = ticket.summary
    standing = _standing_titled(summary, scene)
    scene.announced = standing or table_titled(summary) or _called_later(ticket)
    scene.titled = thing_titled(summary)
    scene.focus = scene.focus or scene.announced
    found: list[Finding] = []
    sentences: list[ReadSentence] = []
    for raw in sentences_of(summary):
        statement = statement_of(raw, 1, _ORIGIN)
        findings = changes.read(statement, scene) or _shapes_of_standing(statement, scene)
        findings = findings or _columns_titled(statement, scene)
        for finding in findings:
            scene.note(finding)
        found += findings
        if findings:
            sentences.append(ReadSentence(quote=statement.quote, fate=Fate.USED))
    return Outcome(findings=tuple(found), sentences=tuple(sentences))


def _columns_titled(statement: Statement, scene: Scene) -> Findings:
    """ "New table needed with phone, created at and source": the columns of the table that is named below."""
    tokens = statement.tokens
    place = next((at for at, token in enumerate(tokens) if token.is_word("table")), len(tokens))
    behind = skipped(tokens, place + 1, "needed", "required", "wanted")
    if scene.announced is None or behind >= len(tokens) or not tokens[behind].is_word("with", "containing", "having"):
        return ()
    parts = _JOINTS.split(statement.quote.text[tokens[behind].end :])
    told = tuple(feature for part in parts for feature in features_in(part) if is_substantial(feature))
    if (
        len(told) != len(parts)
        or len(told) < _LEAST
        or not any(map(has_typical_name, told))
        or scene.is_there(scene.announced)
    ):
        return ()
    quote = statement.quote
    return (Mention(entity=scene.announced, quote=quote), *asks_about(scene.announced, told, quote, scene))


def _standing_titled(summary: str, scene: Scene) -> str | None:
    """The standing table that "Clean up the members table" and "Members: phone and fax" speak of."""
    tokens = tokenized(summary)
    for one in tables_in(tokens, scene):
        following = tokens[one.end] if one.end < len(tokens) else None
        is_table = following is not None and following.is_in(lexicon.TABLE_NOUNS)
        if is_table or (one.start == 0 and following is not None and following.is_mark(":")):
            return one.entity
    return None


def _shapes_of_standing(statement: Statement, scene: Scene) -> Findings:
    """The patterns that the title wants of tables that stand: "soft delete for customers"."""
    told = tuple(finding for _, found in shapes.by_clause(statement, scene) for finding in found)
    return told if all(scene.is_there(entity) for entity in map(_thing, told) if entity) else ()


def _thing(finding: Finding) -> str:
    return str(getattr(finding, "entity", "") or getattr(finding, "child", ""))


def _called_later(ticket: Ticket) -> str | None:
    """The thing whose table a sentence names by and by: "the table is called sensors"."""
    texts = [block.text for block in ticket.blocks if isinstance(block, Paragraph)]
    texts = [text for text in texts if "table" in f"{ticket.summary} {text}".lower()]
    for raw in (raw for text in texts for raw in sentences_of(text)):
        for clause in statement_of(raw, 1).clauses if cues.heard(naming.CUES, words_of(raw.tokens)) else ():
            name = naming.table_called(clause)
            if name is not None:
                return entity_name(NounPhrase(identifier=name))
    return None
