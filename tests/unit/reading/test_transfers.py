"""Values that move to another table or take another form, told in one sentence or in several."""

from __future__ import annotations

import pytest

from database_developer.model.recipe import (
    Arithmetic,
    Attribute,
    Before,
    Formula,
    Joined,
    Mapping,
    Number,
    Operator,
    Piece,
    Recipe,
)
from database_developer.model.request import (
    AlterAsk,
    Ask,
    AttributeAsk,
    BackfillAsk,
    EntityAsk,
    IndexKeysAsk,
    MoveAsk,
    RelationAsk,
    RemovalAsk,
    RenameAsk,
    Request,
    UniqueAsk,
)
from database_developer.reading import Vocabulary
from unit.reading.tickets import request

LIBRARY = Vocabulary(
    tables={
        "members": ("id", "full_name", "first_name", "last_name", "phone", "street", "city", "is_active", "updated_at"),
        "books": ("id", "title", "publisher", "genre", "price_pence", "weight", "shelf_code", "author_id", "size"),
        "authors": ("id", "name"),
        "shelves": ("id", "code"),
        "loans": ("id", "member_id", "book_id", "returned", "paid", "updated_at"),
    }
)


def read(text: str) -> Request:
    return request(text, LIBRARY)


def of(kind: type[Ask], text: str) -> list[Ask]:
    return [ask for ask in read(text).asks if isinstance(ask, kind)]


def move(text: str) -> MoveAsk:
    [found] = (ask for ask in read(text).asks if isinstance(ask, MoveAsk))
    return found


def recipe(text: str, attribute: str) -> Recipe | None:
    rules = [ask for ask in read(text).asks if isinstance(ask, BackfillAsk) and ask.attribute == attribute]
    assert len(rules) == 1, rules
    return rules[0].recipe


SHARED = [
    "Publishers get their own table `publishers` with a unique name. Books point to it by publisher_id. Fill it from "
    "the books we have and drop books.publisher.",
    "The publisher is repeated again and again. Introduce a publishers table (name), let books refer to it via "
    "publisher_id, take the existing ones over, and throw away the text.",
    "books.publisher -> own table `publishers` with id and unique name, books then has publisher_id (mandatory).",
    "Turn `books.publisher` into a lookup table `publishers` and reference it from books.",
    "Make a table publishers with name and put every publisher that books have in it; books get a publisher_id. The "
    "column publisher goes.",
    "Please extract the publisher of books: a table of its own, `publishers`, referenced by publisher_id. Move the "
    "existing data.",
    "Replace books.publisher by a reference to a new table publishers (name); existing values are carried over.",
]


@pytest.mark.parametrize("text", SHARED)
def test_values_that_rows_share_get_a_table_that_these_refer_to(text: str) -> None:
    told = move(text)
    assert (told.source, told.target, told.given) == ("book", "publisher", (("name", "publisher"),))
    assert of(EntityAsk, text)
    [tie] = of(RelationAsk, text)
    assert isinstance(tie, RelationAsk)
    assert (tie.child, tie.parent) == ("book", "publisher")
    assert UniqueAsk(entity="publisher", attributes=("name",), quote=tie.quote).attributes == ("name",)
    assert not of(RemovalAsk, text) and not of(RenameAsk, text)


SEVERAL = [
    "A member can have more than one phone number. Put the numbers in a table `member_phones` and bring the ones we "
    "have along. The phone column on members goes away afterwards.",
    "Members may have several phones: move `members.phone` to a new table member_phones.",
    "One phone per member is not enough. We want a member_phones table, filled from what is there; then "
    "members.phone is removed.",
    "Multiple phones should be possible for a member. Copy `members.phone` into the new table `member_phones` and "
    "drop the column.",
]


@pytest.mark.parametrize("text", SEVERAL)
def test_what_a_row_has_several_of_gets_a_table_that_refers_to_it(text: str) -> None:
    told = move(text)
    assert (told.source, told.target, told.given) == ("member", "member phone", (("phone", "phone"),))
    [tie] = of(RelationAsk, text)
    assert isinstance(tie, RelationAsk)
    assert (tie.child, tie.parent) == ("member phone", "member")


LINKS = [
    "Books can have several authors. Replace books.author_id with a join table book_authors, carrying over the author "
    "each book has today.",
    "So far a book knows one author (author_id); it ought to be any number. Put the pairs into book_authors, taking "
    "today's authors along, after which books.author_id is removed.",
    "books.author_id only lets one author write a book. In future several do. A table book_authors should hold who "
    "wrote what, present authors included, and author_id is dropped.",
]


@pytest.mark.parametrize("text", LINKS)
def test_a_reference_of_which_there_are_several_becomes_pairs(text: str) -> None:
    told = move(text)
    assert (told.source, told.target, told.columns, told.is_link) == ("book", "book author", ("author_id",), True)
    assert not of(RenameAsk, text)


def test_a_code_becomes_a_reference_to_the_table_that_has_it() -> None:
    text = "books.shelf_code should be a real foreign key to shelves: replace it by shelf_id, looked up by the code."
    told = move(text)
    assert (told.source, told.target, told.columns) == ("book", "shelf", ("shelf_code",))


@pytest.mark.parametrize(
    "text",
    [
        "We want a table member_reports with member_id and a text. Existing members are not affected.",
        "Create a table publishers with name and country. Drop books.weight while you're at it.",
        "We need a table for reviews with a rating. Existing books are not touched.",
        "Rename `members.phone` to `mobile` and drop `members.city`.",
        "Add `members.nickname`. Out of scope: moving the phones into a table of their own.",
        "Members may have several addresses. Create table member_addresses (member, street); nothing to migrate.",
    ],
)
def test_tables_and_columns_that_take_no_values_over(text: str) -> None:
    assert not of(MoveAsk, text)


@pytest.mark.parametrize(
    "text",
    [
        "Make `loans.paid` a boolean. Y is true, N is false.",
        "`paid` in `loans` is a char. I'd like it to be a proper boolean: 'Y' becomes true, 'N' false.",
        "loans.paid should be a boolean, Y -> true and N -> false.",
        "Convert `loans.paid` to boolean (Y = true, N = false).",
    ],
)
def test_values_become_others_where_the_type_changes(text: str) -> None:
    [change] = of(AlterAsk, text)
    assert isinstance(change, AlterAsk)
    assert (change.entity, change.attribute, change.type) == ("loan", "paid", "boolean")
    pairs = (("Y", "true"), ("N", "false"))
    assert recipe(text, "paid") == Recipe(formula=Formula(source=Attribute(name="paid"), steps=(Mapping(pairs=pairs),)))


@pytest.mark.parametrize(
    "text",
    [
        "`books.weight` holds strings such as '60g'. Convert it to an integer: '60g' becomes 60.",
        "Make books.weight an integer and strip the unit.",
        "books.weight is text like '300g'. It should be an integer, so '300g' becomes 300.",
    ],
)
def test_a_number_is_taken_out_of_a_text(text: str) -> None:
    assert recipe(text, "weight") == Recipe(formula=Formula(source=Attribute(name="weight"), steps=(Number(),)))


@pytest.mark.parametrize(
    "text",
    [
        "Store the price in pounds: `price_pence` becomes `price` numeric(8,2), the old values divided by 100.",
        "Rename books.price_pence to price, type numeric(8,2), and divide the values by one hundred.",
        "books.price_pence is replaced by price (numeric(8,2)); prices are in pounds then, not in pence.",
    ],
)
def test_another_unit_under_another_name(text: str) -> None:
    step = Arithmetic(operator=Operator.DIVIDED, number="100")
    expected = Recipe(formula=Formula(source=Attribute(name="price_pence"), steps=(step,)))
    assert recipe(text, "price") == expected
    assert not of(RenameAsk, text)
    assert [ask.attribute for ask in of(RemovalAsk, text) if isinstance(ask, RemovalAsk)] == ["price_pence"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (
            "`books.weight` is a decimal. Replace it by `grams`, whole grams. Convert what we have (1.5 kg -> 1500).",
            "1000",
        ),
        ("Replace `books.weight` by `grams`, an integer. 2 kilograms become 2000 grams.", "1000"),
        ("Replace `books.weight` by `dozens`, an integer: 12 books become 1.", "12"),
    ],
)
def test_another_unit_shown_by_an_example(text: str, number: str) -> None:
    [(name, found)] = [(ask.attribute, ask.recipe) for ask in read(text).asks if isinstance(ask, BackfillAsk)]
    operator = Operator.DIVIDED if name == "dozens" else Operator.TIMES
    step = Arithmetic(operator=operator, number=number)
    assert found == Recipe(formula=Formula(source=Attribute(name="weight"), steps=(step,)))
    assert [ask.type for ask in of(AttributeAsk, text) if isinstance(ask, AttributeAsk)] == ["integer"]
    assert [ask.attribute for ask in of(RemovalAsk, text) if isinstance(ask, RemovalAsk)] == ["weight"]


def test_numbers_alone_are_values_and_no_example() -> None:
    found = recipe("`books.size` becomes an integer `stars`. 1 -> 5, 2 -> 10.", "stars")
    assert found is not None
    assert found.formula is not None
    assert found.formula.steps == (Mapping(pairs=(("1", "5"), ("2", "10"))),)


@pytest.mark.parametrize(
    "text",
    [
        "Replace `returned` by `returned_at`; for those marked as returned take `updated_at`.",
        "Instead of the `returned` flag of loans we want `returned_at`, filled with `updated_at` for returned loans.",
        "Turn `loans.returned` into `returned_at` timestamptz. Returned loans get `updated_at`.",
    ],
)
def test_a_flag_becomes_a_moment(text: str) -> None:
    found = recipe(text, "returned_at")
    assert found is not None and found.formula is None
    [branch] = found.branches
    assert branch.formula == Formula(source=Attribute(name="updated_at"))
    assert branch.condition.comparisons[0].attribute == Attribute(name="returned")


def test_a_moment_that_is_not_told_is_asked() -> None:
    assert recipe("Replace `loans.returned` by `returned_at`.", "returned_at") is None


def test_a_flag_becomes_one_of_two_words() -> None:
    text = "Replace members.is_active by standing, which says either 'member' or 'guest' (true was member)."
    pairs = (("true", "member"), ("false", "guest"))
    steps = (Mapping(pairs=pairs),)
    assert recipe(text, "standing") == Recipe(formula=Formula(source=Attribute(name="is_active"), steps=steps))


def test_a_text_is_cut_where_an_example_shows_it() -> None:
    text = "books.size looks like '30x20x10'. Break it up into length_cm, width_cm and height_cm, all integers."
    for number, name in enumerate(("length_cm", "width_cm", "height_cm"), 1):
        piece = Piece(separator="x", number=number)
        assert recipe(text, name) == Recipe(formula=Formula(source=Attribute(name="size"), steps=(piece,)))


def test_a_name_in_two_has_no_second_part_where_there_is_one_word() -> None:
    text = "full_name of members should become given_name and family_name, cut at the first space."
    assert recipe(text, "given_name") == Recipe(
        formula=Formula(source=Attribute(name="full_name"), steps=(Before(mark=" "),))
    )
    behind = recipe(text, "family_name")
    assert behind is not None and behind.formula is None


def test_parts_are_put_together() -> None:
    text = "first_name & last_name of members get replaced by whole_name, filled with the two joined by a blank."
    parts = (Attribute(name="first_name"), Attribute(name="last_name"))
    assert recipe(text, "whole_name") == Recipe(formula=Formula(source=Joined(parts=parts, separator=" ")))
    assert len(of(RemovalAsk, text)) == 2


def test_what_stands_between_parts_is_asked_where_it_is_not_told() -> None:
    assert recipe("Merge first_name and last_name of members into whole_name.", "whole_name") is None


@pytest.mark.parametrize(
    "text",
    [
        "Change books.price_pence to bigint. Nothing else changes: price_pence is still in pence.",
        "`loans.returned` should be called `is_returned`.",
        "Rename books.weight to weight_grams.",
    ],
)
def test_types_and_names_alone_move_no_values(text: str) -> None:
    assert not of(BackfillAsk, text)


def test_what_else_the_sentence_orders_is_read_too() -> None:
    text = "Make `books.weight` an integer ('300g' becomes 300). Add an index on books.genre."
    assert recipe(text, "weight") is not None
    assert of(IndexKeysAsk, text) or [ask for ask in read(text).asks if "genre" in repr(ask)]


@pytest.mark.parametrize(
    "text",
    [
        "Phones must be unique. There are duplicates: keep the oldest member and delete the others.",
        "Remove the duplicates first, keeping the latest loan, then a unique key on member_id and book_id of loans.",
        "Dedupe members: leave only one row per phone, afterwards the phone is unique.",
    ],
)
def test_rows_that_are_there_twice_are_asked_about(text: str) -> None:
    assert [question.blocking for question in read(text).questions if question.id.startswith("duplicates-")] == [True]


def test_duplicates_that_are_gone_are_no_question() -> None:
    found = read("members.phone must be unique. There are no duplicates, they have been removed.")
    assert not [question for question in found.questions if question.id.startswith("duplicates-")]


def test_a_new_column_keeps_what_is_said_of_it() -> None:
    text = "books.price_pence is replaced by price (numeric(8,2), required, default 0), the value divided by 100."
    [column] = of(AttributeAsk, text)
    assert isinstance(column, AttributeAsk)
    assert (column.attribute, column.required, column.default) == ("price", True, "0")


@pytest.mark.parametrize(
    "text",
    [
        "This makes `members.is_active` required, with `true` as its default; existing `NULL`s become `true`.",
        "Move it to a table of its own, `member_cards`, with `member_id` and `phone`. Then members loses phone.",
    ],
)
def test_values_and_tables_that_are_named_give_no_names(text: str) -> None:
    assert not [ask for ask in of(AttributeAsk, text) if getattr(ask, "attribute", "") == "true"]
    assert all(getattr(ask, "target", "") != "phone" for ask in of(MoveAsk, text))
