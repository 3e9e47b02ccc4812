"""Reads the lists of what things hold, by whatever everyday words they are told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from database_developer.model.request import RelationAsk
from database_developer.reading.grammar import cues, lexicon
from database_developer.reading.grammar.announcing import opened
from database_developer.reading.grammar.attributes import asks_about
from database_developer.reading.grammar.clauses import Statement, Tokens, statement_of
from database_developer.reading.grammar.feature import Feature, is_bare_plural
from database_developer.reading.grammar.features import features_of
from database_developer.reading.grammar.findings import Finding, Findings, Mention
from database_developer.reading.grammar.inventories.facts import is_likely, may_be_fact
from database_developer.reading.grammar.inventories.frames import FRAME, Framed, framed
from database_developer.reading.grammar.inventories.portions import (
    Portion,
    grouped_portions,
    portions_of,
    readings_of,
    rest_of,
)
from database_developer.reading.grammar.inventories.tying import Tied, tied
from database_developer.reading.grammar.inventories.ways import LONGEST, ways_of, without_end
from database_developer.reading.grammar.kinds import findings_in
from database_developer.reading.grammar.sentences import RawSentence
from database_developer.reading.grammar.told_columns import with_parents
from database_developer.reading.inflection import is_plural
from database_developer.reading.scene import Scene, entity_name

_LEAST = 2
_ONE = lexicon.EACH | {"a", "an", ""}
_ASKING = lexicon.words(
    "there exists missing need needs needed want wanted add create make required like introduce set build up"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Inventory:
    """A thing by the words that name it, what it holds, and the things that it is said to belong to."""

    framed: Framed
    features: tuple[Feature, ...]
    tied: Tied


def plain(statement: Statement, scene: Scene) -> Findings:
    """The lists of a sentence that tells of several things, or calls the only one a table; () for any other."""
    found, rest = _inventories(statement, scene, None)
    is_plain = len(found) > 1 or all(map(_is_called_a_table, found))
    return _told(found, rest, statement, scene, None) if is_plain else ()


def _is_called_a_table(one: Inventory) -> bool:
    return one.framed.phrase is not None and (one.framed.is_explicit or one.framed.identifier is not None)


def read(statement: Statement, topic: Callable[[], str | None], scene: Scene) -> Findings:
    """The things of the sentence and what they hold; () where it is no such list, or tells of a standing table."""
    about = scene.focus if _is_new(scene.focus, scene) else scene.announced or scene.focus or topic()
    found, rest = _inventories(statement, scene, about)
    told = _told(found or _in_brackets(statement, scene, about), rest, statement, scene, about)
    if not told:
        _heed_announced(statement, scene)
    return told


def _is_new(entity: str | None, scene: Scene) -> bool:
    return entity is not None and not scene.is_there(entity)


def _inventories(statement: Statement, scene: Scene, about: str | None) -> tuple[list[Inventory], list[Tokens]]:
    """Each portion's list, and the parts behind a semicolon that hold none; nothing where another one holds none."""
    for tokens in ways_of(statement):
        grouped = [_inventory((portion,), scene, about) for portion in grouped_portions(tokens)]
        told = [one for one in grouped if one is not None]
        if (
            told
            and len(told) == len(grouped)
            and all(token.is_in(FRAME) or token.is_mark(",", ":") for token in rest_of(tokens))
        ):
            return told, []
        found, rest = _by_portions(tokens, scene, about)
        if found:
            return found, rest
    return [], []


def _by_portions(tokens: Tokens, scene: Scene, about: str | None) -> tuple[list[Inventory], list[Tokens]]:
    found: list[Inventory] = []
    rest: list[Tokens] = []
    for portion, is_part in portions_of(tokens):
        one = _inventory(readings_of(portion), scene, about, is_more=bool(found))
        if one is not None:
            found.append(one)
        elif is_part and found:
            rest.append(portion)
        else:
            return [], []
    return found, rest


def _in_brackets(statement: Statement, scene: Scene, about: str | None) -> list[Inventory]:
    """ "Volunteers (name, email) help in shifts": the facts in brackets behind a thing, whatever is told of it."""
    tokens = without_end(statement.tokens)
    portions = grouped_portions(tokens) if len(tokens) <= LONGEST else ()
    found = [_inventory((portion,), scene, about) for portion in portions if portion.head]
    likely = [one for one in found if one is not None and _are_all_likely(one, scene)]
    return likely if len(likely) == len(found) else []


def _are_all_likely(one: Inventory, scene: Scene) -> bool:
    likely = sum(is_likely(feature, scene) for feature in one.features)
    phrase = one.framed.phrase
    return phrase is not None and is_plural(phrase.head) and likely * 2 >= len(one.features)


def _inventory(
    portions: Iterator[Portion] | tuple[Portion, ...], scene: Scene, about: str | None, *, is_more: bool = False
) -> Inventory | None:
    """The first way to read it that tells of facts; ``is_more`` where another thing was told of right before."""
    for portion in portions:
        around = framed((*portion.head, *portion.tail))
        if around is None or not _may_announce(portion, around, scene, about, is_more=is_more):
            continue
        body, ends = tied(portion.body)
        features = tuple(features_of(with_parents(opened(body), scene)))
        if _are_facts(features, around, portion, scene):
            return Inventory(framed=around, features=_keyed(features) if portion.is_keyed else features, tied=ends)
    return None


def _keyed(features: tuple[Feature, ...]) -> tuple[Feature, ...]:
    """The same, the first of them as what tells one row from all others."""
    first, *rest = features
    return (replace(first, qualifiers=replace(first.qualifiers, is_key=True)), *rest)


def _may_announce(portion: Portion, around: Framed, scene: Scene, about: str | None, *, is_more: bool) -> bool:
    """Whether the words around tell of what is kept, or nothing but the name stands before a mark."""
    if around.phrase is None:
        is_about_it = around.is_explicit or (around.is_pronoun and _is_new(about, scene))
        return is_about_it and about is not None
    if portion.is_name and not around.is_bare:
        return False
    if portion.is_of and not (around.is_explicit or around.phrase.determiner or portion.tail):
        return False
    if portion.is_wanted and around.phrase.determiner not in _ONE and not is_plural(around.phrase.head):
        return False
    is_plain = around.is_bare and not portion.is_marked and not is_more
    return not is_plain or around.identifier is not None or _is_spoken_of(around, scene, about)


def _is_spoken_of(around: Framed, scene: Scene, about: str | None) -> bool:
    phrase = around.phrase
    return phrase is not None and (entity_name(phrase) == about or scene.find(phrase) is not None)


def _are_facts(features: tuple[Feature, ...], around: Framed, portion: Portion, scene: Scene) -> bool:
    """Several names, none of them a clause, and some of a kind that facts have."""
    if len(features) < _LEAST or not all(map(may_be_fact, features)):
        return False
    if sum(map(is_bare_plural, features)) * 2 > len(features):
        return False
    likely = sum(is_likely(feature, scene) for feature in features)
    if around.is_explicit:
        return likely > 0
    is_short = portion.is_marked and around.is_bare
    return likely * 3 >= len(features) and likely >= (_LEAST if is_short and len(features) > _LEAST else 1)


def _told(
    found: list[Inventory], rest: list[Tokens], statement: Statement, scene: Scene, about: str | None
) -> Findings:
    """Each thing, then what it holds, so that one may refer to the other, then what the rest says of them."""
    named = [(_entity(one, scene, about), one) for one in found]
    if any(entity is None or scene.is_there(entity) for entity, _ in named):
        return ()
    things = [
        Mention(entity=entity, table=one.framed.identifier, quote=statement.quote) for entity, one in named if entity
    ]
    for mention in things:
        scene.note(mention)
    told = [it for mention, (_, one) in zip(things, named, strict=True) for it in _of(mention, one, things, scene)]
    for finding in told:
        scene.note(finding)
    more = [finding for part in rest for finding in findings_in(_part(statement, part), scene)]
    return (*things, *told, *(finding for finding in more if not _is_of_itself(finding)))


def _is_of_itself(finding: Finding) -> bool:
    """ "The device id points at devices" says no more of devices."""
    return isinstance(finding, RelationAsk) and finding.child == finding.parent


def _part(statement: Statement, tokens: Tokens) -> Statement:
    return statement_of(
        RawSentence(text=statement.quote.text, tokens=tokens), statement.quote.line, statement.quote.origin
    )


def _entity(one: Inventory, scene: Scene, about: str | None) -> str | None:
    return about if one.framed.phrase is None else scene.name_of(one.framed.phrase)


def _of(mention: Mention, one: Inventory, things: list[Mention], scene: Scene) -> Iterator[Finding]:
    phrase = one.framed.phrase
    yield mention
    if phrase is not None and phrase.determiner in {"their", "its"} and things[0].entity != mention.entity:
        yield RelationAsk(child=mention.entity, parent=things[0].entity, required=True, quote=mention.quote)
    yield from asks_about(mention.entity, one.features, mention.quote, scene)
    for parent in one.tied:
        yield RelationAsk(child=mention.entity, parent=scene.name_of(parent), required=True, quote=mention.quote)


def _heed_announced(statement: Statement, scene: Scene) -> None:
    """ "A `categories` table is missing": the table that the sentences behind speak of, if they tell anything of it."""
    if not cues.heard(lexicon.TABLE_NOUNS, statement.words):
        return
    tokens = without_end(statement.tokens[:LONGEST])
    is_table = sum(token.is_in(lexicon.TABLE_NOUNS) for token in tokens) == 1
    around = framed(tokens) if is_table and any(token.is_in(_ASKING) for token in tokens) else None
    if around is not None and around.phrase is not None and scene.find(around.phrase) is None:
        scene.announced = scene.name_of(around.phrase)
