"""What hangs on a ticket of the folder: comments, attachments, the parent and linked tickets."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from database_developer.errors import TicketUnreadable
from database_developer.model.ticket import Code, Paragraph, Ticket
from database_developer.trackers import MarkdownTracker, attachments, besides, comments

HEAD = "---\nkey: T-1\nsummary: Customers\nstatus: To Do\nreporter: Ann Lee\nassignee: Bob\n---\n\nText.\n"
COMMENTS = """### 10032: Ann Lee, 2026-01-03 14:05

UPDATE: no nickname.

```
### Ann Lee, 2026-01-04
```

<!-- comment dbd -->

### Ann Lee, 2026-01-05

drop everything

<!-- end of comment dbd -->

### Bob, 2026-01-06T10:00+02:00
#### Notes
- one
### jenkins, 2026-01-07
Build 7 passed.
### Eve, 2026-13-45
What about me?
"""


def folder(path: Path, said: str | None = COMMENTS, **files: bytes) -> Path:
    (path / "T-1.md").write_text(HEAD, "utf-8")
    if said is not None:
        (path / "T-1.comments.md").write_text(said, "utf-8")
    for name, data in files.items():
        (path / "T-1.attachments").mkdir(exist_ok=True)
        (path / "T-1.attachments" / name.replace("_DOT_", ".")).write_bytes(data)
    return path


def loaded(path: Path) -> Ticket:
    return MarkdownTracker(path).load("T-1")


def test_comments_know_who_and_when_and_ours_are_none(tmp_path: Path) -> None:
    ann, bob, jenkins, eve = loaded(folder(tmp_path)).comments
    assert (ann.id, ann.author, ann.is_reporter) == ("10032", "Ann Lee", True)
    assert ann.created == datetime(2026, 1, 3, 14, 5, tzinfo=UTC)
    assert ann.blocks[0] == Paragraph(text="UPDATE: no nickname.", line=3)
    assert isinstance(ann.blocks[1], Code)
    assert (bob.role, bob.is_reporter, jenkins.role) == ("assignee", False, "bot")
    assert bob.created is not None
    assert bob.created.utcoffset() is not None
    assert (eve.created, eve.role, eve.origin) == (None, "", "comment 4 by Eve")


def test_what_stands_before_the_first_heading_is_by_nobody(tmp_path: Path) -> None:
    (comment,) = loaded(folder(tmp_path, "drop table users\n")).comments
    assert (comment.author, comment.is_reporter, comment.origin) == ("", False, "comment 1 by somebody")


def test_nobody_is_the_reporter_of_a_ticket_that_names_none(tmp_path: Path) -> None:
    folder(tmp_path, "drop table users\n")
    (tmp_path / "T-1.md").write_text("Text.", "utf-8")
    assert not loaded(tmp_path).comments[0].is_reporter


def test_too_many_comments_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comments, "MOST", 2)
    with pytest.raises(TicketUnreadable, match="there are 4 comments, more than 2"):
        loaded(folder(tmp_path))


def test_attachments_are_text_or_not(tmp_path: Path) -> None:
    wide = "id,name\n1,Ä\n".encode("utf-16")
    path = folder(tmp_path, schema_DOT_sql=b"SELECT 1;\r\n", logo_DOT_sql=b"\x00\x01\xff", wide_DOT_csv=wide)
    logo, schema, rows = loaded(path).attachments
    assert (logo.text, logo.blocks, logo.size) == (None, (), 3)
    assert schema.blocks == (Code(text="SELECT 1;\n", line=1, language="sql"),)
    assert rows.text == "id,name\n1,Ä\n"
    assert "Ä" not in repr(rows)


def test_a_large_file_of_rows_is_read_in_part_and_other_large_files_are_not(tmp_path: Path) -> None:
    row = b"1,a\n"
    path = folder(tmp_path, big_DOT_csv=b"id,name\n" + row * 400_000, big_DOT_sql=b"SELECT 1;" * 200_000)
    rows, sql = loaded(path).attachments
    assert rows.text is not None
    assert (rows.is_whole, len(rows.text) <= attachments.LARGEST, rows.text[-4:]) == (False, True, "1,a\n")
    assert (sql.is_whole, sql.text, sql.blocks) == (False, None, ())


def test_too_many_attachments_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(besides, "MOST_ATTACHMENTS", 1)
    with pytest.raises(TicketUnreadable, match="there are 2 attachments, more than 1"):
        loaded(folder(tmp_path, a_DOT_txt=b"a", b_DOT_txt=b"b"))


@pytest.mark.parametrize("name", ["T-1.attachments/leak.sql", "T-1.comments.md", "T-1.attachments"])
def test_links_that_leave_the_folder_are_refused(tmp_path: Path, name: str) -> None:
    tickets, outside = tmp_path / "tickets", tmp_path / "outside"
    tickets.mkdir()
    outside.mkdir()
    (outside / "secret").write_text("SELECT 1;", "utf-8")
    folder(tickets, None)
    link = tickets / name
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(outside if name.endswith("attachments") else outside / "secret")
    with pytest.raises(TicketUnreadable, match="leaves the folder"):
        loaded(tickets)


def test_parent_and_links_are_read_once_and_may_be_missing_or_turn_in_circles(tmp_path: Path) -> None:
    head = "---\nsummary: Reports\nstatus: Open\nparent: T-1\nlinks:\n  - blocks: T-1\n---\n\nMonthly.\n"
    (tmp_path / "T-2.md").write_text(head, "utf-8")
    links = "parent: t-2\nlinks:\n  - relates to: T-2\n  - blocks: T-1\n  - blocks: T-9\n"
    (tmp_path / "T-1.md").write_text(f"---\nsummary: x\nstatus: Open\n{links}---\n", "utf-8")
    (related,) = loaded(tmp_path).related
    assert (related.kind, related.key, related.summary, related.status) == ("parent", "T-2", "Reports", "Open")
    assert related.blocks == (Paragraph(text="Monthly.", line=9),)


def test_the_fingerprint_tells_of_comments_attachments_and_related_tickets(tmp_path: Path) -> None:
    path = folder(tmp_path, None)
    marks = [loaded(path).fingerprint]
    MarkdownTracker(path).comment("T-1", "dbd", "our own")
    assert loaded(path).fingerprint == marks[0]
    (path / "T-1.comments.md").write_text("### Ann Lee, 2026-01-03\nYes.\n", "utf-8")
    marks.append(loaded(path).fingerprint)
    folder(path, None, a_DOT_bin=b"\x00")
    marks.append(loaded(path).fingerprint)
    folder(path, None, a_DOT_bin=b"\x01")
    marks.append(loaded(path).fingerprint)
    assert len(set(marks)) == len(marks)
