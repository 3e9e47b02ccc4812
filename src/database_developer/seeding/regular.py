"""Templates for the simple regular expressions that CHECKs hold."""

from __future__ import annotations

import re
from dataclasses import dataclass

from database_developer.seeding.templates import Letters, Part, Template

PRINTABLE = "".join(map(chr, range(33, 127)))
USUAL = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ESCAPED = {"d": "0123456789", "w": "abcdefghijklmnopqrstuvwxyz0123456789_", "s": " "}
NAMED = {
    "alpha": "abcdefghijklmnopqrstuvwxyz",
    "digit": "0123456789",
    "alnum": "abcdefghijklmnopqrstuvwxyz0123456789",
    "lower": "abcdefghijklmnopqrstuvwxyz",
    "upper": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "xdigit": "0123456789abcdef",
}
TOKEN = re.compile(
    r"(?P<set>\[\^?\]?(?:\[:\w+:\]|\\.|[^\]\\])*\])|(?P<escape>\\.)|(?P<literal>[^\\\[\](){}|*+?^$])|(?P<any>\.)"
)
TIMES = re.compile(r"(?P<sign>[*+?])|\{(?P<least>\d+)(?P<comma>,)?(?P<most>\d*)\}")


@dataclass(frozen=True, slots=True)
class Atom:
    """Characters of one set, between so many times."""

    alphabet: str
    least: int
    most: int | None


def template(regex: str, rows: int, shortest: int, longest: int | None) -> Template | None:
    """A template all of whose texts match, with room for so many rows if the pattern has it."""
    atoms = _atoms(regex)
    if atoms is None:
        return None
    widths = _widths(atoms, max(rows, 1), shortest, longest)
    parts = tuple(_part(atom, width) for atom, width in zip(atoms, widths, strict=True) if width)
    return Template(_spread(parts))


def _part(atom: Atom, width: int) -> Part:
    return atom.alphabet * width if len(atom.alphabet) == 1 else Letters(atom.alphabet, width)


def _spread(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Only the widest run of letters carries the row's number; the others would repeat it."""
    runs = [part for part in parts if isinstance(part, Letters)]
    widest = max(runs, key=lambda run: len(run.alphabet) ** run.width, default=None)
    return tuple(
        part.alphabet[0] * part.width if isinstance(part, Letters) and part is not widest else part for part in parts
    )


def _widths(atoms: list[Atom], rows: int, shortest: int, longest: int | None) -> list[int]:
    widths = [atom.least for atom in atoms]
    growing = [place for place, atom in enumerate(atoms) if atom.most is None or atom.most > atom.least]
    roomy = max(growing, key=lambda place: len(atoms[place].alphabet), default=None)
    while roomy is not None:
        atom = atoms[roomy]
        too_few = len(atom.alphabet) ** widths[roomy] < rows and len(atom.alphabet) > 1
        can_grow = (atom.most is None or widths[roomy] < atom.most) and (longest is None or sum(widths) < longest)
        if not can_grow or not (too_few or sum(widths) < shortest):
            break
        widths[roomy] += 1
    return widths


def _atoms(regex: str) -> list[Atom] | None:
    """The pattern's parts, or None where it holds groups, alternatives or anything cleverer."""
    body = regex.removeprefix("^").removesuffix("$") if not regex.endswith("\\$") else regex.removeprefix("^")
    atoms, place = [], 0
    while place < len(body):
        token = TOKEN.match(body, place)
        alphabet = None if token is None else _alphabet(token)
        if token is None or not alphabet:
            return None
        times = TIMES.match(body, token.end())
        place = times.end() if times else token.end()
        atoms.append(Atom(alphabet, *_times(times)))
    return atoms


def _times(found: re.Match[str] | None) -> tuple[int, int | None]:
    if found is None:
        return 1, 1
    if found["sign"]:
        return {"*": (0, None), "+": (1, None), "?": (0, 1)}[found["sign"]]
    least = int(found["least"])
    return least, (int(found["most"]) if found["most"] else None) if found["comma"] else least


def _alphabet(token: re.Match[str]) -> str:
    if token["literal"]:
        return token["literal"]
    if token["any"]:
        return USUAL[:36]
    if token["escape"]:
        character = token["escape"][1]
        return ESCAPED.get(character, "" if character.isalnum() else character)
    return _set(token["set"][1:-1])


def _set(body: str) -> str:
    excluded = body.startswith("^")
    members = _members(body.removeprefix("^"))
    if not excluded:
        return "".join(sorted(members, key=(USUAL + PRINTABLE).find))
    return "".join(character for character in USUAL[:36] if character not in members)


def _members(body: str) -> set[str]:
    members: set[str] = set()
    for name in re.findall(r"\[:(\w+):\]", body):
        members |= set(NAMED.get(name, ""))
    rest = re.sub(r"\[:\w+:\]", "", body)
    for found in re.finditer(r"\\(.)|(.)-([^\]])|(.)", rest):
        escape, low, high, single = found.groups()
        if low:
            members |= set(map(chr, range(ord(low), ord(high) + 1)))
        else:
            members |= set(ESCAPED.get(escape, escape)) if escape else {single}
    return members
