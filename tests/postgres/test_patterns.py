"""The known patterns of relational design, asked for in words, on a real server: do they behave?"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest
from psycopg import errors

from conftest import Database
from database_developer.design import design
from database_developer.migration.planner import plan
from database_developer.model.migration import Facts, Hazard
from database_developer.model.schema import EMPTY
from unit.reading.tickets import request

ORDERS = "A customer has a name and an email. An order belongs to a customer and has a number and a total. "
BOOKS = "A product has a name and a price. "


def made(database: Database, text: str) -> psycopg.Connection[Any]:
    """A connection to the database that the ticket leads to."""
    designed = design(request(text), EMPTY)
    assert not [question.text for question in designed.questions if question.blocking]
    connection = database.connect()
    facts = Facts(server_version=connection.info.server_version, rows={}, allowed=frozenset(Hazard))
    for statement in plan(EMPTY, designed.target, (), facts).forward:
        connection.execute(statement.sql)
    return connection


def rows(connection: psycopg.Connection[Any], sql: str) -> list[tuple[Any, ...]]:
    return connection.execute(sql).fetchall()


def test_what_was_deleted_gives_its_unique_values_free(database: Database) -> None:
    text = "A customer has an email. Emails are unique. Customers are never really deleted, only marked as deleted."
    with made(database, text) as connection:
        connection.execute("INSERT INTO customers (email) VALUES ('a@x')")
        with pytest.raises(errors.UniqueViolation):
            connection.execute("INSERT INTO customers (email) VALUES ('a@x')")
        connection.execute("UPDATE customers SET deleted_at = now()")
        connection.execute("INSERT INTO customers (email) VALUES ('a@x')")
        assert rows(connection, "SELECT count(*) FROM customers WHERE deleted_at IS NULL") == [(1,)]


def test_every_change_of_a_row_leaves_a_row_with_who_and_when(database: Database) -> None:
    with made(database, ORDERS + "Every change of an order must be recorded with who and when.") as connection:
        connection.execute("INSERT INTO customers (name, email) VALUES ('Ann', 'a@x')")
        connection.execute("INSERT INTO orders (customer_id, number, total) VALUES (1, 7, 10)")
        connection.execute("SELECT set_config('app.user', 'clerk', false)")
        connection.execute("UPDATE orders SET total = 12")
        connection.execute("UPDATE orders SET total = 12")
        connection.execute("DELETE FROM orders")
        found = rows(
            connection,
            "SELECT operation, order_id, changed_by = session_user, changed_by,"
            " old_row ->> 'total', new_row ->> 'total' FROM orders_history ORDER BY id",
        )
        assert [it[0] for it in found] == ["insert", "update", "delete"]
        assert [it[2] for it in found] == [True, False, False]
        assert [it[3] for it in found][1:] == ["clerk", "clerk"]
        assert [it[4:] for it in found] == [(None, "10.00"), ("10.00", "12.00"), ("12.00", None)]


def test_a_history_may_have_typed_columns(database: Database) -> None:
    with made(database, BOOKS + "Keep an audit log of products with typed columns.") as connection:
        connection.execute("INSERT INTO products (name, price) VALUES ('pen', 1)")
        connection.execute("UPDATE products SET price = 2")
        found = rows(connection, "SELECT product_id, operation, name, price::int FROM products_history ORDER BY id")
        assert found == [(1, "insert", "pen", 1), (1, "update", "pen", 1)]


def test_the_history_of_a_value_has_no_gap_and_no_overlap(database: Database) -> None:
    with made(database, BOOKS + "Keep a history of price changes.") as connection:
        with connection.transaction():
            connection.execute("INSERT INTO products (name, price) VALUES ('pen', 1), ('ink', 5)")
            for price in (2, 2, 3):
                connection.execute("UPDATE products SET price = %s WHERE name = 'pen'", [price])
        found = rows(
            connection,
            "SELECT price::int, valid_to IS NULL,"
            " lead(valid_from) OVER (ORDER BY valid_from) IS NOT DISTINCT FROM valid_to"
            " FROM product_price_history WHERE product_id = 1 ORDER BY valid_from",
        )
        assert found == [(1, False, True), (2, False, True), (3, True, True)]


def test_two_tenants_may_use_the_same_value_and_never_see_each_other(database: Database) -> None:
    text = (
        "A tenant has a name. A project has a code. The code is unique. "
        "Each tenant sees only their own data, enforced by row level security."
    )
    with made(database, text) as connection:
        connection.execute("INSERT INTO tenants (name) VALUES ('a'), ('b')")
        connection.execute("INSERT INTO projects (tenant_id, code) VALUES (1, 'x'), (2, 'x')")
        with pytest.raises(errors.UniqueViolation):
            connection.execute("INSERT INTO projects (tenant_id, code) VALUES (1, 'x')")
        connection.execute("DROP ROLE IF EXISTS pattern_reader")
        connection.execute("CREATE ROLE pattern_reader")
        connection.execute("GRANT SELECT, INSERT ON projects TO pattern_reader")
        try:
            connection.execute("SET ROLE pattern_reader")
            assert rows(connection, "SELECT count(*) FROM projects") == [(0,)]
            connection.execute("SET app.tenant = '2'")
            assert rows(connection, "SELECT tenant_id FROM projects") == [(2,)]
            with pytest.raises(errors.InsufficientPrivilege):
                connection.execute("INSERT INTO projects (tenant_id, code) VALUES (1, 'y')")
        finally:
            connection.execute("RESET ROLE")
            connection.execute("DROP OWNED BY pattern_reader; DROP ROLE pattern_reader")


def test_nothing_stands_under_itself_nor_in_a_circle(database: Database) -> None:
    text = "A category has a name. Categories can be nested. Cycles are not allowed."
    with made(database, text) as connection:
        connection.execute("INSERT INTO categories (name, parent_id) VALUES ('a', NULL), ('b', 1), ('c', 2)")
        for statement in (
            "UPDATE categories SET parent_id = 3 WHERE id = 1",
            "UPDATE categories SET parent_id = 2 WHERE id = 2",
        ):
            with pytest.raises(errors.CheckViolation):
                connection.execute(statement)
        connection.execute("UPDATE categories SET parent_id = 1 WHERE id = 3")


def test_two_moves_at_once_close_no_circle(database: Database) -> None:
    text = "A category has a name. Categories can be nested. Cycles are not allowed."
    with made(database, text) as connection, database.connect() as other:
        connection.execute("INSERT INTO categories (name) VALUES ('a'), ('b')")
        with ThreadPoolExecutor(1) as pool:
            with connection.transaction():
                connection.execute("UPDATE categories SET parent_id = 2 WHERE id = 1")
                waiting = pool.submit(other.execute, "UPDATE categories SET parent_id = 1 WHERE id = 2")
                with pytest.raises(TimeoutError):
                    waiting.result(timeout=0.5)
            with pytest.raises(errors.CheckViolation):
                waiting.result()


def test_rows_trade_places_within_a_transaction(database: Database) -> None:
    with made(database, "A step has a text. A recipe has a name. A recipe has an ordered list of steps.") as connection:
        connection.execute("INSERT INTO recipes (name) VALUES ('cake'), ('pie')")
        insert = "INSERT INTO steps (text, recipe_id, position) VALUES "
        connection.execute(insert + "('mix', 1, 1), ('bake', 1, 2), ('roll', 2, 1)")
        connection.execute("UPDATE steps SET position = 3 - position WHERE recipe_id = 1")
        ordered = "SELECT text FROM steps WHERE recipe_id = 1 ORDER BY position"
        assert rows(connection, ordered) == [("bake",), ("mix",)]
        with pytest.raises(errors.UniqueViolation):
            connection.execute(insert + "('cool', 1, 2)")


def test_there_is_one_text_for_each_language(database: Database) -> None:
    text = "An article has a title, a description and a status. The title and description are translatable."
    with made(database, text) as connection:
        connection.execute("INSERT INTO articles (status) VALUES ('new')")
        insert = "INSERT INTO article_translations (article_id, language, title, description) VALUES "
        connection.execute(insert + "(1, 'en', 'Hello', 'x'), (1, 'pt-BR', 'Oi', 'y')")
        with pytest.raises(errors.UniqueViolation):
            connection.execute(insert + "(1, 'en', 'Again', 'x')")
        with pytest.raises(errors.CheckViolation):
            connection.execute(insert + "(1, 'English', 'Again', 'x')")
        connection.execute("DELETE FROM articles")
        assert rows(connection, "SELECT count(*) FROM article_translations") == [(0,)]


def test_exactly_one_of_several_references_is_set(database: Database) -> None:
    text = "A post has a title. A photo has a title. A comment has a text. Comments can be on posts or photos."
    with made(database, text) as connection:
        connection.execute("INSERT INTO posts (title) VALUES ('p')")
        connection.execute("INSERT INTO photos (title) VALUES ('c')")
        connection.execute("INSERT INTO comments (text, post_id) VALUES ('on a post', 1)")
        connection.execute("INSERT INTO comments (text, photo_id) VALUES ('on a photo', 1)")
        for values in ("'both', 1, 1", "'none', NULL, NULL"):
            with pytest.raises(errors.CheckViolation):
                connection.execute(f"INSERT INTO comments (text, post_id, photo_id) VALUES ({values})")


POSTS = "A post has a title. A comment belongs to a post and has a text. Keep the number of comments on the post. "


def test_a_count_follows_inserts_moves_and_deletions(database: Database) -> None:
    with made(database, POSTS) as connection:
        connection.execute("INSERT INTO posts (title) VALUES ('a'), ('b')")
        connection.execute("INSERT INTO comments (post_id, text) VALUES (1, 'x'), (1, 'y'), (2, 'z')")
        counts = "SELECT comment_count FROM posts ORDER BY id"
        assert rows(connection, counts) == [(2,), (1,)]
        connection.execute("UPDATE comments SET post_id = 2 WHERE text = 'x'")
        assert rows(connection, counts) == [(1,), (2,)]
        connection.execute("DELETE FROM comments WHERE post_id = 2")
        assert rows(connection, counts) == [(1,), (0,)]


def test_what_is_marked_as_deleted_does_not_count(database: Database) -> None:
    with made(database, POSTS + "Comments are soft-deleted.") as connection:
        connection.execute("INSERT INTO posts (title) VALUES ('a')")
        connection.execute("INSERT INTO comments (post_id, text) VALUES (1, 'x'), (1, 'y')")
        connection.execute("UPDATE comments SET deleted_at = now() WHERE text = 'x'")
        assert rows(connection, "SELECT comment_count FROM posts") == [(1,)]
        connection.execute("DELETE FROM comments WHERE text = 'x'")
        assert rows(connection, "SELECT comment_count FROM posts") == [(1,)]


def test_no_count_is_lost_among_many_writers(database: Database) -> None:
    with made(database, POSTS) as connection:
        connection.execute("INSERT INTO posts (title) VALUES ('a')")

        def write(number: int) -> None:
            with database.connect() as own:
                for turn in range(25):
                    own.execute("INSERT INTO comments (post_id, text) VALUES (1, %s)", [f"{number}-{turn}"])
                    own.execute("DELETE FROM comments WHERE text = %s AND %s", [f"{number}-{turn}", turn % 5 == 0])

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(write, range(4)))
        assert rows(connection, "SELECT comment_count FROM posts") == rows(connection, "SELECT count(*) FROM comments")
        assert rows(connection, "SELECT comment_count FROM posts") == [(80,)]


def test_a_total_is_the_sum_of_its_items(database: Database) -> None:
    text = (
        "An order has a number and a total. An item belongs to an order and has a quantity and a unit price. "
        "The order's total is stored."
    )
    with made(database, text) as connection:
        connection.execute("INSERT INTO orders (number, total) VALUES (1, 0)")
        connection.execute("INSERT INTO items (order_id, quantity, unit_price) VALUES (1, 2, 5), (1, 1, 3)")
        assert rows(connection, "SELECT total::int FROM orders") == [(13,)]
        connection.execute("UPDATE items SET quantity = 3 WHERE unit_price = 5")
        assert rows(connection, "SELECT total::int FROM orders") == [(18,)]
        connection.execute("DELETE FROM items")
        assert rows(connection, "SELECT total::int FROM orders") == [(0,)]


def test_a_truck_has_nothing_that_only_cars_have(database: Database) -> None:
    text = (
        "A vehicle has a plate number. A vehicle is either a car or a truck; a car has a door code, "
        "a truck has a payload weight."
    )
    with made(database, text) as connection:
        connection.execute("INSERT INTO vehicles (plate_number, kind) VALUES ('1', 'car'), ('2', 'truck')")
        connection.execute("INSERT INTO cars (vehicle_id, door_code) VALUES (1, 4)")
        with pytest.raises(errors.ForeignKeyViolation):
            connection.execute("INSERT INTO cars (vehicle_id, door_code) VALUES (2, 4)")
        for kind, error in (("'truck'", errors.ForeignKeyViolation), ("'bike'", errors.CheckViolation)):
            with pytest.raises(error):
                connection.execute(f"UPDATE vehicles SET kind = {kind} WHERE id = 1")


def test_what_a_postcode_tells_is_kept_once(database: Database) -> None:
    text = (
        "A customer has a name, a postcode, a city and a country. The city is determined by the postcode. "
        "The city determines the country."
    )
    with made(database, text) as connection:
        connection.execute("INSERT INTO cities (city, country) VALUES ('Bern', 'CH')")
        connection.execute("INSERT INTO postcodes (postcode, city) VALUES ('3000', 'Bern')")
        connection.execute("INSERT INTO customers (name, postcode) VALUES ('Ann', '3000'), ('Bob', '3000')")
        connection.execute("UPDATE cities SET country = 'Switzerland'")
        joined = "SELECT DISTINCT country FROM customers JOIN postcodes USING (postcode) JOIN cities USING (city)"
        assert rows(connection, joined) == [("Switzerland",)]
        with pytest.raises(errors.ForeignKeyViolation):
            connection.execute("INSERT INTO customers (name, postcode) VALUES ('Cem', '9999')")


def test_there_are_no_more_than_the_ticket_allows(database: Database) -> None:
    with made(database, "A person has a name. A person has up to three phone numbers.") as connection:
        connection.execute("INSERT INTO people (name) VALUES ('Ann')")
        insert = "INSERT INTO person_phone_numbers (person_id, phone_number, place) VALUES "
        connection.execute(insert + "(1, '+41', 1), (1, '+49', 2), (1, '+43', 3)")
        for values in ("(1, '+39', 4)", "(1, '+39', 3)"):
            with pytest.raises((errors.CheckViolation, errors.UniqueViolation)):
                connection.execute(insert + values)
