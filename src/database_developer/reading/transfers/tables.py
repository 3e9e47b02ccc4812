"""Columns whose values get a table of their own, as several sentences tell it together."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.model.request import (
    AttributeAsk,
    Cardinality,
    EntityAsk,
    MoveAsk,
    RelationAsk,
    RemovalAsk,
    UniqueAsk,
)
from database_developer.reading.grammar.findings import Finding
from database_developer.reading.scene import Scene, words_of
from database_developer.reading.transfers.columns import named_pairs, told_names
from database_developer.reading.transfers.lines import Line
from database_developer.reading.transfers.origins import Origin, is_reference, origins_of, related
from database_developer.reading.transfers.plots import (
    Plot,
    drops,
    has_many,
    is_moved,
    is_placed,
    is_single,
    old_refers,
    quote_of_tie,
    requires,
    says_unique,
    used,
)
from database_developer.reading.transfers.targets import Target, new_targets, standing_targets
from database_developer.reading.transfers.told import Told


def read(lines: tuple[Line, ...], scene: Scene) -> Told | None:
    """The first table that something goes to; None where no column goes anywhere."""
    for target in new_targets(lines, scene):
        found = (related(it, target, scene) for it in origins_of(lines, target.entity, scene))
        origin = next((it for it in found if it.columns), None)
        if origin is not None and (told := _to_new(Plot(target=target, origin=origin, lines=lines, scene=scene))):
            return told
    return _to_standing(lines, scene)


def _to_standing(lines: tuple[Line, ...], scene: Scene) -> Told | None:
    """A column gives way to a reference to a table that has its values already."""
    for target in standing_targets(lines, scene):
        origin = next((it for it in origins_of(lines, target.entity, scene) if _fits(it, target)), None)
        if origin is None:
            continue
        plot = Plot(target=target, origin=origin, lines=lines, scene=scene)
        if any(drops(line, plot) for line in lines) or is_placed(plot):
            return Told(findings=tuple(_looked_up(plot)), lines=used(plot))
    return None


def _fits(origin: Origin, target: Target) -> bool:
    """Whether the only column is called as the table is ("zone_code"), and is no reference yet."""
    one = target.entity.rpartition(" ")[2]
    return len(origin.columns) == 1 and one in words_of(origin.columns[0]) and not is_reference(origin.columns[0])


def _looked_up(plot: Plot) -> Iterator[Finding]:
    new, old, [column] = plot.target.entity, plot.origin.entity, plot.origin.columns
    yield RelationAsk(child=old, parent=new, required=True if requires(plot) else None, quote=quote_of_tie(plot))
    yield MoveAsk(source=old, target=new, columns=(column,), quote=plot.quote)


def _to_new(plot: Plot) -> Told | None:
    if not is_moved(plot):
        return None
    is_link = all(map(is_reference, plot.origin.columns))
    if is_link and not (plot.origin.is_told and (has_many(plot) or any(drops(line, plot) for line in plot.lines))):
        return None
    side_old = not is_link and old_refers(plot)
    side_new = is_link or (not side_old and has_many(plot))
    if not (side_old or side_new or is_single(plot)):
        return None
    names = () if is_link else named_pairs(plot, side_old=side_old)
    findings = [*_table(plot, names, is_link=is_link), *_tied(plot, side_old=side_old, is_link=is_link)]
    findings += _moved(plot, names, side_old=side_old, is_link=is_link)
    return Told(findings=tuple(findings), lines=used(plot))


def _table(plot: Plot, names: tuple[tuple[str, str], ...], *, is_link: bool) -> Iterator[Finding]:
    entity = plot.target.entity
    yield EntityAsk(entity=entity, table=plot.target.name, quote=plot.quote)
    for new in dict.fromkeys((*(it for it, _ in names), *told_names(plot))) if not is_link else ():
        yield AttributeAsk(entity=entity, attribute=new, quote=plot.quote)


def _tied(plot: Plot, *, side_old: bool, is_link: bool) -> Iterator[Finding]:
    if is_link:
        return
    new, old = plot.target.entity, plot.origin.entity
    if side_old:
        required = True if requires(plot) else None
        yield RelationAsk(child=old, parent=new, required=required, quote=quote_of_tie(plot))
        return
    one = is_single(plot) and not has_many(plot)
    kind = Cardinality.ONE_TO_ONE if one else Cardinality.MANY_TO_ONE
    yield RelationAsk(child=new, parent=old, required=True, cardinality=kind, quote=plot.quote)


def _moved(plot: Plot, names: tuple[tuple[str, str], ...], *, side_old: bool, is_link: bool) -> Iterator[Finding]:
    entity = plot.target.entity
    if side_old and (len(names) == 1 or says_unique(plot)):
        yield UniqueAsk(entity=entity, attributes=tuple(new for new, _ in names), quote=plot.quote)
    dropping = next((line for line in plot.lines if not line.is_title and drops(line, plot)), None)
    goes = dropping is not None or is_placed(plot) or is_link
    columns = plot.origin.columns if goes else ()
    source = plot.origin.entity
    yield MoveAsk(source=source, target=entity, columns=columns, given=names, is_link=is_link, quote=plot.quote)
    if dropping is not None:
        for column in plot.origin.columns:
            yield RemovalAsk(entity=plot.origin.entity, attribute=column, quote=dropping.quote)
