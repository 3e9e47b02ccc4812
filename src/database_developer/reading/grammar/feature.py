"""One entry of a list of what a thing has: its name, and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.phrases import NounPhrase
from database_developer.reading.grammar.qualifiers import Qualifiers
from database_developer.reading.inflection import is_plural


@dataclass(frozen=True, kw_only=True, slots=True)
class Feature:
    """One entry of the list: its name and what is said of it.

    ``moment`` is the verb of "when the user joined"; ``kind_of`` the "user" of "an owner, who is a user";
    ``about`` the "user" of "a daily summary for each user"; ``is_asked`` where it is told by a question: "who did it";
    ``called`` the "seller" of "the seller (`sold_by`)".
    """

    phrase: NounPhrase
    words: str
    qualifiers: Qualifiers = field(default_factory=Qualifiers)
    moment: str | None = None
    kind_of: NounPhrase | None = None
    about: NounPhrase | None = None
    is_asked: bool = False
    called: NounPhrase | None = None

    @property
    def is_many(self) -> bool:
        """Whether many of it are meant: "many users", "orders"."""
        return self.phrase.determiner in lexicon.MANY or bool(self.phrase.number)

    @property
    def is_told(self) -> bool:
        """Whether a determiner says that it is there: "a name", "the date", not a bare "name"."""
        return bool(self.phrase.determiner)

    @property
    def required(self) -> bool | None:
        """Required where the ticket says so, or says that it is there and not that it is optional."""
        if self.qualifiers.required is not None:
            return self.qualifiers.required
        if "optional" in self.phrase.qualities or "nullable" in self.phrase.qualities:
            return False
        said = bool(lexicon.REQUIRED & set(self.phrase.qualities)) or (self.is_told and not self.is_many)
        return True if said else None


def is_bare_plural(feature: Feature) -> bool:
    """ "orders" in "a customer has orders": many things, no fact of their own."""
    phrase = feature.phrase
    return not phrase.determiner and phrase.identifier is None and is_plural(phrase.head)
