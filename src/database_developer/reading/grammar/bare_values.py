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
    "are given | go to | all go to | will be | are to be | should have"
)
_THEY = phrases("they are | they get | they become | it is | it gets | it becomes | they have")


def of_the_last(scope: Scope, scene: Scene) -> tuple[Rules, str] | None:
    """The rule for the attribute told right before, and whose it is; None where the words give it no value."""
    if scene.last is None or scope.entity not in {None, scene.last[0]}:
        return None
    entity, attribute = scene.last
    name = attribute.replace(" ", "_")
    body = _with_attribute(scope.body, name)
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
    return None


def _words(like: Token, *texts: str) -> Tokens:
    return tuple(replace(like, kind=Kind.WORD, text=text, lower=text) for text in texts)
