"""Sentences about columns that stand: "`tel` should be called `phone`", "fax can go", "it may be empty from now on"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from database_developer.model.request import Quote, RenameAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.changes.orders import Order, begin
from database_developer.reading.grammar.changes.paths import joined
from database_developer.reading.grammar.changes.places import Tokens, columns_meant, is_path, table_at
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.matching import ends_after_any, phrases, skipped
from database_developer.reading.grammar.predicates import reader as predicates
from database_developer.reading.grammar.predicates.subjects import subject_of
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.scene import Scene

_LEADS = phrases(
    "after that | afterwards | after that , | then | finally | and | also | in addition | next | please | currently | "
    "moreover | furthermore | in the end | besides | , | lastly | plus | note that | but | now | at the end"
)
_KINDS = (
    (
        "make",
        phrases("make | make sure | ensure | ensure that | make sure that | we want | we need | we would like | have"),
    ),
    ("can", phrases("let | allow | permit | it should be possible to leave | it must be possible to leave | leave")),
    ("restrict", phrases("restrict | limit | constrain | confine | restrict the values of | limit the values of")),
    ("link", phrases("link | connect | tie | point | wire")),
    ("default", phrases("default | let default")),
    ("give", phrases("give | store | save | keep | declare")),
)
_OPENINGS = tuple(phrase for _, known in _KINDS for phrase in known)
_HELPING = lexicon.BE | lexicon.MODALS | lexicon.words("has needs gets becomes have isn't")
_JOINTS = (",", ";", "-", "—", "–", ":")
_PLACES = ("in", "on", "for", "within")
_BARE = lexicon.words(
    "change alter convert widen extend increase enlarge rename switch cast turn make raise migrate update move"
)
_TOWARDS = ("to", "into", "it", "them")
_PRONOUNS = ("it", "this", "that", "them")
_GOING_ON = lexicon.words("ones one null nulls blank blanks empty rows values value it this that them")
_LOOKED_AHEAD = 6


def read(tokens: Tokens, quote: Quote, scene: Scene) -> Findings:
    """What is told of the columns that the sentence begins with; "it" means these from here on."""
    whole = joined(tokens, scene)
    found = [asks for part in _parts(whole) if (asks := _read(part, quote, scene))]
    is_over = not found and scene.column is not None and not any(token.is_in(_GOING_ON) for token in whole)
    if is_over and not _names_one(whole, scene):
        scene.column = None
    return tuple(ask for asks in found for ask in asks)


def _parts(tokens: Tokens) -> Iterator[Tokens]:
    """Cut where "it" begins anew: "a is a text, it should be a date"."""
    start = 0
    for at in range(1, len(tokens)):
        is_joint = tokens[at - 1].is_mark(*_JOINTS) or tokens[at - 1].is_word("and", "but", "so", "therefore")
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if is_joint and tokens[at].is_word("it", "this") and following is not None and following.is_in(_HELPING):
            yield tokens[start : at - 1]
            start = at
    yield tokens[start:]


def _read(tokens: Tokens, quote: Quote, scene: Scene) -> Findings:
    """The part as it is, else behind a tag or a title of titles ("[DB] feat: ...")."""
    found = _told(_behind_leads(tokens, scene), quote, scene)
    place = 0 if found else begin(tokens)
    return found if not place else _told(_behind_leads(tokens[place:], scene), quote, scene)


def _told(tokens: Tokens, quote: Quote, scene: Scene) -> Findings:
    order, told = _opened(tokens)
    subject = subject_of(told, scene)
    if subject is None:
        return ()
    found = predicates.read(told, subject, quote, scene, order)
    if subject.attributes and (found or subject.names_table or subject.is_exact):
        scene.column = (subject.entity, _now_called(found) or subject.attributes[-1])
    if found:
        scene.focus = subject.entity
    return found


def _now_called(found: Findings) -> str:
    """The new name, where the column has just got one."""
    return next((one.new_name for one in found if isinstance(one, RenameAsk) and one.attribute is not None), "")


def _opened(tokens: Tokens) -> tuple[frozenset[str], Tokens]:
    """ "Make", "we want", "restrict": what this order does, and the words behind it."""
    opened = ends_after_any(tokens, 0, _OPENINGS)
    if not opened:
        return frozenset(), tokens
    word = next((one for one, phrase in _KINDS if " ".join(token.lower for token in tokens[:opened]) in phrase), "")
    return frozenset({word}), tokens[opened:]


def _names_one(tokens: Tokens, scene: Scene) -> bool:
    """Whether a column is told of at all, though nothing of it is understood."""
    subject = subject_of(_behind_leads(tokens, scene), scene)
    return subject is not None and bool(subject.attributes)


def _behind_leads(tokens: Tokens, scene: Scene) -> Tokens:
    """Without "after that", "also", and "in the members table," or "members:", which make that the topic."""
    at = 0
    while at < len(tokens) and (end := ends_after_any(tokens, at, _LEADS)) > at:
        at = end
    place = at + (at < len(tokens) and tokens[at].is_in(_PLACES))
    place = skipped(tokens, place, "the", "our", "table")
    one = table_at(tokens, place, scene) if place < len(tokens) else None
    if one is None or is_path(tokens, one):
        return tokens[at:]
    end = skipped(tokens, one.end, "table")
    if end < len(tokens) and (tokens[end].is_mark(":") or (tokens[end].is_mark(",") and tokens[at].is_in(_PLACES))):
        scene.focus = one.entity
        return tokens[end + 1 :]
    return tokens[at:]


def with_object(order: Order, scene: Scene) -> Order:
    """The order with the column that "it" means in its place, or put first where no column is named."""
    if scene.column is None:
        return order
    path = _path(*scene.column)
    told = tuple(path if _is_it(order.told, at) else token for at, token in enumerate(order.told))
    is_bare = order.verb in _BARE and bool(told) and (told[0].is_in(_TOWARDS) or columns_meant(told, scene) is None)
    return replace(order, told=(path, *told) if is_bare and path not in told else told)


def _is_it(tokens: Tokens, at: int) -> bool:
    """Whether the word stands for a column, and does not belong to a noun or a clause."""
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    is_free = following is None or following.kind is not Kind.WORD or following.lower in lexicon.NOT_A_NOUN
    return tokens[at].is_in(_PRONOUNS) and at < _LOOKED_AHEAD and is_free


def _path(entity: str, attribute: str) -> Token:
    text = f"{entity.replace(' ', '_')}.{attribute}"
    return Token(kind=Kind.CODE, text=text, lower=text.lower(), start=0, end=0)
