"""Wishes that tables alone do not fulfil: how long rows are kept, who may see them, how many there may be."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.model.request import Question
from database_developer.reading.grammar import cues, lexicon
from database_developer.reading.grammar.clauses import Clause, Statement, Tokens
from database_developer.reading.grammar.matching import beginnings, ends_after_any, skipped, stands_in
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.tokens import Kind
from database_developer.reading.grammar.verbs import verb_from
from database_developer.reading.inflection import is_plural, singular

_ENDING = lexicon.KEEP | lexicon.DELETE | lexicon.words("retain archive anonymise anonymize expire preserve")
_SPANS = ("for", "for at least", "for at most", "for up to", "for only", "after", "older than", "longer than", "within")
_SPAN_CUES = frozenset(lexicon.PERIODS)
_SEEING = lexicon.words("see view read access edit change update delete modify approve open download export")
_SEEING_OR_SEEN = _SEEING | lexicon.words("visible seen edited accessed viewed")
_ONLY = lexicon.words("only except nobody cannot own")
_MODALS_OR_OPEN = lexicon.MODALS | {"visible", "accessible"}
_BE_OR_NOT = frozenset({"not", "never", "also", "always", "be"})
_LIMIT_CUES = cues.cues_of(lexicon.BOUNDS)
_ONCE = ("only once", "once per", "once for each", "at most once", "more than once", "no more than once")
_COMPARED = (
    "after",
    "before",
    "later than",
    "earlier than",
    "greater than",
    "less than",
    "more than",
    "higher than",
    "lower than",
    "bigger than",
    "smaller than",
)


_ONCE_CUES = cues.cues_of(_ONCE)


def questions(statement: Statement) -> Iterator[Question]:
    """What must be asked about the sentence, whatever else has been read in it; nothing of it stops the work."""
    span = _span(statement)
    if span:
        text = f'shall rows go "{span}"? No constraint deletes rows'
        yield _asked("retention", text, statement, "a scheduled job outside this change deletes them")
    elif _is_about_access(statement):
        text = f'who enforces "{statement.quote.text.rstrip(".")}"? A table does not know who reads it'
        yield _asked(
            "access", text, statement, "the application does", "row-level security with a policy for each role"
        )
    limit = None if span else _limit(statement)
    if limit is not None:
        text = f'shall the database refuse what is not "{limit}"? No constraint counts rows of another table'
        yield _asked("limit", text, statement, "the application does", "a trigger that counts")


def is_wish(statement: Statement) -> bool:
    """Whether the sentence compares two facts or forbids what two rows share, in words that no other kind knows."""
    tokens = statement.tokens
    if len(tokens) > 2 and tokens[0].is_word("no") and tokens[1].is_word("two"):
        return True
    if cues.heard(_ONCE_CUES, statement.words) and stands_in(tokens, _ONCE):
        return True
    return any(_compares(clause) or _forbids_twice(clause) for clause in statement.clauses)


def _asked(kind: str, text: str, statement: Statement, *proposals: str) -> Question:
    quote = statement.quote
    return Question(id=f"{kind}-line-{quote.line}", text=text, proposals=proposals, blocking=False, quote=quote)


def is_retention(clause: Clause) -> bool:
    """ "Keep events for 90 days" tells no more of events than how long they stay."""
    return clause.verb is not None and bool(_span_of(clause))


def _span(statement: Statement) -> str:
    clauses = statement.clauses if cues.heard(_SPAN_CUES, statement.words) else ()
    return next((span for clause in clauses if (span := _span_of(clause))), "")


def _span_of(clause: Clause) -> str:
    """The "for 90 days" of a clause that keeps or deletes."""
    verb = clause.verb
    if verb is None or verb.lemma not in _ENDING:
        return ""
    tokens = clause.rest
    for index in beginnings(tokens, _SPANS):
        end = ends_after_any(tokens, index, _SPANS)
        if (
            end > index
            and end + 1 < len(tokens)
            and _is_number(tokens, end)
            and tokens[end + 1].lower in lexicon.PERIODS
        ):
            return " ".join(token.text for token in tokens[index : end + 2])
    return ""


def _is_number(tokens: Tokens, at: int) -> bool:
    token = tokens[at]
    return token.kind is Kind.NUMBER or token.is_in(lexicon.SMALL_NUMBERS)


def _is_about_access(statement: Statement) -> bool:
    """ "Only the owner may see it", "users can only edit their own posts", "is not visible to others"."""
    if not all(cues.heard(some, statement.words) for some in (_SEEING_OR_SEEN, _ONLY, _MODALS_OR_OPEN)):
        return False
    tokens = statement.tokens
    has_verb = any(token.is_in(_SEEING_OR_SEEN) for token in tokens)
    has_only = has_verb and any(token.is_in(_ONLY) for token in tokens)
    return has_only and any(token.is_in(_MODALS_OR_OPEN) for token in tokens)


def _limit(statement: Statement) -> str | None:
    """The "at most 30 students" of a sentence, where students are things and no unit."""
    if not cues.heard(_LIMIT_CUES, statement.words):
        return None
    tokens = statement.tokens
    places = beginnings(tokens, lexicon.BOUNDS)
    if not places or verb_from(tokens) is None:
        return None
    for index in places:
        end = ends_after_any(tokens, index, lexicon.BOUNDS)
        if end == index or end >= len(tokens) or not _is_number(tokens, end):
            continue
        phrase = noun_phrase(tokens, end + 1 if tokens[end].kind is Kind.NUMBER else end)
        if _is_counted(phrase):
            stop = end + (1 if tokens[end].kind is Kind.NUMBER else 0) + phrase.length
            return " ".join(token.text for token in tokens[index:stop])
    return None


def _is_counted(phrase: NounPhrase) -> bool:
    is_unit = (
        phrase.head in lexicon.UNITS or phrase.head in lexicon.PERIODS or singular(phrase.head) in lexicon.TYPE_NOUNS
    )
    return phrase.is_named and is_plural(phrase.head) and not is_unit


def _compares(clause: Clause) -> bool:
    """ "The end must be after the start", "the due date cannot be before the loan date"."""
    verb = clause.verb
    if verb is None or verb.lemma not in {"be", "come", "lie"} or not verb.modal or not clause.subject:
        return False
    start = skipped(clause.rest, 0, *_BE_OR_NOT)
    end = ends_after_any(clause.rest, start, _COMPARED)
    return end > start and noun_phrase(clause.rest, end).is_named


def _forbids_twice(clause: Clause) -> bool:
    """ "The same seat cannot be sold twice"."""
    if clause.verb is None or not clause.verb.negated:
        return False
    return any(token.is_word("same") for token in (*clause.subject, *clause.rest))
