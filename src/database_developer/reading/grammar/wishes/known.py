"""The things that a wish can refer to: tables that stand, and things wished for before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from database_developer.model.likeness import likeness
from database_developer.model.request import AttributeAsk, Quote, RelationAsk
from database_developer.model.synonyms import families
from database_developer.reading.customs import is_person
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.tokens import Token
from database_developer.reading.inflection import agent, is_plural, singular, singular_phrase
from database_developer.reading.scene import words_of

Tokens = tuple[Token, ...]

_ACCOUNTS = frozenset({"user", "account", "member", "customer"})  # whoever reads or buys has one
_SAME = 0.75  # of likeness; less is another thing


@dataclass(kw_only=True, slots=True)
class Known:
    """The names of what stands (``live``) and of what is wished for (``new``), in the order of the ticket."""

    live: tuple[str, ...] = ()
    new: list[str] = field(default_factory=list)

    def find(self, phrase: NounPhrase) -> str | None:
        """The thing a phrase means: by its name, or by the end of it ("broken scooter" is a scooter)."""
        words = words_of(phrase.identifier) if phrase.identifier else phrase.words
        for start in range(len(words)):
            name = " ".join(singular_phrase(words[start:]))
            if name in self.live or name in self.new:
                return name
        by_end = self._by_end(" ".join(singular_phrase(words[-1:])))
        return by_end or self._before_verb(words) or self._alike(singular_phrase(words))

    def _before_verb(self, words: tuple[str, ...]) -> str | None:
        """The "volunteers" of "our volunteers work", where the verb looks like a part of the name."""
        end = next((at + 1 for at, word in enumerate(words[:-1]) if is_plural(word)), 0)
        return self.find(NounPhrase(words=words[:end])) if end else None

    def _by_end(self, name: str) -> str | None:
        """The only thing whose name ends so: the "item" of a "lost property item"."""
        found = [one for one in (*self.live, *self.new) if name and one.endswith(f" {name}")]
        return found[0] if len(found) == 1 else None

    def _alike(self, words: tuple[str, ...]) -> str | None:
        """The only standing thing whose name means the same in other words: the "client" of "customers"."""
        found = [one for one in self.live if words and likeness(words, tuple(one.split()), frozenset()).score >= _SAME]
        return found[0] if len(found) == 1 else None

    def somebody(self, phrase: NounPhrase) -> str | None:
        """The thing a role means; of "users" the accounts or members, where these are the only people there."""
        found = self.find(phrase)
        near = families(singular(phrase.head))
        people = [one for one in self.live if near & families(one)]
        people = people or ([one for one in self.live if one in _ACCOUNTS] if is_person(singular(phrase.head)) else [])
        return found or (people[0] if len(people) == 1 else None)

    def doer(self, verb: str) -> str | None:
        """The thing named by what it does: the "rider" of "who rode it"."""
        return next((one for one in (*self.live, *self.new) if one.rpartition(" ")[2] == agent(verb)), None)

    def all_in(self, tokens: Tokens) -> Iterator[str]:
        """Every known thing that the words name, each once."""
        found: list[str] = []
        at = 0
        while at < len(tokens):
            phrase = noun_phrase(tokens, at)
            name = self.find(phrase) if phrase.is_named else None
            if name is not None and name not in found:
                found.append(name)
                yield name
            at += max(phrase.length, 1)


def fact(
    entity: str, name: str, quote: Quote, *, type_: str | None = None, required: bool | None = None, hint: str = ""
) -> AttributeAsk:
    """A fact told in so many words, as an assumption: what it is called and how it is kept was not said."""
    told = replace(quote, assumed=f'the ticket asks to keep it of each "{entity}"')
    return AttributeAsk(entity=entity, attribute=name, quote=told, type=type_, required=required, hint=hint)


def tie(
    entity: str, parent: str, quote: Quote, *, role: str | None = None, required: bool | None = True
) -> RelationAsk:
    """A thing told together with the one that it is of."""
    told = replace(quote, assumed=f'the ticket speaks of "{entity}" together with "{parent}"')
    return RelationAsk(child=entity, parent=parent, quote=told, role=role, required=required)
