"""The rules that know what a few words behind an attribute's name say: "at most 100 characters", "default `en`".

Each looks at one place and gives the fields of ``Qualifiers`` it fills and where its words end, or None.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from database_developer.reading.grammar import bounds, cues, emptiness, lexicon
from database_developer.reading.grammar.matching import ends_after_any, first_words, skipped
from database_developer.reading.grammar.patterns import BEGINNINGS as CHARACTERS
from database_developer.reading.grammar.patterns import pattern_at
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.sql_types import BEGINNINGS as TYPES
from database_developer.reading.grammar.sql_types import type_at
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.grammar.values import default_at

Tokens = tuple[Token, ...]
Found = tuple[dict[str, Any], int] | None
Rule = Callable[[Tokens, int], Found]

_FIXED_PHRASES: tuple[tuple[str, Any, str], ...] = (
    (
        "required",
        True,
        "required | mandatory | compulsory | obligatory | not null | non null | non-null | not nullable | not-null",
    ),
    ("required", True, "nn | cannot be empty | can't be empty | must not be empty | may not be empty | never empty"),
    ("required", True, "must not be null | never null | must be filled in | always filled in | not blank | not empty"),
    ("required", True, "must be filled | has to be filled in | has to be given | has to be set | must be present"),
    ("unique", True, "uq | uk"),
    ("is_counted", True, "auto increment | auto-increment | autoincrement | auto incrementing | ai | identity"),
    ("is_unsigned", True, "unsigned | un"),
    ("required", True, "not optional | must be set | must be given | always set | cannot be null | can't be null"),
    ("required", False, "optional | nullable | null | not required | not mandatory | if any | if known | if given"),
    ("required", False, "not always known | not always there | if there is any | if there is one | if there are any"),
    ("required", False, "where there is any | where there are any | where there is one | if available | if applicable"),
    ("required", False, "may be missing | can be missing | may be unknown | if present | as far as known | if needed"),
    ("required", False, "blank | left blank | empty | left empty | empty for now"),
    ("required", False, "may be empty | can be empty | may be null | can be null | or null | when known | where known"),
    ("required", False, "not compulsory | not obligatory | may be blank | can be blank | can be left empty | blank"),
    ("required", False, "may be left empty | can be left blank | may be left blank | can stay empty | may stay empty"),
    (
        "required",
        False,
        "can stay blank | may stay blank | may be missing | can be missing | may be unknown | or empty",
    ),
    ("required", False, "can be unknown | not always known | null allowed | nulls allowed | allows null | allow null"),
    ("required", False, "empty allowed | may be absent | can be absent | if available | where available | if present"),
    ("unique", True, "unique | must be unique | is unique | no duplicates | once | only once | at most once"),
    ("ignoring_case", True, "ignoring case | ignoring the case | case insensitive | case-insensitive"),
    ("ignoring_case", True, "case-insensitively | regardless of case"),
    (
        "minimum",
        "0",
        "never negative | not negative | non-negative | nonnegative | cannot be negative | can't be negative | "
        "not be negative",
    ),
    ("is_open", True, "more will come | more to come | more may come | more will follow | more may follow"),
    ("is_open", True, "others may follow | and so on | and others | and more | among others | for now"),
    ("is_open", True, "etc. | etc | ... | … | for example | for instance | e.g. | such as"),
    ("is_key", True, "primary key | the primary key | pk | this is the key | is the key | serves as the key"),
    ("is_removed", True, "remove | removed | remove it | drop | to be removed | delete"),
)
_FIXED: dict[str, tuple[str, Any]] = {
    phrase.strip(): (name, value) for name, value, phrases in _FIXED_PHRASES for phrase in phrases.split("|")
}
UNIQUE_CUES = cues.cues_of(tuple(phrase for phrase, (name, _) in _FIXED.items() if name == "unique")) | {"no"}
_REFERENCES = (
    "references",
    "referencing",
    "reference to",
    "refers to",
    "foreign key to",
    "foreign key references",
    "foreign key referencing",
    "fk to",
    "fk ->",
    "fk →",
    "fk references",
    "links to",
    "link to",
    "linked to",
    "pointing to",
    "pointing at",
    "points to",
    "points at",
    "which points to",
    "->",
    "→",
)
_TRUTHS = ({"yes", "no"}, {"y", "n"}, {"true", "false"})
_SWITCH = {"on": "true", "off": "false", "enabled": "true", "disabled": "false"}
_AT_FIRST = ("at first", "in the beginning", "to begin with", "initially", "from the start", "normally", "by default")
_THE_CASE = tuple(
    f"{often} {not_}the case" for often in ("normally", "usually", "mostly", "generally") for not_ in ("", "not ")
)
_OLD = lexicon.words("existing current present old today's")
_RENAMED = ("rename to", "renamed to", "rename it to", "to be renamed to", "is renamed to")


def _fixed(tokens: Tokens, at: int) -> Found:
    end = ends_after_any(tokens, at, _FIXED_BY_FIRST.get(tokens[at].lower, ()))
    if end == at:
        return None
    name, value = _FIXED[" ".join(token.lower for token in tokens[at:end])]
    if name == "is_removed" and (at, end) != (0, len(tokens)):
        return None  # "drop" says so only where nothing else is said
    return {name: value}, end


def _by_first_word(phrases: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for phrase in phrases:
        first = phrase.partition(" ")[0]
        found[first] = (*found.get(first, ()), phrase)
    return found


_FIXED_BY_FIRST = _by_first_word(_FIXED)


def _default(tokens: Tokens, at: int) -> Found:
    value, end = default_at(tokens, at)
    if value.lower() in {"null", "nil"}:
        return {"required": False}, end
    return ({"default": value}, end) if end > at else None


def _flag(tokens: Tokens, at: int) -> Found:
    """ "Yes/no", "y/n", "true or false"."""
    said = tuple(token.lower for token in tokens[at : at + 3])
    is_flag = len(said) == 3 and said[1] in {"/", "or"} and {said[0], said[2]} in _TRUTHS
    return ({"hint": "yes or no"}, at + 3) if is_flag else None


def _for_the_old(tokens: Tokens, at: int) -> Found:
    """ "No for all existing plots": what rows have that are told nothing else."""
    start = skipped(tokens, at + 2, "all", "the", "our", "every", "any", "of")
    is_told = at + 2 < len(tokens) and tokens[at + 1].is_word("for", "on") and start < len(tokens)
    if not is_told or not tokens[start].is_in(_OLD):
        return None
    return {"default": tokens[at].text}, start + noun_phrase(tokens, start).length


def _switched(tokens: Tokens, at: int) -> Found:
    """ "On unless the host turns it off", "off at first", "normally the case"."""
    case = ends_after_any(tokens, at, _THE_CASE)
    if case > at:
        return {"default": "false" if tokens[case - 3].is_word("not") else "true"}, case
    value = _SWITCH.get(tokens[at].lower)
    until = at + 1 < len(tokens) and tokens[at + 1].is_word("unless", "until", "till")
    end = len(tokens) if until else ends_after_any(tokens, at + 1, _AT_FIRST)
    return ({"default": value}, end) if value and end > at + 1 else None


def _moment(tokens: Tokens, at: int) -> Found:
    """ "Date/time", "date and time": one moment."""
    joint = tokens[at + 1] if at + 2 < len(tokens) else None
    is_joint = joint is not None and (joint.is_mark("/", "&", "+", "-") or joint.is_word("and"))
    is_both = is_joint and {tokens[at].lower, tokens[at + 2].lower} in ({"date", "time"}, {"day", "time"})
    return ({"hint": "moment"}, at + 3) if is_both else None


def _charset(tokens: Tokens, at: int) -> Found:
    pattern, end = pattern_at(tokens, at)
    return ({"pattern": pattern}, end) if pattern else None


def _parent(tokens: Tokens, at: int) -> Found:
    end = ends_after_any(tokens, at, _REFERENCES)
    end = end if end > at else _behind_foreign_key(tokens, at)
    phrase = noun_phrase(tokens, end) if end > at else NounPhrase()
    if not phrase.is_named:
        return None
    after = end + phrase.length
    if phrase.identifier and after + 1 < len(tokens) and tokens[after].is_mark("."):
        after += 2  # schema-less "users.id" cut at its dot
    if phrase.kind in lexicon.COLUMN_NOUNS and after < len(tokens) and tokens[after].is_word("in", "of", "on"):
        table = noun_phrase(tokens, after + 1)
        phrase, after = (table, after + 1 + table.length) if table.is_named else (phrase, after)
    if after < len(tokens) and tokens[after].kind is Kind.GROUP:
        after += 1
    return {"parent": phrase}, after


def _behind_foreign_key(tokens: Tokens, at: int) -> int:
    """Where the name begins behind "foreign key" and a small word of any language; ``at`` where none does."""
    end = ends_after_any(tokens, at, ("foreign key", "fk"))
    for place in range(end, min(end + 3, len(tokens))):
        if end > at and (tokens[place].is_literal or "_" in tokens[place].text):
            return place
        if tokens[place].kind is not Kind.WORD:
            break
    return at


def _renamed(tokens: Tokens, at: int) -> Found:
    end = ends_after_any(tokens, at, _RENAMED)
    name = tokens[end] if end < len(tokens) else None
    if end == at or name is None or name.kind not in {Kind.WORD, Kind.CODE, Kind.QUOTED}:
        return None
    return {"new_name": name.text}, end + 1


def type_in_prose(tokens: Tokens, at: int) -> Found:
    """A SQL type, where "date" and "text" are words."""
    name, end = type_at(tokens, at, in_prose=True)
    return ({"type": name}, end) if name else None


def plain_type(tokens: Tokens, at: int) -> Found:
    """A SQL type where types are expected."""
    name, end = type_at(tokens, at, in_prose=False)
    return ({"type": name}, end) if name else None


RULES: tuple[Rule, ...] = (
    _renamed,
    _parent,
    _moment,
    _flag,
    _for_the_old,
    _switched,
    _charset,
    _default,
    emptiness.until,
    emptiness.shared_by_none,
    _fixed,
    *bounds.RULES,
)
# The words at which a rule may know something; one that is not named here is asked at every word.
_BEGINNINGS: dict[Rule, frozenset[str]] = {
    _renamed: first_words(_RENAMED),
    _parent: first_words(_REFERENCES) | {"foreign", "fk"},
    _moment: frozenset({"date", "time", "day"}),
    _flag: frozenset({"yes", "no", "y", "n", "true", "false"}),
    _switched: frozenset(_SWITCH) | first_words(_THE_CASE),
    _for_the_old: frozenset({"yes", "no", "true", "false"}),
    _charset: CHARACTERS,
    _fixed: frozenset(_FIXED_BY_FIRST),
    emptiness.until: emptiness.BEGINNINGS,
    emptiness.shared_by_none: frozenset({"no"}),
    **bounds.BEGINNINGS,
    type_in_prose: TYPES,
    plain_type: TYPES,
}


@lru_cache(maxsize=4096)
def rules_for(word: str, type_rule: Rule) -> tuple[Rule, ...]:
    """Those of the rules, and of the one for types, that may know something at this word."""
    return tuple(rule for rule in (*RULES, type_rule) if rule not in _BEGINNINGS or word in _BEGINNINGS[rule])
