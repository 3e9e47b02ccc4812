"""What may be chosen to answer a question: from the parent and linked tickets, and from the live schema."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from database_developer.model.ticket import RelatedTicket, Ticket
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.tokens import tokenized
from database_developer.reading.vocabulary import Vocabulary

REPORTS = lexicon.words(
    "report reports query queries dashboard page pages screen chart charts export statistics list search"
)
_MOST = 4  # proposals of one kind
_MOST_TABLES = 8
_LONGEST_SUMMARY = 80


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """A proposal and its meaning, as ``Question`` has them."""

    text: str
    meaning: str | None = None


def from_related(ticket: Ticket) -> Iterator[Proposal]:
    """To take what a related ticket asks as asked here, those first that speak of reports."""
    ordered = sorted(ticket.related, key=lambda one: not _speaks_of_reports(one))
    for related in ordered[:_MOST]:
        summary = related.summary if len(related.summary) <= _LONGEST_SUMMARY else related.summary[:77] + "..."
        kind = "the parent" if related.kind == "parent" else "the linked ticket"
        if related.blocks:
            text = f'do here what {kind} {related.key} "{summary}" asks of the database'
            yield Proposal(text=text, meaning=f"{related.key} is part of this ticket.")
        else:
            yield Proposal(text=f'those of {kind} {related.key} "{summary}": say what each looks up, and by what')


def from_schema(ticket: Ticket, vocabulary: Vocabulary) -> Iterator[Proposal]:
    """To index references that have no index, of the tables that the ticket names, else of any."""
    named = {table: columns for table, columns in vocabulary.unindexed.items() if table in _named(ticket, vocabulary)}
    lacking = named or vocabulary.unindexed
    for table, columns in list(lacking.items())[:_MOST]:
        text = f'no index begins with {", ".join(columns)} of "{table}", which makes looking up by it slow: add one'
        yield Proposal(text=text, meaning=f"Add indexes for the foreign keys of {table}.")
    if len(lacking) > 1 and lacking is vocabulary.unindexed:
        yield Proposal(text="that of every table", meaning="Add indexes for all foreign keys.")


def tables_there(ticket: Ticket, vocabulary: Vocabulary) -> str:
    """The live tables in brackets, those that the ticket names where it names any; "" where there is none."""
    names = list(_named(ticket, vocabulary) or vocabulary.tables)
    more = f" and {len(names) - _MOST_TABLES} more" if len(names) > _MOST_TABLES else ""
    return f" (tables now: {', '.join(names[:_MOST_TABLES])}{more})" if names else ""


def _named(ticket: Ticket, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The live tables whose names the ticket writes, in its summary or a text."""
    texts = [ticket.summary, *(getattr(block, "text", "") for block in ticket.blocks)]
    words = {token.lower for text in texts for token in tokenized(text)}
    return tuple(table for table in vocabulary.tables if table.lower() in words)


def _speaks_of_reports(related: RelatedTicket) -> bool:
    return any(token.is_in(REPORTS) for token in tokenized(related.summary))
