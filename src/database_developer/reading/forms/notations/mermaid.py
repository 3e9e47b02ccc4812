"""Mermaid's entity relationship diagrams."""

from __future__ import annotations

import re

from database_developer.model.request import Quote
from database_developer.reading.forms.notations.diagrams import Diagram, Entity, Line, marked
from database_developer.reading.forms.notations.lines import Setting, Source, bare, without_comment
from database_developer.reading.forms.notations.types import is_identity_type, sql_type
from database_developer.reading.sketch import Sketch, SketchColumn, SketchDoubt

LANGUAGES = frozenset({"mermaid"})
_NAME = r"(\"[^\"]+\"|[\w.-]+?)"
_LINE = re.compile(rf"{_NAME}\s+([|}}][|o{{}}]|o\||\}}[|o]|\|\|)(?:--|\.\.)([|o][|{{]|\|\|)\s+{_NAME}\s*(?::\s*(.*))?")
_BOX = re.compile(r"(\"[^\"]+\"|[\w.-]+)(?:\s*\[([^\]]*)\])?\s*\{(.*)")
_ALONE = re.compile(r"[\w-]+")
WHOLE_NUMBERS = frozenset({"smallint", "integer", "bigint"})
_COLUMN = re.compile(r"([\w.()\[\],-]+)\s+\*?([\w.-]+)((?:\s*,?\s*\b(?:PK|FK|UK)\b)*)\s*(?:\"([^\"]*)\")?\s*")


def sketched(source: Source, setting: Setting) -> Sketch | None:
    """The boxes as tables; None where this is another sort of diagram."""
    if not any(line.strip().startswith("erDiagram") for line in source.lines):
        return None
    diagram = Diagram()
    entity: Entity | None = None
    for number, line in enumerate(source.lines):
        text, quote = without_comment(line, "%%")[0].strip(), source.quote(number)
        if not text or text.startswith(("erDiagram", "title", "direction", "---", "classDef", "style", "class ")):
            continue
        if entity is not None:
            inner = text.removesuffix("}").strip()
            if inner:
                _column(inner, quote, entity)
            entity = None if text.endswith("}") else entity
        else:
            entity = _outer(text, quote, diagram)
    return diagram.sketch()


def _outer(text: str, quote: Quote, diagram: Diagram) -> Entity | None:
    """A line between boxes, or the beginning of a box."""
    line, box = _LINE.fullmatch(text), _BOX.fullmatch(text)
    if line:
        left, right = bare(line[1]), bare(line[4])
        diagram.lines.append(Line(left=left, right=right, left_sign=line[2], right_sign=line[3], quote=quote))
    elif box:
        entity = diagram.entities.setdefault(bare(box[1]), Entity(name=bare(box[1]), quote=quote))
        inner = box[3].strip().removesuffix("}").strip()
        if inner:
            _column(inner, quote, entity)
        return None if box[3].strip().endswith("}") else entity
    elif not _ALONE.fullmatch(text):
        diagram.others.append(SketchDoubt(quote=quote))
    return None


def _column(text: str, quote: Quote, entity: Entity) -> None:
    """ "string email UK"."""
    found = _COLUMN.fullmatch(text)
    if found is None:
        entity.parts.append(SketchDoubt(quote=quote))
        return
    marks, type_name = set(marked(found[3])), sql_type(found[1])
    is_own_key = "pk" in marks and found[2].lower() == "id"  # a diagram does not say who gives the numbers
    entity.parts.append(
        SketchColumn(
            name=found[2],
            type=type_name,
            hint="" if type_name else found[1].lower(),
            primary="pk" in marks,
            identity=("pk" in marks and is_identity_type(found[1])) or (is_own_key and type_name in WHOLE_NUMBERS),
            default="random uuid" if is_own_key and type_name == "uuid" else None,
            unique="uk" in marks,
            required=_required(found[4] or ""),
            comment=found[4] or "",
            quote=quote,
        )
    )
    if "fk" in marks:
        entity.foreign.append(found[2])


def _required(comment: str) -> bool | None:
    words = comment.lower()
    if "not null" in words or "required" in words:
        return True
    return False if "nullable" in words or "optional" in words else None
