"""The ticket's title, read as a sentence: it often says everything ("make controller IP nullable")."""

from __future__ import annotations

from database_developer.model.request import Fate
from database_developer.model.ticket import Paragraph, Ticket
from database_developer.reading.grammar import lexicon, naming
from database_developer.reading.grammar.changes import reader as changes
from database_developer.reading.grammar.changes.places import tables_in
from database_developer.reading.grammar.clauses import Statement, statement_of
from database_developer.reading.grammar.findings import Finding, Findings
from database_developer.reading.grammar.phrases import NounPhrase
from database_developer.reading.grammar.sentences import sentences_of
from database_developer.reading.grammar.shapes import reader as shapes
from database_developer.reading.grammar.tokens import tokenized
from database_developer.reading.outcome import Outcome, ReadSentence
from database_developer.reading.scene import Scene, entity_name
from database_developer.reading.topics import table_titled

_ORIGIN = "summary"


def read_title(ticket: Ticket, scene: Scene) -> Outcome:
    """The changes of standing tables that the title tells; a title that tells none is no sentence to account for.

    The table that the title asks for is what "it" means until the ticket speaks of something else.
    """
    summary = ticket.summary
    standing = _standing_titled(summary, scene)
    scene.announced = standing or table_titled(summary) or _called_later(ticket)
    scene.focus = scene.focus or scene.announced
    found: list[Finding] = []
    sentences: list[ReadSentence] = []
    for raw in sentences_of(summary):
        statement = statement_of(raw, 1, _ORIGIN)
        findings = changes.read(statement, scene) or _shapes_of_standing(statement, scene)
        for finding in findings:
            scene.note(finding)
        found += findings
        if findings:
            sentences.append(ReadSentence(quote=statement.quote, fate=Fate.USED))
    return Outcome(findings=tuple(found), sentences=tuple(sentences))


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
    texts = [block.text for block in ticket.blocks if isinstance(block, Paragraph) and "table" in block.text.lower()]
    for raw in (raw for text in texts for raw in sentences_of(text)):
        for clause in statement_of(raw, 1).clauses:
            name = naming.table_called(clause)
            if name is not None:
                return entity_name(NounPhrase(identifier=name))
    return None
