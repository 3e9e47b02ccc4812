"""Reading four times the text takes about four times the work and the memory, whatever the text is made of."""

from __future__ import annotations

import gc
import sys
import tracemalloc
from collections.abc import Callable
from types import FrameType, ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from database_developer.model.ticket import Ticket
from database_developer.reading import Vocabulary, read, reader, ties, topics
from database_developer.reading.forms import prose
from database_developer.reading.grammar import tokens
from database_developer.reading.grammar.remembering import Kept
from database_developer.reading.outcome import Outcome
from database_developer.reading.passages import Passage
from database_developer.reading.scene import Scene
from database_developer.trackers.blocks import blocks_of

SMALL, TIMES = 1_000, 4
MOST_WORK = 5.0  # times as much for four times the text
MOST_MEMORY = 1.3  # times as much a letter
STANDING = Vocabulary(
    tables={"users": ("id", "email", "name"), "orders": ("id", "user_id", "total", "status"), "events": ("id", "type")}
)
Shape = Callable[[int, int], str]


def repeated(piece: str, joint: str = " ", before: str = "", behind: str = "") -> Shape:
    """So many letters of one piece again and again, "#" standing for a number that counts up."""

    def shape(letters: int, first: int) -> str:
        count = max(letters // (len(piece) + len(joint)), 1)
        return before + joint.join(piece.replace("#", str(first + number)) for number in range(count)) + behind

    return shape


def nested(letters: int, first: int) -> str:
    """Lists in lists, as deep as the text is long, and then again."""
    lines = [f"{'  ' * (number % 12)}- item{first + number}: text\n" for number in range(letters // 25)]
    return "".join(lines)


SHAPES: dict[str, Shape] = {
    "paragraphs": repeated("A crate# has a label (text, required), a weight and a colour.", "\n\n"),
    "one paragraph": repeated("A crate# has a label (text, required). We look up one crate# by its label."),
    "changes": repeated("Add a note# column (text) to orders. Drop the status of orders.", "\n\n"),
    "one paragraph of changes": repeated("Add a note# column to orders and drop orders.status."),
    "one sentence": repeated("a label# (text)", ", ", "A crate has "),
    "orders in one sentence": repeated("add a note# column to users", " and "),
    "parts of a sentence": repeated("add a note# column to users", "; "),
    "corrections": repeated("A crate# has a label. Drop the fax# column."),
    "changed minds": repeated("A crate# has a label#. The label# is not needed.", "\n\n"),
    "mails": repeated(
        "From: Jane # <jane#@example.org>\nSent: Tuesday, #\n\n> the fix # is out\n\nIt did not work.", "\n\n"
    ),
    "sentences before a list": repeated("Columns of crate#:\n\n- label: text\n", "\n"),
    "chatter": repeated("When people call about their orders, somebody has to look at page # for them."),
    "belonging": repeated("A thing# belongs to a user and has a code# (unique). We look up a user's thing#s by code#."),
    "unique fields": repeated("An order has a field#. Field# must be unique. There are 5 million orders."),
    "possessors": repeated("user's"),
    "possessors behind names": repeated("a word#, and the user's"),
    "open brackets": repeated("We keep when ( it was"),
    "quotes of all kinds": repeated("`a # \" '"),
    "list of columns": repeated("- note#: varchar(20), required", "\n", "Columns of the crates table:\n\n"),
    "list of sentences": repeated("- the button on page # is hard to find", "\n"),
    "list of changes": repeated("- add a note# column to orders", "\n"),
    "boxes": repeated("- [ ] crate # is kept", "\n"),
    "lists in lists": nested,
    "table": repeated("| note# | text | required |", "\n", "## Crates\n\n| column | type | notes |\n|---|---|---|\n"),
    "headings": repeated("## Crate #\n\nIt has a label.", "\n\n"),
    "SQL": repeated("CREATE TABLE crates# (id bigint PRIMARY KEY);", "\n", "```sql\n", "\n```\n"),
    "notation": repeated("Table crates# {\n  id bigint [pk]\n}", "\n", "```dbml\n", "\n```\n"),
    "log": repeated("12:00:00 ERROR page # could not be shown", "\n", "```\n", "\n```\n"),
    "rules for old rows": repeated("- status# = open", "\n", "## Existing rows\n\n"),
    "long word": repeated("x", ""),
    "snake": repeated("note_", ""),
    "back-ticks": repeated("`"),
    "quotes": repeated('"'),
    "opened quotes": repeated("“a"),
    "opened brackets": repeated("(", ""),
    "opened squares": repeated("[a", ""),
    "small brackets": repeated("(a)"),
    "articles": repeated("the"),
    "lines": repeated("a", "\n"),
    "joints": repeated("users and"),
    "semicolons": repeated("a;"),
    "struck out": repeated("~~a"),
    "defaults": repeated("default to be"),
    "types": repeated("change users to text"),
    "renamings": repeated("rename users.name to"),
    "addresses": repeated("https://example.org/#/a.b?c=d"),
}


def understood(text: str) -> object:
    return read(Ticket(key="X-1", summary="Crates", blocks=blocks_of(text), origin="X-1"), STANDING)


def work(text: str) -> int:
    """How many lines of ours were run, each turn of a loop counted, and how many functions were called at all."""
    done = 0

    def of_ours(frame: FrameType, event: str, arg: Any) -> Any:
        nonlocal done
        done += event == "line"
        return of_ours

    def called(frame: FrameType, event: str, arg: Any) -> Any:
        nonlocal done
        done += 1
        return of_ours if "database_developer" in frame.f_code.co_filename else None

    before = sys.gettrace()
    sys.settrace(called)
    try:
        understood(text)
    finally:
        sys.settrace(before)
    return done


def peak(text: str) -> float:
    """The most memory in use, in bytes a letter; nothing is collected meanwhile, so that every run says the same."""
    gc.collect()
    gc.disable()
    tracemalloc.start()
    try:
        understood(text)
        return tracemalloc.get_traced_memory()[1] / len(text)
    finally:
        tracemalloc.stop()
        gc.enable()


def assert_grows_evenly(shape: Shape) -> None:
    """No number comes twice, so that nothing is known from the time before."""
    understood(shape(SMALL, 10_000))
    little, much = work(shape(SMALL, 20_000)), work(shape(SMALL * TIMES, 50_000))
    assert much <= MOST_WORK * little, f"{much / little:.1f} times the work for {TIMES} times the text"


@pytest.mark.parametrize("name", SHAPES)
def test_work_grows_as_the_text_does(name: str) -> None:
    assert_grows_evenly(SHAPES[name])


@pytest.mark.slow
@given(
    names=st.lists(st.sampled_from(sorted(SHAPES)), min_size=2, max_size=4, unique=True), joint=st.sampled_from("\n ")
)
@settings(max_examples=10, deadline=None, derandomize=True)
def test_work_grows_as_any_mixture_does(names: list[str], joint: str) -> None:
    def mixture(letters: int, first: int) -> str:
        return (joint * 2).join(SHAPES[name](letters // len(names), first) for name in names)

    assert_grows_evenly(mixture)


@pytest.mark.parametrize(
    "name", ["paragraphs", "one paragraph", "list of sentences", "table", "log", "opened brackets"]
)
def test_memory_grows_as_the_text_does(name: str) -> None:
    shape = SHAPES[name]
    understood(shape(SMALL, 10_000))
    little = min(peak(shape(SMALL, first)) for first in (20_000, 30_000))
    much = min(
        peak(shape(SMALL * TIMES, first)) for first in (50_000, 60_000)
    )  # a full cache of words may be laid out anew
    assert much <= MOST_MEMORY * little


def calls_of(monkeypatch: pytest.MonkeyPatch, place: ModuleType, name: str, text: str) -> int:
    """How often a function of ours is called while the text is read."""
    done, whole = 0, getattr(place, name)

    def counted(*given: Any) -> Any:
        nonlocal done
        done += 1
        return whole(*given)

    with monkeypatch.context() as patch:
        patch.setattr(place, name, counted)
        understood(text)
    return done


def test_a_sentence_of_a_long_ticket_is_taken_apart_no_more_often(monkeypatch: pytest.MonkeyPatch) -> None:
    shape = repeated("- page # is hard to find", "\n")
    few = calls_of(monkeypatch, tokens, "_taken_apart", shape(5_000, 10_000))
    assert calls_of(monkeypatch, tokens, "_taken_apart", shape(50_000, 10_000)) <= 10.5 * few


def test_an_act_is_compared_with_things_of_like_names_only(monkeypatch: pytest.MonkeyPatch) -> None:
    piece = "A user has a name. A crate# has a label (text, required). A user opens a crate#."
    few = calls_of(monkeypatch, ties, "_is_act", repeated(piece)(1_500, 10_000))
    assert calls_of(monkeypatch, ties, "_is_act", repeated(piece)(6_000, 10_000)) <= MOST_WORK * few


def test_what_many_things_have_in_common_is_not_paired(monkeypatch: pytest.MonkeyPatch) -> None:
    piece = "A thing# belongs to a user and has a title. Users open thing#s."
    few = calls_of(monkeypatch, ties, "_pair", repeated(piece)(1_500, 10_000))
    assert calls_of(monkeypatch, ties, "_pair", repeated(piece)(6_000, 10_000)) <= MOST_WORK * few


def test_what_is_kept_is_worked_out_once_and_no_further_than_asked() -> None:
    done: list[int] = []
    kept = Kept(done.append(number) or number for number in range(5))  # type: ignore[func-returns-value]
    assert [next(number for number in kept if number > least) for least in (1, 0, 2)] == [2, 1, 3]
    assert done == [0, 1, 2, 3]
    assert list(kept) == list(kept) == [0, 1, 2, 3, 4]


def test_reading_leaves_nothing_behind() -> None:
    understood("A crate has a label (text, required).")
    assert gc.isenabled()
    assert not tokens.tokenized.cache_info().currsize
    assert not topics.phrases_in.cache_info().currsize


def test_a_form_that_hands_back_what_it_was_given_is_not_asked_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Passage] = []

    def hands_back(passage: Passage, scene: Scene) -> Outcome:
        asked.append(passage)
        assert len(asked) < 10, "read again and again"
        return Outcome(inner=(passage,))

    monkeypatch.setattr(reader, "FORMS", (hands_back, prose.read))
    request = read(
        Ticket(key="X-1", summary="Users", blocks=blocks_of("A user has a name."), origin="X-1"), Vocabulary()
    )
    assert len(asked) == 1 and request.asks


def test_a_list_below_the_word_required_is_read_to_its_end() -> None:
    text = "Create table permits\n\nRequired:\n- guest (→ guests)\n- reason (varchar 50)\n- issued at (timestamptz)\n"
    standing = Vocabulary(tables={"guests": ("id", "name")})
    assert read(Ticket(key="X-1", summary="Permits", blocks=blocks_of(text), origin="X-1"), standing).asks
