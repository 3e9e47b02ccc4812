"""How the new column's values come from the old one's, as typed steps, from all that the sentences tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from database_developer.model.recipe import (
    Arithmetic,
    Attribute,
    Branch,
    Comparison,
    Condition,
    Constant,
    Formula,
    Mapping,
    Number,
    Operator,
    Recipe,
    Relation,
    Replace,
    Step,
)
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.changes.places import columns_in
from database_developer.reading.grammar.matching import ends_after_any, phrases, stands_in
from database_developer.reading.grammar.tokens import Kind
from database_developer.reading.scene import Scene
from database_developer.reading.transfers.examples import example_in
from database_developer.reading.transfers.lines import Tokens
from database_developer.reading.transfers.pairs import Pairs, pairs_in

NUMBERS = ("smallint", "integer", "bigint", "numeric", "decimal", "real", "double")
_DIVIDED = phrases("divided by | divide by | dividing by | / | over")
_TIMES = phrases("multiplied by | multiply by | times | multiplying by | * | ×")
_BY = phrases("divide | divided | dividing")
_BY_TIMES = phrases("multiply | multiplied | multiplying")
_WORDS = {"hundred": "100", "thousand": "1000", "ten": "10", "sixty": "60", "two": "2"}
_SMALL = lexicon.words("cents cent pence penny")
_LARGE = lexicon.words("euros euro pounds pound dollars dollar francs")
_UNITS = phrases(
    "strip the unit | without the unit | drop the unit | just the number | only the number | "
    "the number only | strip off the unit | cut off the unit | the unit is cut off | remove the unit | "
    "the unit goes | number alone | without its unit | the plain number | minus the unit"
)
_TAKING = phrases(
    "take | takes | taking | use | uses | using | get | gets | fill it with | filled with | fill with | "
    "receive | receives | copy | set to | set it to | from | with | is | the value of | becomes | assume | "
    "filling in | = | to"
)
_DECIMAL_COMMAS = phrases(
    "decimal comma | decimal commas | comma as decimal | comma as the decimal | commas as decimal | "
    "comma for decimals | comma instead of a point | comma instead of a dot | comma instead of point | "
    "commas instead of points | "
    "comma instead of the point | comma is the decimal | comma is a decimal | both decimal separators | "
    "decimal separators | comma is decimal | comma becomes a point | commas become points | comma to point | "
    "comma into a point | comma and point both | comma or point | point or comma | comma or dot | dot or comma | "
    "comma -> point | comma -> dot | comma by a point | commas by points | commas with points | comma with a point | "
    "commas as points | comma as point | comma counts as a point | comma means point"
)
_THOUSANDS = phrases(
    "thousands | thousand separator | thousand separators | thousands separator | thousands separators"
)
_NONE = lexicon.words("no nobody never none without not nowhere")
_ZONE = phrases("utc | midnight utc | in utc")


def recipe_of(sentences: Iterable[Tokens], old: str, type_: str, entity: str, scene: Scene) -> Recipe | None:
    """The recipe over the old column; None where the sentences give none."""
    told = list(sentences)
    shown = next((step for tokens in told if (step := example_in(tokens)) is not None), None)
    if shown is not None:
        return Recipe(formula=Formula(source=Attribute(name=old), steps=(shown,)))
    pairs = pairs_in(told)
    if not pairs.told and type_ == "boolean":
        pairs.told = dict(_truths(told))
    if pairs.told or pairs.otherwise is not None:
        return _mapped(pairs, old, type_)
    steps = tuple(_steps(told, type_))
    if steps:
        return Recipe(formula=Formula(source=Attribute(name=old), steps=steps))
    return None


def _truths(told: list[Tokens]) -> Iterator[tuple[str, str]]:
    """ "It contains 'yes' or 'no'": what such words mean needs not be told."""
    quoted = {token.text for tokens in told for token in tokens if token.kind in {Kind.QUOTED, Kind.NUMBER}}
    yes, no = (sorted(it for it in quoted if it.lower() in words) for words in (_YES, _NO))
    if yes and no:
        yield from ((it, "true") for it in yes)
        yield from ((it, "false") for it in no)


_YES = ("yes", "y", "true", "t", "1", "on")
_NO = ("no", "n", "false", "f", "0", "off")


def flagged(sentences: Iterable[Tokens], old: str, entity: str, scene: Scene) -> Recipe | None:
    """A moment for rows that are marked: which column it is taken from; the others have none."""
    for tokens in sentences:
        for place in range(len(tokens)):
            end = ends_after_any(tokens, place, _TAKING)
            named = columns_in(tokens[end : end + 4], entity, scene) if end > place else []
            source = next((one.attribute for one in named if one.attribute not in {old, "id"} and one.start < 2), None)
            if source is not None and _is_moment(source):
                return of_marked(old, Formula(source=Attribute(name=source)))
    return None


def of_marked(old: str, formula: Formula) -> Recipe:
    """The formula where the old column says yes."""
    marked = Comparison(attribute=Attribute(name=old), relation=Relation.EQUAL, values=("true",))
    return Recipe(branches=(Branch(condition=Condition(comparisons=(marked,)), formula=formula),))


def _is_moment(column: str) -> bool:
    return column.endswith(("_at", "_on", "_date", "_time", "at")) or column in {"created", "updated", "modified"}


def _mapped(pairs: Pairs, old: str, type_: str) -> Recipe | None:
    """One value for another; where the pairs are but examples of a number in a text, that number."""
    source = Attribute(name=old)
    if type_.startswith(NUMBERS) and pairs.told and all(_is_example(it) for it in pairs.told.items()):
        return Recipe(formula=Formula(source=source, steps=(Number(),)))
    otherwise = pairs.otherwise
    mapping = Mapping(pairs=tuple(pairs.told.items()), otherwise=otherwise or None)
    formula = Formula(source=source, steps=(mapping,))
    missing = pairs.missing if pairs.missing is not None else otherwise
    if not missing:
        return Recipe(formula=formula)
    empty = Comparison(attribute=source, relation=Relation.MISSING)
    branch = Branch(condition=Condition(comparisons=(empty,)), formula=Formula(source=Constant(text=missing)))
    return Recipe(formula=formula, branches=(branch,))


def _is_example(pair: tuple[str, str]) -> bool:
    """ "'60W' becomes 60": the number is in the text, beside something else."""
    old, new = pair
    return new in old and new != old and new.replace(".", "", 1).isdigit() and not old[0].isalpha()


def _steps(told: list[Tokens], type_: str) -> Iterator[Step]:
    if type_.startswith(NUMBERS) and type_ and has_decimal_commas(told):
        yield Replace(old=",", new=".")
    if any(stands_in(tokens, _UNITS) for tokens in told):
        yield Number()
    found = next((step for tokens in told if (step := _arithmetic(tokens)) is not None), None)
    if found is None and type_.startswith(("numeric", "decimal", "")) and _is_of_cents(told):
        found = Arithmetic(operator=Operator.DIVIDED, number="100")
    if found is not None:
        yield found


def has_decimal_commas(told: list[Tokens]) -> bool:
    """Whether numbers have a comma before their decimals; where commas may part thousands, it is not sure."""
    if any(_says_thousands(tokens) for tokens in told):
        return False
    return any(stands_in(tokens, _DECIMAL_COMMAS) for tokens in told) or any(
        token.is_literal and _is_decimal(token.text) for tokens in told for token in tokens
    )


def _says_thousands(tokens: Tokens) -> bool:
    inside = any(_says_thousands(token.inside) for token in tokens if token.inside)
    is_denied = any(token.is_in(_NONE) for token in tokens)
    return inside or (stands_in(tokens, _THOUSANDS) and not is_denied)


def _is_decimal(text: str) -> bool:
    """ "12,5", and not "1,250"."""
    whole, _, decimals = text.strip().partition(",")
    return whole.lstrip("-").isdigit() and decimals.isdigit() and len(decimals) < len("000")


def _is_of_cents(told: list[Tokens]) -> bool:
    """From cents to euros; the other direction is told by a factor."""
    words = [token.lower for tokens in told for token in tokens]
    small = next((at for at, word in enumerate(words) if word in _SMALL or word.endswith(("_cents", "_pence"))), None)
    return small is not None and any(word in _LARGE for word in words)


def _arithmetic(tokens: Tokens) -> Arithmetic | None:
    for at in range(len(tokens)):
        for operator, direct, apart in (
            (Operator.DIVIDED, _DIVIDED, _BY),
            (Operator.TIMES, _TIMES, _BY_TIMES),
        ):
            end = ends_after_any(tokens, at, direct)
            number = _number(tokens, end) if end > at else None
            if number is None and ends_after_any(tokens, at, apart) > at:
                by = next((it for it in range(at + 1, min(at + 8, len(tokens))) if tokens[it].is_word("by")), None)
                number = _number(tokens, by + 1) if by is not None else None
            if number is not None:
                return Arithmetic(operator=operator, number=number)
    return None


def _number(tokens: Tokens, at: int) -> str | None:
    while at < len(tokens) and tokens[at].is_word("a", "one") and at + 1 < len(tokens):
        at += 1
    if at >= len(tokens):
        return None
    token = tokens[at]
    if token.kind is Kind.NUMBER and float(token.text):
        return token.text
    return _WORDS.get(token.lower)


def names_zone(sentences: Iterable[Tokens]) -> bool:
    """Whether moments are told to be those of UTC."""
    return any(stands_in(tokens, _ZONE) for tokens in sentences)
