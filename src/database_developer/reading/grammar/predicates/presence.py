""" "... must always be filled in", "... may be left empty", "... isn't mandatory any longer"."""

from __future__ import annotations

from database_developer.model.request import AlterAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.matching import ends_after_any, phrases
from database_developer.reading.grammar.predicates.said import Said
from database_developer.reading.scene import Scene

_REQUIRED = phrases(
    "required | mandatory | compulsory | obligatory | not null | "
    "non null | non-null | non-nullable | not-null | not nullable | "
    "made required | made mandatory | make it required | make it mandatory | make it not null | made not null | "
    "set to not null | not optional | necessary"
)
_OPTIONAL = phrases(
    "optional | nullable | not required | not mandatory | made optional | made nullable | make it optional | "
    "make it nullable | allow null | allow nulls | allow null values | accept null | null allowed | nulls allowed"
)
_GIVEN = phrases(
    "filled in | filled | filled out | given | provided | entered | present | set | known | specified | supplied | "
    "stored | populated"
)
_EMPTY = phrases(
    "empty | null | blank | left empty | left blank | left null | left out | stay empty | stay blank | remain empty | "
    "remain null | missing | unknown | unset | omitted | skipped | absent | left open | without a value | stay null | "
    "remain blank | go empty"
)
_NEEDLESS = ("need", "needs", "have", "has", "needn't")


def read(said: Said, at: int, scene: Scene) -> tuple[Findings, int]:
    """Whether each row has a value from now on."""
    required, end = _told(said, at)
    if required is None:
        return (), at
    subject = said.subject
    asks = (
        AlterAsk(entity=subject.entity, attribute=name, required=required, quote=said.quote)
        for name in subject.attributes
    )
    return tuple(asks), end


def _told(said: Said, at: int) -> tuple[bool | None, int]:
    """The longest words count: "not null" is no "null"."""
    kinds = ((_REQUIRED, True), (_OPTIONAL, False), (_GIVEN, True), (_EMPTY, False))
    end, known, required = max((ends_after_any(said.tokens, at, known), known, value) for known, value in kinds)
    if end == at:
        return None, at
    if known in (_GIVEN, _EMPTY) and not _is_of_values(said, known):
        return None, at
    if known in (_REQUIRED, _OPTIONAL) and not said.is_told:
        return None, at
    return required != said.is_negated, end


def _is_of_values(said: Said, known: tuple[str, ...]) -> bool:
    """ "Must be given", "need not be given", "may be empty", "must not be empty"; "should be set" alone is a task."""
    is_obliged = bool(
        said.helpers & lexicon.words("must have has need needs needn't always shall cannot can't mustn't")
    )
    return is_obliged or (known == _EMPTY and (said.is_right or said.is_negated or "should" in said.helpers))
