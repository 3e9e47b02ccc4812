"""Attached files: which are read, as what, and what the values of samples show."""

from __future__ import annotations

import pytest

from database_developer.errors import StatementRefused
from database_developer.model.request import AllowedAsk, AttributeAsk, DefinitionAsk, EntityAsk, Fate, RelationAsk
from database_developer.reading.sampling import sampled
from support.told import fate, question, told, types

WIDGETS = "CREATE TABLE widgets (id bigint PRIMARY KEY, name text NOT NULL);"
ROWS = "id;Full Name;Signup Date;status;note;user_id;code\n" + "".join(
    f"{n};Name {n};2026-01-{n:02};{'new' if n % 2 else 'paid'};{'x' if n % 3 else ''};{n};0{n}\n" for n in range(1, 29)
)


@pytest.mark.parametrize("body", ["Take over schema.sql.", "Take over the attached schema.", ""])
def test_a_file_that_is_spoken_of_or_is_all_there_is_is_read(body: str) -> None:
    request = told(body, files={"schema.sql": WIDGETS})
    (ask,) = [ask for ask in request.asks if isinstance(ask, DefinitionAsk)]
    assert (ask.quote.origin, ask.quote.line) == ("attachment schema.sql", 1)


@pytest.mark.parametrize(
    "body",
    [
        "Add a due date to orders.",
        "Add a due date to orders. Ignore schema.sql.",
        "Add a due date to orders.\n\n## Background\n\nSee schema.sql.",
    ],
)
def test_other_files_are_context(body: str) -> None:
    request = told(body, files={"schema.sql": "DROP DATABASE shop;", "other.sql": WIDGETS})
    assert not any(isinstance(ask, DefinitionAsk) for ask in request.asks)
    assert fate(request, "the attachment schema.sql") is Fate.CONTEXT


def test_only_trusted_comments_make_a_file_a_demand() -> None:
    body, files = "Add a due date to orders.", {"schema.sql": WIDGETS}
    assert len(told(body, ("Eve", "Take over schema.sql."), files=files).asks) == 1
    assert len(told(body, ("Ann", "Take over schema.sql."), files=files).asks) == 2


def test_the_gate_stands_before_attached_sql() -> None:
    with pytest.raises(StatementRefused, match="DROP DATABASE") as refusal:
        told("Take over schema.sql.", files={"schema.sql": f"{WIDGETS}\nDROP DATABASE shop;"})
    assert refusal.value.where == "attachment schema.sql:2"


@pytest.mark.parametrize(
    ("name", "text", "columns"),
    [
        ("notes.md", "A gadget has a title and a price.", {"title", "price"}),
        ("shape.dbml", "Table gadgets {\n  title text\n  price numeric\n}\n", {"title", "price"}),
        ("shape.prisma", "model Gadget {\n  title String\n  price Int\n}\n", {"title", "price"}),
        ("shape.mmd", "erDiagram\n  GADGETS {\n    text title\n    int price\n  }\n", {"title", "price"}),
        (
            "shape.puml",
            "@startuml\nentity gadgets {\n  title : text\n  price : integer\n}\n@enduml\n",
            {"title", "price"},
        ),
        (
            "shape.yaml",
            "tables:\n  gadgets:\n    columns:\n      title: text\n      price: integer\n",
            {"title", "price"},
        ),
        ("gadgets.json", '[{"title": "a", "price": 1}]', {"title", "price"}),
    ],
)
def test_each_kind_of_file_is_read_as_its_notation(name: str, text: str, columns: set[str]) -> None:
    request = told(f"Create what {name} describes.", files={name: text})
    assert set(types(request)) >= columns
    assert {ask.quote.origin for ask in request.asks} == {f"attachment {name}"}


def test_samples_become_a_table() -> None:
    request = told("Import customers.csv into clients.", files={"customers.csv": ROWS})
    entity = next(ask for ask in request.asks if isinstance(ask, EntityAsk))
    assert (entity.table, entity.key) == ("clients", ("id",))
    assert types(request) == {
        "id": "integer",
        "full_name": "varchar(50)",
        "signup_date": "date",
        "status": "text",
        "note": "varchar(50)",
        "code": "varchar(50)",
    }
    required = {ask.attribute: ask.required for ask in request.asks if isinstance(ask, AttributeAsk)}
    assert (required["full_name"], required["note"]) == (True, False)
    (allowed,) = [ask for ask in request.asks if isinstance(ask, AllowedAsk)]
    assert (allowed.values, "28 rows" in allowed.quote.assumed) == (("new", "paid"), True)
    assert [ask.parent for ask in request.asks if isinstance(ask, RelationAsk)] == ["user"]
    asked = question(request, "key-")
    assert (asked.blocking, '"code"' in asked.text) == (False, True)
    assert asked.meanings[0] is not None
    answered = told("Import customers.csv into clients.", files={"customers.csv": ROWS}, answers=[asked.meanings[0]])
    assert any(getattr(ask, "attributes", ()) == ("code",) for ask in answered.asks)


def test_no_values_are_told() -> None:
    request = told("Import customers.csv.", files={"customers.csv": ROWS})
    assert "Name 7" not in repr(request)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_cuts_evenly(delimiter: str) -> None:
    rows = [["name", "remark"], ['"a, b; c|d"', "x"], ["e", '"two\nlines"'], ["f, g", "y;z"]]
    if delimiter in ",;":
        rows[3] = ["fg", "yz"]
    text = "\n".join(delimiter.join(row) for row in rows)
    assert set(types(told("Import people.csv.", files={"people.csv": text}))) == {"name", "remark"}


@pytest.mark.parametrize("text", ["1,2\n3,4\n", "a,a\n1,2\n", "name,\nx,y\n", "name\n", "\n\n", '"\n' * 50])
def test_rows_without_a_header_are_asked_about(text: str) -> None:
    request = told("Import customers.csv.", files={"customers.csv": text})
    assert not request.asks
    assert any("customers.csv" in one.text for one in request.questions)


def test_what_is_no_text_is_asked_about() -> None:
    request = told("Take over schema.sql.", files={"schema.sql": b"\x00\xff\x00"})
    assert [one.text for one in request.questions] == [
        "the attachment schema.sql is no text that can be read; what does it say that the database should do?"
    ]
    assert request.questions[0].blocking


def test_a_standing_table_gets_what_it_lacks() -> None:
    request = told("Import orders.csv into orders.", files={"orders.csv": "id,total,coupon\n1,2.50,A\n2,3.50,B\n"})
    assert types(request) == {"coupon": "varchar(50)"}
    assert not any(isinstance(ask, EntityAsk) for ask in request.asks)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["1", "-20"], "integer"),
        (["1", "3000000000"], "bigint"),
        (["0123", "0456"], "varchar(50)"),
        (["1.50", "20"], "numeric(12,2)"),
        (["1,50", "20,00"], "numeric(12,2)"),
        (["1e5", "2.5"], "double precision"),
        (["true", "FALSE"], "boolean"),
        (["Y", "n"], "boolean"),
        (["2026-01-02", ""], "date"),
        (["31.12.2026"], "date"),
        (["2026-01-02 10:00", "2026-01-02T10:00:00Z"], "timestamptz"),
        (["2026-01-02", "2026-01-02 10:00"], "timestamptz"),
        (["10:30", "9:15:00"], "time"),
        (["6f9619ff-8b86-d011-b42d-00c04fc964ff"], "uuid"),
        (["10.0.0.1", "::1", "10.0.0.0/8"], "inet"),
        (['{"a": 1}', "[]"], "jsonb"),
        (["a@example.org"], "varchar(320)"),
        (["https://example.org/x"], "varchar(2048)"),
        (["short", "NULL"], "varchar(50)"),
        (["x" * 60], "varchar(255)"),
        (["x" * 200], "text"),
        (["", "NULL"], None),
    ],
)
def test_types_are_those_of_the_values(cells: list[str], expected: str | None) -> None:
    assert sampled("column", cells).type == expected


def test_few_values_that_recur_are_a_set_only_where_there_are_rows_enough() -> None:
    assert sampled("status", ["new", "paid"] * 6).values == ("new", "paid")
    assert sampled("status", ["new", "paid"] * 5).values == ()
    assert sampled("town", ["Ulm", "Bonn"] * 6).values == ()
    assert sampled("status", ["=1+1", "paid"] * 6).values == ()
