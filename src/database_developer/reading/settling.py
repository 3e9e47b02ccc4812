"""From findings, sentence by sentence, to the asks of the whole ticket: names fitted, pairs joined, twins merged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from database_developer.model.pattern_asks import SeveralAsk, SubtypesAsk, TenancyAsk
from database_developer.model.request import (
    AlterAsk,
    Ask,
    AttributeAsk,
    BackfillAsk,
    DefinitionAsk,
    DeletionAsk,
    EntityAsk,
    LatencyAsk,
    LivenessAsk,
    LookupAsk,
    QueryAsk,
    Quote,
    RelationAsk,
    UniqueAsk,
    VolumeAsk,
)
from database_developer.reading.completing import completed
from database_developer.reading.fitting import tables_by_entity
from database_developer.reading.grammar.findings import (
    Act,
    Bond,
    Candidate,
    ColumnNamed,
    ColumnRule,
    Compared,
    CutTold,
    Described,
    Finding,
    IndexesAnnounced,
    Listing,
    ManyOf,
    Mention,
    OfAll,
    OncePer,
    Shared,
    Sorting,
    SplitTold,
    TableNames,
    Tie,
)
from database_developer.reading.joining import joined, joined_liveness, joined_rules
from database_developer.reading.listing import lookups_of
from database_developer.reading.obligations import with_rules
from database_developer.reading.referring import Referrer
from database_developer.reading.scene import Scene
from database_developer.reading.waiting import without_waiting

_REMARKS = (
    Candidate
    | Listing
    | ManyOf
    | Mention
    | Sorting
    | TableNames
    | Tie
    | Act
    | OfAll
    | Described
    | ColumnRule
    | Compared
    | OncePer
    | IndexesAnnounced
    | ColumnNamed
    | SplitTold
    | CutTold
    | Bond
    | Shared
)
_NO_QUOTE = Quote(text="", line=0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Settled:
    """The ticket's asks, and the quotes of all sentences that had a part in them."""

    asks: tuple[Ask, ...]
    used: frozenset[Quote]


def settled(findings: Iterable[Finding], scene: Scene) -> Settled:
    """The asks, each once, in the order of the ticket; what speaks of nothing that is kept is dropped."""
    found = with_rules(completed(findings))
    tied = lookups_of(joined(found, scene))
    real = _real_entities(tied)
    grounded = tuple(item for item in tied if _is_grounded(item, real, scene))
    asks = tuple(_with_entities(found, grounded, scene))
    referrer = Referrer(asks, scene)
    said = (*(item for item in found if not isinstance(item, Tie | Act | OfAll | Bond | Shared)), *tied)
    used = frozenset(item.quote for item in said if _is_grounded(item, real, scene))
    merged = tuple(_merged(referrer.resolved(ask) for ask in asks))
    return Settled(asks=without_waiting(merged), used=used)


def _real_entities(found: tuple[Finding, ...]) -> frozenset[str]:
    """The things the ticket says enough of to keep them."""
    return frozenset(entity for item in found for entity in _needed(item))


def _needed(finding: Finding) -> tuple[str, ...]:
    """The things that must be there for what is asked."""
    match finding:
        case RelationAsk():
            join = (finding.joined_by,) if finding.joined_by else ()
            return (finding.child, finding.parent, *join)
        case AttributeAsk() | EntityAsk() | UniqueAsk() | SubtypesAsk() | SeveralAsk():
            return (finding.entity,)
        case TenancyAsk():
            return (finding.tenant,)
        case Mention():
            return () if finding.exists else (finding.entity,)
    return ()


def _is_grounded(item: Finding, real: frozenset[str], scene: Scene) -> bool:
    """Whether what it speaks of is kept at all."""
    match item:
        case Candidate():
            return item.entity in real
        case LookupAsk() | VolumeAsk():
            return item.entity in real or scene.is_real(item.entity)
        case Listing():
            return item.lookup.entity in real or scene.is_real(item.lookup.entity)
        case DeletionAsk():
            return all(end in real or scene.is_real(end) for end in (item.parent, item.child))
    return True


def _with_entities(found: tuple[Finding, ...], asks: tuple[Finding, ...], scene: Scene) -> Iterator[Ask]:
    """An entity ask before the first ask about each thing that is not there yet, then the asks themselves."""
    introducing = _Introducing(found, asks, scene)
    for ask in asks:
        yield from introducing.before(ask)
        if not isinstance(ask, _REMARKS):
            yield ask


class _Introducing:
    """Knows what has been introduced, and by which words and under which table's name."""

    def __init__(self, found: tuple[Finding, ...], asks: tuple[Finding, ...], scene: Scene) -> None:
        self.scene = scene
        self.done = {item.entity for item in asks if isinstance(item, EntityAsk)}
        told = [item for item in found if isinstance(item, Candidate | Mention) and not _exists(item)]
        self.quotes = {item.entity: item.quote for item in reversed(told)}
        needed = dict.fromkeys(entity for ask in asks for entity in _needed(ask))
        every = dict.fromkeys((*self.quotes, *needed))
        new = tuple(entity for entity in every if entity in needed and not scene.is_there(entity))
        self.tables = tables_by_entity(_table_names(found), new)

    def before(self, ask: Finding) -> Iterator[EntityAsk]:
        for entity in _needed(ask):
            if entity not in self.done and not self.scene.is_there(entity):
                self.done.add(entity)
                yield self._ask(entity, ask.quote)

    def _ask(self, entity: str, quote: Quote) -> EntityAsk:
        known = self.scene.entities.get(entity)
        table = self.tables.get(entity) or (known.table if known else None)
        return EntityAsk(entity=entity, table=table, quote=self.quotes.get(entity, quote))


def _exists(item: Candidate | Mention) -> bool:
    return isinstance(item, Mention) and item.exists


def _table_names(found: tuple[Finding, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for item in found if isinstance(item, TableNames) for name in item.names))


def _merged(asks: Iterable[Ask]) -> Iterator[Ask]:
    """Twins as one: a second word on an attribute adds to the first."""
    by_key: dict[object, Ask] = {}
    for ask in asks:
        key = _key(ask)
        known = by_key.get(key)
        by_key[key] = ask if known is None else _both(known, ask)
    yield from by_key.values()


def _key(ask: Ask) -> object:
    match ask:
        case AttributeAsk():
            return ("attribute", ask.entity, ask.attribute)
        case EntityAsk():
            return ("entity", ask.entity)
        case RelationAsk():
            return ("relation", ask.child, ask.parent, ask.role)
        case AlterAsk():
            return ("alter", ask.entity, ask.attribute)
        case BackfillAsk() if ask.attribute:
            return ("backfill", ask.entity, ask.attribute)
        case LatencyAsk() | LivenessAsk():
            return type(ask)
        case QueryAsk() | DefinitionAsk():
            return ask
    return replace(ask, quote=_NO_QUOTE)


def _both(first: Ask, second: Ask) -> Ask:
    if isinstance(first, AttributeAsk) and isinstance(second, AttributeAsk):
        return _with_more(first, second)
    if isinstance(first, AlterAsk) and isinstance(second, AlterAsk):
        return _with_later(first, second)
    if isinstance(first, BackfillAsk) and isinstance(second, BackfillAsk):
        return joined_rules(first, second)
    if isinstance(first, LivenessAsk) and isinstance(second, LivenessAsk):
        return joined_liveness(first, second)
    if isinstance(first, LatencyAsk) and isinstance(second, LatencyAsk):
        return min(first, second, key=lambda ask: ask.milliseconds)
    if isinstance(first, RelationAsk) and isinstance(second, RelationAsk):
        required = False if second.required is False else first.required
        return replace(first, required=required, columns=first.columns or second.columns)
    return first


def _with_more(first: AttributeAsk, second: AttributeAsk) -> AttributeAsk:
    """What the first leaves unsaid, taken from the second."""
    names = ("type", "hint", "max_length", "required", "default", "moment", "pattern", "description")
    more = {name: getattr(second, name) for name in names if getattr(first, name) in {None, ""}}
    if second.required is False:
        more["required"] = False
    return replace(first, **more)


def _with_later(first: AlterAsk, second: AlterAsk) -> AlterAsk:
    """Both changes of one attribute; where they differ the first counts."""
    names = ("type", "required", "default")
    more = {name: getattr(second, name) for name in names if getattr(first, name) is None}
    return replace(first, **more)
