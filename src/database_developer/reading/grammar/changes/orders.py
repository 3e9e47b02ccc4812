"""What a sentence tells to do: "feat: rename a to b", "a is renamed to b", "this adds an index on a"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.matching import ends_after_any, phrases, skipped
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.inflection import gerund, participle, past, third_person

Tokens = tuple[Token, ...]

VERBS = lexicon.words(
    "add create introduce put persist store save keep include rename split divide remove drop delete eliminate change "
    "alter modify make set convert turn cast switch migrate update replace move extract normalise normalize increase "
    "extend widen enlarge index allow relax require expose write run fix let default build populate fill derive "
    "generate insert"
)
_FORMS: dict[str, str] = {
    form: verb
    for verb in sorted(VERBS)
    for form in (participle(verb), past(verb), third_person(verb), gerund(verb), verb)
}
_TURNS: dict[str, tuple[str, ...]] = {
    "drop": phrases(
        "get rid of | getting rid of | throw away | throw out | do away with | scrap | ditch | discard | kill | lose | "
        "take out | clear away | strip out | chuck out | trash | axe | bin | "
        "away with | out with"
    ),
    "widen": phrases("lengthen | make longer | make wider | broaden"),
}
_TURNED = tuple(phrase for known in _TURNS.values() for phrase in known)
_PARTICIPLES = {participle(verb): verb for verb in VERBS}
_LEADS = lexicon.words(
    "please we i you it this that need needs should must shall will have has want wants would like to let's lets i'd "
    "also then now pr ticket migration migrations change task todo can could just simply finally first next here's the "
    "feature commit and we'll i'm i'll we're is are going be"
)
_KEY = re.compile(r"[A-Z][A-Z0-9]*-\d+")
_THINKING = lexicon.words("assume expect rely depend think believe suppose know treat handle check test verify")
_OBLIGED = lexicon.words("should must shall will needs need has have ought can may become becomes cannot can't mustn't")
_STATING = lexicon.BE | _OBLIGED | {"gets", "get"}
_OF_A_STATE = _STATING | lexicon.ADVERBS | lexicon.NEGATIONS | {"to", "longer"}
_BEHIND_A_NOUN = lexicon.BE | lexicon.MODALS | {"and", "or"}
_HISTORY = lexicon.words("was were been had")
_STATES = lexicon.REQUIRED | lexicon.OPTIONAL | lexicon.words("null empty unique")
_DASHES = ("-", "--", "—", "–", "|", "»", ":")
_CONDITIONS = lexicon.words("if when whenever once after until unless because since why")
_LACKING = lexicon.words("need needs needed missing lack lacks lacking want")
_LACKING_OR_IS = _LACKING | {"is", "are"}
_NO_LACK = lexicon.NEGATIONS | {"longer", "unique", "drop", "if"}
_INDEXES = lexicon.words("index indexes indices")
_UNSURE = _CONDITIONS | {"later", "eventually", "maybe", "perhaps"}
_HELPING = lexicon.BE | lexicon.MODALS | lexicon.HAVE
_PLAIN_WORDS = lexicon.NOT_A_NOUN - lexicon.DETERMINERS
_GIVEN = lexicon.ARTICLES | lexicon.words("two three four five another additional new more")
_GOING = lexicon.words("go disappear vanish")
_LONGEST_LEAD = 10
_WORD, _MARK = Kind.WORD, Kind.MARK
_ARROWS = ("->", "→", "=>")
_LOSING = lexicon.words("lose loses")
_CALLING = lexicon.words("rename renaming removal")
_FROM = Token(kind=Kind.WORD, text="from", lower="from", start=0, end=0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """The plain form of a verb, and what it is about; ``is_state`` where a state is told ("should be optional")."""

    verb: str
    told: Tokens
    is_state: bool = False


def orders_in(tokens: Tokens) -> Iterator[Order]:
    """The orders of a sentence, one behind the other; () where it only tells how things are."""
    for part in _parts(tokens):
        order = _active(part) or _missing_index(part) or _passive(part) or _noun(part)
        if order is not None:
            yield order


def _parts(tokens: Tokens) -> Iterator[Tokens]:
    """Cut before each further verb behind an "and", a comma or a semicolon."""
    start = 0
    for index in range(1, len(tokens)):
        if not (tokens[index].is_mark(",", ";") or tokens[index].is_word("and", "then")):
            continue
        place = skipped(tokens, index + 1, "and", "then", "also", "to", "please", "so")
        if place < len(tokens) and _begins(tokens, place) and index > start:
            yield tokens[start:index]
            start = place
    if start < len(tokens):
        yield tokens[start:]


def _begins(tokens: Tokens, place: int) -> bool:
    """Whether a verb with an object stands here: "drop the", not the noun of "updates,"."""
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    is_verb = tokens[place].kind is Kind.WORD and tokens[place].lower in _FORMS and tokens[place].lower != "default"
    is_object = following is not None and (following.kind in {Kind.WORD, Kind.GROUP} or following.is_literal)
    is_noun = following is not None and following.is_in(_BEHIND_A_NOUN)
    if ends_after_any(tokens, place, _TURNED) > place and following is not None and not is_noun:
        return True
    return is_verb and is_object and not is_noun and not tokens[place].lower.endswith("ed")


def _active(tokens: Tokens) -> Order | None:
    """ "Add ...", "[DB] feat: this adds ...", "we should drop ...", "create a migration to rename ..."."""
    place = begin(tokens)
    while place < _LONGEST_LEAD and _is_lead(tokens, place):
        place += 1
    turned = _turned(tokens, place)
    if turned is not None:
        return turned
    if place >= len(tokens) or tokens[place].kind is not Kind.WORD or tokens[place].lower not in _FORMS:
        return None
    inner = _behind_migration(tokens, place)
    if inner > place:
        return _active(tokens[inner:]) or Order(verb="change", told=tokens[inner:])
    told = tokens[place + 1 :]
    is_noun = bool(told) and told[0].is_in(_HELPING)
    return None if is_noun or not told else Order(verb=_FORMS[tokens[place].lower], told=told)


def _turned(tokens: Tokens, place: int) -> Order | None:
    """ "Get rid of the fax column" as an order to drop it."""
    end = ends_after_any(tokens, place, _TURNED)
    if end == place or end >= len(tokens):
        return None
    words = " ".join(token.lower for token in tokens[place:end])
    return Order(verb=next(verb for verb, known in _TURNS.items() if words in known), told=tokens[end:])


def _is_lead(tokens: Tokens, place: int) -> bool:
    """Whether the order has not begun yet: "this change" has, where no verb follows."""
    if place >= len(tokens) or not tokens[place].is_in(_LEADS):
        return False
    is_last = tokens[place].lower not in _FORMS
    return is_last or (place + 1 < len(tokens) and tokens[place + 1].lower in _FORMS)


def begin(tokens: Tokens) -> int:
    """Behind a ticket's key, a tag in brackets, and titles of titles ("Rest API - User - ...")."""
    place = 0
    while place < len(tokens) and (tokens[place].kind is Kind.GROUP or _KEY.fullmatch(tokens[place].text)):
        place = skipped(tokens, place + 1, *_DASHES)
    has_verb = False
    for index in range(place, len(tokens) - 1):
        token = tokens[index]
        if token.kind is _WORD:
            has_verb = has_verb or token.lower in _FORMS
        is_cut = token.kind is _MARK and token.text in _DASHES and index > place
        if is_cut and (token.text == ":" or not has_verb) and _begins(tokens, index + 1):
            return index + 1
    return place


def _behind_migration(tokens: Tokens, verb: int) -> int:
    """ "Add a database migration to", "write migrations that": the place behind, else ``verb``."""
    if _FORMS[tokens[verb].lower] not in {"add", "create", "write", "run", "include"}:
        return verb
    for index in range(verb + 1, min(verb + 6, len(tokens))):
        if tokens[index].is_word("migration", "migrations"):
            behind = skipped(tokens, index + 1, "to", "that", "which", "for", ":", "-", "script", "scripts")
            known = behind < len(tokens) and behind > index + 1
            known = known or (behind < len(tokens) and tokens[behind].lower in _FORMS)
            return behind if known else verb
        if not (tokens[index].kind is Kind.WORD and tokens[index].lower not in _PLAIN_WORDS):
            break
    return verb


def _missing_index(tokens: Tokens) -> Order | None:
    """ "We need an index on a", "an index on b is missing", "missing index on c"."""
    if not any(token.is_in(_INDEXES) for token in tokens):
        return None
    is_wanted = any(token.is_in(_LACKING) for token in tokens)
    if not is_wanted or any(token.is_in(_NO_LACK) for token in tokens):
        return None
    return Order(verb="create", told=tuple(token for token in tokens if not token.is_in(_LACKING_OR_IS)))


def _passive(tokens: Tokens) -> Order | None:
    """ "The a column is renamed to b", "b should be optional"; nothing of what was done before."""
    if tokens and tokens[0].is_in(_CONDITIONS):
        return None
    for index in range(1, len(tokens)):
        if not tokens[index].is_in(_STATING):
            continue
        return _told_of(tokens, index)
    return None


def _told_of(tokens: Tokens, index: int) -> Order | None:
    end, words = index, []
    while end < len(tokens) and tokens[end].is_in(_OF_A_STATE):
        words.append(tokens[end].lower)
        end += 1
    subject, behind = tokens[begin(tokens) : index], tokens[end:]
    if not behind or set(words) & _HISTORY or behind[0].is_in(_THINKING) or _is_about_none(subject):
        return None
    is_negated = bool(set(words) & lexicon.NEGATIONS)
    if behind[0].is_in(_STATES):
        return Order(verb="make", told=(*subject, *tokens[index:]), is_state=True) if _is_wish(words) else None
    is_sure = not any(token.is_in(_UNSURE) for token in behind)
    if behind[0].is_in(_GOING) and _is_wish(words) and is_sure and not set(words) & lexicon.NEGATIONS:
        return Order(verb="drop", told=subject)
    if words[-1] in {"get", "gets"} and behind[0].is_in(_GIVEN):
        return Order(verb="extend", told=tokens[begin(tokens) :])
    if {"have", "has"} & set(words) or (behind[0].is_in(lexicon.ARTICLES) and words[0] in {"need", "needs"}):
        return None if is_negated else Order(verb="extend", told=tokens[begin(tokens) :])
    if words[0] in {"become", "becomes"} and _is_name(behind[0]):
        return Order(verb="change", told=(*subject, *tokens[index:]))
    verb = _PARTICIPLES.get(behind[0].lower) if behind[0].kind is Kind.WORD else None
    verb = verb or (_FORMS.get(behind[0].lower) if behind[0].is_word("default", "allow") else None)
    if verb is not None:
        kept = behind if verb == "default" else behind[1:]
        return None if is_negated else Order(verb=verb, told=(*subject, *kept))
    if not _is_wish(words):
        return None  # how things are
    return Order(verb="make", told=(*subject, *tokens[index:]), is_state=True)


def _is_about_none(subject: Tokens) -> bool:
    """ "No code path should ...", "nothing may ..."."""
    return bool(subject) and subject[0].is_word("no", "nothing", "nobody", "none", "neither")


def _is_wish(words: list[str]) -> bool:
    return bool(set(words) & _OBLIGED) or "longer" in words


def _is_name(token: Token) -> bool:
    return token.text.isidentifier() and (token.is_literal or "_" in token.text)


def _noun(tokens: Tokens) -> Order | None:
    """A title such as "data column rename to b"; "orders lose their code"; "new column a on b"."""
    if len(tokens) > 2 and tokens[0].is_word("new", "additional", "extra") and tokens[1].is_in(lexicon.COLUMN_NOUNS):
        return Order(verb="add", told=tokens)
    for index in range(1, len(tokens) - 1):
        if tokens[index].is_mark(*_ARROWS):
            return Order(verb="cast", told=tokens)
        if tokens[index].is_in(_LOSING):
            return Order(verb="remove", told=(*tokens[index + 1 :], _FROM, *tokens[:index]))
        if tokens[index].is_in(_CALLING):
            verb = "remove" if tokens[index].is_word("removal") else "rename"
            end = index - 1 if tokens[index - 1].is_word("to") else index  # "columns to rename: ..."
            return Order(verb=verb, told=(*tokens[begin(tokens) : end], *tokens[index + 1 :]))
    return None
