"""The ticket's title, read as a sentence: it often says everything ("make controller IP nullable")."""

from __future__ import annotations

from database_developer.model.request import Fate
from database_developer.reading.grammar.changes import reader as changes
from database_developer.reading.grammar.clauses import statement_of
from database_developer.reading.grammar.findings import Finding
from database_developer.reading.grammar.sentences import sentences_of
from database_developer.reading.outcome import Outcome, ReadSentence
from database_developer.reading.scene import Scene

_ORIGIN = "summary"


def read_title(summary: str, scene: Scene) -> Outcome:
    """The changes of standing tables that the title tells; a title that tells none is no sentence to account for."""
    found: list[Finding] = []
    sentences: list[ReadSentence] = []
    for raw in sentences_of(summary):
        statement = statement_of(raw, 1, _ORIGIN)
        findings = changes.read(statement, scene)
        for finding in findings:
            scene.note(finding)
        found += findings
        if findings:
            sentences.append(ReadSentence(quote=statement.quote, fate=Fate.USED))
    return Outcome(findings=tuple(found), sentences=tuple(sentences))
