"""Columns whose values take another form: of another type, under another name, in parts, or put together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from database_developer.model.recipe import (
    Arithmetic,
    Attribute,
    Formula,
    Mapping,
    Recipe,
)
from database_developer.model.request import AllowedAsk, AlterAsk, BackfillAsk
from database_developer.reading.grammar.findings import Finding
from database_developer.reading.scene import Scene
from database_developer.reading.transfers.exchanges import Exchange, are_alike, changing, exchanges_of, said_of
from database_developer.reading.transfers.form import Form, column, demands, gone, options, renamed_to, rule, used
from database_developer.reading.transfers.lines import Line
from database_developer.reading.transfers.pairs import pairs_in
from database_developer.reading.transfers.parting import merged, split
from database_developer.reading.transfers.told import Told
from database_developer.reading.transfers.types import type_behind, type_in
from database_developer.reading.transfers.values import NUMBERS, flagged, names_zone, recipe_of

_MOMENT = ("_at", "_on", "_date")
_BOTH = 2
_TRUTHS = {"true", "false"}
_CONTRARY = {"true": "false", "false": "true", "yes": "no", "no": "yes"}


def read(lines: tuple[Line, ...], scene: Scene) -> Told | None:
    """The first exchange of columns whose values are told; None where only names or types change.

    Others of its kind, such as "price -> price_cents" beside "fee -> fee_cents", come with it.
    """
    every = list(exchanges_of(lines, scene))
    for exchange in every:
        form = Form(exchange=exchange, lines=lines, scene=scene)
        kind = split if len(exchange.news) > 1 else merged if len(exchange.olds) > 1 else _replaced
        alike = [one for one in every if one is not exchange and are_alike(one, exchange)]
        found = kind(_apart(form, alike))
        if found:
            others = [_apart(replace(form, exchange=one), [exchange, *alike]) for one in alike]
            return _together([Told(findings=tuple(found), lines=used(form)), *map(_alone, others)])
    exchange_here = changing(lines, scene)
    return _in_place(Form(exchange=exchange_here, lines=lines, scene=scene)) if exchange_here is not None else None


def _apart(form: Form, others: list[Exchange]) -> Form:
    """The exchange, without the sentences that tell of others alone."""
    own = form.exchange.line
    apart = [one.line for one in others if one.line is not own]
    return replace(form, lines=tuple(line for line in form.lines if line not in apart))


def _alone(form: Form) -> Told:
    return Told(findings=tuple(_replaced(form)), lines=used(form))


def _together(parts: list[Told]) -> Told:
    findings = tuple(one for part in parts for one in part.findings)
    return Told(findings=findings, lines=tuple(dict.fromkeys(line for part in parts for line in part.lines)))


def _replaced(form: Form) -> list[Finding]:
    """One column for another: its values from pairs, by a factor, or a moment for what was marked."""
    [old, *others], [new] = form.exchange.olds, form.exchange.news
    if others:
        return []
    type_ = _type_of(new, form)
    entity = form.exchange.entity
    is_moment = type_.startswith("timestamp") or new.endswith(_MOMENT)
    recipe = flagged(form.told, old, entity, form.scene) if is_moment else None
    recipe = recipe or recipe_of(form.told, old, type_, entity, form.scene)
    recipe = _completed(recipe, form) if recipe is not None else _as_it_is(form, old, type_)
    if recipe is None and not (is_moment and _is_flag_of(old, new)):
        return []
    usual = "timestamptz" if is_moment else "" if _calculates(recipe) else "text"
    return [*_new_column(form, new, type_ or usual, recipe, old), *gone(form)]


def _calculates(recipe: Recipe | None) -> bool:
    """Whether a number comes out, of which the name tells the type."""
    formula = recipe.formula if recipe is not None else None
    return formula is not None and any(isinstance(step, Arithmetic) for step in formula.steps)


def _as_it_is(form: Form, old: str, type_: str) -> Recipe | None:
    """A number that is the text's own, where it is told what empty texts are."""
    is_number = type_.startswith(NUMBERS) and _blanks_are_none(form)
    return Recipe(formula=Formula(source=Attribute(name=old))) if is_number else None


def _type_of(new: str, form: Form) -> str:
    """The type right behind the new name, or wished for anywhere; that of yes and no where all values become these."""
    behind = next((name for said in said_of(new, form.lines) if (name := type_behind(said))), "")
    told = type_in(said_of(new, form.lines)) or type_in(form.told)
    values = {*pairs_in(form.told).told.values()}
    return behind or (told[0] if told is not None else "boolean" if values and values <= _TRUTHS else "")


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
    new = renamed_to(old, form)
    if new:
        under_it = replace(form, exchange=replace(form.exchange, news=(new,)))
        return Told(findings=(*_new_column(under_it, new, type_, recipe, old), *gone(under_it)), lines=used(under_it))
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
