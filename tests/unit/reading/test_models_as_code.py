"""Models pasted in as code: what is no table, what is half written, what the words around it ask for."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from database_developer.model.request import AllowedAsk, AttributeAsk, EntityAsk, RelationAsk, UniqueAsk
from database_developer.model.ticket import Code
from database_developer.reading import Vocabulary
from database_developer.trackers.blocks import blocks_of
from unit.reading.tickets import bare, request

CORPUS = Path(__file__).parent / "notations"
USERS = Vocabulary(tables={"users": ("id", "email")})
TITLE = "Create the boats table"
BOAT = "interface Boat { id: number; name: string }"


def fenced(language: str, code: str, words: str = "") -> str:
    return f"{words}\n\n```{language}\n{code}\n```\n"


def things(text: str, title: str = TITLE) -> set[str]:
    return {ask.entity for ask in request(text, USERS, title).asks if isinstance(ask, EntityAsk)}


def columns(text: str, title: str = TITLE) -> dict[str, str | None]:
    asks = request(text, USERS, title).asks
    return {ask.attribute: ask.type for ask in asks if isinstance(ask, AttributeAsk)}


@pytest.mark.parametrize(
    ("language", "code"),
    [
        ("ts", "interface CreateBoatDto { name: string }"),
        ("ts", "export interface BoatProps { name: string; onSail: () => void }"),
        ("tsx", "export function Boat({ name }: BoatProps) { return <div>{name}</div>; }"),
        ("ts", "class BoatService { private boats: Boat[] = []; sail(): void {} moor(): void {} }"),
        ("ts", "@Controller('boats') export class BoatController { @Get() list(): string[] { return []; } }"),
        ("java", "public class BoatService { private final BoatRepository boats; }"),
        ("java", "public record CreateBoatRequest(String name) {}"),
        ("kotlin", "class BoatController(private val service: BoatService)"),
        ("csharp", "public class BoatDto { public string Name { get; set; } }"),
        ("csharp", "public class BoatsController : Controller { public IActionResult Get() { return Ok(); } }"),
        ("go", "type BoatHandler struct {\n\tlog *slog.Logger\n}\n\nfunc (h *BoatHandler) Get() error { return nil }"),
        ("rust", "struct NewBoat { name: String }"),
        ("python", "class BoatSerializer(Serializer):\n    name: str"),
        ("graphql", "type Query { boats: [String!]! }"),
        ("protobuf", "message GetBoatRequest { string name = 1; }"),
        ("xml", "<project><dependency><name>boats</name></dependency></project>"),
        ("bash", "rails server\nrails db:migrate"),
        ("js", "const schema = yup.object().shape({ name: yup.string().required() });"),
    ],
)
def test_code_that_only_mentions_a_thing_gives_it_no_columns(language: str, code: str) -> None:
    assert columns(fenced(language, code)) == {}


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("The list of boats is slow", "Its type:"),
        ("Create the boats table", "The API returns this response:"),
        ("Show boats on the map", "The component gets these props:"),
        ("Rename the boat endpoint", ""),
    ],
)
def test_a_plain_class_is_no_table_where_no_words_ask_for_one(title: str, words: str) -> None:
    assert columns(fenced("ts", BOAT, words), title) == {}


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Create the boats table", ""),
        ("Boats", "We need a migration for this:"),
        ("Boats", "Data model:"),
        ("Persist boats", ""),
        ("Show boats", "Store this in the database:"),
    ],
)
def test_a_plain_class_is_a_table_where_words_ask_for_one(title: str, words: str) -> None:
    assert things(fenced("ts", BOAT, words), title) == {"boat"}
    assert set(columns(fenced("ts", BOAT, words), title)) == {"id", "name"}


@pytest.mark.parametrize(
    ("language", "code"),
    [
        ("ts", "@Entity() class Boat { @PrimaryGeneratedColumn() id: number; @Column() name: string }"),
        ("java", "@Entity class Boat { @Id Long id; String name; }"),
        ("kotlin", "@Entity class Boat(@Id val id: Long, val name: String)"),
        (
            "csharp",
            '[Table("boats")] public class Boat { public int Id { get; set; } public string Name { get; set; } }',
        ),
        ("go", 'type Boat struct {\n\tID uint `gorm:"primaryKey"`\n\tName string\n}'),
        ("js", "const boatSchema = new Schema({ id: Number, name: String });"),
        ("bash", "rails g model Boat id:integer name"),
    ],
)
def test_a_framework_s_marks_are_enough(language: str, code: str) -> None:
    assert {"id", "name"} <= set(columns(fenced(language, code), "Boats are slow"))


def test_marks_that_nobody_knows_do_no_harm() -> None:
    code = "@Entity() @Weird({ a: [1, { b: 2 }] })\nclass Boat {\n  @Odd(() => x) @Column() @Odder name: string;\n}"
    assert columns(fenced("ts", code)) == {"name": "varchar"}
    code = '@Entity @Weird(a = {1, 2}, b = @Inner("x"))\nclass Boat { @Id @Odd long id; @Odder("y") String name; }'
    assert columns(fenced("java", code)) == {"id": "bigint", "name": "varchar(255)"}


@pytest.mark.parametrize(
    ("language", "code"),
    [
        ("ts", "@Entity() class Boat {\n  @PrimaryGeneratedColumn() id: number;\n  @Column() name: str"),
        ("java", "@Entity class Boat {\n  @Id Long id;\n  @Column(nullable = false String name;"),
        ("csharp", '[Table("boats")] public class Boat {\n public int Id { get; set; }\n public string'),
        ("go", "type Boat struct {\n\tgorm.Model\n\tName string `gorm:"),
        ("ts", "interface Boat {\n  id: number;\n  name: Array<"),
    ],
)
def test_half_a_class_is_read_as_far_as_it_goes(language: str, code: str) -> None:
    assert "id" in columns(fenced(language, code))


def test_a_list_of_others_without_a_way_back_refers_back() -> None:
    code = "interface Boat { id: number; oars: Oar[] }\ninterface Oar { id: number; boatId: number }"
    relations = [ask for ask in request(fenced("ts", code), USERS, TITLE).asks if isinstance(ask, RelationAsk)]
    assert [(it.child, it.parent, it.columns, it.required) for it in relations] == [("oar", "boat", ("boat_id",), True)]


def test_lists_on_both_sides_are_pairs_told_once() -> None:
    code = "interface Boat { id: number; crews: Crew[] }\ninterface Crew { id: number; boats: Boat[] }"
    relations = [ask for ask in request(fenced("ts", code), USERS, TITLE).asks if isinstance(ask, RelationAsk)]
    assert [it.cardinality.value for it in relations] == ["many to many"]


def test_a_class_on_another_has_its_fields_and_the_other_is_no_table() -> None:
    code = "interface Base { id: number }\ninterface Boat extends Base { name: string }"
    assert things(fenced("ts", code)) == {"boat"}
    assert set(columns(fenced("ts", code))) == {"id", "name"}


def test_what_a_context_says_by_calls_is_asked_about() -> None:
    code = """public class Db : DbContext {
  public DbSet<Boat> Boats { get; set; }
  protected override void OnModelCreating(ModelBuilder modelBuilder) {
    modelBuilder.Entity<Boat>().HasIndex(it => it.Name).IsUnique();
  }
}
public class Boat { public int Id { get; set; } public string Name { get; set; } }"""
    found = request(fenced("csharp", code), USERS, TITLE)
    assert {ask.entity for ask in found.asks if isinstance(ask, EntityAsk)} == {"boat"}
    assert any("HasIndex" in question.text for question in found.questions)


def test_values_and_what_is_unique() -> None:
    code = "type Kind = 'sail' | 'motor';\ninterface Boat { id: number; kind: Kind | null }"
    found = request(fenced("ts", code), USERS, TITLE).asks
    assert [ask.values for ask in found if isinstance(ask, AllowedAsk)] == [("sail", "motor")]
    code = "type Boat {\n  id: ID!\n  name: String! @unique\n}"
    found = request(fenced("graphql", code), USERS, TITLE).asks
    assert [ask.attributes for ask in found if isinstance(ask, UniqueAsk)] == [("name",)]


@pytest.mark.parametrize("name", ["efcore", "gorm", "graphql", "jpa", "kotlin", "mongoose", "rust", "typeorm"])
def test_long_code_takes_no_more_than_its_length(name: str) -> None:
    language, _, body = (CORPUS / name / "ticket.md").read_text("utf-8").partition("```")[2].partition("\n")
    code = body.rpartition("```")[0]

    def seconds(times: int) -> float:
        text = fenced(language, code * times, "Tables:")
        start = time.process_time()
        request(text, USERS)
        return time.process_time() - start

    seconds(1)
    assert seconds(16) < 12 * max(seconds(4), 0.05)


@pytest.mark.parametrize(
    "name",
    [
        "csharp",
        "diesel",
        "django",
        "efcore",
        "go",
        "gorm",
        "java",
        "jpa",
        "kotlin",
        "mikroorm",
        "prisma",
        "protobuf",
        "pydantic",
        "rails_generator",
        "rust",
        "seaorm",
        "sqlalchemy",
        "sqlmodel",
        "typeorm",
        "typescript",
    ],
)
def test_code_without_a_fence_is_read_as_with_one(name: str) -> None:
    told = (CORPUS / name / "ticket.md").read_text("utf-8")
    first = told.partition("```")[2].partition("\n")[0]
    pasted = told.replace(f"```{first}\n", "").replace("```\n", "")
    found = request(pasted, USERS).asks
    assert bare(found) == bare(request(told, USERS).asks)
    lines = pasted.split("\n")
    assert all(ask.quote.text.partition("\n")[0] in lines[ask.quote.line - 1] for ask in found)


@pytest.mark.parametrize(
    "text",
    [
        "class Boat is the one we use\n\nmore words",
        "[Draft]\nThe boats are slow.",
        "@anna\nplease have a look at the boats",
        "type Admin users are not meant.",
        "message Boat owners when it rains.",
        "rails is what we use (g is short for generate).",
        "struct Boat {\n  never closed",
        "model Boat: see {link}.",
    ],
)
def test_words_that_begin_like_code_are_words(text: str) -> None:
    assert not any(isinstance(block, Code) for block in blocks_of(text))


def test_the_foreign_keys_of_peewee_and_tortoise() -> None:
    code = """class Boat(Model):
    name = CharField(max_length=20, unique=True)
    owner = ForeignKeyField(User, backref="boats", on_delete="SET NULL", null=True)

    class Meta:
        table_name = "boats"
"""
    asks = request(fenced("python", code), USERS, TITLE).asks
    relations = [ask for ask in asks if isinstance(ask, RelationAsk)]
    assert [(it.parent, it.columns, it.required) for it in relations] == [("user", ("owner_id",), False)]
    assert [ask.table for ask in asks if isinstance(ask, EntityAsk)] == ["boats"]
