"""What a sentence says of columns told before, put to each of them: required, its type, its values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from database_developer.model.pattern_asks import ComparisonAsk
from database_developer.model.request import AllowedAsk, AttributeAsk, RangeAsk, RelationAsk, UniqueAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.findings import ColumnRule, Compared, Finding, OncePer
from database_developer.reading.grammar.qualifiers import Qualifiers
from database_developer.reading.inflection import singular
from database_developer.reading.scene import words_of

_STEM = 5  # letters by which a word is known in another form
Column = AttributeAsk | RelationAsk


def with_rules(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings, each column with what later sentences say of it; a rule for nothing that was told is dropped."""
    told = tuple(found)
    rules = tuple(item for item in told if isinstance(item, ColumnRule))
    if not any(isinstance(item, ColumnRule | Compared | OncePer) for item in told):
        return told
    columns = _Columns(tuple(item for item in told if isinstance(item, AttributeAsk | RelationAsk)))
    named = {id(column) for rule in rules for column in columns.named(rule)}
    return tuple(one for item in told for one in _ruled(item, rules, columns, named))


class _Columns:
    """The columns told, to be found by what a sentence calls them."""

    def __init__(self, columns: tuple[Column, ...]) -> None:
        self.all = columns

    def named(self, rule: ColumnRule) -> tuple[Column, ...]:
        """Those that the rule names, of its own thing where that has them."""
        return tuple(column for name in rule.names for column in self._called(name, rule.entity))

    def called_in(self, names: tuple[str, ...], entity: str | None) -> tuple[Column, ...]:
        """Those that go by any of the names."""
        return tuple(column for name in names for column in self._called(name, entity))

    def things(self, first: str | None) -> tuple[str, ...]:
        """All things that columns are told of, one before the others."""
        names = dict.fromkeys(_owner(column) for column in self.all)
        return tuple(sorted(names, key=lambda name: name != first))

    def has(self, entity: str, name: str) -> bool:
        """Whether the thing refers to that one or has an attribute of that name."""
        wanted = _content(name)
        return any(_owner(column) == entity and _content(_name(column)) == wanted for column in self.all)

    def likely(self, name: str, entity: str) -> str | None:
        """The attribute of the thing that a word means, by its words or by the one that begins like it."""
        own = [column for column in self.all if isinstance(column, AttributeAsk) and column.entity == entity]
        wanted = _content(name)
        exact = [column for column in own if _content(column.attribute) == wanted]
        within = [column for column in own if wanted <= _content(column.attribute)]
        alike = [column for column in own if _begin_alike(wanted, _content(column.attribute))]
        found = {column.attribute for column in exact or within or alike}
        return found.pop() if len(found) == 1 else None

    def _called(self, name: str, entity: str | None) -> tuple[Column, ...]:
        wanted = _content(name)
        exact = [column for column in self.all if _content(_name(column)) == wanted]
        likely = exact or [column for column in self.all if wanted <= _content(_name(column))]
        own = [column for column in likely if _owner(column) == entity]
        return tuple(own or exact or (likely if len({_owner(column) for column in likely}) == 1 else ()))


def _owner(column: Column) -> str:
    return column.entity if isinstance(column, AttributeAsk) else column.child


def _name(column: Column) -> str:
    return column.attribute if isinstance(column, AttributeAsk) else column.role or column.parent


def _content(name: str) -> frozenset[str]:
    words = words_of(name.replace(" ", "_"))
    return frozenset(singular(word) for word in words if word not in lexicon.NOT_A_NOUN and word != "id")


def _begin_alike(wanted: frozenset[str], words: frozenset[str]) -> bool:
    """The "departure" of "departed at"."""
    return any(one[:_STEM] == other[:_STEM] for one in wanted for other in words if len(other) > _STEM)


def _ruled(item: Finding, rules: tuple[ColumnRule, ...], columns: _Columns, named: set[int]) -> Iterator[Finding]:
    if isinstance(item, AttributeAsk | RelationAsk):
        first = item  # a column is known as named by what it was before any rule was put to it
        for rule in rules:
            if rule.is_rest and _is_of_the_rest(first, rule, columns, named):
                item = replace(item, required=rule.said.required)
            elif not rule.is_rest and any(_is_same(item, column) for column in columns.named(rule)):
                item = _with_rule(item, rule)
        yield item
    elif isinstance(item, ColumnRule):
        if columns.named(item) or (item.is_rest and columns.all):
            yield item
        yield from _more(item, columns)
    elif isinstance(item, Compared):
        yield from _comparison(item, columns)
    elif isinstance(item, OncePer):
        yield from _once(item, columns)
    else:
        yield item


def _comparison(said: Compared, columns: _Columns) -> Iterator[Finding]:
    """The two columns of one thing that are compared; none where it is not clear which."""
    for entity in columns.things(said.entity):
        smaller, greater = columns.likely(said.smaller, entity), columns.likely(said.greater, entity)
        if smaller is not None and greater is not None and smaller != greater:
            yield said
            is_free = said.may_be_equal
            yield ComparisonAsk(entity=entity, smaller=smaller, greater=greater, may_be_equal=is_free, quote=said.quote)
            return


def _once(said: OncePer, columns: _Columns) -> Iterator[Finding]:
    """The one thing that hangs on all of these, or has them: no two of it alike."""
    fitting = [entity for entity in columns.things(None) if all(columns.has(entity, one) for one in said.things)]
    named = [entity for entity in fitting if entity[:_STEM] == said.verb[:_STEM]]
    found = named if len(fitting) > 1 else fitting
    if len(found) == 1:
        yield said
        yield UniqueAsk(entity=found[0], attributes=said.things, quote=said.quote)


def _is_same(item: Column, column: Column) -> bool:
    return type(item) is type(column) and (_owner(item), _name(item)) == (_owner(column), _name(column))


def _is_of_the_rest(item: Column, rule: ColumnRule, columns: _Columns, named: set[int]) -> bool:
    """Whether it is neither named by another rule, nor excepted, nor told to be otherwise itself."""
    if id(item) in named or any(_is_same(item, column) for column in columns.called_in(rule.but, rule.entity)):
        return False
    if rule.entity and _owner(item) != rule.entity:
        return False
    if rule.said.required:
        return item.required is not False
    return not any(word in lexicon.REQUIRED for word in item.quote.text.lower().split())


def _with_rule(item: Column, rule: ColumnRule) -> Column:
    said = rule.said
    required = said.required if said.required is not None else item.required
    if isinstance(item, RelationAsk):
        return replace(item, required=required)
    return replace(
        item,
        required=required,
        type=said.type or item.type,
        hint=_hint(item.hint, said),
        max_length=said.max_length or item.max_length,
        default=said.default or item.default,
        pattern=said.pattern or item.pattern,
    )


def _hint(before: str, said: Qualifiers) -> str:
    """What is told of the value; that it is the key is told besides."""
    hint = said.hint or (f"with {said.decimals} decimals" if said.decimals is not None else "") or before
    return ", ".join(part for part in (hint, "primary key") if part) if said.is_key else hint


def _more(rule: ColumnRule, columns: _Columns) -> Iterator[Finding]:
    """What a rule asks for besides the columns themselves."""
    said, quote = rule.said, rule.quote
    for column in columns.named(rule):
        owner, name = _owner(column), _name(column)
        if said.unique:
            yield UniqueAsk(entity=owner, attributes=(name,), quote=quote, ignoring_case=said.ignoring_case)
        if said.values and isinstance(column, AttributeAsk):
            yield AllowedAsk(entity=owner, attribute=name, values=said.values, quote=quote, is_open=said.is_open)
        bounds = {"minimum": said.minimum, "maximum": said.maximum, "above": said.above, "below": said.below}
        if any(bound is not None for bound in bounds.values()) and isinstance(column, AttributeAsk):
            yield RangeAsk(entity=owner, attribute=name, quote=quote, **bounds)
