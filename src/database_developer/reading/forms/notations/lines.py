"""Code by its lines: each as a quote, without what a comment says."""

from __future__ import annotations

from dataclasses import dataclass, field

from database_developer.model.request import Quote


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """A piece of code; ``first`` is the ticket's line of its first."""

    text: str
    first: int
    lines: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Cut the text into its lines once."""
        object.__setattr__(self, "lines", tuple(self.text.split("\n")))

    def quote(self, number: int) -> Quote:
        """The line of that number (from 0), its margins left out."""
        lines = self.lines
        text = lines[number].strip() if number < len(lines) else self.text.strip()
        return Quote(text=text, line=self.first + number)

    def quote_at(self, offset: int) -> Quote:
        """The line at an offset of the text."""
        return self.quote(self.text.count("\n", 0, offset))


@dataclass(frozen=True, kw_only=True, slots=True)
class Setting:
    """Where code stands: the language of its fence, the words before it, and the thing they speak of.

    ``heading`` is the nearest above, ``title`` the ticket's; ``things`` are those that have tables already.
    """

    language: str = ""
    intro: str = ""
    topic: str | None = None
    heading: str = ""
    title: str = ""
    things: frozenset[str] = frozenset()


def without_comment(line: str, *marks: str) -> tuple[str, str]:
    """The line before a comment's mark that stands outside quotation marks, and the comment."""
    inside = ""
    for index, letter in enumerate(line):
        if inside:
            inside = "" if letter == inside else inside
        elif letter in "'\"`":
            inside = letter
        elif any(line.startswith(mark, index) for mark in marks):
            mark = next(mark for mark in marks if line.startswith(mark, index))
            return line[:index].rstrip(), line[index + len(mark) :].strip()
    return line.rstrip(), ""


def bare(name: str) -> str:
    """The name without its quotation marks, back-ticks or brackets."""
    return name.strip().strip("`\"'[]")


def split_outside(text: str, separator: str = ",") -> list[str]:
    """The parts of a list, separators inside brackets and quotation marks left alone."""
    parts, depth, inside, start = [], 0, "", 0
    for index, letter in enumerate(text):
        if inside:
            inside = "" if letter == inside else inside
        elif letter in "'\"`":
            inside = letter
        elif letter in "([{":
            depth += 1
        elif letter in ")]}":
            depth -= 1
        elif letter == separator and depth <= 0:
            parts.append(text[start:index].strip())
            start = index + 1
    parts.append(text[start:].strip())
    return [part for part in parts if part]
