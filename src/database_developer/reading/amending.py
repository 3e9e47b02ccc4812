"""Applies corrections to what has been asked so far."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

from database_developer.model.request import AttributeAsk, Fate, Quote, RemovalAsk, UniqueAsk
from database_developer.model.ticket import Item, ItemList, Paragraph
from database_developer.reading.correcting import Changed, Correction, Dropped, Kept, corrections_of, type_in
from database_developer.reading.grammar.findings import Finding, Listing
from database_developer.reading.grammar.sentences import sentences_of
from database_developer.reading.inflection import singular
from database_developer.reading.outcome import Outcome, ReadSentence
from database_developer.reading.passages import Passage, Section
from database_developer.reading.scene import Scene, words_of

_MOST = 500  # sentences of one ticket that may correct; those behind them are read as any others
_LONGEST_NAME = 4
_QUALITIES: dict[str, bool | None] = {
    "required": True,
    "mandatory": True,
    "not null": True,
    "optional": False,
    "nullable": False,
    "not required": False,
    "unique": None,
}
Place = tuple[int, AttributeAsk]


@dataclass(kw_only=True, slots=True)
class Amender:
    """Takes sentences that correct out of passages, and changes ``findings`` as they say.

    ``by`` are the quotes of what was taken back or changed, with the quote of the sentence that did it.
    """

    findings: list[Finding]
    by: dict[Quote, Quote] = field(default_factory=dict)
    done: int = 0

    def read(self, passage: Passage, scene: Scene) -> tuple[Passage | None, Outcome]:
        """The passage less its corrections (None where nothing is left), and these as sentences."""
        if passage.section is not Section.BODY or not self.findings or passage.source.file:
            return passage, Outcome()
        match passage.block:
            case Paragraph(text=text):
                rest, told = self._without(text, passage.block.line, passage, scene)
                left = replace(passage, block=replace(passage.block, text=rest)) if rest else None
                return (left if told else passage), Outcome(sentences=tuple(told))
            case ItemList(items=items):
                return self._of_items(items, passage.block, passage, scene)
        return passage, Outcome()

    def _of_items(
        self, items: tuple[Item, ...], block: ItemList, passage: Passage, scene: Scene
    ) -> tuple[Passage | None, Outcome]:
        kept: list[Item] = []
        told: list[ReadSentence] = []
        for item in items:
            rest, found = self._without(item.text, item.line, passage, scene) if not item.blocks else (item.text, [])
            told += found
            if rest:
                kept.append(replace(item, text=rest) if found else item)
        left = replace(passage, block=replace(block, items=tuple(kept))) if kept else None
        return left, Outcome(sentences=tuple(told))

    def _without(self, text: str, line: int, passage: Passage, scene: Scene) -> tuple[str, list[ReadSentence]]:
        told: list[ReadSentence] = []
        rest: list[str] = []
        for raw in sentences_of(text):
            quote = Quote(text=raw.text, line=line, origin=passage.source.origin)
            if self._amends(raw.text, quote, passage, scene):
                told.append(ReadSentence(quote=quote, fate=Fate.USED))
            else:
                rest.append(raw.text)
        return " ".join(rest), told

    def _amends(self, sentence: str, quote: Quote, passage: Passage, scene: Scene) -> bool:
        if self.done >= _MOST:
            return False
        corrections = corrections_of(sentence, is_later=passage.source.rank > 0)
        self.done += len(corrections)
        return any(self._applied(correction, quote, scene) for correction in corrections)

    def _applied(self, correction: Correction, quote: Quote, scene: Scene) -> bool:
        match correction:
            case Dropped():
                return self._dropped(correction, quote, scene)
            case Kept():
                return self._kept(correction, quote)
            case Changed():
                return self._changed(correction, quote, scene)

    def _dropped(self, correction: Dropped, quote: Quote, scene: Scene) -> bool:
        """All of the names must be asked for here, and none of them be there already."""
        tests: list[Callable[[Finding], bool]] = []
        for name in correction.names:
            places = self._places(name, correction.owner, scene)
            entity = scene.find_name(singular(name.lower())) if not places else None
            if len(places) == 1:
                tests.append(_of_attribute(places[0][1]))
            elif entity is not None and not scene.is_there(entity) and not correction.owner:
                tests.append(_of_entity(entity))
            else:
                return False
        return bool(tests) and self._remove(lambda finding: any(test(finding) for test in tests), quote)

    def _kept(self, correction: Kept, quote: Quote) -> bool:
        wanted = {_key(name) for name in correction.names}
        return self._remove(
            lambda finding: (
                isinstance(finding, RemovalAsk) and bool(wanted & {_key(finding.attribute or ""), _key(finding.entity)})
            ),
            quote,
        )

    def _remove(self, is_meant: Callable[[Finding], bool], quote: Quote) -> bool:
        gone = [finding for finding in self.findings if is_meant(finding)]
        self.findings[:] = [finding for finding in self.findings if not is_meant(finding)]
        self.by.update((finding.quote, quote) for finding in gone)
        return bool(gone)

    def _changed(self, correction: Changed, quote: Quote, scene: Scene) -> bool:
        value = correction.value.lower()
        type_name = type_in(correction.value)
        places = self._meant(correction, scene)
        if len(places) != 1:
            return False
        place, ask = places[0]
        if type_name is not None:
            self._put(place, replace(ask, type=type_name, hint="", max_length=None, quote=quote), ask)
        elif value in _QUALITIES:
            self._qualified(place, ask, value, quote)
        elif correction.old and _key(correction.old) == _key(ask.attribute) and len(value.split()) <= _LONGEST_NAME:
            self.findings[:] = [_renamed(finding, ask, value) for finding in self.findings]
            self._put(place, replace(ask, attribute=value, column=None, quote=quote), ask)
        else:
            return False
        return True

    def _qualified(self, place: int, ask: AttributeAsk, value: str, quote: Quote) -> None:
        if value == "unique":
            self.findings.append(UniqueAsk(entity=ask.entity, attributes=(ask.attribute,), quote=quote))
        else:
            self._put(place, replace(ask, required=_QUALITIES[value], quote=quote), ask)

    def _put(self, place: int, ask: AttributeAsk, before: AttributeAsk) -> None:
        self.findings[place] = ask
        self.by[before.quote] = ask.quote

    def _meant(self, correction: Changed, scene: Scene) -> list[Place]:
        """By its name, by the name or type that it is not to have, else the attribute told last."""
        if correction.name:
            return self._places(correction.name, correction.owner, scene)
        named = self._places(correction.old, correction.owner, scene) if correction.old else []
        if named:
            return named
        asks = self._asks()
        old_type = type_in(correction.old) if correction.old else None
        if old_type is not None:
            typed = [one for one in asks if old_type in {one[1].type, one[1].hint}]
            return typed if len(typed) == 1 else typed[-1:]
        return asks[-1:] if not correction.old else []

    def _places(self, name: str, owner: str, scene: Scene) -> list[Place]:
        """The attributes of that name that are asked for and not there yet; of several, the topic's."""
        wanted, asks = _key(name), self._asks()
        found = [one for one in asks if _key(one[1].attribute) == wanted]
        found = found or [one for one in asks if set(wanted.split()) <= set(_key(one[1].attribute).split())]
        whose = scene.find_name(singular(owner.lower())) if owner else scene.focus
        own = [one for one in found if one[1].entity == whose]
        return own[:1] if own else found if not owner else []

    def _asks(self) -> list[Place]:
        return [(place, one) for place, one in enumerate(self.findings) if isinstance(one, AttributeAsk)]


def _of_attribute(ask: AttributeAsk) -> Callable[[Finding], bool]:
    """Whether a finding speaks of this attribute."""
    return lambda finding: _entity_of(finding) == ask.entity and ask.attribute in set(_attributes_of(finding))


def _renamed(finding: Finding, ask: AttributeAsk, name: str) -> Finding:
    """The finding with the attribute's other name, where it speaks of it."""
    if not _of_attribute(ask)(finding) or isinstance(finding, Listing):
        return finding
    members: dict[str, Any] = {"attribute": name} if getattr(finding, "attribute", None) == ask.attribute else {}
    for member in ("attributes", "equal"):
        names = getattr(finding, member, ())
        members |= {member: tuple(name if one == ask.attribute else one for one in names)} if names else {}
    return replace(finding, **members)


def _entity_of(finding: Finding) -> str:
    return finding.lookup.entity if isinstance(finding, Listing) else getattr(finding, "entity", "")


def _attributes_of(finding: Finding) -> Iterator[str]:
    told = finding.lookup if isinstance(finding, Listing) else finding
    single = [getattr(told, "attribute", None)]
    keys = (key.attribute for name in ("keys", "order") for key in getattr(told, name, ()))
    return (name for name in chain(single, getattr(told, "attributes", ()), getattr(told, "equal", ()), keys) if name)


def _of_entity(entity: str) -> Callable[[Finding], bool]:
    """Whether a finding speaks of this thing."""
    names = ("entity", "child", "parent", "owner", "member", "joined_by")
    return lambda finding: entity in {_entity_of(finding), *(getattr(finding, name, None) for name in names)}


def _key(name: str) -> str:
    return " ".join(words_of(name.strip().replace(" ", "_")))
