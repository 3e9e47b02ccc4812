"""Attributes that tell which row is meant: a thing's own key, and the key of another thing it refers to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from database_developer.model.request import AttributeAsk, EntityAsk, RelationAsk
from database_developer.reading.fitting import tables_by_entity
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.findings import Finding, ManyOf, TableNames, Tie
from database_developer.reading.inflection import done_form, is_plural, singular
from database_developer.reading.scene import Scene, words_of

_COUNTING = lexicon.words("id number no code key identifier")
# Parts that a person plays for something, and who may play them.
_ROLES = lexicon.words(
    "manager head leader lead supervisor director chair chairman coordinator chief boss principal responsible assignee "
    "owner author creator editor reviewer approver"
)
# What tells apart two of the same kind that one thing refers to.
_PARTS = lexicon.words(
    "home away guest visiting first second main responsible source target origin destination departure arrival "
    "deputy previous next former old new sending receiving starting final winning losing leading assigned chief parent "
    "opposing"
)
_LOOKED_AT = 50  # things with the same last word; no more are compared
_DESCRIBED = 2  # attributes; a name with fewer is a fact
_NUMBERS = (None, "int", "integer", "bigint", "smallint", "int4", "int8", "serial", "bigserial")
_STAFF = lexicon.words("employee staff worker person member user")


@dataclass(frozen=True, kw_only=True, slots=True)
class Deed(ManyOf):
    """An ``owner`` makes or sends a ``member``: it says whose it is, if the ticket describes such things at all."""


def identified(found: Iterable[Finding], scene: Scene) -> tuple[Finding, ...]:
    """The findings, with each thing's own key told and attributes that hold another's key told as relations."""
    told = tuple(found)
    keys = _Keys(told, scene)
    return tuple(finding for item in told for finding in keys.read(item))


class _Keys:
    """Knows the things of the ticket and the key of each that has one of its own."""

    def __init__(self, found: tuple[Finding, ...], scene: Scene) -> None:
        self.described = Counter(item.entity for item in found if isinstance(item, AttributeAsk))
        described = set(self.described) | {item.entity for item in found if isinstance(item, EntityAsk)}
        self.scene = scene
        self.pairs = {(item.child, item.parent) for item in found if isinstance(item, RelationAsk)}
        self.facts = {item.attribute for item in found if isinstance(item, AttributeAsk)}
        self.bound = {item.child for item in found if isinstance(item, Tie) and item.is_sure}
        self.roles = {(item.child, item.role) for item in found if isinstance(item, RelationAsk) and item.role}
        self.tied = {item.child for item in found if isinstance(item, RelationAsk)}
        self.things = described | {name for name, known in scene.entities.items() if known.exists or known.is_read}
        self.by_head: dict[str, list[str]] = {}
        for name in sorted(self.things):
            self.by_head.setdefault(name.rpartition(" ")[2], []).append(name)
        self.own = dict(_own_keys(found, scene))
        names = Counter(self.own.values())
        self.owner = {name: entity for entity, name in self.own.items() if names[name] == 1}
        self.introduced = {item.entity for item in found if isinstance(item, EntityAsk)}
        self.keyed: set[str] = set()
        self.tables = _tables(found, tuple(self.own), scene)

    def read(self, item: Finding) -> Iterator[Finding]:
        """An attribute as the key it is, its own or another thing's; anything else as it was."""
        if isinstance(item, AttributeAsk):
            yield from self._attribute(item)
        elif isinstance(item, RelationAsk):
            yield _by_role(item, self)
        elif isinstance(item, Deed):
            if self.described[item.member] >= _DESCRIBED and (item.member, item.owner) not in self.pairs:
                yield RelationAsk(child=item.member, parent=item.owner, required=True, quote=item.quote)
        elif isinstance(item, ManyOf) and item.number is not None and not self._is_told_of(item.member):
            yield item.number
        elif not (isinstance(item, ManyOf) and self._is_fact(item.member)):
            yield item

    def _is_told_of(self, name: str) -> bool:
        """Whether anything else says what they are."""
        known = self.scene.entities.get(name)
        return name in self.introduced | self.tied or self.described[name] > 0 or (known is not None and known.exists)

    def _is_fact(self, name: str) -> bool:
        """ "Many grades", where a grade is an attribute and nothing is told of it."""
        return name not in self.things and name in self.facts

    def _attribute(self, item: AttributeAsk) -> Iterator[Finding]:
        item = self._standing(item)
        words = _words(item.attribute)
        if self._is_itself(item, words) or (item.entity, " ".join(words)) in self.roles:
            return
        reference: Finding | None = None
        is_own = self.own.get(item.entity) == words
        is_ours = is_own and item.entity not in self.introduced  # code that tells of an entity tells its key too
        if is_ours and item.entity not in self.keyed:
            self.keyed.add(item.entity)
            table = self.tables.get(item.entity)
            yield EntityAsk(entity=item.entity, table=table, key=(item.attribute,), quote=item.quote)
        if not is_own and item.column is None:
            reference = self._reference(item, words)
        yield reference or (_numbered(item) if is_ours else item)

    def _is_itself(self, item: AttributeAsk, words: tuple[str, ...]) -> bool:
        """A standing thing named in a sentence about it is no new column of it."""
        known = self.scene.entities.get(item.entity)
        is_named_like_it = " ".join(words) == item.entity and item.type is None and item.column is None
        return is_named_like_it and known is not None and known.exists

    def _standing(self, item: AttributeAsk) -> AttributeAsk:
        """The "author" of a table that has an ``author_id`` is that column."""
        known = self.scene.entities.get(item.entity)
        if known is None or not known.exists:
            return item
        words = " ".join(_words(item.attribute))
        column = known.attributes.get(f"{words} id")
        return replace(item, attribute=column) if column else item

    def _reference(self, item: AttributeAsk, words: tuple[str, ...]) -> Finding | None:
        owner = self.owner.get(words)
        if owner is not None and owner != item.entity and (len(words) > 1 or words[0] in lexicon.NATURAL_KEYS):
            return _relation(item, owner, None)
        if len(words) < 2 or words[-1] != "id":
            return self._thing(item, " ".join(words))
        named = " ".join((*words[:-2], singular(words[-2])))
        parent = self._named(named, item.entity)
        if parent is None:
            return None
        return _relation(item, parent, None if parent == named else named)

    def _thing(self, item: AttributeAsk, name: str) -> Finding | None:
        """An attribute named like a thing that the ticket describes itself: "author" where authors have names."""
        head = name.rpartition(" ")[2]
        if item.type or item.moment or name == item.entity:
            return None
        if self.described[name] < _DESCRIBED and name.count(" ") == 1 and not is_plural(item.attribute):
            return self._done_to_it(item, name.partition(" ")[0], head) or self._in_a_role(item, name, head)
        if self.described[name] and is_plural(item.attribute) and name not in lexicon.ATTRIBUTE_NOUNS:
            return ManyOf(owner=item.entity, member=name, quote=item.quote)
        if self.described[name] < _DESCRIBED and not (self.described[name] and name in self.bound):
            return None
        if is_plural(item.attribute):
            return ManyOf(owner=item.entity, member=name, quote=item.quote)
        return RelationAsk(child=item.entity, parent=name, required=item.required, quote=item.quote)

    def _done_to_it(self, item: AttributeAsk, name: str, deed: str) -> Finding | None:
        """The "accession tested" of a test, the "room booked" of a booking."""
        is_thing = self.described[name] >= _DESCRIBED or self.scene.is_there(name)
        if not is_thing or name == item.entity or name in lexicon.ATTRIBUTE_NOUNS or not done_form(deed) or item.hint:
            return None
        return RelationAsk(child=item.entity, parent=name, required=item.required, quote=item.quote)

    def _in_a_role(self, item: AttributeAsk, name: str, head: str) -> Finding | None:
        """The "home branch" of a copy, where branches have names of their own."""
        is_part = name.partition(" ")[0] in _PARTS and (self.described[head] or self.scene.is_there(head))
        if not is_part and (head == item.entity or self.described[head] < _DESCRIBED):
            return None
        if head in lexicon.ATTRIBUTE_NOUNS:
            return None
        return RelationAsk(child=item.entity, parent=head, role=name, required=item.required, quote=item.quote)

    def _named(self, name: str, entity: str) -> str | None:
        """The thing of that name, or the one whose name ends it ("parent task") or, if another one, ends with it."""
        if name in self.things:
            return name if name != entity else None
        named_alike = self.by_head.get(name.rpartition(" ")[2], ())[:_LOOKED_AT]
        ends = (
            other
            for other in named_alike
            if name.endswith(f" {other}") or (other != entity and other.endswith(f" {name}"))
        )
        return min(ends, key=lambda other: (len(other), other), default=None)


def _tables(found: tuple[Finding, ...], entities: tuple[str, ...], scene: Scene) -> dict[str, str]:
    """The names that the ticket gives to the things' tables."""
    known = {name: table for name in entities if (table := _table(name, scene)) is not None}
    names = tuple(dict.fromkeys(name for item in found if isinstance(item, TableNames) for name in item.names))
    return known | tables_by_entity(names, entities)


def _table(name: str, scene: Scene) -> str | None:
    return scene.entities[name].table if name in scene.entities else None


def _own_keys(found: tuple[Finding, ...], scene: Scene) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each new thing's key: the first of its attributes that can be one."""
    by_entity: dict[str, list[AttributeAsk]] = {}
    for item in found:
        if isinstance(item, AttributeAsk) and not scene.is_there(item.entity):
            by_entity.setdefault(item.entity, []).append(item)
    for entity, asks in by_entity.items():
        if any(_words(ask.attribute) == ("id",) and ask.type is None for ask in asks):
            continue
        for place, ask in enumerate(asks):
            words = _words(ask.attribute)
            if _is_own(entity, ask, is_first=place == 0) and not _is_of_another(entity, words, scene):
                yield entity, words
                break


def _is_own(entity: str, ask: AttributeAsk, *, is_first: bool) -> bool:
    """Whether it is the thing's key; one that is only said to be unique is no primary key yet."""
    words, name = _words(ask.attribute), tuple(entity.split())
    if "primary key" in ask.hint:
        return True
    if words == ("id",):
        return ask.type is not None
    if words[-1] == "id" and name[-len(words[:-1]) :] == words[:-1]:
        return True
    if not is_first or ask.required is False or ask.type is not None:
        return False
    if words[0] in lexicon.NATURAL_KEYS and len(words) == 1:
        return True
    is_part = bool(words[:-1]) and set(words[:-1]) <= set(name) and not set(words) <= set(name)
    return words[-1] in _COUNTING and is_part and words[-1] != "code"


def _is_of_another(entity: str, words: tuple[str, ...], scene: Scene) -> bool:
    """The "user_id" of a "bike user" refers to the users that there are."""
    thing = " ".join(words[:-1])
    return words[-1] == "id" and thing != entity and scene.is_there(thing)


def _numbered(ask: AttributeAsk) -> AttributeAsk:
    """The server numbers the rows by a key that is but a number: "CustomerID"; a UUID it draws."""
    if _words(ask.attribute)[-1] != "id" or ask.default is not None:
        return ask
    if ask.type == "uuid":
        return replace(ask, default="random uuid")
    return replace(ask, identity=True) if ask.type in _NUMBERS else ask


def _relation(item: AttributeAsk, parent: str, role: str | None) -> RelationAsk:
    return RelationAsk(
        child=item.entity,
        parent=parent,
        role=role,
        required=item.required,
        columns=(item.attribute,),
        quote=item.quote,
    )


def _by_role(item: RelationAsk, keys: _Keys) -> RelationAsk:
    """ "Each department has one manager": where nothing else is told of managers, one of the staff is meant."""
    if item.role is not None:
        return item
    head = item.parent.rpartition(" ")[2]
    is_told = item.parent in keys.things or item.parent in keys.tied
    if is_told or head not in _ROLES:
        return item
    staff = [thing for thing in keys.things if thing.rpartition(" ")[2] in _STAFF]
    return replace(item, parent=staff[0], role=item.parent) if len(staff) == 1 else item


def _words(attribute: str) -> tuple[str, ...]:
    """ "CustomerID", "customer_id" and "customer id" alike."""
    words = words_of(attribute.replace(" ", "_"))
    return (*words[:-1], singular(words[-1])) if words[-1] not in lexicon.words("ids") else words
