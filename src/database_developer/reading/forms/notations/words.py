"""The words of a program in JavaScript, PHP, Ruby or Elixir: names, texts, numbers, symbols and signs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class WordKind(StrEnum):
    """What a word is."""

    TEXT = "text"
    NUMBER = "number"
    NAME = "name"
    SYMBOL = "symbol"
    SIGN = "sign"


@dataclass(frozen=True, kw_only=True, slots=True)
class CodeWord:
    """One word; ``text`` without its quotation marks or colon."""

    kind: WordKind
    text: str
    start: int

    def is_sign(self, *signs: str) -> bool:
        """Whether it is one of these signs."""
        return self.kind is WordKind.SIGN and self.text in signs

    def is_name(self, *names: str) -> bool:
        """Whether it is one of these names."""
        return self.kind is WordKind.NAME and self.text in names


_PATTERN = re.compile(
    r"""
    (?P<space>\s+|//[^\n]*|/\*.*?\*/|\#(?![{\[])[^\n]*)
    |(?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)
    |(?P<number>\d[\d_]*(?:\.\d+)?)
    |(?P<symbol>(?<![\w\)\]"'?:]):(?:[A-Za-z_]\w*[?!]?|"[^"\n]*"))
    |(?P<name>[@$]{0,2}[A-Za-z_]\w*[?!]?(?!\w))
    |(?P<sign>=>|->|::|\?\.|\.\.\.|===?|!==?|&&|\|\||\?\?|<=|>=|%\{|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = re.compile(r"\\(.)")


def words_in(text: str) -> tuple[CodeWord, ...]:
    """The words in order; white space and comments left out."""
    words = []
    for found in _PATTERN.finditer(text):
        kind = found.lastgroup or ""
        if kind != "space":
            words.append(CodeWord(kind=WordKind(kind), text=_content(kind, found[0]), start=found.start()))
    return tuple(words)


def _content(kind: str, written: str) -> str:
    if kind == "text":
        return _ESCAPED.sub(r"\1", written[1:-1])
    if kind == "symbol":
        return written[1:].strip('"')
    return written
