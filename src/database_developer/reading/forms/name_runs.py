"""Columns in one line, whatever stands between them: "id; plate; make", "`id` `plate`", "Vehicle {id, plate}"."""

from __future__ import annotations

import re
from dataclasses import replace

from database_developer.model.ticket import Item, ItemList, Paragraph
from database_developer.reading.forms import listing
from database_developer.reading.grammar import lexicon
from database_developer.reading.outcome import Outcome
from database_developer.reading.passages import Passage
from database_developer.reading.scene import Scene

_LEAST = 3  # names
_LONGEST = 400  # letters
# Before a name that ends in a sign: "Vehicle {", "vehicles ->", "Vehicle has:".
_LED = re.compile(
    r"(?P<name>[A-Za-z_]\w*(?: \w+)?)(?: has| with)?\s*(?:->|=>|→|[:=]|[:=]?\s*[{\[])\s*(?P<list>[^:{}\[\]]+?)[}\]]?"
)
_BETWEEN = (",", ";", "|", "/", "+", "&")
_TICKED = re.compile(r"`[^`]+`(?:\s+`[^`]+`)+")
_ENTRY = re.compile(r"`?[A-Za-z_]\w*`?(?: [A-Za-z_]\w*){0,2}")


def read(passage: Passage, scene: Scene) -> Outcome | None:
    """The paragraph as a list of the columns it is; None for any other."""
    block = passage.block
    if not isinstance(block, Paragraph) or len(block.text) > _LONGEST:
        return None
    text = block.text.strip().rstrip(".;,")
    led = _LED.fullmatch(text)
    names = _names(led["list"] if led else text)
    if not names:
        return None
    items = tuple(Item(text=name, line=block.line) for name in names)
    intro = f"{led['name']}:" if led and led["name"].lower() not in lexicon.COLUMN_NOUNS else passage.intro
    return listing.read(replace(passage, block=ItemList(items=items, line=block.line), intro=intro), scene)


def _names(text: str) -> tuple[str, ...]:
    """The names that the same sign stands between; () where anything else stands there too."""
    if _TICKED.fullmatch(text):
        found = [part for part in re.split(r"\s+(?=`)", text) if part]
    else:
        sign = next((one for one in _BETWEEN if one in text), "")
        found = [part.strip() for part in text.split(sign)] if sign else []
    return tuple(found) if len(found) >= _LEAST and all(map(_ENTRY.fullmatch, found)) else ()
