"""Columns whose values take another form: of another type, under another name, in parts, or put together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from database_developer.model.recipe import (
    Attribute,
    Formula,
    Mapping,
    Recipe,
)
from database_developer.model.request import AllowedAsk, AlterAsk, BackfillAsk
from database_developer.reading.grammar.findings import Finding
from database_developer.reading.scene import Scene
from database_developer.reading.transfers.exchanges import changing, exchanges_of, said_of
from database_developer.reading.transfers.form import Form, column, demands, gone, options, rule, used
from database_developer.reading.transfers.lines import Line
from database_developer.reading.transfers.pairs import pairs_in
from database_developer.reading.transfers.parting import merged, split
from database_developer.reading.transfers.told import Told
from database_developer.reading.transfers.types import type_in
from database_developer.reading.transfers.values import flagged, names_zone, recipe_of

_MOMENT = ("_at", "_on", "_date")
_BOTH = 2
_CONTRARY = {"true": "false", "false": "true", "yes": "no", "no": "yes"}


def read(lines: tuple[Line, ...], scene: Scene) -> Told | None:
    """The first exchange of columns whose values are told; None where only names or types change."""
    for exchange in exchanges_of(lines, scene):
        form = Form(exchange=exchange, lines=lines, scene=scene)
        kind = split if len(exchange.news) > 1 else merged if len(exchange.olds) > 1 else _replaced
        found = kind(form)
        if found:
            return Told(findings=tuple(found), lines=used(form))
    exchange_here = changing(lines, scene)
    return _in_place(Form(exchange=exchange_here, lines=lines, scene=scene)) if exchange_here is not None else None


def _replaced(form: Form) -> list[Finding]:
    """One column for another: its values from pairs, by a factor, or a moment for what was marked."""
    [old, *others], [new] = form.exchange.olds, form.exchange.news
    if others:
        return []
    told = type_in(said_of(new, form.lines)) or type_in(form.told)
    type_ = told[0] if told is not None else ""
    entity = form.exchange.entity
    is_moment = type_.startswith("timestamp") or new.endswith(_MOMENT)
    recipe = flagged(form.told, old, entity, form.scene) if is_moment else None
    recipe = recipe or recipe_of(form.told, old, type_, entity, form.scene)
    recipe = _completed(recipe, form) if recipe is not None else None
    if recipe is None and not (is_moment and _is_flag_of(old, new)):
        return []
    return [*_new_column(form, new, type_ or ("timestamptz" if is_moment else "text"), recipe, old), *gone(form)]


def _is_flag_of(old: str, new: str) -> bool:
    """Whether "returned_at" takes the place of "returned": of such, the moment must be told."""
    stem = new.rpartition("_")[0]
    return old.removeprefix("is_").removeprefix("was_") == stem


def _completed(recipe: Recipe, form: Form) -> Recipe:
    """Of two values that a flag can have, the one that is not told is the other of the two that the ticket names."""
    formula = recipe.formula
    first = formula.steps[0] if formula is not None and formula.steps else None
    told = options(form)
    if formula is None or not isinstance(first, Mapping) or len(first.pairs) != 1 or len(told) < _BOTH:
        return recipe
    [(old, new)] = first.pairs
    contrary = _CONTRARY.get(old.lower())
    if contrary is None or new not in told:
        return recipe
    both = ((old, new), (contrary, next(it for it in told if it != new)))
    return replace(recipe, formula=replace(formula, steps=(replace(first, pairs=both),)))


def _new_column(form: Form, new: str, type_: str, recipe: Recipe | None, old: str) -> Iterator[Finding]:
    entity, quote = form.exchange.entity, form.exchange.line.quote
    required, default = demands(new, form)
    yield column(form, new, type_, required=required, default=default)
    unclear = "" if recipe is not None else f"what {new} gets"
    yield BackfillAsk(
        entity=entity, attribute=new, rule=rule(form), recipe=recipe, unclear=unclear, replaces=old, quote=quote
    )
    told = options(form)
    if len(told) > 1 and type_ == "text":
        yield AllowedAsk(entity=entity, attribute=new, values=told, quote=quote)


def _in_place(form: Form) -> Told | None:
    """A column that keeps its name and gets another type, where it is told what becomes of its values."""
    told = type_in(form.told)
    if told is None:
        return None
    if len(form.exchange.olds) != 1:
        return _moments(form, told[0])
    [old], entity, type_ = form.exchange.olds, form.exchange.entity, told[0]
    recipe = recipe_of(form.told, old, type_, entity, form.scene)
    if recipe is None and (names_zone(form.told) or _blanks_are_none(form)) and type_ != "boolean":
        recipe = Recipe(formula=Formula(source=Attribute(name=old)))
    if recipe is None:
        return None
    quote = next((line.quote for line in form.lines if line.tokens == told[1]), form.exchange.line.quote)
    required, default = demands(old, form)
    findings = (
        AlterAsk(entity=entity, attribute=old, type=type_, required=required, default=default, quote=quote),
        BackfillAsk(entity=entity, attribute=old, rule=rule(form), recipe=recipe, quote=quote),
    )
    return Told(findings=findings, lines=used(form))


def _moments(form: Form, type_: str) -> Told | None:
    """Several columns of moments that get a time zone, of which it is told which they were written in."""
    if not type_.startswith("timestamp") or not names_zone(form.told):
        return None
    quote, entity = form.exchange.line.quote, form.exchange.entity
    findings: list[Finding] = []
    for old in form.exchange.olds:
        recipe = Recipe(formula=Formula(source=Attribute(name=old)))
        findings.append(AlterAsk(entity=entity, attribute=old, type=type_, quote=quote))
        findings.append(BackfillAsk(entity=entity, attribute=old, rule=rule(form), recipe=recipe, quote=quote))
    return Told(findings=tuple(findings), lines=used(form))


def _blanks_are_none(form: Form) -> bool:
    return pairs_in(form.told).missing == ""
