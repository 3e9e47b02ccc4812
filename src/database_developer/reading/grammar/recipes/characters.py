"""Characters told in words or shown: "the first `@`", "a space", "anything but letters, digits and `_`"."""

from __future__ import annotations

from database_developer.model.recipe import Characters, Letters
from database_developer.reading.grammar.matching import ends_after_any, phrases, skipped
from database_developer.reading.grammar.tokens import Kind, Token

Tokens = tuple[Token, ...]

_NAMED = {
    " ": "space | spaces | blank | blanks",
    "_": "underscore | underscores",
    "-": "dash | dashes | hyphen | hyphens | minus sign",
    ".": "dot | dots | period | periods | full stop | full stops | point",
    ",": "comma | commas",
    "/": "slash | slashes | forward slash",
    "\\": "backslash | backslashes",
    ":": "colon | colons",
    ";": "semicolon | semicolons",
    "@": "at sign | at-sign | at symbol",
    "+": "plus sign | plus signs",
    "#": "hash | hash sign | number sign",
    "|": "pipe | pipes | vertical bar | vertical bars",
    "\t": "tab | tabs",
    "\n": "line break | line breaks | newline | newlines",
    "*": "asterisk | asterisks",
    "%": "percent sign | percent signs",
    "&": "ampersand | ampersands",
    "'": "apostrophe | apostrophes | single quote | single quotes",
    '"': "double quote | double quotes",
    "=": "equals sign",
    "?": "question mark | question marks",
    "!": "exclamation mark | exclamation marks",
}
_BY_NAME = {name.strip(): character for character, names in _NAMED.items() for name in names.split("|")}
_SORTS: dict[str, tuple[Letters, ...]] = {
    "lower case letters": (Letters.LOWER,),
    "lower-case letters": (Letters.LOWER,),
    "lowercase letters": (Letters.LOWER,),
    "small letters": (Letters.LOWER,),
    "upper case letters": (Letters.UPPER,),
    "upper-case letters": (Letters.UPPER,),
    "uppercase letters": (Letters.UPPER,),
    "capital letters": (Letters.UPPER,),
    "letter": (Letters.ANY,),
    "letters": (Letters.ANY,),
    "digit": (Letters.DIGITS,),
    "digits": (Letters.DIGITS,),
    "numbers": (Letters.DIGITS,),
    "white space": (Letters.SPACES,),
    "whitespace": (Letters.SPACES,),
    "alphanumeric characters": (Letters.ANY, Letters.DIGITS),
    "alphanumerics": (Letters.ANY, Letters.DIGITS),
}
_NOT_SORTS: dict[str, tuple[Letters, ...]] = {
    "non-alphanumeric characters": (Letters.ANY, Letters.DIGITS),
    "non-alphanumerics": (Letters.ANY, Letters.DIGITS),
    "non-digits": (Letters.DIGITS,),
    "non-digit characters": (Letters.DIGITS,),
    "non-letters": (Letters.ANY,),
}
_ALL = phrases(
    "anything | everything | all | all characters | any character | every character | each character | characters | "
    "all other characters | whatever | any characters | all signs"
)
_BUT = phrases(
    "but | except | except for | other than | apart from | besides | that is not | that are not | outside | "
    "which is not | which are not | that is no | that are no | not in | that isn't | that aren't | not a"
)
_DETERMINERS = phrases("the | a | an | each | every | any | all | one | single | another")
_MARKS = frozenset("@#+|*&%=~^$_/\\<>")  # that are seldom punctuation
_PUNCTUATION = frozenset("-.,:;!?")  # that count as characters behind "the", "a", "each" only
_NOUNS = phrases("character | characters | sign | signs | symbol")
_NOTHING = phrases("nothing | an empty string | the empty string | empty string | an empty text")
_MOST = 20


def character_at(tokens: Tokens, at: int) -> tuple[str, int] | None:
    """A text that marks a place, such as "the `@`" or "a dash", and where its words end."""
    place = skipped(tokens, at, *_DETERMINERS)
    named = ends_after_any(tokens, place, _BY_NAME)
    if named > place:
        return _BY_NAME[_words(tokens, place, named)], skipped(tokens, named, *_NOUNS)
    if place >= len(tokens):
        return None
    token = tokens[place]
    if token.is_literal:
        text = token.text or (" " if token.end - token.start == 3 else "")
        return (text, skipped(tokens, place + 1, *_NOUNS)) if text else None
    is_mark = token.kind is Kind.MARK and len(token.text) == 1
    if is_mark and (token.text in _MARKS or (token.text in _PUNCTUATION and place > at)):
        return token.text, skipped(tokens, place + 1, *_NOUNS)
    return None


def text_at(tokens: Tokens, at: int) -> tuple[str, int] | None:
    """What is put in place of characters: "`_`", "a dash", "nothing"."""
    end = ends_after_any(tokens, at, _NOTHING)
    return ("", end) if end > at else character_at(tokens, at)


def others_at(tokens: Tokens, at: int) -> tuple[Characters, int] | None:
    """The characters that are kept in "anything but letters and digits"."""
    end = ends_after_any(tokens, at, _NOT_SORTS)
    if end > at:
        return Characters(sorts=_NOT_SORTS[_words(tokens, at, end)]), end
    everything = ends_after_any(tokens, at, _ALL)
    but = ends_after_any(tokens, skipped(tokens, everything, ","), _BUT)
    if everything == at or but == skipped(tokens, everything, ","):
        return None
    return characters_at(tokens, but)


def characters_at(tokens: Tokens, at: int) -> tuple[Characters, int] | None:
    """A list of sorts of characters and of single ones: "letters, digits, dots and `_`"."""
    sorts: list[Letters] = []
    singles: list[str] = []
    place, end = at, at
    while len(sorts) + len(singles) < _MOST:
        found = _element_at(tokens, place)
        if found is None:
            break
        some, text, end = found
        sorts.extend(some)
        singles.extend(text)
        place = skipped(tokens, end, ",", "and", "or", "/")
    if end == at:
        return None
    return Characters(sorts=tuple(dict.fromkeys(sorts)), singles="".join(dict.fromkeys(singles))), end


def _element_at(tokens: Tokens, at: int) -> tuple[tuple[Letters, ...], str, int] | None:
    place = skipped(tokens, at, *_DETERMINERS)
    end = ends_after_any(tokens, place, _SORTS)
    if end > place:
        return _SORTS[_words(tokens, place, end)], "", end
    found = character_at(tokens, at)
    return ((), found[0], found[1]) if found is not None else None


def _words(tokens: Tokens, at: int, end: int) -> str:
    return " ".join(token.lower for token in tokens[at:end])
