"""Documents of Jira Cloud read into blocks: every node has its place, no word is lost, nothing crashes."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from database_developer.errors import TicketUnreadable
from database_developer.model.ticket import Block, Code, Grid, Heading, Item, ItemList, Paragraph, Quotation
from database_developer.trackers.blocks import blocks_of
from database_developer.trackers.jira.adf import inline
from database_developer.trackers.jira.adf.reader import BLOCKS, PARTS, read
from support import jira_files
from support.adf_grammar import Grammar, is_valid_adf, names, words_of
from support.block_words import missing, text_of


def text(words: str, *marks: str | dict[str, Any]) -> dict[str, Any]:
    return {"type": "text", "text": words, "marks": [{"type": one} if isinstance(one, str) else one for one in marks]}


def node(kind: str, *content: Any, **attrs: Any) -> dict[str, Any]:
    inner = [text(one) if isinstance(one, str) else one for one in content]
    return {"type": kind, "attrs": attrs, "content": inner}


def para(*content: Any) -> dict[str, Any]:
    return node("paragraph", *content)


def link(address: str) -> dict[str, Any]:
    return {"type": "link", "attrs": {"href": address}}


def blocks(*content: Any) -> tuple[Block, ...]:
    return read({"type": "doc", "version": 1, "content": list(content)}).blocks


def said(*content: Any) -> str:
    [paragraph] = blocks(para(*content))
    assert isinstance(paragraph, Paragraph)
    return paragraph.text


def test_the_sample_is_read_whole() -> None:
    sample = jira_files.load("adf.sample.json")
    found = read(sample)
    kinds = [type(block).__name__ for block in found.blocks]
    assert kinds == [
        "Heading", "Paragraph", "ItemList", "ItemList", "Code", "Quotation", "Heading", "Paragraph", "Grid",
        "Quotation", "Paragraph", "Paragraph", "ItemList",
    ]  # fmt: skip
    prose = found.blocks[1]
    assert isinstance(prose, Paragraph)
    assert prose.text == (
        "Add `orders.status` and backfill it. See runbook (https://example.test/rb?a=1&b=2). @Bradley please review "
        "IN REVIEW by 2026-11-02 😄 under red x2 literal *stars* and _under_ a|b <b>html</b>"
    )
    grid = found.blocks[8]
    assert isinstance(grid, Grid)
    assert (grid.header, grid.rows) == (("column", "type"), (("status", "text | enum new, paid"), ("spanning", "")))
    assert not missing(words_of(sample), text_of(found.blocks))


@pytest.mark.parametrize("kind", ["node", "mark"])
def test_every_name_of_the_schema_is_known(kind: str) -> None:
    known = {"node": {*BLOCKS, *PARTS, *inline.INLINE}, "mark": set(inline.MARKS)}[kind]
    assert names(jira_files.load("adf.schema.json"), kind) == known


def test_marks() -> None:
    assert said(
        "a ", text("b", "code"), text("c", "code", "strong"), " ", text("d", "strike"), text("e", "strike")
    ) == ("a `bc` ~~de~~")
    assert said(text("x`y", "code"), text("z", "subsup", "underline", "em")) == "``x`y``z".replace(
        "``x`y``", "`` x`y ``"
    )


def test_the_address_of_a_link_stays() -> None:
    assert said(text("the ", link("http://a.test")), text("spec ", link("http://a.test"), "strong"), "now") == (
        "the spec (http://a.test) now"
    )
    assert said(text("http://a.test", link("http://a.test/")), text("`", link("http://b.test"), "code")).startswith(
        "http://a.test``` ` `` (http://b.test)".replace("``` ` ``", "`` ` ``")
    )


def test_what_stands_in_a_line() -> None:
    line = [
        node("mention", id="5b1", text="@Bo"), " ", node("mention", id="5b2"),
        " ", node("emoji", shortName=":ok:"), " ",
        node("date", timestamp="1793577600000"), " ", node("date", timestamp="soon"), " ",
        node("status", text="DONE"), " ", node("placeholder", text="fill in"), node("inlineCard", url="http://c.test"),
        node("inlineExtension", extensionKey="k", extensionType="t", text="chart"), node("hardBreak"),
        node("mediaInline", id="m1", alt="erd.png"),
    ]  # fmt: skip
    assert said(*line) == "@Bo @5b2 :ok: 2026-11-02 soon DONE fill in http://c.test chart erd.png"


def test_line_breaks_may_draw_a_table() -> None:
    [grid] = blocks(para("name\ttype", node("hardBreak"), "id\tint"))
    assert grid == Grid(header=("name", "type"), rows=(("id", "int"),), line=1)


def test_lists_nest_with_code_and_boxes() -> None:
    inner = node("orderedList", node("listItem", para("in"), node("codeBlock", "SELECT 1;", language="SQL")))
    tasks = node("taskList", node("taskItem", "sub", state="TODO"))
    found = blocks(
        node("bulletList", node("listItem", para("one"), para("more"), inner), node("listItem", para("two"))),
        node("taskList", node("taskItem", "done", state="DONE"), tasks, node("blockTaskItem", para("b"), state="TODO")),
        node("decisionList", node("decisionItem", "text, not enum", state="DECIDED")),
    )
    code = Code(text="SELECT 1;\n", line=5, language="sql")
    nested = ItemList(items=(Item(text="in", line=3, blocks=(code,)),), line=3, ordered=True)
    assert found == (
        ItemList(
            items=(Item(text="one", line=1, blocks=(Paragraph(text="more", line=2), nested)), Item(text="two", line=7)),
            line=1,
        ),
        ItemList(
            items=(
                Item(
                    text="done",
                    line=9,
                    checked=True,
                    blocks=(ItemList(items=(Item(text="sub", line=10, checked=False),), line=10),),
                ),
                Item(text="b", line=11, checked=False),
            ),
            line=9,
        ),
        ItemList(items=(Item(text="text, not enum", line=13),), line=13),
    )


def test_panels_and_what_is_folded_away() -> None:
    found = blocks(
        node("panel", para("40M rows"), panelType="warning"),
        node("expand", para("hidden"), node("nestedExpand", para("deeper"), title="More"), title="Details"),
        node("layoutSection", node("layoutColumn", para("left")), node("layoutColumn", para("right"))),
        node("rule"),
        node("mediaSingle", node("media", id="m", type="file", alt="erd.png"), node("caption", "the picture")),
        node("blockCard", url="http://b.test"),
    )
    assert found[0] == Quotation(blocks=(Paragraph(text="40M rows", line=1),), line=1)
    assert [(type(one), one.text) for one in found[1:] if isinstance(one, Heading | Paragraph)] == [
        (Heading, "Details"), (Paragraph, "hidden"), (Heading, "More"), (Paragraph, "deeper"), (Paragraph, "left"),
        (Paragraph, "right"), (Paragraph, "erd.png"), (Paragraph, "the picture"), (Paragraph, "http://b.test"),
    ]  # fmt: skip


def table(*rows: tuple[Any, ...]) -> dict[str, Any]:
    cells = [[one if isinstance(one, dict) else node("tableCell", para(one)) for one in row] for row in rows]
    return node("table", *(node("tableRow", *row) for row in cells))


def test_a_table_is_the_grid_that_markdown_gives() -> None:
    cells = table((node("tableHeader", para("a")), node("tableHeader", para(text("b", "code")))), ("1", "2"), ("3",))
    assert blocks(para("x"), cells) == blocks_of("x\n\n| a | `b` |\n|---|---|\n| 1 | 2 |\n| 3 |\n")


def test_merged_cells() -> None:
    found = blocks(
        table(
            ("table", "column", "type"),
            (node("tableCell", para("users"), rowspan=2), "id", "int"),
            ("email", node("tableCell", para("text"), rowspan=9)),
            (node("tableCell", para("all"), colspan=2),),
        )
    )
    assert isinstance(found[0], Grid)
    assert found[0].rows == (("users", "id", "int"), ("users", "email", "text"), ("all", "", "text"))


def test_a_cell_of_several_blocks_is_one_line() -> None:
    items = node("bulletList", node("listItem", para("new")), node("listItem", para("paid")))
    cell = node("tableCell", para("one"), para("two"), items, node("codeBlock", "a\n  b"))
    [grid] = blocks(table(("h", "i"), (cell, "x")))
    assert isinstance(grid, Grid)
    assert grid.rows == (("one two new, paid `a b`", "x"),)


def test_a_table_of_one_cell_is_a_frame() -> None:
    assert blocks(table((node("tableCell", node("heading", "T", level=2), para("x")),))) == (
        Heading(text="T", level=2, line=1),
        Paragraph(text="x", line=3),
    )


def test_the_unknown_gives_its_words_and_a_diagnostic() -> None:
    strange = node("holiday", para("inside"), title="outside", id="7")
    found = read({"type": "doc", "content": [strange, strange, para(text("b", "blink"))]})
    assert [one.text for one in found.blocks if isinstance(one, Paragraph)] == ["outside", "inside"] * 2 + ["b"]
    assert found.diagnostics == (
        'nodes of type "holiday" are not known; their words were read (2 times)',
        'text is marked as "blink", which is not known; its words were read',
    )


def test_what_stands_where_it_should_not_is_read() -> None:
    strange = [node("mention", "inside", id="1", text="@Bo "), node("holiday", para("lost"), title="or")]
    assert blocks(node("heading", *strange, level=2), para(*strange), node("rule", para("b"))) == (
        Heading(text="@Bo inside or lost", level=2, line=1),
        Paragraph(text="@Bo inside", line=3),
        Paragraph(text="or", line=5),
        Paragraph(text="lost", line=7),
        Paragraph(text="b", line=9),
    )


def test_nothing_is_nothing() -> None:
    assert read(None) == read({"type": "doc", "content": []}) == read([])


@pytest.mark.parametrize("depth", [101, 5_000, 100_000])
def test_what_is_too_deep_is_refused(depth: int) -> None:
    deep: Any = para("x")
    for _ in range(depth):
        deep = node("blockquote", deep)
    with pytest.raises(TicketUnreadable, match="nested more than"):
        read(deep, "KAN-1")


def test_what_is_deep_is_read() -> None:
    deep: Any = para("x")
    for kind in ["bulletList", "listItem"] * 48:
        deep = node(kind, deep)
    assert "x" in text_of(read(deep).blocks)


def test_what_is_too_much_is_refused() -> None:
    with pytest.raises(TicketUnreadable, match="characters"):
        read(para("x" * 1_000_001))
    wide = node("tableCell", para("x"), colspan=1e300, rowspan=float("inf"))
    with pytest.raises(TicketUnreadable, match="cells"):
        read(table((wide,), ("y",)))
    tall = [tuple("x" for _ in range(1_000))] + [("x",)] * 1_000
    with pytest.raises(TicketUnreadable, match="cells"):
        read(table(*tall))


WORDS = st.text(st.characters(codec="utf-8"), max_size=12) | st.from_regex(r"[a-z]{3,9}( [a-z]{3,9})?", fullmatch=True)


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_every_word_of_a_document_is_read(data: st.DataObject) -> None:
    schema = jira_files.load("adf.schema.json")
    grammar = Grammar(schema, WORDS)
    document = data.draw(st.composite(grammar.document)())
    assert is_valid_adf(document)
    found = read(document)
    assert not missing(words_of(document), text_of(found.blocks))


KINDS = st.sampled_from(sorted({*BLOCKS, *PARTS, *inline.INLINE, "holiday", ""}))
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
LOOSE = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.fixed_dictionaries(
            {"type": KINDS | SCALARS},
            optional={
                "content": inner | st.lists(inner, max_size=4),
                "text": WORDS,
                "attrs": st.dictionaries(
                    st.sampled_from(
                        ["text", "title", "url", "level", "colspan", "rowspan", "timestamp", "id", "state"]
                    ),
                    SCALARS,
                    max_size=3,
                )
                | SCALARS,
                "marks": st.lists(
                    st.fixed_dictionaries({"type": st.sampled_from(["code", "strike", "em"])}), max_size=2
                ),
            },
        )
    ),
    max_leaves=25,
)


@given(LOOSE)
@settings(max_examples=300, deadline=None)
def test_any_json_is_read_without_losing_a_word(document: Any) -> None:
    try:
        found = read(document)
    except TicketUnreadable:
        return
    assert not missing(words_of(document), text_of(found.blocks))


def _calls(document: Any) -> int:
    count = 0

    def counted(*_: Any) -> None:
        nonlocal count
        count += 1

    sys.setprofile(counted)
    try:
        read(document)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "part",
    [
        para(*["a ", text("b", "code"), text("c", link("http://c.test"))] * 3),
        node("bulletList", node("listItem", para("x"), node("bulletList", node("listItem", para("y"))))),
        node("tableRow", *[node("tableCell", para("x"), rowspan=3)] * 3),
        {"type": "holiday", "content": ["a", "b"]},
    ],
    ids=["text", "lists", "rows", "unknown"],
)
def test_twice_the_document_is_twice_the_work(part: dict[str, Any]) -> None:
    kind = "table" if part["type"] == "tableRow" else "doc"
    once, twice = (_calls(node(kind, *[part] * count)) for count in (100, 200))
    assert twice < 2.1 * once
