"""Columns in parts, and parts put together."""

from __future__ import annotations

import re
from dataclasses import replace

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
    Piece,
    Recipe,
    Relation,
)
from database_developer.model.request import BackfillAsk
from database_developer.reading.grammar.changes.splitting import cut_in
from database_developer.reading.grammar.findings import Finding
from database_developer.reading.grammar.matching import phrases, stands_in
from database_developer.reading.grammar.tokens import Kind
from database_developer.reading.transfers.exchanges import FILLED
from database_developer.reading.transfers.flags import united
from database_developer.reading.transfers.form import Form, column, demands, gone, rule
from database_developer.reading.transfers.lines import Tokens
from database_developer.reading.transfers.types import type_in

_SPACES = phrases(
    "by a space | by a blank | a space between | a blank between | with a space | with a blank | by spaces | "
    "by one space | separated by a space | space in between | blank in between | by a single space | "
    "joined by a space"
)
_COMMAS = phrases("by a comma | with a comma | a comma between | separated by a comma")
_FIRST_CUT = phrases(
    "first blank | first space | first word | up to the space | up to the blank | at the space | "
    "at the blank | at the first space | the first white space"
)
_LACKS = phrases("single word | one word | no last name | no second | stays empty | is empty | null | have no")
_NUMBER = re.compile(r"(?<![0-9])-?[0-9]+(?:[.][0-9]+)?")
_PLACE = re.compile(r"<[^<>]+>|[{][^{}]+[}]")
_LAST_CUT = phrases("last blank | last space | last word | at the last space")


def split(form: Form) -> list[Finding]:
    """One column in parts, where it is told at which mark it is cut."""
    if len(form.exchange.olds) != 1 or _is_plain(form):
        return []
    [old], news = form.exchange.olds, form.exchange.news
    entity, quote = form.exchange.entity, form.exchange.line.quote
    told = type_in(form.told) or type_in([form.exchange.line.tokens], is_wished=True)
    recipes = _parts(form, old, news)
    if recipes is None:
        return _unclear(form, told[0] if told is not None else "text")
    type_ = told[0] if told is not None else "text"
    findings: list[Finding] = []
    for number, (new, recipe) in enumerate(zip(news, recipes, strict=True)):
        required, default = demands(new, form)
        may_lack = bool(number) and required is None
        findings.append(column(form, new, type_, required=False if may_lack else required, default=default))
        replaces = old if not number else ""
        filling = BackfillAsk(entity=entity, attribute=new, rule=rule(form), recipe=recipe, quote=quote)
        findings.append(replace(filling, replaces=replaces))
    return [*findings, *gone(form)]


def _unclear(form: Form, type_: str) -> list[Finding]:
    """New columns that are told to be filled from the old one, and not how."""
    if not stands_in(form.exchange.line.tokens, FILLED):
        return []
    entity, quote = form.exchange.entity, form.exchange.line.quote
    news = form.exchange.news
    columns = [column(form, new, type_, required=None, default=None) for new in news]
    told = rule(form)
    return [
        *columns,
        *(
            BackfillAsk(entity=entity, attribute=new, rule=told, unclear="where the old value is cut", quote=quote)
            for new in news
        ),
    ]


def _is_plain(form: Form) -> bool:
    """ "Split `a` into `b` and `c` at the first space" says all by itself, as any rule does."""
    is_said = any(stands_in(tokens, ("split", "divide")) and cut_in(tokens) is not None for tokens in form.told)
    return is_said and not any(stands_in(tokens, _LACKS) for tokens in form.told)


def _parts(form: Form, old: str, news: tuple[str, ...]) -> list[Recipe] | None:
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


def _cut(form: Form) -> tuple[str, bool] | None:
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
    """ "Like '30x20x10'", "<lat>,<lon>": what stands between the parts, where there are as many as there are names."""
    for token in tokens:
        if token.kind in {Kind.QUOTED, Kind.CODE}:
            marks = [it.strip() for form in (_NUMBER, _PLACE) for it in _between(form, token.text, parts)]
            if marks and len(set(marks)) == 1 and marks[0] not in {"", "."}:
                return marks[0]
    return ""


def _between(form: re.Pattern[str], text: str, parts: int) -> list[str]:
    """What stands between the numbers or the names in angle brackets, where these are all that the text holds."""
    pieces = form.split(text.strip(" \"'"))
    is_whole = len(pieces) == parts + 1 and not pieces[0] and not pieces[-1]
    return pieces[1:-1] if is_whole else []


def merged(form: Form) -> list[Finding]:
    """Several columns put together, where it is told what stands between them."""
    if len(form.exchange.news) != 1:
        return []
    if flags := united(form):
        return flags
    [new], olds = form.exchange.news, form.exchange.olds
    entity, quote = form.exchange.entity, form.exchange.line.quote
    separator = _separator(form)
    parts: list[Attribute | Constant] = [Attribute(name=old) for old in olds]
    recipe = Recipe(formula=Formula(source=Joined(parts=tuple(parts), separator=separator))) if separator else None
    required, default = demands(new, form)
    unclear = "" if recipe is not None else "what stands between the parts"
    return [
        column(form, new, "text", required=required, default=default),
        BackfillAsk(entity=entity, attribute=new, rule=rule(form), recipe=recipe, unclear=unclear, quote=quote),
        *gone(form),
    ]


def _separator(form: Form) -> str:
    for tokens in form.told:
        if stands_in(tokens, _SPACES):
            return " "
        if stands_in(tokens, _COMMAS):
            return ", "
    return ""
