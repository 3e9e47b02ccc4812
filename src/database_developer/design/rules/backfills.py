"""Rule "backfills": a rule for the values of existing rows is not turned into a data migration yet; it is said so."""

from __future__ import annotations

from database_developer.design.draft import Draft
from database_developer.model.request import BackfillAsk

RULE = "backfills"


def apply(draft: Draft) -> None:
    """Stop at each rule for existing rows, rather than leave them without values."""
    for ask in draft.request.asks:
        table = draft.table_of(ask.entity) if isinstance(ask, BackfillAsk) else None
        if isinstance(ask, BackfillAsk) and (table is None or not draft.is_new(table)):
            text = (
                f'existing rows of "{ask.entity}" need a value for "{ask.attribute}" by the rule "{ask.rule}"; '
                "turning such a rule into a data migration is not possible yet"
            )
            proposals = (f'give "{ask.attribute}" a default', f'make "{ask.attribute}" optional and fill it later')
            draft.ask(f"backfill-{ask.entity}-{ask.attribute}", text, *proposals, quote=ask.quote)
