"""What Mermaid and PlantUML share: crow's feet, and the column by which one entity refers to another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from database_developer.model.request import Cardinality, Quote
from database_developer.reading.inflection import singular
from database_developer.reading.scene import words_of
from database_developer.reading.sketch import (
    Sketch,
    SketchColumn,
    SketchDoubt,
    SketchNote,
    SketchPart,
    SketchReference,
    named_table,
)

_MANY = ("{", "}", "*")


@dataclass(kw_only=True, slots=True)
class Entity:
    """A box of the diagram; ``foreign`` are its columns that are marked as references."""

    name: str
    quote: Quote
    parts: list[SketchPart] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def columns(self) -> list[SketchColumn]:
        """Its columns, in order."""
        return [part for part in self.parts if isinstance(part, SketchColumn)]


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A line between two boxes, with the signs at either end: "||", "o{", "0..*"."""

    left: str
    right: str
    left_sign: str
    right_sign: str
    quote: Quote


@dataclass(kw_only=True, slots=True)
class Diagram:
    """Boxes and lines, and the lines of text that are neither."""

    entities: dict[str, Entity] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    others: list[SketchDoubt | SketchNote] = field(default_factory=list)

    def sketch(self) -> Sketch | None:
        """The tables; boxes without columns that only lines name are no tables of this diagram."""
        for line in self.lines:
            self._tie(line)
        for entity in self.entities.values():
            self._tie_marked(entity)
        tables = tuple(named_table(it.name, it.quote, tuple(it.parts)) for it in self.entities.values() if it.parts)
        return Sketch(tables=tables, others=tuple(self.others)) if tables else None

    def _tie(self, line: Line) -> None:
        many_left, many_right = _is_many(line.left_sign), _is_many(line.right_sign)
        if many_left and many_right:
            part = SketchReference(parent=line.right, cardinality=Cardinality.MANY_TO_MANY, quote=line.quote)
            self._of(line.left, line.quote).parts.append(part)
            return
        child, parent = (line.left, line.right) if many_left else (line.right, line.left)
        near, far = (line.left_sign, line.right_sign) if many_left else (line.right_sign, line.left_sign)
        if not many_left and not many_right and _refers_to(self.entities.get(line.left), line.right):
            child, parent, near, far = line.left, line.right, line.left_sign, line.right_sign
        is_single = not _is_many(near)
        self._refer(child, parent, line.quote, is_single=is_single, is_optional=_is_optional(far))

    def _refer(self, child: str, parent: str, quote: Quote, *, is_single: bool, is_optional: bool) -> None:
        entity = self._of(child, quote)
        column = _refers_to(entity, parent) or self._left_over(entity)
        name = column.name if column else f"{_words(parent)}_id"
        if column and name in entity.foreign:
            entity.foreign.remove(name)
        if column and column.required is None:
            entity.parts[entity.parts.index(column)] = replace(column, required=not is_optional)
        told = any(isinstance(it, SketchReference) and it.columns == (name,) for it in entity.parts)
        if not told:
            entity.parts.append(
                SketchReference(
                    parent=parent,
                    columns=(name,),
                    required=not is_optional,
                    cardinality=Cardinality.ONE_TO_ONE if is_single else Cardinality.MANY_TO_ONE,
                    quote=quote,
                )
            )

    def _left_over(self, entity: Entity) -> SketchColumn | None:
        """The only column marked as a reference, where its name is that of no other box."""
        marked = [it for it in entity.columns() if it.name in entity.foreign]
        return _only(it for it in marked if not any(_refers_to(entity, other) == it for other in self.entities))

    def _tie_marked(self, entity: Entity) -> None:
        """Columns marked as references to which no line belongs: their names tell what they refer to."""
        told = {name for it in entity.parts if isinstance(it, SketchReference) for name in it.columns}
        for column in [it for it in entity.columns() if it.name in entity.foreign and it.name not in told]:
            words = words_of(column.name)
            known = {_words(other): other for other in self.entities}
            parent = "_".join(words[:-1] if words[-1] == "id" else words)
            entity.parts.append(
                SketchReference(parent=known.get(parent, parent), columns=(column.name,), quote=column.quote)
            )

    def _of(self, name: str, quote: Quote) -> Entity:
        return self.entities.setdefault(name, Entity(name=name, quote=quote))


def _is_many(sign: str) -> bool:
    return any(mark in sign for mark in _MANY) or sign.strip().lower() in {"n", "m", "many"}


def _is_optional(sign: str) -> bool:
    return "o" in sign or sign.strip().startswith("0")


def _words(name: str) -> str:
    from_plural = words_of(name.rpartition(".")[2])
    return "_".join((*from_plural[:-1], singular(from_plural[-1])))


def _refers_to(entity: Entity | None, parent: str) -> SketchColumn | None:
    """The column of that name, such as "customerId" for customers; else the only one that is marked and ends so."""
    wanted = _words(parent)
    columns = entity.columns() if entity else []
    exact = [it for it in columns if "_".join(words_of(it.name)) in {f"{wanted}_id", f"{wanted}_key", f"{wanted}_code"}]
    marked = [it for it in columns if entity and it.name in entity.foreign]
    alike = [it for it in marked if set(words_of(it.name)) & set(wanted.split("_")) - {"id"}]
    return _only(exact) or _only(alike)


def _only(columns: Iterable[SketchColumn]) -> SketchColumn | None:
    found = list(columns)
    return found[0] if len(found) == 1 else None


def marked(words: str) -> Iterator[str]:
    """The marks behind a column, in small letters: "PK, FK", "<<FK>>", "not null"."""
    for word in words.replace(",", " ").replace("<<", " ").replace(">>", " ").split():
        yield word.lower()
