""" "Call it `phone`", "change the name of a to b", "give a the name b", "use `b` rather than `a`"."""

from __future__ import annotations

from database_developer.model.request import Quote, RenameAsk
from database_developer.reading.grammar import cues, lexicon
from database_developer.reading.grammar.changes.paths import joined
from database_developer.reading.grammar.changes.places import Tokens
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.matching import ends_after_any, phrases, skipped
from database_developer.reading.grammar.predicates.subjects import Subject, subject_of
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.scene import Scene, words_of

_CALL = phrases("call | name | re-name | relabel")
_NAME_OF = phrases("change the name of | change the column name of | alter the name of | rename the column")
_GIVE = phrases("give | use")
_A_NAME = phrases("the name | a better name | a new name | a clearer name | another name | a proper name")
_NOT = phrases("rather than | instead of | and not | in place of")
CUES = cues.cues_of(_CALL) | cues.cues_of(_NAME_OF) | cues.cues_of(_GIVE)
_BEFORE = lexicon.words("let's lets please so we should and must to just better will shall i'd could can then")


def read(tokens: Tokens, quote: Quote, scene: Scene) -> Findings:
    """The renaming, wherever in the sentence the order for it begins."""
    whole = joined(tokens, scene)
    for at, token in enumerate(whole):
        is_begin = at == 0 or whole[at - 1].is_in(_BEFORE) or whole[at - 1].kind is Kind.MARK
        if token.kind is Kind.WORD and is_begin:
            found = _at(whole, at, quote, scene)
            if found:
                return found
    return ()


def _at(tokens: Tokens, at: int, quote: Quote, scene: Scene) -> Findings:
    called, name_of, given = (ends_after_any(tokens, at, some) for some in (_CALL, _NAME_OF, _GIVE))
    if name_of > at:
        return _renamed(tokens[name_of:], ("to", "into"), quote, scene)
    if called > at:
        return _renamed(tokens[called:], (), quote, scene)
    if given > at and tokens[at].is_word("give"):
        return _renamed(tokens[given:], _A_NAME, quote, scene)
    return _rather(tokens[given:], quote, scene) if given > at else ()


def _renamed(told: Tokens, joints: tuple[str, ...], quote: Quote, scene: Scene) -> Findings:
    """The column, what stands between, and its name; "it" may be told behind: "instead of `tel`"."""
    old = _behind_not(told, scene) or subject_of(told, scene)
    start = 1 if told and told[0].is_word("it", "this", "that") else (old.end if old is not None else 0)
    place = ends_after_any(told, start, joints) if joints else start
    if old is None or not start or (joints and place == start):
        return ()
    return _rename(old, told, skipped(told, place, ":", "column", "-"), quote, scene)


def _rather(told: Tokens, quote: Quote, scene: Scene) -> Findings:
    """ "`phone` rather than `tel`"."""
    old = _behind_not(told, scene)
    is_code = bool(told) and (told[0].is_literal or "_" in told[0].text)
    return _rename(old, told, 0, quote, scene) if old is not None and is_code else ()


def _behind_not(told: Tokens, scene: Scene) -> Subject | None:
    for at in range(1, len(told)):
        end = ends_after_any(told, at, _NOT)
        if end > at:
            return subject_of(told[end:], scene)
    return None


def _rename(old: Subject, told: Tokens, at: int, quote: Quote, scene: Scene) -> Findings:
    name = _name(told[at]) if at < len(told) else ""
    known = scene.entities[old.entity].attributes
    if not name or len(old.attributes) != 1 or " ".join(words_of(name)) in known:
        return ()
    return (RenameAsk(entity=old.entity, attribute=old.attributes[0], new_name=name, quote=quote),)


def _name(token: Token) -> str:
    is_name = token.is_literal or (token.kind is Kind.WORD and token.lower not in lexicon.NOT_A_NOUN)
    return token.text if is_name and token.text.isidentifier() else ""
