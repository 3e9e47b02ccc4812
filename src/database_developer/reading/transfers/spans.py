"""Parts of a sentence: what a verb does something to, whether it stands behind the verb or before it."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.matching import beginnings, ends_after_any, phrases
from database_developer.reading.transfers.lines import Tokens

DROPPING = phrases(
    "drop | drops | remove | delete | throw away | throw out | get rid of | discard | retire | removing | "
    "dropping | bin | scrap | do away with | lose | loses"
)
GOING = phrases(
    "dropped | removed | deleted | thrown away | goes | go | goes away | go away | can go | obsolete | "
    "superfluous | disappear | disappears | no longer needed | retired | discarded | vanish | not needed | "
    "redundant | unnecessary"
)
MOVED = phrases(
    "move | moves | moved | extract | extracted | split off | split out | pull out | pulled out | take | "
    "factor out | pull | put | outsource | transfer | transferred | normalise | normalize | turn | replace | "
    "replaced | convert | separate | shift | hive off | migrate | swap | exchange | use | get replaced | "
    "gets replaced | copy | bring"
)
_ENDS = lexicon.words(
    "to into out from in on with by afterwards then which that so after once where because at over via for there if"
)
_JOINTS = lexicon.words("and but then which after afterwards where while so")


def behind(tokens: Tokens, verbs: tuple[str, ...]) -> Iterator[Tokens]:
    """What stands behind each of the verbs, up to where it goes or another clause begins."""
    for place in beginnings(tokens, verbs):
        end = ends_after_any(tokens, place, verbs)
        if end > place:
            yield tokens[end : _stop(tokens, end)]


def before(tokens: Tokens, verbs: tuple[str, ...]) -> Iterator[Tokens]:
    """What stands before each of the verbs, back to where its clause begins."""
    for place in beginnings(tokens, verbs):
        if ends_after_any(tokens, place, verbs) > place:
            yield tokens[_start(tokens, place) : place]


def gone(tokens: Tokens) -> Iterator[Tokens]:
    """What the sentence removes, whichever way it is said."""
    yield from behind(tokens, DROPPING)
    yield from before(tokens, GOING)


def _stop(tokens: Tokens, at: int) -> int:
    while at < len(tokens) and not tokens[at].is_in(_ENDS) and not tokens[at].is_mark(";", ":", ".", "->", "→"):
        at += 1
    return at


def _start(tokens: Tokens, at: int) -> int:
    """The clause's first word; "a, b and c are dropped" is one subject."""
    while at > 0:
        last = tokens[at - 1]
        if last.is_mark(";", ":", ".", "-", "—", "–") or last.is_word("which", "so", "then", "but"):
            break
        at -= 1
    return at
