"""Identity columns: how they count, and whether their sequence has its usual name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from database_developer.model.names import QualifiedName
from database_developer.model.schema import Identity, SequenceOptions
from database_developer.postgres.catalog.annotations import Place
from database_developer.postgres.catalog.column_names import ColumnNames
from database_developer.postgres.catalog.naming import usual_name
from database_developer.postgres.catalog.relations import Relations
from database_developer.postgres.catalog.sequences import Counter

_ALWAYS = "a"
_USUAL_OPTIONS = SequenceOptions()


class Identities:
    """Makes the identities of columns; those that are alike are one value, kept as long as this is."""

    def __init__(self, relations: Relations, counters: Mapping[int, Counter]) -> None:
        self._relations = relations
        self._counters = {
            each.owner: each
            for each in counters.values()
            if each.is_identity and each.owner and each.oid in relations.by_oid
        }
        self._shared: dict[tuple[str, int, QualifiedName | None], Identity] = {}

    def of(self, place: Place, column: str, kind: str) -> Identity:
        """The identity of the column at a place; ``kind`` is "a" for ALWAYS, "d" for BY DEFAULT."""
        counter = self._counters.get(place)
        options = counter.options if counter else _USUAL_OPTIONS
        name = self._unusual_name(counter, place[0], column) if counter else None
        key = (kind, id(options), name)  # the identity keeps the options, and so their id
        found = self._shared.get(key)
        if found is None:
            found = self._shared[key] = Identity(always=kind == _ALWAYS, options=options, sequence_name=name)
        return found

    def _unusual_name(self, counter: Counter, relation: int, column: str) -> QualifiedName | None:
        name, table = self._relations.by_oid[counter.oid].name, self._relations.by_oid[relation].name
        is_usual = name.schema == table.schema and name.name == usual_name(table.name, column, "seq")
        return None if is_usual else name

    def options_above(self, places: Iterable[Place], names: ColumnNames) -> Iterator[tuple[Place, SequenceOptions]]:
        """How partitions' identity columns count: with the sequences of the tables they are parts of."""
        by_name = {
            (table, names.of[table][number]): counter
            for (table, number), counter in self._counters.items()
            if names.are_shown(table, [number])
        }
        for place in places:
            relation, column = place[0], names.of[place[0]][place[1]]
            while (relation, column) not in by_name and relation in self._relations.parents:
                relation = self._relations.parents[relation][0]
            if (relation, column) in by_name:
                yield place, by_name[relation, column].options
