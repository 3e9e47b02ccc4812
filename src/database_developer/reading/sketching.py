"""From a sketch of tables to the findings that a sentence would yield."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.model.inflection import plural
from database_developer.model.request import (
    AllowedAsk,
    AttributeAsk,
    Cardinality,
    DeletionAsk,
    EntityAsk,
    Fate,
    IndexKeysAsk,
    OrderBy,
    RangeAsk,
    RelationAsk,
    RemovalAsk,
    RenameAsk,
    UniqueAsk,
)
from database_developer.reading.grammar.findings import Finding, Mention
from database_developer.reading.grammar.phrases import NounPhrase
from database_developer.reading.outcome import Outcome, ReadSentence
from database_developer.reading.scene import Scene, entity_name, words_of
from database_developer.reading.sketch import (
    Sketch,
    SketchColumn,
    SketchIndex,
    SketchPart,
    SketchPrimary,
    SketchRange,
    SketchReference,
    SketchRemoval,
    SketchRenaming,
    SketchSet,
    SketchTable,
    SketchUnique,
)


def outcome_of(sketch: Sketch, scene: Scene) -> Outcome:
    """The sketch's findings, and what became of each of its lines."""
    telling = _Telling(sketch, scene)
    findings = tuple(finding for table in sketch.tables for finding in telling.of_table(table))
    for finding in findings:
        scene.note(finding)
    used = dict.fromkeys(sketch.quotes(), Fate.USED)
    fates = used | dict.fromkeys((quote for quote in sketch.doubts() if quote not in used), Fate.NOT_UNDERSTOOD)
    sentences = (ReadSentence(quote=quote, fate=fates[quote]) for quote in sorted(fates, key=lambda it: it.line))
    return Outcome(findings=findings, sentences=tuple(sentences))


class _Telling:
    """Knows which thing each name of the sketch means."""

    def __init__(self, sketch: Sketch, scene: Scene) -> None:
        self.scene = scene
        self.entities: dict[str, str] = {}
        self.made = {self._entity(table) for table in sketch.tables if not table.is_change}
        for table in sketch.tables:
            entity = self._entity(table)
            for name in filter(None, (table.name, table.model)):
                self.entities[name.lower()] = entity

    def _entity(self, table: SketchTable) -> str:
        known = table.name is not None and self._live(table.name)
        return known or entity_name(NounPhrase(identifier=table.known_as))

    def _live(self, name: str) -> str | None:
        """The thing whose live table has this very name."""
        bare = name.rpartition(".")[2].lower()
        things = self.scene.entities.values()
        return next((it.name for it in things if it.exists and (it.table or "").lower() == bare), None)

    def entity(self, name: str) -> str:
        """The thing that a reference to this name means."""
        bare = name.rpartition(".")[2]
        return self.entities.get(bare.lower()) or self._live(bare) or entity_name(NounPhrase(identifier=bare))

    def of_table(self, table: SketchTable) -> Iterator[Finding]:
        entity = self.entity(table.known_as)
        if not table.is_change:
            yield self._thing(table, entity)
        elif entity not in self.made:
            yield Mention(entity=entity, table=table.name, quote=table.quote, exists=True)
        for part in table.parts:
            yield from self._part(entity, part)

    def _thing(self, table: SketchTable, entity: str) -> EntityAsk:
        primary = next((part.columns for part in table.parts if isinstance(part, SketchPrimary)), ())
        key = primary or tuple(column.name for column in table.columns if column.primary)
        return EntityAsk(
            entity=entity,
            table=table.name.rpartition(".")[2] if table.name else None,
            model=table.model,
            key=tuple(map(attribute_name, key)),
            description=table.comment or f"Holds {plural(entity)}.",
            quote=table.quote,
        )

    def _part(self, entity: str, part: SketchPart) -> Iterator[Finding]:
        match part:
            case SketchColumn():
                yield from _column(entity, part)
            case SketchReference():
                yield from self._reference(entity, part)
            case SketchUnique():
                names = tuple(map(attribute_name, part.columns))
                yield UniqueAsk(entity=entity, attributes=names, quote=part.quote, ignoring_case=part.ignoring_case)
            case SketchIndex():
                keys = tuple(
                    OrderBy(attribute=attribute_name(key.attribute), direction=key.direction) for key in part.keys
                )
                yield IndexKeysAsk(entity=entity, keys=keys, quote=part.quote)
            case SketchSet():
                name = attribute_name(part.column)
                yield AllowedAsk(entity=entity, attribute=name, values=part.values, quote=part.quote)
            case SketchRange():
                name = attribute_name(part.column)
                low, high = part.minimum, part.maximum
                yield RangeAsk(entity=entity, attribute=name, minimum=low, maximum=high, quote=part.quote)
            case SketchRemoval():
                yield RemovalAsk(entity=entity, attribute=_if_any(part.column), quote=part.quote)
            case SketchRenaming():
                old, new = _if_any(part.column), part.new_name
                yield RenameAsk(entity=entity, attribute=old, new_name=new, quote=part.quote)

    def _reference(self, entity: str, part: SketchReference) -> Iterator[Finding]:
        parent, names = self.entity(part.parent), tuple(map(attribute_name, part.columns))
        role = names[0] if names else None
        yield RelationAsk(
            child=entity,
            parent=parent,
            role=role,
            required=part.required,
            cardinality=part.cardinality,
            columns=names,
            target=tuple(map(attribute_name, part.target)),
            quote=part.quote,
        )
        if part.on_delete and part.cardinality is not Cardinality.MANY_TO_MANY:
            yield DeletionAsk(parent=parent, child=entity, action=part.on_delete, role=role, quote=part.quote)


def attribute_name(column: str) -> str:
    """The attribute that a column holds: "user_id" for userId as well."""
    return column if column == column.lower() else "_".join(words_of(column))


def _if_any(column: str | None) -> str | None:
    return attribute_name(column) if column else None


def _column(entity: str, column: SketchColumn) -> Iterator[Finding]:
    name, quote = attribute_name(column.name), column.quote
    yield AttributeAsk(
        entity=entity,
        attribute=name,
        column=column.name,
        type=_type(column),
        hint=column.hint,
        required=True if column.primary or column.identity else column.required,
        default=column.default,
        moment=column.moment,
        identity=column.identity,
        description=column.comment,
        quote=quote,
    )
    if column.unique and not column.primary:
        yield UniqueAsk(entity=entity, attributes=(name,), quote=quote)
    if column.allowed:
        yield AllowedAsk(entity=entity, attribute=name, values=column.allowed, quote=quote)
    if column.minimum is not None or column.maximum is not None:
        yield RangeAsk(entity=entity, attribute=name, minimum=column.minimum, maximum=column.maximum, quote=quote)


def _type(column: SketchColumn) -> str | None:
    """A column of named values is a text, whatever its words would say."""
    return "text" if column.allowed and column.type is None else column.type
