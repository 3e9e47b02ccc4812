"""Wiki text cut at its block macros: stretches of lines, code as it stands, and what is framed by a macro."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from database_developer.trackers.jira.read_text import DEEPEST, too_deep
from database_developer.trackers.wiki_fences import language_of

MONO = r"\{\{(?:\\[^\n]|[^\\{}\n]|\{(?!\{)|\}(?!\}))+\}\}"
_TAG = re.compile(rf"\\.|{MONO}|\{{(?P<name>[A-Za-z]+)(?::(?P<settings>[^{{}}\n]*))?\}}")
_VERBATIM = frozenset({"code", "noformat"})
FRAMES = frozenset({"quote", "panel", "expand", "info", "note", "tip", "warning", "section", "column", "center"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Stretch:
    """A line, or the part of one between macros; whether it begins and ends where the line does."""

    text: str
    line: int
    begins: bool
    ends: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Verbatim:
    """Code; ``line`` is the first of its text."""

    text: str
    line: int
    language: str
    title: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Framed:
    """What a macro is drawn about."""

    name: str
    title: str
    line: int
    pieces: tuple[Piece, ...]


Piece = Stretch | Verbatim | Framed


@dataclass(kw_only=True, slots=True)
class _Frame:
    """A frame whose end is still to come."""

    name: str
    title: str
    line: int
    pieces: list[Piece] = field(default_factory=list)


def pieces_of(text: str, where: str) -> tuple[Piece, ...]:
    """The text's pieces, whose line breaks are single ones; TicketUnreadable where frames nest too deeply."""
    cutter = _Cutter(text, where)
    cutter.cut()
    return tuple(cutter.open[0].pieces)


class _Cutter:
    """Goes through the text once, from tag to tag; each end is looked for once."""

    def __init__(self, text: str, where: str) -> None:
        self.text = text
        self.open = [_Frame(name="", title="", line=1)]
        self._where = where
        self._line = 1
        self._ends: dict[str, int] = {}
        self._is_frame_tag = False

    def cut(self) -> None:
        """Fill the outermost frame; a frame that is never closed ends with the text."""
        done = start = 0
        while (tag := _TAG.search(self.text, start)) is not None:
            start = self._after(tag, done)
            if start > tag.end() or self._is_frame_tag:
                done = start
        self._words(self.text[done:])
        while len(self.open) > 1:
            self._close()

    def _after(self, tag: re.Match[str], done: int) -> int:
        """Take in what a tag says and the words before it; where to go on."""
        name = (tag["name"] or "").lower()
        is_closing = tag["settings"] is None and any(frame.name == name for frame in self.open[1:])
        end = self._end(name, tag.end()) if name in _VERBATIM or name in FRAMES else -1
        self._is_frame_tag = name in FRAMES and (is_closing or end >= 0)
        if name in _VERBATIM and end >= 0:
            self._words(self.text[done : tag.start()])
            return self._verbatim(name, tag, end)
        if self._is_frame_tag:
            self._words(self.text[done : tag.start()])
            self._close_to(name) if is_closing else self._begin(name, tag["settings"] or "")
        return tag.end()

    def _end(self, name: str, start: int) -> int:
        """Where the next bare tag of this name stands; -1 where none follows."""
        known = self._ends.get(name, start - 1)
        if known != -1 and known < start:
            known = self._ends[name] = self.text.find(f"{{{name}}}", start)
        return known

    def _words(self, text: str) -> None:
        lines = text.split("\n")
        for number, one in enumerate(lines):
            begins, ends = number > 0 or self._at_start, number < len(lines) - 1
            if one or ends:
                self.open[-1].pieces.append(Stretch(text=one, line=self._line, begins=begins, ends=ends))
            self._line += ends

    @property
    def _at_start(self) -> bool:
        """Whether nothing of the line was taken in yet."""
        pieces = self.open[-1].pieces
        if not pieces:
            return len(self.open) == 1
        return isinstance(pieces[-1], Stretch) and pieces[-1].ends

    def _verbatim(self, name: str, tag: re.Match[str], end: int) -> int:
        settings, content = tag["settings"] or "", self.text[tag.end() : end]
        first = self._line + content.startswith("\n")
        inner = content.removeprefix("\n")
        text = inner if inner.endswith("\n") or not inner else inner + "\n"
        language = language_of(settings).lower()
        piece = Verbatim(text=text, line=first, language=language, title=setting(settings, "title"))
        self.open[-1].pieces.append(piece)
        self._line += content.count("\n")
        return end + len(name) + 2

    def _begin(self, name: str, settings: str) -> None:
        if len(self.open) > DEEPEST // 2:  # a frame in a list in a frame
            raise too_deep(self._where)
        bare = settings if name == "expand" and "=" not in settings else ""
        title = setting(settings, "title") or bare.strip()
        self.open.append(_Frame(name=name, title=title, line=self._line))

    def _close_to(self, name: str) -> None:
        """Close the innermost frame of this name, and those left open in it."""
        while self._close() != name:
            pass

    def _close(self) -> str:
        frame = self.open.pop()
        framed = Framed(name=frame.name, title=frame.title, line=frame.line, pieces=tuple(frame.pieces))
        self.open[-1].pieces.append(framed)
        return frame.name


def setting(settings: str, name: str) -> str:
    """The value of one of a macro's settings; "" where it is not set."""
    found = (part.partition("=") for part in settings.split("|"))
    return next((value.strip() for key, _, value in found if key.strip().lower() == name), "")
