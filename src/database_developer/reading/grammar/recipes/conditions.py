"""For which rows a rule holds: "the status is `open`", "older than 2020", "with a plan of `pro` or `team`"."""

from __future__ import annotations

from itertools import pairwise

from database_developer.model.recipe import Attribute, Comparison, Condition, Constant, Relation
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.matching import ends_after_any, phrases, skipped
from database_developer.reading.grammar.recipes.constants import constant_at
from database_developer.reading.grammar.recipes.names import Names, attribute_at
from database_developer.reading.grammar.tokens import Kind, Token

Tokens = tuple[Token, ...]
Compared = tuple[Comparison, int] | None

_ROWS = phrases("rows | row | records | entries | items | those | ones | users | all | only | the | any | that | every")
_OPENINGS = phrases(
    "for rows where | for those where | only where | for rows whose | where | if | when | whose | for rows | "
    "that have | which have | for those whose | in case | only if | but only where | only when | provided"
)
_EMPTY = phrases(
    "is empty | is missing | is null | is not set | is not given | is unknown | are empty | are missing | is blank | "
    "is unset | does not exist | is missing or empty | is empty or missing | is null or empty"
)
_FILLED = phrases(
    "is not empty | is set | is given | is not null | is present | exists | is filled | has a value | is known | "
    "is not missing | is not blank"
)
_WORDS: tuple[tuple[Relation, tuple[str, ...]], ...] = (
    (Relation.MISSING, _EMPTY),
    (Relation.PRESENT, _FILLED),
    (Relation.UNEQUAL, ("is not", "isn't", "!=", "<>", "differs from", "is not equal to", "is other than", "are not")),
    (
        Relation.AT_LEAST,
        ("is at least", "at least", ">=", "is on or after", "is not less than", "since", "is no less than"),
    ),
    (Relation.AT_MOST, ("is at most", "at most", "<=", "is not more than", "is no more than", "is on or before")),
    (
        Relation.MORE,
        ("is greater than", "is more than", "is higher than", "is larger than", "is over", "is above", ">"),
    ),
    (
        Relation.MORE,
        ("is after", "is later than", "exceeds", "is newer than", "is bigger than", "are over", "are above"),
    ),
    (Relation.MORE, ("are more than", "over", "above", "after", "more than", "newer than", "greater than")),
    (Relation.LESS, ("is less than", "is lower than", "is smaller than", "is under", "is below", "<", "is before")),
    (
        Relation.LESS,
        ("is earlier than", "is older than", "before", "older than", "are less than", "are under", "are below"),
    ),
    (Relation.LESS, ("less than", "under", "below", "earlier than")),
    (Relation.CONTAINS, ("contains", "contain", "includes", "has a", "has an")),
    (Relation.STARTS, ("starts with", "begins with", "start with", "begin with")),
    (Relation.ENDS, ("ends with", "ends in", "end with", "end in")),
    (Relation.EQUAL, ("is one of", "is either", "is in", "is equal to", "equals", "is", "=", "==", "are", "was", "of")),
)
_RELATIONS = {phrase: relation for relation, phrases in _WORDS for phrase in phrases}
_AGES: dict[str, Relation] = {
    "older than": Relation.LESS,
    "created before": Relation.LESS,
    "made before": Relation.LESS,
    "from before": Relation.LESS,
    "created after": Relation.MORE,
    "created since": Relation.AT_LEAST,
    "newer than": Relation.MORE,
    "from after": Relation.MORE,
}
_LACKS = phrases("without a | without an | without | with no | have no | has no | lacking a | lacking | who have no")
_HAVE = phrases("with a | with an | with the | with | have a | have an | has a | has an | have | that have a")
_OF = phrases("of | = | is | being | :")
_DATE_FIRST = 1000  # a smaller number behind "older than" is no year
_MOST = 10


def opened_at(tokens: Tokens, at: int, names: Names) -> tuple[Condition, int] | None:
    """A condition with the word that opens it: "if ...", "where ...", "only where ..."."""
    opening = ends_after_any(tokens, at, _OPENINGS)
    return condition_at(tokens, opening, names) if opening > at else None


def condition_at(tokens: Tokens, at: int, names: Names) -> tuple[Condition, int] | None:
    """Comparisons joined by "and", or by "or"; both in one condition would not be clear."""
    found = _comparison(tokens, at, names)
    comparisons: list[Comparison] = []
    joints: set[str] = set()
    end = at
    while found is not None and len(comparisons) < _MOST:
        comparisons.append(found[0])
        end = found[1]
        joint = skipped(tokens, end, ",")
        if joint >= len(tokens) or not tokens[joint].is_word("and", "or"):
            break
        place = skipped(tokens, joint + 1, "if", "where", "when", "whose", "with")
        found = _comparison(tokens, place, names)
        if found is not None:
            joints.add(tokens[joint].lower)
    if not comparisons or len(joints) > 1:
        return None
    return Condition(comparisons=tuple(comparisons), any_of="or" in joints), end


def rows_at(tokens: Tokens, at: int, names: Names) -> tuple[Condition, int] | None:
    """A condition behind a noun: "older than 2020", "with a plan of `pro`", "without an email", "whose ..."."""
    for way in (_aged, _lacking):
        found = way(tokens, at, names)
        if found is not None:
            return Condition(comparisons=(found[0],)), found[1]
    opened = opened_at(tokens, at, names)
    if opened is not None:
        return opened
    having = _having(tokens, at, names)
    return (Condition(comparisons=(having[0],)), having[1]) if having is not None else None


def _comparison(tokens: Tokens, at: int, names: Names) -> Compared:
    aged = _aged(
        tokens, skipped(tokens, at, "they", "it", "the", "row", "rows", "user", "is", "was", "were", "are"), names
    )
    if aged is not None:
        return aged
    attribute = attribute_at(tokens, at, names)
    if attribute is None:
        return _lacking(tokens, skipped(tokens, at, "they", "it", "the", "row", "user"), names)
    return _related(tokens, attribute[1], attribute[0], names)


def _related(tokens: Tokens, at: int, attribute: Attribute, names: Names) -> Compared:
    verb = ends_after_any(tokens, at, _RELATIONS)
    if verb == at:
        return None
    relation = _RELATIONS[" ".join(token.lower for token in tokens[at:verb])]
    if relation in {Relation.MISSING, Relation.PRESENT}:
        return Comparison(attribute=attribute, relation=relation), verb
    values, end = _values(tokens, verb, names)
    several = len(values) > 1 and relation not in {Relation.EQUAL, Relation.UNEQUAL}
    return (Comparison(attribute=attribute, relation=relation, values=values), end) if values and not several else None


def _values(tokens: Tokens, at: int, names: Names) -> tuple[tuple[str, ...], int]:
    """One value, or several: "`a`, `b` or `c`"; a comma without an "or" behind it begins something else."""
    values: list[str] = []
    places: list[int] = []
    place, end, is_choice = at, at, False
    while len(values) < _MOST and (found := _value(tokens, place, names)) is not None:
        values.append(found[0])
        end = found[1]
        places.append(end)
        place = skipped(tokens, end, ",", "or")
        is_choice = is_choice or any(token.is_word("or") for token in tokens[end:place])
        if place == end or place >= len(tokens) or not tokens[place].is_literal:
            break
    return (tuple(values), end) if is_choice or not values else (tuple(values[:1]), places[0])


def _value(tokens: Tokens, at: int, names: Names) -> tuple[str, int] | None:
    date = _date(tokens, at)
    if date is not None:
        return date
    found = constant_at(tokens, at, names, bare=True)
    if found is None or not isinstance(found[0], Constant) or found[0].text is None:
        return None
    return found[0].text, found[1]


def _date(tokens: Tokens, at: int) -> tuple[str, int] | None:
    """ "2020-01-31", written without quotes: three numbers with dashes between."""
    if at + 4 >= len(tokens) or any(token.start != before.end for before, token in _pairs(tokens[at : at + 5])):
        return None
    kinds = [token.kind for token in tokens[at : at + 5]]
    is_date = kinds == [Kind.NUMBER, Kind.MARK, Kind.NUMBER, Kind.MARK, Kind.NUMBER]
    text = "".join(token.text for token in tokens[at : at + 5])
    return (text, at + 5) if is_date and len(text) == 10 and text[4] == text[7] == "-" else None


def _pairs(tokens: Tokens) -> list[tuple[Token, Token]]:
    return list(pairwise(tokens))


def _aged(tokens: Tokens, at: int, names: Names) -> Compared:
    """ "Older than 2020": made before that year began."""
    end = ends_after_any(tokens, at, _AGES)
    value = _value(tokens, end, names) if end > at else None
    if value is None or not value[0][:4].isdecimal() or int(value[0][:4]) < _DATE_FIRST:
        return None
    says_unit = value[1] < len(tokens) and tokens[value[1]].lower in lexicon.PERIODS
    relation = _AGES[" ".join(token.lower for token in tokens[at:end])]
    compared = Comparison(attribute=Attribute(name="created"), relation=relation, values=(value[0],))
    return None if says_unit else (compared, value[1])


def _lacking(tokens: Tokens, at: int, names: Names) -> Compared:
    """ "Without an email"."""
    end = ends_after_any(tokens, at, _LACKS)
    attribute = attribute_at(tokens, end, names) if end > at else None
    if attribute is None or not names.knows(attribute[0].name):
        return None
    return Comparison(attribute=attribute[0], relation=Relation.MISSING), attribute[1]


def _having(tokens: Tokens, at: int, names: Names) -> Compared:
    """ "With a plan of `pro`", "with the status `open`", "with an email"."""
    end = ends_after_any(tokens, at, _HAVE)
    attribute = attribute_at(tokens, end, names) if end > at else None
    if attribute is None or not names.knows(attribute[0].name):
        return None
    related = _related(tokens, attribute[1], attribute[0], names)
    if related is not None:
        return related
    values, behind = _values(tokens, ends_after_any(tokens, attribute[1], _OF), names)
    if values:
        return Comparison(attribute=attribute[0], relation=Relation.EQUAL, values=values), behind
    return Comparison(attribute=attribute[0], relation=Relation.PRESENT), attribute[1]
