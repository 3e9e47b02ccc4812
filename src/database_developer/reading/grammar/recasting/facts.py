"""Facts told of a thing in any order: "the name of a customer is stored", "drivers, of whom the name is known, ..."."""

from __future__ import annotations

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.matching import ends_after_any, skipped
from database_developer.reading.grammar.narrating import relating
from database_developer.reading.grammar.narrating.words import may_be_a_thing, phrase_before
from database_developer.reading.grammar.phrases import noun_phrase
from database_developer.reading.grammar.recasting.words import (
    KNOWING,
    KNOWN,
    Sentences,
    Tokens,
    each_has,
    is_list_of_facts,
    is_told_list,
    less_commas,
    said,
    thing_at,
)
from database_developer.reading.grammar.tokens import Kind
from database_developer.reading.grammar.verbs import verb_from
from database_developer.reading.inflection import is_plural
from database_developer.reading.scene import Scene

_ABOUT = lexicon.words("of for about from on with per regarding concerning")
_ORDERS = lexicon.KEEP | lexicon.WANT | lexicon.ADD | lexicon.CHANGE
_WE = lexicon.words("we i they you one")
_DESCRIBED = lexicon.words(
    "described characterised characterized defined identified determined known listed registered recorded specified "
    "given kept stored saved noted held entered managed represented catalogued captured documented"
)
_BY = ("by", "with", "under", "through", "via", "by means of", "together with", "along with", "by its", "with their")
_BE_OR_MODALS = lexicon.BE | lexicon.MODALS | lexicon.ADVERBS | lexicon.words("to have has been get gets")
_INTRODUCING = ("i.e.", "ie", "namely", "that is", "with", "by", "including", "each with", "i.e. with", "by their", ":")
_JUST = ("just", "only", "simply", "merely", "basically", "nothing more than", "nothing but", "no more than", "little more than")
_PEOPLE = ("people with", "persons with", "those with", "anybody with", "someone with", "somebody with", "people who have")
_WANTING = lexicon.WANT | lexicon.words("wants needs would like likes have has must should wish wishes")
_OF_INTEREST = ("matter", "are of interest", "are important", "are relevant", "count", "is of interest", "are what counts")


def in_brackets(tokens: Tokens, scene: Scene) -> Sentences:
    """ "A customer (name, phone, address) brings in one or more instruments"."""
    for at, token in enumerate(tokens):
        if token.kind is not Kind.GROUP or at == 0 or not is_list_of_facts(token.inside):
            continue
        phrase, start = phrase_before(tokens, at)
        rest = (*tokens[:at], *tokens[at + 1 :])
        verb = verb_from(rest)
        is_told = verb is not None and not (verb.lemma in _ORDERS and verb.start < start)
        if may_be_a_thing(phrase) and is_told and verb_from(token.inside) is None:
            return (each_has(tokens[start:at], token.inside), rest)
    return ()


def in_relative(tokens: Tokens, scene: Scene) -> Sentences:
    """ "The drivers, of whom the name and a phone number are known, drive the lorries"."""
    for at in range(2, len(tokens) - 2):
        if not (tokens[at].is_word("whom", "which") and tokens[at - 1].is_in(_ABOUT)) or _relates(tokens[:at]):
            continue
        end = at - 2 if tokens[at - 2].is_mark(",") else at - 1
        phrase, start = phrase_before(tokens, end)
        told = _told_inside(tokens, at + 1) if may_be_a_thing(phrase) and end > start else None
        if told is None:
            continue
        facts, behind = told
        rest = (*tokens[:end], *tokens[skipped(tokens, behind, ",") :])
        return (each_has(tokens[start:end], facts), rest) if is_told_list(facts, least=1) else ()
    return ()


def _relates(tokens: Tokens) -> bool:
    """ "A charter relates a skipper to a boat, for which ...": facts of the charter."""
    return any(token.lower in relating.CUES for token in tokens)


def _told_inside(tokens: Tokens, at: int) -> tuple[Tokens, int] | None:
    """The facts of "the name is known," and of "we keep a name," and where they end."""
    if tokens[at].is_in(_WE):
        verb = next((place for place in range(at, min(at + 4, len(tokens))) if _keeps(tokens, place)), 0)
        ends = [it for it in range(verb, len(tokens)) if tokens[it].is_mark(",") and not _goes_on(tokens, it + 1)]
        end = ends[-1] if ends else len(tokens)
        return (tokens[verb + 1 : end], end) if verb else None
    for place in range(at + 1, len(tokens)):
        if tokens[place].is_in(KNOWN) and tokens[place - 1].is_in(_BE_OR_MODALS):
            return tokens[at : _before_verb(tokens, place)], place + 1
    return None


def _goes_on(tokens: Tokens, at: int) -> bool:
    return at < len(tokens) and (tokens[at].is_in(lexicon.DETERMINERS) or tokens[at].is_word("and"))


def _keeps(tokens: Tokens, at: int) -> bool:
    return lexicon.FINITE.get(tokens[at].lower, tokens[at].lower) in KNOWING


def _before_verb(tokens: Tokens, end: int) -> int:
    """Where "are also to be" before the participle begins."""
    while end > 0 and tokens[end - 1].is_in(_BE_OR_MODALS):
        end -= 1
    return end


def described(tokens: Tokens, scene: Scene) -> Sentences:
    """ "An exhibit is described by a number and a title", "boats are listed with a name and a length"."""
    end = thing_at(tokens, 0, scene)
    place = skipped(tokens, end, *lexicon.MODALS, *lexicon.BE, *lexicon.ADVERBS, "uniquely") if end else 0
    if place <= end or place >= len(tokens) or not tokens[place].is_in(_DESCRIBED):
        return ()
    begin = skipped(tokens, ends_after_any(tokens, place + 1, _BY), ":", "following")
    if begin == place + 1 or (tokens[place].lower.startswith("identif") and not _is_several(tokens[begin:])):
        return ()
    facts = tokens[begin:]
    return (each_has(tokens[:end], facts),) if is_told_list(facts) or is_list_of_facts(facts) else ()


def _is_several(tokens: Tokens) -> bool:
    """Several facts told of a thing, of which only the first can be what it is known by."""
    return len([token for token in tokens if token.is_mark(",")]) > 0


def is_but(tokens: Tokens, scene: Scene) -> Sentences:
    """ "A step is just its number plus the instruction", "members are people with a name and a birthday"."""
    end = thing_at(tokens, 0, scene)
    if not end or end + 2 >= len(tokens) or not tokens[end].is_in(lexicon.BE):
        return ()
    begin = ends_after_any(tokens, end + 1, (*_JUST, *_PEOPLE))
    facts = tokens[begin:]
    is_fit = begin > end + 1 and is_list_of_facts(facts) and is_told_list(facts)
    return (each_has(tokens[:end], facts),) if is_fit else ()


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


def kept_with(tokens: Tokens, scene: Scene) -> Sentences:
    """ "Our club keeps its members with name and level", "... also wants to hold its suppliers, i.e. name and city"."""
    verb = next((at for at in range(1, len(tokens) - 2) if _is_keeping(tokens, at)), 0)
    if not verb or any(token.is_in(lexicon.NEGATIONS) for token in tokens[:verb]):
        return ()
    phrase = noun_phrase(tokens, verb + 1)
    end = verb + 1 + phrase.length
    is_many = phrase.determiner in {"", "its", "our", "their", "the", "all"} and is_plural(phrase.head)
    if not is_many or not may_be_a_thing(phrase):
        return ()
    begin = ends_after_any(tokens, skipped(tokens, end, ","), _INTRODUCING)
    facts = tokens[begin:]
    is_fit = begin > skipped(tokens, end, ",") and is_list_of_facts(facts)
    return (each_has(tokens[verb + 1 : end], facts),) if is_fit else ()


def _is_keeping(tokens: Tokens, at: int) -> bool:
    is_verb = lexicon.FINITE.get(tokens[at].lower, "") in KNOWING - {"list", "see", "describe"}
    return is_verb and not tokens[at - 1].is_in(lexicon.DETERMINERS)


def kept_for(tokens: Tokens, scene: Scene) -> Sentences:
    """ "We need to know for each car its plate and make", "for orders, the date and the total matter"."""
    for at, token in enumerate(tokens):
        if not token.is_in(_ABOUT):
            continue
        end = thing_at(tokens, at + 1, scene)
        if end == at + 1:
            continue
        begin = skipped(tokens, end, ",", ":")
        facts, is_led = _facts_behind(tokens, begin), at > 0 and _keeps(tokens, at - 1)
        if facts and (is_led or at == 0) and (is_told_list(facts) or is_list_of_facts(facts)):
            return (each_has(tokens[at + 1 : end], facts),)
        return ()
    return ()


def _facts_behind(tokens: Tokens, begin: int) -> Tokens:
    """The list up to where "are stored", "matter" or nothing follows; () where another verb does."""
    rest = tokens[begin:]
    verb = next((at for at, token in enumerate(rest) if token.is_in(KNOWN) and at and rest[at - 1].is_in(_BE_OR_MODALS)), 0)
    if verb:
        return rest[: _before_verb(rest, verb)] if verb + 1 == len(rest) else ()
    for at in range(len(rest)):
        if ends_after_any(rest, at, _OF_INTEREST) == len(rest):
            return rest[:at]
    return () if rest and rest[0].is_in(_WE | {"it", "there"}) else rest


def whose(tokens: Tokens, scene: Scene) -> Sentences:
    """ "The name and the address of a customer are stored"."""
    if len(tokens) < 5 or not tokens[-1].is_in(KNOWN) or not tokens[-2].is_in(_BE_OR_MODALS):
        return ()
    end = _before_verb(tokens, len(tokens) - 1)
    for at in range(end - 1, 0, -1):
        is_one = noun_phrase(tokens, at + 1).determiner != "the" or is_plural(tokens[end - 1].lower)
        if tokens[at].is_word("of", "for") and is_one and thing_at(tokens, at + 1, scene) == end:
            facts = tokens[:at]
            return (each_has(tokens[at + 1 : end], facts),) if is_list_of_facts(facts, least=1) else ()
    return ()


def kept_of_each(tokens: Tokens, scene: Scene) -> Sentences:
    """ "We store name and address of the readers, and title and author of the books"."""
    verb = next((at for at in range(1, len(tokens) - 3) if _is_keeping(tokens, at)), 0)
    found: list[Tokens] = []
    begin = verb + 1
    while verb and begin < len(tokens):
        ends = [(at, thing_at(tokens, at + 1, scene)) for at in range(begin + 1, len(tokens)) if tokens[at].is_word("of", "for")]
        part = next(((at, end) for at, end in ends if end > at + 1 and _is_free(tokens, end)), None)
        if part is None or not is_list_of_facts(less_commas(tokens[begin : part[0]]), least=1):
            break
        found.append(each_has(tokens[part[0] + 1 : part[1]], less_commas(tokens[begin : part[0]])))
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
        facts = tokens[skipped(tokens, place + 1, "down", ":", "in") :]
        if not is_list_of_facts(facts):
            return ()
        lead = less_commas(tokens[:at])
        end = thing_at(lead, 1, scene) if lead and lead[0].is_in(_ABOUT) else 0
        if lead and end == len(lead):
            return (each_has(lead[1:], facts),)
        it = (*said("it has", tokens[at]), *facts)
        return (lead, it) if lead else (it,)
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


def _is_with(tokens: Tokens, at: int) -> bool:
    return tokens[at].is_mark(",") and tokens[at + 1].is_word("with", "having") and not tokens[at - 1].is_in(lexicon.EACH)
