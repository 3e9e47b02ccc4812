"""Clauses that share a sentence, each as a sentence of its own: behind a colon, a dash, a semicolon."""

from __future__ import annotations

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.clauses import parted
from database_developer.reading.grammar.cues import Cued, cues_of
from database_developer.reading.grammar.matching import beginnings, ends_after_any, skipped
from database_developer.reading.grammar.narrating.words import ONE_OF_THEM, may_be_a_thing
from database_developer.reading.grammar.phrases import noun_phrase
from database_developer.reading.grammar.recasting import lists
from database_developer.reading.grammar.recasting.words import (
    KNOWN,
    Sentences,
    Tokens,
    bare,
    clause_subject,
    each_has,
    first_verb,
    is_list_of_facts,
    name_at,
    said,
    thing_before,
)
from database_developer.reading.grammar.remarks import DASHES
from database_developer.reading.grammar.verbs import verb_from
from database_developer.reading.inflection import is_derived, is_plural, singular
from database_developer.reading.scene import Scene

_OPENINGS = (
    *("in addition", "in addition to that", "in addition to this", "on top of that", "apart from that", "of course"),
    *("besides that", "as a rule", "in general", "in principle", "at the moment", "by the way", "what is more"),
    *("on the other hand", "in turn", "after that", "and also", "also", "besides", "furthermore", "moreover"),
)
_CONTAINING = (
    "contains",
    "holds",
    "consists of",
    "is full of",
    "includes",
    "comprises",
    "is made up of",
    "is divided into",
)
_GOING = lexicon.words("live run work stand come go sit start begin end hang lie belong")
_WHERE = lexicon.words("in on at from to for with under")
_SIGHS = ("oh and", "oh", "so", "well", "ah and", "right", "okay", "ok", "and yes", "ah")
_MAKING_UP = (
    "make up",
    "makes up",
    "describe",
    "belong to",
    "define",
    "are part of",
    "go with",
    "characterise",
    "characterize",
)
_JOINTS = ("and", "but", "while", "whereas", "so", "therefore", "thus", "hence")
_SPEAKING = lexicon.words("we i it they")
_TELLING = lexicon.HAVE | lexicon.words("own owns pay pays get gets give gives carry carries belong belongs need needs")
_PLURAL_VERBS = lexicon.words("wear carry get need bear own belong contain include show hold pay")
_LISTS = lexicon.PRONOUNS | lexicon.NEGATIONS | lexicon.words("there if so but because nobody nothing please")


def without_opening(tokens: Tokens, scene: Scene) -> Sentences:
    """ "In addition members can rate a route": members can."""
    end = ends_after_any(tokens, 0, _SIGHS)
    rest = tokens[skipped(tokens, end, ",", ":") :]
    if end and rest and not rest[0].is_word("that", "far"):
        return (rest,)
    end = ends_after_any(tokens, 0, _OPENINGS)
    rest = tokens[skipped(tokens, end, ",") :]
    return (rest,) if end and clause_subject(rest) else ()


def without_got(tokens: Tokens, scene: Scene) -> Sentences:
    """ "A crew has got a name and a van": it has them."""
    at = next((at for at in range(1, len(tokens)) if _is_got(tokens, at)), 0)
    return ((*tokens[:at], *tokens[at + 1 :]),) if at else ()


def and_contains(tokens: Tokens, scene: Scene) -> Sentences:
    """ "A town has a name plus a population and contains districts": it contains them."""
    subject = noun_phrase(tokens)
    end = subject.length
    if not may_be_a_thing(subject) or end >= len(tokens) or not tokens[end].is_in(lexicon.HAVE):
        return ()
    for at in range(end + 2, len(tokens) - 2):
        begin = ends_after_any(tokens, at + 1, _CONTAINING) if tokens[at].is_word("and") else 0
        phrase = noun_phrase(tokens, begin) if begin > at + 1 else None
        if phrase is not None and may_be_a_thing(phrase) and is_plural(phrase.head) and not phrase.determiner:
            before = tokens[: at - 1] if tokens[at - 1].is_mark(",") else tokens[:at]
            return (before, (*tokens[:end], *said("contains", tokens[at]), *tokens[begin:]))
    return ()


def and_goes(tokens: Tokens, scene: Scene) -> Sentences:
    """ "Semesters have a code and run from a first day to a last day": they run."""
    subject = noun_phrase(tokens)
    end = subject.length
    is_many = may_be_a_thing(subject) and is_plural(subject.head) and end < len(tokens)
    for at in range(end + 2, len(tokens) - 3) if is_many and tokens[end].is_in(lexicon.HAVE | lexicon.BE) else ():
        is_verb = tokens[at].is_word("and") and tokens[at + 1].is_in(_GOING) and tokens[at + 2].is_in(_WHERE)
        if is_verb:
            return (tokens[:at], (*tokens[:end], *tokens[at + 1 :]))
    return ()


def _is_got(tokens: Tokens, at: int) -> bool:
    return tokens[at].is_word("got") and tokens[at - 1].is_in(lexicon.HAVE)


def at_semicolons(tokens: Tokens, scene: Scene) -> Sentences:
    """Parts that are all clauses of their own."""
    parts = parted(tokens, ";")
    if len(parts) > 1 and (listed := lists.one_after_another(tokens, scene)):
        return listed
    if len(parts) < 2 or not all(map(_has_verb, parts)) or not clause_subject(parts[0]):
        return ()
    return (parts[0], *(_with_subject(part, parts[0]) for part in parts[1:]))


def at_colon(tokens: Tokens, scene: Scene) -> Sentences:
    """ "The choir rehearses pieces: the title and the composer of a piece are stored"."""
    colon = next((at for at, token in enumerate(tokens) if token.is_mark(":")), 0)
    before, behind = tokens[:colon], tokens[colon + 1 :]
    start = skipped(behind, 0, "each", "every", "one", "it", "they")
    if start and may_be_a_thing(noun_phrase(before)) and noun_phrase(before).length == colon and _has_verb(behind):
        return ((*said("each", tokens[0]), *bare(before), *behind[start:]),)  # "crossings: each one is made by ..."
    is_told = bool(colon and behind) and (_is_clause(behind) or _is_kept(behind) or bool(lists.there_is(behind, scene)))
    if not is_told:
        return ()
    return (before, behind) if _has_verb(before) else (behind,)


def _has_verb(tokens: Tokens) -> bool:
    return first_verb(tokens) is not None


def _is_clause(tokens: Tokens) -> bool:
    return bool(clause_subject(tokens)) and not tokens[0].is_in(_LISTS)


def _is_kept(tokens: Tokens) -> bool:
    """ "The title and the composer of a piece are stored"."""
    is_done = len(tokens) > 2 and tokens[-1].is_in(KNOWN) and tokens[-2].is_in(lexicon.BE)
    return is_done and not tokens[-3].is_in(_SPEAKING)


def at_dashes(tokens: Tokens, scene: Scene) -> Sentences:
    """ "... and in which shed it stands - sheds have a name and an address"."""
    dashes = [at for at, token in enumerate(tokens) if token.is_mark(*DASHES)]
    if not 1 <= len(dashes) <= 2 or dashes[0] == 0:
        return ()
    before, inner = tokens[: dashes[0]], tokens[dashes[0] + 1 : dashes[1] if len(dashes) > 1 else None]
    rest = tokens[dashes[1] + 1 :] if len(dashes) > 1 else ()
    return ((*before, *rest), inner) if inner and _is_clause(inner) else ()


def at_next_clause(tokens: Tokens, scene: Scene) -> Sentences:
    """ "Matches take place on a date, and we store the goals": behind the comma stands another subject."""
    first = clause_subject(tokens)
    for at in range(first + 2, len(tokens) - 3) if first else ():
        begin = skipped(tokens, at + 1, *_JOINTS) if tokens[at].is_mark(",") else at
        is_apart = begin > at + 1 and _has_verb(tokens[:at]) and not _counts(tokens[:at], tokens[begin:])
        if is_apart and _is_next(tokens[begin:]):
            return (tokens[:at], _with_subject(tokens[begin:], tokens[:at]))
    return ()


def _counts(before: Tokens, behind: Tokens) -> bool:
    """ "In a crate are several lamps, and for every lamp ...": both tell of the pair."""
    phrase = name_at(behind, 1 if behind[0].is_in(lexicon.PREPOSITIONS) else 0)
    head = singular(phrase.head)
    if phrase.determiner in lexicon.EACH and is_derived(head):
        return True  # "authors can change articles, and each changing has a time"
    return any(token.is_in(lexicon.MANY) for token in before) and any(singular(token.lower) == head for token in before)


def _with_subject(tokens: Tokens, before: Tokens) -> Tokens:
    """ "They have a kind" as "donors have a kind" behind a clause on donors."""
    phrase = noun_phrase(before)
    is_thing = may_be_a_thing(phrase) and clause_subject(before) == phrase.length
    is_it = tokens[0].is_word("they") if is_plural(phrase.head) else tokens[0].is_word("it")
    return (*before[: phrase.length], *tokens[1:]) if is_thing and is_it else tokens


def _is_next(tokens: Tokens) -> bool:
    """ "We store", "a page has", "for each visit we note", "it is written down"."""
    if tokens[0].is_in(_SPEAKING):
        verb = verb_from(tokens, 1)
        return verb is not None and verb.start <= 2
    if _is_kept(tokens) or any(
        token.is_in(KNOWN) and tokens[at - 1].is_word("get", "gets", "are", "is")
        for at, token in enumerate(tokens)
        if at > 1
    ):
        return tokens[0].is_word("the", "a", "an", "each", "their", "its", "for", "how", "whether", "when")
    if tokens[0].is_word("after", "afterwards", "later", "then"):
        return any(token.is_in(lexicon.BE) for token in tokens)
    if tokens[0].is_word("for", "of", "on", "in"):
        phrase = noun_phrase(tokens, 1)
        behind = skipped(tokens, 1 + phrase.length, ",")
        is_led = phrase.determiner in ONE_OF_THEM | {"the"} and behind < len(tokens)
        return is_led and tokens[behind].is_in(_SPEAKING | {"there"})
    return bool(clause_subject(tokens)) and noun_phrase(tokens).determiner in {"a", "an", "each", "every", "the"}


def without_who(tokens: Tokens, scene: Scene) -> Sentences:
    """ "Donors, who have a name and a kind, bring donations": two sentences on donors."""
    for at in range(2, len(tokens) - 2):
        is_relative = tokens[at].is_word("who", "which") and tokens[at - 1].is_mark(",")
        if not is_relative or not (tokens[at + 1].is_in(_TELLING) or tokens[at + 1].is_in(lexicon.MODALS)):
            continue
        phrase, start = thing_before(tokens, at - 1)
        if not may_be_a_thing(phrase):
            return ()
        is_led = start > 0 and tokens[start - 1].is_in(lexicon.PREPOSITIONS)
        ends = (
            it for it in range(at, len(tokens)) if tokens[it].is_mark(",") and (is_led or _ends_relative(tokens, it))
        )
        end = next(ends, len(tokens))
        rest = (*tokens[: at - 1], *tokens[skipped(tokens, end, ",") :])
        return (rest, (*tokens[start : at - 1], *tokens[at + 1 : end]))
    return ()


def _ends_relative(tokens: Tokens, at: int) -> bool:
    """A comma behind which the sentence goes on with its verb, or with the list it began."""
    if not tokens[at].is_mark(",") or at + 1 >= len(tokens):
        return False
    return _is_verb(tokens, at + 1) if at + 2 < len(tokens) else False


def made_up_of(tokens: Tokens, scene: Scene) -> Sentences:
    """ "A name and a start date make up the station"."""
    verbs = (at for at in beginnings(tokens, _MAKING_UP) if 1 < at < len(tokens) - 2)
    verb = next((at for at in verbs if ends_after_any(tokens, at, _MAKING_UP) > at), 0)
    end = ends_after_any(tokens, verb, _MAKING_UP) if verb else 0
    phrase = noun_phrase(tokens, end) if verb else None
    is_all = phrase is not None and may_be_a_thing(phrase) and end + phrase.length == len(tokens)
    return (each_has(tokens[end:], tokens[:verb]),) if is_all and is_list_of_facts(tokens[:verb]) else ()


def shared_subject(tokens: Tokens, scene: Scene) -> Sentences:
    """ "A slot is a weekday with a start and is taken by one programme": each verb with its subject."""
    end = clause_subject(tokens)
    phrase = noun_phrase(tokens)
    if not end or phrase.length != end or not may_be_a_thing(phrase):
        return ()
    for at in range(end + 2, len(tokens) - 2):
        begin = (
            skipped(tokens, at, ",", "and", "but", *lexicon.ADVERBS)
            if tokens[at].is_mark(",") or tokens[at].is_word("and")
            else at
        )
        if begin > at and begin + 1 < len(tokens) and _is_verb(tokens, begin):
            return (tokens[:at], (*tokens[:end], *tokens[begin:]))
    return ()


def _is_verb(tokens: Tokens, at: int) -> bool:
    """ "Is taken by", "may leave", "belongs to": what can stand behind "and" without its subject."""
    word, following = tokens[at], tokens[at + 1]
    if word.is_in(lexicon.BE | lexicon.MODALS | lexicon.HAVE):
        return True
    if word.lower in _PLURAL_VERBS and is_plural(tokens[at - 1].lower) is False and following.is_in(lexicon.ARTICLES):
        return True
    if lexicon.FINITE.get(word.lower) in lexicon.HAS | {"get", "hold", "own"} and word.lower.endswith("s"):
        return True
    is_third = word.lower.endswith("s") and lexicon.FINITE.get(word.lower, word.lower) != word.lower
    return is_third and (following.is_in(lexicon.PREPOSITIONS) or following.is_in(lexicon.DETERMINERS))


CUED: Cued = {
    without_opening: cues_of(_SIGHS) | cues_of(_OPENINGS),
    without_got: frozenset({"got"}),
    and_contains: cues_of(_CONTAINING),
    and_goes: _GOING,
    at_semicolons: frozenset({";"}),
    at_colon: frozenset({":"}),
    at_dashes: frozenset(DASHES),
    at_next_clause: frozenset({","}),
    without_who: frozenset({"who", "which"}),
    made_up_of: cues_of(_MAKING_UP),
    shared_subject: frozenset({",", "and"}),
}
