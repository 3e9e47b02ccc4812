"""The things a ticket has spoken of so far, so that "it", "the summary" and "their events" find their meaning."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache

from database_developer.model.request import AttributeAsk, BackfillAsk, EntityAsk, RelationAsk, RenameAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.clauses import Clause
from database_developer.reading.grammar.findings import Bond, Candidate, Finding, ManyOf, Mention, Shared
from database_developer.reading.grammar.phrases import NounPhrase
from database_developer.reading.inflection import bare_forms, done_form, singular, singular_phrase
from database_developer.reading.repeated import Repeats
from database_developer.reading.silent import Silent
from database_developer.reading.vocabulary import Vocabulary

_ROW_ALONE, _ANY = {("row",)}, {"a", "each", "every"}
_LEAST_WITH_MORE = 2  # words
_LOOKED_AT = 50  # things with the same last word; no more are compared
_ROWS = lexicon.words("entry record row account")
_WORD_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W_A-Za-z]+")

# The topic, the column of a standing table and the columns meant, what was told last, and whose table is asked for.
_Named = tuple[str, str] | None
Topic = tuple[str | None, _Named, _Named, tuple[str, tuple[str, ...]] | None, _Named, str | None, str | None, _Named]


@dataclass(kw_only=True, slots=True)
class Known:
    """What is known of an entity: its table if one is named, whether it is there already, its attributes.

    ``number`` is how many were known before it.
    """

    name: str
    number: int = 0
    table: str | None = None
    exists: bool = False
    is_read: bool = False
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class OldRows:
    """The ticket tells what existing rows get: on which line (None: in the block being read), and what it said last."""

    line: int | None
    entity: str | None = None
    last: BackfillAsk | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What a sentence was found to tell, by what was known before it, and the topic that it left."""

    sentence: object
    known: tuple[int, str | None, tuple[str, str] | None]
    findings: tuple[Finding, ...]
    topic: str | None
    column: tuple[str, str] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Shaped:
    """The patterns that the clauses of a sentence were found to ask for, by what was known before it."""

    sentence: object
    known: tuple[int, str | None]
    found: tuple[tuple[Clause, tuple[Finding, ...]], ...]


@lru_cache(maxsize=4096)
def words_of(identifier: str) -> tuple[str, ...]:
    """ "analyticsEvents" and "analytics_events" as small words."""
    last = identifier.rpartition(".")[2]
    return tuple(part.lower() for part in _WORD_PARTS.findall(last)) or (last.lower(),)


def entity_name(phrase: NounPhrase) -> str:
    """The name an entity goes by: its words in small letters, the last for one."""
    words = words_of(phrase.identifier) if phrase.identifier else phrase.words
    return " ".join(singular_phrase(words))


class Scene:
    """Grows while a ticket is read; every lookup is by index, so that long tickets cost no more a sentence."""

    def __init__(self, vocabulary: Vocabulary, *, reads_criteria: bool = False) -> None:
        self.reads_criteria = reads_criteria  # where a ticket tells what it wants among its acceptance criteria only
        self.vocabulary = vocabulary
        self.entities: dict[str, Known] = {}
        self.learnt = 0  # how often anything was told, so that what was read before can be told from what was not
        self.changes = 0  # how often that was new
        self.standing: set[str] = set()
        self.fronts: set[str] = set()  # what the names of those begin with, letter by letter
        self.told: dict[int, Told] = {}
        self.shaped: Shaped | None = None
        self.silent = Silent()
        self.repeats = Repeats()
        self.title = ""
        self.focus: str | None = None
        self.column: tuple[str, str] | None = None  # the column of a standing table that "it" means, and its entity
        self.column_told: tuple[str, str] | None = None  # the same, which "the column" still means sentences later
        self.columns: tuple[str, tuple[str, ...]] | None = None  # those that "these columns" means, and their entity
        self.last: tuple[str, str] | None = None  # the attribute told of last, and its entity
        self.spoken: set[str] = set()  # what was brought up as "a lease", so that "the lease" is that one
        self.told_of: str | None = None  # the things that were spoken of last, which "them" means
        self.heard: set[str] = set()  # what was spoken of in the plural so far
        self.done: set[str] = set()  # the words of the sentence, of which a noun may tell a deed again
        self.announced: str | None = None  # whose table the title asks for, or a sentence that names the table
        self.titled: str | None = None  # what the title is nothing but the name of
        self.old_rows: OldRows | None = None
        self.together: dict[tuple[str, int], tuple[Finding, ...]] = {}  # what sentences tell that were read together
        self.last_attribute: tuple[str, str] | None = None
        self.tells_tables = False  # a list under the name of a thing has told what that has
        self._by_head: dict[str, list[str]] = {}
        self._by_stem: dict[str, str] = {}
        self._owners: dict[str, str] = {}
        self._owned: set[str] = set()  # what the names of attributes begin with
        for table, columns in vocabulary.tables.items():
            self._learn_table(table, columns)
        for name, table in vocabulary.aliases.items():
            columns = vocabulary.tables.get(table, ())
            self._meet(name, table, exists=True).attributes.update((_key(column), column) for column in columns)
        for name in sorted(vocabulary.new):
            self._meet(name)

    def state(self) -> Hashable:
        """All that the reading of a sentence may go by, and may change: where it is the same, the same is known."""
        return self.knowledge(), self.topic()

    def knowledge(self) -> Hashable:
        """What is known by now; words that were heard once stay heard, so that their number is enough."""
        return self.changes, len(self.spoken), len(self.heard), len(self.done), self.tells_tables

    def topic(self) -> Topic:
        """What is spoken of, and what the words for it mean."""
        return (
            self.focus,
            self.column,
            self.column_told,
            self.columns,
            self.last,
            self.told_of,
            self.announced,
            self.last_attribute,
        )

    def bring_up(self, topic: Topic) -> None:
        """Speak of this again."""
        (
            self.focus,
            self.column,
            self.column_told,
            self.columns,
            self.last,
            self.told_of,
            self.announced,
            self.last_attribute,
        ) = topic

    @contextmanager
    def undisturbed(self) -> Iterator[None]:
        """What is only looked at in here leaves the topic as it was."""
        focus, column = self.focus, self.column
        try:
            yield
        finally:
            self.focus, self.column = focus, column

    def find(self, phrase: NounPhrase) -> str | None:
        """The known entity meant by a phrase; "the table" alone means the topic."""
        if not phrase.is_named:
            return self.focus if phrase.kind in lexicon.TABLE_NOUNS else None
        is_any = phrase.words in _ROW_ALONE and phrase.determiner in _ANY
        if is_any and self.focus is not None and self.focus not in self.standing:
            return self.focus  # "a row belongs to a hive", where a table for inspections is asked for
        return self.find_name(entity_name(phrase)) or self._less_participle(phrase)

    def _less_participle(self, phrase: NounPhrase) -> str | None:
        """The "route" of "a deleted route", where it stands."""
        if len(phrase.words) < _LEAST_WITH_MORE or phrase.identifier or not done_form(phrase.words[0]):
            return None
        found = self.find_name(" ".join(singular_phrase(phrase.words[1:])))
        return found if found is not None and found in self.standing else None

    def find_name(self, name: str) -> str | None:
        """The known entity of that name, or the last one whose name ends so, or is made from it."""
        if name in self.entities:
            return name
        for other in reversed(self._by_head.get(name.rpartition(" ")[2], [])[-_LOOKED_AT:]):
            if other.endswith(f" {name}") or _is_short_for(name, other):
                return other
        return self._by_stem.get(name) or self._without_row(name)

    def _without_row(self, name: str) -> str | None:
        """The "time log" of "time log entry", the "user" of "user account"."""
        rest, _, last = name.rpartition(" ")
        return self.find_name(rest) if rest and last in _ROWS else None

    def name_of(self, phrase: NounPhrase) -> str:
        """The entity's name, known or new."""
        return self.find(phrase) or entity_name(phrase)

    def knows_word(self, word: str) -> bool:
        """Whether the word ends the name of a known thing, or is an attribute of one."""
        return singular(word) in self._by_head or word in self._owners

    def owner_of(self, attribute: str) -> str | None:
        """The entity that was last said to have this attribute."""
        return self._owners.get(_key(attribute))

    def _own(self, attribute: str, entity: str) -> None:
        key = _key(attribute)
        if self._owners.get(key) != entity:
            self._owners[key] = entity
            self.changes += 1
        self._owned.add(key.partition(" ")[0])

    def may_be_owned(self, word: str) -> bool:
        """Whether the name of any attribute begins with the word, or with that for one."""
        return word in self._owned or singular(word) in self._owned

    def focus_with(self, attribute: str) -> str | None:
        """The topic if it has this attribute, else the thing that was last said to have it."""
        known = self.entities.get(self.focus or "")
        return self.focus if known is not None and _key(attribute) in known.attributes else self.owner_of(attribute)

    def note(self, finding: Finding) -> None:
        """Learn from what a sentence yielded, and make its subject the topic."""
        self.learnt += 1
        match finding:
            case Mention() | EntityAsk():
                self._meet(finding.entity, finding.table, exists=isinstance(finding, Mention) and finding.exists)
                self.focus = finding.entity
            case Candidate():
                self._meet(finding.entity)
                self.focus = finding.entity
            case AttributeAsk():
                self._give(finding.entity, finding.attribute)
                self._own(finding.attribute, finding.entity)
                self.last_attribute = finding.entity, finding.attribute
                self.focus = finding.entity
                self.last = (finding.entity, finding.attribute)
            case RelationAsk():
                self.last = (finding.child, next(iter(finding.columns), f"{finding.role or finding.parent} id"))
                self._meet(finding.parent)
                self._meet(finding.child)
                self.focus = finding.child
                for column in finding.columns:
                    self._give(finding.child, column)
            case RenameAsk() if finding.attribute is not None:
                self._give(finding.entity, finding.new_name)
            case ManyOf():
                self._meet(finding.member)
                self._meet(finding.owner)
                self.focus = finding.owner
            case Shared():
                self._note_ends((finding.owner, finding.member), (), finding.member)
            case Bond():
                self._note_ends(finding.ends, finding.told, finding.name)

    def _note_ends(self, ends: tuple[str, ...], told: tuple[Finding, ...], topic: str) -> None:
        """What is bound, the facts of the bond, and what is spoken of from here on."""
        for name in ends:
            self._meet(name)
        for finding in told:
            self.note(finding)
        self._meet(topic)
        self.focus = topic

    def learn_tables(self, tables: tuple[str, ...]) -> None:
        """Tables that SQL of the ticket reads are things its sentences may speak of."""
        self.learnt += 1
        for table in tables:
            name = " ".join(singular_phrase(words_of(table)))
            known = self._meet(name, table)
            self.changes += not known.is_read
            known.is_read = True

    def is_there(self, entity: str) -> bool:
        """Whether the thing has its table already."""
        return entity in self.standing

    def was_known(self, entity: str, before: int) -> bool:
        """Whether it is among the first so many things that were told of."""
        return entity in self.entities and self.entities[entity].number < before

    def is_real(self, entity: str) -> bool:
        """Whether the thing has a table, or some SQL of the ticket reads one."""
        return entity in self.entities and (self.entities[entity].exists or self.entities[entity].is_read)

    def _learn_table(self, table: str, columns: tuple[str, ...]) -> None:
        name = " ".join(singular_phrase(words_of(table)))
        known = self._meet(name, table, exists=True)
        for column in columns:
            known.attributes[_key(column)] = column
            self._own(column, name)

    def _give(self, entity: str, attribute: str) -> None:
        attributes, key = self._meet(entity).attributes, _key(attribute)
        if attributes.get(key) != attribute:
            attributes[key] = attribute
            self.changes += 1

    def _meet(self, name: str, table: str | None = None, *, exists: bool = False) -> Known:
        known = self.entities.get(name)
        if known is None:
            known = self.entities[name] = Known(name=name, number=len(self.entities))
            self.changes += 1
            head = name.rpartition(" ")[2]
            self._by_head.setdefault(head, []).append(name)
            for stem in bare_forms(head):
                self._by_stem.setdefault(stem, name)
        if table and not known.table:
            known.table = table
            self.changes += 1
        if exists:
            known.exists = True
            self._let_stand(name)
        return known

    def _let_stand(self, name: str) -> None:
        if name not in self.standing:
            self.changes += 1
            self.standing.add(name)
            self.fronts.update(name[:end] for end in range(1, len(name) + 1))


def _is_short_for(name: str, other: str) -> bool:
    """ "bib record" for "bibliographic record"."""
    short, long = name.split(), other.split()
    pairs = list(zip(short, long, strict=False))
    return len(short) == len(long) > 1 and all(len(a) > 2 and b.startswith(a) for a, b in pairs)


@lru_cache(maxsize=4096)
def _key(attribute: str) -> str:
    return " ".join(words_of(attribute.replace(" ", "_")))
