"""Facts that are kept: "our club keeps its members with a name", "the name of a customer is stored"."""

from __future__ import annotations

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.cues import Cued
from database_developer.reading.grammar.managing import thing_of_its_facts
from database_developer.reading.grammar.matching import ends_after_any, skipped
from database_developer.reading.grammar.narrating.words import ONE_OF_THEM, may_be_a_thing
from database_developer.reading.grammar.phrases import noun_phrase
from database_developer.reading.grammar.recasting.kept_words import (
    ABOUT,
    BE_OR_MODALS,
    KEEPING,
    WE,
    before_verb,
    is_keeping,
    keeps,
)
from database_developer.reading.grammar.recasting.words import (
    KNOWN,
    Sentences,
    Tokens,
    clause_subject,
    each_has,
    facts_of,
    is_list_in_a_frame,
    is_list_of_facts,
    is_told_list,
    less_commas,
    name_at,
    said,
    thing_at,
    thing_before,
)
from database_developer.reading.grammar.verbs import verb_from
from database_developer.reading.inflection import done_form, is_plural, singular
from database_developer.reading.scene import Scene

_INTRODUCING = ("i.e.", "ie", "namely", "that is", "with", "by", "including", "each with", "i.e. with", "by their", ":")
_OF_INTEREST = (
    "matter",
    "are of interest",
    "are important",
    "are relevant",
    "count",
    "is of interest",
    "are what counts",
)
_LEADING = ABOUT - {"with"}
_ASKED = lexicon.words("how whether when who what which where")
_PLACES = lexicon.words("with for on in at per about to")


def kept_with(tokens: Tokens, scene: Scene) -> Sentences:
    """ "Our club keeps its members with name and level", "... also wants to hold its suppliers, i.e. name and city"."""
    verb = next((at for at in range(1, len(tokens) - 2) if is_keeping(tokens, at)), 0)
    if not verb or any(token.is_in(lexicon.NEGATIONS) for token in tokens[:verb]):
        return ()
    phrase = noun_phrase(tokens, verb + 1)
    end = verb + 1 + phrase.length
    is_many = phrase.determiner in {"", "its", "our", "their", "the", "all"} and is_plural(phrase.head)
    if not is_many or not may_be_a_thing(phrase):
        return ()
    begin = ends_after_any(tokens, skipped(tokens, end, ","), _INTRODUCING)
    facts = tokens[begin:]
    is_fit = begin > skipped(tokens, end, ",") and is_list_in_a_frame(facts)
    return (each_has(tokens[verb + 1 : end], facts),) if is_fit else ()


def kept_for(tokens: Tokens, scene: Scene) -> Sentences:
    """ "We need to know for each car its plate and make", "for orders, the date and the total matter"."""
    for at, token in enumerate(tokens):
        if not token.is_in(_LEADING):
            continue
        is_heard = singular(noun_phrase(tokens, at + 1).head) in scene.heard
        end = thing_at(tokens, at + 1, scene, is_led=is_heard or tokens[-1].is_in(KNOWN))
        bare_end = _named_after_per(tokens, at) if at == 0 else 0
        end = max(end, bare_end)
        if end == at + 1:
            continue
        if _goes_on_to_say_which(tokens, end):
            return ()
        begin = skipped(tokens, end, ",", ":")
        wanted = _wanted(tokens, at, end, begin, scene)
        if wanted:
            return (each_has(tokens[at + 1 : end], wanted),)
        facts, is_led = _facts_behind(tokens, begin), at > 0 and keeps(tokens, at - 1)
        is_sure = is_led or tokens[-1].is_in(KNOWN)
        if facts and (is_led or at == 0) and ((is_sure and is_told_list(facts)) or is_list_of_facts(facts)):
            return (each_has(tokens[at + 1 : end], facts),)
        return ()
    return ()


def _goes_on_to_say_which(tokens: Tokens, end: int) -> bool:
    """ "For each song played in a concert": what follows is a fact of the two."""
    done = next((at for at in (end, end - 1) if at < len(tokens) - 1 and done_form(tokens[at].lower)), 0)
    return done > 0 and tokens[done + 1].is_word("in", "on")


def _named_after_per(tokens: Tokens, at: int) -> int:
    """Where the "lot" of "per lot: number, title" ends; 0 where it is not so."""
    phrase = name_at(tokens, at + 1)
    end = at + 1 + phrase.length
    is_led = tokens[at].is_word("per") and end < len(tokens) and tokens[end].is_mark(":", ",")
    return end if is_led and may_be_a_thing(phrase) else 0


def _wanted(tokens: Tokens, at: int, end: int, begin: int, scene: Scene) -> Tokens:
    """The list of "for the lesson we want weekday, subject and room", where lessons have been spoken of."""
    is_one = noun_phrase(tokens, at + 1).determiner in ONE_OF_THEM and _tells_what_it_was(tokens)
    is_heard = at == 0 and (is_one or singular(tokens[end - 1].lower) in scene.heard)
    if not is_heard or begin + 1 >= len(tokens) or not tokens[begin].is_in(WE):
        return ()
    verb = verb_from(tokens, begin)
    is_wanted = verb is not None and verb.lemma in lexicon.WANT | lexicon.KEEP | {"have", "know"}
    facts = tokens[verb.end :] if verb is not None and is_wanted else ()
    if not facts and keeps(tokens, begin + 1):
        facts = tokens[begin + 2 :]
    return facts if len(facts_of(facts)) > 2 or is_list_of_facts(facts) else ()


def _tells_what_it_was(tokens: Tokens) -> bool:
    """ "The year it was built" is a fact, and no clause of its own."""
    return any(tokens[at].is_word("it") and tokens[at + 1].is_in(lexicon.BE) for at in range(1, len(tokens) - 1))


def _facts_behind(tokens: Tokens, begin: int) -> Tokens:
    """The list up to where "are stored", "matter" or nothing follows; () where another verb does."""
    rest = tokens[begin:]
    verb = next(
        (at for at, token in enumerate(rest) if token.is_in(KNOWN) and at and rest[at - 1].is_in(BE_OR_MODALS)), 0
    )
    if verb:
        return rest[: before_verb(rest, verb)] if verb + 1 == len(rest) else ()
    for at in range(len(rest)):
        if ends_after_any(rest, at, _OF_INTEREST) == len(rest):
            return rest[:at]
    somebody = noun_phrase(rest).words[:1]
    is_said = bool(rest) and rest[0].is_in(WE | {"it", "there"})
    return () if is_said or (somebody and somebody[0] in lexicon.SPEAKERS) else rest


def whose(tokens: Tokens, scene: Scene) -> Sentences:
    """ "The name and the address of a customer are stored"."""
    if len(tokens) < 5 or not tokens[-1].is_in(KNOWN) or not tokens[-2].is_in(BE_OR_MODALS):
        return ()
    end = before_verb(tokens, len(tokens) - 1)
    for at in range(end - 1, 0, -1):
        is_one = noun_phrase(tokens, at + 1).determiner != "the" or is_plural(tokens[end - 1].lower)
        if tokens[at].is_word("of", "for") and is_one and thing_at(tokens, at + 1, scene) == end:
            facts = tokens[:at]
            return (each_has(tokens[at + 1 : end], facts),) if is_list_of_facts(facts, least=1) else ()
    return ()


def kept_of_each(tokens: Tokens, scene: Scene) -> Sentences:
    """ "We store name and address of the readers, and title and author of the books"."""
    verb = next((at for at in range(1, len(tokens) - 3) if is_keeping(tokens, at)), 0)
    found: list[Tokens] = []
    begin = verb + 1
    while verb and begin < len(tokens):
        ends = [
            (at, thing_at(tokens, at + 1, scene))
            for at in range(begin + 1, len(tokens))
            if tokens[at].is_word("of", "for")
        ]
        part = next(((at, end) for at, end in ends if end > at + 1 and _is_free(tokens, end)), None)
        facts = less_commas(tokens[begin : part[0]]) if part is not None else ()
        if part is None or not (is_list_of_facts(facts, least=1) or is_list_in_a_frame(facts)):
            break
        found.append(each_has(tokens[part[0] + 1 : part[1]], facts))
        begin = skipped(tokens, part[1], ",", "and", "as", "well")
    return tuple(found) if begin >= len(tokens) else ()


def _is_free(tokens: Tokens, end: int) -> bool:
    return end == len(tokens) or tokens[end].is_mark(",") or tokens[end].is_word("and", "as")


def it_is_kept(tokens: Tokens, scene: Scene) -> Sentences:
    """ "..., and it is written down when it came in and what is wrong with it": facts of what is spoken of."""
    for at in range(len(tokens) - 4):
        if not tokens[at].is_word("it"):
            continue
        place = skipped(tokens, at + 1, *lexicon.BE, *lexicon.MODALS, *lexicon.ADVERBS)
        if place == at + 1 or place >= len(tokens) or not tokens[place].is_in(KNOWN):
            continue
        facts = _less_conditions(tokens[skipped(tokens, place + 1, "down", ":", "in") :])
        if not is_list_of_facts(facts):
            return ()
        lead = less_commas(tokens[:at])
        end = thing_at(lead, 1, scene) if lead and lead[0].is_in(ABOUT) else 0
        if lead and end == len(lead):
            return (each_has(lead[1:], facts),)
        subject = name_at(lead, 0)
        if lead and clause_subject(lead) and may_be_a_thing(subject):
            return (lead, each_has(lead[: subject.length], facts))
        return (*((lead,) if lead else ()), (*said("it has", tokens[at]), *facts))
    return ()


def where_kept(tokens: Tokens, scene: Scene) -> Sentences:
    """ "Pupils write reports, where the week, the text and the mark are kept": facts of the reports."""
    for at in range(2, len(tokens) - 3):
        is_where = tokens[at].is_word("where", "wherein") or (
            tokens[at].is_word("which") and tokens[at - 1].is_word("in", "on", "during")
        )
        comma = at - 1 if tokens[at].is_word("where", "wherein") else at - 2
        if not is_where or not tokens[comma].is_mark(","):
            continue
        phrase, start = thing_before(tokens, comma)
        facts = _facts_behind(tokens, at + 1) if tokens[-1].is_in(KNOWN) else _kept_by_us(tokens, at + 1)
        if may_be_a_thing(phrase) and facts and is_list_in_a_frame(facts):
            return (tokens[:comma], each_has(tokens[start:comma], facts))
    return ()


def _kept_by_us(tokens: Tokens, at: int) -> Tokens:
    """The list of "we note the date and the ward"."""
    verb = next((it for it in range(at + 1, min(at + 4, len(tokens))) if keeps(tokens, it)), 0)
    return tokens[verb + 1 :] if verb and tokens[at].is_in(WE) else ()


def _less_conditions(tokens: Tokens) -> Tokens:
    """Less the "once it is done," before an entry of a list."""
    for at, token in enumerate(tokens):
        ends = (
            [it for it in range(at, min(at + 7, len(tokens))) if tokens[it].is_mark(",")]
            if token.is_word("once", "if")
            else []
        )
        if ends:
            return (*tokens[:at], *tokens[ends[0] + 1 :])
    return tokens


def told_with(tokens: Tokens, scene: Scene) -> Sentences:
    """ "How many laps somebody managed is noted with the run": the facts stand first."""
    for at in range(2, len(tokens) - 2):
        if not (tokens[at].is_in(KNOWN) and tokens[at - 1].is_in(BE_OR_MODALS) and tokens[at + 1].is_in(_PLACES)):
            continue
        phrase, facts = noun_phrase(tokens, at + 2), tokens[: before_verb(tokens, at)]
        is_all = may_be_a_thing(phrase) and at + 2 + phrase.length == len(tokens) and not tokens[0].is_in(ABOUT)
        is_fact = is_list_of_facts(facts, least=1) and (
            tokens[at + 1].is_word("per")
            or phrase.determiner in ONE_OF_THEM
            or scene.find(phrase)
            or facts[0].is_in(_ASKED)
        )
        return (each_has(tokens[at + 2 :], facts),) if is_all and is_fact else ()
    return ()


def of_their_own(tokens: Tokens, scene: Scene) -> Sentences:
    """ "Student ID, exam date and whether the exam was passed are recorded", where exams have been spoken of."""
    if len(tokens) < 5 or not tokens[-1].is_in(KNOWN) or not tokens[-2].is_in(BE_OR_MODALS) or tokens[0].is_in(ABOUT):
        return ()
    facts = tokens[: before_verb(tokens, len(tokens) - 1)]
    thing = thing_of_its_facts(facts_of(facts), scene)
    return (each_has(said(thing, tokens[0]), facts),) if thing is not None else ()


CUED: Cued = {
    kept_with: KEEPING,
    kept_for: _LEADING,
    kept_of_each: KEEPING,
    it_is_kept: frozenset({"it"}),
    where_kept: frozenset({"where", "wherein", "which"}),
    told_with: KNOWN,
    of_their_own: KNOWN,
}
