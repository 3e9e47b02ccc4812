"""Sentences that tell that rows are never removed: "orders are only marked as deleted", "soft delete for orders"."""

from __future__ import annotations

from database_developer.model.pattern_asks import SoftDeletionAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.matching import phrases
from database_developer.reading.grammar.shapes.saying import Saying
from database_developer.reading.grammar.shapes.things import first_known, known_thing, thing
from database_developer.reading.scene import Scene

_NAMES = phrases(
    "soft delete | soft deletes | soft deletion | soft deletions | soft-delete | soft-deletes | soft-deletion | "
    "soft-deletions | soft deleted | soft-deleted | softly deleted | logically deleted | logical deletion | "
    "logical delete | soft deleting | soft-deleting"
)
_HARD = phrases(
    "physically deleted | really deleted | actually deleted | permanently deleted | hard deleted | hard-deleted | "
    "physically removed | really removed | actually removed | permanently removed | deleted for good | deleted for real"
)
_MARKED = phrases(
    "marked as deleted | marked as archived | marked deleted | marked archived | only archived | just archived | "
    "flagged as deleted | only marked | just marked | flagged deleted | only hidden | marked as removed | but archived"
)
_INSTEAD = phrases(
    "instead of deleting | instead of being deleted | rather than deleting | rather than deleted | "
    "instead of deleted | rather than being deleted | instead of removing | "
    "instead of being removed | rather than being removed"
)
_UNIQUE_FOR_ALL = phrases("still count for uniqueness | still count as taken | keep their unique values")
_WHOSE = ("for", "on", "of", "to", "in")
_ARCHIVED = ("archive", "archived", "archives", "archiving")
_STAYING = lexicon.words("stay remain keep restore recover undelete")

CUES = frozenset({"soft", "softly", "logically", "logical", "deleted", "removed", "deleting", "removing"}) | {
    name for name in _NAMES if "-" in name
}


def read(saying: Saying, scene: Scene) -> Findings:
    """Whose rows are marked instead of removed."""
    entity = _named(saying, scene) or _never_removed(saying, scene) or _kept_though_deleted(saying, scene)
    if entity is None:
        return ()
    is_archived = any(token.is_in(_ARCHIVED) for token in saying.whole)
    attribute = "archived at" if is_archived else "deleted at"
    for_all = saying.says(_UNIQUE_FOR_ALL)
    return (SoftDeletionAsk(entity=entity, attribute=attribute, is_unique_for_all=for_all, quote=saying.quote),)


def _named(saying: Saying, scene: Scene) -> str | None:
    """ "Use soft delete for customers", "customers are soft-deleted", "soft-delete customers"."""
    behind = saying.behind(_NAMES)
    if behind is None or (saying.clause.verb is not None and saying.clause.verb.negated):
        return None
    if behind and behind[0].is_in(_WHOSE):
        return thing(behind[1:], scene)
    return known_thing(saying.subject, scene) or _new(saying, scene) or known_thing(behind, scene) or scene.focus


def _never_removed(saying: Saying, scene: Scene) -> str | None:
    """ "Orders are never deleted, only marked", "orders must not be physically deleted"."""
    is_negated = any(token.is_in(lexicon.NEGATIONS) for token in saying.tokens)
    is_hard = is_negated and saying.says(_HARD)
    is_marked = is_negated and saying.says(_MARKED)
    if is_hard or is_marked or saying.says(_INSTEAD):
        return known_thing(saying.subject, scene) or _new(saying, scene) or first_known(saying.tokens, scene)
    return None


def _new(saying: Saying, scene: Scene) -> str | None:
    """A thing that is told of only later; "we" and "the system" are none."""
    is_thing = bool(saying.subject) and not saying.subject[-1].is_word(*lexicon.SPEAKERS, *lexicon.PRONOUNS)
    return thing(saying.subject, scene) if is_thing else None


def _kept_though_deleted(saying: Saying, scene: Scene) -> str | None:
    """ "Deleted notes can be restored", "deleted notes stay in the database"."""
    subject = saying.subject or saying.before(_UNIQUE_FOR_ALL)
    if not (len(subject) > 1 and subject[0].is_word("deleted", "removed", "archived")):
        return None
    stays = saying.lemma in _STAYING or any(token.is_word("restored", "recovered", "kept") for token in saying.tokens)
    is_told = stays or saying.says(_UNIQUE_FOR_ALL)
    negated = saying.clause.verb is not None and saying.clause.verb.negated
    return known_thing(subject[1:], scene) if is_told and not negated else None
