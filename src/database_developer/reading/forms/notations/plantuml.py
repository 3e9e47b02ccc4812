"""PlantUML: entities, classes and tables with their fields, and the lines between them."""

from __future__ import annotations

import re

from database_developer.model.request import Quote
from database_developer.reading.forms.notations.diagrams import Diagram, Entity, Line, marked
from database_developer.reading.forms.notations.lines import Setting, Source, bare
from database_developer.reading.forms.notations.types import is_identity_type, sql_type
from database_developer.reading.sketch import Sketch, SketchColumn, SketchDoubt

LANGUAGES = frozenset({"plantuml", "puml", "uml"})
_BOX = re.compile(
    r"(?:(?:entity|class|table|object)\s*\(?\s*)(\"[^\"]+\"|[\w.]+)(?:\s+as\s+(\"[^\"]+\"|\w+))?"
    r"[^{]*\{\s*",
    re.IGNORECASE,
)
_LINE = re.compile(
    r"(\"[^\"]+\"|[\w.]+)\s*(?:\"([^\"]+)\")?\s*([|}][|o]|[}|]\||\}o|o|\*|<\|?|)?(?:--?|\.\.?)(?:\w*)(?:-|\.)?"
    r"([|o][|{]|\|\||o|\*|\|?>|)?\s*(?:\"([^\"]+)\")?\s*(\"[^\"]+\"|[\w.]+)\s*(?::.*)?"
)
_COLUMN = re.compile(
    r"([\w]+)\s*:\s*([\w ]+?(?:\([\d, ]+\))?(?:\[\])*)\s*((?:<<[^>]*>>\s*|\bnot null\b\s*|\bunique\b\s*)*)"
)
_TYPE_FIRST = re.compile(r"(\w+(?:\([\d, ]+\))?(?:\[\])?)\s+(\w+)\s*((?:<<[^>]*>>\s*)*)")
_IDLE = (
    "@",
    "hide",
    "show",
    "skinparam",
    "title",
    "left to",
    "top to",
    "'",
    "!",
    "note",
    "end note",
    "legend",
    "header",
)
_SEPARATORS = {"--", "..", "==", "__"}


def sketched(source: Source, setting: Setting) -> Sketch | None:
    """The boxes as tables; None where no box with fields begins on any line."""
    if not any(_BOX.fullmatch(line.strip()) for line in source.lines):
        return None
    diagram, aliases = Diagram(), {}
    entity: Entity | None = None
    for number, line in enumerate(source.lines):
        text, quote = line.strip(), source.quote(number)
        box = _BOX.fullmatch(text)
        if box:
            name = bare(box[1])
            aliases[bare(box[2] or box[1])] = name
            entity = diagram.entities.setdefault(name, Entity(name=name, quote=quote))
        elif text.startswith("}"):
            entity = None
        elif entity is not None:
            _field(text, quote, entity)
        elif text and not text.lower().startswith(_IDLE):
            _tie(text, quote, diagram, aliases)
    return diagram.sketch()


def _field(text: str, quote: Quote, entity: Entity) -> None:
    """ "* id : number <<generated>>": a star says that it is required."""
    body = text.lstrip("*+-#~ ").strip()
    if not body or text in _SEPARATORS or set(text) <= set("-.=_"):
        return
    if body.endswith(")") and ":" not in body and not _TYPE_FIRST.fullmatch(body):
        return
    found, turned = _COLUMN.fullmatch(_unmarked(body)), _TYPE_FIRST.fullmatch(_unmarked(body))
    if found:
        name, written, said = found[1], found[2], found[3]
    elif turned and sql_type(turned[1]):
        name, written, said = turned[2], turned[1], turned[3]
    else:
        entity.parts.append(SketchDoubt(quote=quote))
        return
    _add(name, written, set(marked(said)) | _leading(body), quote, entity, is_required=text.startswith("*"))


def _unmarked(body: str) -> str:
    return re.sub(r"^(?:(?:PK|FK|<<\w+>>)\s*[,:]?\s+|(?:\w+_key|unique|not_null|foreign_key)\()+", "", body).rstrip(
        ")"
    ) + (")" if body.endswith(")") and "(" in body.partition(":")[2] else "")


def _leading(body: str) -> set[str]:
    """Marks that stand before the name: "PK id : int", "primary_key(id) : int"."""
    words = re.findall(r"^(?:<<)?(PK|FK|primary_key|foreign_key|unique|not_null)\b", body)
    names = {"primary_key": "pk", "foreign_key": "fk"}
    return {names.get(word, word.lower()) for word in words}


def _add(name: str, written: str, marks: set[str], quote: Quote, entity: Entity, *, is_required: bool) -> None:
    type_name = sql_type(written)
    is_generated = bool({"generated", "auto", "autoincrement", "identity"} & marks) or is_identity_type(written)
    is_first = not entity.columns() and is_generated
    entity.parts.append(
        SketchColumn(
            name=name,
            type=type_name,
            hint="" if type_name else written.lower(),
            primary="pk" in marks or is_first,
            identity=is_generated and (type_name or "") in {"integer", "bigint", "smallint"},
            unique=bool({"uk", "unique"} & marks),
            required=True if is_required or {"null", "not_null"} & marks else None,
            quote=quote,
        )
    )
    if "fk" in marks:
        entity.foreign.append(name)


def _tie(text: str, quote: Quote, diagram: Diagram, aliases: dict[str, str]) -> None:
    found = _LINE.fullmatch(text)
    if found is None:
        diagram.others.append(SketchDoubt(quote=quote))
        return
    left, right = (aliases.get(bare(name), bare(name)) for name in (found[1], found[6]))
    left_sign, right_sign = found[2] or found[3] or "", found[5] or found[4] or ""
    if not found[2] and not found[5] and not {left_sign, right_sign} & _FEET:
        diagram.others.append(SketchDoubt(quote=quote))
        return
    diagram.lines.append(Line(left=left, right=right, left_sign=left_sign, right_sign=right_sign, quote=quote))


_FEET = {"||", "|o", "o|", "}|", "|{", "}o", "o{", "{", "}"}
