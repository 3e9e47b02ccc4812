"""Tables sketched in a sentence nearly as SQL: "ORDER (id_order PK, status)", "it creates public.x: a as uuid; b"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from database_developer.model.request import Quote, RelationAsk, UniqueAsk
from database_developer.reading.grammar import cues, lexicon
from database_developer.reading.grammar.attributes import asks_about, is_substantial
from database_developer.reading.grammar.clauses import Statement, Tokens, parted
from database_developer.reading.grammar.feature import Feature
from database_developer.reading.grammar.features import before_its_type, features_of
from database_developer.reading.grammar.findings import Finding, Findings, Mention
from database_developer.reading.grammar.matching import skipped
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.qualifiers import qualifiers_of
from database_developer.reading.grammar.tokens import Kind, Token, tokenized
from database_developer.reading.scene import Scene

_SUBJECTS = ("it", "this", "the", "migration", "this", "also", "new", "up")
_CREATES = lexicon.words("creates create adds add makes make introduces introduce")
_TABLE = ("the", "a", "new", "table")
_KEYS = lexicon.words("pk fk")
_BEFORE_A_LIST = cues.BRACKETS | {":"}
_LEAST = 2
_LONGEST_HEAD = 9  # tokens before the list


def read(statement: Statement, scene: Scene) -> Findings:
    """The table with its columns and keys; () for any other sentence."""
    if not cues.heard(_BEFORE_A_LIST, statement.words):
        return ()
    if not any(token.is_mark(":") or token.kind is Kind.GROUP for token in statement.tokens[:_LONGEST_HEAD]):
        return ()
    whole = _whole(statement)
    if whole[-1:] and whole[-1].kind is not Kind.GROUP and not any(token.is_in(_CREATES) for token in whole):
        return ()
    tokens = without_schemas(whole)
    return tuple(_called(tokens, statement, scene)) or tuple(_created(tokens, statement, scene))


def _whole(statement: Statement) -> Tokens:
    """The sentence as it is written, its relative clauses not set apart."""
    tokens = tokenized(statement.quote.text)
    return tokens[:-1] if tokens and tokens[-1].is_mark(".") else tokens


def without_schemas(tokens: Tokens) -> Tokens:
    """ "public.users" as "users", in brackets too."""
    found: list[Token] = []
    for token in tokens:
        is_qualified = len(found) > 1 and found[-1].is_mark(".") and found[-2].end == found[-1].start
        if is_qualified and token.kind is Kind.WORD and found[-1].end == token.start and found[-2].kind is Kind.WORD:
            found = found[:-2]
        found.append(replace(token, inside=without_schemas(token.inside)) if token.inside else token)
    return tuple(found)


def _called(tokens: Tokens, statement: Statement, scene: Scene) -> Iterator[Finding]:
    """ "ORDER (id_order PK, id_user FK -> USER(id), status)": nothing but a name and what it holds."""
    if len(tokens) != 2 or tokens[0].kind is not Kind.WORD or tokens[1].kind is not Kind.GROUP:
        return
    has_keys = any(token.is_in(_KEYS) for token in tokens[1].inside)
    told = tuple(map(_column, parted(tokens[1].inside, ",")))
    columns = tuple(feature for feature in told if feature is not None)
    if has_keys and len(columns) == len(told) >= _LEAST:
        yield from _table(tokens[0], columns, statement, scene)


def _created(tokens: Tokens, statement: Statement, scene: Scene) -> Iterator[Finding]:
    """ "It creates bike_users: id as UUID, the primary key; user_id, which references users"."""
    verb = skipped(tokens, 0, *_SUBJECTS)
    name = skipped(tokens, verb + 1, *_TABLE)
    is_told = name + 1 < len(tokens) and tokens[verb].is_in(_CREATES) and tokens[name + 1].is_mark(":")
    parts = parted(tokens[name + 2 :], ";") if is_told else []
    if len(parts) < _LEAST or not ("_" in tokens[name].text or tokens[name].is_literal):
        return
    rules = {at: found for at, part in enumerate(parts) if (found := _unique(part))}
    columns = tuple(feature for at, part in enumerate(parts) if at not in rules and (feature := _column(part)))
    if len(columns) + len(rules) < len(parts):
        return
    entity = scene.name_of(NounPhrase(identifier=tokens[name].text))
    yield from _table(tokens[name], columns, statement, scene)
    yield from (UniqueAsk(entity=entity, attributes=names, quote=statement.quote) for names in rules.values())


def _column(part: Tokens) -> Feature | None:
    """ "A created_at timestamp", "user_id, which references users on delete cascade"."""
    part = part[skipped(part, 0, "and", "a", "an", "the") :]
    plain = tuple(token for token in part if not token.is_mark(",") and not token.is_word("which", "as", "that"))
    phrase = before_its_type(plain, noun_phrase(plain), in_prose=False)
    first = noun_phrase(plain[:1])
    phrase = first if first.identifier is not None else phrase
    if not phrase.is_named:
        return None
    feature = Feature(phrase=phrase, words="", qualifiers=qualifiers_of(plain[phrase.length :], in_prose=False))
    return feature if is_substantial(feature) else None


def _unique(part: Tokens) -> tuple[str, ...]:
    """The columns of "and the constraint UNIQUE (user_id, role_id)"."""
    place = skipped(part, 0, "and", "a", "the", "constraint")
    is_rule = place + 1 < len(part) and part[place].is_word("unique") and part[place + 1].kind is Kind.GROUP
    return tuple(feature.phrase.name for feature in features_of(part[place + 1].inside)) if is_rule else ()


def _table(name: Token, columns: tuple[Feature, ...], statement: Statement, scene: Scene) -> Iterator[Finding]:
    table = name.text.lower() if name.text.isupper() else name.text
    entity = scene.name_of(NounPhrase(identifier=table))
    if not scene.is_there(entity):
        yield Mention(entity=entity, table=table, quote=statement.quote)
        yield from asks_by_code(entity, columns, statement.quote, scene)


def asks_by_code(entity: str, columns: tuple[Feature, ...], quote: Quote, scene: Scene) -> Iterator[Finding]:
    """The columns' asks; a reference goes by the name that is told for it in code."""
    for feature in columns:
        name = feature.phrase.identifier or ""
        for finding in asks_about(entity, (feature,), quote, scene):
            if isinstance(finding, RelationAsk) and finding.child == entity and not finding.columns and "_" in name:
                yield replace(finding, columns=(name,))
            else:
                yield finding
