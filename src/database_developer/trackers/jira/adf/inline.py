"""The text within a line: words with their marks, and what stands between them (people, dates, links, pictures)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby

from database_developer.trackers import marks
from database_developer.trackers.jira.adf import nodes
from database_developer.trackers.jira.adf.nodes import Node
from database_developer.trackers.jira.read_text import Remarks

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# fmt: off
MARKS = frozenset({
    "alignment", "annotation", "backgroundColor", "border", "breakout", "code",
    "dataConsumer", "em", "fontSize", "fragment", "indentation", "link",
    "strike", "strong", "subsup", "textColor", "underline",
})
# fmt: on


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """A piece of text of one look."""

    text: str
    is_code: bool = False
    is_struck: bool = False
    address: str = ""


def lines_of(line: Iterable[Node], remarks: Remarks) -> list[str]:
    """The text of some inline nodes, cut at its line breaks."""
    return _joined(run for node in line for run in _runs(node, remarks)).split("\n")


def text_of(line: Iterable[Node], remarks: Remarks) -> str:
    """The text of some inline nodes on one line, single spaces between its words."""
    return " ".join(" ".join(lines_of(line, remarks)).split())


def address_of(node: Node) -> str:
    """Where the node links to; "" where it does not."""
    found = [nodes.attribute(mark, "href") for mark in nodes.marks(node) if nodes.kind(mark) == "link"]
    return found[0] if found else ""


def _runs(node: Node, remarks: Remarks) -> Iterator[Run]:
    """A node's own text, then what is within it; that there is something within is allowed of any node."""
    found = {nodes.kind(mark) for mark in nodes.marks(node)}
    for name in sorted(found - MARKS):
        remarks.add(f'text is marked as "{name}", which is not known; its words were read')
    own = own_text(node, remarks)
    if own:
        yield Run(text=own, is_code="code" in found, is_struck="strike" in found, address=address_of(node))
    for child in nodes.children(node):
        yield from _runs(child, remarks)


def own_text(node: Node, remarks: Remarks) -> str:
    """What a node shows itself, and any text that it should not hold."""
    kind = nodes.kind(node)
    if kind not in INLINE:
        return _of_others(node, remarks)
    stray = nodes.text(node) if kind != "text" else ""
    return INLINE[kind](node, remarks) + stray


def _joined(runs: Iterable[Run]) -> str:
    """The runs' text; neighbours of one look share their signs, those of one link its address."""
    pieces = []
    for address, linked in groupby(runs, key=lambda run: run.address):
        members = list(linked)
        pieces.append(marks.with_address(_struck(members), _of_link(address, members)))
    return "".join(pieces)


def _of_link(address: str, runs: list[Run]) -> str:
    """The address, unless the link's words are the address, whatever marks they bear."""
    return "" if address.strip() == "".join(run.text for run in runs).strip() else address


def _struck(runs: Iterable[Run]) -> str:
    groups = groupby(runs, key=lambda run: run.is_struck)
    return "".join(marks.struck(_coded(group)) if is_struck else _coded(group) for is_struck, group in groups)


def _coded(runs: Iterable[Run]) -> str:
    groups = groupby(runs, key=lambda run: run.is_code)
    return "".join(_code(group) if is_code else "".join(run.text for run in group) for is_code, group in groups)


def _code(runs: Iterable[Run]) -> str:
    content = " ".join("".join(run.text for run in runs).split())
    return marks.code(content) if content else " "


def _text(node: Node, _: Remarks) -> str:
    return nodes.text(node)


def _line_break(_: Node, __: Remarks) -> str:
    return "\n"


def _mention(node: Node, _: Remarks) -> str:
    return nodes.attribute(node, "text") or "@" + nodes.attribute(node, "id")


def _emoji(node: Node, _: Remarks) -> str:
    return nodes.attribute(node, "text") or nodes.attribute(node, "shortName")


def _date(node: Node, _: Remarks) -> str:
    """The day in ISO form; what is no number of milliseconds stays as it is."""
    stamp = nodes.attribute(node, "timestamp")
    try:
        return (_EPOCH + timedelta(milliseconds=float(stamp))).date().isoformat()
    except (ValueError, OverflowError):
        return stamp


def _words(node: Node, _: Remarks) -> str:
    return nodes.attribute(node, "text")


def _card(node: Node, _: Remarks) -> str:
    address = nodes.attribute(node, "url") or nodes.shown_in(nodes.attributes(node))
    return f" {address} "


def _media(node: Node, remarks: Remarks) -> str:
    """The name of a picture or file, or its address, or its id."""
    names = [nodes.attribute(node, name) for name in ("alt", "url", "id")]
    name = next(filter(None, names), "")
    remarks.add(f'the file "{name}" (media {nodes.attribute(node, "id") or "elsewhere"}) is shown, but was not read')
    shown = names[:2] if any(names[:2]) else names[2:]
    return " " + " ".join(filter(None, shown)) + " "


def of_extension(node: Node, remarks: Remarks) -> str:
    """What an app's own node tells without the app."""
    remarks.add(f'the extension "{nodes.attribute(node, "extensionKey")}" shows what only its app knows')
    text = nodes.attribute(node, "text")
    return " ".join(filter(None, [text, nodes.shown_in(nodes.attributes(node).get("parameters"))]))


def _of_others(node: Node, remarks: Remarks) -> str:
    """A node that does not belong in a line: what it tells, with room about it."""
    remarks.add(f'a "{nodes.kind(node)}" stands where only text is known; its words were read')
    return f" {nodes.text(node)} {nodes.shown_in(nodes.attributes(node))} "


INLINE: dict[str, Callable[[Node, Remarks], str]] = {
    "date": _date,
    "emoji": _emoji,
    "hardBreak": _line_break,
    "inlineCard": _card,
    "inlineExtension": of_extension,
    "media": _media,
    "mediaInline": _media,
    "mention": _mention,
    "placeholder": _words,
    "status": _words,
    "text": _text,
}
