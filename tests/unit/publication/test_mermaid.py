"""Diagrams are read back by a strict grammar: a part of Mermaid's own, so that every renderer takes them."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from database_developer.model.names import QualifiedName
from database_developer.model.schema import Column, Index, IndexKey, PartitionOf, Schema, Table
from database_developer.publication import overview
from database_developer.publication.erd.mermaid import WORDS, diagram
from database_developer.publication.erd.modules import LARGEST, modules
from database_developer.publication.erd.picture import Picture
from database_developer.publication.relations import relations
from unit.publication.sample import AFTER, MATERIAL, NASTY, SUMMARY, USERS, column, foreign, primary, public, unique

NAME = r"[A-Za-z][A-Za-z0-9_]*"
TEXT = r'"[^"%;<>{}\[\]\n\\`#]*"'
ENTITY = re.compile(rf"    (?P<id>{NAME})(?:\[{TEXT}\])?(?P<open> \{{)?")
ATTRIBUTE = re.compile(
    rf"        [A-Za-z][A-Za-z0-9_()\[\]-]* (?P<name>{NAME})(?: (?:PK|FK|UK)(?:, (?:PK|FK|UK))*)?(?: {TEXT})?"
)
RELATION = re.compile(
    rf"    (?P<parent>{NAME}) (?P<how>(?:\|\||\|o)--(?:o\{{|o\|)) (?P<child>{NAME}) : (?P<label>{TEXT})"
)


def parsed(text: str) -> tuple[dict[str, list[str]], list[tuple[str, str, str, str]]]:
    """Entities with their attributes, and relations; fails on anything else."""
    lines = text.split("\n")
    assert lines.pop(0) == "erDiagram"
    entities: dict[str, list[str]] = {}
    found: list[tuple[str, str, str, str]] = []
    inside = ""
    for line in lines:
        if line == "    }":
            inside = ""
        elif inside:
            match = ATTRIBUTE.fullmatch(line)
            assert match, line
            entities[inside].append(match["name"])
        elif match := RELATION.fullmatch(line):
            found.append((match["parent"], match["how"], match["child"], match["label"].strip('"')))
        else:
            match = ENTITY.fullmatch(line)
            assert match, line
            assert match["id"] not in entities
            entities[match["id"]] = []
            inside = match["id"] if match["open"] else ""
    for name in [*entities, *(attribute for attributes in entities.values() for attribute in attributes)]:
        assert name.lower() not in WORDS
    for _, attributes in entities.items():
        assert len(set(attributes)) == len(attributes)
    assert {end for parent, _, child, _ in found for end in (parent, child)} <= set(entities)
    return entities, found


def drawn(schema: Schema) -> list[tuple[str, str, str, str]]:
    names = tuple(sorted(schema.tables))
    picture = Picture(schema=schema, relations=relations(schema), tables=names, full=frozenset(names))
    return parsed(diagram(picture))[1]


def with_tables(*tables: Table) -> Schema:
    return Schema(tables={table.name: table for table in tables})


def child(*columns: Column, **parts: object) -> Table:
    return Table(name=public("child"), columns=columns, **parts)  # type: ignore[arg-type]


PARENT = Table(name=public("parent"), columns=(column("id", "integer"),), constraints=(primary("parent", "id"),))
TO_PARENT = foreign("child", ("p",), "parent")


@pytest.mark.parametrize(
    ("table", "how"),
    [
        (child(column("p", "int"), constraints=(TO_PARENT,)), "||--o{"),
        (child(column("p", "int", required=False), constraints=(TO_PARENT,)), "|o--o{"),
        (child(column("p", "int"), constraints=(TO_PARENT, unique("child", "p"))), "||--o|"),
        (child(column("p", "int", required=False), constraints=(TO_PARENT, primary("child", "p"))), "||--o|"),
        (
            child(
                column("p", "int"),
                constraints=(TO_PARENT,),
                indexes=(Index(name="i", definition="", unique=True, keys=(IndexKey(text="p"),), predicate="x"),),
            ),
            "||--o{",
        ),
        (
            child(
                column("p", "int"),
                constraints=(TO_PARENT,),
                indexes=(Index(name="i", definition="", unique=True, keys=(IndexKey(text="p"),)),),
            ),
            "||--o|",
        ),
        (child(column("p", "int"), column("q", "int"), constraints=(TO_PARENT, unique("child", "p", "q"))), "||--o{"),
    ],
    ids=["required", "optional", "unique", "key is reference", "partial unique", "unique index", "wider unique"],
)
def test_how_many_stand_on_either_side(table: Table, how: str) -> None:
    assert drawn(with_tables(PARENT, table)) == [("parent", how, "child", "p")]


def test_the_sample_is_drawn_as_it_is() -> None:
    assert drawn(AFTER) == [
        ("users", "||--o{", "analytics_daily_summary", "user_id"),
        ("users", "||--o{", "analytics_events", "user_id"),
        ("memberships", "||--o|", "badges", "team_id, user_id"),
        ("teams", "||--o{", "memberships", "team_id"),
        ("users", "||--o{", "memberships", "user_id"),
        ("users", "|o--o{", "teams", "creator_id"),
        ("users", "||--o{", "teams", "owner_id"),
        ("users", "|o--o{", "users", "referred_by_id"),
    ]


def test_a_partition_is_hidden_under_its_parent() -> None:
    part = replace(SUMMARY, name=public("part"), partition_of=PartitionOf(parent=SUMMARY.name, bound="DEFAULT"))
    to_part = child(column("p", "int"), constraints=(foreign("child", ("p",), "part"),))
    schema = with_tables(USERS, SUMMARY, part, to_part)
    assert "part" not in overview.page(
        replace(MATERIAL, migration=replace(MATERIAL.migration, after=schema)), frozenset()
    )
    assert [(one.parent.name, one.child.name) for one in relations(schema)] == [
        ("users", "analytics_daily_summary"),
        ("analytics_daily_summary", "child"),
        ("users", "users"),
    ]


NAMES = st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=6, unique=True)


@given(NAMES, st.sampled_from(sorted([*WORDS, "%%{x"])))
def test_any_name_comes_through(names: list[str], word: str) -> None:
    columns = tuple(column(name, name, comment=name + NASTY) for name in [*names, word])
    tables = [Table(name=QualifiedName("odd schema", name), columns=columns) for name in [*names, word]]
    schema = with_tables(*{table.name: table for table in tables}.values())
    found = tuple(schema.tables)
    text = diagram(
        Picture(schema=schema, relations=(), tables=found, full=frozenset(found), marks=dict.fromkeys(found, NASTY))
    )
    entities, _ = parsed(text)
    assert len(entities) == len(found)


def many(count: int, related: int) -> Schema:
    tables = []
    for number in range(count):
        keys = (foreign(f"t{number}", ("p",), f"t{number // 3}"),) if 0 < number < related else ()
        columns = (column("id", "int"), column("p", "int"))
        tables.append(Table(name=public(f"t{number}"), columns=columns, constraints=(primary("t", "id"), *keys)))
    return with_tables(*tables)


def test_a_large_schema_is_cut_into_pictures_that_can_be_read() -> None:
    schema = many(90, 70)
    groups = modules(tuple(sorted(schema.tables)), relations(schema))
    assert all(len(group) <= LARGEST for group in groups)
    assert len({name for group in groups for name in group}) == sum(map(len, groups)) == 70
    page = overview.page(replace(MATERIAL, migration=replace(MATERIAL.migration, after=schema)), frozenset())
    for block in re.findall(r"```mermaid\n(.*?)\n```", page, re.DOTALL):
        parsed(block)
    assert "t89" in page.split("## Tables without relations")[1]
