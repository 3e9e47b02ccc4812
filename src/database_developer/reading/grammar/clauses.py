"""Sentences cut into clauses, each with its condition, subject, verb and what follows the verb."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from database_developer.model.request import Quote
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.matching import ends_after_any
from database_developer.reading.grammar.phrases import noun_phrase
from database_developer.reading.grammar.relatives import with_relatives_set_apart
from database_developer.reading.grammar.remarks import remark_cut
from database_developer.reading.grammar.sentences import RawSentence, sentences_of
from database_developer.reading.grammar.table_words import in_usual_words
from database_developer.reading.grammar.tokens import MOST_KEPT, Kind, Token
from database_developer.reading.grammar.verbs import Verb, is_finite, verb_by_place, verb_from, verb_group
from database_developer.reading.inflection import done_form, is_plural

Tokens = tuple[Token, ...]

_WORD, _MARK = Kind.WORD, Kind.MARK
_WHILE = ("while", "whereas")
_JOINTS = ("and", "but", "so")
_JOINING_MARKS = (",", "-", "--", "—")
_CONDITIONS = ("when", "whenever", "if", "once", "after", "upon")
_IDLE = lexicon.ADVERBS | {"and"}
_SUBORDINATE = lexicon.SUBORDINATORS | lexicon.RELATIVES
_BEHIND_A_VERB = lexicon.DETERMINERS | lexicon.PREPOSITIONS | {"place"}
_IF_ANY = ("where there is", "where there are", "if there is", "if there are", "where known", "if known", "if any")
_MOMENTS = lexicon.words("time times date dates day days moment moments year")
_ACTING_ON = lexicon.KEEP | lexicon.RENAME | lexicon.SORT
_LABEL_WORDS = 6
_RELATIVE = frozenset({"which", "that"})
_LOOKED_AHEAD = 14  # tokens in which the verb of a clause's start must come


@dataclass(frozen=True, kw_only=True, slots=True)
class Condition:
    """ "When a user is deleted": who, and what happens."""

    subject: Tokens
    verb: Verb


@dataclass(frozen=True, kw_only=True, slots=True)
class Clause:
    """One statement; ``lead`` is what stands before the subject ("for each membership").

    A clause without a verb is a fragment, all of it in ``rest``. ``words`` are those of the whole sentence.
    """

    quote: Quote
    rest: Tokens
    words: frozenset[str]
    subject: Tokens = ()
    verb: Verb | None = None
    lead: Tokens = ()
    condition: Condition | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """A sentence as the kinds of sentence read it; ``label`` stands before a colon ("existing rows").

    ``words`` are all its words and marks in small letters, those in brackets among them, so that it is quickly known
    which kinds cannot mean it.
    """

    quote: Quote
    tokens: Tokens
    clauses: tuple[Clause, ...]
    words: frozenset[str]
    label: str = ""
    body: Tokens = ()


def statement_of(sentence: RawSentence, line: int, origin: str = "description") -> Statement:
    """The sentence's clauses, each quoting the whole sentence."""
    return statement_from(
        in_usual_words(_as_addition(sentence.tokens)), Quote(text=sentence.text, line=line, origin=origin)
    )


def _as_addition(tokens: Tokens) -> Tokens:
    """ "New: `soil_type`, short text" and "+ `soil_type`" add it."""
    is_new = bool(tokens) and (tokens[0].is_word("new") or tokens[0].is_mark("+"))
    start = 1 if is_new else len(tokens)
    while start < len(tokens) and (tokens[start].is_in(lexicon.COLUMN_NOUNS) or tokens[start].is_mark(":", "-", "–")):
        start += 1
    is_name = start < len(tokens) and (tokens[start].is_literal or "_" in tokens[start].text)
    return (replace(tokens[0], kind=_WORD, text="add", lower="add"), *tokens[start:]) if is_name else tokens


def statement_from(given: Tokens, quote: Quote) -> Statement:
    """What the tokens say, in the words of the quote."""
    said = words_of(given)
    tokens = given if _RELATIVE.isdisjoint(said) else with_relatives_set_apart(given)
    words = said if tokens is given else words_of(tokens)
    label, body = _label(tokens) if ":" in words else ("", tokens)
    clauses = tuple([clause for part in _remarks_apart(body) for clause in _clauses(part, quote, words)])
    return Statement(quote=quote, tokens=tokens, clauses=clauses, words=words, label=label, body=body)


def words_of(tokens: Tokens) -> frozenset[str]:
    """All words and marks, those in brackets among them."""
    found = {token.lower for token in tokens}
    for token in tokens:
        if token.inside:
            found |= words_of(token.inside)
    return frozenset(found)


@lru_cache(maxsize=MOST_KEPT)
def statements_of(text: str, line: int, lines: tuple[str, ...]) -> tuple[Statement, ...]:
    """The sentences of a block, taken apart once however many kinds of reader ask for them.

    ``lines`` are those that the text was joined from, so that each sentence has its own.
    """
    return tuple(statement_of(raw, line + _lines_before(raw, lines)) for raw in sentences_of(text))


def _lines_before(sentence: RawSentence, lines: tuple[str, ...]) -> int:
    """How many lines of its paragraph end before the sentence begins."""
    start, end = (sentence.tokens[0].start if sentence.tokens else 0), 0
    for number, line in enumerate(lines):
        end += len(line) + 1
        if start < end:
            return number
    return 0


def parted(tokens: Tokens, *marks: str) -> list[Tokens]:
    """The tokens between these marks, empty parts left out."""
    parts: list[Tokens] = []
    start = 0
    for index, token in enumerate(tokens):
        if token.kind is _MARK and token.text in marks:
            parts.append(tokens[start:index])
            start = index + 1
    parts.append(tokens[start:])
    return [part for part in parts if part]


def _remarks_apart(body: Tokens) -> list[Tokens]:
    """The parts between semicolons, and what a remark behind a dash says."""
    parts = parted(body, ";")
    return [half for part in parts for half in remark_cut(part) if half]


def without_circumstance(tokens: Tokens) -> tuple[Tokens, Tokens]:
    """What follows a verb, less a "whenever ...", "if ...", "because ..." that only says when it holds."""
    for index, token in enumerate(tokens):
        starts = token.is_in(lexicon.SUBORDINATORS) and index > 0 and not token.is_word("whether")
        if starts and token.is_word("when") and tokens[index - 1].is_in(_MOMENTS):
            continue  # "the times when it arrived and left"
        if starts and ends_after_any(tokens, index, _IF_ANY) > index:
            continue  # it says more of an entry of the list
        if starts and not tokens[index - 1].is_mark(",", ":") and not tokens[index - 1].is_word("and", "or"):
            return tokens[:index], tokens[index:]
    return tokens, ()


def _label(tokens: Tokens) -> tuple[str, Tokens]:
    for index, token in enumerate(tokens[: _LABEL_WORDS + 1]):
        if token.is_mark(":"):
            head = tokens[:index]
            if head and index + 1 < len(tokens) and verb_from(tokens, 0, index) is None:
                return " ".join(part.lower for part in head), tokens[index + 1 :]
            break
    return "", tokens


def _clauses(tokens: Tokens, quote: Quote, words: frozenset[str]) -> list[Clause]:
    condition, main = _condition(tokens)
    found: list[Clause] = []
    start = 0
    subject: Tokens = ()
    lead: Tokens = ()
    while start < len(main):
        verb = _verb_of_next(main, start, bool(found))
        if verb is None:
            break
        end = _clause_end(main, verb.end, is_order=not subject and verb.start == start)
        if verb.start > start:
            lead, subject = _lead_and_subject(main[start : verb.start])
        rest = _trimmed(main[verb.end : end])
        found.append(
            Clause(quote=quote, rest=rest, words=words, subject=subject, verb=verb, lead=lead, condition=condition)
        )
        start = _after_joint(main, end)
    if not found and main:
        found.append(Clause(quote=quote, rest=main, words=words, condition=condition))
    return found


def _verb_of_next(tokens: Tokens, start: int, has_one_before: bool) -> Verb | None:
    """The verb of the clause that begins here; behind a joint it may stand first and share the subject."""
    place = start
    while place < len(tokens) and tokens[place].is_in(lexicon.ADVERBS):
        place += 1
    if has_one_before and place < len(tokens) and _is_verb_after_joint(tokens, place, is_order=False):
        return verb_group(tokens, place, len(tokens))
    verb = verb_from(tokens, start)
    if verb is not None and _is_done_to_each(tokens, start, verb):
        verb = verb_from(tokens, verb.end) or verb
    return verb or (None if has_one_before else verb_by_place(tokens, start, len(tokens)))


def _is_done_to_each(tokens: Tokens, start: int, verb: Verb) -> bool:
    """The "shown" of "for each exhibit shown in an exhibition, the caption is kept" says which exhibits."""
    is_led = tokens[start].is_in(lexicon.LEADS) and tokens[start + 1].is_in(lexicon.EACH)
    is_near = is_led and start + 1 + noun_phrase(tokens[: verb.start], start + 1).length == verb.start
    is_done = is_near and verb.end == verb.start + 1 < len(tokens) and bool(done_form(tokens[verb.start].lower))
    return is_done and tokens[verb.end].is_in(lexicon.PREPOSITIONS)


def _condition(tokens: Tokens) -> tuple[Condition | None, Tokens]:
    """A leading "when a user is deleted" taken off; the rest is the main part."""
    if not tokens or not tokens[0].is_in(_CONDITIONS):
        return None, tokens
    verb = verb_from(tokens, 1)
    if verb is None:
        return None, tokens
    end = verb.end if verb.passive or verb.lemma in lexicon.PERISH else _first_comma(tokens, verb.end)
    condition = Condition(subject=tokens[1 : verb.start], verb=verb)
    while end < len(tokens) and (tokens[end].is_mark(",") or tokens[end].is_word("then", "too", "away")):
        end += 1
    return condition, tokens[end:]


def _first_comma(tokens: Tokens, start: int) -> int:
    return next((index for index in range(start, len(tokens)) if tokens[index].is_mark(",")), len(tokens))


def _clause_end(tokens: Tokens, start: int, *, is_order: bool) -> int:
    """Where the next clause begins, at an "and", a comma or a "but" before a new verb."""
    for index in range(start, len(tokens)):
        if _is_joint(tokens, index) and _begins_clause(tokens, _after_joint(tokens, index), is_order=is_order):
            return index
    return len(tokens)


def _is_joint(tokens: Tokens, index: int) -> bool:
    """ "while" joins two clauses behind a comma only; else it says when the first holds."""
    token = tokens[index]
    if token.kind is _WORD:
        if token.lower in _WHILE:
            return index > 0 and tokens[index - 1].is_mark(",")
        return token.lower in _JOINTS
    if token.is_mark(":"):
        return index + 1 < len(tokens) and tokens[index + 1].is_word("each", "every", "it", "they")
    return token.kind is _MARK and token.text in _JOINING_MARKS


def _after_joint(tokens: Tokens, index: int) -> int:
    while index < len(tokens) and _is_joint(tokens, index):
        index += 1
    return index


def _begins_clause(tokens: Tokens, start: int, *, is_order: bool) -> bool:
    """Whether a verb comes here, after nothing but adverbs and one noun phrase."""
    index = start
    while index < len(tokens) and tokens[index].is_in(lexicon.ADVERBS):
        index += 1
    if index >= len(tokens) or tokens[index].is_in(_SUBORDINATE):
        return False
    if _is_verb_after_joint(tokens, index, is_order=is_order):
        return True
    return _verb_follows_subject(tokens, index)


def _is_verb_after_joint(tokens: Tokens, index: int, *, is_order: bool) -> bool:
    """A verb that shares the subject before the joint: "belongs to a user and has a type".

    In "add a name and drop the code" (an order) it may be any order; else "list price" is a name.
    """
    word, following = tokens[index], tokens[index + 1] if index + 1 < len(tokens) else None
    if word.kind is not Kind.WORD or following is None:
        return False
    if word.lower not in lexicon.FINITE:
        return is_finite(tokens, index, index) or _falls_under_one(tokens, index)
    if word.is_in(lexicon.BE) and (following.lower in lexicon.PARTICIPLES or following.lower.endswith("ed")):
        return True
    if is_finite(tokens, index, index):
        return is_order or following.is_in(lexicon.DETERMINERS)
    is_inflected = lexicon.FINITE[word.lower] != word.lower and word.lower not in lexicon.PARTICIPLES
    return is_inflected and following.is_in(_BEHIND_A_VERB)


def _falls_under_one(tokens: Tokens, index: int) -> bool:
    """An unknown verb before a preposition and one thing: "... and falls under one tenant"."""
    end = index + 2
    is_verb = (
        is_plural(tokens[index].lower) and index + 2 < len(tokens) and tokens[index + 1].is_in(lexicon.PREPOSITIONS)
    )
    return is_verb and tokens[end].is_word("one", "exactly", "only")


def _verb_follows_subject(tokens: Tokens, start: int) -> bool:
    first = tokens[start]
    if first.is_in(lexicon.PRONOUNS):
        index = start + 1
    else:
        phrase = noun_phrase(tokens, start)
        index = start + phrase.length
        if not phrase.length:
            return False
    within = range(start + 1, min(index + 1, start + _LOOKED_AHEAD, len(tokens)))
    verbs = (place for place in within if is_finite(tokens, place, start) and not _is_last_noun(tokens, place))
    return any(not _ends_an_entry(tokens, place) for place in verbs)


def _ends_an_entry(tokens: Tokens, place: int) -> bool:
    """The "found" of "the time, the deviation found, and remarks": what was done to it, in a list."""
    end = place + 2 if place + 1 < len(tokens) and tokens[place + 1].is_in(lexicon.PREPOSITIONS) else place + 1
    is_at_end = end == len(tokens) or tokens[end].is_mark(",", ".") or tokens[end].is_word("and")
    return is_at_end and place > 0 and not tokens[place].is_in(lexicon.BE) and bool(done_form(tokens[place].lower))


def _is_last_noun(tokens: Tokens, place: int) -> bool:
    """The "notes" at the end of "a date and free notes" has nothing to act on."""
    lemma = lexicon.FINITE.get(tokens[place].lower, "")
    return place == len(tokens) - 1 and lemma != tokens[place].lower and lemma in _ACTING_ON


def _lead_and_subject(tokens: Tokens) -> tuple[Tokens, Tokens]:
    """What stands before a verb: adverbs and adjuncts, then the subject itself."""
    tokens = _trimmed(tokens)
    if tokens and tokens[-1].is_in(lexicon.PRONOUNS):
        return _trimmed(tokens[:-1]), tokens[-1:]
    commas = [index for index, token in enumerate(tokens) if token.is_mark(",")]
    if tokens and tokens[0].is_in(lexicon.LEADS):
        cut = _behind_each(tokens) or _behind_a_part(tokens) or (commas[-1] + 1 if commas else _end_of_lead(tokens))
        return _trimmed(tokens[:cut]), _trimmed(tokens[cut:])
    return (), tokens


def _behind_each(tokens: Tokens) -> int:
    """Where a list begins right behind "for each loan", without a comma; 0 where none does."""
    phrase = noun_phrase(tokens, 1)
    end = 1 + phrase.length
    is_list = phrase.determiner in lexicon.EACH and end < len(tokens) and tokens[end].is_in(lexicon.ARTICLES)
    return end if is_list else 0


def _behind_a_part(tokens: Tokens) -> int:
    """Where a list begins behind the comma of "for tank management,"; 0 where none does."""
    end = next((at for at, token in enumerate(tokens) if token.is_mark(",")), 0)
    return end + 1 if end and tokens[end - 1].is_in(lexicon.MANAGING) else 0


def _end_of_lead(tokens: Tokens) -> int:
    """Where "for each user" ends and "the system" begins: at the second determiner."""
    for index in range(2, len(tokens)):
        if tokens[index].is_in(lexicon.DETERMINERS):
            return index
    return len(tokens)


def _trimmed(tokens: Tokens) -> Tokens:
    start, end = 0, len(tokens)
    while start < end and (tokens[start].is_mark(",", "-", "*") or tokens[start].is_in(_IDLE)):
        start += 1
    while end > start and (tokens[end - 1].is_mark(",") or tokens[end - 1].is_in(_IDLE)):
        end -= 1
    return tokens[start:end]
