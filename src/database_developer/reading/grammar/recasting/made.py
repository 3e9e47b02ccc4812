"""Facts of what is made: "a user reports a find: place and date", "customers order prints, giving the format"."""

from __future__ import annotations

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.cues import Cued, cues_of, forms_of
from database_developer.reading.grammar.matching import ends_after_any, skipped
from database_developer.reading.grammar.narrating.words import may_be_a_thing, phrase_before
from database_developer.reading.grammar.phrases import noun_phrase
from database_developer.reading.grammar.recasting.kept_words import SHOWING
from database_developer.reading.grammar.recasting.words import (
    COMING,
    Sentences,
    Tokens,
    bare,
    each_has,
    facts_of,
    first_verb,
    has_clause,
    is_list_of_facts,
    is_typical,
    name_at,
    said,
    thing_at,
)
from database_developer.reading.grammar.remarks import DASHES
from database_developer.reading.grammar.verbs import Verb
from database_developer.reading.inflection import done_form, is_plural
from database_developer.reading.scene import Scene

_GIVING = lexicon.words("giving stating noting naming showing telling indicating mentioning including specifying")

_GETTING = lexicon.words("get receive use drive need occupy")
_LEAVING = ("gives", "provides", "leaves", "brings")
_SOMETIME = ("sooner or later", "later", "later on", "at some point", "eventually", "each", "at most", "on arrival")


def giving(tokens: Tokens, scene: Scene) -> Sentences:
    """ "..., stating the drug and the dose": facts of what was made last before it."""
    at = next((at for at, token in enumerate(tokens) if at and tokens[at - 1].is_mark(",") and token.is_in(_GIVING)), 0)
    facts = tokens[at + 1 :]
    if not at or len(facts_of(facts)) < 2 or not is_typical(facts_of(facts)):
        return ()
    before = tokens[: at - 1]
    verb = first_verb(before)
    made = _made(before, verb, scene) if verb is not None else ()
    return (before, each_has(made, facts)) if made else ()


def _made(before: Tokens, verb: Verb, scene: Scene) -> Tokens:
    """The prints of "customers order prints of photos", the prescriptions of "prescriptions may come"."""
    begin = skipped(before, verb.end, "a", "an")
    phrase = noun_phrase(before, begin)
    is_object = may_be_a_thing(phrase) and (begin > verb.end or is_plural(phrase.head))
    if is_object:
        return before[begin : begin + phrase.length]
    subject, start = phrase_before(before, verb.start)
    start = skipped(before, start, "zero", "or", "one", "more")
    return before[start : verb.start] if may_be_a_thing(subject) and is_plural(subject.head) else ()


def behind_a_colon(tokens: Tokens, scene: Scene) -> Sentences:
    """ "A check is done by a warden on a permit: time and number", "a user reports a find - place and date"."""
    colon = next((at for at, token in enumerate(tokens) if token.is_mark(":", *DASHES)), 0)
    end = thing_at(tokens, 0, scene) if colon else 0
    verb = first_verb(tokens[:colon]) if end else None
    if verb is None or verb.start != end or verb.lemma in lexicon.HAS | lexicon.KEEP or has_clause(tokens[colon + 1 :]):
        return ()
    told = () if any(token.is_mark(*DASHES) for token in tokens[colon + 1 :]) else facts_of(tokens[colon + 1 :])
    is_passive = verb.passive or (verb.lemma == "be" and verb.end < colon and bool(done_form(tokens[verb.end].lower)))
    made = name_at(tokens[:colon], verb.end)
    is_object = made.determiner in {"a", "an"} and may_be_a_thing(made) and not is_passive
    thing = tokens[verb.end : verb.end + made.length] if is_object else tokens[:end]
    is_fit = len(told) > 1 and is_typical(told) and (is_passive or is_object or verb.lemma in COMING)
    return (tokens[:colon], each_has(thing, tokens[colon + 1 :])) if is_fit else ()


def the_deed(tokens: Tokens, scene: Scene) -> Sentences:
    """ "Passengers book a crossing; the booking has a reference and a price": the noun of what was done."""
    phrase = name_at(tokens, 0)
    if phrase.length == 3 and ends_after_any(tokens, 2, SHOWING) == 3:
        phrase = noun_phrase(tokens[:2])
    end = phrase.length
    is_one = (
        phrase.determiner in {"the", "such"}
        and len(phrase.words) == 1
        and may_be_a_thing(phrase)
        and scene.find(phrase) is None
    )
    is_having = (
        is_one
        and end < len(tokens) - 1
        and (tokens[end].is_in(lexicon.HAVE) or ends_after_any(tokens, end, (*SHOWING, *_LEAVING)) > end)
    )
    if not is_having or not is_list_of_facts(tokens[end + 1 :]):
        return ()
    is_heard = phrase.head in scene.heard or any(_is_of(phrase.head, word) for word in scene.done)
    return (each_has(tokens[:end], tokens[end + 1 :]),) if is_heard else ()


def from_to(tokens: Tokens, scene: Scene) -> Sentences:
    """ "Semesters run from a first day to a last day": both are facts of it."""
    end = thing_at(tokens, 0, scene)
    verb = first_verb(tokens) if end else None
    if verb is None or verb.start != end or verb.end >= len(tokens) or not tokens[verb.end].is_word("from"):
        return ()
    first = noun_phrase(tokens, verb.end + 1)
    joint = verb.end + 1 + first.length
    last = noun_phrase(tokens, joint + 1)
    is_pair = joint + 1 < len(tokens) and tokens[joint].is_word("to", "until", "till") and last.length > 0
    is_all = is_pair and joint + 1 + last.length == len(tokens)
    facts = (*tokens[verb.end + 1 : joint], *said(",", tokens[end]), *tokens[joint + 1 :])
    return (each_has(tokens[:end], facts),) if is_all and is_list_of_facts(facts) else ()


def gets_one(tokens: Tokens, scene: Scene) -> Sentences:
    """ "Guests get a room sooner or later", where rooms and guests are told of."""
    end = thing_at(tokens, 0, scene)
    verb = first_verb(tokens) if end else None
    if verb is None or verb.start != end or verb.lemma not in _GETTING or verb.negated:
        return ()
    given = name_at(tokens, verb.end)
    is_one = given.determiner in {"a", "an", "one"} and may_be_a_thing(given) and scene.find(given) is not None
    behind = verb.end + given.length
    is_all = behind == len(tokens) or ends_after_any(tokens, behind, _SOMETIME) == len(tokens)
    is_told = is_one and is_all and scene.find(noun_phrase(tokens[:end])) is not None
    one = (*said("one", tokens[end]), *bare(tokens[verb.end : behind]))
    return (each_has(tokens[:end], one),) if is_told else ()


def _is_of(noun: str, verb: str) -> bool:
    """ "Booking" is what is done by whoever books, "loan" is no other word for itself."""
    return noun != verb and len(noun) > len(verb) and noun.startswith(verb.removesuffix("e")[: max(4, len(verb) - 2)])


CUED: Cued = {
    giving: _GIVING,
    behind_a_colon: frozenset({":", *DASHES}),
    the_deed: lexicon.HAVE | cues_of((*SHOWING, *_LEAVING)),
    from_to: frozenset({"from"}),
    gets_one: forms_of(_GETTING),
}
