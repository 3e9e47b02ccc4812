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
_QUALITIES = lexicon.QUALITIES | _ORDERS | _BEFORE_NUMBERS
_BEHIND_NAMES = lexicon.words(
    "twice currently available normally usually always automatically separately too also then"
)
_WORD, _MARK, _GROUP, _NUMBER = Kind.WORD, Kind.MARK, Kind.GROUP, Kind.NUMBER
_BEHIND_A_QUALITY = frozenset({Kind.WORD, Kind.CODE, Kind.NUMBER})
_MOST_OWNERS = 3  # "a customer's order's items"
_LONGEST = 12  # words; a longer run is no name
_MOST_BEFORE = 8  # determiners, or qualities, before a name


@dataclass(unsafe_hash=True, kw_only=True, slots=True)
class NounPhrase:
    """A name and what stands before it; ``length`` is how many tokens it takes.

    ``identifier`` is the name as code where it is written so; ``kind`` the word "table", "column", ... if it says so;
    ``possessor`` the "user" of "a user's teams". One is made wherever a name may stand, so that they are not frozen,
    which would cost thrice as much; none is changed.
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
    while end < len(tokens) and tokens[end].lower == "'s" and tokens[end].is_mark("'s") and owners < _MOST_OWNERS:
        if not phrase.is_named:
            break
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
    determiner, start = _determiner(tokens, at)
    number, qualities, start = _before_the_name(tokens, start)
    names, identifier, index = _names(tokens, start)
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
        qualities=qualities,
        identifier=identifier,
    )
    return phrase, index


def _names(tokens: tuple[Token, ...], at: int) -> tuple[list[str], str | None, int]:
    """The words of a name, the name as code, and where they end."""
    names: list[str] = []
    identifier: str | None = None
    index, size = at, len(tokens)
    while index < size and len(names) < _LONGEST:
        token = tokens[index]
        if token.kind is _WORD:
            if token.lower in lexicon.NOT_A_NOUN and not (token.lower == "like" and _is_liking(tokens, index)):
                break
            is_code = "_" in token.text or _is_class_name(tokens, index)
        elif token.is_literal:
            is_code = True
        else:
            break
        if is_code:
            if identifier is not None:
                break
            identifier = token.text
        else:
            names.append(token.lower)
        index += 1
    return names, identifier, index


def _determiner(tokens: tuple[Token, ...], at: int) -> tuple[str, int]:
    """The determiner and where it ends; "a lot of" and "a number of" mean many."""
    found, index, size = "", at, len(tokens)
    last = min(size, at + _MOST_BEFORE)
    while index < last and (tokens[index].lower in lexicon.DETERMINERS and tokens[index].kind is _WORD):
        found = tokens[index].lower
        index += 1
        if index + 1 < size and tokens[index].is_word("lot", "number") and tokens[index + 1].is_word("of"):
            is_measure = tokens[index].lower == "number" and found not in {"a", "any"}
            return (found, index) if is_measure else ("many", index + 2)
        if index < size and found in _ALL_OR_MANY and tokens[index].is_word("of"):
            index += 1
    return found, index


def _before_the_name(tokens: tuple[Token, ...], at: int) -> tuple[str, tuple[str, ...], int]:
    qualities: tuple[str, ...] = ()
    number, index = "", at
    while index < len(tokens) and len(qualities) < _MOST_BEFORE:
        token = tokens[index]
        if token.kind is _NUMBER and not number:
            number = token.text
        elif token.lower in _QUALITIES and token.kind is _WORD and _is_quality(tokens, index):
            qualities = (*qualities, token.lower)
        else:
            break
        index += 1
    return number, qualities, index


def _is_quality(tokens: tuple[Token, ...], index: int) -> bool:
    """An adjective counts only where a name follows: "name: required" names nothing after it."""
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if tokens[index].lower in _BEFORE_NUMBERS:
        return following is not None and following.kind is _NUMBER
    return following is not None and (following.kind in _BEHIND_A_QUALITY)


def _is_liking(tokens: tuple[Token, ...], index: int) -> bool:
    """The "like" of "like count" is a noun."""
    return tokens[index].is_word("like") and index + 1 < len(tokens) and tokens[index + 1].is_in(_COUNTS)


def _is_class_name(tokens: tuple[Token, ...], index: int) -> bool:
    """The "OrderLine" of "OrderLine fields"."""
    is_before_kind = index + 1 < len(tokens) and tokens[index + 1].lower in _KINDS
    return is_before_kind and _is_written_as_code(tokens[index].text)


@lru_cache(maxsize=4096)
def _is_written_as_code(word: str) -> bool:
    """A capital inside a word that stands alone: "orderDate", "CustomerID"."""
    return any(here.islower() and after.isupper() for here, after in pairwise(word)) and word.isidentifier()


def _with_kind(phrase: NounPhrase) -> NounPhrase:
    """The word "table" or "column" taken off the name it goes with."""
    names = phrase.words
    if not names or (names[-1] not in _KINDS and (not phrase.identifier or names[0] not in _KINDS)):
        return phrase
    is_alone = len(names) == 1 and not phrase.identifier
    if is_alone and names[0] in _THINGS_TOO:
        return phrase
    if names[-1] in _KINDS and (len(names) > 1 or phrase.identifier or phrase.determiner):
        return replace(phrase, words=names[:-1], kind=names[-1])
    if names[0] in _KINDS and phrase.identifier:
        return replace(phrase, words=names[1:], kind=names[0])
    return phrase
