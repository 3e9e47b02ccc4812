"""The turns of speech that ask for something to be kept, and where in a sentence that which is kept is told."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from database_developer.model.usual import is_history, usual_of
from database_developer.reading.customs import custom_of
from database_developer.reading.grammar import cues, lexicon
from database_developer.reading.grammar.matching import beginnings, ends_after_any, first_words, phrases, skipped
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.tokens import Token
from database_developer.reading.inflection import is_plural, singular, singular_phrase

Tokens = tuple[Token, ...]

KEEPING = phrases(
    "record | log | store | track | save | register | document | collect | capture | note | note down | write "
    "down | put down | keep track of | keep a record of | keep records of | keep a log of | keep a list of | keep "
    "a diary of | keep a register of | keep | hold | archive | remember"
)
_KEPT = phrases("recorded | logged | stored | tracked | saved | registered | documented | kept | noted | written down")
_PLACES = phrases(
    "somewhere | nowhere | some place | a place | no place | a way | some way | no way | no good way | a spot | room"
)
_WANTING = phrases(
    "need to | needs to | want to | wants to | have to | has to | like to | wish to | able to | ought to | start to | "
    "should | must | could | can | shall | let us | let's | please | should also | must also | should finally | "
    "need to finally | want to finally | should start to | to start to | help us | would love to"
)
_ASKING = lexicon.words(
    "need needs want wants like create make add build design set up setup please prepare provide define new first "
    "implement introduce require required have"
)
_STORES = lexicon.words("database db schema")
_TABLES = lexicon.words("table tables")
_HOLDING = phrases(
    "for | with | to hold | to store | to keep | to track | to record | to log | holding | containing | storing | "
    "that holds | that stores | that keeps | which holds | for storing | for keeping | for tracking | for recording | "
    "where we keep | where we can keep | in which we keep | to keep track of | that keeps track of"
)
_BEFORE_STORES = lexicon.ARTICLES | lexicon.words(
    "new first small simple some db database sql postgres postgresql our initial basic separate own second the another"
)
_ENDS = phrases(
    "so that | so we | so somebody | so someone | so | because | in order to | since we | since it | since they | "
    "but | as we | as it"
)
_LOGS = lexicon.words("diary log track record records")
_LABELS = lexicon.words("db database backend feat feature chore task story todo data")
_THERE = phrases(
    "there should be | there must be | there has to be | we need | we want | we would like | i need | i want"
)
_BOOKS = lexicon.words("log list record register history diary directory catalogue catalog inventory journal overview")
_SHOWN = lexicon.words("page screen view form button menu table theme mode link image file list")
_NEEDING = lexicon.words("need needs want wants require requires lack lacks miss")
_LONGEST_SUBJECT = 5  # tokens, the verb among them
_NAMELESS = lexicon.words("a an new own another separate extra")


_A_TABLE = ("table",)
_KEEPING_CUES = first_words(KEEPING)
_KEPT_CUES = first_words(_KEPT)


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """Who asks (the subject, where the sentence tells one), and the words that tell what is to be kept.

    ``names_tables`` where it speaks of tables, so that every name is one; ``is_log`` where it is kept day by day.
    """

    told: Tokens
    subject: NounPhrase = field(default_factory=NounPhrase)
    names_tables: bool = False
    is_log: bool = False


def call_in(tokens: Tokens) -> Call | None:
    """What the sentence asks to keep; None where it asks for nothing of that kind."""
    tokens = _without_label(tokens)
    words = frozenset([token.lower for token in tokens])
    for some, turn in _TURNS:
        found = turn(tokens) if cues.heard(some, words) else None
        if found is not None:
            told = until_reason(found.told)
            return replace(found, told=told) if told else None
    return _passive(tokens) if cues.heard(_KEPT_CUES, words) else None


def until_reason(tokens: Tokens) -> Tokens:
    """Without the "so that we know who has it" of the end; what stands behind a dash or in the next clause, too."""
    for at in range(1, len(tokens)):
        if ends_after_any(tokens, at, _ENDS) > at or tokens[at].is_mark(";", "-", "--", "–", "—", "."):
            return tokens[:at]
    return tokens


def names_no_table(tokens: Tokens) -> bool:
    """ "Needs a table.", "We need a new table for this.": of whatever the ticket speaks."""
    for at in beginnings(tokens, _A_TABLE):
        if tokens[at].is_word("table") and at and tokens[at - 1].is_in(_NAMELESS):
            behind = tokens[
                skipped(tokens, at + 1, "for", "in", "to", "store", "hold", "the", "our", "database", "db") :
            ]
            is_end = not behind or (len(behind) == 1 and behind[0].is_word("this", "that", "it", "them"))
            is_needed = len(behind) == 2 and behind[0].is_in(lexicon.BE) and behind[1].is_word("needed", "required")
            return is_needed or (is_end and any(one.is_in(_ASKING) for one in tokens[:at]))
    return False


def _in_a_place(tokens: Tokens) -> Call | None:
    """ "We need somewhere to record X", "there is no way to store X"."""
    for at in beginnings(tokens, _PLACES):
        place = ends_after_any(tokens, at, _PLACES)
        if place > at and place < len(tokens) and tokens[place].is_word("to", "where"):
            begin = skipped(tokens, place + 1, "we", "i", "can", "could")
            end = ends_after_any(tokens, begin, KEEPING)
            if end > begin:
                return Call(told=tokens[end:])
    return None


def _in_a_store(tokens: Tokens) -> Call | None:
    """ "Set up tables for X and Y", "we need a database with X", and the title "Table for X"."""
    for at, token in enumerate(tokens):
        if not token.is_in(_STORES | _TABLES):
            continue
        end = ends_after_any(tokens, at + 1, _HOLDING)
        if end > at + 1 and _is_asked_for(tokens, at) and _holds_things(tokens[end:], token):
            return Call(told=tokens[end:], names_tables=token.is_in(_TABLES))
    return None


def _in_a_book(tokens: Tokens) -> Call | None:
    """ "There should be a log of every maintenance", "we need a list of our suppliers"."""
    start = ends_after_any(tokens, 0, _THERE)
    book = noun_phrase(tokens, start) if start else NounPhrase()
    end = start + book.length
    is_book = book.head in _BOOKS and len(book.words) == 1 and end < len(tokens) and tokens[end].is_word("of", "for")
    return Call(told=tokens[end + 1 :], is_log=book.head in _LOGS) if is_book else None


def _without_label(tokens: Tokens) -> Tokens:
    """Less the "DB:" or "Backend -" that stands before a title."""
    is_label = len(tokens) > 2 and tokens[0].is_in(_LABELS) and tokens[1].is_mark(":", "-", "–", "|")
    return tokens[2:] if is_label else tokens


def _is_asked_for(tokens: Tokens, at: int) -> bool:
    """Whether nothing but its article and adjectives stands between the store and who asks for it."""
    first = at
    while first and tokens[first - 1].is_in(_BEFORE_STORES):
        first -= 1
    return first == 0 or tokens[first - 1].is_in(_ASKING) or tokens[first - 1].is_mark(":")


def _holds_things(told: Tokens, store: Token) -> bool:
    """ "A database for the dog school" tells whose it is, "tables for plots and leases" what it holds."""
    phrase = noun_phrase(told)
    is_one_of_many = is_plural(phrase.head) or phrase.determiner in lexicon.EACH
    behind = told[phrase.length :]
    is_listed = bool(behind) and (behind[0].is_mark(",") or behind[0].is_word("and"))
    is_plain = store.is_word("table") and not phrase.determiner
    return phrase.is_named and (is_one_of_many or is_listed or is_plain)


def _wanted(tokens: Tokens) -> Call | None:
    """ "We want to keep track of X", "the office must record X", "Track our X"."""
    for at in dict.fromkeys((0, *beginnings(tokens, _WANTING))):
        begin = ends_after_any(tokens, at, _WANTING)
        if at and not begin > at:
            continue
        begin = skipped(tokens, begin, *lexicon.ADVERBS, "be", "able", "to")
        end = ends_after_any(tokens, begin, KEEPING)
        if end > begin and not _is_bare_keep(tokens[begin:end], tokens[end:]):
            is_log = any(token.is_in(_LOGS) for token in tokens[begin:end])
            return Call(told=tokens[end:], subject=noun_phrase(tokens[:at]), is_log=is_log)
    return None


def _is_bare_keep(verb: Tokens, told: Tokens) -> bool:
    """ "Keep the legacy code" and "hold the line" ask for no table; "keep every visit" does."""
    if len(verb) > 1 or not verb[0].is_word("keep", "hold", "save", "note"):
        return False
    phrase = noun_phrase(told)
    return not (is_plural(phrase.head) or phrase.determiner in lexicon.EACH or phrase.head in lexicon.INFORMATION)


def _listed(tokens: Tokens) -> Call | None:
    """ "Tables needed: artists, albums"; "Table: comments" and "Table "comments" in db" name one."""
    start = skipped(
        tokens, 0, "-", "*", "new", "db", "database", "the", "add", "we", "i", "need", "want", "please", "make"
    )
    if start >= len(tokens) or not tokens[start].is_in(_TABLES):
        return None
    begin = skipped(
        tokens, start + 1, "needed", "required", "wanted", "to", "add", "create", "are", "in", "v1", "called"
    )
    is_announced = begin < len(tokens) and tokens[begin].is_mark(":")
    told = tokens[begin + is_announced :]
    is_literal = bool(told) and told[0].is_literal
    return Call(told=told, names_tables=True) if told and (is_announced or is_literal) else None


def _needed(tokens: Tokens) -> Call | None:
    """ "We need in-app notifications", "reception wants a price history": what is usually kept, and nothing else."""
    verb = next((at for at, token in enumerate(tokens[:_LONGEST_SUBJECT]) if token.is_in(_NEEDING)), 0)
    phrase = noun_phrase(tokens, verb + 1) if verb else NounPhrase()
    words = tuple(word for word in phrase.words if "-" not in word)
    entity = " ".join(singular_phrase(words))
    is_kept = (
        bool(words)
        and singular(words[-1]) not in _SHOWN
        and (usual_of(entity) is not None or is_history(entity) or custom_of(entity) is not None)
    )
    is_some = phrase.determiner in {"", "a", "an", "some", "our"} and verb + 1 + phrase.length == len(tokens)
    named = tokens[verb + 1 + phrase.length - len(words) : verb + 1 + phrase.length]
    is_told = is_some and tuple(token.lower for token in named) == words
    return Call(told=named) if is_kept and is_told else None


def _passive(tokens: Tokens) -> Call | None:
    """ "Every ride should be recorded", "bookings need to be stored somewhere"."""
    for at in beginnings(tokens, _WANTING):
        begin = ends_after_any(tokens, at, _WANTING) if at else at
        end = ends_after_any(tokens, begin + 1, _KEPT) if begin > at and _is_be(tokens, begin) else begin
        if begin > at and end > begin + 1:
            phrase = noun_phrase(tokens[:at])
            is_many = is_plural(phrase.head) or phrase.determiner in lexicon.EACH
            return Call(told=tokens[:at]) if phrase.is_named and is_many else None
    return None


def _is_be(tokens: Tokens, at: int) -> bool:
    return at < len(tokens) and tokens[at].is_word("be")


# Each turn of speech, with words one of which it needs; the first that is there has the sentence.
_TURNS = (
    (_KEEPING_CUES, _in_a_place),
    (_STORES | _TABLES, _in_a_store),
    (_BOOKS, _in_a_book),
    (_KEEPING_CUES, _wanted),
    (_TABLES, _listed),
    (_NEEDING, _needed),
)
