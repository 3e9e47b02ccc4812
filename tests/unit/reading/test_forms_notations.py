"""Tables in other notations: what is read of each, what is doubted, and what is no table at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from database_developer.model.request import (
    AllowedAsk,
    AttributeAsk,
    Cardinality,
    DefinitionAsk,
    EntityAsk,
    Fate,
    IndexKeysAsk,
    RelationAsk,
    RemovalAsk,
    RenameAsk,
    UniqueAsk,
)
from database_developer.reading import Vocabulary
from unit.reading.tickets import asks, fates, request

CORPUS = Path(__file__).parent / "notations"
USERS = Vocabulary(tables={"users": ("id", "email")})
NAMES = sorted(folder.name for folder in CORPUS.iterdir())


def ticket(name: str) -> str:
    return (CORPUS / name / "ticket.md").read_text("utf-8")


def fenced(language: str, code: str) -> str:
    return f"We need this:\n\n```{language}\n{code}\n```\n"


@pytest.mark.parametrize("name", NAMES)
def test_every_quote_stands_in_the_ticket_on_its_line(name: str) -> None:
    text = ticket(name)
    lines = text.split("\n")
    for ask in request(text, USERS).asks:
        assert ask.quote.text.partition("\n")[0] in lines[ask.quote.line - 1], ask


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_the_code_is_left_over(name: str) -> None:
    found = request(ticket(name), USERS)
    code = ticket(name).partition("```")[2]
    assert [it.quote.text for it in found.sentences if it.fate is Fate.NOT_UNDERSTOOD and it.quote.text in code] == []


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"json_example", "yaml", "toml"}))
def test_a_fence_that_does_not_say_what_it_holds_is_known_by_its_content(name: str) -> None:
    told = ticket(name)
    first = told.partition("```")[2].partition("\n")[0]
    assert asks(told.replace(f"```{first}\n", "```\n", 1), USERS) == asks(told, USERS)


@pytest.mark.parametrize(
    ("language", "code"),
    [
        ("", "npm install\nnpm run build"),
        ("", "Traceback (most recent call last):\n  File 'x.py', line 3, in table\nKeyError: 'id'"),
        ("json", '{"status": "ok", "items": [{"id": 1}]}'),
        ("yaml", "services:\n  db:\n    image: postgres\n    ports: ['5432:5432']"),
        ("toml", '[tool.black]\nline-length = 100\n[project]\nname = "x"'),
        ("python", "class Cart:\n    def total(self):\n        return sum(it.price for it in self.items)"),
        ("python", "def f(:"),
        ("javascript", "const total = items.map((it) => it.price).reduce((a, b) => a + b, 0);"),
        ("typescript", "interface User { id: string; name: string }"),
        ("ruby", "user = User.find(1)\nuser.update(name: 'x')"),
        ("mermaid", "sequenceDiagram\n  Alice->>Bob: Hello"),
        ("plantuml", "@startuml\nAlice -> Bob: Hello\n@enduml"),
        ("mysql", "SELECT `id` FROM `users` WHERE `email` = 'a'"),
        ("", "(" * 5000),
        ("js", "{a:" * 3000),
    ],
)
def test_other_code_is_no_table(language: str, code: str) -> None:
    found = request(fenced(language, code), USERS)
    assert [ask for ask in found.asks if isinstance(ask, EntityAsk | AttributeAsk)] == []


def test_a_line_that_is_not_understood_is_asked_about_and_the_rest_is_read() -> None:
    found = request(fenced("dbml", "Table oars {\n  id int [pk]\n  ??? what\n  length int\n}"))
    assert [ask.attribute for ask in found.asks if isinstance(ask, AttributeAsk)] == ["id", "length"]
    assert Fate.NOT_UNDERSTOOD in fates(found)
    assert any("??? what" in question.text for question in found.questions)


def test_an_unmarked_fence_that_is_mostly_not_understood_is_left_alone() -> None:
    code = "Table oars {\n  id int [pk]\n  ?\n  ??\n  ???\n}"
    assert not any(isinstance(ask, AttributeAsk) for ask in request(fenced("", code)).asks)


def test_a_type_that_nobody_knows_is_a_hint_and_no_type() -> None:
    found = asks(fenced("dbml", "Table oars {\n  id int [pk]\n  wood timber_kind\n}"))
    wood = next(ask for ask in found if isinstance(ask, AttributeAsk) and ask.attribute == "wood")
    assert (wood.type, wood.hint) == (None, "timber_kind")


def test_sql_that_postgresql_reads_stays_as_it_is() -> None:
    found = request(fenced("", "CREATE TABLE oars (id bigint PRIMARY KEY);"))
    assert [type(ask) for ask in found.asks] == [DefinitionAsk]


def test_sql_of_another_server_in_a_plain_fence() -> None:
    found = asks(fenced("sql", "CREATE TABLE `oars` (`id` int AUTO_INCREMENT, PRIMARY KEY (`id`));"))
    assert {type(ask) for ask in found} == {EntityAsk, AttributeAsk}


def test_sql_that_nobody_reads_is_asked_about() -> None:
    found = request(fenced("sql", "CREATE TABLE `oars` (`id` int AUTO_INCREMENT,, PRIMARY"))
    assert found.questions[0].blocking
    assert "cannot be read" in found.questions[0].text


def test_a_definition_without_a_fence() -> None:
    found = request("CREATE TABLE Oars (\n  OarID INT PRIMARY KEY,\n  Wood VARCHAR(20)\n);\n")
    assert [type(ask) for ask in found.asks] == [DefinitionAsk]


def test_changes_of_a_table_that_is_there() -> None:
    code = """add_column :users, :age, :integer, null: false, default: 0
remove_column :users, :email
rename_column :users, :id, :number
add_index :users, [:age, :number], unique: true
add_foreign_key :users, :teams"""
    found = asks(fenced("ruby", code), USERS)
    assert {type(ask) for ask in found} >= {AttributeAsk, RemovalAsk, RenameAsk, UniqueAsk, RelationAsk}
    assert not any(isinstance(ask, EntityAsk) and ask.entity == "user" for ask in found)


def test_indexes_keep_their_order_and_direction() -> None:
    code = "CREATE TABLE `t` (`a` int, `b` int, KEY `k` (`b` DESC, `a`));"
    found = next(ask for ask in request(fenced("mysql", code)).asks if isinstance(ask, IndexKeysAsk))
    assert [(key.attribute, key.direction.value) for key in found.keys] == [("b", "descending"), ("a", "ascending")]


def test_a_check_that_is_no_set_and_no_range_is_doubted() -> None:
    code = "CREATE TABLE `t` (\n`a` int,\n`b` int,\nCHECK (a < b)\n);"
    assert Fate.NOT_UNDERSTOOD in fates(request(fenced("mysql", code)))


def test_two_foreign_keys_that_point_at_each_other_are_no_pair() -> None:
    code = """Table a {
  id int [pk]
  b_id int [ref: > b.id]
}
Table b {
  id int [pk]
  a_id int [ref: > a.id]
}"""
    relations = [ask for ask in request(fenced("dbml", code)).asks if isinstance(ask, RelationAsk)]
    assert [relation.cardinality for relation in relations] == [Cardinality.MANY_TO_ONE] * 2


def test_named_values_are_a_set() -> None:
    found = asks(fenced("prisma", "enum E {\n  A\n  B\n}\nmodel T {\n  id Int @id\n  e E?\n}"))
    assert {ask.values for ask in found if isinstance(ask, AllowedAsk)} == {("A", "B")}


def test_the_fields_of_a_model_as_a_list_beside_sentences() -> None:
    text = """- Add Coat model:
  - id Int @id @default(autoincrement())
  - buttons Int?
- Update User model:
  - add coatId Int?
  - add relation to Coat with onDelete: Restrict
- Rules:
  - @@index([coatId, email(sort: Desc)]) (or the nearest that there is)
"""
    found = request(text, USERS).asks
    told = {(ask.entity, ask.attribute): ask.required for ask in found if isinstance(ask, AttributeAsk)}
    assert told == {("coat", "id"): True, ("coat", "buttons"): False, ("user", "coat_id"): False}
    relation = next(ask for ask in found if isinstance(ask, RelationAsk))
    assert (relation.child, relation.parent, relation.columns) == ("user", "coat", ("coat_id",))
    index = next(ask for ask in found if isinstance(ask, IndexKeysAsk))
    assert (index.entity, [key.attribute for key in index.keys]) == ("user", ["coat_id", "email"])


def test_a_list_without_a_field_is_read_as_before() -> None:
    text = "The `coats` table has:\n\n- String of beads: text\n- colour: varchar(20)\n"
    found = asks(text, USERS)
    assert not any(isinstance(ask, AttributeAsk) and ask.column for ask in found)


@pytest.mark.parametrize("name", NAMES)
def test_code_that_is_cut_off_anywhere_is_read_without_a_stumble(name: str) -> None:
    before, _, code = ticket(name).partition("```")
    language, _, body = code.rpartition("```")[0].partition("\n")
    for end in range(0, len(body), 37):
        request(f"{before}```{language}\n{body[:end]}\n```\n", USERS)
        request(f"{before}```{language}\n{body[:end]}{body[end + 23 :]}\n```\n", USERS)
