"""The text within a line of wiki text: marks taken off, links with their addresses, escapes undone."""

from __future__ import annotations

import html
import re
from collections import Counter
from html.entities import html5

from database_developer.trackers import marks
from database_developer.trackers.jira.read_text import Remarks
from database_developer.trackers.jira.wiki.pieces import MONO, setting

_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z]{2,31});")
_TOKEN = re.compile(
    rf"""
      (?P<line_break>\\\\)
    | \\(?P<escaped>[!-/:-@\[\]^_`{{-~])
    | (?P<mono>{MONO})
    | \[(?P<link>[^\[\]\n]+)\]
    | !(?P<image>[^\s!|]+\.\w+)(?P<look>(?:\|[^!|\n]*)*)!
    | (?P<address>https?://[^\s\[\]|{{}}<>"]+)
    | \{{(?P<inner_mark>[*_^~+-])\}}
    | \{{(?P<macro>[A-Za-z][\w-]*)(?P<settings>:[^{{}}\n]*)?\}}
    | (?P<entity>{_ENTITY.pattern.replace("#", chr(92) + "#")})
    | (?P<dash>-{{2,}})
    | (?P<mark>\?\?|[*_^~+-])
    """,
    re.VERBOSE,
)
_TARGET = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|//|www\.|#|\^|~|/|[A-Z][A-Z0-9]+-\d+\s*$)\S*", re.IGNORECASE)
_INVISIBLE_MACROS = frozenset({"color", "anchor"})
_NO_EDGE = frozenset("<>=- \t")  # an arrow strikes nothing out


class Inline:
    """Reads lines one after the other; notes the macros that are not known."""

    def __init__(self, remarks: Remarks) -> None:
        self.remarks = remarks
        self._macros: Counter[str] = Counter()

    def text(self, line: str) -> str:
        """The line's plain text; a forced line break in it is one."""
        pieces: list[str] = []
        open_marks: dict[str, list[int]] = {}
        start = 0
        while (token := _TOKEN.search(line, start)) is not None:
            pieces.append(line[start : token.start()])
            kind = token.lastgroup or ""
            start = token.end()
            if kind in {"mark", "inner_mark"}:
                self._mark(token, pieces, open_marks)
            elif kind == "link" and not _is_link(token["link"]):
                pieces.append("[")
                start = token.start() + 1
            else:
                pieces.append(self._plain(token))
        return "".join([*pieces, line[start:]])

    def _mark(self, token: re.Match[str], pieces: list[str], open_marks: dict[str, list[int]]) -> None:
        """A mark that closes an open one goes with it; struck out words keep theirs."""
        sign = token[token.lastgroup or 0]
        opened = open_marks.setdefault(sign, [])
        if opened and _closes(token):
            shown = "~~" if sign == "-" else ""
            pieces[opened.pop()] = shown
            pieces.append(shown)
            return
        if _opens(token):
            opened.append(len(pieces))
        pieces.append(token[0])

    def _plain(self, token: re.Match[str]) -> str:
        match token.lastgroup:
            case "line_break":
                return "\n"
            case "escaped":
                return token["escaped"]
            case "mono":
                return _mono(token["mono"])
            case "link":
                return self._link(token["link"])
            case "look":
                return self._image(token["image"], token["look"])
            case "macro" | "settings":
                return self._macro(token)
            case "entity":
                return _entity(token["entity"])
            case "address":
                return _decoded(token["address"])
        return token[0]

    def _link(self, link: str) -> str:
        shown, *target = link.split("|")
        if target:
            return marks.with_address(self.text(shown), ", ".join(part.strip() for part in target))
        return "@" + shown.strip()[1:] if shown.strip().startswith("~") else shown.strip().lstrip("^")

    def _image(self, name: str, look: str) -> str:
        """The name of a picture or file, and what is told of it."""
        self.remarks.add(f'the file "{name}" is shown, but was not read')
        settings = look.replace(",", "|")
        return " ".join(filter(None, [name, setting(settings, "alt"), setting(settings, "title")]))

    def _macro(self, token: re.Match[str]) -> str:
        """Nothing where it has no words; an unknown one stays, since it may as well be a name in braces."""
        name, settings = token["macro"], token["settings"]
        if name.lower() in _INVISIBLE_MACROS:
            return ""
        self._macros[name] += 1
        if settings or self._macros[name] == 2:
            self.remarks.add(f'the macro "{name}" is not known; it was read as it stands')
        return token[0]


def _is_link(content: str) -> bool:
    """Whether what stands in brackets leads somewhere; if not, they are but brackets."""
    parts = content.split("|")
    return _TARGET.match(parts[min(1, len(parts) - 1)]) is not None and content.strip() not in {"~", "^"}


def _entity(entity: str) -> str:
    """The character that HTML has under this name or number; a name that it has not stays."""
    return html.unescape(entity) if entity[1] == "#" or entity[1:] in html5 else entity


def _decoded(text: str) -> str:
    return _ENTITY.sub(lambda found: _entity(found[0]), text)


def _mono(token: str) -> str:
    bare = re.sub(r"\\([^\w\s])", r"\1", token[2:-2])
    content = " ".join(_decoded(bare).split())
    return marks.code(content) if content else " "


def _opens(token: re.Match[str]) -> bool:
    before, after = token.string[max(0, token.start() - 1) : token.start()], token.string[token.end() : token.end() + 1]
    is_apart = token.lastgroup == "inner_mark" or token["mark"] == "^" or not before.isalnum()
    return is_apart and bool(after) and after not in _NO_EDGE


def _closes(token: re.Match[str]) -> bool:
    before, after = token.string[max(0, token.start() - 1) : token.start()], token.string[token.end() : token.end() + 1]
    is_apart = token.lastgroup == "inner_mark" or token["mark"] == "^" or not after.isalnum()
    return is_apart and bool(before) and before not in _NO_EDGE
