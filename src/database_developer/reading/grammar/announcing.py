"""Lists announced by a label: "Columns: id (uuid), email", "users table: id, name", "id, name for User"."""

from __future__ import annotations

from collections.abc import Callable

from database_developer.reading.grammar import cues, lexicon
from database_developer.reading.grammar.attributes import asks_about, has_typical_name, is_substantial
from database_developer.reading.grammar.clauses import Statement, Tokens, parted
from database_developer.reading.grammar.entries import grouped
from database_developer.reading.grammar.feature import Feature
from database_developer.reading.grammar.features import features_of
from database_developer.reading.grammar.findings import Findings, Mention
from database_developer.reading.grammar.matching import ends_after_any, skipped, text_of
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.tokens import Kind, Token, tokenized
from database_developer.reading.grammar.verbs import verb_from
from database_developer.reading.scene import Scene
from database_developer.reading.topics import thing_titled

_DASHES = ("-", "--", "–", "—")
_KEEPING = (
    "keeps track of",
    "tracks",
    "stores",
    "records",
    "holds",
    "contains",
    "logs",
    "has",
    "saves",
    "keeps",
    "will store",
    "should store",
    "will contain",
    "should contain",
    "will hold",
)
_COLUMNS = ("the", "these", "following", "columns", "fields", "attributes", "properties", ":")
_FOR_THEM = ("for them", "for these", "for those", "for this", "for that", "for it", "of them", "of these")
_LONGEST_LABEL = 5
_LEAST_OF_KEY = 4  # "code is primary key"
_JOINTS = (",", ";", "&", "+", "and", "plus")
_ADJECTIVES = lexicon.words(
    "main suggested required basic key important necessary proposed expected following table db database"
)


def read(statement: Statement, topic: Callable[[], str | None], scene: Scene, *, title: str | None = None) -> Findings:
    """The attributes behind a label that announces them.

    ``topic`` tells the thing spoken of where the label names none; ``title`` what the heading is nothing but.
    """
    nameless = _nameless_table(statement) if cues.heard(("table",), statement.words) else ()
    whose = scene.announced or title or scene.titled
    if nameless and whose is not None and not scene.is_there(whose):
        return _facts(whose, nameless, statement, scene)
    for_each = _for_things(statement) if _may_list_for_things(statement) else ()
    if for_each:
        return tuple(finding for entity, told in for_each for finding in _facts(entity, told, statement, scene))
    label, body = _labelled(statement.tokens) if cues.heard((":",), statement.words) else ((), ())
    body = _with_key_in_brackets(body)
    if not label or not body or verb_from(body) is not None:
        return ()
    entity = _owner(label, topic, scene) or _topic_of_more(label, scene)
    titled = thing_titled(text_of(label)) if entity is None else None
    if entity is None and titled is None:
        return ()
    told = _columns(body)
    is_list = len(told) > 1 or any(feature.qualifiers.says_something for feature in told)
    entity = titled if entity is None and _are_typical(told) else entity
    return _facts(entity, told, statement, scene) if entity is not None and is_list else ()


def _with_key_in_brackets(body: Tokens) -> Tokens:
    """ "Code is the primary key (string), amount": what the key is, as if it stood in brackets."""
    if len(body) < _LEAST_OF_KEY or not body[1].is_word("is", "as", "-", "="):
        return body
    begin = skipped(body, 2, "the", "a", "our", "its")
    end = ends_after_any(body, begin, ("primary key", "pk"))
    if end == begin:
        return body
    more = body[end].inside if end < len(body) and body[end].kind is Kind.GROUP else ()
    told = (*body[begin:end], Token(Kind.MARK, ",", ",", body[begin].start, body[begin].start), *more)
    return (body[0], grouped(told if more else body[begin:end]), *body[end + bool(more) :])


def _nameless_table(statement: Statement) -> tuple[Feature, ...]:
    """The columns of "a table that keeps track of the date, the user and the action"."""
    tokens = statement.tokens
    for index in range(1, len(tokens) - 3):
        is_nameless = tokens[index].is_word("table") and tokens[index - 1].is_word("a", "new", "one", "separate")
        if is_nameless and tokens[index + 1].is_word("with", "containing", "having"):
            told = _columns(tokens[skipped(tokens, index + 2, *_COLUMNS) :])
            return told if len(told) > 1 else ()
        behind = _behind_them(tokens, index + 1) if is_nameless else 0
        if behind:
            told = _columns(tokens[behind:])
            return told if len(told) > 1 else ()
        if is_nameless and tokens[index + 1].is_word("that", "which"):
            begin = ends_after_any(tokens, index + 2, _KEEPING)
            told = _columns(tokens[begin:]) if begin > index + 2 else ()
            return told if len(told) > 1 else ()
    return ()


def _behind_them(tokens: Tokens, at: int) -> int:
    """Where the list of "a table for them: which lift, the reason" begins; 0 where none does."""
    end = ends_after_any(tokens, at, _FOR_THEM)
    is_listed = end > at and end < len(tokens) - 1 and tokens[end].is_mark(":")
    return end + 1 if is_listed else 0


def _labelled(tokens: Tokens) -> tuple[Tokens, Tokens]:
    for index, token in enumerate(tokens[: _LONGEST_LABEL + 1]):
        if token.is_mark(":") and index:
            return tokens[:index], tokens[index + 1 :]
    return (), ()


def _owner(label: Tokens, topic: Callable[[], str | None], scene: Scene) -> str | None:
    """The thing whose columns the label announces; None where it announces none."""
    phrase = noun_phrase(label)
    if phrase.length != len(label):
        return None
    words = tuple(word for word in phrase.words if word not in _ADJECTIVES)
    if words and words[-1] in lexicon.COLUMN_NOUNS:
        words, kind = words[:-1], words[-1]
    else:
        kind = phrase.kind
    if kind in lexicon.COLUMN_NOUNS:
        named = NounPhrase(words=words, identifier=phrase.identifier)
        return scene.name_of(named) if named.is_named else topic()
    return scene.name_of(phrase) if kind in lexicon.TABLE_NOUNS and phrase.is_named else None


def _topic_of_more(label: Tokens, scene: Scene) -> str | None:
    """ "Further: a date and a place" tells more of the new thing that is spoken of."""
    is_more = all(token.is_in(lexicon.GOING_ON) for token in label)
    return scene.focus if is_more and scene.focus is not None and not scene.is_there(scene.focus) else None


def _are_typical(told: tuple[Feature, ...]) -> bool:
    """Whether enough of what follows "Book:" is typical for columns: "ISBN, title, author"."""
    typical = sum(has_typical_name(feature) or feature.qualifiers.says_something for feature in told)
    return len(told) >= 2 and typical * 3 >= len(told) and typical >= 2


def _columns(body: Tokens) -> tuple[Feature, ...]:
    return tuple(feature for feature in features_of(opened(body)) if is_substantial(feature))


def opened(body: Tokens) -> Tokens:
    """`email (unique)` in ticks is a name and what is said of it."""
    parts = (tokenized(token.text) if _is_several(token) else (token,) for token in body)
    return tuple(token for part in parts for token in part)


def _is_several(token: Token) -> bool:
    """Whether the ticks hold a column's name and more, and no SQL expression."""
    first = token.text.partition(" ")[0].rstrip(":")
    return token.kind is Kind.CODE and first.isidentifier() and first != token.text and not first.isupper()


def _may_list_for_things(statement: Statement) -> bool:
    """Whether it says what something is for, and joins what it lists."""
    return cues.heard(("for",), statement.words) and cues.heard(_JOINTS, statement.words)


def _for_things(statement: Statement) -> tuple[tuple[str, tuple[Feature, ...]], ...]:
    """ "id, name for User; id, title for Task": each part a list and whose it is."""
    found = []
    for part in parted(_behind_dash(statement.tokens), ";"):
        whose = next((index for index in range(len(part) - 1, 0, -1) if part[index].is_word("for")), 0)
        phrase = noun_phrase(part, whose + 1) if whose else NounPhrase()
        if not phrase.is_named or whose + 1 + phrase.length != len(part) or verb_from(part) is not None:
            return ()
        told = _columns(part[:whose])
        if len(told) < 2 or not any(_is_column(feature) for feature in told):
            return ()
        found.append((phrase, told))
    return tuple((" ".join(phrase.words) or phrase.name, told) for phrase, told in found)


def _behind_dash(tokens: Tokens) -> Tokens:
    place = next((index for index, token in enumerate(tokens) if token.is_mark(*_DASHES, ":")), -1)
    return tokens[place + 1 :]


def _is_column(feature: Feature) -> bool:
    is_typed = feature.qualifiers.type is not None
    return is_typed or feature.phrase.identifier is not None or feature.phrase.name == "id"


def _facts(entity: str, told: tuple[Feature, ...], statement: Statement, scene: Scene) -> Findings:
    mention = Mention(entity=entity, quote=statement.quote)
    return (mention, *asks_about(entity, told, statement.quote, scene)) if told else ()
