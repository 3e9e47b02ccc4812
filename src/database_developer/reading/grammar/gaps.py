"""What rows get that have no value in the column spoken of: "empty ones become `x`", "where it is null, put `x`"."""

from __future__ import annotations

from dataclasses import replace

from database_developer.model.request import BackfillAsk
from database_developer.reading.grammar import cues
from database_developer.reading.grammar.clauses import Statement, Tokens
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.matching import beginnings, ends_after_any, phrases, skipped
from database_developer.reading.grammar.phrases import noun_phrase
from database_developer.reading.grammar.recipes.names import Names
from database_developer.reading.grammar.recipes.rules import rules_in
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.scene import Scene

_GAPS = phrases(
    "empty ones | empty values | empty rows | empty entries | blank ones | "
    "blank values | blanks | nulls | null values | "
    "null | missing ones | missing values | missing entries | rows without one | rows without a value | "
    "rows without it | those without one | those without a value | the empty ones | the null ones | the nulls | "
    "the missing ones | rows that have none | rows with null | rows with no value | existing nulls | "
    "existing null values | existing empty values | rows where it is null | rows where it is empty | "
    "where it is empty | where it is null | where it is missing | where it is not set | where it is blank | "
    "where there is none | where none is set | where none is given | if it is empty | if it is null | "
    "any nulls | any null values | all nulls | all null values | those that are null | those that are empty | "
    "the rows without one | the ones without | the ones that are empty | whatever is empty | rows with null in it | "
    "where it 's missing | where it 's empty | where nothing is set | where nothing is there | "
    "whoever has none | those that have none | where it is absent | those that are without | where there is no value"
)
_WITHOUT = phrases(
    "without one | without any | without it | with none | that have none | which have none | who have none | "
    "that lack it | lacking one | that do not have one | that don't have one | who do not have one"
)
CUES = cues.cues_of(_GAPS) | cues.cues_of(_WITHOUT)
_TIMES = phrases("today | now | at the moment | currently | so far | right now | ,")
_GET = phrases(
    "become | becomes | get | gets | should get | should become | should be | should be set to | are set to | "
    "is set to | should be filled with | are filled with | must become | must be set to | will be | will become | "
    "turn into | turned into | shall be | shall become | shall get | have to become | are to be | put | set it to | "
    "fill in | fill it with | use | take | set | write | are replaced by | are replaced with | should be replaced by | "
    "should be replaced with | count as | are treated as | can be set to | can become | can be | go to | set to | "
    "have to be set to | need to be set to | need to become | will be set to | to be set to | -> | → | : | ="
)
_FIRST = phrases("and | then | so | for | the | please | ; | ,")
_LAST = phrases("first | beforehand | before that | please | then | for now | in the migration | instead")


def read(statement: Statement, scene: Scene) -> Findings:
    """The value for rows that have none, of the column that the sentence or the one before tells of."""
    meant = scene.column or scene.last
    if meant is None or not cues.heard(CUES, statement.words):
        return ()
    tokens = statement.tokens
    without = {at for at in beginnings(tokens, _WITHOUT) if ends_after_any(tokens, at, _WITHOUT) > at}
    for at in range(len(tokens)) if without else beginnings(tokens, _GAPS):
        named = _behind_name(tokens, at, meant[0], scene) if without else at
        end = max(ends_after_any(tokens, at, _GAPS), named)
        if end > at and _may_begin(tokens, at):
            return _filled(statement, end, meant, scene)
    return ()


def _behind_name(tokens: Tokens, at: int, entity: str, scene: Scene) -> int:
    """Behind "books without one", where the column is one of books; ``at`` where this is not said."""
    phrase = noun_phrase(tokens, at)
    end = at + phrase.length
    is_own = phrase.is_named and scene.name_of(phrase) == entity
    behind = ends_after_any(tokens, end, _WITHOUT) if is_own else end
    return behind if behind > end else at


def _may_begin(tokens: Tokens, at: int) -> bool:
    """At the start, or behind a mark or a small word: "a becomes required; rows without one get b"."""
    return at == 0 or tokens[at - 1].is_mark(",", ";", "-", "—", ":") or ends_after_any(tokens, at - 1, _FIRST) == at


def _filled(statement: Statement, at: int, meant: tuple[str, str], scene: Scene) -> Findings:
    tokens = statement.tokens
    place = ends_after_any(tokens, at, _TIMES)
    place = skipped(tokens, place, ",", "today", "now", "we", "please", "just", "then", "simply", "all")
    verb = ends_after_any(tokens, place, _GET)
    value = _without_end(tokens[verb:])
    if verb == place or not value:
        return ()
    entity, attribute = meant
    names = Names(scene=scene, entity=entity)
    rules = rules_in(_as_condition(attribute.replace(" ", "_"), value), names)
    one = rules.assigned[0] if len(rules.assigned) == 1 else None
    if one is None or rules.left or one.recipe is None:
        return ()
    rule = statement.quote.text
    return (
        BackfillAsk(entity=entity, attribute=one.attribute.name, rule=rule, recipe=one.recipe, quote=statement.quote),
    )


def _without_end(tokens: Tokens) -> Tokens:
    ends = (at for at in range(1, len(tokens)) if ends_after_any(tokens, at, _LAST) == len(tokens))
    return tokens[: next(ends, len(tokens))]


def _as_condition(name: str, value: Tokens) -> Tokens:
    """ "If a is null, a = value"."""
    code = replace(value[0], kind=Kind.CODE, text=name, lower=name, inside=())
    return (
        _word(code, "if"),
        code,
        _word(code, "is"),
        _word(code, "null"),
        _mark(code),
        code,
        _word(code, "is"),
        *value,
    )


def _word(like: Token, text: str) -> Token:
    return replace(like, kind=Kind.WORD, text=text, lower=text)


def _mark(like: Token) -> Token:
    return replace(like, kind=Kind.MARK, text=",", lower=",")
