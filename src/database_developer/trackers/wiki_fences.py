"""Jira's own fences and headings, ``{code:sql}``, ``h2. Data``, and foreign bullets, as Markdown's, line for line."""

from __future__ import annotations

import re

_OPENING = re.compile(r"\s*\{(?P<kind>code|noformat)(?::(?P<settings>[^{}]*))?\}(?P<rest>.*)")
_LANGUAGE = re.compile(r"[A-Za-z][\w#+.-]*")
_BULLET = re.compile(r"(?P<indent>[ \t]*)(?P<sign>[•‣◦▪▫●○■□►▸▶➢➤➔✓✔∙⁃·・–—])[ \t\u00a0\u3000]+(?=\S)")
_DASHES = "–—"
_LETTERED = re.compile(r"(?P<indent>[ \t]*)(?P<letter>[a-z])\)[ \t]+(?=\S)")
_HEADING = re.compile(r"^h(?P<level>[1-6])\.[ \t]+(?=\S)")
_CODE = re.compile(r"\{\{(?![\s{])([^{}\n]*?[^{}\s])\}\}")
_MARKDOWN_FENCE = re.compile(r"\s*(?P<mark>```|~~~)")
FENCE = "~~~~~~"


def as_markdown(text: str) -> str:
    """The text with Jira's fences made Markdown's; every line stays where it is. An unclosed one stays as it is."""
    lines = text.split("\n")
    _make_bullets_plain(lines)
    _make_letters_plain(lines)
    number, fence = 0, ""
    while number < len(lines):
        mark = _MARKDOWN_FENCE.match(lines[number])
        if mark is not None and (not fence or mark["mark"] == fence):
            fence = "" if fence else mark["mark"]
        opening = _OPENING.fullmatch(lines[number])
        end = _end(lines, number, opening["kind"]) if opening is not None else None
        if opening is None or end is None or opening["rest"].strip():
            lines[number] = _HEADING.sub(lambda found: "#" * int(found["level"]) + " ", lines[number])
            lines[number] = lines[number] if fence or "`" in lines[number] else _CODE.sub(r"`\1`", lines[number])
            number += 1
            continue
        lines[number] = f"{FENCE}{language_of(opening['settings'] or '')}"
        lines[end] = FENCE
        number = end + 1
    return "\n".join(lines)


def _make_bullets_plain(lines: list[str]) -> None:
    """Bullets of word processors and other scripts as Markdown's; a dash is one where its neighbour begins so too."""
    found = [_BULLET.match(line) for line in lines]
    for number, bullet in enumerate(found):
        if bullet is None:
            continue
        near = (found[at] for at in (number - 1, number + 1) if 0 <= at < len(found))
        is_list = bullet["sign"] not in _DASHES or any(it is not None and it["sign"] == bullet["sign"] for it in near)
        if is_list:
            lines[number] = f"{bullet['indent']}- {lines[number][bullet.end() :]}"


def _make_letters_plain(lines: list[str]) -> None:
    """ "a) the name" above "b) the fee" are items of a list."""
    found = [_LETTERED.match(line) for line in lines]
    for number, item in enumerate(found):
        near = (found[at] for at in (number - 1, number + 1) if 0 <= at < len(found))
        letters = [ord(it["letter"]) for it in near if it is not None]
        if item is not None and any(abs(letter - ord(item["letter"])) == 1 for letter in letters):
            lines[number] = f"{item['indent'][:3]}- {lines[number][item.end() :]}"


def _end(lines: list[str], start: int, kind: str) -> int | None:
    """The line that closes the fence, and holds nothing else."""
    for number in range(start + 1, len(lines)):
        if lines[number].strip() == f"{{{kind}}}":
            return number
    return None


def language_of(settings: str) -> str:
    """``sql`` in ``{code:sql|title=The table}`` or ``{code:title=x|language=sql}``."""
    for part in settings.split("|"):
        name, sign, value = part.partition("=")
        if not sign and _LANGUAGE.fullmatch(name.strip()):
            return name.strip()
        if name.strip() in {"language", "lang"} and _LANGUAGE.fullmatch(value.strip()):
            return value.strip()
    return ""
