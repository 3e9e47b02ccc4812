"""Questions about what a second reader found: both readings where two differ, or whether it is meant at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from database_developer.model.inflection import plural
from database_developer.model.request import (
    AlterAsk,
    Ask,
    DeletionAsk,
    EntityAsk,
    LookupAsk,
    Question,
    RelationAsk,
    RemovalAsk,
    RenameAsk,
    UniqueAsk,
)
from database_developer.reading.second_opinion import MEMBERS, attributes_of, subject_of


def question_about(ask: Ask, other: Ask | None) -> Question:
    """What to ask of a person: which of two contrary asks is meant, or whether the only one is."""
    quote = replace(ask.quote, assumed="")
    identifier = f"second-{_words(subject_of(ask))}-line-{quote.line}"
    told, reads = _told(ask), f"on line {quote.line}, {ask.quote.assumed}"
    if other is None:
        text = f"{reads}: {told}; is that meant?"
        proposals, meanings = ("no, leave it as it is", f"yes: {told}"), ("", _sentence(ask))
        return Question(id=identifier, text=text, proposals=proposals, meanings=meanings, quote=quote)
    first = f"line {other.quote.line} says: {_told(other)}"
    return Question(
        id=identifier,
        text=f"{reads}: {told}; but {first}; which is meant?",
        proposals=(first, f"the other: {told}"),
        meanings=("", None),
        quote=quote,
    )


def _words(subject: object) -> str:
    """A subject as one word, the same in every run."""
    if isinstance(subject, frozenset):
        return "-".join(sorted(map(_words, subject)))
    if isinstance(subject, tuple):
        return "-".join(filter(None, map(_words, subject)))
    return "-".join(str(subject).lower().split())


def _told(ask: Ask) -> str:
    """The ask in a few words."""
    match ask:
        case RemovalAsk():
            return f"{_of(ask)} goes away"
        case RenameAsk():
            return f'{_of(ask)} is called "{ask.new_name}"'
        case EntityAsk():
            return f'there is a "{ask.entity}"'
        case RelationAsk():
            return f'"{ask.child}" to "{ask.parent}" is {ask.cardinality.value}{_said(ask, ("required",))}'
        case DeletionAsk():
            return f'where "{ask.parent}" is deleted, its "{ask.child}" rows: {ask.action}'
        case UniqueAsk() | LookupAsk():
            kind = "unique" if isinstance(ask, UniqueAsk) else "looked up"
            return f'"{ask.entity}" is {kind} by {", ".join(attributes_of(ask)) or "nothing"}'
    return f"{_of(ask)}{_said(ask, MEMBERS.get(type(ask), ()))}"


def _of(ask: Ask) -> str:
    attribute, entity = getattr(ask, "attribute", None), getattr(ask, "entity", "")
    return f'"{attribute}" of "{entity}"' if attribute else f'"{entity}"'


def _said(ask: Ask, names: Iterable[str]) -> str:
    values = ((name, getattr(ask, name)) for name in names)
    told = [f"{name.replace('_', ' ')} {_plain(value) or 'none'}" for name, value in values if value not in (None, ())]
    return f" with {', '.join(told)}" if told else ""


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "/".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _sentence(ask: Ask) -> str | None:
    """The ask as a sentence that the rules read; None where it needs a person's own words."""
    entity = "_".join(getattr(ask, "entity", "").split())
    match ask:
        case RemovalAsk():
            return f"Drop the column `{entity}.{ask.attribute}`." if ask.attribute else f"Drop the table `{entity}`."
        case RenameAsk():
            old = f"column `{ask.attribute}` of the table `{entity}`" if ask.attribute else f"table `{entity}`"
            return f"Rename the {old} to `{'_'.join(ask.new_name.split())}`."
        case AlterAsk():
            return _alteration(ask, f"the column `{ask.attribute}` of the table `{entity}`")
        case DeletionAsk() if not ask.role:
            return f"When a {ask.parent} is deleted, their {plural(ask.child)} are deleted as well."
    return None


def _alteration(ask: AlterAsk, column: str) -> str | None:
    """One change in a sentence; several at once, and a default's words, need a person's own."""
    match (ask.type, ask.required, ask.default):
        case (str(), None, None):
            return f"Change the type of {column} to `{ask.type}`."
        case (None, False, None):
            return f"Make {column} nullable."
        case (None, None, ""):
            return f"Drop the default of {column}."
    return None
