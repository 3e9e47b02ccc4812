"""A document of Jira Cloud cut into blocks: every node has its place here, and an unknown one still gives its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from database_developer.model.ticket import Block, Grid, Heading, Item, ItemList, Paragraph, Quotation
from database_developer.trackers import tables
from database_developer.trackers.blocks import fence
from database_developer.trackers.jira.adf import inline, nodes
from database_developer.trackers.jira.adf.grid import Cell, Layout
from database_developer.trackers.jira.adf.nodes import Node
from database_developer.trackers.jira.flattening import line_of
from database_developer.trackers.jira.read_text import MOST_CELLS, ReadText, Remarks
from database_developer.trackers.jira.rows import padded

_TITLE_LEVEL = 6  # of what is folded away: the next heading ends it, whatever its level
_LISTS = frozenset({"bulletList", "orderedList", "taskList", "decisionList"})
_ITEMS = frozenset({"listItem", "taskItem", "blockTaskItem", "decisionItem"})
PARTS = frozenset({"tableRow", "tableCell", "tableHeader"})  # read with the table they stand in


def read(document: object, where: str = "") -> ReadText:
    """The document's blocks, their lines counted as if it were written out; TicketUnreadable where it is too much."""
    nodes.check_size(document, where)
    reader = _Reader(Remarks(), where)
    blocks = tuple(reader.blocks(nodes.nodes_in(document)))
    return ReadText(blocks=blocks, diagnostics=reader.remarks.lines())


def item_of(node: Node) -> Item:
    """A node that stands for an item, as it would be read in its list."""
    return _Reader(Remarks(), "").item(node)


class _Reader:
    """Walks the nodes once, from the top; ``line`` is where the next block will stand."""

    def __init__(self, remarks: Remarks, where: str) -> None:
        self.remarks = remarks
        self.where = where
        self.line = 1
        self._gap = 1

    def blocks(self, content: Iterable[Node]) -> Iterator[Block]:
        """The blocks of some nodes; text that stands between blocks makes a paragraph."""
        for is_text, group in groupby(content, key=lambda node: nodes.kind(node) in inline.INLINE):
            if is_text:
                yield from self._text(group)
            else:
                for node in group:
                    yield from self._block(node)

    def _block(self, node: Node) -> Iterator[Block]:
        """What a node gives, after any text that it should not hold itself and before where it links to."""
        known = BLOCKS.get(nodes.kind(node))
        if nodes.text(node):
            yield from self._paragraph([nodes.text(node)])
        yield from (known or _Reader.unknown)(self, node)
        if inline.address_of(node):
            yield from self._paragraph([inline.address_of(node)])

    def _take(self, lines: int) -> int:
        first, self.line = self.line, self.line + lines
        return first

    def _text(self, content: Iterable[Node]) -> Iterator[Block]:
        yield from self._paragraph(inline.lines_of(content, self.remarks))

    def _paragraph(self, lines: list[str]) -> Iterator[Block]:
        text = " ".join(" ".join(lines).split())
        if text:
            first = self._take(len(lines) + self._gap)
            yield from tables.blocks_in(lines, first) or (Paragraph(text=text, line=first),)

    def content(self, node: Node) -> Iterator[Block]:
        """What the node contains."""
        yield from self.blocks(nodes.children(node))

    def heading(self, node: Node) -> Iterator[Block]:
        """A heading of its level."""
        text = inline.text_of(nodes.children(node), self.remarks)
        yield from self._heading(text, nodes.whole(node, "level", 1, 6))

    def _heading(self, text: str, level: int) -> Iterator[Block]:
        if text:
            yield Heading(text=text, level=level, line=self._take(1 + self._gap))

    def code(self, node: Node) -> Iterator[Block]:
        """A code block with all the text below it."""
        text = _raw(node, self.remarks)
        text = text if text.endswith("\n") or not text else text + "\n"
        first = self._take(text.count("\n") + 2 + self._gap) + 1
        yield fence(text, first, nodes.attribute(node, "language").strip().lower())

    def quotation(self, node: Node) -> Iterator[Block]:
        """A quotation; a panel is one too, since its colour says nothing of the data."""
        first = self.line
        blocks = tuple(self.blocks(nodes.children(node)))
        if blocks:
            yield Quotation(blocks=blocks, line=first)

    def folded(self, node: Node) -> Iterator[Block]:
        """What is folded away: its title as a heading, then its content."""
        yield from self._heading(" ".join(nodes.attribute(node, "title").split()), _TITLE_LEVEL)
        yield from self.blocks(nodes.children(node))

    def card(self, node: Node) -> Iterator[Block]:
        """The address of what is shown as a card, or what else the card tells."""
        address = nodes.attribute(node, "url") or nodes.shown_in(nodes.attributes(node))
        yield from self._paragraph([address])
        yield from self.blocks(nodes.children(node))

    def extension(self, node: Node) -> Iterator[Block]:
        """What an app's node tells, then what it contains."""
        yield from self._paragraph([inline.of_extension(node, self.remarks)])
        yield from self.blocks(nodes.children(node))

    def synced(self, node: Node) -> Iterator[Block]:
        """A block kept in another place; what is here of it."""
        self.remarks.add(f'the synced block "{nodes.attribute(node, "resourceId")}" is kept in another place')
        yield from self.blocks(nodes.children(node))

    def unknown(self, node: Node) -> Iterator[Block]:
        """Whatever the node tells, and what it contains."""
        self.remarks.add(f'nodes of type "{nodes.kind(node)}" are not known; their words were read')
        yield from self._paragraph([nodes.shown_in(nodes.attributes(node))])
        yield from self.blocks(nodes.children(node))

    def items(self, node: Node) -> Iterator[Block]:
        """A list; one that stands in a list hangs below the item before it."""
        first, gap, self._gap = self.line, self._gap, 0
        items: list[Item] = []
        for child in nodes.children(node):
            self._add_item(child, items)
        self._gap = gap
        self.line += gap
        if items:
            yield ItemList(items=tuple(items), line=first, ordered=nodes.kind(node) == "orderedList")

    def _add_item(self, node: Node, items: list[Item]) -> None:
        if nodes.kind(node) in _LISTS and items:
            last = items.pop()
            blocks = (*last.blocks, *self._block(node))
            items.append(Item(text=last.text, line=last.line, checked=last.checked, blocks=blocks))
        else:
            items.append(self.item(node))

    def item(self, node: Node) -> Item:
        """An item's text is its first paragraph; what follows hangs below it."""
        first = self.line
        is_item = nodes.kind(node) in _ITEMS and not nodes.text(node)
        blocks = tuple(self.blocks(nodes.children(node) if is_item else [node]))
        self.line = max(self.line, first + 1)
        text = ""
        if blocks and isinstance(blocks[0], Paragraph):
            text, blocks = blocks[0].text, blocks[1:]
        return Item(text=text, line=first, checked=_checked(node), blocks=blocks)

    def table(self, node: Node) -> Iterator[Block]:
        """A grid, its first row the header; a table of one cell is only a frame about its content."""
        rows = [_cells(row) for row in nodes.children(node)]
        if [len(row) for row in rows] == [1]:
            yield from self.blocks(_content(rows[0][0]))
            return
        grid = self._grid(rows)
        if grid is not None:
            yield grid

    def _grid(self, rows: list[list[Node]]) -> Grid | None:
        layout = Layout(self.where)
        for row in rows:
            layout.add(map(self._cell, row))
        header, *body = padded(layout.rows, self.where) or ((),)
        if not header:
            return None
        return Grid(header=header, rows=tuple(body), line=self._take(len(body) + 2 + self._gap))

    def _cell(self, node: Node) -> Cell:
        inside = _Reader(self.remarks, self.where)
        columns, rows = (nodes.whole(node, name, 1, MOST_CELLS) for name in ("colspan", "rowspan"))
        return Cell(text=line_of(inside.blocks(_content(node))), columns=columns, rows=rows)


def _cells(row: Node) -> list[Node]:
    """The cells of a row; anything else in the place of a row is a cell of its own."""
    return nodes.children(row) if nodes.kind(row) == "tableRow" and not nodes.text(row) else [row]


def _content(cell: Node) -> list[Node]:
    is_cell = nodes.kind(cell) in PARTS and not nodes.text(cell)
    return nodes.children(cell) if is_cell else [cell]


def _checked(node: Node) -> bool | None:
    is_box = nodes.kind(node) in {"taskItem", "blockTaskItem"}
    return nodes.attribute(node, "state") == "DONE" if is_box else None


def _raw(node: Node, remarks: Remarks) -> str:
    """The text below a node, line breaks and spaces as they stand."""
    pieces, waiting = [], nodes.children(node)[::-1]
    while waiting:
        inner = waiting.pop()
        pieces.append(inline.own_text(inner, remarks))
        waiting.extend(nodes.children(inner)[::-1])
    return "".join(pieces).replace("\r\n", "\n")


BLOCKS: dict[str, Callable[[_Reader, Node], Iterator[Block]]] = {
    "blockCard": _Reader.card,
    "blockTaskItem": _Reader.content,
    "blockquote": _Reader.quotation,
    "bodiedExtension": _Reader.extension,
    "bodiedSyncBlock": _Reader.synced,
    "bulletList": _Reader.items,
    "caption": _Reader.content,
    "codeBlock": _Reader.code,
    "decisionItem": _Reader.content,
    "decisionList": _Reader.items,
    "doc": _Reader.content,
    "embedCard": _Reader.card,
    "expand": _Reader.folded,
    "extension": _Reader.extension,
    "heading": _Reader.heading,
    "layoutColumn": _Reader.content,
    "layoutSection": _Reader.content,
    "listItem": _Reader.content,
    "mediaGroup": _Reader.content,
    "mediaSingle": _Reader.content,
    "nestedExpand": _Reader.folded,
    "orderedList": _Reader.items,
    "panel": _Reader.quotation,
    "paragraph": _Reader.content,
    "rule": _Reader.content,
    "syncBlock": _Reader.synced,
    "table": _Reader.table,
    "tableCell": _Reader.content,
    "tableHeader": _Reader.content,
    "tableRow": _Reader.content,
    "taskItem": _Reader.content,
    "taskList": _Reader.items,
}
