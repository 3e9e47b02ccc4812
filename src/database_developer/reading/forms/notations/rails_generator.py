"""Rails' generator: "rails g model Vehicle plate:string:uniq owner:references", a line each."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

from database_developer.model.inflection import plural
from database_developer.model.request import OrderBy, Quote
from database_developer.reading.forms.notations import rails
from database_developer.reading.forms.notations.expressions import Chain, Entry, Expression, Literal, Mapping, Step
from database_developer.reading.forms.notations.lines import Setting, Source
from database_developer.reading.scene import words_of
from database_developer.reading.sketch import (
    Sketch,
    SketchDoubt,
    SketchIndex,
    SketchNote,
    SketchPart,
    SketchRemoval,
    SketchTable,
    SketchUnique,
)

LANGUAGES = frozenset({"bash", "sh", "shell", "console", "zsh", "terminal", "ruby", "rb", "rails"})
_COMMAND = re.compile(
    r"\s*(?:[$>%]\s+)?(?:bundle exec\s+)?(?:\./)?(?:bin/)?rails\s+(?:g|generate)\s+(\w+)\s+([\w/:]+)(.*)"
)
_MADE = frozenset({"model", "scaffold", "resource"})
_FIELD = re.compile(r"(\w+)(?::(\w+)(!)?(?:\{([^{}]*)\})?(!)?)?(?::(\w+))?")
_MIGRATION = re.compile(r"(create|add|remove)_(?:(\w+?)_(?:to|from)_)?(\w+)")
_REFERENCES = frozenset({"references", "belongs_to"})


def sketched(source: Source, setting: Setting) -> Sketch | None:
    """The tables of all commands; None where there is none."""
    tables, others = [], []
    for words, quote in _commands(source):
        found = _COMMAND.match(words)
        table = _table(found, quote) if found is not None else None
        if table is not None:
            tables.append(table)
        elif words.strip():
            is_idle = found is None and re.match(r"\s*(#|\$?\s*(?:bin/)?(?:rails|rake|bundle|cd|git)\b)", words)
            others.append(SketchNote(quote=quote) if is_idle else SketchDoubt(quote=quote))
    return Sketch(tables=tuple(tables), others=tuple(others)) if tables else None


def _commands(source: Source) -> Iterator[tuple[str, Quote]]:
    """The lines, those that end with a backslash with the ones below."""
    waiting, first = "", 0
    for number, line in enumerate(source.lines):
        first = first if waiting else number
        waiting = f"{waiting} {line.strip()}".strip() if waiting else line
        if waiting.endswith("\\"):
            waiting = waiting[:-1].strip() or " "
            continue
        yield waiting, source.quote(first)
        waiting = ""


def _table(found: re.Match[str], quote: Quote) -> SketchTable | None:
    kind, name, rest = found[1], found[2].rpartition("/")[2].rpartition(":")[2], found[3]
    words = [word for word in _split(rest) if not word.startswith("-")]
    options = [word for word in _split(rest) if word.startswith("-")]
    if kind in _MADE:
        snake = "_".join(words_of(name))
        parts = [*_key(options, quote), *(part for word in words for part in _field(word, quote))]
        if not any(option.startswith(("--no-timestamps", "--skip-timestamps")) for option in options):
            parts.extend(rails.parts("timestamps", Step(name=""), quote))
        return SketchTable(name=plural(snake), model=name, quote=quote, parts=tuple(parts))
    return _migrated(name, words, quote) if kind == "migration" else None


def _split(rest: str) -> list[str]:
    try:
        return shlex.split(rest, comments=True)
    except ValueError:
        return rest.split()


def _migrated(name: str, words: list[str], quote: Quote) -> SketchTable | None:
    """ "CreateVehicles plate:string", "AddPlateToVehicles plate:string"; None where the name says neither."""
    told = _MIGRATION.fullmatch("_".join(words_of(name)))
    if told is None or not words:
        return None
    is_change = told[1] != "create"
    if told[1] == "remove":
        parts: list[SketchPart] = [SketchRemoval(column=word.partition(":")[0], quote=quote) for word in words]
    else:
        parts = [part for word in words for part in _field(word, quote)]
    return SketchTable(name=told[3], quote=quote, parts=tuple(parts), is_change=is_change)


def _key(options: list[str], quote: Quote) -> Iterator[SketchPart]:
    kind = next((option.partition("=")[2] for option in options if option.startswith("--primary-key-type")), "")
    if kind:
        yield from rails.primary_key(_step(id=Literal(text=kind)), quote)


def _field(word: str, quote: Quote) -> Iterator[SketchPart]:
    """ "plate:string{20}:uniq", "owner:references", "title"."""
    found = _FIELD.fullmatch(word)
    if found is None:
        yield SketchDoubt(quote=quote)
        return
    name, kind, inside, index = found[1], found[2] or "string", found[4] or "", found[6] or ""
    if kind in {"index", "uniq", "unique"}:
        kind, index = "string", kind
    is_reference = kind in _REFERENCES
    said = dict(_limits(kind, inside))
    if is_reference or found[3] or found[5]:
        said["null"] = _word("false")
    if is_reference and "polymorphic" not in inside:
        said["foreign_key"] = _word("true")
    if is_reference and index.startswith("uniq"):
        said["index"] = Mapping(entries=(Entry(key="unique", value=_word("true"), start=0),))
    yield from rails.parts(kind, _step(name, **said), quote)
    if index and not is_reference:
        yield _indexed(name, index, quote)


def _indexed(name: str, index: str, quote: Quote) -> SketchPart:
    if index in {"uniq", "unique"}:
        return SketchUnique(columns=(name,), quote=quote)
    return SketchIndex(keys=(OrderBy(attribute=name),), quote=quote) if index == "index" else SketchDoubt(quote=quote)


def _limits(kind: str, inside: str) -> Iterator[tuple[str, Expression]]:
    """ "{10,2}" of a decimal, "{40}" of a text, "{polymorphic}" of a reference."""
    numbers = re.findall(r"\d+", inside)
    if "polymorphic" in inside:
        yield "polymorphic", _word("true")
    elif kind == "decimal":
        yield from ((key, Literal(text=number)) for key, number in zip(("precision", "scale"), numbers, strict=False))
    elif numbers:
        yield "limit", Literal(text=numbers[0])


def _word(text: str) -> Expression:
    return Chain(steps=(Step(name=text),), start=0)


def _step(*names: str, **said: Expression) -> Step:
    entries = tuple(Entry(key=key, value=value, start=0) for key, value in said.items())
    return Step(name="", arguments=tuple(Literal(text=name) for name in names), named=Mapping(entries=entries))
