"""Sentences that tell what belongs to what: "an event belongs to a user and has a type", "a team has many users"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from database_developer.model.request import AttributeAsk, Cardinality, RelationAsk
from database_developer.reading.grammar import cues, lexicon
from database_developer.reading.grammar.attributes import (
    asks_about,
    has_typical_name,
    is_substantial,
)
from database_developer.reading.grammar.clauses import Clause, Tokens, without_circumstance
from database_developer.reading.grammar.features import features_of
from database_developer.reading.grammar.findings import Findings, OfAll
from database_developer.reading.grammar.having import PRONOUNS, composed, having, looks_like_typical, made_optional
from database_developer.reading.grammar.matching import ends_after_any, skipped
from database_developer.reading.grammar.numbers import (
    MAYBE,
    NONE_OR_MORE,
    ONE_OF_THEM,
    after_count,
    each_with,
    many,
    may_have_none,
    with_one,
)
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.rule_names import kind_of_rule
from database_developer.reading.grammar.verbs import Verb
from database_developer.reading.grammar.wishes.things import NOT_KEPT
from database_developer.reading.inflection import bare_participle, is_plural
from database_developer.reading.scene import Scene, entity_name
from database_developer.reading.topics import NO_THINGS

_SORTS = {"levels", "level", "kinds", "kind", "types", "type", "sorts"}
_EVERY = {"each", "every"}
_GIVE = {"provide", "enter", "give", "supply", "specify", "leave"}
_LISTING = lexicon.words(
    "need name show state list note quote bear specify describe define identify require cover combine"
)
_COMPOSED = lexicon.words("make compose")
_DELETING = lexicon.words("delete remove drop purge erase")
_TYPICAL = 2  # facts of which the names are typical
_LONGEST_BARE = 2  # words
_CONTENTS = lexicon.INFORMATION | lexicon.words("entry record row profile sheet")


def read(clause: Clause, scene: Scene) -> Findings:
    """The relations and attributes a clause of belonging or having tells."""
    clause = _with_its_verb(clause)
    if clause.verb is None or clause.verb.negated or (clause.subject[:1] and clause.subject[0].is_word("no")):
        return ()
    if _is_of_all(clause):
        return _of_all(clause, scene)
    if clause.verb.lemma in _DELETING and any(token.is_in(lexicon.PREPOSITIONS) for token in clause.subject):
        return ()  # "the stops of a deleted route should be deleted" tells what becomes of stops
    subject = subject_of(clause.subject, scene) or _bare_subject(clause, scene)
    column = _column_of_the_topic(clause, scene)
    if column is not None:
        return _referring(column, clause, scene)
    if subject is not None and _is_column_of_the_object(subject, clause, scene):
        return ()
    if subject is not None and kind_of_rule(subject.identifier or ""):
        return ()  # an index has a size, and is nothing of which rows are kept
    return each_with(clause, scene) if subject is None else _told(clause, clause.verb, subject, scene)


def _column_of_the_topic(clause: Clause, scene: Scene) -> str | None:
    """ "donor_id references donors", where a table that is to come has this column."""
    phrase = noun_phrase(clause.subject)
    entity = scene.entities.get(scene.focus or "")
    is_linking = clause.verb is not None and clause.verb.lemma in lexicon.LINK and phrase.length == len(clause.subject)
    if entity is None or entity.exists or not is_linking or phrase.identifier is None:
        return None
    return phrase.identifier if phrase.identifier in entity.attributes.values() else None


def _referring(column: str, clause: Clause, scene: Scene) -> Findings:
    rest = clause.rest[skipped(clause.rest, 0, "to", "at", "on", "with", "a", "an", "the") :]
    parent = scene.find(noun_phrase(rest)) if rest else None
    if parent is None or scene.focus is None:
        return ()
    return (RelationAsk(child=scene.focus, parent=parent, columns=(column,), quote=clause.quote),)


def _is_column_of_the_object(subject: NounPhrase, clause: Clause, scene: Scene) -> bool:
    """ "Each email may be used by one user" speaks of a column that the users have, and of no further thing."""
    if scene.find(subject) is not None:
        return False
    found = (scene.find(noun_phrase(clause.rest, at)) for at in range(len(clause.rest)))
    known = next((scene.entities[one] for one in found if one is not None and scene.is_there(one)), None)
    return known is not None and subject.name in known.attributes


def _bare_subject(clause: Clause, scene: Scene) -> NounPhrase | None:
    """ "Playlist has title, position and owner": one of a kind without any article, and facts that are told so too."""
    phrase = noun_phrase(clause.subject)
    is_bare = phrase.length == len(clause.subject) > 0 and not phrase.determiner and phrase.possessor is None
    is_having = clause.verb is not None and clause.verb.lemma in lexicon.HAS and not clause.verb.passive
    if not is_bare or not is_having or phrase.qualities or not _may_be_told_of(phrase):
        return None
    features = tuple(feature for feature in features_of(clause.rest) if is_substantial(feature))
    typical = sum(has_typical_name(feature) or feature.qualifiers.says_something for feature in features)
    are_bare = all(not feature.phrase.determiner for feature in features)
    return phrase if len(features) > 1 and are_bare and typical >= _TYPICAL else None


def _may_be_told_of(phrase: NounPhrase) -> bool:
    is_name = 0 < len(phrase.words) <= _LONGEST_BARE and not phrase.number
    return is_name and phrase.head not in NOT_KEPT | NO_THINGS | lexicon.SPEAKERS | lexicon.ATTRIBUTE_NOUNS


def _with_its_verb(clause: Clause) -> Clause:
    """ "Is supervised by one nurse", where no lexicon knows the verb: a passive one, and what follows it."""
    verb, rest = clause.verb, clause.rest
    is_done = verb is not None and verb.lemma == "be" and len(rest) > 2 and rest[1].is_in(lexicon.PREPOSITIONS)
    if verb is None or not is_done or not rest[0].lower.endswith("ed"):
        return clause
    return replace(clause, verb=replace(verb, lemma=bare_participle(rest[0].lower), passive=True), rest=rest[1:])


def _told(clause: Clause, verb: Verb, subject: NounPhrase, scene: Scene) -> Findings:
    if verb.passive and verb.lemma in _COMPOSED:
        return composed(clause, subject, scene)
    if verb.passive and verb.lemma not in lexicon.LINK:
        one = with_one(clause, subject, scene)
        return (*one, *_one_more(clause, one, scene)) if one else many(clause, subject, scene)
    if verb.lemma in lexicon.BELONG | lexicon.LINK:
        return tuple(_belonging(clause, subject, scene))
    if verb.lemma in lexicon.HAS:
        return having(clause, subject, scene)
    if verb.lemma in lexicon.KEEP and _holds_facts(clause, subject):
        return having(clause, subject, scene)
    if verb.lemma in _LISTING and not verb.passive and _lists_facts(clause, subject):
        return having(clause, subject, scene)
    if verb.lemma in _GIVE:
        return _given(clause, subject, scene) or with_one(clause, subject, scene) or many(clause, subject, scene)
    return with_one(clause, subject, scene) or many(clause, subject, scene)


def _one_more(clause: Clause, told: Findings, scene: Scene) -> Findings:
    """The season of "is entered by one club for one season", beside its club."""
    ties = [one for one in told if isinstance(one, RelationAsk)]
    if len(ties) != 1 or len(told) != 1:
        return ()
    tie, rest = ties[0], clause.rest
    for at in range(1, len(rest) - 2):
        is_one = rest[at].is_in(lexicon.PREPOSITIONS) and rest[at + 1].is_word("one", "exactly")
        found = scene.find(noun_phrase(rest, skipped(rest, at + 1, "exactly"))) if is_one else None
        if found is not None and found not in {tie.child, tie.parent}:
            return (RelationAsk(child=tie.child, parent=found, required=tie.required, quote=clause.quote),)
    return ()


def _is_of_all(clause: Clause) -> bool:
    """ "Both tables need", "every table has"."""
    if not cues.heard(lexicon.TABLE_NOUNS, clause.words):
        return False
    phrase = noun_phrase(clause.subject)
    is_all = phrase.determiner in lexicon.ALL | {"each"} and not phrase.is_named and phrase.kind in lexicon.TABLE_NOUNS
    return is_all and clause.verb is not None and clause.verb.lemma in lexicon.HAS | lexicon.WANT | {"get"}


def _of_all(clause: Clause, scene: Scene) -> Findings:
    features = tuple(feature for feature in features_of(clause.rest) if is_substantial(feature))
    asks = asks_about("", features, clause.quote, scene)
    told = tuple(ask for ask in asks if isinstance(ask, AttributeAsk))
    is_typical = bool(told) and all(has_typical_name(one) or one.qualifiers.says_something for one in features)
    return (OfAll(attributes=told, quote=clause.quote),) if len(told) == len(asks) and is_typical else ()


def _given(clause: Clause, subject: NounPhrase, scene: Scene) -> Findings:
    """ "Guests must give a name and may leave a phone number": facts of who gives them."""
    rest, _ = without_circumstance(clause.rest)
    if any(
        token.is_word("for", "to") and noun_phrase(rest, at + 1).determiner in _EVERY for at, token in enumerate(rest)
    ):
        return ()  # "a score for each film" is a fact of both
    is_free = clause.verb is not None and clause.verb.modal in MAYBE
    features = tuple(feature for feature in features_of(rest) if is_substantial(feature) and has_typical_name(feature))
    told = tuple(made_optional(feature) if is_free else feature for feature in features)
    return asks_about(scene.name_of(subject), told, clause.quote, scene)


def _holds_facts(clause: Clause, subject: NounPhrase) -> bool:
    """ "Each login stores", "a booking records"; not "a clerk can record", nor "a shop wants to store information"."""
    is_plain = clause.verb is not None and not clause.verb.modal
    is_one = is_plain and subject.determiner in {"a", "an"}
    return subject.determiner in lexicon.EACH or (is_one and noun_phrase(clause.rest).head not in lexicon.INFORMATION)


def _lists_facts(clause: Clause, subject: NounPhrase) -> bool:
    """ "Every line names one product, a quantity and a price": one of a kind, several facts, and typical ones."""
    is_table = subject.kind in lexicon.TABLE_NOUNS
    is_one = is_table or clause.subject[0].is_in(PRONOUNS) or subject.determiner in lexicon.EACH | {"a", "an"}
    features = features_of(clause.rest)
    are_told = len(features) > 1 and all(
        (feature.is_told or is_table) and is_substantial(feature) for feature in features
    )
    return is_one and are_told and looks_like_typical(features)


def subject_of(tokens: Tokens, scene: Scene) -> NounPhrase | None:
    """The thing a clause speaks of, if it is one that could be kept; a pronoun stands for the topic."""
    if len(tokens) == 1 and tokens[0].is_in(PRONOUNS):
        return NounPhrase(words=tuple(scene.focus.split())) if scene.focus else None
    phrase = noun_phrase(tokens, after_count(tokens, 0))
    if phrase.possessor is not None and phrase.head in _CONTENTS:
        phrase = phrase.possessor
    if not _may_be_kept(phrase, scene):
        return None
    return phrase


def _may_be_kept(phrase: NounPhrase, scene: Scene) -> bool:
    """Known things; else "a team", "each team", "teams", or a name as code; "the page" and "we" are none."""
    if scene.find(phrase) is not None:
        return True
    if not phrase.is_named or phrase.number or phrase.head in lexicon.EMPTY_NOUNS:
        return False
    if phrase.identifier or phrase.kind in lexicon.TABLE_NOUNS or phrase.determiner in ONE_OF_THEM:
        return True
    if phrase.determiner == "the" and entity_name(phrase) in scene.spoken:
        return True
    is_many = not phrase.determiner and len(phrase.words) <= 3 and is_plural(phrase.head)
    return is_many and phrase.head not in lexicon.SPEAKERS


def _belonging(clause: Clause, subject: NounPhrase, scene: Scene) -> Iterator[RelationAsk]:
    rest, _ = without_circumstance(clause.rest)
    start = 1 if rest and rest[0].is_word("to", "at", "with") else 0
    if start == 0 and (clause.verb is None or clause.verb.lemma != "reference" or clause.verb.passive):
        return
    for place, part in enumerate(_each_target(rest[start:])):
        found = _target(part, scene)
        if found is None or (place and not _names_a_thing(part, scene)):
            continue
        parent, many = found
        yield RelationAsk(
            child=scene.name_of(subject),
            parent=parent,
            columns=_column_between(part),
            cardinality=Cardinality.MANY_TO_MANY if many else Cardinality.MANY_TO_ONE,
            required=None
            if many or may_have_none(part)
            else clause.verb is not None and clause.verb.modal not in MAYBE,
            quote=clause.quote,
        )


def _column_between(tokens: Tokens) -> tuple[str, ...]:
    """The column of "points to a flag via flag_key"; () where none is named."""
    at = next((at for at, token in enumerate(tokens[:-1]) if token.is_word("via", "through", "by", "using")), 0)
    name = noun_phrase(tokens, at + 1) if at else NounPhrase()
    is_last = name.identifier is not None and at + 1 + name.length == len(tokens)
    return (name.name,) if is_last and name.name.isidentifier() and not name.words else ()


def _each_target(tokens: Tokens) -> list[Tokens]:
    """The parts of "to samples and cases"."""
    cuts = [index for index, token in enumerate(tokens) if token.is_mark(",") or token.is_word("and")]
    edges = [-1, *cuts, len(tokens)]
    return [tokens[begin + 1 : end] for begin, end in pairwise(edges) if end > begin + 1]


def _names_a_thing(tokens: Tokens, scene: Scene) -> bool:
    """Whether a further target is one: known, determined or in the plural; "freezes the price" is a clause."""
    phrase = noun_phrase(tokens, skipped(tokens, 0, "and", "to", "or"))
    if set(phrase.words) <= lexicon.REQUIRED | lexicon.OPTIONAL:
        return False  # "..., both mandatory"
    return bool(phrase.determiner) or is_plural(phrase.head) or scene.find(phrase) is not None


def _target(tokens: Tokens, scene: Scene) -> tuple[str, bool] | None:
    """The thing something belongs to, and whether it may belong to many of them."""
    start = skipped(tokens, 0, "and", "to", "or")
    after_many = ends_after_any(tokens, start, NONE_OR_MORE)
    at = max(after_many, after_count(tokens, start))
    phrase = noun_phrase(tokens, at)
    if phrase.head in _SORTS and at + phrase.length < len(tokens) and tokens[at + phrase.length].is_word("of"):
        phrase = replace(noun_phrase(tokens, at + phrase.length + 1), determiner=phrase.determiner)
    if not phrase.is_named or phrase.determiner in {"this", "that", "those", "these", "our", "your"}:
        return None
    many = after_many > start or phrase.determiner in lexicon.MANY or bool(phrase.number)
    return scene.name_of(phrase), many or (not phrase.determiner and is_plural(phrase.head))
