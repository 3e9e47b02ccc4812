"""Values told for existing rows without saying of what: "existing rows get false", "set it to `b` for all of them"."""

from __future__ import annotations

from dataclasses import replace

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.clauses import Tokens
from database_developer.reading.grammar.matching import ends_after_any, phrases, skipped
from database_developer.reading.grammar.recipes.names import Names
from database_developer.reading.grammar.recipes.rules import Rules, rules_in
from database_developer.reading.grammar.recipes.scopes import Scope
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.scene import Scene

_VERBS = lexicon.words("backfill back-fill backfilled prefill pre-fill set fill put")
_GETS = phrases(
    "get | gets | all get | should get | shall get | will get | receive | receives | is | are | are all | is all | "
    "should be | shall be | have | has | become | becomes | "
    "start with | start as | count as | counts as | start out as | "
    "take | takes | must be | must get | are set to | is set to | "
    "are given | go to | all go to | will be | are to be | should have | we take | we use | we assume | assume | use | "
    "put | we put | enter | write | are in | is in | are all in | were | have been | were all | "
    "count all as | were always | "
    "should be marked | should be marked as | are marked as | should say | should read | say | go with | we go with | "
    "shall have | are to get | are to have | fill in | we fill in | are assumed to be | are treated as | we say | "
    "where we assume | where we take | all count as | are considered | sail under | belong to"
)
_THEY = phrases("they are | they get | they become | it is | it gets | it becomes | they have")
_SO = phrases("so | hence | therefore | thus | that means | which means | i.e.")
_NOTHING_MORE = lexicon.words(
    "for those them these it that so put use take set with of on in as to is are be should must we the a an all just "
    "right correct fine appropriate there value then will do good enough please into apply applies ok okay "
    "assume enter write fill insert marked everywhere"
)
_TAIL = phrases(
    "is right | is fine | is correct | will do | is good enough | for those | for them | there | for now | is ok"
)


def of_the_last(scope: Scope, scene: Scene) -> tuple[Rules, str] | None:
    """The rule for the attribute told right before, and whose it is; None where the words give it no value."""
    if scene.last is None or scope.entity not in {None, scene.last[0]}:
        return None
    entity, attribute = scene.last
    name = attribute.replace(" ", "_")
    body = _with_attribute(_short(scope.body), name)
    if body is None:
        return None
    rules = rules_in(body, Names(scene=scene, entity=entity))
    is_of_it = all(one.attribute.name == name for one in rules.assigned)
    return (rules, entity) if rules.is_whole and is_of_it else None


def _with_attribute(body: Tokens, name: str) -> Tokens | None:
    """ "Get false" as "a = false", "set it to b" as "set a to b"; None where neither is told."""
    if not body:
        return None
    code = replace(body[0], kind=Kind.CODE, text=name, lower=name, inside=())
    equal = replace(code, kind=Kind.MARK, text="=", lower="=")
    verb = skipped(body, ends_after_any(body, 0, _GETS), ":", "value", "to") if ends_after_any(body, 0, _GETS) else 0
    if verb and verb < len(body):
        return (code, equal, *body[verb:])
    for at in range(len(body)):
        pronoun = ends_after_any(body, at, _THEY)
        if pronoun > at:
            return (*body[:at], code, *_words(code, "is"), *body[pronoun:])
        if at and body[at].is_word("it") and body[at - 1].is_in(_VERBS):
            return (*body[:at], code, *body[at + 1 :])
    return _with_value(body, code, equal)


def _short(body: Tokens) -> Tokens:
    """ "It is an oak, so `a` for those": what follows "so", and without "for those"."""
    starts = [end for at in range(len(body)) if (end := ends_after_any(body, at, _SO)) > at]
    told = body[starts[-1] :] if starts and starts[-1] < len(body) else body
    tails = (at for at in range(1, len(told)) if ends_after_any(told, at, _TAIL) == len(told))
    return told[: next(tails, len(told))]


def _with_value(body: Tokens, code: Token, equal: Token) -> Tokens | None:
    """ "Put `a` on", "`a` for": the only value, where nothing but small words stands beside it."""
    values = [token for token in body if token.kind in {Kind.QUOTED, Kind.NUMBER} or token.is_word("true", "false")]
    others = [token for token in body if token not in values and not token.is_mark(",", ".", ":", "=")]
    if len(values) != 1 or not all(token.is_in(_NOTHING_MORE) for token in others):
        return None
    return (code, equal, values[0])


def _words(like: Token, *texts: str) -> Tokens:
    return tuple(replace(like, kind=Kind.WORD, text=text, lower=text) for text in texts)
