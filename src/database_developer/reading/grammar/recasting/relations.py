"""How two things go together: "a one-to-many relationship", "which singers in which concert"."""

from __future__ import annotations

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.cues import BRACKETS, Cued, cues_of
from database_developer.reading.grammar.matching import ends_after_any, skipped
from database_developer.reading.grammar.narrating.words import may_be_a_thing
from database_developer.reading.grammar.phrases import noun_phrase
from database_developer.reading.grammar.recasting.words import (
    KNOWING,
    Sentences,
    Tokens,
    bare,
    each_has,
    is_list_of_facts,
    is_told_list,
    name_at,
    plural_end,
    said,
    thing_at,
)
from database_developer.reading.grammar.tokens import Kind
from database_developer.reading.inflection import done_form, is_plural
from database_developer.reading.scene import Scene

_TIES = lexicon.words("relationship relation relationships relations association connection link cardinality")
_TO_MANY = (
    "one-to-many",
    "one to many",
    "1 : n",
    "1 : m",
    "1-n",
    "1 - n",
    "1-to-many",
    "1 to many",
    "1 to n",
    "1-to-n",
)
_TO_ONE = ("many-to-one", "many to one", "n : 1", "m : 1", "n-1", "many to 1")
_MANY_TO_MANY = ("many-to-many", "many to many", "n : m", "m : n", "m-n", "n-m", "n to m", "m to n", "n-to-m")
_AFTER_A_NUMBER = lexicon.PREPOSITIONS | lexicon.CONJUNCTIONS
_BETWEEN = lexicon.words("and to with")
_FACTS = (
    "with",
    ", with",
    "for which",
    ", for which",
    "that carries",
    "which carries",
    "carrying",
    "and carries",
    "that has",
)
_ON_IT = lexicon.words("on it too as well")
_EACH_AT = lexicon.words("at with in on under for")
_ONE_OF = ("one of the", "one of our", "one of its", "one of their", "also one of the")
_RESPONSIBLE = ("is responsible for", "is in charge of", "takes care of", "looks after", "is accountable for")
_ENDING = lexicon.KEEP | lexicon.BE | lexicon.words("kept stored recorded noted held known")


def by_number(tokens: Tokens, scene: Scene) -> Sentences:
    """ "The relationship between department and employee is one-to-many"."""
    kind = next((kind for kind in (_MANY_TO_MANY, _TO_MANY, _TO_ONE) if _place(tokens, kind)), None)
    ends = _two(tokens) if kind is not None and any(token.is_in(_TIES) for token in tokens) else None
    if kind is None or ends is None:
        return ()
    first, second, end = ends
    if kind is _MANY_TO_MANY:
        return (*_both(first, second), *_facts(tokens, max(end, _place(tokens, kind)), first, second))
    one, many = (first, second) if kind is _TO_MANY else (second, first)
    return (_many(one, many), (*said("each", many[0]), *bare(many), *said("belongs to one", many[-1]), *bare(one)))


def _place(tokens: Tokens, phrases: tuple[str, ...]) -> int:
    """Where one of the phrases ends; 0 where none stands."""
    ends = (
        ends_after_any(tokens, at, phrases) for at in range(len(tokens)) if ends_after_any(tokens, at, phrases) > at
    )
    return max((end for end in ends if end == len(tokens) or _goes_on(tokens, end)), default=0)


def _goes_on(tokens: Tokens, at: int) -> bool:
    """Not the "one to many" of "one to many meetings"."""
    return tokens[at].kind is not Kind.WORD or tokens[at].is_in(_TIES | _AFTER_A_NUMBER)


def _many(one: Tokens, many: Tokens) -> Tokens:
    return (*said("each", one[0]), *bare(one), *said("has many", one[-1]), *bare(many))


def _both(first: Tokens, second: Tokens) -> Sentences:
    return (_many(first, second), _many(second, first))


def _two(tokens: Tokens) -> tuple[Tokens, Tokens, int] | None:
    """The two things and where the second ends: "between a student and a course", "customer and order"."""
    for at in range(len(tokens) - 2):
        first = noun_phrase(tokens, at)
        joint = at + first.length
        if not may_be_a_thing(first) or joint >= len(tokens) or not tokens[joint].is_in(_BETWEEN):
            continue
        second = noun_phrase(tokens, joint + 1)
        if may_be_a_thing(second) and first.head not in _TIES and second.head not in _TIES:
            end = joint + 1 + second.length
            return tokens[at:joint], tokens[joint + 1 : end], end
    return None


def _facts(tokens: Tokens, at: int, first: Tokens, second: Tokens) -> Sentences:
    """The facts of ", with a grade on it": each first within each second."""
    for place in range(at, len(tokens)):
        begin = ends_after_any(tokens, place, _FACTS)
        end = len(tokens)
        while end > begin and (tokens[end - 1].is_in(_ON_IT) or tokens[end - 1].is_in(_ENDING)):
            end -= 1
        if begin > place and is_told_list(tokens[begin:end], least=1):
            lead = (*said("in each", first[0]), *bare(first), *said(", each", first[-1]), *bare(second))
            return ((*lead, *said("has", second[-1]), *tokens[begin:end]),)
    return ()


def which_in_which(tokens: Tokens, scene: Scene) -> Sentences:
    """ "We want to know which singers take part in which concert"."""
    which = [at for at, token in enumerate(tokens) if token.is_word("which")]
    is_known = len(which) == 2 and any(lexicon.FINITE.get(it.lower, it.lower) in KNOWING for it in tokens[: which[0]])
    if not is_known:
        return ()
    ends = plural_end(tokens, which[0] + 1), which[1] + 1 + noun_phrase(tokens, which[1] + 1).length
    first, second = noun_phrase(tokens[: ends[0]], which[0] + 1), noun_phrase(tokens, which[1] + 1)
    if not (may_be_a_thing(first) and may_be_a_thing(second) and ends[1] == len(tokens)):
        return ()
    return _both(tokens[which[0] + 1 : ends[0]], tokens[which[1] + 1 : ends[1]])


def between_two(tokens: Tokens, scene: Scene) -> Sentences:
    """ "Matches are played between a home team and an away team on a date"."""
    end = thing_at(tokens, 0, scene)
    between = next((at for at, token in enumerate(tokens) if token.is_word("between")), 0)
    is_done = 0 < between - end <= 3 and tokens[end].is_in(lexicon.BE) and bool(done_form(tokens[between - 1].lower))
    first = noun_phrase(tokens, between + 1)
    joint = between + 1 + first.length
    if not is_done or joint + 1 >= len(tokens) or not tokens[joint].is_word("and"):
        return ()
    second = noun_phrase(tokens, joint + 1)
    behind = joint + 1 + second.length
    are_things = may_be_a_thing(first) and may_be_a_thing(second) and first.determiner and second.determiner
    if not are_things:
        return ()
    both = tokens[between + 1 : behind]
    return (each_has(tokens[:end], (*both, *_occasion(tokens, behind))),)


def _occasion(tokens: Tokens, at: int) -> Tokens:
    """The "a date" of "... on a given date"."""
    phrase = noun_phrase(tokens, at + 1) if at < len(tokens) and tokens[at].is_word("on", "at", "in") else None
    is_fact = (
        phrase is not None and phrase.length and is_list_of_facts(tokens[at + 1 : at + 1 + phrase.length], least=1)
    )
    return (*said(",", tokens[at]), *tokens[at + 1 : at + 1 + phrase.length]) if phrase is not None and is_fact else ()


def responsible(tokens: Tokens, scene: Scene) -> Sentences:
    """ "One lawyer is responsible for a case", "a guide is in charge of each tour"."""
    end = thing_at(tokens, 0, scene)
    begin = ends_after_any(tokens, end, _RESPONSIBLE) if end else 0
    thing = noun_phrase(tokens, begin) if begin > end else None
    is_one = thing is not None and may_be_a_thing(thing) and thing.determiner in lexicon.EACH | {"a", "an"}
    is_all = thing is not None and is_one and begin + thing.length == len(tokens)
    return (each_has(tokens[begin:], (*said("one", tokens[0]), *bare(tokens[:end]))),) if is_all else ()


def facts_of_both(tokens: Tokens, scene: Scene) -> Sentences:
    """ "Tools are lent to members (lent on, returned on)", "musicians play in concerts, each at a given desk"."""
    group = tokens[-1] if tokens and tokens[-1].kind is Kind.GROUP else None
    comma = next((at for at, token in enumerate(tokens) if token.is_mark(",")), 0)
    is_each = 0 < comma < len(tokens) - 3 and tokens[comma + 1].is_word("each") and tokens[comma + 2].is_in(_EACH_AT)
    before, facts = (
        (tokens[:-1], group.inside) if group is not None else (tokens[:comma], tokens[comma + 3 :] if is_each else ())
    )
    first, least = thing_at(before, 0, scene), 1 if group is None else 2
    are_facts = first and facts and (is_list_of_facts(facts, least=least) or is_told_list(facts, least=1))
    if not are_facts or not _is_any(before, 0):
        return ()
    second = next((at for at in range(first, len(before)) if thing_at(before, at, scene) == len(before)), 0)
    are_told = second > first and tokens[second - 1].is_in(lexicon.PREPOSITIONS)
    if not are_told or not _is_any(before, second):
        return ()
    lead = (*said("in each", tokens[0]), *bare(before[second:]), *said(", each", tokens[second]), *bare(before[:first]))
    return ((*lead, *said("has", tokens[second]), *facts), before)


def _is_any(tokens: Tokens, at: int) -> bool:
    """ "Instruments", "each musician"."""
    phrase = name_at(tokens, at)
    return phrase.determiner in lexicon.EACH or (not phrase.determiner and is_plural(phrase.head))


def in_the_part(tokens: Tokens, scene: Scene) -> Sentences:
    """ "The leader is a scout of it", "the form tutor is a teacher like any other": who plays a part told before."""
    part = noun_phrase(tokens)
    end = part.length
    if part.determiner != "the" or end + 1 >= len(tokens) or not tokens[end].is_in(lexicon.BE) or not part.words:
        return ()
    owner = scene.owner_of(" ".join(part.words))
    begin = ends_after_any(tokens, skipped(tokens, end + 1, "always", "also"), _ONE_OF)
    thing = noun_phrase(tokens, begin)
    behind = begin + thing.length
    is_thing = may_be_a_thing(thing) and (thing.determiner in {"a", "an"} or begin > end + 2)
    if owner is None or scene.is_there(owner) or not is_thing or not _says_no_more(tokens, behind):
        return ()
    lead = (*said(f"each {owner} has a", tokens[0]), *tokens[1:end], *said(", who is a", tokens[end]))
    return ((*lead, *bare(tokens[begin:behind])),)


def _says_no_more(tokens: Tokens, at: int) -> bool:
    """Behind "a scout": nothing, "of it", "like any other", "too"."""
    return (
        at == len(tokens)
        or tokens[at].is_word("of", "like", "too", "as", "who", "from", "in")
        or tokens[at].is_mark(",")
    )


CUED: Cued = {
    by_number: _TIES,
    which_in_which: frozenset({"which"}),
    between_two: frozenset({"between"}),
    responsible: cues_of(_RESPONSIBLE),
    facts_of_both: BRACKETS | {"each"},
    in_the_part: lexicon.BE,
}
