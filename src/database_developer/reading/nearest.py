"""Takes the nearest live table where a ticket's word may mean several, and somebody agreed that things are assumed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from database_developer.model.quote import Match
from database_developer.model.request import Question, Quote, Request
from database_developer.model.ticket import Ticket
from database_developer.reading.reader import read
from database_developer.reading.told_tables import told_tables
from database_developer.reading.vocabulary import Vocabulary

_ASKED = "table-for-"


def with_nearest(ticket: Ticket, request: Request, vocabulary: Vocabulary) -> Request:
    """The ticket read with the likeliest meaning of each word that is asked about; as it was where none is.

    Each table taken so stands among the assumptions, with its score.
    """
    taken = {match.entity: match for question in request.questions for match in _nearest(question, vocabulary)}
    if not taken:
        return request
    known = vocabulary.calling({name: match.table for name, match in taken.items()})
    again = read(ticket, known)
    others = tuple(match for match in again.matches if match.entity not in taken)
    return replace(again, matches=(*taken.values(), *others))


def _nearest(question: Question, vocabulary: Vocabulary) -> Iterator[Match]:
    """What the first proposal means, where it is a live table."""
    if not question.id.startswith(_ASKED) or not question.meanings or not question.meanings[0]:
        return
    _, _, reason = question.proposals[0].partition(": ")
    why, _, score = reason.rpartition(", score ")
    said = question.quote or Quote(text=question.meanings[0], line=1)
    for name, table in told_tables((Quote(text=question.meanings[0], line=1),), vocabulary.tables).aliases.items():
        assumed = f'"{name}" is taken for the nearest live table: {why}, score {score}'
        quote = replace(said, assumed=assumed)
        yield Match(entity=name, table=table, score=float(score), why=why, quote=quote)
