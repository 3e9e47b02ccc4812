"""Ties and acts, once all of the ticket is known: those between things it describes become relations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import TypeGuard

from database_developer.model.request import AttributeAsk, Cardinality, EntityAsk, RelationAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.findings import Act, Finding, ManyOf, Mention, OfAll, Tie
from database_developer.reading.inflection import agent, is_derived, participle
from database_developer.reading.scene import Scene

Pair = frozenset[str]

# Acts whose noun is not made from their verb.
_ACTS = {
    "borrow": "loan lending checkout",
    "lend": "loan",
    "buy": "purchase sale order",
    "sell": "sale",
    "reserve": "booking",
    "hire": "rental",
    "give": "donation gift",
    "join": "membership",
    "sign": "membership registration subscription enrolment enrollment sign-up signup",
    "take": "attempt",
    "attend": "attendance visit",
    "see": "appointment consultation visit",
    "play": "match game",
    "ship": "delivery",
}
# Verbs by which one thing comes from another, so that each has but one of those.
_MAKING = lexicon.words(
    "book send hold sign submit post place order write make open file issue report raise create own take bring deliver "
    "give publish run pay request get receive employ operate produce upload leave keep supply lay start launch"
)
_IDLE = lexicon.words("be have do want need like know see keep store record track manage list")
_STEM = 4  # letters that a verb and its noun must have in common


def tied(found: tuple[Finding, ...], scene: Scene) -> tuple[Finding, ...]:
    """The findings with each tie told as a relation, and with what takes part in each act."""
    ties = _Ties(found, scene)
    told = (*(one for item in found for one in ties.read(item)), *ties.of_pairs(found))
    return (*told, *ties.of_acts(told, found))


class _Ties:
    """Knows the things of the ticket, and what is tied to what already."""

    def __init__(self, found: tuple[Finding, ...], scene: Scene) -> None:
        self.described = {item.entity for item in found if isinstance(item, AttributeAsk | EntityAsk)}
        self.scene = scene
        self.facts = {(item.entity, item.attribute) for item in found if isinstance(item, AttributeAsk)}
        self.things = self.described | _tied_things(found)
        self.things |= {name for name, known in scene.entities.items() if known.exists}
        self.by_head: dict[str, list[str]] = {}
        for name in sorted(self.things):
            self.by_head.setdefault(name.rpartition(" ")[2], []).append(name)
        self.by_start: dict[str, list[str]] = {}
        for name in self.described:
            self.by_start.setdefault(name.rpartition(" ")[2][:_STEM], []).append(name)
        self.many = {(item.owner, item.member) for item in found if isinstance(item, ManyOf)}
        self.things |= _recurring(found)
        self.things |= _bound_twice(found, self.things)
        self.named_by_two = dict(self._named_by_two(found))
        self.times = Counter((tie.quote, self._named(tie.child), self._named(tie.parent)) for tie in _ties_of(found))
        self.sure = {(self._named(tie.child), self._named(tie.parent)) for tie in _ties_of(found) if tie.is_sure}
        self.nouns = {act: noun for act in _acts_of(found) if (noun := self._noun(act)) is not None}
        told = (item for item in found if isinstance(item, RelationAsk) and not self._is_single(item))
        self.pairs = {_pair(item.child, item.parent) for item in told}
        self.belonging = {
            (item.child, item.parent) for item in found if isinstance(item, RelationAsk) and not _is_many_to_many(item)
        }
        self.held = {(act.quote, self._named(name)) for act in self.nouns for name in act.things}

    def read(self, item: Finding) -> Iterator[Finding]:
        """What the finding comes to; a tie between things that nothing else tells of comes to nothing."""
        if self._is_single(item):
            return
        if isinstance(item, Tie):
            yield from self._tie(item)
        elif isinstance(item, Act):
            yield from self._act(item)
        elif isinstance(item, OfAll):
            yield from self._of_all(item)
        elif not (self._is_in_roles(item) or self._is_held_pair(item) or self._is_told_by_another(item)):
            yield item

    def _is_told_by_another(self, item: Finding) -> bool:
        return isinstance(item, ManyOf) and (self._is_held(item) or self._is_named(item))

    def _is_single(self, item: Finding) -> bool:
        """ "May borrow many", where "by one member at a time" says that a book has only one: the tie tells it."""
        return _is_many_to_many(item) and (item.parent, item.child) in self.sure

    def _is_held_pair(self, item: Finding) -> bool:
        """Many to many by an act that has rows of its own."""
        if not _is_many_to_many(item):
            return False
        return all((item.quote, self._named(end)) in self.held for end in (item.child, item.parent))

    def _is_in_roles(self, item: Finding) -> bool:
        """Whether the sentence ties the two twice: each tie then says which one it is."""
        if not isinstance(item, RelationAsk) or item.role is not None or item.columns:
            return False
        return self.times[item.quote, item.child, item.parent] > 1

    def _of_all(self, item: OfAll) -> Iterator[AttributeAsk]:
        """Each attribute for each new thing that does not have it anyway."""
        for entity in sorted(name for name in self.described if not self.scene.is_there(name)):
            for ask in item.attributes:
                if (entity, ask.attribute) not in self.facts:
                    yield replace(ask, entity=entity)

    def of_pairs(self, found: tuple[Finding, ...]) -> Iterator[RelationAsk]:
        """ "For each product in an order": what is named by two things refers to both."""
        quotes = {item.entity: item.quote for item in reversed(found) if isinstance(item, Mention)}
        for name, ends in sorted(self.named_by_two.items()):
            for end in ends:
                yield RelationAsk(child=name, parent=end, required=True, quote=quotes[name])

    def of_acts(self, told: tuple[Finding, ...], found: tuple[Finding, ...]) -> Iterator[RelationAsk]:
        """Things described by themselves that meet in what is done, where nothing else says how they are tied."""
        close, kept = _Close(told), self._kept()
        for act in _acts_of(found):
            one, other = self._named(act.things[0]), self._named(act.object) if act.object else None
            if one is None or other is None or one == other or not {one, other} <= kept:
                continue
            if not act.are_many or act.verb in _IDLE or close.has(one, other):
                continue
            close.pairs.add(_pair(one, other))
            yield self._met(one, other, act)

    def _kept(self) -> set[str]:
        return self.described | {name for name, known in self.scene.entities.items() if known.exists}

    def _met(self, one: str, other: str, act: Act) -> RelationAsk:
        """ "Clients send documents": a document is of one client; "musicians play in concerts": many of each."""
        is_made = act.verb in _MAKING
        if is_made and (act.is_passive or not act.by):
            child, parent = (one, other) if act.is_passive else (other, one)
            return RelationAsk(child=child, parent=parent, required=None, quote=act.quote)
        return RelationAsk(child=one, parent=other, cardinality=Cardinality.MANY_TO_MANY, quote=act.quote)

    def _named_by_two(self, found: tuple[Finding, ...]) -> Iterator[tuple[str, tuple[str, str]]]:
        mentioned = {item.entity for item in found if isinstance(item, Mention)}
        bound = {item.child for item in found if isinstance(item, RelationAsk)}
        joined = _joined(found)
        for name in (self.described & mentioned) - bound:
            ends = next((ends for ends in _cuts(name) if set(ends) <= self.things), None)
            if ends is not None and _pair(*ends) not in joined:
                yield name, ends

    def _is_named(self, item: ManyOf) -> bool:
        """Whether a thing is named by both ends, and holds the pair."""
        return any(set(ends) == {item.owner, item.member} for ends in self.named_by_two.values())

    def _is_held(self, item: ManyOf) -> bool:
        """Whether both ends take part in an act that has rows of its own."""
        return all((item.quote, self._named(name)) in self.held for name in (item.owner, item.member))

    def _tie(self, tie: Tie) -> Iterator[RelationAsk | AttributeAsk]:
        child, parent = self._named(tie.child), self._named(tie.parent)
        if tie.is_moment and child is not None:
            if (child, tie.parent) not in self.facts:
                yield AttributeAsk(entity=child, attribute=tie.parent, required=tie.required, quote=tie.quote)
            return
        role = None
        if parent is None and not tie.is_deed:
            parent, role = self._named(tie.parent.rpartition(" ")[2]), tie.parent
        if child is None or parent is None or child == parent or (tie.quote, child) in self.held:
            return
        is_told = _pair(child, parent) in self.pairs or (child, parent) in self.many
        if self._is_led(tie, child, parent):
            yield self._relation(child, parent, tie, role=agent(tie.verb))
        elif tie.role is not None or role is not None:
            yield self._relation(child, parent, tie, role=tie.role or role)
        elif self.times[tie.quote, child, parent] > 1 and tie.by:
            yield self._relation(child, parent, tie, role=_role(tie, parent))
        elif not is_told:
            self.pairs.add(_pair(child, parent))
            yield self._relation(child, parent, tie)

    def _is_led(self, tie: Tie, child: str, parent: str) -> bool:
        """ "A ward is supervised by one nurse", who works on one ward: two relations of their own."""
        return tie.by == "by" and tie.is_sure and tie.verb in lexicon.LEADING and self._is_tied_otherwise(child, parent)

    def _is_tied_otherwise(self, child: str, parent: str) -> bool:
        """Whether the two are tied, and not so already."""
        is_tied = _pair(child, parent) in self.pairs or (child, parent) in self.many
        return is_tied and (child, parent) not in self.belonging

    def _relation(self, child: str, parent: str, tie: Tie, role: str | None = None) -> RelationAsk:
        return RelationAsk(child=child, parent=parent, role=role, required=tie.required, quote=tie.quote)

    def _act(self, act: Act) -> Iterator[RelationAsk]:
        noun = self.nouns.get(act)
        for name in act.things if noun is not None else ():
            thing = self._named(name)
            if noun is not None and thing is not None and _pair(noun, thing) not in self.pairs:
                self.pairs.add(_pair(noun, thing))
                yield RelationAsk(child=noun, parent=thing, required=True, quote=act.quote)

    def _named(self, name: str) -> str | None:
        """The thing of that name, or the only one whose name ends so."""
        if name in self.things:
            return name
        alike = [other for other in self.by_head.get(name.rpartition(" ")[2], ()) if other.endswith(f" {name}")]
        return alike[0] if len(alike) == 1 else None

    def _noun(self, act: Act) -> str | None:
        """The described thing that is the act itself: the "loan" of "pupils borrow books"."""
        things = {self._named(name) for name in act.things}
        if len(things - {None}) < 2:
            return None
        own = _ACTS.get(act.verb, "").split()
        alike = {name for start in (act.verb, *own) for name in self.by_start.get(start[:_STEM], ())}
        nouns = [name for name in sorted(alike - things) if _is_act(name.rpartition(" ")[2], act.verb, own)]
        return nouns[0] if len(nouns) == 1 else None


class _Close:
    """Pairs that are tied, or that a third thing is tied to."""

    def __init__(self, told: tuple[Finding, ...]) -> None:
        self.pairs = {_pair(item.child, item.parent) for item in told if isinstance(item, RelationAsk)}
        self.pairs |= {_pair(item.owner, item.member) for item in told if isinstance(item, ManyOf)}
        self.near: dict[str, set[str]] = {}
        for pair in self.pairs:
            for end in pair:
                self.near.setdefault(end, set()).update(pair - {end})

    def has(self, one: str, other: str) -> bool:
        """Whether the two are such a pair."""
        if _pair(one, other) in self.pairs:
            return True
        return not self.near.get(one, set()).isdisjoint(self.near.get(other, ()))


def _is_many_to_many(item: Finding) -> TypeGuard[RelationAsk]:
    return isinstance(item, RelationAsk) and item.cardinality is Cardinality.MANY_TO_MANY


def _joined(found: tuple[Finding, ...]) -> set[Pair]:
    """Pairs that are joined many to many."""
    told = {(item.owner, item.member) for item in found if isinstance(item, ManyOf)}
    both = {_pair(*one) for one in told if (one[1], one[0]) in told}
    return both | {_pair(item.child, item.parent) for item in found if _is_many_to_many(item)}


def _recurring(found: tuple[Finding, ...]) -> set[str]:
    """Things of which the ticket tells no more than what they do, but that twice: "a user reports", "by a user"."""
    parents = {tie.parent for tie in _ties_of(found) if not tie.is_moment}
    sentences = {(name, act.quote) for act in _acts_of(found) for name in act.things if name in parents}
    times = Counter(name for name, _ in sentences) + Counter(tie.parent for tie in _ties_of(found))
    return {name for name in parents if times[name] > 2 and name not in lexicon.ATTRIBUTE_NOUNS}


def _bound_twice(found: tuple[Finding, ...], things: set[str]) -> set[str]:
    """ "A lesson is taught by one teacher to one class": what is bound to two things is one itself."""
    ties = [tie for tie in _ties_of(found) if tie.is_moment or (tie.is_sure and tie.parent in things)]
    sure = {tie.child for tie in ties if tie.is_sure}
    times = Counter(child for child, _ in {(tie.child, tie.parent) for tie in ties} if child in sure)
    return {child for child, number in times.items() if number > 1 and child not in lexicon.ATTRIBUTE_NOUNS}


def _cuts(name: str) -> Iterator[tuple[str, str]]:
    """The name cut in two at each of its spaces."""
    words = name.split()
    return ((" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words)))


def _tied_things(found: tuple[Finding, ...]) -> set[str]:
    """What is real without attributes of its own: an end of a relation, or what the ticket says it keeps."""
    ends = {end for item in found if isinstance(item, RelationAsk) for end in (item.child, item.parent)}
    ends |= {end for item in found if isinstance(item, ManyOf) for end in (item.owner, item.member)}
    return ends | {item.entity for item in found if isinstance(item, Mention) and not item.exists}


def _ties_of(found: tuple[Finding, ...]) -> Iterator[Tie]:
    return (item for item in found if isinstance(item, Tie))


def _acts_of(found: tuple[Finding, ...]) -> Iterator[Act]:
    return (item for item in found if isinstance(item, Act))


def _is_act(noun: str, verb: str, own: list[str]) -> bool:
    if noun in own or noun == verb:
        return True
    stem = verb[: max(_STEM, len(verb) - 2)]
    is_short = noun.startswith(verb) and noun.removeprefix(verb) in {"al", "ing", "ment"}
    return len(verb) >= _STEM and (is_short or (is_derived(noun) and noun.startswith(stem)))


def _role(tie: Tie, parent: str) -> str:
    """ "reported by a user" is the reporter, "assigned to a user" the assigned user."""
    if tie.by == "by":
        return agent(tie.verb)
    return f"{participle(tie.verb)} {parent}" if tie.by in {"to", "for", "with"} else f"{tie.verb} {parent}"


def _pair(one: str, other: str) -> Pair:
    return frozenset({one, other})
