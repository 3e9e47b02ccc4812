"""Rule "backfills": what the ticket tells of the values of existing rows becomes a filling, or a question."""

from __future__ import annotations

from dataclasses import replace

from database_developer.design.draft import Draft, at_column, at_table
from database_developer.design.fillings.demands import is_converted
from database_developer.design.fillings.filling import Made, filling_of
from database_developer.design.fillings.terms import Unclear
from database_developer.design.rules.attributes import default_of
from database_developer.model.names import QualifiedName
from database_developer.model.recipe import Mapping
from database_developer.model.request import AttributeAsk, BackfillAsk
from database_developer.model.schema import NotNull

RULE = "backfills"
_WAYS = (
    'say it in one of these ways: "the part of the email before the `@`, lower-cased"',
    '"the first name and the last name joined by a space", "`x` if the status is `y`, otherwise `z`"',
    "or leave the column empty, and fill it later",
)


def apply(draft: Draft) -> None:
    """Design each rule for existing rows; a table that is new has none."""
    for ask in draft.request.asks:
        if isinstance(ask, BackfillAsk):
            _fill(draft, ask)


def _fill(draft: Draft, ask: BackfillAsk) -> None:
    table = draft.table_of(ask.entity) if ask.entity else None
    if table is None:
        _question(draft, ask, "it is not clear which table's rows are meant", "name the table", *_WAYS[:1])
    elif draft.is_new(table):
        draft.decide(at_table(table), "nothing to fill", "the table is new and has no rows yet", RULE, quote=ask.quote)
    elif ask.recipe is None or not ask.attribute:
        _question(draft, ask, _unclear(ask), *_WAYS)
    else:
        try:
            made = filling_of(draft, ask, ask.recipe, table)
        except Unclear as unclear:
            _question(draft, ask, unclear.why, *unclear.proposals)
        else:
            _record(draft, ask, made, table)


def _unclear(ask: BackfillAsk) -> str:
    if not ask.unclear or ask.unclear.strip(" .") == ask.rule.strip(" ."):
        return "the rule is not understood"
    return f'"{ask.unclear}" is not understood'


def _question(draft: Draft, ask: BackfillAsk, why: str, *proposals: str) -> None:
    value = f'a value for "{ask.attribute}"' if ask.attribute else "values"
    text = f'existing rows of "{ask.entity or "a table"}" get {value} by the rule "{ask.rule}", but {why}'
    identifier = f"backfill-{ask.entity}-{ask.attribute}" if ask.attribute else f"backfill-line-{ask.quote.line}"
    draft.ask(identifier, text, *proposals, quote=ask.quote)


def _record(draft: Draft, ask: BackfillAsk, made: Made, table: QualifiedName) -> None:
    """Add the filling, with the ticket's words, and all that had to be decided beyond them."""
    address = at_column(table, made.column.name)
    if made.filling is None:
        draft.decide(address, "existing rows: no value", "the ticket leaves them empty", RULE, quote=ask.quote)
        return
    draft.fillings.append(made.filling)
    if ask.replaces:
        _take_demand(draft, ask, made, table)
    if is_converted(draft, table, made.column):
        _convert_default(draft, ask, made, table)
        _tell_writers(draft, ask, made, table)
    what = f"existing rows: {ask.rule}"
    draft.decide(address, what, "the ticket gives the rule", RULE, quote=ask.quote)
    for told, why in made.notes.told:
        draft.decide(address, told, why, RULE, is_assumption=True)
    live = draft.live.tables[table].column(made.column.name)
    if live is not None and not made.filling.condition:
        why = "the rule holds for all existing rows"
        draft.decide(address, "existing values are replaced", why, RULE, quote=ask.quote)


def _take_demand(draft: Draft, ask: BackfillAsk, made: Made, table: QualifiedName) -> None:
    """What takes the place of a required column is required too, where every row has a value."""
    old, column = draft.live.tables[table].column(ask.replaces), draft.tables[table].column(made.column.name)
    if old is None or column is None or not old.is_required or made.may_be_null or column.is_required:
        return
    draft.add_column(table, replace(column, not_null=NotNull()))
    why = f"{old.name}, whose place it takes, is so"
    draft.decide(at_column(table, column.name), "a value is required", why, RULE, is_assumption=True)


def _convert_default(draft: Draft, ask: BackfillAsk, made: Made, table: QualifiedName) -> None:
    """The default becomes what such a value becomes; one of which that is not told goes."""
    old, column = draft.live.tables[table].column(made.column.name), draft.tables[table].column(made.column.name)
    if old is None or column is None or old.default is None or column.default != old.default:
        return
    default = _converted(old.default, ask, column.type)
    draft.add_column(table, replace(column, default=default))
    what = f"default {default}" if default is not None else "no default any more"
    draft.decide(at_column(table, column.name), what, f"it was {old.default}", RULE, is_assumption=True)


def _tell_writers(draft: Draft, ask: BackfillAsk, made: Made, table: QualifiedName) -> None:
    """Under one name there is only one form: who writes the old one must have stopped before they trade places."""
    formula = ask.recipe.formula if ask.recipe is not None else None
    if formula is not None and not formula.steps:
        return
    name = f'"{made.column.name}" of "{table}"'
    draft.ask(
        f"writers-{table}-{made.column.name}",
        f"{name} keeps its name and means its values in another form: the application that runs now must not write it "
        "any more from the migrate phase on",
        "it is stopped before the migrate phase",
        "the new column gets a name of its own, so that both versions of the application can go on",
        quote=ask.quote,
        blocking=False,
    )


def _converted(default: str, ask: BackfillAsk, type_: str) -> str | None:
    text = default.partition("::")[0].strip("'")
    formula = ask.recipe.formula if ask.recipe is not None else None
    first = formula.steps[0] if formula is not None and formula.steps else None
    if not isinstance(first, Mapping):
        return None
    value = dict(first.pairs).get(text, first.otherwise)
    told = AttributeAsk(entity=ask.entity, attribute=ask.attribute, default=value, quote=ask.quote)
    return default_of(told, type_) if value is not None else None
