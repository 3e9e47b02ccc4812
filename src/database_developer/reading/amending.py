"""Applies corrections to what has been asked so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from database_developer.model.request import AlterAsk, AttributeAsk, Fate, Quote, RemovalAsk, RenameAsk, UniqueAsk
from database_developer.model.ticket import Item, ItemList, Paragraph
from database_developer.reading.correcting import Added, Changed, Correction, Dropped, Kept, corrections_of, type_in
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.attributes import asks_about, has_typical_name, is_described, is_substantial
from database_developer.reading.grammar.feature import Feature
from database_developer.reading.grammar.features import features_of
from database_developer.reading.grammar.findings import Finding
from database_developer.reading.grammar.sentences import sentences_of
from database_developer.reading.grammar.tokens import tokenized
from database_developer.reading.inflection import singular
from database_developer.reading.outcome import Outcome, ReadSentence
from database_developer.reading.passages import Passage, Section
from database_developer.reading.scene import Scene
from database_developer.reading.spoken_of import of_attribute, of_entity, renamed, words_in
from database_developer.reading.told_attributes import Place, ToldAttributes

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
_NO_ATTRIBUTES = lexicon.DATA_NOUNS - lexicon.COLUMN_NOUNS


@dataclass(kw_only=True, slots=True)
class Amender:
    """Takes sentences that correct out of passages, and changes ``findings`` as they say.

    ``by`` are the quotes of what was taken back or changed, with the quote of the sentence that did it.
    """

    findings: list[Finding]
    by: dict[Quote, Quote] = field(default_factory=dict)
    ranks: dict[Quote, int] = field(default_factory=dict)
    done: int = 0
    told: ToldAttributes = field(init=False)

    def __post_init__(self) -> None:
        self.told = ToldAttributes(self.findings)

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
            quote = self._amends(raw.text, line, passage, scene)
            if quote is not None:
                told.append(ReadSentence(quote=quote, fate=Fate.USED))
            else:
                rest.append(raw.text)
        return (text if rest and not told else " ".join(rest)), told

    def _amends(self, sentence: str, line: int, passage: Passage, scene: Scene) -> Quote | None:
        """The sentence's quote if it corrects."""
        corrections = corrections_of(sentence, is_later=passage.source.rank > 0) if self.done < _MOST else ()
        if not corrections:
            return None
        self.done += len(corrections)
        quote = Quote(text=sentence, line=line, origin=passage.source.origin)
        is_done = any(self._applied(correction, quote, scene) for correction in corrections)
        if is_done and passage.source.rank:
            self.ranks[quote] = passage.source.rank
        return quote if is_done else None

    def _applied(self, correction: Correction, quote: Quote, scene: Scene) -> bool:
        match correction:
            case Dropped():
                return self._dropped(correction, quote, scene)
            case Kept():
                return self._kept(correction, quote)
            case Changed():
                return self._changed(correction, quote, scene)
            case Added():
                return self._added(correction, quote, scene)

    def _added(self, correction: Added, quote: Quote, scene: Scene) -> bool:
        """Attributes of the thing that is named or spoken of; tables, indexes and known things are none."""
        entity = scene.find_name(singular(correction.owner.lower())) if correction.owner else scene.focus
        features = features_of(tokenized(correction.text))
        if entity is None or not features or not all(_is_attribute(feature, scene) for feature in features):
            return False
        if not correction.owner and not all(is_described(it, scene) or has_typical_name(it) for it in features):
            return False
        found = asks_about(entity, features, quote, scene)
        for finding in found:
            scene.note(finding)
        self.findings += found
        return bool(found)

    def _dropped(self, correction: Dropped, quote: Quote, scene: Scene) -> bool:
        """All of the names must be asked for here, and none of them be there already."""
        tests: list[Callable[[Finding], bool]] = []
        for name in correction.names:
            places = self._places(name, correction.owner, scene)
            entity = scene.find_name(singular(name.lower())) if not places else None
            if len(places) == 1:
                tests.append(of_attribute(places[0][1]))
            elif entity is not None and not scene.is_there(entity) and not correction.owner:
                tests.append(of_entity(entity))
            else:
                return False
        return bool(tests) and self._remove(lambda finding: any(test(finding) for test in tests), quote)

    def _kept(self, correction: Kept, quote: Quote) -> bool:
        """No removal of these any more; where they stay as they are, no other change either."""
        wanted = {words_in(name) for name in correction.names}
        kinds = (RemovalAsk, RenameAsk, AlterAsk) if correction.as_is else (RemovalAsk,)
        return self._remove(
            lambda one: isinstance(one, kinds) and bool(wanted & {words_in(one.attribute or ""), words_in(one.entity)}),
            quote,
        )

    def _remove(self, is_meant: Callable[[Finding], bool], quote: Quote) -> bool:
        gone = [finding for finding in self.findings if is_meant(finding)]
        if gone:
            self.findings[:] = [finding for finding in self.findings if not is_meant(finding)]
            self.told.forget()
        self.by.update((finding.quote, quote) for finding in gone)
        return bool(gone)

    def _changed(self, correction: Changed, quote: Quote, scene: Scene) -> bool:
        value = correction.value.lower()
        type_name = type_in(correction.value)
        places = self._meant(correction, scene)
        if len(places) != 1:
            return False
        place, ask = places[0]
        if type_name is not None and correction.wins:
            self._put(place, replace(ask, type=type_name, hint="", max_length=None, quote=quote), ask)
            self._let_go_of_types(self.findings[place])
        elif not correction.wins:
            return self._doubted(ask, type_name, quote)
        elif value in _QUALITIES:
            self._qualified(place, ask, value, quote)
        elif (
            correction.old
            and words_in(correction.old) == words_in(ask.attribute)
            and len(value.split()) <= _LONGEST_NAME
        ):
            self.findings[:] = [renamed(finding, ask, value) for finding in self.findings]
            self.told.forget()
            self._put(place, replace(ask, attribute=value, column=None, quote=quote), ask)
        else:
            return False
        return True

    def _let_go_of_types(self, ask: Finding) -> None:
        """Twins of the attribute say no other type."""
        for place, twin in self.told.all():
            if twin is not ask and of_attribute(twin)(ask):
                self.findings[place] = replace(twin, type=None, hint="", max_length=None)

    def _doubted(self, ask: AttributeAsk, type_name: str | None, quote: Quote) -> bool:
        """Beside the other type as a second word, where there is one: which of them counts is asked later."""
        if ask.type is not None and type_name is not None:
            self.findings.append(replace(ask, type=type_name, quote=quote))
        return ask.type is not None

    def _qualified(self, place: int, ask: AttributeAsk, value: str, quote: Quote) -> None:
        if value == "unique":
            self.findings.append(UniqueAsk(entity=ask.entity, attributes=(ask.attribute,), quote=quote))
        else:
            self._put(place, replace(ask, required=_QUALITIES[value], quote=quote), ask)

    def _put(self, place: int, ask: AttributeAsk, before: AttributeAsk) -> None:
        self.findings[place] = ask
        self.told.forget()
        self.by.setdefault(before.quote, ask.quote)

    def _meant(self, correction: Changed, scene: Scene) -> list[Place]:
        """By its name, by the name or type that it is not to have, else the attribute told last."""
        if correction.name:
            return self._places(correction.name, correction.owner, scene)
        named = self._places(correction.old, correction.owner, scene) if correction.old else []
        if named:
            return named
        asks = self.told.all()
        old_type = type_in(correction.old) if correction.old else None
        if old_type is not None:
            typed = [one for one in asks if old_type in {one[1].type, one[1].hint}]
            return typed if len(typed) == 1 else typed[-1:]
        return asks[-1:] if not correction.old else []

    def _places(self, name: str, owner: str, scene: Scene) -> list[Place]:
        """The attributes of that name that are asked for and not there yet; of several, the topic's."""
        named = self.told.named(name)
        found = list({(ask.entity, ask.attribute): (place, ask) for place, ask in reversed(named)}.values())
        whose = scene.find_name(singular(owner.lower())) if owner else scene.focus
        own = [one for one in found if one[1].entity == whose]
        return own[:1] if own else found if not owner else []


def _is_attribute(feature: Feature, scene: Scene) -> bool:
    phrase = feature.phrase
    is_thing = scene.find(phrase) is not None or bool(set(phrase.words) & _NO_ATTRIBUTES)
    is_one = phrase.is_named and not feature.is_many and len(phrase.words) <= _LONGEST_NAME
    return is_one and not is_thing and is_substantial(feature)
