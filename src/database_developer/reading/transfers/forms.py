"""Columns whose values take another form: of another type, under another name, in parts, or put together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from database_developer.model.recipe import (
    After,
    Attribute,
    Before,
    Branch,
    Comparison,
    Condition,
    Constant,
    Formula,
    Joined,
    Mapping,
    Piece,
    Recipe,
    Relation,
)
from database_developer.model.request import AllowedAsk, AlterAsk, AttributeAsk, BackfillAsk, RemovalAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.changes.splitting import cut_in
from database_developer.reading.grammar.findings import Finding
from database_developer.reading.grammar.matching import ends_after_any, phrases, stands_in
from database_developer.reading.grammar.tokens import Kind
from database_developer.reading.scene import Scene
from database_developer.reading.transfers.exchanges import Exchange, changing, exchanges_of, said_of
from database_developer.reading.transfers.lines import Line, Tokens
from database_developer.reading.transfers.pairs import pairs_in
from database_developer.reading.transfers.told import Told
from database_developer.reading.transfers.types import type_in
from database_developer.reading.transfers.values import flagged, names_zone, recipe_of

_REQUIRED = phrases(
    "required | mandatory | not null | never null | obligatory | never empty | compulsory | must be set"
)
_OPTIONAL = phrases("optional | nullable | may be empty | may be null | can be null | can be empty | not required")
_STAYS = phrases("stays | remains | is kept | stay | keep the old | remain | alongside | stays because")
_SPACES = phrases(
    "by a space | by a blank | a space between | a blank between | with a space | with a blank | by spaces | "
    "by one space | separated by a space | space in between | blank in between | by a single space | joined by a space"
)
_COMMAS = phrases("by a comma | with a comma | a comma between | separated by a comma")
_FIRST_CUT = phrases(
    "first blank | first space | first word | up to the space | up to the blank | at the space | at the blank | "
    "at the first space | the first white space"
)
_LAST_CUT = phrases("last blank | last space | last word | at the last space")
_MOMENT = ("_at", "_on", "_date")
_SETS = phrases("either | one of | only the values | says either")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Form:
    """An exchange with all sentences of the ticket."""

    exchange: Exchange
    lines: tuple[Line, ...]
    scene: Scene

    @property
    def told(self) -> list[Tokens]:
        return [line.tokens for line in self.lines if not line.is_title]


def read(lines: tuple[Line, ...], scene: Scene) -> Told | None:
    """The first exchange of columns whose values are told; None where only names or types change."""
    for exchange in exchanges_of(lines, scene):
        form = _Form(exchange=exchange, lines=lines, scene=scene)
        kind = _split if len(exchange.news) > 1 else _merged if len(exchange.olds) > 1 else _replaced
        found = kind(form)
        if found:
            return Told(findings=tuple(found), lines=_used(form))
    exchange_here = changing(lines, scene)
    return _in_place(_Form(exchange=exchange_here, lines=lines, scene=scene)) if exchange_here is not None else None


def _replaced(form: _Form) -> list[Finding]:
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
    return [*_new_column(form, new, type_ or ("timestamptz" if is_moment else "text"), recipe, old), *_gone(form)]


def _is_flag_of(old: str, new: str) -> bool:
    """Whether "returned_at" takes the place of "returned": of such, the moment must be told."""
    stem = new.rpartition("_")[0]
    return old.removeprefix("is_").removeprefix("was_") == stem


def _completed(recipe: Recipe, form: _Form) -> Recipe:
    """Of two values that a flag can have, the one that is not told is the other of the two that the ticket names."""
    formula = recipe.formula
    first = formula.steps[0] if formula is not None and formula.steps else None
    options = _options(form)
    if formula is None or not isinstance(first, Mapping) or len(first.pairs) != 1 or len(options) < _BOTH:
        return recipe
    [(old, new)] = first.pairs
    contrary = _CONTRARY.get(old.lower())
    if contrary is None or new not in options:
        return recipe
    both = ((old, new), (contrary, next(it for it in options if it != new)))
    return replace(recipe, formula=replace(formula, steps=(replace(first, pairs=both),)))


_BOTH = 2
_CONTRARY = {"true": "false", "false": "true", "yes": "no", "no": "yes"}


def _options(form: _Form) -> tuple[str, ...]:
    """ "Either 'a' or 'b'"."""
    for tokens in form.told:
        for at in range(len(tokens)):
            end = ends_after_any(tokens, at, _SETS)
            if end > at:
                quoted = [token.text for token in tokens[end:] if token.kind is Kind.QUOTED]
                return tuple(dict.fromkeys(quoted))[:2]
    return ()


def _new_column(form: _Form, new: str, type_: str, recipe: Recipe | None, old: str) -> Iterator[Finding]:
    entity, quote = form.exchange.entity, form.exchange.line.quote
    required, default = _demands(new, form)
    yield _column(form, new, type_, required=required, default=default)
    unclear = "" if recipe is not None else f"what {new} gets"
    yield BackfillAsk(
        entity=entity, attribute=new, rule=_rule(form), recipe=recipe, unclear=unclear, replaces=old, quote=quote
    )
    options = _options(form)
    if len(options) > 1 and type_ == "text":
        yield AllowedAsk(entity=entity, attribute=new, values=options, quote=quote)


def _column(form: _Form, name: str, type_: str, *, required: bool | None, default: str | None) -> AttributeAsk:
    """A new column, by the name that the ticket writes."""
    return AttributeAsk(
        entity=form.exchange.entity,
        attribute=name,
        column=name,
        type=type_,
        required=required,
        default=default,
        quote=form.exchange.line.quote,
    )


def _rule(form: _Form) -> str:
    return " ".join(line.quote.text for line in _used(form))


def _demands(new: str, form: _Form) -> tuple[bool | None, str | None]:
    """Whether the new column is called required, and its default."""
    said = list(said_of(new, form.lines)) if form.exchange.news else form.told
    required: bool | None = None
    if any(stands_in(tokens, _REQUIRED) for tokens in said):
        required = True
    elif any(stands_in(tokens, _OPTIONAL) for tokens in said):
        required = False
    return required, next((it for tokens in said if (it := _default(tokens)) is not None), None)


def _default(tokens: Tokens) -> str | None:
    """ "Default 5", "defaults to false", "false by default"."""
    for at, token in enumerate(tokens):
        if token.is_word("default", "defaults") and not (at and tokens[at - 1].is_word("no", "drop")):
            if at > 1 and tokens[at - 1].is_word("by"):
                return tokens[at - 2].text
            place = at + 1
            while place < len(tokens) and tokens[place].is_word("to", "is", "of", "value", "should", "be"):
                place += 1
            return tokens[place].text if place < len(tokens) else None
    return None


def _gone(form: _Form) -> Iterator[Finding]:
    """What gives way goes, unless the ticket keeps it."""
    for old in form.exchange.olds:
        if not any(_keeps(tokens, old) for tokens in form.told):
            yield RemovalAsk(entity=form.exchange.entity, attribute=old, quote=form.exchange.line.quote)


def _keeps(tokens: Tokens, old: str) -> bool:
    names = {token.text.rpartition(".")[2] for token in tokens}
    return old in names and stands_in(tokens, _STAYS)


def _split(form: _Form) -> list[Finding]:
    """One column in parts, where it is told at which mark it is cut."""
    if len(form.exchange.olds) != 1:
        return []
    [old], news = form.exchange.olds, form.exchange.news
    recipes = _parts(form, old, news)
    if recipes is None:
        return []
    entity, quote = form.exchange.entity, form.exchange.line.quote
    told = type_in(form.told)
    type_ = told[0] if told is not None else "text"
    findings: list[Finding] = []
    for number, (new, recipe) in enumerate(zip(news, recipes, strict=True)):
        required, default = _demands(new, form)
        may_lack = bool(number) and required is None
        findings.append(_column(form, new, type_, required=False if may_lack else required, default=default))
        replaces = old if not number else ""
        filling = BackfillAsk(entity=entity, attribute=new, rule=_rule(form), recipe=recipe, quote=quote)
        findings.append(replace(filling, replaces=replaces))
    return [*findings, *_gone(form)]


def _parts(form: _Form, old: str, news: tuple[str, ...]) -> list[Recipe] | None:
    source = Attribute(name=old)
    example = next((mark for tokens in form.told if (mark := _mark_in_example(tokens, len(news)))), "")
    if example:
        pieces = [Piece(separator=example, number=number + 1) for number in range(len(news))]
        return [Recipe(formula=Formula(source=source, steps=(piece,))) for piece in pieces]
    cut = _cut(form)
    if cut is None or len(news) != 2:
        return None
    mark, last = cut
    has_mark = Condition(comparisons=(Comparison(attribute=source, relation=Relation.CONTAINS, values=(mark,)),))
    behind = Formula(source=source, steps=(After(mark=mark, last=last),))
    first = Recipe(formula=Formula(source=source, steps=(Before(mark=mark, last=last),)))
    return [first, Recipe(branches=(Branch(condition=has_mark, formula=behind),))]


def _cut(form: _Form) -> tuple[str, bool] | None:
    """The mark at which it is cut in two, and whether the last one is meant."""
    for tokens in form.told:
        if stands_in(tokens, _LAST_CUT):
            return " ", True
        if stands_in(tokens, _FIRST_CUT):
            return " ", False
        found = cut_in(tokens)
        if found is not None:
            return found
    return None


def _mark_in_example(tokens: Tokens, parts: int) -> str:
    """ "Like '30x20x10'": what stands between the numbers, where there are as many as there are parts."""
    for token in tokens:
        if token.kind in {Kind.QUOTED, Kind.CODE} and token.text[:1].isdigit():
            marks = {mark for mark in "".join(" " if it.isdigit() else it for it in token.text).split() if mark}
            mark = next(iter(marks), "")
            if len(marks) == 1 and mark != "." and len(token.text.split(mark)) == parts:
                return mark
    return ""


def _merged(form: _Form) -> list[Finding]:
    """Several columns put together, where it is told what stands between them."""
    if len(form.exchange.news) != 1:
        return []
    [new], olds = form.exchange.news, form.exchange.olds
    entity, quote = form.exchange.entity, form.exchange.line.quote
    separator = _separator(form)
    parts: list[Attribute | Constant] = [Attribute(name=old) for old in olds]
    recipe = Recipe(formula=Formula(source=Joined(parts=tuple(parts), separator=separator))) if separator else None
    required, default = _demands(new, form)
    unclear = "" if recipe is not None else "what stands between the parts"
    return [
        _column(form, new, "text", required=required, default=default),
        BackfillAsk(entity=entity, attribute=new, rule=_rule(form), recipe=recipe, unclear=unclear, quote=quote),
        *_gone(form),
    ]


def _separator(form: _Form) -> str:
    for tokens in form.told:
        if stands_in(tokens, _SPACES):
            return " "
        if stands_in(tokens, _COMMAS):
            return ", "
    return ""


def _in_place(form: _Form) -> Told | None:
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
    required, default = _demands(old, form)
    findings = (
        AlterAsk(entity=entity, attribute=old, type=type_, required=required, default=default, quote=quote),
        BackfillAsk(entity=entity, attribute=old, rule=_rule(form), recipe=recipe, quote=quote),
    )
    return Told(findings=findings, lines=_used(form))


def _moments(form: _Form, type_: str) -> Told | None:
    """Several columns of moments that get a time zone, of which it is told which they were written in."""
    if not type_.startswith("timestamp") or not names_zone(form.told):
        return None
    quote, entity = form.exchange.line.quote, form.exchange.entity
    findings: list[Finding] = []
    for old in form.exchange.olds:
        recipe = Recipe(formula=Formula(source=Attribute(name=old)))
        findings.append(AlterAsk(entity=entity, attribute=old, type=type_, quote=quote))
        findings.append(BackfillAsk(entity=entity, attribute=old, rule=_rule(form), recipe=recipe, quote=quote))
    return Told(findings=tuple(findings), lines=_used(form))


def _blanks_are_none(form: _Form) -> bool:
    return pairs_in(form.told).missing == ""


def _used(form: _Form) -> tuple[Line, ...]:
    """The sentences that have a part in it: all that name the columns, or tell of their values."""
    return tuple(line for line in form.lines if not line.is_title and _has_part(line, form))


def _has_part(line: Line, form: _Form) -> bool:
    names = {*form.exchange.olds, *form.exchange.news}
    words = {token.text.rpartition(".")[2] for token in line.tokens} | {token.lower for token in line.tokens}
    if line is form.exchange.line or names & words:
        return True
    pairs = pairs_in([line.tokens])
    is_about_values = bool(pairs.told) or pairs.otherwise is not None or pairs.missing is not None
    is_short = len(line.tokens) < _SHORT and bool(line.statement.words & _ABOUT)
    return is_about_values or is_short


_SHORT = 16
_ABOUT = lexicon.words(
    "value values type integer integers boolean it existing old rows entries them divide divided multiply midnight utc "
    "default column null empty cut joined space blank name"
)
