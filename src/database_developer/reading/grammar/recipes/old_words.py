"""Other words for the rows there are: "the stays we already have", "everybody who is in the table today"."""

from __future__ import annotations

from dataclasses import replace

from database_developer.reading.grammar import cues, lexicon
from database_developer.reading.grammar.matching import beginnings, ends_after_any, phrases, skipped, stands_in
from database_developer.reading.grammar.tokens import Kind, Token

Tokens = tuple[Token, ...]

_BE = lexicon.words("was were are is has have been")
_WHATEVER = lexicon.words("whatever what everything everybody everyone all")
_ALL = phrases(
    "everything | everybody | everyone | anything | whatever | what | all | those | all those | all that | all of those"
)
_WHO = phrases("that | which | who")
_THERE = phrases(
    "we have | we already have | we have now | we have today | we have already | we now have | we currently have | "
    "we have so far | we have at the moment | we have right now | we have in there | we already have in there | "
    "is there | is there now | is there today | is there already | are there | are there now | are there today | "
    "are there already | are already there | is already there | exist | exist already | already exist | exist today | "
    "exist now | exists | exists already | already exists | exists today | is in the table | is in the table today | "
    "is in the table now | are in the table | are in the table today | are in the table now | is in there | "
    "are in there | is in there today | are in there today | is in the database | are in the database | stand | "
    "is in the table already | are in the table already | is already in the table | are already in the table | "
    "there is now | there is today | there are now | there are today | stored so far | stored today | there is | "
    "there are | are in it | are in it today | is in it today | recorded so far | on record | on file | are on file | "
    "already in the table | in the table already | in the table today | in the table now | already there | "
    "already on file | there already | there today | there now | already in there | already in it | of today | "
    "of the present | in the system | "
    "currently in the table | now in the table | from before | up to today | so far | "
    "until now | up to now | to date | is on file | are in the system | is in the system"
)
_UNTIL = phrases("until now | up to now | so far | until today | up to today | to date | till now")
_ALWAYS = phrases("it was always | it was | it has been | it has always been | they were all | they were | all were")
_WERE = phrases("were | have been | have all been | are | have always been | was | has been | were all | had | are all")
CUES = cues.cues_of(_THERE) | cues.cues_of(_UNTIL)
_BEFORE = phrases("so | therefore | hence | thus | so that | , so | meaning | which means | that means")
_TIMES = phrases("now | today | already | currently | so far | at the moment | right now | at present")
_HAVING = phrases("and have | that have | which have | and with | with | and having | and still have | where")
_SET_TO = phrases("set to | = | as | is | at | :")
_DURING = phrases(
    "during the upgrade | during the migration | in the migration | on upgrade | as part of the migration | "
    "with the migration | in this migration | during migration | when migrating | in the same migration"
)
_GETTING = phrases(
    "get updated to | are updated to | are set to | get set to | get | become | should get | should be set to | "
    "will be set to | will get | are changed to | should become | should be updated to | receive | will be updated to"
)
_ALREADY = ("already",)
_LONGEST = 4  # words of the thing's name


def in_plain_words(tokens: Tokens) -> Tokens:
    """The sentence with "existing" before the thing, and without what only leads up to it ("..., so")."""
    tokens = _with_state(_until_now(_without_tail(tokens)))
    for at in range(len(tokens) if stands_in(tokens, _THERE) or stands_in(tokens, _ALREADY) else 0):
        found = _all_there(tokens, at) or _thing_there(tokens, at)
        if found is not None:
            return (*_before(tokens, at), *found)
    return tokens


def _until_now(tokens: Tokens) -> Tokens:
    """ "Up to now it was always `a`", "so far all trees have been `a`"."""
    until = ends_after_any(tokens, 0, _UNTIL)
    if not until:
        return tokens
    place = skipped(tokens, until, ",")
    always = ends_after_any(tokens, place, _ALWAYS)
    if always > place:
        return (*_words(tokens[0], "existing", "rows", "get"), *tokens[always:])
    start = skipped(tokens, place, "all", "the", "our", "every", "each")
    were = next((at for at in range(start, min(start + _LONGEST, len(tokens))) if not _is_thing(tokens[at])), start)
    end = skipped(tokens, ends_after_any(tokens, were, _WERE), "all", "always") if were > start else were
    told = (*_words(tokens[0], "existing"), *tokens[start:were], *_words(tokens[0], "get"), *tokens[end:])
    return told if end > were else tokens


def _before(tokens: Tokens, at: int) -> Tokens:
    starts = [start for start in range(at) if ends_after_any(tokens, start, _BEFORE) == at]
    return () if starts else tokens[:at]


def _all_there(tokens: Tokens, at: int) -> Tokens | None:
    """ "Everything we have now"."""
    end = ends_after_any(tokens, at, _ALL)
    there = _there(tokens, end) if end > at else end
    return (*_words(tokens[at], "existing", "rows"), *tokens[there:]) if there > end else None


def _thing_there(tokens: Tokens, at: int) -> Tokens | None:
    """ "(The) samples we already have", "projects that exist already"; "the table we have" is nothing of the kind."""
    start = skipped(tokens, at, "the", "all", "those", "any")
    if start > at and start < len(tokens) and not _is_thing(tokens[start]):
        return None
    end = start
    while end < min(len(tokens), start + _LONGEST) and _is_thing(tokens[end]):
        end += 1
        there = _there(tokens, end)
        if there > end:
            return (*_words(tokens[start], "existing"), *tokens[start:end], *tokens[there:])
    return None


def _there(tokens: Tokens, at: int) -> int:
    who = ends_after_any(tokens, at, _WHO)
    is_sentence = at < len(tokens) and tokens[at].is_in(_BE) and not tokens[at - 1].is_in(_WHATEVER)
    place = who if is_sentence else _behind_deed(tokens, who)
    end = ends_after_any(tokens, place, _THERE)
    if end == place > at and tokens[place - 2].is_word("already"):
        return place
    if place == at and ends_after_any(tokens, place, _UNTIL) > at:
        return at  # "nobody was asked so far"
    return max(end, ends_after_any(tokens, end, _TIMES)) if end > place else at


def _behind_deed(tokens: Tokens, at: int) -> int:
    """Behind "(was) recorded", "already planted"."""
    deed = skipped(tokens, at, "was", "were", "are", "is", "has", "have", "been", "already")
    is_deed = deed < len(tokens) and tokens[deed].lower.endswith("ed")
    return deed + 1 if is_deed else at


def _is_thing(token: Token) -> bool:
    is_word = token.kind is Kind.WORD and token.lower not in lexicon.NOT_A_NOUN
    return (is_word and token.lower not in lexicon.TABLE_NOUNS | lexicon.COLUMN_NOUNS) or token.kind is Kind.CODE


def _words(like: Token, *texts: str) -> Tokens:
    return tuple(replace(like, kind=Kind.WORD, text=text, lower=text, inside=()) for text in texts)


def _with_state(tokens: Tokens) -> Tokens:
    """ "... and have `a` set to NULL get updated to `b`" as "whose `a` is null get `b` as `a`"."""
    for at in beginnings(tokens, _HAVING):
        have = ends_after_any(tokens, at, _HAVING) if 0 < at < len(tokens) - 3 else at
        null = _null(tokens, have + 1) if have > at else have
        get = ends_after_any(tokens, null, _GETTING) if null > have + 1 else null
        if get > null > have + 1 and get < len(tokens):
            name = tokens[have]
            told = (*_words(name, "whose"), name, *_words(name, "is", "null", "get"), *tokens[get:])
            return (*tokens[:at], *told, *_words(name, "as"), name)
    return tokens


def _null(tokens: Tokens, at: int) -> int:
    """Behind "set to NULL", also where NULL is written as code."""
    how = ends_after_any(tokens, at, _SET_TO)
    is_null = how > at and how < len(tokens) and tokens[how].lower in {"null", "nothing", "empty"}
    return how + 1 if is_null else at


def _without_tail(tokens: Tokens) -> Tokens:
    """Without "during the upgrade", which says when all of it is done."""
    tails = (at for at in beginnings(tokens, _DURING) if at and ends_after_any(tokens, at, _DURING) == len(tokens))
    return tokens[: next(tails, len(tokens))]
