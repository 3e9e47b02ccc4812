"""Rule "backfills": what the ticket tells of the values of existing rows becomes a filling, or a question."""

from __future__ import annotations

from database_developer.design.draft import Draft, at_column, at_table
from database_developer.design.fillings.filling import Made, filling_of
from database_developer.design.fillings.terms import Unclear
from database_developer.model.names import QualifiedName
from database_developer.model.request import BackfillAsk

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
    what = f"existing rows: {ask.rule}"
    draft.decide(address, what, "the ticket gives the rule", RULE, quote=ask.quote)
    for told, why in made.notes.told:
        draft.decide(address, told, why, RULE, is_assumption=True)
    live = draft.live.tables[table].column(made.column.name)
    if live is not None and not made.filling.condition:
        why = "the rule holds for all existing rows"
        draft.decide(address, "existing values are replaced", why, RULE, quote=ask.quote)
