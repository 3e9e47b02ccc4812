""" "On delete cascade on the foreign key of a", "a.user_id: cascade on delete instead of restrict"."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.model.request import DeletionAsk, Quote
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.changes.places import Tokens, columns_in, tables_in
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.matching import ends_after_any, phrases
from database_developer.reading.grammar.tokens import Token, tokenized
from database_developer.reading.scene import Scene, words_of

_ACTIONS = (
    ("cascade", phrases("cascade | cascades | cascading | cascaded")),
    ("set null", phrases("set null | set to null | set it to null | become null | becomes null")),
    ("restrict", phrases("restrict | restricts | restricted")),
    ("no action", phrases("no action")),
)
_DELETION = lexicon.words("delete deletes deleting deletion deletions deleted")
CUES = _DELETION | {f"on delete {action}" for action, _ in _ACTIONS}
_INSTEAD = phrases("instead of | rather than | and not | not | no longer | from | doesn't")
_UNCERTAIN = lexicon.words("maybe perhaps unless whether never don't shouldn't")
_LONGEST = 4  # words in ticks or quotes


def read(tokens: Tokens, quote: Quote, scene: Scene) -> Findings:
    """What a foreign key does from now on when the row it leads to is deleted; which one, the tables named tell."""
    told = tuple(_spread(tokens))
    actions = _actions(told)
    is_about = any(token.is_in(_DELETION) for token in told)
    if len(actions) != 1 or not is_about or told[-1].is_mark("?") or any(token.is_in(_UNCERTAIN) for token in told):
        return ()
    ends = _ends(tokens, scene)
    if len(ends) != 1:
        return ()
    child, parent, role = ends[0]
    scene.focus = child
    return (DeletionAsk(parent=parent, child=child, action=actions.pop(), role=role, quote=quote),)


def _spread(tokens: Tokens) -> Iterator[Token]:
    """What is written as code or in quotes in words, where these are several."""
    for token in tokens:
        is_phrase = token.is_literal and 1 < len(token.text.split()) <= _LONGEST
        yield from tokenized(token.text.lower()) if is_phrase else (token,)


def _actions(tokens: Tokens) -> set[str]:
    """The actions told, without those that are given up."""
    found: set[str] = set()
    for at in range(len(tokens)):
        action = next((name for name, known in _ACTIONS if ends_after_any(tokens, at, known) > at), None)
        if action is not None and not _is_given_up(tokens, at):
            found.add(action)
    return found


def _is_given_up(tokens: Tokens, at: int) -> bool:
    """ "Instead of restrict", "instead of on delete restrict"."""
    return any(
        start >= 0 and start < (end := ends_after_any(tokens, start, _INSTEAD)) and _is_idle(tokens[end:at])
        for start in range(max(at - 5, 0), at)
    )


def _is_idle(tokens: Tokens) -> bool:
    return all(token.is_word("on", "delete", "the", "a", "an") for token in tokens)


def _ends(tokens: Tokens, scene: Scene) -> list[tuple[str, str, str | None]]:
    """The reference meant: by its own column, else the only one between the tables named, or of the only table."""
    named = list(dict.fromkeys(one.entity for one in tables_in(tokens, scene)))
    named = named or ([scene.focus] if scene.focus is not None and scene.is_there(scene.focus) else [])
    every = [one for entity in named for one in _references(entity, scene)]
    by_column = [one for one in every if any(it.attribute == one[2] for it in columns_in(tokens, one[0], scene))]
    between = [one for one in every if one[1] in named and one[0] != one[1]]
    return by_column or between or every


def _references(entity: str, scene: Scene) -> Iterator[tuple[str, str, str | None]]:
    """The columns of a standing table that by their names lead to another: child, parent and column."""
    for column in scene.entities[entity].attributes.values():
        *words, last = words_of(column)
        parent = scene.find_name(" ".join(words)) if words and last == "id" else None
        if parent is not None and scene.is_there(parent):
            yield entity, parent, column
