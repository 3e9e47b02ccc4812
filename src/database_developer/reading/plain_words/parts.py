"""The parts of a sentence, each with its names, the table that it is about and its mood."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from database_developer.model.request import Quote
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.changes.paths import joined
from database_developer.reading.grammar.changes.places import Tokens
from database_developer.reading.grammar.tokens import tokenized
from database_developer.reading.plain_words.cutting import cut
from database_developer.reading.plain_words.gist import Gist, flat, gist_of
from database_developer.reading.plain_words.migration_names import of_migrations, told_apart, without_name_of_names
from database_developer.reading.plain_words.moods import Mood, is_about_code, mood_of
from database_developer.reading.plain_words.naming import named_in
from database_developer.reading.plain_words.owners import owner_of
from database_developer.reading.scene import Scene

_ANEW = lexicon.words("but so hence therefore thus now instead please we i let")  # behind what was left alone


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A part of a sentence: its words, its gist, and the table that it is about."""

    quote: Quote
    tokens: Tokens
    gist: Gist
    entity: str | None
    mood: Mood
    is_title: bool = False

    @property
    def source(self) -> Tokens:
        """Its words with their brackets."""
        tokens = tokenized(self.quote.text[self.tokens[0].start : self.tokens[-1].end])
        is_apart = any(one.start == other.start for one, other in pairwise(self.tokens))
        return of_migrations(tokens) if is_apart else tokens

    @property
    def attributes(self) -> tuple[str, ...]:
        """The columns named, of the table that it is about."""
        return tuple(dict.fromkeys(one.attribute for one in self.gist.columns()))

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables named."""
        return tuple(dict.fromkeys(one.entity for one in self.gist.tables()))

    @property
    def points_back(self) -> bool:
        """Whether it begins with "it" or "this"."""
        return self.tokens[0].is_word("it", "this", "these", "they", "that")

    @property
    def points_at_one(self) -> bool:
        """Whether "it" or "this" is spoken of."""
        return any(token.is_word("it", "this", "that") for token in self.tokens)

    @property
    def is_about_code(self) -> bool:
        """Whether it speaks of what is no database."""
        return is_about_code(self.gist.words)


def parts_of(quote: Quote, topic: str | None, scene: Scene, *, is_title: bool = False) -> Iterator[Part]:
    """The parts of a sentence; each is about the table it names, else the one before."""
    text = quote.text.rstrip()
    tokens = without_name_of_names(told_apart(joined(flat(tokenized(text)), scene), scene))
    while tokens and tokens[-1].is_mark(".", "!", "?", "…"):
        tokens = tokens[:-1]
    is_left_alone = False
    for words in cut(tokens):
        part = part_of(words, quote, topic, scene, is_title=is_title, is_question=text.endswith("?"))
        is_left_alone = is_left_alone and not words[0].is_in(_ANEW)
        topic = part.entity or topic
        yield replace(part, mood=Mood.LEFT_ALONE) if is_left_alone else part
        is_left_alone = part.mood is Mood.LEFT_ALONE or is_left_alone


def part_of(
    tokens: Tokens, quote: Quote, topic: str | None, scene: Scene, *, is_title: bool = False, is_question: bool = False
) -> Part:
    """The part with the table that it is about and its names."""
    entity = owner_of(tokens, topic, scene)
    gist = gist_of(tokens, named_in(tokens, entity, scene))
    mood = mood_of(tokens, gist, is_question=is_question)
    return Part(quote=quote, tokens=tokens, gist=gist, entity=entity, mood=mood, is_title=is_title)
