"""The design in the making: what the rules have decided so far."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from database_developer.design.house_style import HouseStyle, observe
from database_developer.design.naming import column_name, matching_table, pair_entity, snake
from database_developer.diff.renaming import renamed
from database_developer.model.design import Decision, Filling, Ground, RowMove, Sample, ServedQuery
from database_developer.model.differences import Renaming
from database_developer.model.inflection import singular
from database_developer.model.names import NAME_BYTES, Address, QualifiedName, of, part_of, shortened
from database_developer.model.request import AllowedAsk, Cardinality, Question, Quote, RelationAsk, Request
from database_developer.model.schema import Column, Constraint, Enum, Function, Index, Schema, Table


@dataclass(kw_only=True)
class Draft:
    """Everything a rule may read and add to; made for one design and thrown away.

    ``entities`` maps the ticket's names of things to tables, ``attributes`` an (entity, attribute) to
    a column's name.
    """

    request: Request
    live: Schema
    start_from: Schema
    style: HouseStyle
    tables: dict[QualifiedName, Table]
    enums: dict[QualifiedName, Enum]
    functions: dict[QualifiedName, Function]
    entities: dict[str, QualifiedName] = field(default_factory=dict)
    attributes: dict[tuple[str, str], str] = field(default_factory=dict)
    decisions: list[Decision] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    renamings: list[Renaming] = field(default_factory=list)
    queries: list[ServedQuery] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)
    fillings: list[Filling] = field(default_factory=list)
    moves: list[RowMove] = field(default_factory=list)

    @classmethod
    def start(cls, request: Request, live: Schema, declared: Schema) -> Draft:
        """A draft that begins with ``declared``: the live schema after the ticket's own DDL."""
        return cls(
            request=request,
            live=live,
            start_from=declared,
            style=observe(live),
            tables=dict(declared.tables),
            enums=dict(declared.enums),
            functions=dict(declared.functions),
        )

    # -- finding -------------------------------------------------------------------------------

    def table_of(self, entity: str) -> QualifiedName | None:
        """The table of an entity: one that the ticket asks for, or one that is there."""
        key = singular(snake(entity))
        for name, table in self.entities.items():
            if singular(snake(name)) == key and table in self.tables:
                return table
        return matching_table(entity, Schema(tables=self.tables))

    def is_new(self, table: QualifiedName) -> bool:
        """Whether the table does not stand yet."""
        return table not in self.live.tables

    def column_of(self, entity: str, attribute: str) -> str | None:
        """The column that an attribute (or a related entity) means, or None."""
        known = self.attributes.get((entity, attribute))
        if known is not None:
            return known
        name = self.table_of(entity)
        if name is None:
            return None
        table = self.tables[name]
        wanted = column_name(attribute)
        named = (snake(attribute), wanted, singular(wanted))  # a standing column may have a reserved word for its name
        candidates = (*named, f"{singular(wanted)}_id", f"{wanted}_at", *self._moment(attribute))
        found = next((candidate for candidate in candidates if table.column(candidate)), None)
        found = found or next((one.name for one in table.columns if snake(one.name) in candidates), None)
        return found or self._renamed_column(name, wanted)

    def _renamed_column(self, table: QualifiedName, name: str) -> str | None:
        """What the column that stood under this name is called since the ticket renamed it."""
        after = (one.after for one in self.renamings if one.before == part_of("column", table, name))
        return next((one.name.name for one in after if self.tables[table].column(one.name.name)), None)

    def _moment(self, attribute: str) -> tuple[str, ...]:
        moments = {"created": self.style.created.value, "updated": self.style.updated.value}
        return (moments[attribute],) if attribute in moments else ()

    def pair_tables(self) -> frozenset[QualifiedName]:
        """The tables that hold nothing but pairs of a many-to-many relation, and what is told of a pair."""
        entities = (
            pair_entity(ask)
            for ask in self.request.asks
            if isinstance(ask, RelationAsk) and ask.cardinality is Cardinality.MANY_TO_MANY
        )
        return frozenset(name for entity in entities if (name := self.table_of(entity)) is not None)

    def allowed(self, entity: str, attribute: str) -> AllowedAsk | None:
        """The set of values that the ticket names for an attribute."""
        for ask in self.request.asks:
            if isinstance(ask, AllowedAsk) and (ask.entity, ask.attribute) == (entity, attribute):
                return ask
        return None

    def as_schema(self) -> Schema:
        """The target as far as it is known."""
        return replace(self.start_from, tables=self.tables, enums=self.enums, functions=self.functions)

    # -- adding --------------------------------------------------------------------------------

    def add_table(self, entity: str, name: QualifiedName) -> None:
        """Note which table an entity means, and begin the table where it is new."""
        self.entities[entity] = name
        self.tables.setdefault(name, Table(name=name))

    def add_column(self, table: QualifiedName, column: Column, *, at_front: bool = False) -> None:
        """Add a column, or put it in the place of the one of that name."""
        old = self.tables[table]
        if old.column(column.name):
            columns = tuple(column if c.name == column.name else c for c in old.columns)
        else:
            columns = (column, *old.columns) if at_front else (*old.columns, column)
        self.tables[table] = replace(old, columns=columns)

    def add_constraint(self, table: QualifiedName, constraint: Constraint) -> Constraint:
        """Add a constraint unless one with the same definition stands; the one that stands then, under its name."""
        old = self.tables[table]
        standing = next((other for other in old.constraints if other.definition == constraint.definition), None)
        if standing is not None:
            return standing
        added = replace(constraint, name=self._free(table.schema, constraint.name))
        self.tables[table] = replace(old, constraints=(*old.constraints, added))
        return added

    def add_index(self, table: QualifiedName, index: Index) -> None:
        """Add an index."""
        old = self.tables[table]
        self.tables[table] = replace(old, indexes=(*old.indexes, index))

    def rename(self, renaming: Renaming) -> None:
        """Give an object its new name, wherever the old one is written."""
        schema = renamed(self.as_schema(), (renaming,))
        self.start_from = schema
        self.tables, self.enums, self.functions = dict(schema.tables), dict(schema.enums), dict(schema.functions)
        self.renamings.append(renaming)
        self.decisions = [replace(it, address=_moved(it.address, renaming)) for it in self.decisions]
        if renaming.before.kind == "table":
            before, after = renaming.before.name, renaming.after.name
            self.entities = {entity: after if it == before else it for entity, it in self.entities.items()}

    def _free(self, schema: str, name: str) -> str:
        """The name, with a number behind it where it is taken."""
        taken, free, number = self.taken_names(schema), name, 0
        while free in taken:
            number += 1
            free = f"{shortened(name, NAME_BYTES - len(str(number)))}{number}"
        return free

    def taken_names(self, schema: str) -> set[str]:
        """The names of tables, indexes and constraint indexes in a namespace, which they share."""
        taken = {name.name for name in self.tables if name.schema == schema}
        for table in self.tables.values():
            if table.name.schema == schema:
                taken.update(index.name for index in table.indexes)
                taken.update(constraint.name for constraint in table.constraints)
        return taken

    # -- explaining ----------------------------------------------------------------------------

    def decide(
        self,
        address: Address,
        what: str,
        why: str,
        rule: str,
        *,
        quote: Quote | None = None,
        ground: Ground | None = None,
        is_assumption: bool = False,
    ) -> None:
        """Record a decision; its ground is the ticket where there is a quote that says so itself, else the rule."""
        if quote is not None and quote.assumed:
            why, ground, is_assumption = quote.assumed, Ground.RULE, True
        self.decisions.append(
            Decision(
                address=address,
                what=what,
                why=why,
                ground=ground or (Ground.TICKET if quote else Ground.RULE),
                rule=rule,
                quote=quote,
                is_assumption=is_assumption,
            )
        )

    def decide_rest(self, table: QualifiedName, why: str, rule: str, quote: Quote) -> None:
        """Give the same reason to all parts of a table that have none of their own yet."""
        known = {decision.address for decision in self.decisions}
        found = self.tables[table]
        parts = [(at_column(table, one.name), f"{one.name} {one.type}") for one in found.columns]
        parts += [(at_constraint(table, one.name), one.definition) for one in found.constraints]
        parts += [(at_index(table, one.name), one.definition) for one in found.indexes]
        for address, what in parts:
            if address not in known:
                self.decide(address, what, why, rule, quote=quote)

    def ask(
        self,
        identifier: str,
        text: str,
        *proposals: str,
        meanings: tuple[str | None, ...] = (),
        quote: Quote | None = None,
        blocking: bool = True,
    ) -> None:
        """Record a question, once."""
        if all(question.id != identifier for question in self.questions):
            question = Question(
                id=identifier, text=text, proposals=proposals, meanings=meanings, quote=quote, blocking=blocking
            )
            self.questions.append(question)

    def assume(self, identifier: str, text: str, *proposals: tuple[str, str], quote: Quote | None = None) -> None:
        """Record what is assumed: the first proposal holds; each comes with the sentence that would say so instead."""
        if all(question.id != identifier for question in self.questions):
            words, meanings = tuple(it for it, _ in proposals), tuple(meaning for _, meaning in proposals)
            question = Question(
                id=identifier, text=text, proposals=words, meanings=meanings, quote=quote, blocking=False
            )
            self.questions.append(question)

    def drop_constraint(self, table: QualifiedName, name: str) -> None:
        """Take a constraint away."""
        old = self.tables[table]
        left = tuple(constraint for constraint in old.constraints if constraint.name != name)
        self.tables[table] = replace(old, constraints=left)

    def drop_column(self, table: QualifiedName, name: str) -> None:
        """Take a column of a new table away, with what constrains it alone."""
        old = self.tables[table]
        columns = tuple(column for column in old.columns if column.name != name)
        left = tuple(constraint for constraint in old.constraints if name not in constraint.columns)
        self.tables[table] = replace(old, columns=columns, constraints=left)


def _moved(address: Address, renaming: Renaming) -> Address:
    """Where an object stands after a renaming."""
    if address == renaming.before:
        return renaming.after
    if renaming.before.kind == "table" and address.owner == renaming.before.name:
        return part_of(address.kind, renaming.after.name, address.name.name)
    return address


def at_table(table: QualifiedName) -> Address:
    """The address of a table."""
    return of("table", table)


def at_column(table: QualifiedName, column: str) -> Address:
    """The address of a column."""
    return part_of("column", table, column)


def at_constraint(table: QualifiedName, constraint: str) -> Address:
    """The address of a constraint."""
    return part_of("constraint", table, constraint)


def at_index(table: QualifiedName, index: str) -> Address:
    """The address of an index."""
    return part_of("index", table, index)
