""" "Remove the unique constraint on a", "drop the index on b", "drop column c", "remove d and e from f"."""

from __future__ import annotations

from database_developer.model.request import Quote, RemovalAsk, UnconstrainAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.changes.indexing import ONE, SEVERAL
from database_developer.reading.grammar.changes.orders import Order, Tokens
from database_developer.reading.grammar.changes.paths import spread
from database_developer.reading.grammar.changes.places import columns_meant, tables_in
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.rule_names import kind_of_rule
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.scene import Scene, words_of

_REMOVING = lexicon.words("remove drop delete eliminate relax")
_THERE = lexicon.words("exists exist present there")
_RULE = lexicon.words("constraint constraints constrain")
_UNIQUE = lexicon.words("unique uniqueness")
_ENDS = (
    "so",
    "because",
    "since",
    "which",
    "that",
    "as",
    "where",
    "when",
    "while",
    "if",
    "before",
    "after",
    "once",
    "using",
)
_STAYING = lexicon.words("stay stays remain remains keep kept untouched unchanged")
_MARKS = (",", ";", ".", "-", "–", "—")
_JOINTS = lexicon.words("but and only")
_PRONOUNS = lexicon.words("it them this these that those")
_OF_DATA = lexicon.words("unused obsolete redundant deprecated legacy old unneeded the")
_CODE_ONLY = lexicon.words(
    "reference references usage usages call calls code import imports logic endpoint route page button form ui view "
    "tests test helper class method function feature flag link row rows record records entry entries user users"
)
_FROM_OR_ON = lexicon.words("from on of for in")


def read(order: Order, quote: Quote, scene: Scene) -> Findings:
    """What goes away: a rule, an index, columns, a table."""
    if order.verb not in _REMOVING or order.is_state or _is_conditional(order.told):
        return ()
    tokens = _object(spread(order.told, scene))
    kind = _kind(tokens)
    if kind is None and (named := _rules_named(tokens, quote, scene)):
        return named
    if kind is not None:
        return _rule(kind, tokens, quote, scene)
    return _columns(order.verb, tokens, quote, scene) or _table(tokens, quote, scene)


def _is_conditional(told: Tokens) -> bool:
    """ "... if nobody needs it" leaves it open; "if it exists", "if present" does not."""
    at = next((at for at, token in enumerate(told) if token.is_word("if", "unless")), len(told))
    return at < len(told) and not any(token.is_in(_THERE) for token in told[at:])


def of_it(order: Order, told: Tokens, quote: Quote, scene: Scene) -> Findings:
    """ "The index on a is useless, drop it": what goes is the rule that the same sentence spoke of."""
    if order.verb not in _REMOVING or order.is_state or not order.told or not order.told[0].is_in(_PRONOUNS):
        return ()
    before = tuple(token for token in told if token.end <= order.told[0].start)
    kind = _kind(spread(before, scene))
    return _rule(kind, spread(before, scene), quote, scene) if kind is not None else ()


def speaks_of_rule(tokens: Tokens) -> bool:
    """Whether a sentence is about an index or a rule over columns, so that "it" is no column."""
    return _kind(tokens) is not None


def _rules_named(tokens: Tokens, quote: Quote, scene: Scene) -> Findings:
    """ "Drop orders_note_idx and uq_members_email": rules by names that say what they are."""
    named = [token for token in tokens if _is_name_of_rule(token, scene) and kind_of_rule(token.text)]
    others = [token for token in tokens if token.is_literal or "_" in token.text]
    if not named or len(named) < len(others):
        return ()
    return tuple(UnconstrainAsk(entity="", kind=kind_of_rule(it.text), name=it.text, quote=quote) for it in named)


def _object(tokens: Tokens) -> Tokens:
    """Without the reason, and without what is told to stay."""
    tokens = next((tokens[:index] for index, token in enumerate(tokens) if token.is_in(_ENDS)), tokens)
    staying = next((at for at, token in enumerate(tokens) if token.is_in(_STAYING)), 0)
    joints = (at for at, token in enumerate(tokens[:staying]) if token.is_mark(*_MARKS) or token.is_in(_JOINTS))
    return tokens[: next(joints, len(tokens))]


def _kind(tokens: Tokens) -> str | None:
    """Which sort of rule is spoken of; None where none is."""
    words = {token.lower for token in tokens if token.kind is Kind.WORD}
    is_first = bool(tokens) and tokens[0].is_in(_UNIQUE) and len(tokens) > 1 and tokens[1].is_in(_FROM_OR_ON)
    if words & _UNIQUE and (is_first or words & (_RULE | ONE | SEVERAL) or {"key"} & words or "uniqueness" in words):
        return "unique"
    if {"foreign"} <= words and words & {"key", "keys"}:
        return "foreign key"
    if words & (ONE | SEVERAL):
        return "index"
    if words & _RULE:
        return "check" if "check" in words else ""
    return None


def _rule(kind: str, tokens: Tokens, quote: Quote, scene: Scene) -> Findings:
    """The rule over the columns named, of that name, or the only one of its table."""
    nouns = (*_UNIQUE, *_RULE, *ONE, *SEVERAL, "key", "foreign", "check", "composite")
    left = tuple(token for token in tokens if not token.is_in(nouns))
    name = next((token.text for token in left if _is_name_of_rule(token, scene)), "")
    if name:
        return (UnconstrainAsk(entity="", kind=kind, name=name, quote=quote),)
    meant = columns_meant(left, scene)
    if meant is not None:
        return (UnconstrainAsk(entity=meant.entity, kind=kind, attributes=meant.attributes, quote=quote),)
    tables = tables_in(left, scene)
    return tuple(UnconstrainAsk(entity=one.entity, kind=kind, quote=quote) for one in tables[:1])


def _is_name_of_rule(token: Token, scene: Scene) -> bool:
    """ "users_email_key": an identifier that is no column."""
    is_code = token.is_literal or token.text.count("_") > 1
    is_name = is_code and "_" in token.text and token.text.isidentifier()
    return is_name and scene.owner_of(token.text) is None and not scene.is_there(" ".join(words_of(token.text)))


def _columns(verb: str, tokens: Tokens, quote: Quote, scene: Scene) -> Findings:
    """Columns, where the words say that columns are meant: the noun, a path, or a table they go from."""
    if any(token.is_in(_CODE_ONLY) for token in tokens) and not _says_column(tokens):
        return ()
    meant = columns_meant(tokens, scene)
    is_told = _says_column(tokens) or _goes_from_table(tokens, scene) or _is_all_code(tokens)
    if meant is None or not (is_told or (verb == "drop" and meant.entity == scene.focus)):
        return ()
    if _is_of_another_thing(tokens, meant.attributes):
        return ()
    return tuple(RemovalAsk(entity=meant.entity, attribute=name, quote=quote) for name in meant.attributes)


def _is_of_another_thing(tokens: Tokens, names: tuple[str, ...]) -> bool:
    """ "With a sensor all of its readings disappear" speaks of sensors, and not of the reference to them."""
    is_reference = any(name.endswith("_id") for name in names)
    return is_reference and not _says_column(tokens) and not any(one.text.lower().endswith("id") for one in tokens)


def _says_column(tokens: Tokens) -> bool:
    return any(token.is_word(*lexicon.COLUMN_NOUNS, "col", "cols") for token in tokens)


def _goes_from_table(tokens: Tokens, scene: Scene) -> bool:
    """ "... from the users table", "... from users"."""
    for index, token in enumerate(tokens[:-1]):
        if token.is_word("from", "in", "on", "of"):
            return bool(tables_in(tokens[index + 1 :], scene))
    return False


def _is_all_code(tokens: Tokens) -> bool:
    """Nothing but names as code: "`owner_id`", "projects.owner_id and projects.lead"."""
    named = [token for token in tokens if not token.is_mark(",") and not token.is_word("and", *_OF_DATA)]
    return bool(named) and all(token.is_literal or "_" in token.text for token in named)


def _table(tokens: Tokens, quote: Quote, scene: Scene) -> Findings:
    """ "Drop the x table", "drop table x"."""
    is_told = any(token.is_word("table", "tables") for token in tokens)
    is_part = any(token.is_word("from", "in", "on", "of") for token in tokens)
    if not is_told or is_part or _says_column(tokens):
        return ()
    return tuple(RemovalAsk(entity=one.entity, quote=quote) for one in tables_in(tokens, scene))
