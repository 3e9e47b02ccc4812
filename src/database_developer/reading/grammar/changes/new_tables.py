"""The new table that something moves to: "a table of its own, `x`, with a and b", "its own table x"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from database_developer.model.request import Quote, RelationAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.attributes import asks_about, is_substantial
from database_developer.reading.grammar.changes.orders import Tokens
from database_developer.reading.grammar.feature import Feature
from database_developer.reading.grammar.features import features_of
from database_developer.reading.grammar.findings import Finding, Mention
from database_developer.reading.grammar.matching import ends_after_any, phrases, skipped
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.tokens import Kind
from database_developer.reading.scene import Scene, words_of

_OWN = phrases(
    "of its own | of their own | of its own , | of their own , | called | named | , called | , named | , | :"
)
_WITH = phrases("with | with the columns | having | containing | which has | that has | with columns | with the fields")
_BEFORE = lexicon.words("a an its their own new separate another the dedicated extra child lookup")


@dataclass(frozen=True, kw_only=True, slots=True)
class NewTable:
    """Its name, and what stands behind the words for it; without a name it is only told that there is one."""

    phrase: NounPhrase
    behind: Tokens


def new_table_at(tokens: Tokens, at: int) -> NewTable | None:
    """The table named here; None where none is."""
    place = at
    while place < len(tokens) and tokens[place].is_in(_BEFORE):
        place += 1
    if place > at and place < len(tokens) and tokens[place].is_in(lexicon.TABLE_NOUNS):
        return _own(tokens, place + 1)
    phrase = noun_phrase(tokens, at)
    if phrase.kind not in lexicon.TABLE_NOUNS or not phrase.is_named:
        return None
    return NewTable(phrase=phrase, behind=tokens[at + phrase.length :])


def _own(tokens: Tokens, at: int) -> NewTable:
    """Behind "a table": "of its own, `x`", "called x", "`x`", or no name."""
    place = ends_after_any(tokens, at, _OWN)
    place = ends_after_any(tokens, place, _OWN)
    token = tokens[place] if place < len(tokens) else None
    is_called = place > at and tokens[place - 1].is_word("called", "named")
    is_code = token is not None and (token.is_literal or "_" in token.text) and token.text.isidentifier()
    if token is None or not (is_code or is_called):
        return NewTable(phrase=NounPhrase(), behind=tokens[place:])
    return NewTable(phrase=NounPhrase(identifier=token.text, kind="table", length=1), behind=tokens[place + 1 :])


def made(table: NewTable, quote: Quote, scene: Scene) -> Iterator[Finding]:
    """The table with the columns that are listed behind it, in brackets or behind "with"."""
    entity = scene.name_of(table.phrase)
    name = table.phrase.identifier if table.phrase.identifier and table.phrase.identifier.isidentifier() else None
    yield Mention(entity=entity, table=name, quote=quote)
    for feature in features_of(_listed(table.behind)):
        if is_substantial(feature):
            yield from _column(entity, feature, quote, scene)


def _listed(behind: Tokens) -> Tokens:
    place = skipped(behind, 0, ",", ":")
    if place < len(behind) and behind[place].kind is Kind.GROUP:
        return behind[place].inside
    after = ends_after_any(behind, place, _WITH)
    return behind[after:] if after > place else ()


def _column(entity: str, feature: Feature, quote: Quote, scene: Scene) -> tuple[Finding, ...]:
    """A name such as "user_id" is a reference where there are users."""
    words = words_of(feature.phrase.identifier or "")
    parent = scene.find_name(" ".join(words[:-1])) if words[-1:] == ("id",) and len(words) > 1 else None
    if parent is None or not scene.is_there(parent):
        return asks_about(entity, (feature,), quote, scene)
    required = feature.qualifiers.required
    columns = (feature.phrase.name,)
    return (RelationAsk(child=entity, parent=parent, columns=columns, required=required, quote=quote),)


def by_name(attributes: tuple[str, ...], quote: Quote) -> tuple[str, ...]:
    """The attributes that the sentence itself names: what "it" means is not sure enough to let a column go."""
    said = quote.text.lower().replace("_", " ")
    return tuple(it for it in attributes if it.lower().replace("_", " ") in said)
