"""Whose words may change what is asked: the reporter's and the assignee's; others' when one of these agrees."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

from database_developer.model.ticket import Block, Comment, ItemList, Paragraph, Quotation, Ticket
from database_developer.reading.grammar.sentences import sentences_of
from database_developer.reading.replies import is_reply

_AGREED = re.compile(r"\bcomment ([\w-]+) is agreed\b[.!]?", re.IGNORECASE)
_PART = re.compile(r"\b([A-Za-z]\w*-\d+) is part of this ticket\b[.!]?", re.IGNORECASE)
_YES = re.compile(
    r"(?:yes|yep|yeah|agree|agreed|i agree|\+1|ok|okay|sounds good|go ahead|please do(?: so| that| it)?|please"
    r"|do (?:it|that|so)|let's do (?:it|that|this)|confirmed|approved|sure|lgtm|absolutely|definitely|of course|thanks)"
)
_DECIDES = re.compile(
    r"\b(?:yes|yep|yeah|agreed?|\+1|ok|okay|good|ahead|do|confirmed|approved|sure|lgtm|absolutely)\b|\+1"
)
_NO = re.compile(r"(?:no|nope|not now|no thanks|please don't|disagree|i disagree|won't do|not needed|out of scope)")
_SETTLING = ("is agreed", "this ticket")  # what either of the first two says
_EARLIEST = datetime.min.replace(tzinfo=UTC)


class Standing(StrEnum):
    """What a comment counts for."""

    TRUSTED = "trusted"
    PENDING = "pending"
    AGREED = "agreed"
    DECLINED = "declined"


@dataclass(frozen=True, kw_only=True, slots=True)
class Weighed:
    """A comment, what is to be read of it, and what it counts for."""

    comment: Comment
    blocks: tuple[Block, ...]
    standing: Standing


def weighed(ticket: Ticket) -> tuple[Weighed, ...]:
    """The comments by their time, those of bots left out."""
    found: list[Weighed] = []
    agreed = set(_agreed_in(ticket))
    for comment in _in_time(ticket.comments):
        if is_trusted(comment):
            found.append(_of_trusted(comment, found))
        else:
            standing = Standing.AGREED if comment.id in agreed else Standing.PENDING
            found.append(Weighed(comment=comment, blocks=comment.blocks, standing=standing))
    return tuple(found)


def is_trusted(comment: Comment) -> bool:
    """Whether its writer may change what the ticket asks."""
    return comment.is_reporter or comment.role in {"reporter", "assignee"}


def parts_of(ticket: Ticket) -> frozenset[str]:
    """The keys of related tickets that are said to be part of this one."""
    return frozenset(found.upper() for text in _trusted_texts(ticket) for found in _PART.findall(text))


def without_agreements(text: str) -> str:
    """The text less the sentences that only settle what else is read."""
    if text.isascii() and not any(word in text.lower() for word in _SETTLING):
        return text.strip()
    return _PART.sub("", _AGREED.sub("", text)).strip()


def _agreed_in(ticket: Ticket) -> Iterator[str]:
    return (found for text in _trusted_texts(ticket) for found in _AGREED.findall(text))


def _trusted_texts(ticket: Ticket) -> Iterator[str]:
    own = [comment.blocks for comment in ticket.comments if is_trusted(comment)]
    for blocks in (ticket.blocks, ticket.answers, *own):
        for block in blocks:
            if isinstance(block, Paragraph):
                yield block.text
            elif isinstance(block, ItemList):
                yield from (item.text for item in block.items)


def _in_time(comments: Iterable[Comment]) -> list[Comment]:
    """One whose time is not known stands where the tracker has it, behind those before it."""
    ordered: list[tuple[datetime, int, Comment]] = []
    last: datetime | None = None
    for place, comment in enumerate(comments):
        last = comment.created or last
        ordered.append((last or _EARLIEST, place, comment))
    return [comment for _, _, comment in sorted(ordered, key=lambda one: one[:2]) if comment.role != "bot"]


def _of_trusted(comment: Comment, before: list[Weighed]) -> Weighed:
    """A comment that counts: what it only quotes or replies is not read, its first yes or no settles another's."""
    blocks: tuple[Block, ...] = tuple(
        block for block in comment.blocks if not isinstance(block, Quotation) and not is_reply(block)
    )
    pending = [one.comment.author for one in before if one.standing is Standing.PENDING]
    standing, rest = _verdict(blocks, _names(pending)) if pending else (None, blocks)
    place = _meant(comment, before, blocks) if standing is not None else None
    if standing is not None and place is not None:
        before[place] = replace(before[place], standing=standing)
        blocks = rest
    return Weighed(comment=comment, blocks=blocks, standing=Standing.TRUSTED)


def _names(authors: Iterable[str]) -> frozenset[str]:
    """How one speaks to them: by the whole name or the first."""
    return frozenset(name for author in authors for name in (author.casefold(), *author.casefold().split()[:1]))


def _verdict(blocks: tuple[Block, ...], names: frozenset[str]) -> tuple[Standing | None, tuple[Block, ...]]:
    """What the first sentence decides, and the blocks without it."""
    if not blocks or not isinstance(blocks[0], Paragraph):
        return None, blocks
    first = next((raw.text for raw in sentences_of(blocks[0].text)), "")
    standing = _decided(first, names)
    rest = blocks[0].text.replace(first, "", 1).strip()
    head = (replace(blocks[0], text=rest),) if rest else ()
    return standing, (*head, *blocks[1:])


def _decided(sentence: str, names: frozenset[str]) -> Standing | None:
    """A yes or a no and nothing else but whom it is said to."""
    parts = [part.strip(" .!@") for part in re.split(r"[,;:–—]", sentence.casefold().replace("’", "'"))]
    said = [part for part in parts if part and part not in names]
    if said and all(_YES.fullmatch(part) for part in said):
        return Standing.AGREED if any(_DECIDES.search(part) for part in said) else None
    return Standing.DECLINED if said and all(_NO.fullmatch(part) for part in said) else None


def _meant(comment: Comment, before: list[Weighed], blocks: tuple[Block, ...]) -> int | None:
    """The comment that is agreed to: the last one of whom it names, else the one right before it."""
    text = blocks[0].text.casefold() if blocks and isinstance(blocks[0], Paragraph) else ""
    waiting = [place for place, one in enumerate(before) if one.standing is Standing.PENDING]
    named = [place for place in waiting if _is_named(before[place].comment.author, text)]
    if named:
        return named[-1]
    return waiting[-1] if waiting and waiting[-1] == len(before) - 1 else None


def _is_named(author: str, text: str) -> bool:
    first, *_ = author.casefold().split() or [""]
    return bool(first) and re.search(rf"(?<!\w){re.escape(first)}(?!\w)", text) is not None
