"""Sentences that want the past kept: "keep a history of price changes", "every change of an order is recorded"."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.model.pattern_asks import HistoryAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.clauses import Tokens
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.matching import phrases, skipped
from database_developer.reading.grammar.shapes.saying import Saying, place_of
from database_developer.reading.grammar.shapes.things import Meant, known_thing, meant, thing
from database_developer.reading.grammar.tokens import Kind
from database_developer.reading.scene import Scene

_LOGS = phrases(
    "history of | history for | audit log of | audit log for | audit trail of | audit trail for | change log of | "
    "change log for | changelog of | changelog for | audit history of | audit history for | audit logging for | "
    "change history of | change history for | audit log on | versions of | audit table for | history table for"
)
_AUDITS = phrases("audit log | audit trail | audit table | audit history | audit logging")
_CHANGES = phrases("change of | change to | change in | changes of | changes to | changes in | changes on | change on")
_WHO = phrases("who changed | who changes | who modified | who edited | who has changed")
_TYPED = phrases("with typed columns | with a column for each column | column by column")
_KEEPING = lexicon.KEEP | lexicon.words("audit need want require provide add implement be create")
_NOT_NAMES = ("all", "every", "each", "any", "the", "a", "an", "past", "previous", "old", "earlier")

Several = tuple[Meant, ...]

CUES = lexicon.words("history audit changelog versions change changes changed modified edited audited")


def read(saying: Saying, scene: Scene) -> Findings:
    """What the past is kept of; a list of columns behind a colon describes a table of its own."""
    if _lists_columns(saying) or not _keeps(saying):
        return ()
    found = _logged(saying, scene) or _changes(saying, scene) or _named_changes(saying, scene)
    typed = saying.says(_TYPED)
    return tuple(
        HistoryAsk(entity=one.entity, attribute=one.attribute, is_typed=typed, quote=saying.quote)
        for one in dict.fromkeys(found or _audited(saying, scene))
    )


def _lists_columns(saying: Saying) -> bool:
    return any(token.is_mark(":") or token.kind is Kind.GROUP for token in saying.tokens)


def _keeps(saying: Saying) -> bool:
    verb = saying.clause.verb
    if verb is not None and verb.negated:
        return False
    return verb is None or verb.lemma in _KEEPING or _says_to_keep(saying)


def _logged(saying: Saying, scene: Scene) -> Several:
    """ "a history of price changes", "an audit log for invoices"."""
    behind = saying.behind(_LOGS)
    if behind is None:
        return ()
    changes = place_of(behind, _CHANGES)
    return _targets(behind[changes[1] :] if changes else behind, scene) or _told_later(behind, saying, scene)


def _told_later(behind: Tokens, saying: Saying, scene: Scene) -> Several:
    """The invoices of an audit log, where nothing was told of them yet."""
    entity = thing(behind[skipped(behind, 0, *_NOT_NAMES) :], scene) if saying.says(_AUDITS) else None
    return (Meant(entity=entity),) if entity else ()


def _changes(saying: Saying, scene: Scene) -> Several:
    """ "Every change of an order is recorded", "log who changed an order"."""
    if not _says_to_keep(saying):
        return ()
    behind = saying.behind(_CHANGES)
    if behind is None:
        behind = saying.behind(_WHO)
    return _targets(behind, scene) if behind is not None else ()


def _says_to_keep(saying: Saying) -> bool:
    """ "Record who changed it" has its own verb before the one of the question."""
    first = saying.tokens[0].lower if saying.tokens else ""
    is_order = lexicon.FINITE.get(first) in lexicon.KEEP
    return is_order or saying.lemma in lexicon.KEEP | {"audit"} or saying.says(("tracked", "audited"))


def _named_changes(saying: Saying, scene: Scene) -> Several:
    """The "price changes" of "record all price changes", or of "price changes are recorded"."""
    if saying.lemma not in lexicon.KEEP | {"audit"}:
        return ()
    return next((found for part in (saying.clause.rest, saying.subject) if (found := _of_changes(part, scene))), ())


def _of_changes(tokens: Tokens, scene: Scene) -> Several:
    start = skipped(tokens, 0, *_NOT_NAMES)
    is_named = any(token.is_word("changes", "change") for token in tokens[start + 1 : start + 4])
    return _targets(tokens[start:], scene) if is_named else ()


def _audited(saying: Saying, scene: Scene) -> Several:
    """ "Invoices are audited"."""
    is_audited = any(token.is_word("audited") for token in saying.tokens)
    entity = known_thing(saying.subject, scene) if is_audited else None
    return (Meant(entity=entity),) if entity else ()


def _targets(tokens: Tokens, scene: Scene) -> Several:
    """What is named here, less the word "changes" behind it; all of "orders, order items and payments"."""
    end = next((at for at, token in enumerate(tokens) if token.is_word("changes", "change")), len(tokens))
    found: list[Meant] = []
    for part in _listed(tokens[:end]):
        one = meant(part[skipped(part, 0, *_NOT_NAMES) :], scene)
        if one is None:
            break
        found.append(one)
    return tuple(found)


def _listed(tokens: Tokens) -> Iterator[Tokens]:
    """The parts between commas and "and"."""
    start = 0
    for index, token in enumerate(tokens):
        if token.is_mark(",") or token.is_word("and"):
            if index > start:
                yield tokens[start:index]
            start = index + 1
    yield tokens[start:]
