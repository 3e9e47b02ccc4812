"""Noun phrases: "a user's teams", "the `users` table", "one optional description"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.tokens import Kind, Token

_KINDS = lexicon.TABLE_NOUNS | lexicon.COLUMN_NOUNS
_ORDERS = lexicon.words("newest latest recent oldest earliest most")
_BEFORE_NUMBERS = lexicon.words("first last top")  # "the last 20 orders", but "last name"
_ALL_OR_MANY = lexicon.ALL | lexicon.MANY
_THINGS_TOO = lexicon.words("property properties collection collections")  # a house, a pickup, where it stands alone
_COUNTS = lexicon.words("count counts number volume total counter")
_NEVER_FIRST = lexicon.NOT_A_NOUN - lexicon.DETERMINERS - lexicon.QUALITIES - _ORDERS - _BEFORE_NUMBERS - {"like"}
_BEHIND_NAMES = lexicon.words(
    "twice currently available normally usually always automatically separately too also then"
)
_WORD, _MARK, _GROUP, _NUMBER = Kind.WORD, Kind.MARK, Kind.GROUP, Kind.NUMBER
_MOST_OWNERS = 3  # "a customer's order's items"
_LONGEST = 12  # words; a longer run is no name
_MOST_BEFORE = 8  # determiners, or qualities, before a name


@dataclass(frozen=True, kw_only=True, slots=True)
class NounPhrase:
    """A name and what stands before it; ``length`` is how many tokens it takes.

    ``identifier`` is the name as code where it is written so; ``kind`` the word "table", "column", ... if it says so;
    ``possessor`` the "user" of "a user's teams".
    """

    words: tuple[str, ...] = ()
    length: int = 0
    determiner: str = ""
    number: str = ""
    qualities: tuple[str, ...] = ()
    identifier: str | None = None
    kind: str = ""
    possessor: NounPhrase | None = None

    @property
    def name(self) -> str:
        """The phrase's own name, as written in code or in small letters."""
        return self.identifier or " ".join(self.words)

    @property
    def is_named(self) -> bool:
        """Whether it names anything at all; "the table" alone does not."""
        return bool(self.words) or self.identifier is not None

    @property
    def head(self) -> str:
        """The word that says what it is: "type" in "event type"."""
        return self.words[-1] if self.words else ""


_NONE = NounPhrase()


def noun_phrase(tokens: tuple[Token, ...], at: int = 0) -> NounPhrase:
    """The longest noun phrase from here; its length is 0 where there is none."""
    if at >= len(tokens) or _begins_none(tokens[at]):
        return _NONE
    phrase, end = _simple(tokens, at)
    owners = 0
    while end < len(tokens) and tokens[end].is_mark("'s") and phrase.is_named and owners < _MOST_OWNERS:
        owners += 1
        following, new_end = _simple(tokens, end + 1)
        if not following.is_named:
            break
        phrase, end = replace(following, possessor=replace(_with_kind(phrase), length=0), length=new_end - at), new_end
    return _with_kind(phrase) if phrase.is_named or phrase.determiner else _NONE


def _begins_none(token: Token) -> bool:
    """Whether no phrase can begin here: a mark, a bracket, or a word that is neither a name nor stands before one."""
    return token.lower in _NEVER_FIRST if token.kind is _WORD else token.kind is _MARK or token.kind is _GROUP


def _simple(tokens: tuple[Token, ...], at: int) -> tuple[NounPhrase, int]:
    determiner, index = _determiner(tokens, at)
    number, qualities, index = _before_the_name(tokens, index)
    names: list[str] = []
    identifier: str | None = None
    while index < len(tokens) and len(names) < _LONGEST and _is_named_on(tokens, index):
        token = tokens[index]
        if token.is_literal or "_" in token.text or _is_class_name(tokens, index):
            if identifier is not None:
                break
            identifier = token.text
        else:
            names.append(token.lower)
        index += 1
    if not names and identifier is None and not determiner:
        return _NONE, index
    while len(names) > 1 and identifier is None and names[-1] in _BEHIND_NAMES:
        names, index = names[:-1], index - 1
    if len(names) == 1 and identifier is None and _is_written_as_code(tokens[index - 1].text):
        names, identifier = [], tokens[index - 1].text
    phrase = NounPhrase(
        words=tuple(names),
        length=index - at,
        determiner=determiner,
        number=number,
        qualities=tuple(qualities),
        identifier=identifier,
    )
    return phrase, index


def _determiner(tokens: tuple[Token, ...], at: int) -> tuple[str, int]:
    """The determiner and where it ends; "a lot of" and "a number of" mean many."""
    found, index, last = "", at, min(len(tokens), at + _MOST_BEFORE)
    while index < last and (tokens[index].lower in lexicon.DETERMINERS and tokens[index].kind is _WORD):
        found = tokens[index].lower
        index += 1
        if index + 1 < len(tokens) and tokens[index].is_word("lot", "number") and tokens[index + 1].is_word("of"):
            is_measure = tokens[index].is_word("number") and found not in {"a", "any"}
            return (found, index) if is_measure else ("many", index + 2)
        if index < len(tokens) and found in _ALL_OR_MANY and tokens[index].is_word("of"):
            index += 1
    return found, index


def _before_the_name(tokens: tuple[Token, ...], at: int) -> tuple[str, list[str], int]:
    qualities: list[str] = []
    number, index = "", at
    while index < len(tokens) and len(qualities) < _MOST_BEFORE:
        token = tokens[index]
        if token.kind is _NUMBER and not number:
            number = token.text
        elif token.kind is _WORD and _is_quality(tokens, index):
            qualities.append(token.lower)
        else:
            break
        index += 1
    return number, qualities, index


def _is_quality(tokens: tuple[Token, ...], index: int) -> bool:
    """An adjective counts only where a name follows: "name: required" names nothing after it."""
    word = tokens[index].lower
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if word in _BEFORE_NUMBERS:
        return following is not None and following.kind is Kind.NUMBER
    if word not in lexicon.QUALITIES and word not in _ORDERS:
        return False
    return following is not None and (following.kind in {Kind.WORD, Kind.CODE, Kind.NUMBER})


def _is_part_of_name(token: Token) -> bool:
    if token.kind is _WORD:
        return token.lower not in lexicon.NOT_A_NOUN
    return token.is_literal


def _is_named_on(tokens: tuple[Token, ...], index: int) -> bool:
    token = tokens[index]
    return _is_part_of_name(token) or (token.lower == "like" and _is_liking(tokens, index))


def _is_liking(tokens: tuple[Token, ...], index: int) -> bool:
    """The "like" of "like count" is a noun."""
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    return tokens[index].is_word("like") and following is not None and following.is_in(_COUNTS)


def _is_class_name(tokens: tuple[Token, ...], index: int) -> bool:
    """The "OrderLine" of "OrderLine fields"."""
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    is_before_kind = following is not None and following.lower in _KINDS
    return is_before_kind and _is_written_as_code(tokens[index].text)


@lru_cache(maxsize=4096)
def _is_written_as_code(word: str) -> bool:
    """A capital inside a word that stands alone: "orderDate", "CustomerID"."""
    return any(here.islower() and after.isupper() for here, after in pairwise(word)) and word.isidentifier()


def _with_kind(phrase: NounPhrase) -> NounPhrase:
    """The word "table" or "column" taken off the name it goes with."""
    names = phrase.words
    is_alone = len(names) == 1 and not phrase.identifier
    if is_alone and names[0] in _THINGS_TOO:
        return phrase
    if names and names[-1] in _KINDS and (len(names) > 1 or phrase.identifier or phrase.determiner):
        return replace(phrase, words=names[:-1], kind=names[-1])
    if names and names[0] in _KINDS and phrase.identifier:
        return replace(phrase, words=names[1:], kind=names[0])
    return phrase
