"""Facts told of a thing in any order: "the name of a customer is stored", "drivers, of whom the name is known, ..."."""

from __future__ import annotations

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.attributes import has_typical_name
from database_developer.reading.grammar.matching import ends_after_any, skipped
from database_developer.reading.grammar.narrating import relating
from database_developer.reading.grammar.narrating.words import ONE_OF_THEM, may_be_a_thing, phrase_before
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.recasting.words import (
    COMING,
    KNOWING,
    KNOWN,
    Sentences,
    Tokens,
    bare,
    belongs,
    clause_subject,
    each_has,
    first_verb,
    facts_of,
    has_clause,
    is_list_of_facts,
    is_told_list,
    is_typical,
    less_commas,
    name_at,
    plural_end,
    said,
    thing_at,
)
from database_developer.reading.grammar.tokens import Kind
from database_developer.reading.grammar.verbs import Verb, verb_from
from database_developer.reading.inflection import done_form, is_plural, singular
from database_developer.reading.scene import Scene

_ABOUT = lexicon.words("of for about from on with per regarding concerning")
_SHOWING = (
    *("tells", "tell", "states", "state", "shows", "show", "bears", "bear", "mentions", "mention", "gets", "get"),
    *("comes with", "come with", "carries", "carry", "wears", "wear", "lists", "says", "say"),
    *("names", "name", "yields", "yield", "features", "goes with", "go with"),
)
_GIVING = lexicon.words("giving stating noting naming showing telling indicating mentioning including specifying")
_HAVING = (
    *("has", "have", "contains", "contain", "gets", "get", "holds", "hold", "includes", "include", "comprises"),
    *("consists of", "consist of", "is divided into", "is made up of", "are made up of", "is split into"),
)
_VAGUE = lexicon.words("a some the certain given particular one any")
_MOMENTS = ("date", "time", "date and time", "day and time", "day", "day and hour", "moment")
_PLACES = lexicon.words("with for on in at per about to")
_ASKED = lexicon.words("how whether when who what which where")
_ENOUGH = ("will do", "suffice", "suffices", "is enough", "are enough", "will suffice", "do", "are sufficient", "are needed")
_OF = lexicon.words("of within in to on for about from at against inside")
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
        if token.kind is not Kind.GROUP or at == 0 or not is_typical(facts_of(token.inside)) or len(facts_of(token.inside)) < 2:
            continue
        phrase, start = phrase_before(tokens, at)
        rest = (*tokens[:at], *tokens[at + 1 :])
        verb = verb_from(rest)
        is_order = verb is not None and verb.lemma in _ORDERS and verb.start < start
        typical = sum(has_typical_name(feature) for feature in facts_of(token.inside))
        is_fact = verb is not None and verb.lemma in lexicon.HAS and verb.start < start
        is_told = verb is not None and not is_fact and (typical > 1 or not is_order)
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
    return ((*said("one", tokens[at]), *bare(tokens[at + 1 : end]), *said(",", tokens[at])), end) if is_each else ((), at)


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
    is_fit = is_list_of_facts(facts) and is_told_list(facts) and (begin > end + 1 or _are_all_typical(facts))
    return (each_has(tokens[:end], facts),) if is_fit else ()


def _are_all_typical(tokens: Tokens) -> bool:
    """Whether nothing but facts can be meant: "a station is its name and its town"."""
    features = facts_of(tokens)
    typical = sum(has_typical_name(feature) or feature.moment is not None for feature in features)
    return typical * 2 >= len(features) and (has_typical_name(features[0]) or features[0].phrase.determiner == "its")


def possessed(tokens: Tokens, scene: Scene) -> Sentences:
    """ "We know a dancer's name and club", "the donor's name and blood group must be known"."""
    place = next((at for at, token in enumerate(tokens) if token.is_mark("'s", "'", "’") and at), 0)
    phrase, start = phrase_before(tokens, place) if place else (NounPhrase(), 0)
    if not place or not may_be_a_thing(phrase) or phrase.determiner in {"this", "that", "these", "those"}:
        return ()
    behind = tokens[place + 1 :]
    if start == 0:
        verb = _being_told(behind)
        data = behind[: verb[0]] if verb else ()
        if behind and behind[0].is_in(lexicon.BE):
            return (each_has(tokens[:place], behind[1:]),) if is_list_of_facts(behind[1:]) else ()
        is_data = len(data) == 1 and data[0].is_in(lexicon.INFORMATION)
        facts = behind[verb[1] :] if verb and is_data else data if verb and verb[2] else ()
    else:
        facts = behind if _is_keeping(tokens, start - 1) or tokens[start - 1].is_word("know") else ()
    return (each_has(tokens[start:place], facts),) if facts and is_list_of_facts(facts) else ()


def _being_told(tokens: Tokens) -> tuple[int, int, bool] | None:
    """Where "are known", "must be stored" or "are" begins and ends, and whether it says that something is kept."""
    for at, token in enumerate(tokens):
        if at and (token.is_in(lexicon.BE) or token.is_in(lexicon.MODALS)):
            end = skipped(tokens, at, *_BE_OR_MODALS)
            is_kept = end < len(tokens) and (tokens[end].is_in(KNOWN) or tokens[end].is_word("filled", "asked", "taken"))
            return at, end, is_kept
    return None


def shown(tokens: Tokens, scene: Scene) -> Sentences:
    """ "A delivery tells the date, the litres and the fat content", "patients come with name and birth date"."""
    end = thing_at(tokens, 0, scene)
    place = skipped(tokens, end, *lexicon.ADVERBS) if end else 0
    begin = ends_after_any(tokens, place, _SHOWING)
    if not end or begin == place:
        return ()
    is_led = tokens[begin - 1].is_word("with")
    facts = tokens[begin:]
    if any(token.is_in(lexicon.EACH) for token in facts):
        return ()  # "a score for each boat" is told of both
    return (each_has(tokens[:end], facts),) if is_list_of_facts(facts) and (is_led or is_told_list(facts)) else ()


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
    if not may_be_a_thing(phrase) or not is_plural(phrase.head) or end >= len(tokens) or not tokens[end].is_in(_OF):
        return ()
    whole = name_at(tokens, end + 1)
    behind = end + 1 + whole.length
    is_one = may_be_a_thing(whole) and whole.determiner in {"a", "an", "each", "every", "one"}
    verb = verb_from(tokens)
    is_verb = behind + 1 < len(tokens) and (tokens[behind].lower in lexicon.FINITE or (verb is not None and verb.start == behind))
    if not is_one or not is_verb:
        return ()
    tie = belongs(tokens[:end], tokens[end + 1 : behind])
    return (tie, (*tokens[:end], *tokens[behind:]))


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
    is_need = tokens[at].is_word("need", "want", "have") and tokens[at - 1].is_word("we", "i")
    return is_need or (is_verb and not tokens[at - 1].is_in(lexicon.DETERMINERS | lexicon.BE))


def kept_for(tokens: Tokens, scene: Scene) -> Sentences:
    """ "We need to know for each car its plate and make", "for orders, the date and the total matter"."""
    for at, token in enumerate(tokens):
        if not token.is_in(_ABOUT - {"with"}):
            continue
        is_heard = singular(noun_phrase(tokens, at + 1).head) in scene.heard
        end = thing_at(tokens, at + 1, scene, is_led=is_heard or tokens[-1].is_in(KNOWN))
        if end == at + 1:
            continue
        begin = skipped(tokens, end, ",", ":")
        wanted = _wanted(tokens, at, end, begin, scene)
        if wanted:
            return (each_has(tokens[at + 1 : end], wanted),)
        facts, is_led = _facts_behind(tokens, begin), at > 0 and _keeps(tokens, at - 1)
        if facts and (is_led or at == 0) and (is_told_list(facts) or is_list_of_facts(facts)):
            return (each_has(tokens[at + 1 : end], facts),)
        return ()
    return ()


def _wanted(tokens: Tokens, at: int, end: int, begin: int, scene: Scene) -> Tokens:
    """The list of "for the lesson we want weekday, subject and room", where lessons have been spoken of."""
    is_heard = at == 0 and singular(tokens[end - 1].lower) in scene.heard
    if not is_heard or begin + 1 >= len(tokens) or not tokens[begin].is_in(_WE):
        return ()
    verb = verb_from(tokens, begin)
    facts = tokens[verb.end :] if verb is not None and verb.lemma in lexicon.WANT | lexicon.KEEP | {"have", "know"} else ()
    return facts if len(facts_of(facts)) > 2 or is_list_of_facts(facts) else ()


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
        facts = _less_conditions(tokens[skipped(tokens, place + 1, "down", ":", "in") :])
        if not is_list_of_facts(facts):
            return ()
        lead = less_commas(tokens[:at])
        end = thing_at(lead, 1, scene) if lead and lead[0].is_in(_ABOUT) else 0
        if lead and end == len(lead):
            return (each_has(lead[1:], facts),)
        subject = noun_phrase(lead)
        if lead and clause_subject(lead) and may_be_a_thing(subject):
            return (lead, each_has(lead[: subject.length], facts))
        return (*((lead,) if lead else ()), (*said("it has", tokens[at]), *facts))
    return ()


def _less_conditions(tokens: Tokens) -> Tokens:
    """Less the "once it is done," before an entry of a list."""
    for at, token in enumerate(tokens):
        ends = [it for it in range(at, min(at + 7, len(tokens))) if tokens[it].is_mark(",")] if token.is_word("once", "if") else []
        if ends:
            return (*tokens[:at], *tokens[ends[0] + 1 :])
    return tokens


def of_what_was_said(tokens: Tokens, scene: Scene) -> Sentences:
    """ "Translators are freelancers, we need name and city", "for them the name will do", "their name is needed"."""
    comma = next((at for at, token in enumerate(tokens) if token.is_mark(",", ";")), 0)
    if comma and clause_subject(tokens[:comma]) and may_be_a_thing(noun_phrase(tokens)):
        behind = skipped(tokens, comma + 1, "and", "so", "of", "from", "for", "them", "whom")
        verb = verb_from(tokens, behind) if behind < len(tokens) and tokens[behind].is_in(_WE) else None
        facts = tokens[verb.end :] if verb is not None and verb.lemma in lexicon.KEEP | lexicon.WANT | {"know", "take"} else ()
        end = noun_phrase(tokens).length
        if facts and is_list_of_facts(facts) and is_plural(tokens[end - 1].lower):
            return (tokens[:comma], each_has(tokens[:end], facts))
    return _them(tokens, scene) or _their(tokens, scene)


def _their(tokens: Tokens, scene: Scene) -> Sentences:
    """ "Their full name and date of birth are needed as well"."""
    verb = _being_told(tokens) if tokens and tokens[0].is_word("their", "its") else None
    if verb is None or not verb[2] or scene.told_of is None or not is_list_of_facts(tokens[: verb[0]], least=1):
        return ()
    return (each_has(said(scene.told_of, tokens[0]), tokens[: verb[0]]),)


def _them(tokens: Tokens, scene: Scene) -> Sentences:
    """ "For them the name and the extension will do", "please add them with name and rate"."""
    at = next((at for at, token in enumerate(tokens) if token.is_word("them") and at), 0)
    if not at or scene.told_of is None or not (tokens[at - 1].is_in(_ABOUT) or tokens[at - 1].is_in(lexicon.ADD | lexicon.KEEP)):
        return ()
    place = next((it for it in range(at) if tokens[it].is_in(KNOWN) and it > 1 and tokens[it - 1].is_in(_BE_OR_MODALS)), 0)
    before = tokens[: _before_verb(tokens, place)] if place else ()
    if before and is_list_of_facts(before):
        return (each_has(said(scene.told_of, tokens[at]), before),)
    begin = skipped(tokens, at + 1, "with", "by", ",", ":", "we", "need", "keep", "know", "want", "only", "just")
    end = next((place for place in range(begin, len(tokens)) if ends_after_any(tokens, place, _ENOUGH) == len(tokens)), len(tokens))
    facts = tokens[begin:end]
    return (each_has(said(scene.told_of, tokens[at]), facts),) if is_list_of_facts(facts) else ()


def told_with(tokens: Tokens, scene: Scene) -> Sentences:
    """ "How many laps somebody managed is noted with the run": the facts stand first."""
    for at in range(2, len(tokens) - 2):
        if not (tokens[at].is_in(KNOWN) and tokens[at - 1].is_in(_BE_OR_MODALS) and tokens[at + 1].is_in(_PLACES)):
            continue
        phrase, facts = noun_phrase(tokens, at + 2), tokens[: _before_verb(tokens, at)]
        is_all = may_be_a_thing(phrase) and at + 2 + phrase.length == len(tokens) and not tokens[0].is_in(_ABOUT)
        is_fact = is_list_of_facts(facts, least=1) and (
            tokens[at + 1].is_word("per") or phrase.determiner in ONE_OF_THEM or scene.find(phrase) or facts[0].is_in(_ASKED)
        )
        return (each_has(tokens[at + 2 :], facts),) if is_all and is_fact else ()
    return ()


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
        if end > at and end < len(tokens) and tokens[end].is_word("with", "having", "has") and is_list_of_facts(tokens[end + 1 :], least=1):
            return (less_commas(tokens[:at]), each_has(tokens[at:end], tokens[end + 1 :]))
    return ()


def copies_of(tokens: Tokens, scene: Scene) -> Sentences:
    """ "What we sell are copies of an album: condition and price": facts of the copies, each of its album."""
    colon = next((at for at, token in enumerate(tokens) if token.is_mark(":")), 0)
    for at in range(colon - 2, 0, -1):
        whole = noun_phrase(tokens[:colon], at + 1) if tokens[at].is_in(_OF) else NounPhrase()
        part, start = phrase_before(tokens, at) if whole.length else (NounPhrase(), 0)
        is_pair = may_be_a_thing(whole) and whole.determiner in ONE_OF_THEM and at + 1 + whole.length == colon
        if is_pair and may_be_a_thing(part) and is_plural(part.head) and is_typical(facts_of(tokens[colon + 1 :])):
            tie = belongs(tokens[start:at], tokens[at + 1 : colon])
            return (tie, each_has(tokens[start:at], tokens[colon + 1 :]))
    return ()


def behind_a_colon(tokens: Tokens, scene: Scene) -> Sentences:
    """ "A check is done by a warden on a permit: time and number", "a user reports a find: place and date"."""
    colon = next((at for at, token in enumerate(tokens) if token.is_mark(":")), 0)
    end = thing_at(tokens, 0, scene) if colon else 0
    verb = first_verb(tokens[:colon]) if end else None
    if verb is None or verb.start != end or verb.lemma in lexicon.HAS | lexicon.KEEP or has_clause(tokens[colon + 1 :]):
        return ()
    told = facts_of(tokens[colon + 1 :])
    is_passive = verb.passive or (verb.lemma == "be" and verb.end < colon and bool(done_form(tokens[verb.end].lower)))
    made = name_at(tokens[:colon], verb.end)
    is_object = made.determiner in {"a", "an"} and may_be_a_thing(made) and not is_passive
    thing = tokens[verb.end : verb.end + made.length] if is_object else tokens[:end]
    is_fit = len(told) > 1 and is_typical(told) and (is_passive or is_object or verb.lemma in COMING)
    return (tokens[:colon], each_has(thing, tokens[colon + 1 :])) if is_fit else ()


def made_at(tokens: Tokens, scene: Scene) -> Sentences:
    """ "An appointment is made for a patient with a doctor at some date and time": when it is, is a fact of it."""
    end = thing_at(tokens, 0, scene)
    is_done = 0 < end < len(tokens) - 3 and tokens[end].is_in(lexicon.BE) and bool(done_form(tokens[end + 1].lower))
    is_fit = is_done or (0 < end < len(tokens) and tokens[end].is_word("takes", "take"))
    for at in range(end + 2, len(tokens) - 1) if is_fit else ():
        moment = tokens[at + 1 :]
        words = [token.lower for token in moment if not token.is_in(_VAGUE)]
        if tokens[at].is_word("at", "on") and " ".join(words) in _MOMENTS:
            fact = said("a time" if "time" in words else "a date", tokens[at])
            return (tokens[:at], each_has(tokens[:end], fact))
    return ()


def what_they_make(tokens: Tokens, scene: Scene) -> Sentences:
    """ "What the sensors deliver are readings: a time and a value": each of one sensor."""
    if not tokens or not tokens[0].is_word("what"):
        return ()
    end = plural_end(tokens, 1)
    place = next((at for at in range(end + 1, min(end + 3, len(tokens))) if tokens[at].is_word("are", "is")), 0) if end > 1 else 0
    last = plural_end(tokens, place + 1) if place else 0
    if not last or last == place + 1 or tokens[1].is_in(_WE):
        return ()
    rest = tokens[place + 1 :]
    return (belongs(tokens[place + 1 : last], tokens[1:end]), rest if last < len(tokens) else ()) if last < len(tokens) else (belongs(tokens[place + 1 : last], tokens[1:end]),)


def the_deed(tokens: Tokens, scene: Scene) -> Sentences:
    """ "Passengers book a crossing; the booking has a reference and a price": the noun of what was done."""
    phrase = noun_phrase(tokens)
    end = phrase.length
    is_one = phrase.determiner in {"the", "such"} and len(phrase.words) == 1 and may_be_a_thing(phrase) and scene.find(phrase) is None
    is_having = is_one and end < len(tokens) - 1 and (tokens[end].is_in(lexicon.HAVE) or ends_after_any(tokens, end, _SHOWING) > end)
    if not is_having or not is_list_of_facts(tokens[end + 1 :]):
        return ()
    is_heard = phrase.head in scene.heard or any(_is_of(phrase.head, word) for word in scene.done)
    return (each_has(tokens[:end], tokens[end + 1 :]),) if is_heard else ()


def _is_of(noun: str, verb: str) -> bool:
    """ "Booking" is what is done by whoever books, "loan" is no other word for itself."""
    return noun != verb and len(noun) > len(verb) and noun.startswith(verb.removesuffix("e")[: max(4, len(verb) - 2)])


def owns(tokens: Tokens, scene: Scene) -> Sentences:
    """ "It has sensors", "an album contains pages": whose they are, if anything else is told of them."""
    end = 1 if tokens and tokens[0].is_word("it", "they") else thing_at(tokens, 0, scene)
    begin = ends_after_any(tokens, end, _HAVING) if end else 0
    phrase = noun_phrase(tokens, begin) if begin > end else NounPhrase()
    is_many = may_be_a_thing(phrase) and not phrase.determiner and is_plural(phrase.head)
    is_all = is_many and begin + phrase.length == len(tokens)
    return ((*tokens[:end], *said("owns", tokens[end]), *tokens[begin:]),) if is_all else ()


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
