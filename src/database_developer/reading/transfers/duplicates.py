"""Rows that share what shall be unique: which of them go is never guessed, and none goes unasked."""

from __future__ import annotations

from database_developer.model.request import Question
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.changes.places import tables_in
from database_developer.reading.grammar.matching import phrases, stands_in
from database_developer.reading.scene import Scene
from database_developer.reading.transfers.lines import Line
from database_developer.reading.transfers.told import Told

_TWINS = lexicon.words("duplicate duplicates dupes dedupe deduplicate doubles doublets")
_REMOVED = phrases(
    "remove the duplicates | delete the duplicates | remove duplicates | delete duplicates | merge duplicate | "
    "merge duplicates | merge the duplicates | drop duplicates | delete the others | remove the others | keep only | "
    "leave only | there are duplicates | we have duplicates | we do have duplicates | has duplicates | "
    "contains duplicates | clean up duplicates | clean up the duplicates | existing duplicates | dedupe | "
    "deduplicate | duplicates exist | duplicates are removed | duplicates are deleted | duplicates go"
)
_UNIQUE = phrases("unique | uniqueness | only once | unique key | not twice | twice | once per")
_NONE = phrases(
    "no duplicates | no doubles | without duplicates | no more duplicates | already removed | already cleaned | "
    "been removed | been purged | been cleaned | are gone | no dupes | have been deleted | were removed"
)


def read(lines: tuple[Line, ...], scene: Scene) -> Told | None:
    """A question, where the ticket speaks of rows that are there twice and of a key that forbids it."""
    told = [line for line in lines if not line.is_title]
    spoken = [line for line in told if _removes(line)]
    is_wanted = any(stands_in(line.tokens, _UNIQUE) for line in lines)
    if not spoken or not is_wanted or any(stands_in(line.tokens, _NONE) for line in told):
        return None
    table = next((one.entity for line in lines for one in tables_in(line.tokens, scene)), "the table")
    return Told(findings=(), lines=tuple(spoken), questions=(_question(table, spoken[0]),))


def _removes(line: Line) -> bool:
    has_word = any(token.is_in(_TWINS) for token in line.tokens)
    return stands_in(line.tokens, _REMOVED) and (has_word or stands_in(line.tokens, _UNIQUE))


def _question(table: str, line: Line) -> Question:
    text = f'rows of "{table}" share what shall be unique; a migration removes none of them: what becomes of them?'
    return Question(
        id=f"duplicates-{table.replace(' ', '-')}",
        text=text,
        proposals=(
            "they are removed by hand before; the ticket then asks for the key alone",
            "the key waits for a ticket of its own",
        ),
        meanings=("There are no duplicates.", None),
        blocking=True,
        quote=line.quote,
    )
