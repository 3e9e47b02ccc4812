"""Where a ticket speaks of the rows there are: "Existing rows: ...", "for existing users", "Backfill: ..."."""

from __future__ import annotations

from dataclasses import dataclass, replace

from database_developer.reading.grammar import cues, lexicon
from database_developer.reading.grammar.matching import beginnings, ends_after_any, phrases, skipped
from database_developer.reading.grammar.phrases import NounPhrase
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.scene import Scene

Tokens = tuple[Token, ...]

_OLD = phrases(
    "existing | old | current | present | already existing | pre-existing | preexisting | legacy | all existing"
)
_FILLING = phrases(
    "backfill | backfilling | back-fill | data migration | migrate | migration | data backfill | backfills | "
    "migration of existing data | backfill rule | backfill rules | migrating | one-off update | data"
)
_BEFORE = phrases("for | in | of | on | to | with")
_WHOLE = phrases("all | the | our | any | every | each | of | these | those")
_PLACES = phrases("in | of | on | from")
_MORE = lexicon.words("data values value ones one")
_GIVE = phrases("give | assign | let | update | have")
_COLONS = phrases(": | — | – | - | --")
CUES = cues.cues_of(_OLD) | cues.cues_of(_FILLING)
_LABEL = 9  # tokens among which the colon of a label stands


@dataclass(frozen=True, kw_only=True, slots=True)
class Scope:
    """Rows that are there already: of which thing, if it is named, and the sentence without these words.

    ``is_label`` where all of the rest are rules for them, ``is_subject`` where the rest begins with what they get.
    """

    body: Tokens
    entity: str | None = None
    is_label: bool = False
    is_subject: bool = False


def scope_of(tokens: Tokens, scene: Scene) -> Scope | None:
    """The rows the sentence speaks of; None where it does not speak of existing rows."""
    return _label(tokens, scene) or _inside(tokens, scene)


def announces(tokens: Tokens, scene: Scene) -> Scope | None:
    """Whether a heading, or the words of a label, say nothing but that rules for existing rows follow."""
    filling = ends_after_any(tokens, 0, _FILLING)
    if filling == len(tokens) and filling:
        is_one_word_too_vague = filling == 1 and tokens[0].is_word("data")
        return None if is_one_word_too_vague else Scope(body=(), is_label=True)
    rows = _rows_at(tokens, skipped(tokens, filling, *_BEFORE, *_WHOLE), scene, needs_old=filling == 0)
    if rows is None or rows[1] != len(tokens):
        return None
    return Scope(body=(), entity=rows[0], is_label=True)


def _label(tokens: Tokens, scene: Scene) -> Scope | None:
    for index, token in enumerate(tokens[:_LABEL]):
        if token.is_mark(*_COLONS):
            told = announces(tokens[:index], scene) if index else None
            return replace(told, body=tokens[index + 1 :]) if told is not None else None
    return None


def _rows_at(tokens: Tokens, at: int, scene: Scene, *, needs_old: bool = True) -> tuple[str | None, int] | None:
    """ "Existing users", "existing rows in the users table"; the thing where it is named, and where the words end."""
    old = ends_after_any(tokens, at, _OLD)
    if old == at and needs_old:
        return None
    noun = _noun(tokens, old, scene)
    if noun is None:
        return None
    entity, end = noun
    place = skipped(tokens, end, "the", *_PLACES)
    more = _noun(tokens, place, scene) if place > end and tokens[end].is_in(_PLACES) else None
    if entity is None and more is not None and more[0] is not None:
        return more[0], skipped(tokens, more[1], *lexicon.TABLE_NOUNS)
    return entity, end


def _noun(tokens: Tokens, at: int, scene: Scene) -> tuple[str | None, int] | None:
    """A known thing of up to three words, or "rows", "data"."""
    for length in (3, 2, 1):
        part = tokens[at : at + length]
        if len(part) < length or any(token.kind not in {Kind.WORD, Kind.CODE} for token in part):
            continue
        found = scene.find(_phrase(part))
        is_table = at + length < len(tokens) and tokens[at + length].is_in(lexicon.TABLE_NOUNS)
        if found is not None and not (is_table and not _is_place(tokens, at)):
            return found, skipped(tokens, at + length, *lexicon.ROW_NOUNS)
    if at < len(tokens) and tokens[at].is_in(lexicon.ROW_NOUNS | _MORE):
        return None, at + 1
    return None


def _is_place(tokens: Tokens, at: int) -> bool:
    """Whether "in the" stands before."""
    return at > 1 and tokens[at - 1].is_word("the", *_PLACES)


def _phrase(part: Tokens) -> NounPhrase:
    if len(part) == 1 and (part[0].kind is Kind.CODE or "_" in part[0].text):
        return NounPhrase(identifier=part[0].text)
    return NounPhrase(words=tuple(token.lower for token in part))


def _inside(tokens: Tokens, scene: Scene) -> Scope | None:
    """The phrase anywhere in the sentence, taken out; at its start it is the subject."""
    for index in beginnings(tokens, _OLD):
        rows = _rows_at(tokens, index, scene)
        if rows is None:
            continue
        start = index
        while start and _belongs(tokens, start - 1):
            start -= 1
        if start and tokens[start - 1].is_in(_BEFORE):
            body = _without(tokens, start - 1, rows[1])
            return Scope(body=body, entity=rows[0])
        return _as_subject(tokens, start, rows)
    return None


def _belongs(tokens: Tokens, at: int) -> bool:
    """Whether "all", "the", or the "of" of "all of the" stands here."""
    if tokens[at].is_word("of"):
        return at > 0 and tokens[at - 1].is_word("all", "any", "each", "every")
    return tokens[at].is_in(_WHOLE)


def _without(tokens: Tokens, start: int, end: int) -> Tokens:
    if end < len(tokens) and tokens[end].is_mark("'s"):
        end += 1
    end = skipped(tokens, end, ",") if start == 0 else end
    return tokens[:start] + tokens[end:]


def _as_subject(tokens: Tokens, start: int, rows: tuple[str | None, int]) -> Scope | None:
    entity, end = rows
    if end < len(tokens) and tokens[end].is_mark("'s"):
        return Scope(body=tokens[:start] + tokens[end + 1 :], entity=entity)
    if start == 0:
        return Scope(body=tokens[end:], entity=entity, is_subject=True)
    if start == 1 and tokens[0].is_in(_GIVE):
        has_verb = end < len(tokens) and tokens[end].is_word("get", "have", "to", "so")
        verb = replace(tokens[0], text="get", lower="get")
        return Scope(body=tokens[end:] if has_verb else (verb, *tokens[end:]), entity=entity, is_subject=True)
    return None
