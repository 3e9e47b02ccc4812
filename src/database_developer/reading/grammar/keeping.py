"""Sentences that tell what is kept: "we record an event", "for each membership we need the role"."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.model.request import RelationAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.attributes import asks_about, has_typical_name, is_substantial, looks_like_data
from database_developer.reading.grammar.clauses import Clause, Tokens, parted, without_circumstance
from database_developer.reading.grammar.feature import Feature, is_bare_plural
from database_developer.reading.grammar.features import features_of
from database_developer.reading.grammar.findings import Candidate, Finding, Findings, Mention
from database_developer.reading.grammar.having import things_with_facts
from database_developer.reading.grammar.managing import thing_managed, thing_of_its_facts
from database_developer.reading.grammar.matching import ends_after_any, skipped
from database_developer.reading.grammar.owning import ABOUT, ends_of_pair, topic_of_lead, whose_facts
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.wondering import is_retention
from database_developer.reading.inflection import is_plural, singular, singular_phrase
from database_developer.reading.scene import Scene, words_of

_KNOWING = lexicon.KEEP | lexicon.words("know see have")
_NEWEST = ("latest", "newest", "most recent")  # only that is kept today: nothing is told of columns
_FIRST_WORDS = 4  # "each guided tour is ..."
_HELD = lexicon.words("known noted given available listed")
_LISTS = lexicon.words("list record register log catalogue catalog inventory directory journal history overview")


def read(clause: Clause, scene: Scene) -> Findings:
    """The entities and attributes a clause of keeping tells."""
    verb = clause.verb
    if verb is None or verb.negated:
        return ()
    if _is_known(clause):
        return _of_lead(clause, scene)
    if verb.lemma not in lexicon.KEEP | lexicon.WANT or is_retention(clause) or _is_left_as_it_is(clause):
        return ()
    if verb.passive:
        return _kept(clause, scene)
    if clause.subject and not _speaks_for_us(clause.subject, scene) and not _is_our_house(clause, scene):
        return ()
    if clause.lead and not clause.lead[0].is_in(lexicon.LEADS) and is_plural(noun_phrase(clause.lead).head):
        return ()  # "adopters we hold separately" speaks of adopters
    rest, _ = without_circumstance(clause.rest)
    if verb.lemma in lexicon.WANT and rest and rest[0].is_word("to"):
        rest = rest[2:] if len(rest) > 2 and rest[1].is_in(_KNOWING) else ()
    topic = topic_of_lead(clause.lead, scene)
    if topic is not None:
        told = _facts(topic, features_of(_list_in(rest)), clause, scene)
        return (*ends_of_pair(clause, scene), *told) if told else ()
    if verb.lemma in lexicon.WANT:
        return ()
    return _things(rest, clause, scene)


def _is_left_as_it_is(clause: Clause) -> bool:
    """ "Keep the plain `id` fields": what is there already."""
    phrase = noun_phrase(clause.rest)
    is_order = clause.verb is not None and clause.verb.lemma == "keep" and not clause.subject and not clause.lead
    return is_order and phrase.kind in lexicon.COLUMN_NOUNS and phrase.determiner in {"the", "those", "these", "our"}


def _is_known(clause: Clause) -> bool:
    """ "Of each employee the name and the salary are known"."""
    is_told = len(clause.rest) == 1 and clause.rest[0].is_in(_HELD)
    return is_told and clause.verb is not None and clause.verb.lemma == "be" and not clause.verb.modal


def _of_lead(clause: Clause, scene: Scene) -> Findings:
    """ "For each loan the date out and the fee are recorded"; a row for each pair is told of its two ends."""
    topic = topic_of_lead(clause.lead, scene)
    told = _facts(topic, features_of(clause.subject), clause, scene) if topic is not None else ()
    return (*ends_of_pair(clause, scene), *told) if told else ()


def _speaks_for_us(subject: Tokens, scene: Scene) -> bool:
    """ "we", "the system", "the application"; not "an order", and not "everybody"."""
    phrase = noun_phrase(subject)
    if scene.find(phrase) is not None and phrase.is_named:
        return False
    return subject[-1].is_in(lexicon.SPEAKERS)


def _is_our_house(clause: Clause, scene: Scene) -> bool:
    """ "The clinic keeps track of vaccines: a name, ...": whoever keeps it, where what is kept is told in full."""
    phrase = noun_phrase(clause.subject)
    is_somebody = phrase.determiner in {"the", "our", "this"} and not is_plural(phrase.head) and not scene.find(phrase)
    if _information(clause.rest) is not None and phrase.determiner in {"a", "an", "the"} and not scene.find(phrase):
        return True
    before, after = _at_colon(without_list(clause.rest))
    return is_somebody and (len(features_of(after)) > 1 or things_with_facts(before) is not None)


def _list_in(rest: Tokens) -> Tokens:
    """The list itself: what stands behind a colon, else all of it."""
    for index, token in enumerate(rest[:-1]):
        if token.is_mark(":"):
            return rest[index + 1 :]
    return rest


def _facts(entity: str, features: tuple[Feature, ...], clause: Clause, scene: Scene) -> Findings:
    told = tuple(feature for feature in features if is_substantial(feature))
    if not told:
        return ()
    return (Mention(entity=entity, quote=clause.quote), *asks_about(entity, told, clause.quote, scene))


def _things(rest: Tokens, clause: Clause, scene: Scene) -> Findings:
    """What stands behind "we keep": facts of the topic, or a new thing with its own facts behind a colon."""
    if _is_newest(rest):
        return ()
    before, after = _at_colon(without_list(rest))
    details = _details(before, after)
    if details is not None:
        return _facts(*details, clause, scene)
    things = things_with_facts(before) if not after else None
    if things is not None:
        return _facts(scene.name_of(things[0]), things[1], clause, scene)
    informed = _information(before)
    if informed is not None:
        return tuple(_informed(informed, after, clause, scene))
    features = tuple(feature for feature in features_of(before) if is_substantial(feature))
    if len(features) == 1 and _is_a_thing(features[0], after, scene):
        return tuple(_new_thing(features[0], after, clause, scene))
    return _of_no_other(features, clause, scene) or _of_the_topic(features, clause, scene)


def _of_no_other(features: tuple[Feature, ...], clause: Clause, scene: Scene) -> Findings:
    """Facts of what a part of the system is for, or of what their own names tell."""
    if any(feature.about is not None for feature in features) or _are_things(features):
        return ()
    told = thing_managed(clause.lead, features, scene) or thing_of_its_facts(features, scene)
    return _facts(told, features, clause, scene) if told is not None else ()


def _begins_with_topic(clause: Clause, scene: Scene) -> bool:
    """ "A booking is for one guest; the price is recorded": the sentence itself says whose the price is."""
    first = (singular(word.strip(",;:")) for word in clause.quote.text.lower().split()[:_FIRST_WORDS])
    return scene.focus is not None and scene.focus.rpartition(" ")[2] in first


def _is_newest(rest: Tokens) -> bool:
    """ "We only keep the latest reading, overwritten each time" says how it is today."""
    start = skipped(rest, 0, "the", "only", "just")
    return ends_after_any(rest, start, _NEWEST) > start > 0


def without_list(tokens: Tokens) -> Tokens:
    """ "A list of dishes" and "a record of every ride" keep dishes and rides."""
    phrase = noun_phrase(tokens)
    is_list = phrase.head in _LISTS and phrase.determiner not in lexicon.EACH and not phrase.identifier
    end = phrase.length
    if not is_list or end + 1 >= len(tokens) or not tokens[end].is_word("of"):
        return tokens
    listed = noun_phrase(tokens, end + 1)
    is_many = is_plural(listed.head) or listed.determiner in lexicon.EACH | lexicon.ALL
    return tokens[end + 1 :] if listed.is_named and is_many else tokens


def _at_colon(rest: Tokens) -> tuple[Tokens, Tokens]:
    for index, token in enumerate(rest):
        if token.is_mark(":"):
            return rest[:index], rest[index + 1 :]
    return rest, ()


def _information(tokens: Tokens) -> Tokens | None:
    """The "customers and orders" of "information about customers and orders"."""
    phrase = noun_phrase(tokens)
    if phrase.head not in lexicon.INFORMATION or phrase.length >= len(tokens) - 1:
        return None
    behind = tokens[phrase.length :]
    return behind[1:] if behind[0].is_word("about", "on", "of", "for", "regarding") else None


def _details(before: Tokens, after: Tokens) -> tuple[str, tuple[Feature, ...]] | None:
    """ "basic book information, including a title and a price"."""
    phrase = noun_phrase(before)
    if phrase.head not in lexicon.INFORMATION or len(phrase.words) < 2:
        return None
    behind = before[phrase.length :]
    place = skipped(behind, 0, ",")
    start = ends_after_any(behind, place, ("including", "such as", "like", "namely", "with"))
    listed = after if not behind else behind[start:] if start > place else ()
    entity = " ".join(singular_phrase(phrase.words[:-1]))
    return (entity, features_of(listed)) if listed else None


def _informed(tokens: Tokens, after: Tokens, clause: Clause, scene: Scene) -> Iterator[Finding]:
    names = [feature.phrase for feature in features_of(tokens) if is_substantial(feature)]
    for phrase in names:
        if is_plural(phrase.head) or phrase.determiner in lexicon.EACH | {"a", "an"} or scene.find(phrase):
            yield Candidate(entity=scene.name_of(phrase), quote=clause.quote)
    if len(names) == 1 and after:
        yield from _facts(scene.name_of(names[0]), features_of(after), clause, scene)


def _is_a_thing(feature: Feature, after: Tokens, scene: Scene) -> bool:
    """ "an event" and "a summary: the date, ..." are things; "its colour" and "a phone number" are facts."""
    phrase = feature.phrase
    if phrase.head in lexicon.SPEAKERS:
        return False
    if feature.moment or phrase.possessor or phrase.determiner in lexicon.POSSESSIVES:
        return False
    if phrase.identifier:
        return _is_a_class(phrase.identifier)
    if after:
        return True
    is_new = phrase.determiner in {"a", "an"} and not feature.qualifiers.says_something
    return is_new and not looks_like_data((feature,), scene) and phrase.head not in lexicon.ATTRIBUTE_NOUNS


def _is_a_class(identifier: str) -> bool:
    """ "TimeLogs": words in capitals, the last one in the plural."""
    return identifier[:1].isupper() and "_" not in identifier and is_plural(words_of(identifier)[-1])


def _new_thing(feature: Feature, after: Tokens, clause: Clause, scene: Scene) -> Iterator[Finding]:
    entity = scene.name_of(feature.phrase)
    told = tuple(entry for entry in features_of(after) if is_substantial(entry))
    if told:
        yield Mention(entity=entity, quote=clause.quote)
    else:
        yield Candidate(entity=entity, quote=clause.quote)
    if feature.about is not None and scene.name_of(feature.about) != entity:
        yield RelationAsk(child=entity, parent=scene.name_of(feature.about), required=True, quote=clause.quote)
    yield from asks_about(entity, told, clause.quote, scene)


def _of_the_topic(features: tuple[Feature, ...], clause: Clause, scene: Scene) -> Findings:
    """Facts of "it", of "each order", or of what the ticket spoke of last."""
    about = next((feature.about for feature in features if feature.about is not None), None)
    entity = scene.find(about) if about is not None else scene.focus
    if about is not None and entity is None:
        entity = scene.name_of(about)
    plain = tuple(feature for feature in features if not feature.is_asked)
    is_standing = entity is not None and scene.is_there(entity)
    sure = plain if is_standing else features  # "who did it" may well be told of another thing than a standing table
    if entity is None or not _are_facts(sure, scene) or (about is None and _are_things(features)):
        return ()
    if about is None and is_standing and any(_is_a_crowd(feature) for feature in features):
        return ()
    if about is None and is_standing and all(_is_of_another(feature, entity or "", scene) for feature in features):
        return ()
    return asks_about(entity, features, clause.quote, scene)


def _is_of_another(feature: Feature, topic: str, scene: Scene) -> bool:
    """ "We store the text only", where "the text" was told of another thing."""
    owner = scene.owner_of(feature.phrase.name) if feature.phrase.determiner == "the" else None
    return owner is not None and owner != topic and not scene.is_there(owner)


def _is_a_crowd(feature: Feature) -> bool:
    """ "status transitions": many of something, which no column of a standing table holds."""
    return is_bare_plural(feature) and not has_typical_name(feature)


def _are_things(features: tuple[Feature, ...]) -> bool:
    """ "Project details, task assignments and team compositions" say what there is, and nothing of the topic."""
    are_many = all(is_bare_plural(feature) for feature in features)
    return are_many and len(features) > 1 and not any(has_typical_name(feature) for feature in features)


def _are_facts(features: tuple[Feature, ...], scene: Scene) -> bool:
    return bool(features) and (looks_like_data(features, scene) or any(feature.moment for feature in features))


def _kept(clause: Clause, scene: Scene) -> Findings:
    """ "The address is recorded for each login", "name and address of every guest are held"."""
    found = whose_facts(clause.subject, scene)
    if found is not None:
        return _facts(*found, clause, scene)
    led = _of_lead(clause, scene)
    if led:
        return led
    is_held = clause.verb is not None and clause.verb.lemma in lexicon.KEEP
    subject = tuple(filter(is_substantial, features_of(clause.subject))) if is_held and not clause.rest else ()
    other = _of_no_other(subject, clause, scene)
    if other:
        return other
    if is_held and not clause.lead and not clause.rest and _begins_with_topic(clause, scene):
        return _of_the_topic(subject, clause, scene)
    start = skipped(clause.rest, 0, *ABOUT)
    phrase = noun_phrase(clause.rest, start) if start else NounPhrase()
    if not phrase.is_named or phrase.determiner not in lexicon.EACH:
        return ()
    features = tuple(feature for part in parted(clause.subject, ";") for feature in features_of(part))
    return _facts(scene.name_of(phrase), features, clause, scene)
