""" "Actor deleted -> costumes.worn_by is emptied", "deleting an actor clears `worn_by`": what a deletion leaves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from database_developer.model.request import AlterAsk, DeletionAsk, Quote
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.changes.paths import joined
from database_developer.reading.grammar.changes.places import (
    Named,
    Tokens,
    columns_in,
    table_at,
    table_named,
    tables_in,
)
from database_developer.reading.grammar.clauses import parted
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.matching import ends_after_any, phrases, stands_in
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.scene import Scene, words_of

_GONE = phrases(
    "deleted | removed | gone | erased | purged | is deleted | is removed | is gone | is erased | gets deleted | "
    "gets removed | are deleted | are removed | are gone | get deleted | get removed | was deleted | "
    "has been deleted | was removed | goes | goes away | disappears | being deleted | is being deleted | is purged"
)
_DOING = phrases(
    "deleting | removing | the deletion of | deletion of | the removal of | removal of | on deletion of | "
    "when deleting | when removing | when we delete | if we delete | if somebody deletes | when somebody deletes | "
    "on deleting | if you delete | when you delete | after deleting"
)
_ORDERING = phrases("delete | remove")
_WHEN = lexicon.words("when if once whenever after")
_ARROWS = ("->", "→", "=>", ":")
_EMPTIED = phrases(
    "emptied | is emptied | cleared | clears | clear | empties | empty | nulled | nulls | set null | set to null | "
    "set it to null | becomes null | become null | = null | is null | null | becomes empty | blank | unset | "
    "without a value | is reset | no value"
)
_REFUSED = phrases("refused | rejected | not possible | forbidden | impossible | blocked | not allowed | prevented")
_FOLLOWING = phrases("go | disappear | vanish | cascade | follow")
_STAYING = phrases("stay | stays | remain | remains | is kept | are kept | survive | survives | must stay")
_MAY_BE_NULL = phrases(
    "allow null | allows null | be nullable | is nullable | becomes nullable | become nullable | allow nulls | "
    "accept null | be optional | becomes optional"
)
_UNCERTAIN = lexicon.words("unless whether maybe perhaps not never no don't doesn't cannot can't")
CUES = lexicon.words("deleted removed gone deleting removing deletion removal delete remove purged erased goes deletes")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Deletion:
    """Whose rows go, and the words that tell what comes of it; ``is_drawn`` behind an arrow or a colon."""

    parent: str
    told: Tokens
    is_drawn: bool


def read(tokens: Tokens, quote: Quote, scene: Scene) -> Findings:
    """What becomes of references: of columns that are emptied, and of all that stands behind an arrow."""
    whole = joined(tokens, scene)
    if quote.text.rstrip().endswith("?"):
        return ()
    deletion = _deletion(whole, scene)
    if deletion is None:
        return ()
    parts = list(parted(deletion.told, ",", ";", "—", "–")) if deletion.told else []
    parts = [piece for part in parts for piece in _without_and(part)]
    found = [ask for part in parts for ask in _emptied(part, deletion, quote, scene)]
    if deletion.is_drawn:
        found += [ask for part in parts for ask in _following(part, deletion, quote, scene)]
    told = tuple(dict.fromkeys(found))
    return (*told, *_made_optional(whole, told, quote))


def _without_and(part: Tokens) -> Iterator[Tokens]:
    """Cut at "and" and "but"."""
    start = 0
    for at, token in enumerate(part):
        if token.is_word("and", "but", "then", "while"):
            yield part[start:at]
            start = at + 1
    yield part[start:]


def _deletion(tokens: Tokens, scene: Scene) -> _Deletion | None:
    """The first deletion that the sentence speaks of as what something follows from."""
    for at in range(len(tokens)):
        one = _thing(tokens, at, scene)
        if one is None:
            continue
        gone = ends_after_any(tokens, one.end, _GONE)
        start = _start(tokens, at)
        is_led = start > 0 and tokens[start - 1].is_in(_WHEN)
        if gone > one.end and (is_led or start == 0):
            is_drawn = gone < len(tokens) and tokens[gone].is_mark(*_ARROWS)
            if is_led or is_drawn:
                before = tokens[: start - 1] if is_led else ()
                return _Deletion(parent=one.entity, told=_told(before, tokens[gone:]), is_drawn=is_drawn)
        done = _done(tokens, start, one)
        if done is not None:
            return done
    return None


def _thing(tokens: Tokens, at: int, scene: Scene) -> Named | None:
    return table_at(tokens, at, scene) if "." not in tokens[at].text else None


def _start(tokens: Tokens, at: int) -> int:
    """Where the words for the thing begin, with its article."""
    return at - 1 if at and tokens[at - 1].is_in(lexicon.DETERMINERS) else at


def _done(tokens: Tokens, start: int, one: Named) -> _Deletion | None:
    """ "Deleting an actor ...", "delete actor => ..."."""
    is_drawn = one.end < len(tokens) and tokens[one.end].is_mark(*_ARROWS)
    for begin in range(max(0, start - len(_ARROWS)), start):
        if ends_after_any(tokens, begin, _DOING) == start or (
            is_drawn and begin == 0 and ends_after_any(tokens, 0, _ORDERING) == start
        ):
            told = _told(tokens[:begin], tokens[one.end :])
            return _Deletion(parent=one.entity, told=told, is_drawn=is_drawn)
    return None


def _told(before: Tokens, behind: Tokens) -> Tokens:
    """What is said around it, without the joints."""
    start = 0
    while start < len(behind) and (behind[start].is_mark(*_ARROWS, ",", ";") or behind[start].is_word("then")):
        start += 1
    end = len(before) - (bool(before) and before[-1].is_mark(",", ":"))
    return (*before[:end], *behind[start:])


def _emptied(part: Tokens, deletion: _Deletion, quote: Quote, scene: Scene) -> Iterator[DeletionAsk]:
    """A column that is named and emptied: the one that refers to what is deleted."""
    if _is_open(part) or not stands_in(_plain(part), _EMPTIED):
        return
    for child, column in _columns(part, deletion.parent, scene):
        yield DeletionAsk(parent=deletion.parent, child=child, action="set null", role=column, quote=quote)


def _plain(part: Tokens) -> Tokens:
    """Values written as code are words here: "`NULL`"."""
    return tuple(_as_word(token) if token.lower == "null" else token for token in part)


def _as_word(token: Token) -> Token:
    return Token(kind=Kind.WORD, text=token.text, lower=token.lower, start=token.start, end=token.end)


def _columns(part: Tokens, parent: str, scene: Scene) -> Iterator[tuple[str, str]]:
    """The columns named by their paths, or of the only table that is named or has them."""
    named = [one.entity for one in tables_in(part, scene) if one.entity != parent]
    owners = list(dict.fromkeys(named)) or [it for it in sorted(scene.standing) if refers(it, parent, scene)]
    found = [(it, one.attribute) for it in owners for one in columns_in(part, it, scene) if _is_written(part, one)]
    if len({child for child, _ in found}) == 1 or named:
        yield from dict.fromkeys(it for it in found if refers(it[0], parent, scene))


def _is_written(part: Tokens, one: Named) -> bool:
    """Whether it is written as a column is, and no word of the sentence."""
    token = part[one.start]
    return token.kind is Kind.CODE or "_" in token.text or "." in token.text


def refers(child: str, parent: str, scene: Scene) -> bool:
    """Whether the one table refers to the other, as far as that is known."""
    known = scene.vocabulary.references
    parents = (it for table, names in known.items() if table_named(words_of(table), scene) == child for it in names)
    return not known or any(table_named(words_of(it), scene) == parent for it in parents)


def _following(part: Tokens, deletion: _Deletion, quote: Quote, scene: Scene) -> Iterator[DeletionAsk]:
    """ "Its fittings are deleted too", "fittings gone", "refused while there are fittings"."""
    children = [one.entity for one in tables_in(part, scene) if one.entity != deletion.parent]
    if len(set(children)) != 1 or "." in " ".join(token.text for token in part) or _is_open(part):
        return
    is_gone = stands_in(part, _GONE) or stands_in(part, _FOLLOWING)
    action = "restrict" if stands_in(part, _REFUSED) else "cascade" if is_gone and not stands_in(part, _STAYING) else ""
    if action and refers(children[0], deletion.parent, scene):
        yield DeletionAsk(parent=deletion.parent, child=children[0], action=action, quote=quote)


def _is_open(part: Tokens) -> bool:
    return any(token.is_in(_UNCERTAIN) for token in part) and not stands_in(part, (*_REFUSED, "no value"))


def _made_optional(tokens: Tokens, told: tuple[DeletionAsk, ...], quote: Quote) -> Iterator[AlterAsk]:
    """ "(So the column has to allow NULL)"."""
    inside = (*tokens, *(token for group in tokens if group.kind is Kind.GROUP for token in group.inside))
    if stands_in(_plain(inside), _MAY_BE_NULL):
        for ask in told:
            if ask.action == "set null" and ask.role is not None:
                yield AlterAsk(entity=ask.child, attribute=ask.role, required=False, quote=quote)
