"""SQL types as a ticket writes them: varchar(30), NUMERIC(10, 2), timestamp with time zone, text[]."""

from __future__ import annotations

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.matching import ends_after_any, first_words
from database_developer.reading.grammar.tokens import Kind, Token, tokenized

# Names that are types wherever they stand, and names that are English words too.
_UNMISTAKABLE = lexicon.words(
    "varchar bpchar bigint smallint int2 int4 int8 float4 float8 serial bigserial smallserial timestamptz timetz jsonb "
    "uuid bytea citext inet cidr macaddr tsvector tsquery hstore int4range int8range numrange tsrange tstzrange "
    "daterange ltree numeric bool int"
)
_ENGLISH_TOO = lexicon.words(
    "text char character integer date time timestamp interval boolean json xml real decimal money float bit oid point"
)
_SEVERAL_WORDS = (
    "timestamp with time zone",
    "timestamp without time zone",
    "time with time zone",
    "time without time zone",
    "double precision",
    "character varying",
    "bit varying",
)
_PLAIN = _UNMISTAKABLE | _ENGLISH_TOO
BEGINNINGS = _PLAIN | first_words(_SEVERAL_WORDS)  # the words at which a type may stand; code may be one too
_BEHIND_A_TYPE = lexicon.words("not null unique primary default required optional nullable references check and or")
_TAKES_NUMBERS = lexicon.words("varchar char character bpchar numeric decimal bit timestamp timestamptz time float")


def type_at(tokens: tuple[Token, ...], at: int, *, in_prose: bool) -> tuple[str, int]:
    """The type that stands here and where it ends; ("", at) where none does.

    In prose "date" and "text" are words; there they count only in capitals, as code or with numbers.
    """
    if at >= len(tokens):
        return "", at
    if tokens[at].kind is Kind.CODE:
        inner = tokenized(tokens[at].text)
        name, end = type_at(inner, 0, in_prose=False)
        return (name, at + 1) if name and end == len(inner) else ("", at)
    name, end = _name(tokens, at)
    if not name:
        return "", at
    numbers, after = _numbers(tokens, end, name)
    brackets, after = _brackets(tokens, after)
    is_certain = bool(numbers or brackets) or name in _UNMISTAKABLE or " " in name
    if not is_certain and (_is_only_a_word(tokens, after) or (in_prose and not tokens[at].text.isupper())):
        return "", at
    return name + numbers + brackets, after


def _is_only_a_word(tokens: tuple[Token, ...], after: int) -> bool:
    """ "JSON document" and "date of birth" are words, "date not null" is a type."""
    if after >= len(tokens) or tokens[after].kind is not Kind.WORD:
        return False
    return tokens[after].lower not in _BEHIND_A_TYPE


def _name(tokens: tuple[Token, ...], at: int) -> tuple[str, int]:
    end = ends_after_any(tokens, at, _SEVERAL_WORDS)
    if end > at:
        return " ".join(token.lower for token in tokens[at:end]), end
    token = tokens[at]
    is_type = token.kind is Kind.WORD and token.lower in _PLAIN
    return (token.lower, at + 1) if is_type else ("", at)


def _numbers(tokens: tuple[Token, ...], at: int, name: str) -> tuple[str, int]:
    """ "(10, 2)", and "255" after varchar."""
    if at >= len(tokens) or name.split(maxsplit=1)[0] not in _TAKES_NUMBERS:
        return "", at
    token = tokens[at]
    if token.kind is Kind.NUMBER and name in {"varchar", "char", "character varying"}:
        return f"({token.text})", at + 1
    if token.kind is not Kind.GROUP or token.text != "(":
        return "", at
    inside = [part for part in token.inside if not part.is_mark(",")]
    if not inside or len(inside) > 2 or any(not part.text.isdecimal() for part in inside):
        return "", at
    return f"({','.join(part.text for part in inside)})", at + 1


def _brackets(tokens: tuple[Token, ...], at: int) -> tuple[str, int]:
    if at < len(tokens) and tokens[at].kind is Kind.GROUP and tokens[at].text == "[" and not tokens[at].inside:
        return "[]", at + 1
    return "", at
