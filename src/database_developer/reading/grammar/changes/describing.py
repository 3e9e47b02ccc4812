"""Sentences that only say more of what was told before: "Boolean, not null.", "Existing rows are not public."."""

from __future__ import annotations

from database_developer.model.recipe import Constant, Formula, Recipe
from database_developer.model.request import AttributeAsk, BackfillAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.changes.indexing import ONE, SEVERAL
from database_developer.reading.grammar.changes.paths import spread
from database_developer.reading.grammar.changes.places import Named, column_of, columns_in, tables_in
from database_developer.reading.grammar.clauses import Clause, Statement, Tokens
from database_developer.reading.grammar.findings import ColumnNamed, Described, Findings, IndexesAnnounced
from database_developer.reading.grammar.qualifiers import qualifiers_of
from database_developer.reading.grammar.tokens import Kind
from database_developer.reading.scene import Scene, words_of

_MOST_WORDS = 8
_SHORTEST_CASE = 4
_EXISTING = ("existing", "old", "current", "present")


def read(statement: Statement, scene: Scene) -> Findings:
    """What is said of the column told last, of existing rows, or of the columns that get the indexes announced."""
    found = _flag_of_old_rows(statement, scene) or _described(statement) or _new_by_state(statement, scene)
    found = found or _named_first(statement, scene)
    if not found and scene.focus is None:
        _make_topic(statement, scene)
    return found


def _make_topic(statement: Statement, scene: Scene) -> None:
    """The only standing table of a first sentence is what the next ones speak of."""
    named = {one.entity for one in tables_in(spread(statement.tokens, scene), scene)}
    if len(named) == 1:
        scene.focus = named.pop()


def _new_by_state(statement: Statement, scene: Scene) -> Findings:
    """ "If static_token is NULL, ...": a column that nobody has yet, by what its state means."""
    tokens = statement.tokens
    is_case = len(tokens) > _SHORTEST_CASE and tokens[0].is_word("if", "when", "where", "unless")
    if not is_case or not tokens[2].is_word("is") or scene.focus is None or not scene.is_there(scene.focus):
        return ()
    name, state = tokens[1].text, tokens[4] if tokens[3].is_word("not") else tokens[3]
    is_new = "_" in name and name.isidentifier() and scene.owner_of(name) is None
    if not is_new or not state.is_word("null", "set", "empty", "missing", "present", "given"):
        return ()
    return (AttributeAsk(entity=scene.focus, attribute=name, required=False, quote=statement.quote),)


def _described(statement: Statement) -> Findings:
    """A few words, all of which a column's description is made of."""
    tokens = statement.tokens
    if not tokens or len(tokens) > _MOST_WORDS or tokens[0].kind is not Kind.WORD:
        return ()
    if any(
        clause.subject and clause.verb is not None and clause.verb.lemma in lexicon.HAS for clause in statement.clauses
    ):
        return ()  # "users have an optional phone number"
    said = qualifiers_of(tokens, in_prose=False)
    if said.other or said.parent or said.values or said.unique or said.is_removed or said.new_name:
        return ()
    if not (said.type or said.max_length or said.required is not None or said.default is not None):
        return ()
    described = Described(
        type=said.type, max_length=said.max_length, required=said.required, default=said.default, quote=statement.quote
    )
    return (described,)


def _has_something(clause: Clause) -> bool:
    """ "Users have an optional phone number" tells of a phone number."""
    return bool(clause.subject) and clause.verb is not None and clause.verb.lemma in lexicon.HAS


def _flag_of_old_rows(statement: Statement, scene: Scene) -> Findings:
    """ "Existing clues are not wagerable"."""
    tokens = statement.tokens
    at = next((i for i, token in enumerate(tokens) if token.is_word("are", "is")), None)
    if at is None or not tokens[0].is_word(*_EXISTING, "all") or not any(t.is_in(_EXISTING) for t in tokens[:at]):
        return ()
    entities = [one.entity for one in tables_in(tokens[:at], scene)]
    is_negated = tokens[at + 1 : at + 2] != () and tokens[at + 1].is_word("not")
    words = tuple(word for token in tokens[at + 1 + is_negated :] for word in words_of(token.text))
    for entity in entities:
        column = column_of(entity, words, scene) or column_of(entity, ("is", *words), scene)
        if column is not None:
            recipe = Recipe(formula=Formula(source=Constant(text="false" if is_negated else "true")))
            rule = statement.quote.text
            return (BackfillAsk(entity=entity, attribute=column, rule=rule, quote=statement.quote, recipe=recipe),)
    return ()


def _named_first(statement: Statement, scene: Scene) -> Findings:
    """ "`orders.token` — every request filters on it": a column, with what it is for."""
    if not _may_begin_with_path(statement.tokens):
        return ()
    tokens = spread(statement.tokens, scene)
    if not tokens or "." not in tokens[0].text:
        return ()
    owner = tables_in(tokens[:1], scene)
    columns: list[Named] = columns_in(tokens[:1], owner[0].entity, scene) if owner else []
    return tuple(ColumnNamed(entity=one.entity, attribute=one.attribute, quote=statement.quote) for one in columns)


def _may_begin_with_path(tokens: Tokens) -> bool:
    """Whether a bracket, or a word with a point in it or behind it, stands first."""
    if not tokens or tokens[0].kind is Kind.GROUP or "." in tokens[0].text:
        return bool(tokens)
    return len(tokens) > 1 and tokens[1].is_mark(".")


def announced(tokens: Tokens, statement: Statement, scene: Scene) -> Findings:
    """ "Adds indexes on a and b": of the tables' columns nothing is said yet."""
    if not any(token.is_word(*ONE, *SEVERAL) for token in tokens):
        return ()
    entities = tuple(dict.fromkeys(one.entity for one in tables_in(spread(tokens, scene), scene)))
    return (IndexesAnnounced(entities=entities, quote=statement.quote),)
