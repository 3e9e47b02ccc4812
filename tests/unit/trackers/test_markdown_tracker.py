"""The folder of Markdown files: what is read, what is refused, and that writing changes nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from database_developer.errors import TicketNotFound, TicketUnreadable, UsageError
from database_developer.model.ticket import Link
from database_developer.trackers import MarkdownTracker

EXAMPLES = Path(__file__).parents[3] / "examples" / "dashboard" / "tickets"


def write(folder: Path, text: str | bytes, key: str = "T-1") -> MarkdownTracker:
    data = text.encode() if isinstance(text, str) else text
    (folder / f"{key}.md").write_bytes(data)
    return MarkdownTracker(folder)


def test_reads_the_front_matter() -> None:
    ticket = MarkdownTracker(EXAMPLES).load("KAN-29")
    assert ticket.summary == "User Dashboard Analytics - DB"
    assert (ticket.type, ticket.priority, ticket.parent) == ("Task", "High", "KAN-15")
    assert "postgresql" in ticket.labels
    assert ticket.links == (Link(kind="blocks", key="KAN-26"),)


def test_values_are_words_however_yaml_would_read_them(tmp_path: Path) -> None:
    tracker = write(tmp_path, "---\nkey: T-1\nsummary: 2026-01-02\nstatus: yes\nlabels: one\nparent:\n---\n")
    ticket = tracker.load("T-1")
    assert (ticket.summary, ticket.status, ticket.labels, ticket.parent) == ("2026-01-02", "yes", ("one",), None)


@pytest.mark.parametrize(
    ("text", "best"), [("dashboard analytics", "KAN-29"), ("KAN-92", "KAN-29"), ("kan29", "KAN-29"), ("team", "KAN-34")]
)
def test_search_finds_the_examples(text: str, best: str) -> None:
    found = [ticket.key for ticket in MarkdownTracker(EXAMPLES).search(text)]
    assert best in found[:2]
    assert len(found) <= 5


def test_an_empty_ticket_loads(tmp_path: Path) -> None:
    assert write(tmp_path, "").load("T-1").blocks == ()
    assert write(tmp_path, "---\nsummary: only a title\n---\n").load("T-1").summary == "only a title"


def test_a_file_without_a_head_is_a_ticket_of_its_file_name(tmp_path: Path) -> None:
    ticket = write(tmp_path, "\ufeffJust text.").load("t-1")
    assert ticket.key == "T-1"
    assert ticket.blocks[0].text == "Just text."  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\nkey: T-1\nsummary: [unclosed\n---\n", 4),
        ("---\nkey: T-1\nsummary: a: b\n---\n", 3),
        ("---\nkey: T-1\nsummary: never closed\n", 1),
        ("---\n- a\n- b\n---\n", 2),
        ("---\nkey: T-1\nsummary: a\nsummary: b\n---\n", 4),
        ("---\nkey: T-1\nstatus: [a, b]\n---\n", 3),
        ("---\nkey: T-1\nlinks: blocks\n---\n", 3),
        ("---\nkey: T-1\nlinks:\n  - a: b\n    c: d\n---\n", 4),
        ("---\nkey: T-1\nlabels:\n  - a: b\n---\n", 4),
    ],
)
def test_a_broken_head_is_refused_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    with pytest.raises(TicketUnreadable) as refusal:
        write(tmp_path, text).load("T-1")
    assert refusal.value.where.endswith(f"T-1.md:{line}")
    assert refusal.value.hint


def test_deeply_nested_yaml_is_refused_not_crashed_on(tmp_path: Path) -> None:
    with pytest.raises(TicketUnreadable):
        write(tmp_path, "---\nkey: " + "[" * 20_000 + "\n---\n").load("T-1")


def test_what_is_not_utf8_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TicketUnreadable, match="UTF-8"):
        write(tmp_path, b"---\nkey: T-1\n---\n caf\xe9").load("T-1")


def test_a_ticket_of_more_than_a_megabyte_is_refused(tmp_path: Path) -> None:
    assert write(tmp_path, b"a" * 1_000_000).load("T-1")
    with pytest.raises(TicketUnreadable) as refusal:
        write(tmp_path, b"a" * 1_000_001).load("T-1")
    assert "1000001" in refusal.value.what
    assert refusal.value.hint


def test_a_file_that_holds_another_key_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TicketUnreadable, match="T-2"):
        write(tmp_path, "---\nkey: T-2\n---\n").load("T-1")


def test_one_broken_ticket_does_not_hide_the_others(tmp_path: Path) -> None:
    write(tmp_path, "---\nkey: [\n---\n", "T-2")
    tracker = write(tmp_path, "---\nkey: T-1\nsummary: fine\n---\n")
    assert tracker.list()[0].summary == "fine"
    assert "cannot be read" in tracker.list()[1].summary
    assert tracker.search("T-2")[0].key == "T-2"


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    outside.write_text("secret")
    folder = tmp_path / "tickets"
    folder.mkdir()
    (folder / "T-1.md").symlink_to(outside)
    with pytest.raises(TicketUnreadable, match="leaves the folder"):
        MarkdownTracker(folder).load("T-1")


def test_no_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(TicketNotFound, match="no folder"):
        MarkdownTracker(tmp_path / "nowhere").load("T-1")


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_setting_a_status_leaves_every_other_byte(tmp_path: Path, ending: str) -> None:
    text = ending.join(["---", "key: T-1", "status:   To Do", "note: 'status: x'", "---", "status: body", "", "  é "])
    tracker = write(tmp_path, text)
    tracker.set_status("T-1", "In Review")
    assert (tmp_path / "T-1.md").read_bytes() == text.replace("status:   To Do", "status: In Review").encode()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["T-1.md"]


def test_a_status_line_is_added_where_there_is_none(tmp_path: Path) -> None:
    tracker = write(tmp_path, "---\nkey: T-1\n---\nbody\n")
    before = tracker.load("T-1").fingerprint
    tracker.set_status("T-1", "Done")
    assert (tmp_path / "T-1.md").read_text() == "---\nkey: T-1\nstatus: Done\n---\nbody\n"
    assert tracker.load("T-1").fingerprint == before


@pytest.mark.parametrize("status", ["a: b", "yes", "x\ny: z", '"quoted"', "# no comment", "---"])
def test_any_status_comes_back_as_it_was_set(tmp_path: Path, status: str) -> None:
    tracker = write(tmp_path, "---\nkey: T-1\nstatus: To Do\n---\nbody\n")
    tracker.set_status("T-1", status)
    assert tracker.load("T-1").status == status
    assert tracker.load("T-1").key == "T-1"


def test_a_change_of_the_text_changes_the_fingerprint(tmp_path: Path) -> None:
    first = write(tmp_path, "---\nkey: T-1\nstatus: a\n---\nbody").load("T-1").fingerprint
    assert write(tmp_path, "---\nkey: T-1\nstatus: b\n---\nbody").load("T-1").fingerprint == first
    assert write(tmp_path, "---\nkey: T-1\nstatus: b\n---\nbody!").load("T-1").fingerprint != first
    assert write(tmp_path, "---\nkey: T-1\nstatus: b\nparent: X\n---\nbody").load("T-1").fingerprint != first


def test_a_second_comment_takes_the_place_of_the_first(tmp_path: Path) -> None:
    tracker = write(tmp_path, "---\nkey: T-1\n---\n")
    tracker.comment("t-1", "report", "the first report")
    tracker.comment("T-1", "questions", "a question")
    tracker.comment(
        "T-1", "report", "the second report\n<!-- comment questions -->\n<!-- end of comment questions -->\n"
    )
    text = (tmp_path / "T-1.comments.md").read_text()
    assert "first" not in text
    assert text.index("second") < text.index("a question")
    tracker.comment("T-1", "questions", "another question")
    text = (tmp_path / "T-1.comments.md").read_text()
    assert "a question" not in text
    assert "second report" in text
    assert text.count("<!-- comment ") == 2
    assert text.count("<!-- end of comment ") == 2


def test_a_marker_must_be_a_plain_word(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        write(tmp_path, "---\nkey: T-1\n---\n").comment("T-1", "x --> y", "text")


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tracker = write(tmp_path, "---\nkey: T-1\nstatus: To Do\n---\n")

    def fails(self: Path, target: Path) -> Path:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(OSError, match="disk full"):
        tracker.set_status("T-1", "Done")
    assert tracker.load("T-1").status == "To Do"
    assert [path.name for path in tmp_path.iterdir()] == ["T-1.md"]
