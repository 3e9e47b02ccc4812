"""A sentence's part with its names taken out: "C must not be empty", so that turns of plain English stand in it."""

from __future__ import annotations

from dataclasses import dataclass

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.changes.places import Tokens
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.plain_words.naming import Name

# What says nothing: "the email field of the members table" is "C of T".
IDLE = lexicon.words(
    "the our its their his her a an really just simply also always actually column columns field fields db database "
    "attribute attributes table tables both all please kindly then already"
)
_SHORT = {
    short: tuple(long.split())
    for short, long in {
        "can't": "can not", "cannot": "can not", "mustn't": "must not", "shouldn't": "should not",
        "needn't": "need not", "isn't": "is not", "aren't": "are not", "doesn't": "does not", "don't": "do not",
        "won't": "will not", "shan't": "shall not", "didn't": "did not", "wasn't": "was not", "hasn't": "has not",
        "haven't": "have not", "couldn't": "could not", "wouldn't": "would not", "anymore": "any more",
    }.items()
}  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Gist:
    """``words`` have C for a column, T for a table and L for other names in code or quotes; ``sources`` are theirs."""

    words: tuple[str, ...]
    sources: tuple[Name | Token, ...]

    def columns(self, start: int = 0, end: int | None = None) -> tuple[Name, ...]:
        """The columns between two words."""
        return tuple(one for one in self.sources[start:end] if isinstance(one, Name) and one.attribute)

    def tables(self, start: int = 0, end: int | None = None) -> tuple[Name, ...]:
        """The tables between two words."""
        return tuple(one for one in self.sources[start:end] if isinstance(one, Name) and not one.attribute)

    def literals(self, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
        """The other names, in code or quotes."""
        return tuple(one for one in self.sources[start:end] if isinstance(one, Token) and one.is_literal)

    def of_another(self, column: Name) -> Gist:
        """The same words said of another column."""
        return Gist(
            words=self.words,
            sources=tuple(column if isinstance(one, Name) and one.attribute else one for one in self.sources),
        )

    def token_at(self, place: int) -> Token | None:
        """The word of the ticket that this word is; None where it is a name."""
        source = self.sources[place]
        return source if isinstance(source, Token) else None


def gist_of(tokens: Tokens, names: tuple[Name, ...]) -> Gist:
    """The tokens with their names taken out."""
    begins = {one.start: one for one in names}
    found: list[tuple[str, Name | Token]] = []
    at = 0
    while at < len(tokens):
        name = begins.get(at)
        found += [(word, name if name is not None else tokens[at]) for word in _shown(tokens[at], name)]
        at = name.end if name is not None else at + 1
    return Gist(words=tuple(word for word, _ in found), sources=tuple(source for _, source in found))


def _shown(token: Token, name: Name | None) -> tuple[str, ...]:
    if name is not None:
        return ("C",) if name.attribute else ("T",)
    if token.is_literal:
        return ("L",)
    if token.kind is Kind.WORD:
        return () if token.lower in IDLE else _written_out(token)
    return (token.lower,)


def said_in(tokens: Tokens) -> tuple[str, ...]:
    """All words as they are said, none taken out, those of code and quotations too."""
    return tuple(word for token in tokens for word in _written_out(token))


def _written_out(token: Token) -> tuple[str, ...]:
    return _SHORT.get(token.lower) or tuple(token.lower.split())


def flat(tokens: Tokens) -> Tokens:
    """The tokens with brackets opened."""
    found: list[Token] = []
    for token in tokens:
        if token.kind is not Kind.GROUP:
            found.append(token)
            continue
        opening = Token(kind=Kind.MARK, text="(", lower="(", start=token.start, end=token.start + 1)
        closing = Token(kind=Kind.MARK, text=")", lower=")", start=token.end - 1, end=token.end)
        found += [opening, *flat(token.inside), closing]
    return tuple(found)
