"""Sentences that tell what existing rows get: "Existing rows: the handle is the part of the email before the @"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from database_developer.model.recipe import Attribute
from database_developer.model.request import BackfillAsk, Quote, RemovalAsk
from database_developer.reading.grammar import cues, lexicon
from database_developer.reading.grammar.bare_values import of_the_last
from database_developer.reading.grammar.clauses import Statement, Tokens
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.matching import ends_after_any, phrases, skipped, text_of
from database_developer.reading.grammar.recipes.assignments import Assigned
from database_developer.reading.grammar.recipes.cases import Told, more_of
from database_developer.reading.grammar.recipes.names import Names, attribute_at
from database_developer.reading.grammar.recipes.old_words import CUES as OLD_WORDS
from database_developer.reading.grammar.recipes.old_words import in_plain_words
from database_developer.reading.grammar.recipes.rules import Rules, rules_in
from database_developer.reading.grammar.recipes.scopes import CUES as SCOPES
from database_developer.reading.grammar.recipes.scopes import Scope, scope_of
from database_developer.reading.grammar.tokens import Kind, Token, tokenized
from database_developer.reading.scene import OldRows, Scene

_VERBS = lexicon.words("backfill back-fill backfilled prefill pre-fill")
_MOVES = lexicon.words("split merge combine copy copied populate populated migrate move join")
_VERBS_OR_MOVES = _VERBS | _MOVES
CUES = SCOPES | OLD_WORDS | _VERBS_OR_MOVES  # none is needed where rules for existing rows have begun
_UNCHANGED = phrases(
    "stay as they are | remain as they are | are left as they are | keep their values | are not changed | "
    "are not touched | unchanged | stay unchanged | remain unchanged | nothing changes | need no change | "
    "no backfill is needed | no backfill needed | nothing to do | nothing | none | no backfill | n/a | "
    "are left alone | are unaffected | not affected | are not affected | need no backfill | keep their value"
)
_GIVEN = lexicon.words("get gets receive receives given assigned use set start starts fill filled default")
_GOES_ON = phrases(
    "if | where | when | unless | otherwise | else | except | duplicates | duplicate | the rest | all others | "
    "others | the others | all other | in case | on a clash | on conflict"
)
_ABOUT_VALUES = lexicon.words(
    "that it taken duplicate duplicates empty missing none value values rest others otherwise else clash clashes "
    "conflict conflicts collision unique null used exists"
)
_SHORT = 5  # words of what all rows are
_FILLERS = phrases("the | all | they | rows | values | these | is | there | please | we | should | must")


def read(statement: Statement, scene: Scene) -> Findings:
    """The rules for old rows that the sentence tells; a rule it tells but not clearly comes without a recipe."""
    if scene.old_rows is None and not cues.heard(CUES, statement.words):
        return ()
    found = _read(statement, scene)
    if not found and scene.old_rows is not None:
        scene.old_rows = replace(scene.old_rows, last=None)  # what follows adds nothing to an earlier rule
    return found


def _read(statement: Statement, scene: Scene) -> Findings:
    plain = in_plain_words(statement.tokens)
    told = statement if plain is statement.tokens else replace(statement, tokens=plain)
    scope = scope_of(told.tokens, scene)
    if scope is not None:
        found = _scoped(told, scope, scene)
        is_clear = any(isinstance(one, BackfillAsk) and one.recipe is not None for one in found)
        return found if is_clear else _of_the_last(told, scope, scene) or found
    opened = scene.old_rows
    if opened is not None and opened.line in {None, statement.quote.line}:
        return _continued(statement, opened, scene)
    return _by_verb(statement, scene)


def _scoped(statement: Statement, scope: Scope, scene: Scene) -> Findings:
    body = _behind_exception(_with_comparisons(scope.body))
    if scope.is_label and body and _is_unchanged(body):
        return ()
    if not body or body[-1].is_mark(":"):
        return ()  # announces a list or a table, which is read with these words before it
    rules, entity = _rules(body, scope.entity, scene, is_subject=scope.is_subject)
    is_promised = _is_in_section(scene) and _knows(entity, rules, scene)
    is_given = scope.is_subject and _gives(body, entity, scene)
    if rules.is_whole or scope.is_label or _is_told(rules) or is_given or is_promised:
        rule = text_of(body) if not scope.is_label else _rule_text(statement)
        return _findings(rules, entity, rule, statement.quote, scene)
    return ()


def _with_comparisons(body: Tokens) -> Tokens:
    """A comparison that is written as code, in its words: "`active = false`"."""
    told: list[Token] = []
    for token in body:
        name, sign, _ = token.text.partition("=") if token.kind is Kind.CODE else ("", "", "")
        told += tokenized(token.text) if sign and name.strip().isidentifier() else (token,)
    return tuple(told)


def _behind_exception(body: Tokens) -> Tokens:
    """ "... are active, except those with a flag: give them ...": what is told of those that are excepted."""
    at = next((at for at, token in enumerate(body) if token.is_word("except")), len(body))
    start = skipped(body, at + 1, "for", "those", "the", "ones", "rows") if at < len(body) else len(body)
    is_given = any(token.is_in(_GIVEN) or token.is_word("give") for token in body[start:])
    is_plain = bool(body) and body[0].is_in(lexicon.BE) and at <= _SHORT
    return body[start:] if is_plain and is_given else body


def _of_the_last(statement: Statement, scope: Scope, scene: Scene) -> Findings:
    """ "Existing rows get false", "everything we have is DE": the value of the attribute told right before."""
    told = of_the_last(scope, scene)
    return _findings(*told, statement.quote.text, statement.quote, scene) if told is not None else ()


def _is_in_section(scene: Scene) -> bool:
    """Whether a heading has announced that all of this is about existing rows."""
    return scene.old_rows is not None and scene.old_rows.line is None


def _gives(body: Tokens, entity: str | None, scene: Scene) -> bool:
    """Whether rows are told to get something that is known of them, in words that are not understood."""
    names = Names(scene=scene, entity=entity)
    is_given = any(token.is_in(_GIVEN) for token in body)
    return is_given and any(names.knows(token.text) for token in body if token.lower not in lexicon.NOT_A_NOUN)


def _rule_text(statement: Statement) -> str:
    text = statement.quote.text
    has_label = bool(statement.tokens) and text.startswith(statement.tokens[0].text)
    return (text.partition(":")[2].strip() if has_label else "") or text


def _is_unchanged(body: Tokens) -> bool:
    place = skipped(body, 0, *_FILLERS)
    return any(ends_after_any(body, at, _UNCHANGED) == len(body) for at in (0, place))


def _is_told(rules: Rules) -> bool:
    """Whether the words that give a value are plain, though the value is not: "is set to whatever fits"."""
    return any(not one.is_plain or one.recipe is not None for one in rules.assigned)


def _rules(body: Tokens, entity: str | None, scene: Scene, *, is_subject: bool = False) -> tuple[Rules, str | None]:
    """The rules, read with the names of the thing that has the attribute first spoken of."""
    chosen = entity or scene.focus
    rules = rules_in(body, Names(scene=scene, entity=chosen), is_subject=is_subject)
    owner = _owner(rules, scene)
    if entity is None and owner is not None and owner != chosen and not _knows(chosen, rules, scene):
        return rules_in(body, Names(scene=scene, entity=owner), is_subject=is_subject), owner
    return rules, chosen


def _owner(rules: Rules, scene: Scene) -> str | None:
    return scene.owner_of(rules.assigned[0].attribute.name) if rules.assigned else None


def _knows(entity: str | None, rules: Rules, scene: Scene) -> bool:
    names = Names(scene=scene, entity=entity)
    return entity is not None and bool(rules.assigned) and names.knows(rules.assigned[0].attribute.name)


def _findings(rules: Rules, entity: str | None, rule: str, quote: Quote, scene: Scene) -> Findings:
    """The asks; what is left over makes the last rule unclear, and no rule at all is unclear as a whole."""
    asks = list(_asks(rules, entity, rule, quote))
    if not asks:
        asks = [BackfillAsk(entity=entity or "", attribute="", rule=rule, quote=quote, unclear=rules.left or rule)]
    elif rules.left:
        asks[-1] = replace(asks[-1], recipe=None, unclear=rules.left)
    opened = scene.old_rows
    line = opened.line if opened is not None and opened.line is None else quote.line
    scene.old_rows = OldRows(line=line, entity=entity, last=asks[-1])
    removals = (_removal(attribute, entity or "", quote) for attribute in rules.removed)
    return (*asks, *removals)


def _asks(rules: Rules, entity: str | None, rule: str, quote: Quote) -> Iterator[BackfillAsk]:
    for one in rules.assigned:
        owner = one.attribute.of or entity or ""
        yield BackfillAsk(entity=owner, attribute=one.attribute.name, rule=rule, quote=quote, recipe=one.recipe)


def _removal(attribute: Attribute, entity: str, quote: Quote) -> RemovalAsk:
    return RemovalAsk(entity=attribute.of or entity, attribute=attribute.name, quote=quote)


def _continued(statement: Statement, opened: OldRows, scene: Scene) -> Findings:
    """A sentence behind such a rule: what it adds to it, or a rule of its own."""
    last = opened.last
    if last is not None and last.recipe is not None:
        names = Names(scene=scene, entity=last.entity or None)
        told = more_of(Told(recipe=last.recipe, end=0), statement.tokens, names)
        if told.end:
            left = text_of(statement.tokens[told.end :])
            more = replace(last, rule=f"{last.rule} {statement.quote.text}", quote=statement.quote, unclear=left)
            more = replace(more, recipe=None if left else told.recipe)
            scene.old_rows = replace(opened, last=more)
            return (more,)
        if _goes_on(statement.tokens, names):
            more = replace(last, rule=f"{last.rule} {statement.quote.text}", quote=statement.quote, recipe=None)
            return (replace(more, unclear=statement.quote.text),)
    rules, entity = _rules(statement.tokens, opened.entity, scene)
    is_promised = _is_in_section(scene) and _knows(entity, rules, scene)
    if rules.is_whole or _is_told(rules) or is_promised:
        return _findings(rules, entity, statement.quote.text, statement.quote, scene)
    return ()


def _goes_on(tokens: Tokens, names: Names) -> bool:
    """Whether a sentence that is not understood seems to add to the rule before it: "Where that is taken, ..."."""
    begins = ends_after_any(tokens, 0, _GOES_ON) > 0
    is_rule = rules_in(tokens, names).is_whole
    return begins and not is_rule and any(token.is_in(_ABOUT_VALUES) for token in tokens)


def _by_verb(statement: Statement, scene: Scene) -> Findings:
    """ "Backfill the handle from ...", "split `name` into ..."; of "copy" and the like only what is all understood."""
    tokens = statement.tokens if cues.heard(_VERBS_OR_MOVES, statement.words) else ()
    is_filling = any(token.is_in(_VERBS) for token in tokens)
    if not is_filling and not any(token.is_in(_MOVES) for token in tokens):
        return ()
    rules, entity = _rules(tokens, None, scene)
    known = all(_is_known(one, entity, scene) for one in rules.assigned)
    if rules.assigned and known and (rules.is_whole or (is_filling and _is_told(rules))):
        return _findings(rules, entity, statement.quote.text, statement.quote, scene)
    if is_filling:
        return _backfill_of(statement, scene)
    return _unclear_split(statement, scene)


def _unclear_split(statement: Statement, scene: Scene) -> Findings:
    """A known attribute is split, in words that do not say how."""
    names = Names(scene=scene, entity=scene.focus)
    is_split = any(token.is_word("split") for token in statement.tokens)
    into = any(token.is_word("into") for token in statement.tokens)
    known = [token for token in statement.tokens if "_" in token.text or token.is_literal]
    if not (is_split and into and any(names.knows(token.text) for token in known)):
        return ()
    rule = statement.quote.text
    return (BackfillAsk(entity=names.entity or "", attribute="", rule=rule, quote=statement.quote, unclear=rule),)


def _is_known(one: Assigned, entity: str | None, scene: Scene) -> bool:
    return Names(scene=scene, entity=one.attribute.of or entity).knows(one.attribute.name)


def _backfill_of(statement: Statement, scene: Scene) -> Findings:
    """ "Backfill the handle." says that values are wanted, and not which."""
    names = Names(scene=scene, entity=scene.focus)
    verb = skipped(statement.tokens, 0, "we", "please", "then", "must", "should", "also", "need", "to", "and")
    if verb >= len(statement.tokens) or not statement.tokens[verb].is_in(_VERBS):
        return ()
    found = attribute_at(statement.tokens, verb + 1, names)
    if found is None or not names.knows(found[0].name):
        return ()
    one = Assigned(attribute=found[0], recipe=None, end=found[1])
    rules = Rules(assigned=[one], left=text_of(statement.tokens[found[1] :]) or statement.quote.text)
    return _findings(rules, names.entity, statement.quote.text, statement.quote, scene)
