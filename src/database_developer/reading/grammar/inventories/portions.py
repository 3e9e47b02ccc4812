"""A sentence cut into portions, each with the words before its list, the list, and the words behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.clauses import parted
from database_developer.reading.grammar.inventories.frames import FRAME, HOLDING
from database_developer.reading.grammar.matching import (
    beginnings,
    ends_after_any,
    first_words,
    phrases,
    skipped,
    stands_in,
)
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.grammar.verbs import verb_from

Tokens = tuple[Token, ...]

_WITH = lexicon.words("with having containing holding including storing namely like")
_GIVING = _WITH - {"like", "namely"}
_MARKS = (":", "=", "-", "–", "—")
_FACTS = lexicon.COLUMN_NOUNS | lexicon.INFORMATION | lexicon.words("what facts recorded stored kept table")
_ARE = lexicon.words("are is be go goes")
_BEHIND = lexicon.words("the these following columns fields attributes properties information details as follows data")
_TOLD_BY = phrases(
    "described by | recorded with | stored with | kept with | saved with | entered with | made up of | made of | "
    "consists of | consist of | consisting of | composed of | comes with | come with | such as | characterised by | "
    "characterized by | defined by | registered with | as follows"
)
_LEADS = phrases("of | for | per | about | on | as to | as for | regarding | concerning | with")
_KEYED = phrases("keyed by | identified by | with the key | with the primary key | keyed on")
_REASONS = phrases("so that | so we | because | in order to | since we | since they | as we | as it | for now")
_OF = lexicon.words("of for per about on")
_INTO = lexicon.words("in into to inside within")
_KEPT = lexicon.words("stored kept recorded saved needed required noted known tracked wanted held registered entered")
_KEEP = lexicon.words("keep store record save hold track log note know enter register collect capture want need")
_FINITE = lexicon.BE | lexicon.MODALS
_TOGETHER = phrases("together with | along with | as well as | in addition to")
_OPENING = ("so", "hence", "proposal", "idea", "todo", "task", "in", "short", "my", "our", "the", "suggestion", "plan")
_LEAST = 2  # ends of a part that is not cut
_LONGEST_NAME = 3  # words
_LONGEST_OWNER = 5  # tokens
_JOINTS = (",", "&")
# What a list is the subject of: "the speed and the look matter" tells of nothing that is kept.
_SAY_OF_IT = lexicon.words("matter matters count counts suffer suffers improve improves vary varies fail fails differ")
_NO_NAMES = FRAME | lexicon.NOT_A_NOUN
_HOLDING_OR_WITH = HOLDING | _WITH
_BEHIND_A_LIST = _OF | lexicon.MODALS | _ARE
_LEAST_LIST = 3  # tokens
_SAYING = lexicon.PRONOUNS | lexicon.RELATIVES
_BEFORE_AN_END = lexicon.MODALS | lexicon.words("is are has have please would be in")
_ENDING = _INTO | _BEFORE_AN_END  # words at which a list may end
# Words and marks at which it may begin; at any other nothing is announced.
_ANNOUNCING = first_words(_TOLD_BY) | first_words(_KEYED) | {"'s", *_MARKS} | _HOLDING_OR_WITH | _ARE


@dataclass(frozen=True, kw_only=True, slots=True)
class Portion:
    """A list with the words before and behind it; ``is_marked`` where a colon or a bracket announces it.

    ``is_name`` where nothing but a name may stand before it.
    """

    head: Tokens
    body: Tokens
    tail: Tokens = ()
    is_marked: bool = False
    is_name: bool = False
    is_of: bool = False
    is_keyed: bool = False
    is_wanted: bool = False


def joined(tokens: Tokens) -> Tokens:
    """ "A name together with an owner" as "a name, an owner", and less a "so:" before all."""
    label = skipped(tokens, 0, *_OPENING)
    if 0 < label < len(tokens) and tokens[label].is_mark(":"):
        tokens = tokens[label + 1 :]
    if not stands_in(tokens, _TOGETHER):
        return tokens
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        end = ends_after_any(tokens, at, _TOGETHER)
        found.append(replace(tokens[at], kind=Kind.MARK, text=",", lower=",") if end > at else tokens[at])
        at = max(end, at + 1)
    return tuple(found)


def portions_of(tokens: Tokens) -> Iterator[tuple[Tokens, bool]]:
    """The parts of a sentence between semicolons, and from each "and a second one, x, with" on.

    With each, whether it is all that stands between two semicolons.
    """
    for part in parted(tokens, ";"):
        cuts = [0, *(at for at in range(2, len(part) - 2) if _begins_another(part, at)), len(part)]
        for begin, end in pairwise(cuts):
            piece = part[skipped(part, begin, ",", "and", "plus", "&") : end]
            if piece:
                yield piece, len(cuts) == _LEAST


def _begins_another(part: Tokens, at: int) -> bool:
    """Whether a joint stands here, and behind it a name before a "with", an "is" or brackets."""
    if not _is_joint(part[at]) or _is_joint(part[at - 1]):
        return False
    begin = next((place for place in range(at, len(part)) if not _is_joint(part[place])), len(part))
    name = next((place for place in range(begin, len(part)) if not part[place].is_in(FRAME)), len(part))
    end = name
    while end < len(part) and end - name < 3 and _may_be_named(part[end]):
        end += 1
    if end == name or name - begin > 8 or any(token.is_in(HOLDING) for token in part[begin:name]):
        return False
    giver = skipped(part, end, ",")
    if giver >= len(part) - 1:
        return False
    is_one = part[begin].is_word("a", "an", "each", "every") and giver == end and part[giver].is_in(HOLDING)
    return is_one or part[giver].is_in(_GIVING)


def _is_joint(token: Token) -> bool:
    return token.is_mark(*_JOINTS) or token.is_word("and", "plus")


def _may_be_named(token: Token) -> bool:
    return token.is_literal or (token.kind is Kind.WORD and token.lower not in _NO_NAMES)


def grouped_portions(tokens: Tokens) -> Iterator[Portion]:
    """ "Sponsors (name, website) and donations (amount, date)": each bracket with the name before it."""
    for at, token in enumerate(tokens):
        if token.kind is Kind.GROUP:
            begin = _name_before(tokens, at)
            before = begin - 1 if begin and tokens[begin - 1].is_in(lexicon.DETERMINERS) else begin
            yield Portion(head=tokens[before:at], body=token.inside, is_marked=True)


def _name_before(tokens: Tokens, at: int) -> int:
    begin = at
    while begin and at - begin < _LONGEST_NAME and _may_be_named(tokens[begin - 1]):
        begin -= 1
    return begin


def rest_of(tokens: Tokens) -> Tokens:
    """What stands around the brackets and the names before them, less who has them: "a choir has"."""
    found: list[Token] = []
    for token in tokens:
        found.append(token)
        if token.kind is Kind.GROUP:
            found.pop()
            while found and _may_be_named(found[-1]):
                found.pop()
    verb = next((at for at, token in enumerate(found[:_LONGEST_OWNER]) if token.is_in(HOLDING)), -1)
    return tuple(found[verb + 1 :])


def readings_of(tokens: Tokens) -> Iterator[Portion]:
    """The ways in which a portion may be a list and the words around it, the likeliest first."""
    reasons = (at for at in beginnings(tokens, _REASONS) if at and ends_after_any(tokens, at, _REASONS) > at)
    whole = tokens[: next(reasons, len(tokens))]
    for at, token in enumerate(whole):
        if token.lower in _ANNOUNCING:
            yield from _begun_at(whole, at)
    yield from _led_in(whole)
    yield from _list_first(whole)


def _begun_at(tokens: Tokens, at: int) -> Iterator[Portion]:
    """What may be announced by the word or mark that stands here."""
    token, head = tokens[at], tokens[:at]
    end, keyed = ends_after_any(tokens, at, _TOLD_BY), ends_after_any(tokens, at, _KEYED)
    if keyed > at:
        body = tuple(_without_with(tokens[keyed:]))
        yield Portion(head=head, body=body, is_keyed=True, is_marked=True)
    elif end > at:
        yield from _ended(Portion(head=head, body=tokens[_lead(tokens, end) :]))
    elif token.is_mark("'s"):
        yield from (one for one in _ended(Portion(head=head, body=tokens[at + 1 :], is_of=True)) if _is_plain(one.body))
    elif token.is_mark(*_MARKS):
        is_name = not token.is_mark(":")
        yield from _ended(Portion(head=head, body=tokens[_lead(tokens, at + 1) :], is_marked=True, is_name=is_name))
    elif token.is_in(_HOLDING_OR_WITH) and not (at + 1 < len(tokens) and tokens[at + 1].is_in(_FINITE)):
        begin = _lead(tokens, at + 1)
        is_wanted = lexicon.FINITE.get(token.lower) in lexicon.WANT
        before = (*head, *tokens[at + 1 : begin])
        yield from _ended(Portion(head=before, body=tokens[begin:], is_wanted=is_wanted))
    elif token.is_in(_ARE) and (any(one.is_in(_FACTS) for one in head) or not token.is_in(lexicon.BE)):
        yield from _ended(Portion(head=head, body=tokens[_lead(tokens, at + 1) :], is_of=True))


def _without_with(tokens: Tokens) -> Iterator[Token]:
    """ "The code, and with the name": the first "with" or "having" behind a joint is but one more joint."""
    for at, token in enumerate(tokens):
        is_joint = token.is_word("with", "having", "has") and at > 0 and _is_joint(tokens[at - 1])
        yield replace(token, kind=Kind.MARK, text=",", lower=",") if is_joint else token


def _lead(tokens: Tokens, at: int) -> int:
    """Behind "the following columns:"."""
    place = at
    while place < len(tokens) and (tokens[place].is_in(_BEHIND) or tokens[place].is_mark(":")):
        place += 1
    is_article = place > at and tokens[place - 1].is_word("the", "these")
    return place - 1 if is_article else place


def _ended(portion: Portion) -> Iterator[Portion]:
    """The list up to each place from which on everyday words alone may stand, the longest list last."""
    rest = portion.body
    for end in range(2, len(rest)):
        if rest[end].lower in _ENDING and _may_end_at(rest, end):
            yield replace(portion, body=rest[:end], tail=rest[end:])
    if rest:
        yield portion


def _may_end_at(rest: Tokens, end: int) -> bool:
    """Whether nothing but everyday words follow, a verb among the first."""
    token = rest[end]
    if token.is_in(_INTO) and _is_a_table(rest[end + 1 :]):
        return True
    return token.is_in(_BEFORE_AN_END) and all(one.is_in(FRAME) or one.is_mark(",") for one in rest[end:])


def _is_a_table(tail: Tokens) -> bool:
    """ "In a table search_queries", "to a new table called visits", "into their own visits table"."""
    names = [token for token in tail if not token.is_in(FRAME)]
    is_told = any(token.is_word("table") for token in tail) and tail[0].is_in(lexicon.DETERMINERS)
    return is_told and 0 < len(names) <= _LONGEST_NAME and not any(token.kind is Kind.MARK for token in tail)


def _is_kept(tail: Tokens) -> bool:
    """ "Are kept", "is needed": what is kept and not what it is."""
    return any(token.is_in(_KEPT) for token in tail)


def _is_plain(body: Tokens) -> bool:
    """Whether nothing is said in it but names."""
    if any(token.is_in(_SAYING) for token in body) or any(token.is_in(_SAY_OF_IT) for token in body[-1:]):
        return False
    return verb_from(body) is None


def _led_in(tokens: Tokens) -> Iterator[Portion]:
    """ "Of a driver the name and the phone", "for hives, the number and the year": each list behind its thing."""
    start = ends_after_any(tokens, 0, _LEADS)
    phrase = noun_phrase(tokens, start) if start else NounPhrase()
    end = start + phrase.length
    begin = skipped(tokens, end, ",")
    is_list = begin < len(tokens) and (begin > end or tokens[begin].is_in(lexicon.DETERMINERS))
    if phrase.is_named and is_list:
        yield from (one for one in _ended(Portion(head=tokens[:end], body=tokens[begin:])) if _is_plain(one.body))


def _list_first(tokens: Tokens) -> Iterator[Portion]:
    """ "We keep name and phone of our guests", "name and phone should be stored per guest"."""
    if any(token.is_mark(*_MARKS) for token in tokens):
        return
    begins = [0, *(at + 1 for at, token in enumerate(tokens) if token.is_in(_KEEP))]
    ends = [at for at, token in enumerate(tokens) if token.is_in(_BEHIND_A_LIST)]
    for begin in begins:
        for end in ends:
            token = tokens[end]
            is_told = end >= begin + _LEAST_LIST and (begin == 0 or token.is_in(_OF))
            if is_told and (not token.is_in(_ARE) or _is_kept(tokens[end:])) and _is_plain(tokens[begin:end]):
                yield Portion(head=tokens[:begin], body=tokens[begin:end], tail=tokens[end:], is_of=True)
