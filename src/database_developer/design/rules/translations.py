"""Rule "translations": texts in several languages stand in a table of their own, one row for each language."""

from __future__ import annotations

from dataclasses import replace

from database_developer.design.draft import Draft, at_column, at_constraint, at_table
from database_developer.design.naming import column_name, part_name, reference_name, table_name
from database_developer.design.spelling import check, foreign_key, primary_key
from database_developer.model.inflection import singular
from database_developer.model.names import QualifiedName
from database_developer.model.pattern_asks import TranslationAsk
from database_developer.model.request import AllowedAsk, AttributeAsk, BackfillAsk, IndexKeysAsk, LookupAsk, UniqueAsk
from database_developer.model.schema import Column, NotNull, Reference

RULE = "translations"
TAG = r"language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'"


def apply(draft: Draft) -> None:
    """Give each thing with texts in several languages the table of them."""
    asks = [ask for ask in draft.request.asks if isinstance(ask, TranslationAsk)]
    for entity in dict.fromkeys(ask.entity for ask in asks):
        told = [ask for ask in asks if ask.entity == entity]
        attributes = tuple(dict.fromkeys(name for ask in told for name in ask.attributes))
        ask = replace(told[0], attributes=attributes, keeps_own=any(it.keeps_own for it in told))
        table = draft.table_of(entity)
        if table is None or draft.tables[table].primary_key is None:
            text = f'texts of "{entity}" are to be in several languages, but there is no such table with a key'
            draft.ask(f"translations-{entity}", text, quote=ask.quote, blocking=False)
        else:
            _translate(draft, ask, table)


def _translate(draft: Draft, ask: TranslationAsk, table: QualifiedName) -> None:
    columns = _texts(draft, ask, table)
    key = draft.tables[table].primary_key
    target = draft.tables[table].column(key.columns[0]) if key is not None and len(key.columns) == 1 else None
    if not columns or target is None:
        text = f'which texts of "{table}" are there in several languages?'
        draft.ask(f"translations-{table}", text, quote=ask.quote, blocking=False)
        return
    entity = f"{singular(ask.entity)} translation"
    name = QualifiedName(table.schema, table_name(entity, draft.style.number.value))
    draft.add_table(entity, name)
    reference = reference_name(singular(table.name), target.name, None)
    first = (
        Column(name=reference, type=target.type, not_null=NotNull()),
        Column(name="language", type="text", not_null=NotNull()),
    )
    for column in (*first, *columns):
        draft.add_column(name, column)
    why = "one row for each language: another language needs no change of the schema"
    draft.decide(at_table(name), f"table {name}", why, RULE, quote=ask.quote)
    _constrain(draft, ask, name, reference, Reference(table=table, columns=(target.name,), on_delete="cascade"))
    draft.decide_rest(name, "part of one text in one language", RULE, ask.quote)
    for column in columns:
        _move(draft, ask, table, column.name)
    _tell(draft, ask, table)


def _texts(draft: Draft, ask: TranslationAsk, table: QualifiedName) -> tuple[Column, ...]:
    """The columns told, made where they are new; without any, all texts of the table."""
    if ask.attributes:
        return tuple(_text(draft, ask, table, attribute) for attribute in ask.attributes)
    texts = [it for it in draft.tables[table].columns if it.type == "text" or it.type.startswith("character varying")]
    return tuple(Column(name=it.name, type=it.type, not_null=it.not_null) for it in texts)


def _text(draft: Draft, ask: TranslationAsk, table: QualifiedName, attribute: str) -> Column:
    known = draft.tables[table].column(draft.column_of(ask.entity, attribute) or "")
    if known is None:
        return Column(name=column_name(attribute), type="text", not_null=NotNull())
    return Column(name=known.name, type=known.type, not_null=known.not_null)


def _constrain(draft: Draft, ask: TranslationAsk, name: QualifiedName, column: str, reference: Reference) -> None:
    key = primary_key(part_name(name.name, (), "pkey"), (column, "language"))
    draft.add_constraint(name, key)
    draft.decide(
        at_constraint(name, key.name), f"key ({column}, language)", "one text a language", RULE, quote=ask.quote
    )
    draft.add_constraint(name, foreign_key(part_name(name.name, (column,), "fkey"), (column,), reference))
    tag = check(part_name(name.name, ("language",), "check"), ("language",), TAG)
    draft.add_constraint(name, tag)
    draft.decide(at_constraint(name, tag.name), "a language tag", 'such as "en" or "pt-BR"', RULE, quote=ask.quote)


def _move(draft: Draft, ask: TranslationAsk, table: QualifiedName, name: str) -> None:
    """Take the text from the table itself, unless it stands there or something else of the ticket needs it there."""
    if draft.tables[table].column(name) is None:
        return
    if draft.is_new(table) and not ask.keeps_own and not _is_needed(draft, ask.entity, name):
        draft.drop_column(table, name)
        return
    why = "it stays as the text where there is no translation"
    draft.decide(at_column(table, name), f"{name} stays", why, RULE, quote=ask.quote, is_assumption=True)


def _is_needed(draft: Draft, entity: str, name: str) -> bool:
    """Whether another ask speaks of the column."""
    for ask in draft.request.asks:
        if isinstance(ask, AttributeAsk | TranslationAsk) or getattr(ask, "entity", None) != entity:
            continue
        if any(draft.column_of(entity, attribute) == name for attribute in _named(ask)):
            return True
    return False


def _named(ask: object) -> tuple[str, ...]:
    match ask:
        case UniqueAsk():
            return ask.attributes
        case LookupAsk():
            return (*ask.equal, *ask.contains, *(key.attribute for key in ask.order))
        case IndexKeysAsk():
            return tuple(key.attribute for key in ask.keys)
        case AllowedAsk() | BackfillAsk():
            return (ask.attribute,)
    return ()


def _tell(draft: Draft, ask: TranslationAsk, table: QualifiedName) -> None:
    if not draft.is_new(table):
        return
    text = f'does "{table}" keep a text of its own beside the translations?'
    said = f"The {' and '.join(ask.attributes) or 'texts'} of {ask.entity} rows are translatable"
    draft.assume(
        f"translations-{table}",
        text,
        ("no: every text is a translation", ""),
        ("yes: for the main language", f"{said} and the {ask.entity} keeps a text of its own."),
        quote=ask.quote,
    )
