"""How a sentence begins that gives a value: "the handle is ...", "set the locale to ...", "derive x from ..."."""

from __future__ import annotations

from dataclasses import dataclass

from database_developer.model.recipe import Attribute
from database_developer.reading.grammar.matching import ends_after_any, phrases, skipped
from database_developer.reading.grammar.recipes.names import Names, attribute_at
from database_developer.reading.grammar.tokens import Token

Tokens = tuple[Token, ...]

_BE = phrases("is | are | will be | should be | must be | shall be | has to be | is to be | gets | becomes | can be")
_DONE = phrases(
    "set to | set from | filled with | filled from | populated with | populated from | copied from | taken from | "
    "initialised with | initialized with | initialised to | initialized to | backfilled with | backfilled from | "
    "equal to | the same as | migrated from | mapped from | defaulted to | filled in from | filled in with | "
    "made of | read from | backfilled as | backfilled to | filled by | made up of | composed of | set as | filled | "
    "backfilled"
)
_DERIVED = phrases(
    "derived from | based on | computed from | calculated from | built from | generated from | made from | "
    "formed from | created from | constructed from | determined from | obtained from | extracted from | derived by | "
    "computed as | calculated as | built as | generated as | computed by | formed by | derived as"
)
_SAYS = phrases(
    "comes from | defaults to | starts as | starts with | equals | takes | receives | = | := | gets the value | "
    "will get | should get | must get | gets set to | becomes equal to | should become | will become | takes over | "
    "should default to | must default to | will default to | consists of | is made up of | is composed of | starts at"
)
_FILL = phrases("fill | backfill | populate | initialise | initialize | fill in | prefill | pre-fill | back-fill")
_WITH = phrases("with | from | by | using | to | as | by taking | by using | :")
_SET = phrases("set | default | initialise | initialize | change | update | want | like")
_TO = phrases("to | = | as | from | to be")
_DERIVE = phrases("derive | take | compute | calculate | build | generate | extract | make | form")


@dataclass(frozen=True, kw_only=True, slots=True)
class Head:
    """Whose value is given, and where the value begins; ``bare`` where a word without quotes may be one."""

    attribute: Attribute
    at: int
    bare: bool = False
    is_plain: bool = False
    needs_steps: bool = False


def order_at(tokens: Tokens, at: int, names: Names) -> Head | None:
    """ "Set x to", "fill x with", "derive x from"."""
    for verbs, joints, needs_steps in ((_FILL, _WITH, False), (_SET, _TO, False), (_DERIVE, ("from", "as"), True)):
        verb = ends_after_any(tokens, at, verbs)
        attribute = attribute_at(tokens, verb, names) if verb > at else None
        if attribute is not None:
            joint = ends_after_any(tokens, attribute[1], joints)
            if joint > attribute[1]:
                return Head(attribute=attribute[0], at=joint, bare=True, needs_steps=needs_steps)
    return None


def statement_at(tokens: Tokens, at: int, names: Names) -> Head | None:
    """ "The handle is ...", "the locale defaults to ...", "`slug` = ...", "handle: ..."."""
    attribute = attribute_at(tokens, at, names)
    if attribute is None:
        return None
    name, place = attribute
    be = skipped(tokens, ends_after_any(tokens, place, _BE), "then", "simply", "just", "also", "now")
    for told, needs_steps in ((_DERIVED, True), (_DONE, False)):
        done = ends_after_any(tokens, be, told)
        if done > be:
            return Head(attribute=name, at=done, bare=True, needs_steps=needs_steps)
    says = ends_after_any(tokens, place, _SAYS)
    if says > place:
        return Head(attribute=name, at=says, bare=True)
    return Head(attribute=name, at=be, is_plain=True) if be > place else None
