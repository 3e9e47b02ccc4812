"""Wiki text of Jira Data Center read into blocks: its marks, and that no word is lost."""

from __future__ import annotations

import re
import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from database_developer.errors import TicketUnreadable
from database_developer.model.ticket import Block, Code, Grid, Heading, Item, ItemList, Paragraph, Quotation
from database_developer.trackers.blocks import blocks_of
from database_developer.trackers.jira.wiki import read
from support.block_words import missing, text_of


def blocks(text: str) -> tuple[Block, ...]:
    return read(text).blocks


@pytest.mark.parametrize(
    ("wiki", "plain"),
    [
        ("a *bold* _em_ +in+ ??cite?? {{code}} b", "a bold em in cite `code` b"),
        ("-gone- now, and -all of this-.", "~~gone~~ now, and ~~all of this~~."),
        ("long-term, a_b_c, 2*3*4, 2026-11-02 - 2026-11-03", "long-term, a_b_c, 2*3*4, 2026-11-02 - 2026-11-03"),
        ("a -> b <- c -- d --- e", "a -> b <- c -- d --- e"),
        ("x^2^ H{~}2{~}O in{*}side{*}", "x2 H2O inside"),
        ("{color:red}red *and* bold{color} {anchor:here}end", "red and bold end"),
        (r"\*no bold\* \{code\} \[no link\] C:\dir", r"*no bold* {code} [no link] C:\dir"),
        ("&#42;x&#42; &amp;lt; &notit; &nosuch;", "*x* &lt; &notit; &nosuch;"),
        ("the [spec|http://a.test/x_y_z] and [http://b.test]", "the spec (http://a.test/x_y_z) and http://b.test"),
        ("at http://c.test/_d_, _e_", "at http://c.test/_d_, e"),
        ("[*bold* text|http://a.test|the tip]", "bold text (http://a.test, the tip)"),
        ("[^schema.sql] by [~admin] and [Bo|~bo]", "schema.sql by @admin and Bo (~bo)"),
        ("see !erd.png|thumbnail! wow! !x.png|width=3,alt=the tables!", "see erd.png wow! x.png the tables"),
        ("[ ] open, numeric[10], [a|b], [1]", "[ ] open, numeric[10], [a|b], [1]"),
        ("/api/{id}/orders and {unknown:p=q}text{unknown}", "/api/{id}/orders and {unknown:p=q}text{unknown}"),
        (r"one\\two", "one two"),
        ("{{a `b` \\{c\\}}}", "`` a `b` {c} ``"),
        ("(/) done (x) open (!)", "(/) done (x) open (!)"),
    ],
)  # fmt: skip
def test_lines(wiki: str, plain: str) -> None:
    assert blocks(wiki) == (Paragraph(text=plain, line=1),)


def test_headings_quotations_and_rules() -> None:
    text = (
        "h1. One *b*\nfirst\nsecond\n\n----\nbq. said\nh6. Six\n"
        "{quote}\nquoted\n* item\n{quote}\nafter {quote}in{quote} end"
    )
    assert blocks(text) == (
        Heading(text="One b", level=1, line=1),
        Paragraph(text="first second", line=2),
        Quotation(blocks=(Paragraph(text="said", line=6),), line=6),
        Heading(text="Six", level=6, line=7),
        Quotation(
            blocks=(Paragraph(text="quoted", line=9), ItemList(items=(Item(text="item", line=10),), line=10)), line=8
        ),
        Paragraph(text="after", line=12),
        Quotation(blocks=(Paragraph(text="in", line=12),), line=12),
        Paragraph(text="end", line=12),
    )


def test_lists_nest_and_mix() -> None:
    text = (
        "* one\ngoes on\n** in\n*# first\n*# second\n{code:SQL}\nSELECT 1;\n{code}\n"
        "* [ ] open\n* (/) done\n- dash\n\n# number"
    )
    code = Code(text="SELECT 1;\n", line=7, language="sql")
    inner = ItemList(items=(Item(text="in", line=3),), line=3)
    numbered = ItemList(
        items=(Item(text="first", line=4), Item(text="second", line=5, blocks=(code,))), line=4, ordered=True
    )
    assert blocks(text) == (
        ItemList(
            items=(
                Item(text="one goes on", line=1, blocks=(inner, numbered)),
                Item(text="open", line=9, checked=False),
                Item(text="done", line=10, checked=True),
                Item(text="dash", line=11),
            ),
            line=1,
        ),
        ItemList(items=(Item(text="number", line=13),), line=13, ordered=True),
    )


def test_panels_and_what_is_folded_away() -> None:
    text = "{panel:title=Careful|bgColor=#fff}\n40M rows\n{panel}\n{expand:More}\nhidden\n{expand}\n{info}inline{info}"
    assert blocks(text) == (
        Quotation(blocks=(Heading(text="Careful", level=6, line=1), Paragraph(text="40M rows", line=2)), line=1),
        Heading(text="More", level=6, line=4),
        Paragraph(text="hidden", line=5),
        Quotation(blocks=(Paragraph(text="inline", line=7),), line=7),
    )


@pytest.mark.parametrize(
    ("wiki", "language"),
    [("{code}", ""), ("{code:sql|title=a.sql}", "sql"), ("{code:title=a.sql|language=SQL}", "sql"), ("{noformat}", "")],
)
def test_code_stays_as_it_is(wiki: str, language: str) -> None:
    end = "{noformat}" if "noformat" in wiki else "{code}"
    *title, code = blocks(f"{wiki}\n*x* {{quote}} |a|\n\n h1. y \\\\ &#42;\n{end}")
    assert code == Code(text="*x* {quote} |a|\n\n h1. y \\\\ &#42;\n", line=2, language=language)
    assert title == ([Heading(text="a.sql", level=6, line=2)] if "title" in wiki else [])


def test_code_in_a_line_is_a_block_and_an_unclosed_one_is_text() -> None:
    assert blocks("use {code}x{code} here\n{code:sql}\nSELECT 1") == (
        Paragraph(text="use", line=1),
        Code(text="x\n", line=1),
        Paragraph(text="here {code:sql} SELECT 1", line=1),
    )


def test_a_frame_whose_end_is_code_ends_with_the_text() -> None:
    code = Code(text="{quote}\n", line=3)
    assert blocks("{quote}a\n{code}\n{quote}\n{code}\nb") == (
        Quotation(blocks=(Paragraph(text="a", line=1), code, Paragraph(text="b", line=5)), line=1),
    )


def test_tables() -> None:
    text = (
        "||name||type||notes||\n|id|{{int}}|the [key|http://k.test]|\n|status|text|one of:\n* new\n* paid|\n"
        "||row head|c|{code}x|y{code}|\n|a \\| b|!p.png|thumbnail!|\nafter"
    )
    grid, after = blocks(text)
    assert grid == Grid(
        header=("name", "type", "notes"),
        rows=(
            ("id", "`int`", "the key (http://k.test)"),
            ("status", "text", "one of: new, paid"),
            ("row head", "c", "`x|y`"),
            ("a | b", "p.png", ""),
        ),
        line=1,
    )
    assert after == Paragraph(text="after", line=8)


def test_a_table_is_the_grid_that_markdown_gives() -> None:
    assert blocks("x\r\n\r\n||a||{{b}}||\r\n|1|2|\r\n") == blocks_of("x\n\n| a | `b` |\n|---|---|\n| 1 | 2 |\n")


def test_what_is_no_table_keeps_its_words() -> None:
    assert blocks("|lonely|\n|alone\n\n|") == (
        Paragraph(text="lonely", line=1),
        Paragraph(text="alone", line=2),
        Paragraph(text="|", line=4),
    )
    assert isinstance(blocks("name\ttype\nid\tint")[0], Grid)


def test_diagnostics() -> None:
    found = read("{jqlquery:x=1} {gadget}a{gadget} {id} !a.png!")
    assert found.diagnostics == (
        'the macro "jqlquery" is not known; it was read as it stands',
        'the macro "gadget" is not known; it was read as it stands',
        'the file "a.png" is shown, but was not read',
    )


def test_what_is_too_much_is_refused() -> None:
    with pytest.raises(TicketUnreadable, match="characters"):
        read("x" * 1_000_001)
    with pytest.raises(TicketUnreadable, match="nested"):
        read("{panel:title=x}" * 1_000 + "y{panel}")
    with pytest.raises(TicketUnreadable, match="cells"):
        read("|x" * 1_000 + "|\n" + "|x|y|\n" * 1_000)


FRAGMENTS = st.sampled_from(
    ["*", "_", "-", "+", "^", "~", "??", "{{", "}}", "{code}", "{code:sql}", "{noformat}", "{quote}", "{panel:title=",
     "{panel}", "{expand:", "{expand}", "{color:#123}", "{color}", "}", "{", "[", "]", "|", "||",
     "|http://", "!", ".png!", "!x.png|",
     "\\", "\\\\", "\n",
     "\n\n", "\r\n", "\n* ", "\n** ", "\n*# ", "\n# ", "\n- ", "\nh1. ", "\nbq. ", "\n----\n",
     "\n|", "\n||", "\t", " ", "[~", "[^", "&#42;", "&", ";",
     "(x) ", "[ ] ", "http://", "{x}", "{x:", "{*}"]
)  # fmt: skip
WORD = st.from_regex(r"[a-z]{4,7}[0-9]", fullmatch=True)
INVISIBLE = re.compile(r"\{color:[^{}\n]*\}|\{anchor:[^{}\n]*\}")
SETTINGS = re.compile(
    r"\{(?:code|noformat|quote|panel|expand|info|note|tip|warning|section|column|center):[^{}\n]*\}"
    r"|![^\s!|]+\.\w+\|[^!]*!"
)


def titles(settings: re.Match[str]) -> str:
    """The titles among the settings of a macro, or of a picture, where the name stands alone."""
    name = r"[|,]title=" if settings[0].startswith("!") else r"(?:title=|expand:)"
    return " ".join(re.findall(rf"{name}([^|}}=]*)", settings[0]))


def shown_words(text: str) -> set[str]:
    """The words outside of what a macro is told by its settings, of which only a title is shown."""
    text = SETTINGS.sub(titles, text)
    return set(re.findall(r"[a-z]{4,7}[0-9]", INVISIBLE.sub(" ", text)))


@given(st.lists(FRAGMENTS | WORD, max_size=30).map("".join))
@example("!x.png|{panel:title=aaaa0!")
@example("\t****\naaaa0")
@settings(max_examples=400, deadline=None)
def test_every_word_is_read(text: str) -> None:
    found = text_of(read(text).blocks)
    assert not missing(shown_words(text), re.sub(r"[*_^~+\n`?-]", "", found) + found)


@given(st.text() | st.text(alphabet="*_-{}[]|!\\#h1. \n~^&;:x"))
@settings(max_examples=400, deadline=None)
def test_any_text_is_read(text: str) -> None:
    read(text)


@pytest.mark.parametrize(
    "part",
    ["{{", "[", "[a|", "!a.", "*a ", "{quote}", "{panel:title=x}a{panel}", "|a", "|a|\n", "* a\n", "** a\n*# b\n",
     "\\", "{code}", "&", "-a ", "{x:", "a_"],
)  # fmt: skip
def test_twice_the_text_is_twice_the_work(part: str) -> None:
    once, twice = (_calls(part * count) for count in (300, 600))
    assert twice < 2.1 * once + 50


def _calls(text: str) -> int:
    count = 0

    def counted(*_: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(counted)
    try:
        read(text)
    finally:
        sys.setprofile(None)
    return count
