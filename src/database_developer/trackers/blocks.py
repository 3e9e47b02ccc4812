"""Markdown cut into blocks, each with the line it starts on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from database_developer.model.ticket import Block, Code, Grid, Heading, Item, ItemList, Paragraph, Quotation
from database_developer.model.uncollected import uncollected
from database_developer.trackers import marks, tables
from database_developer.trackers.bare_code import heed_bare_code
from database_developer.trackers.html_blocks import blocks_in_html
from database_developer.trackers.list_titles import heed_titles
from database_developer.trackers.wiki_fences import as_markdown

_DEEPEST = 200  # levels of nesting (a list takes two); what lies deeper is not read
_LONGEST_TITLE = 8  # words
_OF_BOLD = 6  # the level of a line in bold
_BREAKS = ("softbreak", "hardbreak")
_BOX = re.compile(r"\[([ xX])\]\s+")
_STRIKE = re.compile(r"</?(?:s|del|strike)(?:\s[^>]*)?>", re.IGNORECASE)
# Wiki markup strikes out by single dashes, with words between them and nothing but words.
_STRUCK = re.compile(r"(?<![^\s(])-((?=[A-Za-z])[^-\n]{0,200}?[\w.])-(?![^\s.,;:!?)])")


def blocks_of(markdown: str, lines_before: int = 0) -> tuple[Block, ...]:
    """The text's blocks; ``lines_before`` are the lines of the file that stand before the text."""
    with uncollected():
        tokens = _parser().parse(as_markdown(markdown))
        return tuple(_blocks(SyntaxTreeNode(tokens).children, lines_before))


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST})
    parser.disable("text_join")  # an escaped dash must not be taken for one that strikes out
    return heed_bare_code(heed_titles(parser.enable(["table", "strikethrough"])))


def _blocks(nodes: Iterable[SyntaxTreeNode], before: int) -> Iterator[Block]:
    return tables.spread(_block(node, before) for node in nodes)


def _block(node: SyntaxTreeNode, before: int) -> Block | tuple[Block, ...] | None:
    line = _line(node, before)
    match node.type:
        case "heading":
            return Heading(text=_text_under(node), level=int(node.tag[1]), line=line)
        case "paragraph":
            return tables.blocks_in(_lines_of(node), line) or _title_of(node, line) or _paragraph_of(node, line)
        case "bullet_list" | "ordered_list":
            items = tuple(_item(child, before) for child in node.children)
            start = int(node.attrs.get("start") or 1)
            return ItemList(items=items, line=line, ordered=node.type == "ordered_list", start=start)
        case "table":
            return _grid(node, line)
        case "fence":
            return fence(node.content, line + 1, _language(node.info))
        case "code_block":
            return fence(node.content, line, "")
        case "blockquote":
            return Quotation(blocks=tuple(_blocks(node.children, before)), line=line)
        case "html_block":
            return blocks_in_html(node.content, line) or _paragraph(_text_of_html(node.content), line)
    return None


def _paragraph(text: str, line: int) -> Paragraph | None:
    return Paragraph(text=text, line=line) if text else None


def _title_of(node: SyntaxTreeNode, line: int) -> Heading | None:
    """A line in bold that stands alone and is no sentence: what some write for a heading."""
    inline = [token for child in node.children for token in _inline_tokens(child)]
    tokens = [token for token in inline if token.type != "text" or token.content.strip()]
    is_bold = len(tokens) > 2 and tokens[0].type == "strong_open" and tokens[-1].type == "strong_close"
    text = _text_under(node).strip()
    is_one = sum(token.type == "strong_open" for token in tokens) == 1 and len(text.split()) <= _LONGEST_TITLE
    is_plain = not any(token.type in _BREAKS for token in tokens) and not text.endswith((".", "!", ";", ","))
    if not (is_bold and is_one and is_plain and text.rstrip(":")):
        return None
    return Heading(text=text.rstrip(": "), level=_OF_BOLD, line=line)


def _paragraph_of(node: SyntaxTreeNode, line: int) -> Paragraph | None:
    """A paragraph that knows its lines, unless it has but one."""
    text, lines = _text_under(node), _plain_lines(node)
    return Paragraph(text=text, line=line, lines=lines if len(lines) > 1 else ()) if text else None


def fence(text: str, line: int, language: str) -> Block:
    """A fence is code, unless it holds a table and nothing else; ``line`` is the first of its text."""
    if language in tables.SEPARATED:
        return tables.separated(text, language, line) or Code(text=text, line=line, language=language)
    grid = None if language else tables.drawn(text, line)
    return grid or Code(text=text, line=line, language=language)


def _lines_of(node: SyntaxTreeNode) -> list[str]:
    """The paragraph's source, line by line."""
    return [line for child in node.children if child.type == "inline" for line in child.content.split("\n")]


def _item(node: SyntaxTreeNode, before: int) -> Item:
    """An item's text is its first paragraph; what follows hangs below it."""
    line, children = _line(node, before), node.children
    text = ""
    if children and children[0].type == "paragraph":
        text, children = _text_under(children[0]), children[1:]
    box = _BOX.match(text + " ")
    if box is None:
        return Item(text=text, line=line, blocks=tuple(_blocks(children, before)))
    checked = box[1] != " "
    return Item(text=text[box.end() :], line=line, checked=checked, blocks=tuple(_blocks(children, before)))


def _grid(node: SyntaxTreeNode, line: int) -> Grid:
    rows = [tuple(_text_under(cell) for cell in row.children) for part in node.children for row in part.children]
    header, *body = rows
    width = len(header)
    return Grid(header=header, rows=tuple((row + ("",) * width)[:width] for row in body), line=line)


def _line(node: SyntaxTreeNode, before: int) -> int:
    first, _ = node.map or (0, 0)
    return first + 1 + before


def _language(info: str) -> str:
    words = re.split(r"[\s{},]+", info.strip(" {."), maxsplit=1)
    return words[0].lower()


def _text_under(node: SyntaxTreeNode) -> str:
    """The plain text of a node that holds one run of inline marks."""
    pieces = [_inline(token) for child in node.children if child.type == "inline" for token in _inline_tokens(child)]
    return " ".join("".join(pieces).split())


def _plain_lines(node: SyntaxTreeNode) -> tuple[str, ...]:
    """The plain text as it stands on its lines."""
    pieces = (
        "\n" if token.type in _BREAKS else _inline(token)
        for child in node.children
        if child.type == "inline"
        for token in _inline_tokens(child)
    )
    return tuple(" ".join(line.split()) for line in "".join(pieces).split("\n"))


def _inline_tokens(node: SyntaxTreeNode) -> list[Token]:
    return (node.token.children if node.token else None) or []


def _inline(token: Token) -> str:
    match token.type:
        case "text":
            return _STRUCK.sub(r"~~\1~~", token.content)
        case "text_special" | "image":
            return token.content
        case "code_inline":
            return marks.code(token.content)
        case "s_open" | "s_close":
            return "~~"
        case "softbreak" | "hardbreak":
            return " "
        case "html_inline" if _STRIKE.fullmatch(token.content):
            return "~~"
        case "html_inline":
            return " " if token.content.lower().startswith("<br") else ""
    return ""


class _Text(HTMLParser):
    """Collects what a reader of a piece of HTML would see."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)


def _text_of_html(html: str) -> str:
    reader = _Text()
    reader.feed(html)
    reader.close()
    return " ".join(" ".join(reader.pieces).split())
