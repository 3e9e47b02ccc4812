"""Rule "liveness": what must go on while the change is rolled out, for whoever plans it."""

from __future__ import annotations

from database_developer.design.draft import Draft
from database_developer.model.design import Liveness
from database_developer.model.request import LivenessAsk


def liveness_of(draft: Draft) -> Liveness | None:
    """All that the ticket demands, the shortest wait among them; None where it demands nothing."""
    asks = [ask for ask in draft.request.asks if isinstance(ask, LivenessAsk)]
    if not asks:
        return None
    bounds = [ask.max_block_ms for ask in asks if ask.max_block_ms is not None]
    return Liveness(
        quotes=tuple(dict.fromkeys(ask.quote for ask in asks)),
        max_block_ms=min(bounds, default=None),
        keep_old_version=any(ask.keep_old_version for ask in asks),
        is_busy=any(ask.is_busy for ask in asks),
    )
