"""Things with a list of what they have and hardly a verb: "Client: name, phone", "ferries, with their name"."""

from __future__ import annotations

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.cues import BRACKETS, Cued, cues_of, forms_of
from database_developer.reading.grammar.matching import ends_after_any, skipped
from database_developer.reading.grammar.narrating.words import may_be_a_thing
from database_developer.reading.grammar.phrases import noun_phrase
from database_developer.reading.grammar.recasting.kept_words import WE, keeps
from database_developer.reading.grammar.recasting.words import (
    Sentences,
    Tokens,
    each_has,
    facts_of,
    first_verb,
    has_clause,
    is_list_in_a_frame,
    is_list_of_facts,
    is_told_list,
    is_typical,
    less_commas,
    said,
    thing_at,
)
from database_developer.reading.grammar.tokens import Kind
from database_developer.reading.grammar.verbs import verb_from
from database_developer.reading.inflection import is_plural
from database_developer.reading.scene import Scene

_SORTS = lexicon.words("type types kind kinds sort sorts category categories")
_LEADS = lexicon.words("from on for by in to at with")
_OPENINGS = ("new are", "new is", "then", "then the", "and", "finally", "last", "also", "what is missing are", "next")
_BEHIND = (
    "=",
    ":",
    "-",
    "–",
    "—",
    "--",
    ", that is",
    ", i.e.",
    ", namely",
    ", with",
    ", with their",
    ", with its",
    ", each with",
)
_WITH = ("with just", "with only", "with", "by", "just", "only", "need", "have")


def labelled(tokens: Tokens, scene: Scene) -> Sentences:
    """ "Client: company name, phone", "Wardens - name and badge number", "types of membership: title, fee"."""
    start = ends_after_any(tokens, 0, _OPENINGS)
    thing, end = _thing(tokens, start)
    begin = ends_after_any(tokens, end, _BEHIND) if thing else end
    if begin == end or begin == len(tokens):
        return ()
    facts = _less_places(tokens[begin:])
    is_known = scene.find(noun_phrase(thing)) is not None
    told = facts_of(facts)
    is_fit = len(told) > 1 and (is_known or is_typical(told))
    return (each_has(thing, facts),) if is_fit and not (has_clause(facts) or _ends_open(facts)) else ()


def _ends_open(facts: Tokens) -> bool:
    """Whether an entry is said by a verb and its preposition: "takes off at"."""
    ends = (at for at in range(1, len(facts) + 1) if at == len(facts) or facts[at].is_mark(","))
    return any(facts[at - 1].is_in(lexicon.PREPOSITIONS) for at in ends)


def _less_places(facts: Tokens) -> Tokens:
    """The entries of "from a hive, on a date, with a weight" without what leads each of them."""
    if not facts or not facts[0].is_in(_LEADS):
        return facts
    return tuple(
        token for at, token in enumerate(facts) if not (token.is_in(_LEADS) and (at == 0 or facts[at - 1].is_mark(",")))
    )


def _thing(tokens: Tokens, start: int) -> tuple[Tokens, int]:
    """The name and where it ends; of "types of membership" the membership type."""
    if start + 2 < len(tokens) and tokens[start].is_in(_SORTS) and tokens[start + 1].is_word("of"):
        phrase = noun_phrase(tokens, start + 2)
        end = start + 2 + phrase.length
        name = (*tokens[start + 2 : end], *said("type", tokens[start]))
        return (name, end) if may_be_a_thing(phrase) else ((), start)
    phrase = noun_phrase(tokens, start)
    end = start + phrase.length
    return (tokens[start:end], end) if may_be_a_thing(phrase) and not phrase.possessor else ((), start)


def one_after_another(tokens: Tokens, scene: Scene) -> Sentences:
    """ "Teachers are kept with a name, subjects with a title", "a maker is a name, a reader a name and an age"."""
    places = list(_places(tokens, scene))
    if not places:
        return ()
    cuts = [at for at, _, _ in places] + [len(tokens)]
    found = [less_commas(tokens[: cuts[0]])]
    for number, (at, end, begin) in enumerate(places):
        facts = less_commas(tokens[begin : cuts[number + 1]])
        if not is_list_in_a_frame(facts, least=1):
            return ()
        found.append(each_has(tokens[at:end], facts))
    return tuple(found)


def _places(tokens: Tokens, scene: Scene) -> list[tuple[int, int, int]]:
    """Where further things stand, where their names end, and where their facts begin."""
    verb = verb_from(tokens)
    if verb is None or not _is_told(tokens, verb.start):
        return []
    is_with = any(token.is_word("with", "by") for token in tokens[verb.end : verb.end + 3])
    found = []
    for at in range(verb.end + 1, len(tokens) - 1):
        if not (tokens[at - 1].is_mark(",", ";") or tokens[at - 1].is_word("and", "while")):
            continue
        end = _name_end(tokens, at)
        begin = ends_after_any(tokens, end, _WITH) if is_with else end
        if (
            end > at
            and begin < len(tokens)
            and (begin > end if is_with else tokens[end].is_word("a", "an", "their", "its"))
        ):
            found.append((at, end, begin))
    return found


def _is_told(tokens: Tokens, verb: int) -> bool:
    """Whether the first thing is told of as the others are."""
    phrase = noun_phrase(tokens)
    return may_be_a_thing(phrase) and phrase.length <= verb <= phrase.length + 1


def _name_end(tokens: Tokens, at: int) -> int:
    """ "Subjects", "a reader"; ``at`` where a fact stands."""
    phrase = noun_phrase(tokens, at)
    is_thing = may_be_a_thing(phrase) and (
        is_plural(phrase.head) if not phrase.determiner else phrase.determiner in {"a", "an", "each", "every"}
    )
    return at + phrase.length if is_thing else at


def with_brackets(tokens: Tokens, scene: Scene) -> Sentences:
    """ "Members (first name, email), books (title, author) and meetings": of each what stands in its brackets."""
    found: list[tuple[Tokens, Tokens]] = []
    at = names = 0
    while at < len(tokens):
        names += 1
        end = next(
            (it for it in range(at, len(tokens)) if tokens[it].is_mark(",") or tokens[it].is_word("and")), len(tokens)
        )
        is_told = tokens[end - 1].kind is Kind.GROUP and end - at > 1
        name = tokens[at : end - 1] if is_told else tokens[at:end]
        phrase = noun_phrase(name)
        if not may_be_a_thing(phrase) or phrase.length != len(name) or not is_plural(phrase.head):
            return ()
        if is_told:
            found.append((name, tokens[end - 1].inside))
        at = skipped(tokens, end, ",", "and")
    is_fit = names > 1 and any(is_typical(facts_of(facts)) for _, facts in found)
    return tuple(each_has(name, facts) for name, facts in found) if is_fit else ()


def kept_with_brackets(tokens: Tokens, scene: Scene) -> Sentences:
    """ "We keep members (name, email), books (title, author) and meetings"."""
    verb = first_verb(tokens)
    if verb is None or verb.start == 0 or not tokens[verb.start - 1].is_in(WE):
        return ()
    begin = ends_after_any(tokens, verb.end, ("track of", "a record of", "records of", "an eye on"))
    return with_brackets(tokens[begin:], scene) if keeps(tokens, verb.start) else ()


def all_of_them(tokens: Tokens, scene: Scene) -> Sentences:
    """ "Photographers and customers both have a name", "medicines, makers and cupboards all have a name"."""
    verb = verb_from(tokens)
    if verb is None or verb.lemma != "have" or verb.negated or not is_list_of_facts(tokens[verb.end :], least=1):
        return ()
    subject = tokens[: verb.start]
    while subject and (subject[-1].is_word("all", "both", "each") or subject[-1].is_in(lexicon.ADVERBS)):
        subject = subject[:-1]
    names: list[Tokens] = []
    at = 0
    while at < len(subject):
        phrase = noun_phrase(subject, at)
        if not may_be_a_thing(phrase) or not (
            is_plural(phrase.head) or phrase.determiner in lexicon.EACH | {"a", "an"}
        ):
            return ()
        names.append(subject[at : at + phrase.length])
        at = skipped(subject, at + phrase.length, ",", "and", "as", "well")
    return tuple(each_has(name, tokens[verb.end :]) for name in names) if len(names) > 1 else ()


def there_is(tokens: Tokens, scene: Scene) -> Sentences:
    """ "On a line there's a part, a quantity and a price", "with a step go the mason and the hours"."""
    for at, token in enumerate(tokens):
        if not token.is_word("on", "in", "at", "for", "with", "to") or (
            at and not tokens[at - 1].is_mark(",", ";") and not tokens[at - 1].is_word("and")
        ):
            continue
        end = thing_at(tokens, at + 1, scene)
        place = skipped(tokens, end, ",")
        begin = _behind_there(tokens, place) if end > at + 1 else place
        if begin > place and is_list_of_facts(tokens[begin:]) and is_told_list(tokens[begin:]):
            before = less_commas(tokens[:at])
            return (*((before,) if before else ()), each_has(tokens[at + 1 : end], tokens[begin:]))
    return ()


def _behind_there(tokens: Tokens, at: int) -> int:
    """Where the list behind "there is", "go" or "belong" begins; ``at`` where it does not."""
    if at + 1 >= len(tokens):
        return at
    if tokens[at].is_word("there") and (tokens[at + 1].is_in(lexicon.BE) or tokens[at + 1].is_mark("'s")):
        return at + 2
    is_kept = lexicon.FINITE.get(tokens[at].lower) in {"go", "come", "belong", "stand"}
    return at + 1 if is_kept and (tokens[at + 1].is_in(lexicon.DETERMINERS)) else at


CUED: Cued = {
    labelled: cues_of(_BEHIND),
    one_after_another: frozenset({",", ";", "and", "while"}),
    with_brackets: BRACKETS,
    kept_with_brackets: BRACKETS,
    all_of_them: forms_of({"have"}),
    there_is: forms_of({"go", "come", "belong", "stand"}) | {"there"},
}
