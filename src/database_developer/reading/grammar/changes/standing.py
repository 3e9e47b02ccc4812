"""Sentences about columns that stand: "`tel` should be called `phone`", "fax can go", "it may be empty from now on"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from database_developer.model.request import AlterAsk, MoveAsk, Quote, RenameAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.changes import outgrown, referrers
from database_developer.reading.grammar.changes.orders import Order, begin
from database_developer.reading.grammar.changes.paths import joined
from database_developer.reading.grammar.changes.places import Tokens, columns_meant, is_path, table_at
from database_developer.reading.grammar.changes.releasing import speaks_of_rule
from database_developer.reading.grammar.clauses import parted
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.matching import ends_after_any, phrases, skipped
from database_developer.reading.grammar.predicates import reader as predicates
from database_developer.reading.grammar.predicates.subjects import subject_of
from database_developer.reading.grammar.sql_types import type_at
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.scene import Scene

_LEADS = phrases(
    "after that | afterwards | after that , | then | finally | and | also | in addition | next | please | currently | "
    "moreover | furthermore | in the end | besides | , | lastly | plus | note that | but | now | at the end"
)
_KINDS = (
    (
        "make",
        phrases(
            "make | makes | this makes | this change makes | this migration makes | make sure | "
            "ensure | ensure that | make sure that | we want | we need | we would like | have"
        ),
    ),
    ("can", phrases("let | allow | permit | it should be possible to leave | it must be possible to leave | leave")),
    ("restrict", phrases("restrict | limit | constrain | confine | restrict the values of | limit the values of")),
    ("link", phrases("link | connect | tie | point | wire")),
    ("default", phrases("default | let default")),
    ("move", phrases("copy | transfer | carry over | copy over | take over")),
    ("give", phrases("give | store | save | keep | declare")),
)
_DEFAULTS = phrases("defaults : | default values : | new defaults : | defaults - | default : | the defaults are")
_SAID_FIRST = phrases(
    "only | just | allow only | only allow | accept only | only accept | permit only | only permit | use"
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
_GOING_ON = lexicon.words(
    "ones one none missing absent null nulls blank blanks empty rows values value it this that them"
)
_LOOKED_AHEAD = 6


def read(tokens: Tokens, quote: Quote, scene: Scene) -> Findings:
    """What is told of the columns that the sentence begins with; "it" means these from here on."""
    whole = joined(tokens, scene)
    found = [asks for part in _parts(whole) if (asks := _read(part, quote, scene))]
    if not found and not _names_one(whole, scene):
        named = _written(whole, scene)
        goes_on = any(token.is_in(_GOING_ON) for token in whole)
        scene.column = named if named is not None else scene.column if goes_on else None
        if speaks_of_rule(whole):
            scene.column = None
    return tuple(ask for asks in found for ask in asks)


def _written(tokens: Tokens, scene: Scene) -> tuple[str, str] | None:
    """The only column that the sentence names with its table before it."""
    found: dict[tuple[str, str], None] = {}
    for at, token in enumerate(tokens):
        one = subject_of(tokens[at : at + 1], scene) if "." in token.text and token.kind is not Kind.MARK else None
        if one is not None and one.names_table and one.attributes:
            found[(one.entity, one.attributes[0])] = None
    return next(iter(found)) if len(found) == 1 else None


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
    tokens = outgrown.behind_reason(tokens)
    found = _told(behind_leads(tokens, scene), quote, scene)
    place = 0 if found else begin(tokens)
    return found if not place else _told(behind_leads(tokens[place:], scene), quote, scene)


def _told(tokens: Tokens, quote: Quote, scene: Scene) -> Findings:
    column, spread = scene.column, referrers.spread(tokens, scene)
    several = _one_by_one(spread or tokens, scene) or [spread or tokens]
    found = tuple(ask for one in several for ask in _told_of_one(one, quote, scene))
    if spread:
        scene.column = column  # what they refer to is still "it"
    return found


def _told_of_one(tokens: Tokens, quote: Quote, scene: Scene) -> Findings:
    """What is told of the columns of one table."""
    if ends_after_any(tokens, 0, _DEFAULTS):
        return _defaults(tokens[ends_after_any(tokens, 0, _DEFAULTS) :], quote, scene)
    order, told = _opened(_subject_first(tokens, scene))
    subject = subject_of(told, scene)
    if subject is None:
        return ()
    told = outgrown.wanted(told, subject.end)
    found = predicates.read(told, subject, quote, scene, order)
    if len(subject.attributes) > 1 and (subject.names_table or subject.is_exact):
        scene.columns = (subject.entity, subject.attributes)
    if subject.attributes and (found or subject.names_table or subject.is_exact):
        scene.column = scene.column_told = (subject.entity, _now_called(found) or subject.attributes[-1])
    if found and not any(isinstance(one, MoveAsk) for one in found):
        scene.focus = subject.entity
    return found


def _one_by_one(tokens: Tokens, scene: Scene) -> list[Tokens]:
    """ "`a.b` and `c.d` -> bigint": what is said, of each column; () where they are of one table."""
    paths: list[Token] = []
    at = 0
    while at < len(tokens) and _table_of(tokens[at], scene) is not None:
        paths.append(tokens[at])
        at = skipped(tokens, at + 1, ",", "and", "&", "+")
    is_several = len({_table_of(one, scene) for one in paths}) > 1
    return [(one, *tokens[at:]) for one in paths] if is_several and at < len(tokens) else []


def _table_of(token: Token, scene: Scene) -> str | None:
    """Whose column the token names by a path."""
    if "." not in token.text or token.kind is not Kind.CODE:
        return None
    one = subject_of((token,), scene)
    return one.entity if one is not None and one.attributes else None


def _now_called(found: Findings) -> str:
    """The new name, where the column has just got one."""
    return next((one.new_name for one in found if isinstance(one, RenameAsk) and one.attribute is not None), "")


def _defaults(tokens: Tokens, quote: Quote, scene: Scene) -> Findings:
    """ "Defaults: `a` is `x`, `b` is `y`"."""
    found: list[AlterAsk] = []
    for part in parted(tokens, ",", ";"):
        told = part[1:] if part[0].is_word("and") else part
        subject = subject_of(told, scene)
        place = (
            skipped(told, subject.end, "is", "=", ":", "should", "be", "to", "->", "→") if subject is not None else 0
        )
        if subject is None or place == subject.end or place + 1 != len(told):
            return ()
        value = told[place].text
        found += [
            AlterAsk(entity=subject.entity, attribute=name, default=value, quote=quote) for name in subject.attributes
        ]
    if found:
        scene.columns = (found[0].entity, tuple(ask.attribute for ask in found))
    return tuple(found)


def _subject_first(tokens: Tokens, scene: Scene) -> Tokens:
    """ "Only a, b and c are valid for `d`", "use bigint for `e`": what it is said of put before it."""
    begins = ends_after_any(tokens, 0, _SAID_FIRST)
    places = [at for at in range(begins + 1, len(tokens)) if tokens[at].is_word("for", "in", "as")] if begins else []
    for at in places:
        subject = subject_of(tokens[at + 1 :], scene)
        if subject is not None and subject.attributes:
            end = at + 1 + subject.end
            said = tokens[:at] if tokens[0].is_word("only", "just") else tokens[begins:at]
            word = replace(tokens[0], text="should", lower="should")
            return (*tokens[at + 1 : end], word, *_only(tokens[0]), *said, *tokens[end:])
    return tokens


def _only(token: Token) -> Tokens:
    """ "Allow only" and "only allow" keep their "only"."""
    is_choice = token.is_word("allow", "accept", "permit")
    return (replace(token, text="only", lower="only"),) if is_choice else ()


def _opened(tokens: Tokens) -> tuple[frozenset[str], Tokens]:
    """ "Make", "we want", "restrict": what this order does, and the words behind it."""
    opened = ends_after_any(tokens, 0, _OPENINGS)
    if not opened:
        return frozenset(), tokens
    word = next((one for one, phrase in _KINDS if " ".join(token.lower for token in tokens[:opened]) in phrase), "")
    return frozenset({word}), tokens[opened:]


def _names_one(tokens: Tokens, scene: Scene) -> bool:
    """Whether a column is told of at all, though nothing of it is understood."""
    subject = subject_of(behind_leads(tokens, scene), scene)
    return subject is not None and bool(subject.attributes)


def behind_leads(tokens: Tokens, scene: Scene) -> Tokens:
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
    is_free = is_free or (tokens[at].is_word("it", "them") and bool(type_at(tokens, at + 1, in_prose=True)[0]))
    return tokens[at].is_in(_PRONOUNS) and at < _LOOKED_AHEAD and is_free


def _path(entity: str, attribute: str) -> Token:
    text = f"{entity.replace(' ', '_')}.{attribute}"
    return Token(kind=Kind.CODE, text=text, lower=text.lower(), start=0, end=0)
