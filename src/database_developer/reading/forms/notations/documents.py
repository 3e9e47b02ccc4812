"""Documents of data: how they are loaded, and on which line a key stands."""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any

import yaml

from database_developer.model.request import Quote
from database_developer.reading.forms.notations.lines import Source
from database_developer.reading.sketch import SketchReference

_LONGEST = 200_000
_REMARK = re.compile(r"^\s*//.*$|,(?=\s*[}\]])", re.MULTILINE)


def loaded_json(text: str) -> Any:
    """The document; None where it is no JSON (remarks and last commas are forgiven)."""
    if len(text) > _LONGEST:
        return None
    for candidate in (text, _REMARK.sub("", text)):
        try:
            return json.loads(candidate)
        except (ValueError, RecursionError):
            continue
    return None


def loaded_yaml(text: str) -> Any:
    """The document; None where it is no YAML, or one that refers to parts of itself."""
    if len(text) > _LONGEST or re.search(r"(?m)[:\-]\s+[&*]\w", text):
        return None
    try:
        return yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None


def loaded_toml(text: str) -> Any:
    """The document; None where it is no TOML."""
    try:
        return tomllib.loads(text) if len(text) <= _LONGEST else None
    except (tomllib.TOMLDecodeError, RecursionError):
        return None


def line_of(source: Source, key: str) -> Quote:
    """The first line on which the key stands as a word; the first line of all where none does."""
    word = re.compile(rf"(?<![\w-]){re.escape(key)}(?![\w-])", re.IGNORECASE)
    lines = source.lines
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    return source.quote(next((number for number, line in enumerate(lines) if word.search(line)), first))


def child_table(parent: str, quote: Quote) -> SketchReference:
    """What ties the rows of an inner list to the document they stand in."""
    bare = re.sub(r"\W+", "_", parent.strip()).strip("_")
    last = bare.rpartition(".")[2]
    return SketchReference(
        parent=parent, columns=(f"{_snake(last)}_id",), on_delete="cascade", required=True, quote=quote
    )


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
