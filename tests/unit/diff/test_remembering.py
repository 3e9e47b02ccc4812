"""An answer is remembered for the very same schema, and no longer than that lives."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace

from database_developer.diff.remembering import remembered
from database_developer.diff.renaming import renamed
from database_developer.model.differences import Renaming
from database_developer.model.names import part_of
from database_developer.model.schema import EMPTY, Schema
from unit.migration.building import column, name, schema, table


class Counting:
    """How many tables a schema has, and how often that was asked."""

    def __init__(self) -> None:
        self.asked = 0

        @remembered
        def count(schema: Schema, more: int = 0) -> list[int]:
            self.asked += 1
            return [len(schema.tables) + more]

        self.count = count


def test_it_is_computed_once_for_the_same_schema() -> None:
    counting, users = Counting(), schema(table("users"))
    assert counting.count(users) is counting.count(users)
    assert counting.asked == 1


def test_equal_schemas_and_other_arguments_are_asked_about_anew() -> None:
    counting, users = Counting(), schema(table("users"))
    assert counting.count(users) == counting.count(replace(users)) == [1]
    assert counting.count(users, 1) == counting.count(users, more=1) == [2]
    assert counting.asked == 4


def test_nothing_is_kept_when_the_schema_is_gone() -> None:
    counting, users = Counting(), schema(table("users"))
    counting.count(users)
    alive = weakref.ref(users)
    del users
    gc.collect()
    assert alive() is None
    for number in range(50):  # others come to stand in the same place of the memory
        others = schema(*(table(f"t{it}") for it in range(number)))
        assert counting.count(others) == [number]
        del others


def test_an_answer_that_is_the_question_is_not_kept() -> None:
    asked = replace(EMPTY)
    alive = weakref.ref(asked)
    assert remembered(lambda schema: schema)(asked) is asked
    del asked
    gc.collect()
    assert alive() is None


def test_a_renamed_schema_is_made_once_and_let_go_of() -> None:
    users = schema(table("users", column("name")))
    change = (
        Renaming(before=part_of("column", name("users"), "name"), after=part_of("column", name("users"), "full_name")),
    )
    assert renamed(users, change) is renamed(users, change)
    alive = weakref.ref(renamed(users, change))
    del users
    gc.collect()
    assert alive() is None
