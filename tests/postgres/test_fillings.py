"""The designed expressions on a real server, over hostile rows, against an independent computation."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import Database
from database_developer.design import design
from database_developer.design.spelling import foreign_key, primary_key, unique
from database_developer.model.design import Filling
from database_developer.model.recipe import (
    After,
    Arithmetic,
    Attribute,
    Before,
    Branch,
    Characters,
    Comparison,
    Condition,
    Constant,
    Cut,
    Formula,
    Joined,
    Letters,
    Lower,
    Mapping,
    Now,
    Number,
    OnClash,
    Operator,
    Otherwise,
    Piece,
    Recipe,
    Relation,
    Replace,
    ReplaceCharacters,
    Round,
    Step,
    Trim,
    Upper,
    Word,
)
from database_developer.model.request import AllowedAsk, Ask, AttributeAsk, BackfillAsk, UniqueAsk
from database_developer.model.schema import Reference
from support import recipes
from support.asks import request, said
from support.live import column, key, schema, table
from support.recipes import Column, Value

COUNTRIES = table("countries", key(), column("name"), constraints=(primary_key("countries_pkey", ("id",)),))
PEOPLE = table(
    "people",
    key(),
    column("email", "character varying(400)"),
    column("name"),
    column("nick"),
    column("state", "character varying(20)", required=True),
    column("price", "numeric(12,2)"),
    column("weight", "double precision"),
    column("age", "integer"),
    column("active", "boolean"),
    column("country_id", "integer"),
    column("seen", "timestamp with time zone"),
    column("born", "date"),
    constraints=(
        primary_key("people_pkey", ("id",)),
        unique("people_email_key", ("email",)),
        foreign_key("people_country_id_fkey", ("country_id",), Reference(table=COUNTRIES.name, columns=("id",))),
    ),
)
LIVE = schema(COUNTRIES, PEOPLE)
TABLES = """
CREATE TABLE countries (id integer PRIMARY KEY, name text);
CREATE TABLE people (
    id integer PRIMARY KEY, email varchar(400), name text, nick text, state varchar(20) NOT NULL DEFAULT '',
    price numeric(12,2), weight double precision, age integer, active boolean,
    country_id integer REFERENCES countries (id), seen timestamptz, born date
);
"""
WORD = Characters(sorts=(Letters.ANY, Letters.DIGITS), singles="_")
HANDLE = Formula(
    source=Attribute(name="email"),
    steps=(Before(mark="@"), Lower(), ReplaceCharacters(characters=WORD, new="_", others=True)),
)
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789_"
HOSTILE: tuple[str | None, ...] = (
    None,
    "",
    " ",
    "@",
    "no at sign",
    "anna@example.org",
    "two@at@signs",
    "@nobody",
    "x" * 300,
    "Ä" * 300 + "@x",
    "ÉCOLE.Straße@x",
    "İstanbul ıSPARTA",
    "ΣΊΣΥΦΟΣ",
    'o\'hara "q" `tick`',
    "back\\slash \\1 \\& \\0",
    "100% _under_ %s %(x)s",
    ".*+?^${}()|[]\\",
    "  leading and trailing  ",
    "vivid v",
    "tab\tnew\nline\r\f\v",
    "ｆｕｌｌ ｗｉｄｔｈ 😀 \u200b",
    "- dash -- comment /* x */ ;",
    "12.50 EUR, 7",
    "-3",
    " 42 ",
    "\u00a042",
    "9" * 150,
    "1e5",
    "NaN",
    "2020-02-31",
    "a-b-c",
    "$$dollar$$ $1",
)


def filling(
    recipe: Recipe, *, target: str = "text", required: bool = False, asks: tuple[Ask, ...] = (), **more: Any
) -> Filling:
    """The one filling of a new column ``made`` of people."""
    quote = said("as the ticket says")
    attribute = AttributeAsk(entity="person", attribute="made", type=target, required=required, quote=quote, **more)
    backfill = BackfillAsk(entity="person", attribute="made", rule="the rule", quote=quote, recipe=recipe)
    result = design(request(attribute, *asks, backfill), LIVE)
    assert not result.questions, result.questions
    (found,) = result.fillings
    return found


@pytest.fixture
def connection(database: Database) -> Iterator[psycopg.Connection[Any]]:
    with database.connect() as opened:
        opened.execute(TABLES.encode())
        yield opened


def insert(connection: psycopg.Connection[Any], column_name: str, values: tuple[object, ...]) -> None:
    for number, one in enumerate(values, start=1):
        connection.execute(f"INSERT INTO people (id, {column_name}) VALUES (%s, %s)".encode(), (number, one))


def made(connection: psycopg.Connection[Any], found: Filling) -> dict[int, Any]:
    """What each row gets, by its id; rows that the condition does not pick are left out."""
    where = f" WHERE {found.condition}" if found.condition else ""
    rows = connection.execute(f"SELECT t.id, {found.expression} FROM people AS t{where} ORDER BY 1".encode())
    return dict(rows.fetchall())


def plain(*steps: Step, of: str = "name") -> Recipe:
    return Recipe(formula=Formula(source=Attribute(name=of), steps=steps))


TEXT_RECIPES = [
    plain(Before(mark="@")),
    plain(Before(mark="@", last=True)),
    plain(Before(mark="\\", last=True)),
    plain(Before(mark=".*", last=True)),
    plain(After(mark="@")),
    plain(After(mark="@", last=True)),
    plain(After(mark="'")),
    plain(After(mark="%")),
    plain(Piece(separator="-", number=2)),
    plain(Piece(separator="-", number=-1)),
    plain(Word(number=1)),
    plain(Word(number=-1)),
    plain(Word(number=3)),
    plain(Cut(length=5)),
    plain(Cut(length=5, last=True)),
    plain(Number()),
    plain(Lower()),
    plain(Upper()),
    plain(Trim()),
    plain(Replace(old="\\", new="\\1")),
    plain(Replace(old="'", new='"')),
    plain(ReplaceCharacters(characters=WORD, new="_", others=True)),
    plain(ReplaceCharacters(characters=WORD, new="\\1&", others=True)),
    plain(ReplaceCharacters(characters=Characters(singles="\\]^[-.*%'"), new="-")),
    plain(ReplaceCharacters(characters=Characters(sorts=(Letters.SPACES,)), new="", others=False)),
    plain(ReplaceCharacters(characters=Characters(sorts=(Letters.DIGITS,)), new="", others=True)),
    plain(Otherwise(source=Constant(text="it's %"))),
    plain(Otherwise(source=Attribute(name="nick")), Otherwise(source=Constant(text="none"))),
    plain(Mapping(pairs=(("", "empty"), ("-3", "minus"), ("o'hara", "x")), otherwise="other")),
    plain(Mapping(pairs=(("@", "at"),))),
    plain(Lower(), ReplaceCharacters(characters=WORD, new="-", others=True), Cut(length=20), Trim()),
    plain(Before(mark="@"), After(mark=".", last=True), Upper(), Otherwise(source=Constant(text="X"))),
    Recipe(formula=Formula(source=Joined(parts=(Attribute(name="name"), Attribute(name="nick")), separator=" - "))),
    Recipe(formula=Formula(source=Joined(parts=(Constant(text="m'"), Attribute(name="name"), Attribute(name="nick"))))),
    Recipe(
        formula=Formula(source=Constant(text="rest")),
        branches=(
            Branch(
                condition=Condition(
                    comparisons=(
                        Comparison(attribute=Attribute(name="name"), relation=Relation.CONTAINS, values=("@",)),
                    )
                ),
                formula=Formula(source=Constant(text="at")),
            ),
            Branch(
                condition=Condition(
                    comparisons=(
                        Comparison(attribute=Attribute(name="name"), relation=Relation.MISSING),
                        Comparison(attribute=Attribute(name="name"), relation=Relation.STARTS, values=("%",)),
                        Comparison(attribute=Attribute(name="name"), relation=Relation.ENDS, values=("'",)),
                    ),
                    any_of=True,
                ),
                formula=Formula(source=Constant(text=None)),
            ),
        ),
    ),
]


@pytest.mark.parametrize("recipe", TEXT_RECIPES, ids=[str(number) for number in range(len(TEXT_RECIPES))])
def test_texts_are_as_the_recipe_means_them(connection: psycopg.Connection[Any], recipe: Recipe) -> None:
    insert(connection, "name", HOSTILE)
    expected = {
        number: recipes.value(recipe, {"name": one, "nick": None}) for number, one in enumerate(HOSTILE, start=1)
    }
    assert made(connection, filling(recipe)) == expected


def test_the_handle_fits_its_column_in_every_row(connection: psycopg.Connection[Any]) -> None:
    insert(connection, "email", HOSTILE)
    asks = (UniqueAsk(entity="person", attributes=("made",), quote=said("unique")),)
    recipe = Recipe(formula=HANDLE, clash=OnClash(separator="_", attribute=Attribute(name="id")))
    found = filling(recipe, target="varchar(30)", required=True, pattern="^[a-z0-9_]+$", asks=asks)
    wanted = Column(longest=30, made_of=LETTERS, fallback="person")
    expected = {number: recipes.value(recipe, {"email": one}, wanted) for number, one in enumerate(HOSTILE, start=1)}
    assert made(connection, found) == expected
    assert found.clash is not None
    assert (found.clash.separator, found.clash.column, found.clash.max_length) == ("_", "id", 30)
    connection.execute(b"ALTER TABLE people ADD made varchar(30) CHECK (made ~ '^[a-z0-9_]+$')")
    connection.execute(f"UPDATE people AS t SET made = {found.expression}".encode())
    connection.execute(b"ALTER TABLE people ALTER made SET NOT NULL")


def test_what_breaks_a_format_or_a_set_is_no_value_or_the_default(connection: psycopg.Connection[Any]) -> None:
    insert(connection, "name", HOSTILE)
    found = filling(plain(), pattern="^[0-9.]+$")
    wanted = Column(made_of="0123456789.")
    expected = {number: recipes.value(plain(), {"name": one}, wanted) for number, one in enumerate(HOSTILE, start=1)}
    assert made(connection, found) == expected
    allowed = AllowedAsk(entity="person", attribute="made", values=("-3", "@", "it's"), quote=said("one of"))
    found = filling(plain(), required=True, default="it's", asks=(allowed,))
    wanted = Column(allowed=("-3", "@", "it's"), fallback="it's")
    expected = {number: recipes.value(plain(), {"name": one}, wanted) for number, one in enumerate(HOSTILE, start=1)}
    assert made(connection, found) == expected


@pytest.mark.parametrize(
    ("target", "holds"),
    [
        ("integer", lambda number: -(2**31) <= number < 2**31),
        ("bigint", lambda number: -(2**63) <= number < 2**63),
        ("smallint", lambda number: -(2**15) <= number < 2**15),
    ],
)
def test_texts_that_are_no_numbers_become_nothing(connection: psycopg.Connection[Any], target: str, holds: Any) -> None:
    edges = tuple(str(edge) for bits in (15, 31, 63) for edge in (2**bits, 2**bits - 1, -(2**bits), -(2**bits) - 1))
    rows = (*HOSTILE, *edges, "40000", "3000000000", "-1.5", "2.5", "+7", "1.2.3", "٣", "0x10", "1_000", "-" + "9" * 40)
    insert(connection, "name", rows)
    recipe = plain(Round())
    numbers = [recipes.value(recipe, {"name": one}) for one in rows]
    expected = {
        number: int(one) if isinstance(one, Decimal) and holds(one) else None
        for number, one in enumerate(numbers, start=1)
    }
    assert made(connection, filling(plain(), target=target)) == expected


PRICES = (None, "0", "0.01", "-0.01", "12.34", "9999999999.99", "-9999999999.99", "0.005", "NaN")


@pytest.mark.parametrize("operator", list(Operator))
@pytest.mark.parametrize("number", ["100", "0.5", "-3"])
def test_arithmetic(connection: psycopg.Connection[Any], operator: Operator, number: str) -> None:
    insert(connection, "price", PRICES)
    recipe = plain(Arithmetic(operator=operator, number=number), Round(digits=2), of="price")
    found = made(connection, filling(recipe, target="numeric(20,2)"))
    for index, price in enumerate(PRICES, start=1):
        kept = None if price in {None, "NaN"} else Decimal(price or "0").quantize(Decimal("0.01"), ROUND_HALF_UP)
        row: dict[str, Value] = {"price": kept}
        assert found[index] == recipes.value(recipe, row), price


def test_numbers_too_large_or_none_at_all_become_nothing(connection: psycopg.Connection[Any]) -> None:
    insert(connection, "weight", (1.5, "NaN", "Infinity", "-Infinity", 1e300, 5e-324, None, 2.5))
    assert made(connection, filling(plain(of="weight"), target="integer")) == {
        1: 2,
        2: None,
        3: None,
        4: None,
        5: None,
        6: 0,
        7: None,
        8: 3,
    }
    scaled = plain(Arithmetic(operator=Operator.TIMES, number="10"), of="weight")
    assert made(connection, filling(scaled, target="numeric(4,1)")) == {
        1: Decimal("15.0"),
        2: None,
        3: None,
        4: None,
        5: None,
        6: Decimal("0.0"),
        7: None,
        8: Decimal("25.0"),
    }
    assert len(made(connection, filling(scaled, target="real"))) == 8


def test_truths_from_texts_and_numbers(connection: psycopg.Connection[Any]) -> None:
    rows = ("true", " YES ", "t", "0", "off", "maybe", "", None)
    insert(connection, "name", rows)
    assert list(made(connection, filling(plain(), target="boolean")).values()) == [
        True,
        True,
        True,
        False,
        False,
        None,
        None,
        None,
    ]
    assert made(connection, filling(plain(of="age"), target="boolean"))[1] is None


def test_moments_and_days(connection: psycopg.Connection[Any]) -> None:
    rows = (
        "2019-12-31 23:59:59+00",
        "2020-01-01 00:00:00+00",
        "2020-12-31 23:59+00",
        "2021-01-01 00:00+00",
        "infinity",
        None,
    )
    insert(connection, "seen", rows)
    connection.execute(b"SET TimeZone = 'Pacific/Auckland'")

    def picked(relation: Relation, value: str, of: str = "seen") -> list[int]:
        condition = Condition(
            comparisons=(Comparison(attribute=Attribute(name=of), relation=relation, values=(value,)),)
        )
        branch = Branch(condition=condition, formula=Formula(source=Constant(text="x")))
        return list(made(connection, filling(Recipe(branches=(branch,)))))

    assert picked(Relation.LESS, "2020") == [1]
    assert picked(Relation.AT_LEAST, "2020") == [2, 3, 4, 5]
    assert picked(Relation.MORE, "2020") == [4, 5]
    assert picked(Relation.AT_MOST, "2020-12-31") == [1, 2, 3]
    assert picked(Relation.EQUAL, "2020") == [2, 3]
    connection.execute(b"DELETE FROM people WHERE seen = 'infinity'")
    days = made(connection, filling(plain(of="seen"), target="date"))
    assert [str(day) for day in days.values()] == ["2019-12-31", "2020-01-01", "2020-12-31", "2021-01-01", "None"]
    connection.execute(b"UPDATE people SET born = '5874897-12-31'")
    assert set(made(connection, filling(plain(of="born"), target="timestamptz")).values()) == {None}


def test_now_and_constants(connection: psycopg.Connection[Any]) -> None:
    insert(connection, "name", HOSTILE[:3])
    now = filling(Recipe(formula=Formula(source=Now())), target="timestamptz", required=True)
    assert not now.is_immutable
    assert len(set(made(connection, now).values())) == 1
    for target, text, value in (("text", "it's %s \\", "it's %s \\"), ("integer", "-7", -7), ("boolean", "true", True)):
        found = filling(Recipe(formula=Formula(source=Constant(text=text))), target=target, required=True)
        assert set(made(connection, found).values()) == {value}


def test_a_value_of_the_row_it_refers_to(connection: psycopg.Connection[Any]) -> None:
    connection.execute(b"INSERT INTO countries VALUES (1, 'Norway'), (2, NULL)")
    insert(connection, "country_id", (1, 2, None))
    recipe = Recipe(formula=Formula(source=Attribute(name="name", of="country"), steps=(Upper(),)))
    found = filling(recipe)
    assert made(connection, found) == {1: "NORWAY", 2: None, 3: None}
    assert {str(address) for address in found.reads} == {"column countries.name", "column people.country_id"}
    assert not found.is_immutable
    assert made(connection, filling(recipe, required=True)) == {1: "NORWAY", 2: "unknown", 3: "unknown"}


@pytest.mark.parametrize("number", range(len(TEXT_RECIPES)))
def test_an_index_may_be_built_on_what_is_called_immutable(connection: psycopg.Connection[Any], number: int) -> None:
    insert(connection, "name", HOSTILE)
    found = filling(TEXT_RECIPES[number], target="varchar(40)")
    assert found.is_immutable
    connection.execute(f"CREATE INDEX ON people (({found.expression.replace('t.', '')}))".encode())


@pytest.mark.parametrize("target", ["integer", "numeric(10,2)", "boolean", "uuid", "double precision"])
def test_an_index_may_be_built_on_a_converted_text(connection: psycopg.Connection[Any], target: str) -> None:
    insert(connection, "name", (*HOSTILE, "6f1e7c1a-0d8f-4a35-9b60-2a6c4c2a9f11", "6F1E7C1A0D8F4A359B602A6C4C2A9F11"))
    found = filling(plain(), target=target)
    assert found.is_immutable
    connection.execute(f"CREATE INDEX ON people (({found.expression.replace('t.', '')}))".encode())


# --- any recipe, any row ---------------------------------------------------------------------------------------

PIECES = (
    "@",
    "_",
    "-",
    ".",
    " ",
    "a",
    "A",
    "é",
    "É",
    "ß",
    "İ",
    "Σ",
    "😀",
    "'",
    '"',
    "\\",
    "%",
    "&",
    "*",
    "[",
    "]",
    "^",
    "$",
)
TEXTS = st.none() | st.lists(
    st.sampled_from((*PIECES, "b", "1", "23", "\t", "\n", "(", ")", "|", "+", "?")), max_size=14
).map("".join)
MARKS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=2).map("".join)
NEW = st.lists(st.sampled_from(PIECES), max_size=2).map("".join)
SETS = st.builds(
    Characters,
    sorts=st.lists(st.sampled_from(list(Letters)), max_size=3, unique=True).map(tuple),
    singles=st.lists(st.sampled_from(PIECES), min_size=1, max_size=4, unique=True).map("".join),
)
COUNTS = st.sampled_from((1, 2, 3, -1))
STEPS = st.one_of(
    st.builds(Before, mark=MARKS, last=st.booleans()),
    st.builds(After, mark=MARKS, last=st.booleans()),
    st.builds(Piece, separator=MARKS, number=COUNTS),
    st.builds(Word, number=COUNTS),
    st.builds(Cut, length=st.integers(1, 9), last=st.booleans()),
    st.builds(Replace, old=MARKS, new=NEW),
    st.builds(ReplaceCharacters, characters=SETS, new=NEW, others=st.booleans()),
    st.builds(Otherwise, source=st.builds(Constant, text=NEW) | st.just(Attribute(name="nick"))),
    st.builds(Mapping, pairs=st.just((("a", "b'"), ("", "%"))), otherwise=st.none() | NEW),
    st.sampled_from((Lower(), Upper(), Trim(), Number())),
)
SOURCES = st.sampled_from(
    (
        Attribute(name="name"),
        Joined(parts=(Attribute(name="name"), Attribute(name="nick")), separator="\\' "),
        Joined(parts=(Constant(text="%"), Attribute(name="nick"))),
    )
)
FORMULAS = st.builds(Formula, source=SOURCES, steps=st.lists(STEPS, max_size=4).map(tuple))


@settings(max_examples=250, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    formula=FORMULAS,
    rows=st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=6),
    longest=st.none() | st.integers(5, 12),
)
def test_any_recipe_over_any_rows(
    database: Database, formula: Formula, rows: list[tuple[str | None, str | None]], longest: int | None
) -> None:
    recipe = Recipe(formula=formula)
    wanted = Column(longest=longest, made_of=LETTERS, fallback="person")
    target = f"varchar({longest})" if longest else "text"
    shape = filling(recipe, target="text")
    needs_room = longest is None or longest >= len("person")
    is_asked = any(isinstance(step, Mapping) for step in formula.steps)  # values that are told must have the form
    can_fit = needs_room and not is_asked
    strict = filling(recipe, target=target, required=True, pattern="^[a-z0-9_]+$") if can_fit else None
    with database.connect() as connection:
        for name, nick in rows:
            row: dict[str, Value] = {"name": name, "nick": nick}
            assert _over(connection, shape, name, nick) == recipes.value(recipe, row)
            if strict is not None:
                assert _over(connection, strict, name, nick) == recipes.value(recipe, row, wanted)


def _over(connection: psycopg.Connection[Any], found: Filling, name: str | None, nick: str | None) -> Any:
    sql = f"SELECT {found.expression.replace('%', '%%')} FROM (SELECT %s::text AS name, %s::text AS nick, 7 AS id) AS t"
    rows = connection.execute(sql.encode(), (name, nick)).fetchall()
    return rows[0][0]
