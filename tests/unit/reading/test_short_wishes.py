"""Tickets of one line, of which everything but the name of a thing is assumed; all are made up for this."""

from __future__ import annotations

import pytest

from database_developer.model.request import Ask, AttributeAsk, EntityAsk, RelationAsk
from database_developer.model.ticket import Ticket
from database_developer.reading import Vocabulary, read
from database_developer.reading.assuming import assumed
from database_developer.trackers.blocks import blocks_of

GALLERY = Vocabulary(tables={"visitors": ("id", "name"), "exhibits": ("id", "title", "price")})
BLOG = Vocabulary(tables={"users": ("id", "name"), "posts": ("id", "body")})


def wished(text: str, vocabulary: Vocabulary, summary: str = "a wish") -> tuple[Ask, ...]:
    ticket = Ticket(key="T-1", summary=summary, blocks=blocks_of(text), origin="T-1.md")
    return assumed(ticket, read(ticket, vocabulary), vocabulary).asks


def things(asks: tuple[Ask, ...]) -> set[str]:
    return {ask.entity for ask in asks if isinstance(ask, EntityAsk)}


def parents(asks: tuple[Ask, ...]) -> set[str]:
    return {ask.parent for ask in asks if isinstance(ask, RelationAsk)}


@pytest.mark.parametrize(
    "text",
    [
        "Let visitors review exhibits.",
        "Visitors should be able to review exhibits.",
        "Visitors can't review exhibits yet. Make it possible.",
        "Visitors need a way to review exhibits.",
        "It would be great if visitors could review exhibits.",
    ],
)
def test_who_does_what_leaves_something_to_keep(text: str) -> None:
    asks = wished(text, GALLERY)
    assert {thing.rpartition(" ")[2] for thing in things(asks)} == {"review"}
    assert parents(asks) == {"visitor", "exhibit"}


def test_whoever_reads_is_a_user() -> None:
    assert parents(wished("Readers can't comment on posts at the moment.", BLOG)) == {"user", "post"}


def test_an_entry_of_a_list_is_of_the_other_thing() -> None:
    asks = wished("Visitors want to keep a watchlist.", GALLERY)
    assert things(asks) == {"watchlist item"}
    assert parents(asks) == {"visitor", "exhibit"}


def test_what_is_reported_is_the_thing() -> None:
    asks = wished("Visitors should report accidents.", GALLERY)
    assert things(asks) == {"accident"}
    assert parents(asks) == {"visitor"}


def test_a_history_of_a_column_is_one_of_its_table() -> None:
    asks = wished("The curators want a price history.", GALLERY)
    assert parents(asks) == {"exhibit"}
    names = {ask.attribute for ask in asks if isinstance(ask, AttributeAsk)}
    assert {"old price", "new price", "changed at"} <= names


def test_what_is_usually_kept_may_only_be_named() -> None:
    assert things(wished("We need in-app notifications.", BLOG)) == {"notification"}
    assert things(wished("authors, books, loans please", Vocabulary(), summary="Simple library database")) == {
        "author",
        "book",
        "loan",
    }


def test_a_newsletter_has_subscribers() -> None:
    asks = wished("People must be able to sign up for our newsletter with their e-mail.", Vocabulary())
    assert things(asks) == {"newsletter subscriber"}


@pytest.mark.parametrize(
    "text",
    [
        "Users want a faster page.",
        "Users can't log in on Safari.",
        "We need a dark mode.",
        "Let us talk about this tomorrow.",
        "Users cannot see the button, fix the bug.",
    ],
)
def test_talk_leaves_nothing(text: str) -> None:
    assert not wished(text, BLOG)
