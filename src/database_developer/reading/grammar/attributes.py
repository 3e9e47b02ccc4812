"""From the entries of a list to asks about the entity that has them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from database_developer.model.request import (
    AllowedAsk,
    AttributeAsk,
    Quote,
    RangeAsk,
    RelationAsk,
    RemovalAsk,
    RenameAsk,
    UniqueAsk,
)
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.counting import number_of
from database_developer.reading.grammar.feature import Feature, is_bare_plural
from database_developer.reading.grammar.findings import Finding, ManyOf
from database_developer.reading.grammar.matching import skipped
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.qualifiers import Qualifiers
from database_developer.reading.grammar.tokens import tokenized
from database_developer.reading.inflection import is_plural, participle, singular, singular_phrase
from database_developer.reading.scene import Scene, entity_name, words_of

_MOMENTS = {"create": "created", "insert": "created", "add": "created", "record": "created"}
_MOMENTS |= {"update": "updated", "change": "updated", "modify": "updated", "edit": "updated"}
# Facts of which somebody may have more than one.
_LISTED = lexicon.words("phone number email address url link telephone mobile e-mail")
_FACTS_TOO = lexicon.words("time result question purpose place")  # "a result", but not "results" of something
_KIND_ALONE = {("kind",), ("purpose",), ("place",)}  # in a list even with no article
_ASKING = lexicon.words("what how why nobody everybody somebody whatever")
_BOTH_MOMENTS = {("timestamps",), ("timestamps", "tz"), ("time", "stamps")}
_MOMENT_NAMES = {"created at": "created", "updated at": "updated", "modified at": "updated"}


def asks_about(entity: str, features: tuple[Feature, ...], quote: Quote, scene: Scene) -> tuple[Finding, ...]:
    """All asks of a list of features of one entity."""
    if scene.is_there(entity):
        features = tuple(map(_as_added, features))
    return tuple(finding for feature in _all_several(features) for finding in _asks(entity, feature, quote, scene))


def _as_added(feature: Feature) -> Feature:
    """A further column of a standing table: "a phone" does not say that the rows of today have one."""
    is_article = feature.phrase.determiner in lexicon.ARTICLES | lexicon.POSSESSIVES
    return replace(feature, phrase=replace(feature.phrase, determiner="")) if is_article else feature


def _all_several(features: tuple[Feature, ...]) -> Iterator[Feature]:
    """ "Several phones, emails and addresses": several of each."""
    said = ""
    for feature in features:
        said = feature.phrase.determiner or said
        is_several = said in lexicon.MANY and is_bare_plural(feature)
        yield replace(feature, phrase=replace(feature.phrase, determiner=said)) if is_several else feature


_NOBODY = lexicon.words(
    "anything something everything nothing anybody somebody everybody nobody anyone someone everyone average majority"
)
_COLUMNS = ("id", "uuid", "guid", "timestamps")
_NOBODY_ALONE = frozenset((word,) for word in _NOBODY)
_VALUES = lexicon.words("true false null")  # written as code these are values, and no columns


def is_substantial(feature: Feature) -> bool:
    """Whether the entry names something that could be kept: not "a problem", "4 million rows" or "these three"."""
    phrase = feature.phrase
    if phrase.words and phrase.words[0] in _ASKING:
        return False
    if phrase.number or phrase.determiner in {"this", "that", "these", "those", "no", "another"}:
        return False
    if phrase.identifier:
        return phrase.identifier.lower() not in _VALUES
    if phrase.words in _NOBODY_ALONE:
        return False
    is_empty = phrase.head in lexicon.EMPTY_NOUNS and not feature.qualifiers.values
    if len(phrase.words) > 1 and phrase.head in lexicon.HALF_EMPTY:
        is_empty = False
    if phrase.determiner in lexicon.ARTICLES | {""} and len(phrase.words) == 1 and phrase.head in _FACTS_TOO:
        is_empty = False
    if phrase.words in _KIND_ALONE and not phrase.determiner and not feature.qualifiers.other:
        is_empty = False
    if feature.qualifiers.says_besides("other", "hint", "is_open") or feature.kind_of is not None:
        is_empty = False
    return not is_empty and (len(phrase.words) <= 5 or (len(phrase.words) <= 7 and "of" in phrase.words))


def is_surely_a_column(feature: Feature) -> bool:
    """ "id", "owner_id", "created_at": what can be nothing but a column."""
    name = feature.phrase.name.lower()
    return name in _COLUMNS or name.endswith(("_id", "_at"))


def has_typical_name(feature: Feature) -> bool:
    """Whether the name alone tells that it is a fact about a thing: "unit price", "student_id", "ISBN"."""
    phrase = feature.phrase
    if phrase.identifier is not None:
        return True
    head = singular(phrase.head)
    return head in lexicon.ATTRIBUTE_NOUNS or head in lexicon.NATURAL_KEYS


def looks_like_data(features: tuple[Feature, ...], scene: Scene) -> bool:
    """Whether a list is one of attributes: several, or one that is described, typical or known."""
    if not features:
        return False
    return len(features) > 1 or is_described(features[0], scene)


def is_described(feature: Feature, scene: Scene) -> bool:
    """Whether the entry alone tells that data are meant: it has a type, a rule, a count or a typical name."""
    is_counted = feature.phrase.determiner in lexicon.MANY | {"one"}
    return (
        feature.qualifiers.says_something
        or has_typical_name(feature)
        or is_counted
        or feature.kind_of is not None
        or feature.moment is not None
        or _is_entity(feature, scene)
    )


def _asks(entity: str, feature: Feature, quote: Quote, scene: Scene) -> Iterator[Finding]:
    if not is_substantial(feature):
        return
    feature = _with_its_thing(feature, scene)
    if feature.qualifiers.new_name or feature.qualifiers.is_removed:
        yield _change(entity, feature, quote)
    elif feature.kind_of is not None or feature.qualifiers.parent is not None:
        yield _relation_by_role(entity, feature, quote, scene)
    elif _is_listed_fact(feature, scene):
        yield from _facts_of_their_own(entity, feature, quote)
    elif _means_many(feature, scene):
        number = number_of(entity, feature, quote)
        yield ManyOf(owner=entity, member=scene.name_of(feature.phrase), number=number, quote=quote)
    elif _is_one_thing(feature, scene) and scene.find(feature.phrase) != entity:
        yield _relation(entity, feature, quote, scene)
        yield from _once_within(entity, feature, quote, scene)
    else:
        yield from _attribute(entity, feature, quote, scene)


def _with_its_thing(feature: Feature, scene: Scene) -> Feature:
    """ "The seller (`sold_by`)", "sold by (seller)": a known thing by the role that it plays."""
    if feature.called is not None and _is_entity(replace(feature, phrase=feature.called), scene):
        return replace(feature, kind_of=feature.called)
    said = feature.qualifiers
    tokens = tokenized(said.other)
    thing = noun_phrase(tokens)
    is_all = thing.is_named and thing.length == len(tokens) and replace(said, other="", required=None) == Qualifiers()
    is_role = feature.phrase.name.endswith((" by", "_by")) or not _is_plain_fact(feature)
    is_one = thing.determiner in lexicon.ARTICLES | {""} and not is_plural(thing.head)
    is_known = is_all and is_one and is_role and entity_name(thing) in scene.entities
    return replace(feature, kind_of=thing) if is_known and feature.kind_of is None else feature


def _is_plain_fact(feature: Feature) -> bool:
    return has_typical_name(feature) or singular(feature.phrase.head) in lexicon.ATTRIBUTE_NOUNS


def _change(entity: str, feature: Feature, quote: Quote) -> Finding:
    name = feature.phrase.name
    if feature.qualifiers.new_name:
        return RenameAsk(entity=entity, attribute=name, new_name=feature.qualifiers.new_name, quote=quote)
    return RemovalAsk(entity=entity, attribute=name, quote=quote)


def _relation_by_role(entity: str, feature: Feature, quote: Quote, scene: Scene) -> Finding:
    """ "an owner, who is a user", "actor_id: foreign key to users"."""
    parent = scene.name_of(_without_column(feature.kind_of or feature.qualifiers.parent or feature.phrase))
    words = words_of(feature.phrase.identifier) if feature.phrase.identifier else feature.phrase.words
    role = " ".join(words[:-1] if len(words) > 1 and words[-1] == "id" else words)
    target = _column_meant(words, parent, scene) if feature.phrase.identifier else None
    if target is not None:
        columns, told = (feature.phrase.name,), (target,)
        return RelationAsk(
            child=entity, parent=parent, columns=columns, target=told, required=feature.required, quote=quote
        )
    return RelationAsk(
        child=entity,
        parent=parent,
        role=None if role == parent else role,
        required=feature.required,
        quote=quote,
    )


def _column_meant(words: tuple[str, ...], parent: str, scene: Scene) -> str | None:
    """The "code" of countries that `country_code` leads to, where they have one; an id is what all have."""
    known = scene.entities.get(parent)
    is_of_it = len(words) > 1 and words[-1] != "id" and " ".join(words[:-1]) == parent
    return known.attributes.get(words[-1]) if known is not None and is_of_it else None


def _once_within(entity: str, feature: Feature, quote: Quote, scene: Scene) -> Iterator[UniqueAsk]:
    """ "The object (once per loan)": no two rows have the same of both."""
    owner = _unique_within(feature.qualifiers.other, scene) if feature.qualifiers.unique else None
    thing = scene.find(feature.phrase)
    if owner is not None and thing is not None and entity not in {owner, thing}:
        yield UniqueAsk(entity=entity, attributes=(owner, thing), quote=quote)


def _without_column(phrase: NounPhrase) -> NounPhrase:
    """ "users.id" names the table users."""
    if phrase.identifier and "." in phrase.identifier:
        return NounPhrase(identifier=phrase.identifier.rpartition(".")[0])
    if phrase.identifier and "(" in phrase.identifier:
        return NounPhrase(identifier=phrase.identifier.partition("(")[0])
    return phrase


def _relation(entity: str, feature: Feature, quote: Quote, scene: Scene) -> RelationAsk:
    name = entity_name(feature.phrase)
    meant = scene.find_name(name)
    parent = meant or scene.find_name(feature.phrase.words[-1]) or name
    is_itself = parent == name or (parent == meant and not parent.endswith(f" {name}"))
    return RelationAsk(
        child=entity, parent=parent, role=None if is_itself else name, required=feature.required, quote=quote
    )


def _is_entity(feature: Feature, scene: Scene) -> bool:
    """Whether the entry is a known thing, or one of a certain sort: "the acting user"."""
    phrase = feature.phrase
    if phrase.identifier or feature.qualifiers.type:
        return False
    name = entity_name(phrase)
    if name in scene.entities:
        return name not in lexicon.ATTRIBUTE_NOUNS or scene.entities[name].exists
    is_qualified = len(phrase.words) == 2 and phrase.words[0].endswith(("ing", "ed"))
    return is_qualified and phrase.words[1] in scene.entities


def _is_one_thing(feature: Feature, scene: Scene) -> bool:
    """A known thing, or "one payment", which is no mere fact."""
    is_fact = singular(feature.phrase.head) in lexicon.ATTRIBUTE_NOUNS or feature.qualifiers.says_something
    return _is_entity(feature, scene) or (feature.phrase.determiner == "one" and not is_fact)


def _means_many(feature: Feature, scene: Scene) -> bool:
    if feature.phrase.determiner in lexicon.MANY:
        return True
    return is_bare_plural(feature) and _is_entity(feature, scene)


def _is_listed_fact(feature: Feature, scene: Scene) -> bool:
    """ "Several phone numbers", "e-mails (multiple)": more than one of what is no thing of its own."""
    phrase = feature.phrase
    if singular(phrase.head) not in _LISTED or phrase.identifier or _is_entity(feature, scene):
        return False
    is_several = any(token.is_in(lexicon.MANY) for token in tokenized(feature.qualifiers.other))
    return phrase.determiner in lexicon.MANY or (is_several and is_plural(phrase.head))


def _facts_of_their_own(entity: str, feature: Feature, quote: Quote) -> Iterator[Finding]:
    """A row for each, so that none is cut out of a text again."""
    name = " ".join(singular_phrase(feature.phrase.words))
    child = f"{entity} {name}"
    yield RelationAsk(child=child, parent=entity, required=True, quote=quote)
    yield AttributeAsk(entity=child, attribute=name, required=True, quote=quote)


def _attribute(entity: str, feature: Feature, quote: Quote, scene: Scene) -> Iterator[Finding]:
    said, name = feature.qualifiers, _name(entity, feature)
    if words_of(name.replace(" ", "_"))[:2] in _BOTH_MOMENTS:
        yield from _both_moments(entity, quote)
        return
    yield AttributeAsk(
        entity=entity,
        attribute=name,
        quote=quote,
        type=said.type,
        hint=_hint(feature),
        max_length=said.max_length,
        required=None if feature.is_asked and scene.is_there(entity) else _required(feature),
        default=said.default or _default(feature),
        moment=_moment(feature),
        pattern=said.pattern,
        description="" if _unit(feature) else said.other,
    )
    owner = _unique_within(said.other, scene) if said.unique else None
    if owner is not None and owner != entity:
        yield RelationAsk(child=entity, parent=owner, required=True, quote=quote)
        yield UniqueAsk(entity=entity, attributes=(owner, name), quote=quote, ignoring_case=said.ignoring_case)
    elif (said.unique or "unique" in feature.phrase.qualities) and name.lower() != "id":
        yield UniqueAsk(entity=entity, attributes=(name,), quote=quote, ignoring_case=said.ignoring_case)
    if said.values:
        yield AllowedAsk(entity=entity, attribute=name, values=said.values, quote=quote, is_open=said.is_open)
    yield from _range(entity, name, feature.qualifiers, quote)


def _name(entity: str, feature: Feature) -> str:
    """The attribute's name; the "queen" of "the queen's age" belongs to it where a hive is told of."""
    owner, name = feature.phrase.possessor, feature.phrase.name
    is_another = owner is not None and owner.words and owner.determiner == "the" and not feature.phrase.identifier
    if owner is None or not is_another or entity_name(owner) in {entity, entity.rpartition(" ")[2]}:
        return name
    return f"{entity_name(owner)} {name}"


def _range(entity: str, name: str, said: Qualifiers, quote: Quote) -> Iterator[RangeAsk]:
    """The numbers that the value lies between, where any are told."""
    bounds = {"minimum": said.minimum, "maximum": said.maximum, "above": said.above, "below": said.below}
    if any(bound is not None for bound in bounds.values()):
        yield RangeAsk(entity=entity, attribute=name, quote=quote, **bounds)


def _unique_within(said: str, scene: Scene) -> str | None:
    """The "shop" of a number "that is unique within its shop"."""
    tokens = tokenized(said)
    start = skipped(tokens, 0, "that", "which", "is", "must", "be")
    phrase = noun_phrase(tokens, start + 1)
    is_within = start < len(tokens) and tokens[start].is_word("within", "per", "in", "inside", "for")
    return scene.find(phrase) if is_within and phrase.is_named and start + 1 + phrase.length == len(tokens) else None


def _both_moments(entity: str, quote: Quote) -> Iterator[Finding]:
    """ "timestamps" are the two usual ones."""
    for moment in ("created", "updated"):
        yield AttributeAsk(entity=entity, attribute=f"{moment} at", moment=moment, quote=quote)


def _hint(feature: Feature) -> str:
    if feature.moment is not None:
        return f"moment {feature.words.lower()}"
    decimals = feature.qualifiers.decimals
    told = f"with {decimals} decimals" if decimals is not None else ""
    if _unit(feature):
        return f"{feature.qualifiers.hint or feature.phrase.head} {_unit(feature)} {told}".strip()
    parts = [feature.qualifiers.hint, "primary key" if feature.qualifiers.is_key else "", told]
    said = ", ".join(part for part in parts if part)
    if not said and "per" in feature.phrase.words[1:-1] and feature.phrase.head in lexicon.PERIODS:
        return "number" if is_plural(feature.phrase.words[feature.phrase.words.index("per") - 1]) else ""
    head = singular(feature.phrase.head)
    return said or (head if head in lexicon.TYPE_NOUNS and feature.qualifiers.type is None else "")


def _unit(feature: Feature) -> str:
    """The "in cents" of "an amount in cents"."""
    other = feature.qualifiers.other
    return other if other.startswith("in ") and len(other.split()) <= 3 else ""


def _moment(feature: Feature) -> str | None:
    if feature.moment is not None:
        return _MOMENTS.get(feature.moment)
    phrase = feature.phrase
    words = words_of(phrase.identifier) if phrase.identifier else phrase.words
    return _MOMENT_NAMES.get(" ".join(words))


def _is_beginning(feature: Feature) -> bool:
    """Whether the moment told is the one at which the row is written."""
    verb = feature.moment
    return verb is not None and (verb in lexicon.BEGINNINGS or participle(verb) in lexicon.BEGINNINGS)


def _default(feature: Feature) -> str | None:
    return "now" if _is_beginning(feature) and _moment(feature) is None else None


def _required(feature: Feature) -> bool | None:
    """A moment that may not have come yet ("when it was returned") is not required."""
    if feature.moment is None or _is_beginning(feature) or _moment(feature) is not None:
        return feature.required
    return feature.qualifiers.required
