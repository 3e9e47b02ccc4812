"""The sentences of a ticket as one discourse: what was told before lends its columns to the order behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from database_developer.model.request import (
    AllowedAsk,
    AlterAsk,
    Ask,
    AttributeAsk,
    EntityAsk,
    IndexKeysAsk,
    RangeAsk,
    RemovalAsk,
    RenameAsk,
    UnconstrainAsk,
    UniqueAsk,
)
from database_developer.reading.grammar.findings import ColumnNamed, Finding, Findings, Mention
from database_developer.reading.plain_words.moods import Mood
from database_developer.reading.plain_words.overlaps import columns_of, entity_of, says_same, with_more
from database_developer.reading.plain_words.parts import Part
from database_developer.reading.plain_words.pointing import LIKEWISE, Pointing, pointing_in
from database_developer.reading.plain_words.senses import indexes, removals
from database_developer.reading.plain_words.sensing import TOGETHER, sensed
from database_developer.reading.plain_words.spoken import Spoken
from database_developer.reading.scene import Scene, words_of

_CHANGES = (AlterAsk, RenameAsk, RemovalAsk, UniqueAsk, UnconstrainAsk, RangeAsk, AllowedAsk, IndexKeysAsk)
_LOOKED_BACK = 4  # parts


@dataclass(frozen=True, kw_only=True, slots=True)
class _Told:
    """Columns that were told of; ``is_new`` where they are yet to come."""

    entity: str
    attributes: tuple[str, ...]
    is_new: bool = False


@dataclass(kw_only=True, slots=True)
class Discourse:
    """The parts so far, the columns told in them, and all findings of the ticket."""

    scene: Scene
    found: list[Finding]
    parts: list[Part] = field(default_factory=list)
    columns: list[_Told] = field(default_factory=list)
    topic: str | None = None
    is_of_new_tables: bool = False

    def hear(self, part: Part, *, is_read: bool) -> None:
        """Take the part for what it says, or for what it says of the parts before it."""
        before = self.columns[-1] if self.columns else None
        is_aside = before is not None and before.is_new and part.mood is not Mood.ORDERED
        if part.attributes and part.entity is not None and not is_aside:
            self.columns.append(_Told(entity=part.entity, attributes=part.attributes))
        is_ordered = part.mood is Mood.ORDERED or (is_aside and part.points_back and part.mood is Mood.TOLD)
        if is_ordered and not is_read:
            self._take(self._told(part) or self._pointed(part))
        elif is_ordered and not part.is_title:
            self._take(self._passed_over(part))
        self.parts.append(part)
        self.topic = part.entity or self.topic

    def _passed_over(self, part: Part) -> Findings:
        """What one more part of a sentence orders that another rule has read for changes, where nobody has told it."""
        read = [one for one in self.found if one.quote == part.quote and not isinstance(one, Mention | ColumnNamed)]
        is_of_changes = bool(read) and all(isinstance(one, _CHANGES) for one in read)
        if not is_of_changes or len(part.attributes) > 1:
            return ()
        return tuple(one for one in self._told(part) if isinstance(one, _CHANGES) and not self._is_known(one))

    def _is_known(self, said: Finding) -> bool:
        """Whether anything of this sort is told of one of its columns already."""
        names = columns_of(said)
        alike = (one for one in self.found if set(names) & set(columns_of(one)) and entity_of(one) == entity_of(said))
        new_names = {words_of(one.new_name) for one in self.found if isinstance(one, RenameAsk)}
        return any(says_same(one, said) for one in alike) or any(words_of(name) in new_names for name in names)

    def learn(self, told: Iterable[Finding]) -> None:
        """Columns that other rules have read in a sentence may be said more of.

        Behind facts of a thing that is yet to come, "it" is no column that stands.
        """
        for one in told:
            if isinstance(one, AttributeAsk) and self.scene.is_there(one.entity):
                self.columns.append(_Told(entity=one.entity, attributes=(one.attribute,), is_new=True))
                self.topic = one.entity
            elif isinstance(one, AttributeAsk | EntityAsk):
                self.columns.clear()
                self.topic = None

    def _take(self, told: Findings) -> None:
        """Keep what was found; what is said of a column that is yet to come is said of it there."""
        self.learn(told)
        for one in told:
            place = self._place_of_new(one) if isinstance(one, AlterAsk) else None
            if place is not None and isinstance(one, AlterAsk):
                self.found[place] = with_more(self.found[place], one)
            else:
                self.found.append(one)

    def _place_of_new(self, said: AlterAsk) -> int | None:
        for place, one in enumerate(self.found):
            if isinstance(one, AttributeAsk) and (one.entity, one.attribute) == (said.entity, said.attribute):
                return place
        return None

    def _told(self, part: Part) -> Findings:
        told = (
            self._rule_gone(part)
            or self._likewise(part)
            or next((told for spoken in self._meant(part) if (told := sensed(spoken))), ())
        )
        new = [one for one in told if isinstance(one, AttributeAsk)]
        if len(new) != 1:
            return told
        spoken = self._spoken(part, new[0].entity, (new[0].attribute,))
        return (*told, *(one for sense in TOGETHER for one in sense(spoken)))

    def _rule_gone(self, part: Part) -> Findings:
        """ "idx_orders_total is never used. Drop it": the rule named last goes."""
        if not part.points_at_one or not self.parts:
            return ()
        last = [one for one in self.parts[-_LOOKED_BACK:] if one.quote in {self.parts[-1].quote, part.quote}]
        spoken = self._spoken(part, self.topic or "", ())
        name = next((name for one in reversed(last) if (name := removals.rule_named(one))), "")
        return removals.of_rule(spoken, name) if name else removals.of_index(spoken, self.parts[-1])

    def _likewise(self, part: Part) -> Findings:
        """ "Drop the fax number. The same goes for the telex number": what was ordered last, of these columns."""
        entity = part.entity or self.topic
        before = next((one for one in reversed(self.parts[-_LOOKED_BACK:]) if one.mood is Mood.ORDERED), None)
        if before is None or entity is None or not part.attributes or not LIKEWISE.stands_in(part.gist.words):
            return ()
        if before.entity != entity:
            return ()
        alike = (replace(before, quote=part.quote, gist=before.gist.of_another(one)) for one in part.gist.columns())
        return tuple(told for one in alike for told in sensed(self._spoken(one, entity, one.attributes)))

    def _meant(self, part: Part) -> Iterator[Spoken]:
        """The part of its own columns, else of those told last."""
        entity = part.entity or self.topic
        if entity is None:
            return
        last = self.columns[-1] if self.columns else None
        is_other = bool(part.tables) and part.tables != (entity,)
        if part.attributes or is_other or last is None or last.entity != entity:
            yield self._spoken(part, entity, part.attributes)
            return
        yield self._spoken(part, entity, last.attributes)
        yield self._spoken(part, entity, ())

    def _pointed(self, part: Part) -> Findings:
        """ "The database should enforce that": what was told before is ordered."""
        pointing = pointing_in(part)
        if pointing is None or part.attributes or part.tables:
            return ()
        for before in reversed(self.parts[-_LOOKED_BACK:]):
            if before.mood is Mood.LEFT_ALONE or before.entity is None:
                continue
            told = self._ordered(before, pointing, part)
            if told:
                return told
        return ()

    def _ordered(self, before: Part, pointing: Pointing, order: Part) -> Findings:
        names = before.attributes or next(
            (one.attributes for one in reversed(self.columns) if one.entity == before.entity), ()
        )
        kinds = {
            Pointing.DONE: ({},),
            Pointing.DENIED: ({"is_denied": True}, {}),
            Pointing.ALLOWED: ({"is_allowed": True}, {}),
        }[pointing]
        if indexes.is_told(order.gist.words):
            return indexes.over(self._spoken(before, before.entity or "", names))
        spoken = (self._spoken(before, before.entity or "", names, **kind) for kind in kinds)
        return next((told for one in spoken if (told := sensed(one))), ())

    def take_for_granted(self) -> None:
        """Where no sentence orders anything the title does, or what is slow is to be found by an index."""
        title = Discourse(scene=self.scene, found=[], is_of_new_tables=self.is_of_new_tables)
        for part in self.parts:
            if part.is_title:
                title.hear(replace(part, is_title=False), is_read=False)
        self._take(tuple(title.found))
        if any(isinstance(one, Ask) for one in self.found):
            return
        for part in self.parts:
            if part.entity is not None and part.mood is not Mood.LEFT_ALONE:
                self._take(indexes.searched(self._spoken(part, part.entity, part.attributes)))

    def _spoken(self, part: Part, entity: str, attributes: tuple[str, ...], **kind: bool) -> Spoken:
        around = tuple(dict.fromkeys(one for before in reversed(self.parts[-_LOOKED_BACK:]) for one in before.tables))
        return Spoken(
            part=part,
            entity=entity,
            attributes=attributes,
            scene=self.scene,
            around=around,
            is_of_new_tables=self.is_of_new_tables,
            **kind,
        )
