"""Tables of columns: one row for each, its name, type, whether it is required, and notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from database_developer.model.request import (
    AttributeAsk,
    DeletionAsk,
    EntityAsk,
    Fate,
    Question,
    Quote,
    RelationAsk,
    UniqueAsk,
)
from database_developer.model.ticket import Grid
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.attributes import asks_about
from database_developer.reading.grammar.feature import Feature
from database_developer.reading.grammar.findings import Finding, Mention
from database_developer.reading.grammar.phrases import NounPhrase
from database_developer.reading.grammar.qualifiers import Qualifiers, qualifiers_of, with_more
from database_developer.reading.grammar.tokens import tokenized
from database_developer.reading.outcome import Outcome, ReadSentence
from database_developer.reading.passages import Passage
from database_developer.reading.scene import Scene, entity_name
from database_developer.reading.sketching import attribute_name
from database_developer.reading.topics import thing_named_in, thing_titled


class Meaning(StrEnum):
    """What a column of the grid tells."""

    TABLE = "table"
    NAME = "name"
    TYPE = "type"
    REQUIRED = "required"
    NULLABLE = "nullable"
    DEFAULT = "default"
    UNIQUE = "unique"
    LENGTH = "length"
    VALUES = "values"
    PARENT = "parent"
    ON_DELETE = "on delete"
    NOTES = "notes"


_HEADERS = {
    Meaning.TABLE: "table | entity | table name",
    Meaning.NAME: "column | field | name | attribute | property | column name | field name | attribute name | columns",
    Meaning.TYPE: "type | data type | datatype | column type | field type | sql type | format",
    Meaning.REQUIRED: "required | mandatory | not null | required? | mandatory?",
    Meaning.NULLABLE: "nullable | null | null? | nullable? | optional | optional? | allows null",
    Meaning.DEFAULT: "default | default value",
    Meaning.UNIQUE: "unique | unique?",
    Meaning.LENGTH: "length | size | max length | maximum length | max. length | len",
    Meaning.VALUES: "values | allowed values | possible values | enum | enum values | options",
    Meaning.PARENT: "ref | refs | reference | references | refers to | foreign key | fk | foreign keys | relation "
    "| fk to | points to",
    Meaning.ON_DELETE: "on delete | ondelete | on delete action | delete rule | on deletion",
    Meaning.NOTES: "notes | note | description | comment | comments | constraints | constraint | remarks | remark "
    "| details | meaning | key | keys | extra | rules | validation",
}
_MEANINGS = {header.strip(): meaning for meaning, headers in _HEADERS.items() for header in headers.split("|")}
_YES = lexicon.words("yes y true x ✓ ✔ ✅ required mandatory 1 not-null")
# "accounts", "accounts.id", "public.accounts(id)", "FK accounts.id"; "PK" and a bare tick say no table.
_REFERENCE = re.compile(
    r"(?:fk\b[\s:>-]*|->\s*|→\s*|references\s+)?(?!pk$|primary key$|yes$|no$|x$|fk$)"
    r"(?P<table>[a-z_]\w*(?:\.[a-z_]\w*(?=[.(]))?)(?:\.(?P<dotted>\w+)|\s*\(\s*(?P<bracketed>\w+)\s*\))?",
    re.IGNORECASE,
)
_BARE_KEY = re.compile(r"\bFK\s+(?=[a-z_]\w*(?:\s*[;,.(]|$))", re.IGNORECASE)  # "FK sensor"
_ACTIONS = frozenset({"cascade", "restrict", "set null", "no action"})
_NO = lexicon.words("no n false optional nullable 0 - ✗ ✘ ❌")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Row:
    """A row's cells by what they tell."""

    cells: dict[Meaning, str]
    quote: Quote

    def cell(self, meaning: Meaning) -> str:
        return self.cells.get(meaning, "").strip()


def read(passage: Passage, scene: Scene) -> Outcome | None:
    """The columns a grid lists; None where its header names none."""
    grid = passage.block
    if not isinstance(grid, Grid):
        return None
    meanings = [_MEANINGS.get(header.strip(" *`").lower()) for header in grid.header]
    if Meaning.NAME not in meanings or sum(meaning is not None for meaning in meanings) < 2:
        return None
    rows = _rows(grid, meanings)
    topic = _topic(passage, scene)
    findings = tuple(finding for row in rows for finding in _findings(row, topic, scene))
    if not findings and rows:
        return _whose(rows)
    findings = (*_keys_of_several(rows, topic), *findings)
    for finding in findings:
        scene.note(finding)
    return Outcome(findings=findings, sentences=tuple(ReadSentence(quote=row.quote, fate=Fate.USED) for row in rows))


def _keys_of_several(rows: list[_Row], topic: str | None) -> Iterator[EntityAsk]:
    """The key of each table of which more than one column is marked as its key."""
    marked: dict[str, list[_Row]] = {}
    for row in rows:
        entity = _entity(row.cell(Meaning.TABLE), topic)
        if entity is not None and _feature(row).qualifiers.is_key:
            marked.setdefault(entity, []).append(row)
    for entity, keys in marked.items():
        if len(keys) > 1:
            names = tuple(attribute_name(row.cell(Meaning.NAME).strip("`")) for row in keys)
            yield EntityAsk(entity=entity, key=names, quote=keys[0].quote)


def _rows(grid: Grid, meanings: list[Meaning | None]) -> list[_Row]:
    """Markdown's rows stand on the lines behind the header's and the rule's."""
    rows = []
    for number, cells in enumerate(grid.rows):
        by_meaning: dict[Meaning, str] = {}
        for meaning, cell in zip(meanings, cells, strict=True):
            if meaning is not None:
                by_meaning[meaning] = "; ".join(part for part in (by_meaning.get(meaning), cell) if part)
        quote = Quote(text=" | ".join(cells), line=grid.line + 2 + number)
        rows.append(_Row(cells=by_meaning, quote=quote))
    return [row for row in rows if row.cell(Meaning.NAME)]


def _topic(passage: Passage, scene: Scene) -> str | None:
    """The thing the words before the grid speak of, else its heading's."""
    titled = thing_titled(passage.intro)
    if passage.intro and passage.intro != passage.heading and scene.focus and titled is None:
        return scene.focus
    known = thing_named_in(passage.heading, scene)
    return known or (scene.find_name(titled) or titled if titled else scene.focus)


def _findings(row: _Row, topic: str | None, scene: Scene) -> tuple[Finding, ...]:
    entity = _entity(row.cell(Meaning.TABLE), topic)
    if entity is None:
        return ()
    table = row.cell(Meaning.TABLE).strip("`")
    mention = (Mention(entity=entity, table=table, quote=row.quote),) if table else ()
    feature = _feature(row)
    parent = _REFERENCE.fullmatch(row.cell(Meaning.PARENT).strip("`"))
    if parent is None:
        return (*mention, *asks_about(entity, (feature,), row.quote, scene))
    return (*mention, *_referring(entity, feature, row, parent, scene))


def _referring(entity: str, feature: Feature, row: _Row, parent: re.Match[str], scene: Scene) -> Iterator[Finding]:
    """A column that says whose key it holds: the column as it is told, and what it refers to."""
    name, said = attribute_name(feature.phrase.name), feature.qualifiers
    required = said.required
    yield AttributeAsk(
        entity=entity,
        attribute=name,
        column=name,
        type=said.type,
        required=required,
        default=said.default,
        quote=row.quote,
    )
    if said.unique:
        yield UniqueAsk(entity=entity, attributes=(name,), quote=row.quote)
    owner = scene.name_of(NounPhrase(identifier=parent["table"].rpartition(".")[2]))
    column = parent["dotted"] or parent["bracketed"]
    target = (attribute_name(column),) if column else ()
    yield RelationAsk(
        child=entity, parent=owner, role=name, required=required, columns=(name,), target=target, quote=row.quote
    )
    action = " ".join(row.cell(Meaning.ON_DELETE).strip("`").lower().replace("_", " ").split())
    if action in _ACTIONS:
        yield DeletionAsk(parent=owner, child=entity, action=action, role=name, quote=row.quote)


def _entity(table: str, topic: str | None) -> str | None:
    return entity_name(NounPhrase(identifier=table.strip("`"))) if table else topic


def _feature(row: _Row) -> Feature:
    said = qualifiers_of(tokenized(_BARE_KEY.sub("FK -> ", row.cell(Meaning.NOTES))))
    said = with_more(said, _type(row.cell(Meaning.TYPE)))
    required = _yes_or_no(row)
    said = replace(said, required=said.required if required is None else required)
    if row.cell(Meaning.UNIQUE).lower() in _YES:
        said = replace(said, unique=True)
    if row.cell(Meaning.LENGTH).isdecimal():
        said = replace(said, max_length=int(row.cell(Meaning.LENGTH)))
    if row.cell(Meaning.VALUES):
        said = with_more(said, qualifiers_of(tokenized(f"one of {row.cell(Meaning.VALUES)}")))
    if row.cell(Meaning.PARENT).lower() in {"pk", "primary key"}:
        said = with_more(said, qualifiers_of(tokenized("primary key")))
    default = row.cell(Meaning.DEFAULT)
    if default and default not in {"-", "–", "—"}:
        said = with_more(said, qualifiers_of(tokenized(f"default {default}")))
    return Feature(phrase=_name(row.cell(Meaning.NAME)), words=row.quote.text, qualifiers=said)


def _name(cell: str) -> NounPhrase:
    """An identifier as it is written; words in small letters."""
    bare = cell.strip("`")
    is_words = cell == bare and " " in bare and all(part.isalpha() for part in bare.split())
    return NounPhrase(identifier=bare.lower() if is_words else bare)


def _type(cell: str) -> Qualifiers:
    """The cell's type; one that is no SQL type is a hint in the ticket's words."""
    said = qualifiers_of(tokenized(cell), in_prose=False)
    if cell and said.type is None and not said.hint and not said.values:
        return replace(said, hint=cell.strip("`").lower(), other="")
    return said


def _yes_or_no(row: _Row) -> bool | None:
    required, nullable = row.cell(Meaning.REQUIRED).lower(), row.cell(Meaning.NULLABLE).lower()
    if required in _YES or nullable in _NO or nullable == "not null":
        return True
    return False if required in _NO or nullable in _YES or nullable in {"null", "nullable"} else None


def _whose(rows: list[_Row]) -> Outcome:
    """Columns of no table are a question."""
    first = rows[0]
    names = ", ".join(row.cell(Meaning.NAME) for row in rows[:6])
    question = Question(
        id=f"table-of-line-{first.quote.line}",
        text=f"which table do the columns {names} belong to?",
        blocking=True,
        quote=first.quote,
    )
    sentences = tuple(ReadSentence(quote=row.quote, fate=Fate.NOT_UNDERSTOOD) for row in rows)
    return Outcome(questions=(question,), sentences=sentences)
