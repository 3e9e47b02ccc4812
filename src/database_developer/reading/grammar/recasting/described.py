"""Facts behind a thing and its verb: "boats are listed with a name", "a step is just its number", "X (a, b) does"."""

from __future__ import annotations

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.attributes import has_typical_name
from database_developer.reading.grammar.cues import BRACKETS, Cued, cues_of
from database_developer.reading.grammar.matching import ends_after_any, skipped
from database_developer.reading.grammar.narrating.words import may_be_a_thing, phrase_before
from database_developer.reading.grammar.phrases import noun_phrase
from database_developer.reading.grammar.recasting.kept_words import SHOWING
from database_developer.reading.grammar.recasting.words import (
    COMING,
    KNOWING,
    KNOWN,
    Sentences,
    Tokens,
    bare,
    each_has,
    facts_of,
    first_verb,
    is_list_in_a_frame,
    is_list_of_facts,
    is_told_list,
    is_typical,
    said,
    thing_at,
)
from database_developer.reading.grammar.tokens import Kind
from database_developer.reading.grammar.verbs import verb_from
from database_developer.reading.inflection import done_form, is_plural
from database_developer.reading.scene import Scene

_ORDERS = lexicon.KEEP | lexicon.WANT | lexicon.ADD | lexicon.CHANGE
_BY = ("by", "with", "under", "through", "via", "by means of", "together with", "along with", "by its", "with their")
_DESCRIBED = lexicon.words(
    "described characterised characterized defined identified determined known listed registered recorded specified "
    "given kept stored saved noted held entered managed represented catalogued captured documented"
)
_JUST = (
    "just",
    "only",
    "simply",
    "merely",
    "basically",
    "nothing more than",
    "nothing but",
    "no more than",
    "little more than",
)
_PEOPLE = (
    "people with",
    "persons with",
    "those with",
    "anybody with",
    "someone with",
    "somebody with",
    "people who have",
)
_MOMENTS = ("date", "time", "date and time", "day and time", "day", "day and hour", "moment")
_JOINING = lexicon.words("register enrol enroll subscribe apply participate join sign book pay order")
_LEAST = 2  # facts in brackets
_VAGUE = lexicon.words("a some the certain given particular one any")


def in_brackets(tokens: Tokens, scene: Scene) -> Sentences:
    """ "A customer (name, phone, address) brings in one or more instruments"."""
    for at, token in enumerate(tokens):
        facts = facts_of(token.inside) if at and token.kind is Kind.GROUP else ()
        if len(facts) < _LEAST or not is_typical(facts):
            continue
        start, end = _name_before(tokens, at)
        phrase = noun_phrase(tokens[:end], start)
        rest = (*tokens[:at], *tokens[at + 1 :])
        verb = verb_from(rest)
        is_order = verb is not None and verb.lemma in _ORDERS and verb.start < start
        typical = sum(map(has_typical_name, facts))
        is_fact = verb is not None and verb.lemma in lexicon.HAS and verb.start < start
        is_told = verb is not None and not is_fact and (typical > 1 or not is_order)
        if may_be_a_thing(phrase) and is_told and verb_from(_sure(token.inside)) is None:
            return (each_has(tokens[start:end], token.inside), rest)
    return ()


def _sure(facts: Tokens) -> Tokens:
    """Up to the "if they have one" of the last of them."""
    return facts[: next((at for at, token in enumerate(facts) if token.is_word("if", "when", "unless")), len(facts))]


def begun_by_brackets(tokens: Tokens, scene: Scene) -> Sentences:
    """ "Guests (name, email) book a room, and of a booking we note the price": what stands behind is another matter."""
    end = next((at for at, token in enumerate(tokens) if token.kind is Kind.GROUP), 0)
    is_fit = 0 < end < len(tokens) - 1 and _name_before(tokens, end)[0] == 0
    return in_brackets(tokens, scene) if is_fit and any(token.is_mark(",") for token in tokens[end:]) else ()


def _name_before(tokens: Tokens, at: int) -> tuple[int, int]:
    """Where the name before a bracket begins and ends, less the verbs of "add sponsors (", "bidders register ("."""
    start, end = phrase_before(tokens, at)[1], at
    is_many = end - start > 1 and is_plural(tokens[end - 1].lower)
    if is_many and lexicon.FINITE.get(tokens[start].lower) in _ORDERS:
        start += 1
    if end - start == 2 and is_plural(tokens[start].lower) and tokens[end - 1].lower in COMING | _JOINING:
        end -= 1
    return start, end


def described(tokens: Tokens, scene: Scene) -> Sentences:
    """ "An exhibit is described by a number and a title", "boats are listed with a name and a length"."""
    end = thing_at(tokens, 0, scene)
    place = skipped(tokens, end, *lexicon.MODALS, *lexicon.BE, *lexicon.ADVERBS, "uniquely") if end else 0
    if place <= end or place >= len(tokens) or not tokens[place].is_in(_DESCRIBED | KNOWN):
        return ()
    per, behind = _per(tokens, place + 1, scene)
    begin = skipped(tokens, ends_after_any(tokens, behind, _BY), ":", "following")
    if begin == behind or (tokens[place].lower.startswith("identif") and not _is_several(tokens[begin:])):
        return ()
    facts = (*per, *tokens[begin:])
    is_with = tokens[begin - 1].is_word("with") and len(facts_of(facts)) > 1
    return (each_has(tokens[:end], facts),) if is_with or is_told_list(facts) or is_list_of_facts(facts) else ()


def _per(tokens: Tokens, at: int, scene: Scene) -> tuple[Tokens, int]:
    """The "client," of "deliveries are logged per client with date and dish", and where it ends."""
    if at >= len(tokens) or not tokens[at].is_word("per", "for", "by"):
        return (), at
    phrase = noun_phrase(tokens, at + 1)
    end = at + 1 + phrase.length
    is_each = may_be_a_thing(phrase) and (tokens[at].is_word("per") or phrase.determiner in lexicon.EACH)
    return (
        ((*said("one", tokens[at]), *bare(tokens[at + 1 : end]), *said(",", tokens[at])), end) if is_each else ((), at)
    )


def _is_several(tokens: Tokens) -> bool:
    """Several facts told of a thing, of which only the first can be what it is known by."""
    is_key = any(token.is_word("combination", "pair") for token in tokens)
    return not is_key and any(token.is_mark(",") for token in tokens)


def is_but(tokens: Tokens, scene: Scene) -> Sentences:
    """ "A step is just its number plus the instruction", "members are people with a name and a birthday"."""
    end = thing_at(tokens, 0, scene)
    if not end or end + 2 >= len(tokens) or not tokens[end].is_in(lexicon.BE):
        return ()
    begin = ends_after_any(tokens, end + 1, (*_JUST, *_PEOPLE))
    facts = tokens[begin:]
    is_fit = is_list_of_facts(facts) and is_told_list(facts) and (begin > end + 1 or _are_all_typical(facts))
    return (each_has(tokens[:end], facts),) if is_fit else ()


def _are_all_typical(tokens: Tokens) -> bool:
    """Whether nothing but facts can be meant: "a station is its name and its town"."""
    features = facts_of(tokens)
    typical = sum(has_typical_name(feature) or feature.moment is not None for feature in features)
    return typical * 2 >= len(features) and (has_typical_name(features[0]) or features[0].phrase.determiner == "its")


def shown(tokens: Tokens, scene: Scene) -> Sentences:
    """ "A delivery tells the date, the litres and the fat content", "patients come with name and birth date"."""
    end = thing_at(tokens, 0, scene)
    place = skipped(tokens, end, *lexicon.ADVERBS) if end else 0
    begin = ends_after_any(tokens, place, SHOWING)
    if not end or begin == place:
        return ()
    is_led = tokens[begin - 1].is_word("with")
    facts = tokens[begin:]
    if any(token.is_in(lexicon.EACH) for token in facts):
        return ()  # "a score for each boat" is told of both
    return (each_has(tokens[:end], facts),) if is_list_in_a_frame(facts) and (is_led or is_told_list(facts)) else ()


def of_the_house(tokens: Tokens, scene: Scene) -> Sentences:
    """ "The members of the club have a name", "our rooms have a number": all of them, whosever they are."""
    phrase = noun_phrase(tokens)
    end = phrase.length
    is_all = phrase.determiner in {"the", "our", "all"} and is_plural(phrase.head) and may_be_a_thing(phrase)
    if not is_all or end >= len(tokens):
        return ()
    whole = noun_phrase(tokens, end + 1) if tokens[end].is_word("of", "in", "at") else None
    behind = end + 1 + whole.length if whole is not None and whole.length else end
    is_having = behind < len(tokens) and tokens[behind].is_in(lexicon.HAVE | {"need", "carry"})
    facts = tokens[behind + 1 :]
    return (each_has(tokens[:end], facts),) if is_having and is_list_of_facts(facts) and is_told_list(facts) else ()


def made_at(tokens: Tokens, scene: Scene) -> Sentences:
    """ "An appointment is made for a patient with a doctor at some date and time": when it is, is a fact of it."""
    end = thing_at(tokens, 0, scene)
    is_done = 0 < end < len(tokens) - 3 and tokens[end].is_in(lexicon.BE) and bool(done_form(tokens[end + 1].lower))
    is_fit = is_done or (0 < end < len(tokens) and tokens[end].is_word("takes", "take"))
    for at in range(end + 2, len(tokens) - 1) if is_fit else ():
        moment = tokens[at + 1 :]
        words = [token.lower for token in moment if not token.is_in(_VAGUE)]
        is_counted = tokens[at - 1].is_word("once", "twice", "times")  # "takes a subject at most once on a day"
        if tokens[at].is_word("at", "on") and " ".join(words) in _MOMENTS and not is_counted:
            fact = said("a time" if "time" in words else "a date", tokens[at])
            return (tokens[:at], each_has(tokens[:end], fact))
    return ()


def with_facts(tokens: Tokens, scene: Scene) -> Sentences:
    """ "A hint is for one page and comes from one user, with the language and the text": facts of the hint."""
    end = thing_at(tokens, 0, scene)
    verb = verb_from(tokens)
    if not end or verb is None or verb.start != end or verb.lemma in lexicon.HAS | KNOWING or verb.modal:
        return ()
    begin = next((at for at in range(verb.end, len(tokens) - 2) if _is_with(tokens, at)), 0)
    facts = tokens[begin + 2 :]
    is_fit = begin > 0 and is_told_list(facts) and is_list_of_facts(facts)
    return (tokens[:begin], each_has(tokens[:end], facts)) if is_fit else ()


def comes_with(tokens: Tokens, scene: Scene) -> Sentences:
    """ "Members register with first name, last name and birthday", "guests come to a wedding with name, diet"."""
    end = thing_at(tokens, 0, scene)
    verb = first_verb(tokens) if end else None
    if verb is None or verb.start != end or verb.negated or not (verb.lemma in COMING | _JOINING or verb.passive):
        return ()
    at = next((at for at in range(verb.end, len(tokens) - 2) if tokens[at].is_word("with")), 0)
    facts = facts_of(tokens[at + 1 :]) if at else ()
    is_fit = len(facts) > 1 and has_typical_name(facts[0]) and is_list_of_facts(tokens[at + 1 :])
    return (tokens[:at], each_has(tokens[:end], tokens[at + 1 :])) if is_fit else ()


def _is_with(tokens: Tokens, at: int) -> bool:
    return (
        tokens[at].is_mark(",") and tokens[at + 1].is_word("with", "having") and not tokens[at - 1].is_in(lexicon.EACH)
    )


CUED: Cued = {
    in_brackets: BRACKETS,
    begun_by_brackets: BRACKETS,
    described: _DESCRIBED | KNOWN,
    is_but: lexicon.BE,
    shown: cues_of(SHOWING),
    of_the_house: lexicon.HAVE | {"need", "carry"},
    made_at: cues_of(_MOMENTS),
    with_facts: frozenset({"with", "having"}),
    comes_with: frozenset({"with"}),
}
