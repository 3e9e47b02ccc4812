"""From one attribute's recipe to the filling of its column."""

from __future__ import annotations

from dataclasses import dataclass

from database_developer.design.draft import Draft
from database_developer.design.fillings.columns import Columns
from database_developer.design.fillings.conditions import Tested, tested
from database_developer.design.fillings.conversions import DIGITS, as_text
from database_developer.design.fillings.demands import Demands, demands_of, is_unique_alone
from database_developer.design.fillings.fitting import Notes, fitted
from database_developer.design.fillings.formulas import term_of
from database_developer.design.fillings.patterns import is_met
from database_developer.design.fillings.terms import Family, Term, Unclear, reading
from database_developer.design.naming import snake
from database_developer.model.design import Clash, Filling
from database_developer.model.inflection import singular
from database_developer.model.names import Address, QualifiedName
from database_developer.model.recipe import Attribute, Constant, Mapping, Number, OnClash, Recipe, Relation
from database_developer.model.request import BackfillAsk
from database_developer.model.schema import Column, ConstraintKind

_NUMBERS = ("7", "12", "25")
_WHOLE_LENGTHS = {"smallint": 5, "integer": 10, "bigint": 19}


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    """A filling (None where the rows stay without a value), and what was decided beyond the ticket's words."""

    filling: Filling | None
    column: Column
    notes: Notes
    may_be_null: bool = True


def filling_of(draft: Draft, ask: BackfillAsk, recipe: Recipe, table: QualifiedName) -> Made:
    """The filling that an ask's recipe stands for. Unclear where it is not sure what the rows get."""
    columns = Columns(draft=draft, entity=ask.entity, table=table)
    column = columns.column(ask.attribute)
    if draft.tables[table].column(column.name) is None:
        raise Unclear(f'"{table}" will have no column "{column.name}" any more', "name a column that stays")
    demands, notes = demands_of(draft, table, column), Notes()
    if _leaves_empty(recipe, demands):
        return Made(filling=None, column=column, notes=notes)
    values = _values(recipe, columns, demands, singular(snake(ask.entity)), notes)
    may_be_null = any(one.may_be_null for one in values) or (recipe.formula is None and bool(recipe.branches))
    conditions = [tested(branch.condition, columns) for branch in recipe.branches]
    if recipe.formula is None and not _fills_the_gaps(recipe, columns, column):
        _ask_for_the_rest(draft, table, column)
    clash = _clash(recipe, columns, demands)
    filling = Filling(
        table=table,
        column=column.name,
        expression=_expression(values, conditions, has_rest=recipe.formula is not None),
        condition="" if recipe.formula is not None else _any_of(conditions),
        clash=clash,
        quote=ask.quote,
        reads=_reads(values, conditions),
        is_immutable=all(one.is_immutable for one in values) and all(one.is_immutable for one in conditions),
        known=_known(recipe, columns),
    )
    return Made(filling=filling, column=column, notes=notes, may_be_null=may_be_null)


def _known(recipe: Recipe, columns: Columns) -> tuple[str, tuple[str, ...]] | None:
    """The texts of which the rule says what becomes of them, and their column."""
    formula = recipe.formula
    if formula is None or not isinstance(formula.source, Attribute) or formula.source.of is not None:
        return None
    term = columns.term(formula.source)
    name = columns.column(formula.source.name).name
    first = formula.steps[0] if formula.steps else None
    if term.family is not Family.TEXT:
        return None
    if isinstance(first, Mapping):
        return name, tuple(old for old, _ in first.pairs)
    return (name, _NUMBERS) if first is None or isinstance(first, Number) else None


def _leaves_empty(recipe: Recipe, demands: Demands) -> bool:
    """ "Stays empty" needs no filling, where the column may be empty."""
    formula = recipe.formula
    is_null = formula is not None and formula.source == Constant(text=None) and not formula.steps
    if is_null and not recipe.branches and demands.column.is_required:
        raise Unclear(f'"{demands.column.name}" is required, and cannot stay empty', "name a value", "make it optional")
    return is_null and not recipe.branches


def _values(recipe: Recipe, columns: Columns, demands: Demands, thing: str, notes: Notes) -> list[Term]:
    """What each branch gives, and last what the other rows get."""
    formulas = [branch.formula for branch in recipe.branches]
    formulas += [recipe.formula] if recipe.formula is not None else []
    return [fitted(term_of(formula, columns), demands, thing, notes) for formula in formulas]


def _expression(values: list[Term], conditions: list[Tested], *, has_rest: bool) -> str:
    if not conditions or (len(conditions) == 1 and not has_rest):
        return values[0].sql
    whens = [f"WHEN {condition.sql} THEN {value.sql}" for condition, value in zip(conditions, values, strict=False)]
    rest = f" ELSE {values[-1].sql}" if has_rest else ""
    return f"CASE {' '.join(whens)}{rest} END"


def _any_of(conditions: list[Tested]) -> str:
    parts = [condition.sql for condition in conditions]
    return parts[0] if len(parts) == 1 else " OR ".join(f"({part})" for part in parts)


def _reads(values: list[Term], conditions: list[Tested]) -> tuple[Address, ...]:
    found = (*reading(*values), *(address for condition in conditions for address in condition.reads))
    return tuple(dict.fromkeys(found))


def _fills_the_gaps(recipe: Recipe, columns: Columns, column: Column) -> bool:
    """Whether a branch is for all rows that have no value in the column: the others have one."""
    conditions = (branch.condition for branch in recipe.branches)
    return any(
        len(condition.comparisons) == 1
        and condition.comparisons[0].relation is Relation.MISSING
        and condition.comparisons[0].attribute.of is None
        and columns.column(condition.comparisons[0].attribute.name).name == column.name
        for condition in conditions
    )


def _ask_for_the_rest(draft: Draft, table: QualifiedName, column: Column) -> None:
    """A required column must not be left without a value in the rows that no case picks."""
    live = draft.live.tables[table].column(column.name) if table in draft.live.tables else None
    has_values = live is not None and live.is_required
    if column.is_required and not has_values and column.default is None:
        text = f'"{column.name}" is required, and it is not told what the other rows get'
        raise Unclear(text, "say what all others get", f'make "{column.name}" optional', "give it a default")


def _clash(recipe: Recipe, columns: Columns, demands: Demands) -> Clash | None:
    if recipe.clash is None:
        is_free = _is_unique_already(recipe, columns) or _others_tell_apart(demands, columns)
        if demands.is_unique and not is_free:
            text = f'"{demands.column.name}" is unique, and the rule may give two rows the same value'
            raise Unclear(text, 'where it is taken, add "_" and the id', "where it is taken, add a running number")
        return None
    if demands.family is not Family.TEXT:
        raise Unclear("something can be added only to a text", "say what happens where the value is taken")
    added = _added(recipe.clash, columns)
    _check_added(recipe.clash, added, demands)
    return Clash(
        separator=recipe.clash.separator,
        column=added.name if added is not None else None,
        max_length=demands.longest,
        within=demands.within,
    )


def _is_unique_already(recipe: Recipe, columns: Columns) -> bool:
    """Whether the value is another column's, and no two rows share that."""
    formula = recipe.formula
    if formula is None or recipe.branches or formula.steps or not isinstance(formula.source, Attribute):
        return False
    is_own = formula.source.of is None or columns.draft.table_of(formula.source.of) == columns.table
    table = columns.draft.tables[columns.table]
    return is_own and is_unique_alone(table, columns.column(formula.source.name).name)


def _others_tell_apart(demands: Demands, columns: Columns) -> bool:
    """Whether the other columns of the key are unique today, so that no value of this one can clash."""
    live = columns.draft.live.tables.get(columns.table)
    kinds = (ConstraintKind.PRIMARY_KEY, ConstraintKind.UNIQUE)
    keys = live.constraints_of(*kinds) if live is not None else ()
    return any(set(key.columns) <= set(demands.within) for key in keys)


def _added(clash: OnClash, columns: Columns) -> Column | None:
    """The row's own column that is added; None for a running number."""
    if clash.attribute is None:
        return None
    if clash.attribute.of is not None and columns.draft.table_of(clash.attribute.of) != columns.table:
        raise Unclear("only a column of the row itself can be added where a value is taken", "add the row's id")
    return columns.column(clash.attribute.name)


def _check_added(clash: OnClash, added: Column | None, demands: Demands) -> None:
    """What is added must not break the column's format, nor leave no room for the value."""
    known: frozenset[str] | None = DIGITS
    length = _WHOLE_LENGTHS["integer"]
    if added is not None:
        term = as_text(Term(sql="x", type=added.type))
        is_whole = added.type in _WHOLE_LENGTHS
        known = DIGITS if is_whole else term.characters
        length = _WHOLE_LENGTHS.get(added.type, 36)
    told = None if known is None else known | frozenset(clash.separator)
    if demands.pattern is not None and (told is None or not is_met(demands.pattern, told)):
        text = f"what is added where a value is taken may not have the form {demands.pattern}"
        raise Unclear(text, 'add "_" and the id')
    if demands.longest is not None and length + len(clash.separator) >= demands.longest:
        raise Unclear(f"{demands.longest} characters leave no room for what is added", "make the column longer")
