"""Classes that hold one another: which of two refers to the other, by which column, and where pairs are kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from database_developer.model.request import Cardinality, Quote
from database_developer.reading.scene import words_of
from database_developer.reading.sketch import (
    Sketch,
    SketchColumn,
    SketchDoubt,
    SketchNote,
    SketchPart,
    SketchReference,
    SketchTable,
)

_KEYS = ("id", "uuid", "key")


@dataclass(frozen=True, kw_only=True, slots=True)
class Tie:
    """A field that holds another class: one of it, or many.

    ``is_inverse`` where the other side's field is what refers; ``is_pair`` where many hold many, which without a mark
    both sides' lists show.
    """

    name: str
    to: str
    quote: Quote
    is_many: bool = False
    is_inverse: bool = False
    is_pair: bool = False
    is_single: bool = False
    columns: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    required: bool | None = None
    on_delete: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Model:
    """A class that is kept in a table, with its ties not yet followed."""

    name: str
    quote: Quote
    parts: tuple[SketchPart, ...]
    ties: tuple[Tie, ...] = ()
    table: str | None = None
    comment: str = ""


def tied(models: tuple[Model, ...], others: tuple[SketchDoubt | SketchNote, ...] = ()) -> Sketch | None:
    """The tables of the models with what ties them; None where there are none."""
    if not models:
        return None
    web = _Web(models)
    tables = [web.table(model) for model in models]
    return Sketch(tables=(*tables, *web.lists()), others=others)


class _Web:
    """Knows the models by their names."""

    def __init__(self, models: tuple[Model, ...]) -> None:
        self.models = {model.name: model for model in models}

    def table(self, model: Model) -> SketchTable:
        references = (part for tie in model.ties for part in self._reference(model, tie))
        parts = (*model.parts, *references)
        return SketchTable(name=model.table, model=model.name, quote=model.quote, parts=parts, comment=model.comment)

    def _reference(self, model: Model, tie: Tie) -> Iterator[SketchPart]:
        """A foreign key, or a table of pairs; what the other side tells is left to it."""
        if self._is_pair(model, tie):
            if self._tells_the_pair(model, tie):
                yield SketchReference(parent=tie.to, cardinality=Cardinality.MANY_TO_MANY, quote=tie.quote)
        elif not tie.is_many and not tie.is_inverse and not self._is_mirror(model, tie):
            own = _key_column(model, tie.columns[0] if tie.columns else tie.name)
            yield SketchReference(
                parent=tie.to,
                columns=tie.columns or (own.name if own else f"{tie.name}_id",),
                target=tie.target,
                on_delete=tie.on_delete,
                required=own.required if own else tie.required,
                cardinality=Cardinality.ONE_TO_ONE if tie.is_single else Cardinality.MANY_TO_ONE,
                quote=tie.quote,
            )

    def _is_pair(self, model: Model, tie: Tie) -> bool:
        return tie.is_many and (tie.is_pair or any(back.is_many for back in self._backs(model, tie)))

    def _tells_the_pair(self, model: Model, tie: Tie) -> bool:
        """One side alone tells it: the one that owns it, else the one whose name comes first."""
        others = [back for back in self._backs(model, tie) if back.is_many and back is not tie]
        if tie.is_inverse and others:
            return False
        return not others or any(back.is_inverse for back in others) or model.name < tie.to

    def _backs(self, model: Model, tie: Tie) -> list[Tie]:
        """The fields of the other class that hold this one."""
        other = self.models.get(tie.to)
        return [back for back in other.ties if back.to == model.name] if other is not None else []

    def _is_mirror(self, model: Model, tie: Tie) -> bool:
        """Whether two hold each other once and the column stands on the other side."""
        backs = [back for back in self._backs(model, tie) if not back.is_many and back is not tie]
        if not backs or tie.columns or _key_column(model, tie.name):
            return False
        other = self.models[tie.to]
        has_column = any(back.columns or _key_column(other, back.name) for back in backs)
        return has_column or (
            not tie.is_single and list(self.models).index(model.name) < list(self.models).index(tie.to)
        )

    def lists(self) -> Iterator[SketchTable]:
        """What lists alone tell: the rows in them refer to the one that holds them."""
        for model in self.models.values():
            for tie in model.ties:
                child = self.models.get(tie.to)
                if tie.is_many and child is not None and not self._is_pair(model, tie) and not self._backs(model, tie):
                    yield _listed(model, tie, child)


def _listed(model: Model, tie: Tie, child: Model) -> SketchTable:
    own = _key_column(child, tie.columns[0] if tie.columns else model.name)
    name = tie.columns[0] if tie.columns else own.name if own else f"{model.name}_id"
    required = own.required if own else tie.required
    part = SketchReference(
        parent=model.name, columns=(name,), on_delete=tie.on_delete, required=required, quote=tie.quote
    )
    return SketchTable(model=child.name, quote=tie.quote, parts=(part,), is_change=True)


def _key_column(model: Model, name: str) -> SketchColumn | None:
    """The model's own column of that name, or for what is called so: "userId" for "user"."""
    words = words_of(name)
    wanted = {words, *((*words, last) for last in _KEYS)}
    columns = (part for part in model.parts if isinstance(part, SketchColumn))
    return next((column for column in columns if words_of(column.name) in wanted), None)
