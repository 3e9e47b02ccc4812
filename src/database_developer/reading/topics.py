"""The thing that a heading, a summary or the words before a list name as their topic."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from database_developer.reading.grammar import foreign, joint_tables, lexicon
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.remembering import Kept
from database_developer.reading.grammar.sentences import last_sentence
from database_developer.reading.grammar.tokens import Token, tokenized
from database_developer.reading.grammar.verbs import verb_from
from database_developer.reading.inflection import is_plural
from database_developer.reading.passages import Passage, section_of
from database_developer.reading.scene import Scene, entity_name

Tokens = tuple[Token, ...]

_LOOKED_AT = 24  # tokens; what is named later is no topic
_TABLES = lexicon.words("table model entity tables models entities")
_MADE_FOR_TABLES = lexicon.words("schema migration schemas migrations fields columns attributes properties")
# "Table" in other languages, as far as a ticket may begin with it; they come before their endings.
_FOREIGN_TABLES = ("테이블", "テーブル", "表", "tabel", "tabla", "tabelle", "tabela", "tablo", "таблиц", "bảng")
NO_THINGS = (
    lexicon.INFORMATION
    | lexicon.DATA_NOUNS
    | lexicon.EMPTY_NOUNS
    | lexicon.words(
        "note notes task tasks goal goals scope requirement requirements example examples description overview summary "
        "introduction background context solution proposal suggestion tests test steps step todo todos criteria output "
        "notes rules rule links resources checklist feature features acceptance story points dependencies dependency "
        "expected expectation actual observed behaviour behavior frontend front-end ui ux gui backend docs "
        "documentation testing qa mockup mockups wireframe wireframes"
    )
)
_NO_NAMES = lexicon.words("database db setup sql basic new suggested proposed main these following required initial")
# Tools in which tables are written down as code: "define the GORM models".
_TOOLS = lexicon.words(
    "gorm sqlmodel prisma django sqlalchemy typeorm eloquent rails activerecord sequelize drizzle mongoose hibernate "
    "jpa ecto pydantic peewee knex laravel symfony flask fastapi alembic flyway liquibase kysely supabase postgres "
    "postgresql mysql sqlite orm spring nestjs"
)
_NEVER_NAMES = (
    lexicon.VERBS | _TOOLS | lexicon.NOT_A_NOUN | _TABLES | _MADE_FOR_TABLES | lexicon.EMPTY_NOUNS | _NO_NAMES
)
_FOR_A_THING = ("for", "of", "called", "named")
_OF_ANOTHER = ("of", "by", "from", "for", "in", "on", "to", "with", "between")  # "reviews of products"
_BEHIND_A_THING = lexicon.MODALS | lexicon.HAVE
_LONGEST_TITLE = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class _Names:
    """The one that a text calls a table, and the one that it seems to speak of."""

    called: str | None
    otherwise: str | None


def topic_of(passage: Passage, scene: Scene) -> str | None:
    """The thing the words before a list speak of, else its heading's, else the topic."""
    last = last_sentence(passage.intro)
    joint = joint_tables.titled(tokenized(passage.heading))
    if joint is not None and (last is None or any(token.is_word("table") for token in last.tokens)):
        return joint
    named = passage.heading if _is_code(passage.heading) else ""
    for text in (last.text if last else "", named, passage.intro, passage.heading):
        found = thing_named_in(text, scene)
        if found is not None:
            return found
    return scene.focus


def _is_code(heading: str) -> bool:
    """ "order_lines" alone names a table, whatever else is spoken of below it."""
    return "_" in heading.strip("_") and heading.isidentifier()


@lru_cache(maxsize=256)
def thing_titled(text: str) -> str | None:
    """The thing a title names that is nothing but its name: "User Change History Log", "Templates"."""
    tokens = tokenized(text)
    while tokens and tokens[-1].is_mark(":"):
        tokens = tokens[:-1]
    phrase = noun_phrase(tokens)
    is_all = phrase.is_named and phrase.length == len(tokens) and len(phrase.words) <= _LONGEST_TITLE
    if all(token.is_in(lexicon.GOING_ON) for token in tokens):
        return None  # "Besides:"
    if not is_all or phrase.head in NO_THINGS or phrase.kind in lexicon.COLUMN_NOUNS or verb_from(tokens) is not None:
        return None
    return None if section_of(text) is not None or phrase.words[:1] == ("a",) else entity_name(phrase)


def table_titled(text: str) -> str | None:
    """The "sensor" of "Create the sensors table" and "Add a table for sensors"."""
    tokens = tokenized(text)[:_LOOKED_AT]
    named = joint_tables.titled(tokens) or foreign.table_titled(tokens) or _before(tokens, _TABLES)
    if named is not None:
        return named
    return _made_for(tokens)


def thing_named_in(text: str, scene: Scene) -> str | None:
    """A thing that is known, or that the text calls a table: "Design users table schema"."""
    for phrase in phrases_in(text):
        found = scene.find(phrase)
        if found is not None:
            called = _named_by(text).called
            return called if called is not None and called.endswith(f" {found}") else found
    named = _named_by(text)
    return named.called or named.otherwise


@lru_cache(maxsize=256)
def phrases_in(text: str) -> Kept[NounPhrase]:
    """The names among the text's first words, each from every word on with which it may begin."""
    tokens = tokenized(text)
    phrases = (noun_phrase(tokens, index) for index in range(min(len(tokens), _LOOKED_AT)))
    return Kept(phrase for phrase in phrases if phrase.is_named)


@lru_cache(maxsize=256)
def _named_by(text: str) -> _Names:
    """What the text's beginning names, whatever is known."""
    tokens = tokenized(text)
    looked_at = tokens[:_LOOKED_AT]
    called = _before(looked_at, _TABLES) or _made_for(looked_at)
    return _Names(called=called, otherwise=_named_otherwise(looked_at))


def _named_otherwise(looked_at: Tokens) -> str | None:
    strange = frozenset(token.lower for token in looked_at if token.lower.startswith(_FOREIGN_TABLES))
    return (
        foreign.table_titled(looked_at)
        or _record_in(looked_at)
        or _identifier_in(looked_at)
        or (_before(looked_at, strange) if strange else None)
        or _before(looked_at, _MADE_FOR_TABLES)
    )


def _before(tokens: Tokens, wanted: frozenset[str]) -> str | None:
    """The name before such a word, verbs left out."""
    for index, token in enumerate(tokens):
        if token.lower in wanted and index:
            start = index
            while start and _is_name(tokens[start - 1]) and index - start < 3:
                start -= 1
            phrase = _named(tokens[start:index])
            if phrase.is_named and phrase.length == index - start:
                return entity_name(phrase)
    return None


def _named(tokens: Tokens) -> NounPhrase:
    return noun_phrase(tokens) if tokens else NounPhrase()


def _made_for(tokens: Tokens) -> str | None:
    """ "A table for sensors", "schema for reviews of shops", "columns which the migration for speakers must have"."""
    for at, token in enumerate(tokens[:-1]):
        if token.lower in _TABLES and at + 2 == len(tokens) and tokens[at + 1].is_literal:
            return entity_name(noun_phrase(tokens, at + 1))
        if token.lower in _TABLES | _MADE_FOR_TABLES and tokens[at + 1].is_word(*_FOR_A_THING):
            phrase = _without_table(noun_phrase(tokens, at + 2))
            end = at + 2 + phrase.length
            is_whole = end == len(tokens) or tokens[end].is_word(*_OF_ANOTHER) or tokens[end].is_in(_BEHIND_A_THING)
            return entity_name(phrase) if phrase.is_named and is_whole and phrase.head not in NO_THINGS else None
    return None


def _without_table(phrase: NounPhrase) -> NounPhrase:
    """The "guests" of "columns of a new table guests"."""
    is_told = len(phrase.words) > 1 and phrase.words[0] in _TABLES and is_plural(phrase.head)
    return replace(phrase, words=phrase.words[1:]) if is_told else phrase


def _record_in(tokens: Tokens) -> str | None:
    """ "This makes a `Message` record"."""
    for token, following in pairwise(tokens):
        if token.is_literal and token.text.isidentifier() and following.is_word("record", "records", "row", "rows"):
            return entity_name(NounPhrase(identifier=token.text))
    return None


def _identifier_in(tokens: Tokens) -> str | None:
    """ "Name of the table: app_users"."""
    names = [token.text for token in tokens if "_" in token.text.strip("_") and token.text.isidentifier()]
    return entity_name(NounPhrase(identifier=names[0])) if len(names) == 1 else None


def _is_name(token: Token) -> bool:
    if token.is_literal:
        return True
    return token.lower.isidentifier() and token.lower not in _NEVER_NAMES


class Topic:
    """What the words around a sentence speak of, and whether anybody asked for that."""

    def __init__(self, passage: Passage, scene: Scene) -> None:
        self.passage, self.scene, self.is_asked = passage, scene, False

    def __call__(self) -> str | None:
        """The entity spoken of, if any; from now on, somebody has asked."""
        self.is_asked = True
        return topic_of(self.passage, self.scene)
