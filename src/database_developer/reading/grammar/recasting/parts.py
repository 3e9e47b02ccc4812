"""Parts, each of its whole: "photos of a puppet", "out of a visit several bills may come", "it has sensors"."""

from __future__ import annotations

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.cues import Cued, cues_of
from database_developer.reading.grammar.matching import ends_after_any, skipped
from database_developer.reading.grammar.narrating.words import ONE_OF_THEM, may_be_a_thing, phrase_before
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.recasting.kept_words import OF, WE
from database_developer.reading.grammar.recasting.words import (
    COMING,
    Sentences,
    Tokens,
    bare,
    belongs,
    each_has,
    facts_of,
    is_list_of_facts,
    is_typical,
    less_commas,
    name_at,
    plural_end,
    said,
    thing_at,
    thing_before,
)
from database_developer.reading.grammar.verbs import verb_from
from database_developer.reading.inflection import done_form, is_plural
from database_developer.reading.scene import Scene

_HAVING = (
    *("has", "have", "contains", "contain", "gets", "get", "holds", "hold", "includes", "include", "comprises"),
    *("consists of", "consist of", "is divided into", "is made up of", "are made up of", "is split into"),
    *("is full of", "are full of", "has any number of", "have any number of", "offers", "houses"),
)

_LISTS = lexicon.words("list catalogue catalog register set collection")
_EACH_WITH = (
    *("each with", "each having", "each of them with", "each of which has", "each one with", "all with", "each has"),
    *("all of them with", "each of them having", "each of which with", "which each have", "which all have"),
    *("which have", "who have", "who each have"),
)

_OURS = frozenset({"", "the", "our", "all"})
_PLACES = (
    "are in",
    "are on",
    "are inside",
    "stand in",
    "stand on",
    "lie in",
    "hang in",
    "sit in",
    "live in",
    "belong in",
)
_STANDING = (
    *_PLACES,
    "are kept in",
    "are located in",
    "are placed in",
    "are stored in",
    "are grouped into",
    "are part of",
)


def out_of(tokens: Tokens, scene: Scene) -> Sentences:
    """ "From a shooting result photos with a file name", "out of a visit several prescriptions may come"."""
    start = ends_after_any(tokens, 0, ("out of", "from", "in", "within", "to", "under", "on", "inside", "during", "at"))
    end = thing_at(tokens, start, scene) if start else 0
    if end <= start or name_at(tokens, start).determiner not in ONE_OF_THEM:
        return ()
    at = skipped(tokens, end, ",", "can", "may", "might", "there", "always", "usually")
    verb = at if at < len(tokens) and tokens[at].lower in COMING else 0
    begin = skipped(tokens, verb + 1 if verb else at, "zero", "or", "one", "more", "any", "number", "of")
    phrase = name_at(tokens, begin)
    last = begin + phrase.length
    is_many = may_be_a_thing(phrase) and is_plural(phrase.head)
    if not is_many or not (verb or _comes(tokens[last:])):
        return ()
    rest = tokens[last:] if verb else ()
    if rest and not rest[0].is_word("with"):
        return ()
    tie = belongs(tokens[begin:last], tokens[start:end])
    facts = rest[1:] if rest and rest[0].is_word("with") else ()
    return (tie, each_has(tokens[begin:last], facts)) if is_list_of_facts(facts) else (tie,)


def _comes(tokens: Tokens) -> bool:
    """ "May come", "are made"."""
    place = skipped(tokens, 0, *lexicon.MODALS, *lexicon.BE)
    return place < len(tokens) and (tokens[place].lower in COMING or bool(done_form(tokens[place].lower)))


def parts_of(tokens: Tokens, scene: Scene) -> Sentences:
    """ "Photos of a puppet carry a path", "hearings within a case get a court": of each its puppet, its case."""
    phrase = name_at(tokens, 0)
    end = phrase.length
    is_any = is_plural(phrase.head) or phrase.determiner in lexicon.EACH
    if not may_be_a_thing(phrase) or not is_any or end >= len(tokens) or not tokens[end].is_in(OF):
        return ()
    whole = name_at(tokens, end + 1)
    behind = end + 1 + whole.length
    is_one = may_be_a_thing(whole) and whole.determiner in {"a", "an", "each", "every", "one"}
    verb = verb_from(tokens)
    is_verb = behind + 1 < len(tokens) and (
        tokens[behind].lower in lexicon.FINITE or (verb is not None and verb.start == behind)
    )
    both_stand = all(scene.is_there(scene.name_of(one)) for one in (phrase, whole))
    if not is_one or not is_verb or both_stand:
        return ()
    if tokens[0].is_word("no") and tokens[1].is_word("two"):  # they are kept apart within the one
        same = (*said("the same", tokens[end]), *bare(tokens[end + 1 : behind]))
        return (belongs(tokens[2:end], tokens[end + 1 : behind]), (*tokens[: end + 1], *same, *tokens[behind:]))
    tie = belongs(tokens[:end], tokens[end + 1 : behind])
    return (tie, (*tokens[:end], *tokens[behind:]))


def every_one_with(tokens: Tokens, scene: Scene) -> Sentences:
    """ "In the cupboards lie packs, every pack with a lot number and an expiry date"."""
    for at in range(2, len(tokens) - 3):
        if not (tokens[at].is_word("each", "every") and (tokens[at - 1].is_mark(",") or tokens[at - 1].is_word("and"))):
            continue
        end = ends_after_any(tokens, at + 1, ("of those", "of them", "of these", "one"))
        if end > at + 1:
            last = max((it for it in range(at) if is_plural(tokens[it].lower)), default=None)
            facts = tokens[end + 1 :]
            is_told = last is not None and end < len(tokens) and tokens[end].is_word("with", "having", "has")
            if last is not None and is_told and is_list_of_facts(facts):
                return (less_commas(tokens[:at]), each_has(tokens[last : last + 1], facts))
            continue
        end = thing_at(tokens, at, scene)
        if (
            end > at
            and end < len(tokens)
            and tokens[end].is_word("with", "having", "has")
            and is_list_of_facts(tokens[end + 1 :], least=1)
        ):
            return (less_commas(tokens[:at]), each_has(tokens[at:end], tokens[end + 1 :]))
    return ()


def each_with(tokens: Tokens, scene: Scene) -> Sentences:
    """ "A room is full of riddles, each with a number and a hint", "shelves, each of which has a code"."""
    for at in range(2, len(tokens) - 2):
        begin = ends_after_any(tokens, at + 1, _EACH_WITH) if tokens[at].is_mark(",") else at + 1
        if begin == at + 1:
            continue
        phrase, start = thing_before(tokens, at)
        is_many = may_be_a_thing(phrase) and is_plural(phrase.head) and start > 1
        if is_many and is_list_of_facts(tokens[begin:]):
            return (tokens[:at], each_has(tokens[start:at], tokens[begin:]))
    return ()


def in_a_list_of(tokens: Tokens, scene: Scene) -> Sentences:
    """ "We want a list of diets that cooks maintain, each just with a name, every name only once": facts of a diet."""
    of = next((at for at in range(1, len(tokens) - 4) if tokens[at].is_word("of") and tokens[at - 1].is_in(_LISTS)), 0)
    members = noun_phrase(tokens, of + 1) if of else NounPhrase()
    each = next((at for at in range(of + 1, len(tokens) - 2) if tokens[at].is_word("each")), 0) if of else 0
    begin = ends_after_any(
        tokens, skipped(tokens, each + 1, "just", "only", "simply", "one"), ("with", "having", "has")
    )
    is_list = each > 0 and begin > each + 1 and tokens[each - 1].is_mark(",") and is_plural(members.head)
    end = next((at for at in range(begin, len(tokens) - 2) if _is_once(tokens, at)), len(tokens)) if is_list else 0
    if not is_list or not may_be_a_thing(members) or not is_list_of_facts(tokens[begin:end], least=1):
        return ()
    told = each_has(tokens[of + 1 : of + 1 + members.length], tokens[begin:end])
    once = (*said("the", tokens[each]), *bare(tokens[end + 1 : -2]), *said("is unique", tokens[-1]))
    return (told, once) if end < len(tokens) else (told,)


def _is_once(tokens: Tokens, at: int) -> bool:
    """ ", every name only once" at the end."""
    is_each = tokens[at].is_mark(",") and tokens[at + 1].is_word("every", "each")
    return is_each and ends_after_any(tokens, len(tokens) - 2, ("only once", "just once")) == len(tokens)


def copies_of(tokens: Tokens, scene: Scene) -> Sentences:
    """ "What we sell are copies of an album: condition and price": facts of the copies, each of its album."""
    colon = next((at for at, token in enumerate(tokens) if token.is_mark(":")), 0)
    for at in range(colon - 2, 0, -1):
        whole = noun_phrase(tokens[:colon], at + 1) if tokens[at].is_in(OF) else NounPhrase()
        part, start = phrase_before(tokens, at) if whole.length else (NounPhrase(), 0)
        is_pair = may_be_a_thing(whole) and whole.determiner in ONE_OF_THEM and at + 1 + whole.length == colon
        if is_pair and may_be_a_thing(part) and is_plural(part.head) and is_typical(facts_of(tokens[colon + 1 :])):
            tie = belongs(tokens[start:at], tokens[at + 1 : colon])
            return (tie, each_has(tokens[start:at], tokens[colon + 1 :]))
    return ()


def what_they_make(tokens: Tokens, scene: Scene) -> Sentences:
    """ "What the sensors deliver are readings: a time and a value": each of one sensor."""
    if not tokens or not tokens[0].is_word("what"):
        return ()
    end = plural_end(tokens, 1)
    place = (
        next((at for at in range(end + 1, min(end + 3, len(tokens))) if tokens[at].is_word("are", "is")), 0)
        if end > 1
        else 0
    )
    last = plural_end(tokens, place + 1) if place else 0
    if not last or last == place + 1 or tokens[1].is_in(WE):
        return ()
    rest = tokens[place + 1 :]
    return (
        (belongs(tokens[place + 1 : last], tokens[1:end]), rest if last < len(tokens) else ())
        if last < len(tokens)
        else (belongs(tokens[place + 1 : last], tokens[1:end]),)
    )


def stands_in(tokens: Tokens, scene: Scene) -> Sentences:
    """ "Desks are in rooms", "floors with spaces in them": the rooms have desks, the floors have spaces."""
    first = noun_phrase(tokens)
    end = first.length
    is_many = may_be_a_thing(first) and is_plural(first.head) and first.determiner in _OURS
    if not is_many or end + 1 >= len(tokens):
        return ()
    if tokens[end].is_word("with") and len(tokens) > end + 3 and tokens[-1].is_word("them", "it"):
        inner = noun_phrase(tokens[:-2], end + 1)
        is_inner = may_be_a_thing(inner) and is_plural(inner.head) and end + 1 + inner.length == len(tokens) - 2
        return (_owning(tokens[:end], tokens[end + 1 : -2]),) if is_inner and tokens[-2].is_in(OF) else ()
    begin = ends_after_any(tokens, end, _STANDING)
    whole = noun_phrase(tokens, begin) if begin > end else NounPhrase()
    is_whole = may_be_a_thing(whole) and is_plural(whole.head) and whole.determiner in _OURS
    return (_owning(tokens[begin:], tokens[:end]),) if is_whole and begin + whole.length == len(tokens) else ()


def _owning(whole: Tokens, part: Tokens) -> Tokens:
    return (*said("each", whole[0]), *bare(whole), *said("owns", whole[-1]), *bare(part))


def owns(tokens: Tokens, scene: Scene) -> Sentences:
    """ "It has sensors", "an album contains pages": whose they are, if anything else is told of them."""
    end = 1 if tokens and tokens[0].is_word("it", "they") else thing_at(tokens, 0, scene)
    begin = ends_after_any(tokens, end, _HAVING) if end else 0
    phrase = noun_phrase(tokens, begin) if begin > end else NounPhrase()
    is_many = may_be_a_thing(phrase) and not phrase.determiner and is_plural(phrase.head)
    is_all = is_many and begin + phrase.length == len(tokens)
    return ((*tokens[:end], *said("owns", tokens[end]), *tokens[begin:]),) if is_all else ()


CUED: Cued = {
    parts_of: OF,
    every_one_with: frozenset({"each", "every"}),
    each_with: cues_of(_EACH_WITH),
    copies_of: frozenset({":"}),
    stands_in: cues_of(_STANDING) | {"with"},
    owns: cues_of(_HAVING),
}
