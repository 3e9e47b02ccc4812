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
    Replace,
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


@pytest.mark.parametrize(
    "text",
    [
        "`loans.paid` is a char(1) from of old. Should be `is_paid`, boolean, not null. Y is true, anything else "
        "(also the NULLs) is false.",
        "`loans.paid` becomes a boolean `is_paid`, not null: 'Y' is true, all other values and NULL are false.",
        "`loans.paid` char(1) -> `is_paid` boolean not null. Y -> true, rest -> false.",
        "Make `loans.paid` a boolean `is_paid` (not null). Only 'Y' counts as true.",
        "`loans.paid` should be a boolean called `is_paid`, mandatory: Y = true, otherwise false.",
    ],
)
def test_one_value_is_told_and_what_all_others_become(text: str) -> None:
    found = recipe(text, "is_paid")
    mapping = Mapping(pairs=(("Y", "true"),), otherwise="false")
    assert found is not None
    assert found.formula == Formula(source=Attribute(name="paid"), steps=(mapping,))
    [flag] = of(AttributeAsk, text)
    assert isinstance(flag, AttributeAsk)
    assert (flag.attribute, flag.type, flag.required) == ("is_paid", "boolean", True)
    assert of(RemovalAsk, text)


def test_not_null_before_a_colon_is_no_value_that_is_missing() -> None:
    found = recipe("`loans.paid` should be boolean, not null: Y = true, N = false.", "paid")
    assert found is not None
    assert found.branches == ()


def test_a_name_of_something_else_is_no_new_name_of_the_column() -> None:
    text = (
        "`loans.paid` should be a boolean. Y is true, everything else is false. See `LoanService` and `billing_jobs`."
    )
    assert not of(AttributeAsk, text)
    assert of(AlterAsk, text)


MARKET = Vocabulary(
    tables={
        "lots": ("id", "species", "weight", "boxes"),
        "fees": ("id", "amount", "label"),
        "bill_lines": ("id", "fee_id", "unit_price"),
    }
)


@pytest.mark.parametrize(
    "text",
    [
        "fees.amount -> amount_cents, bill_lines.unit_price -> unit_price_cents. Integers (4.90 => 490).",
        "Change fees.amount and bill_lines.unit_price to integer cents (amount_cents, unit_price_cents), multiplied "
        "by 100.",
        "- `fees.amount` becomes `amount_cents`\n- `bill_lines.unit_price` becomes `unit_price_cents`\n\nBoth are to "
        "be integers, values times 100.",
        "Money as integers: fees.amount becomes fees.amount_cents and bill_lines.unit_price becomes "
        "bill_lines.unit_price_cents; multiply what is there by 100.",
    ],
)
def test_several_columns_that_get_the_same_new_form(text: str) -> None:
    step = Arithmetic(operator=Operator.TIMES, number="100")
    told = request(text, MARKET).asks
    rules = {ask.attribute: ask for ask in told if isinstance(ask, BackfillAsk)}
    assert {(name, ask.entity, ask.replaces) for name, ask in rules.items()} == {
        ("amount_cents", "fee", "amount"),
        ("unit_price_cents", "bill line", "unit_price"),
    }
    assert all(ask.recipe is not None and ask.recipe.formula is not None for ask in rules.values())
    assert all(ask.recipe.formula.steps == (step,) for ask in rules.values() if ask.recipe and ask.recipe.formula)
    assert {ask.type for ask in told if isinstance(ask, AttributeAsk)} == {"integer"}


def test_a_pair_of_another_kind_takes_no_part() -> None:
    told = request("- `fees.amount` becomes `amount_cents`, times 100\n- `fees.label` becomes `caption`", MARKET).asks
    assert [ask.attribute for ask in told if isinstance(ask, BackfillAsk)] == ["amount_cents"]
    assert [ask.new_name for ask in told if isinstance(ask, RenameAsk)] == ["caption"]


@pytest.mark.parametrize(
    "text",
    [
        '`lots.weight` is a varchar, some write "12,5". Make it a real number: numeric(8,2), and call the column '
        "`kilos`. Comma and point are both decimal separators (nobody writes thousands separators).",
        "lots.weight holds strings like '12,5'. Make it a numeric(8,2) called kilos.",
        "Replace `lots.weight` by `kilos` numeric(8,2); decimal commas are to be read as points.",
        "Turn lots.weight into `kilos`, numeric(8,2). There are values with a decimal comma.",
    ],
)
def test_numbers_in_texts_with_decimal_commas(text: str) -> None:
    told = request(text, MARKET).asks
    [rule] = [ask for ask in told if isinstance(ask, BackfillAsk)]
    assert (rule.entity, rule.attribute, rule.replaces) == ("lot", "kilos", "weight")
    assert rule.recipe is not None and rule.recipe.formula is not None
    assert rule.recipe.formula.steps == (Replace(old=",", new="."),)
    assert not [ask for ask in told if isinstance(ask, EntityAsk)]


def test_commas_that_part_thousands_are_no_decimal_commas() -> None:
    text = "Replace lots.weight by `kilos` numeric(8,2). Values such as '1,250': the comma parts thousands."
    rules = [ask for ask in request(text, MARKET).asks if isinstance(ask, BackfillAsk)]
    assert all(
        Replace(old=",", new=".") not in ask.recipe.formula.steps for ask in rules if ask.recipe and ask.recipe.formula
    )


@pytest.mark.parametrize(
    "text",
    [
        "Rename `lots.weight` to `kilos` and make it numeric(8,2).",
        "`lots.weight` should be numeric(8,2) and be called `kilos`.",
        "Change `lots.weight` to numeric(8,2) and rename it to `kilos`.",
        "`weight` of lots: rename to kilos, numeric(8,2).",
        "Make lots.weight a numeric(8,2), call it `kilos`.",
    ],
)
def test_another_name_and_another_type_in_one_sentence(text: str) -> None:
    told = request(text, MARKET).asks
    assert [(ask.attribute, ask.new_name) for ask in told if isinstance(ask, RenameAsk)] == [("weight", "kilos")]
    assert [(ask.attribute, ask.type) for ask in told if isinstance(ask, AlterAsk)] == [("weight", "numeric(8,2)")]


SITES = Vocabulary(tables={"finds": ("id", "label", "spot", "remarks")})


@pytest.mark.parametrize(
    "text",
    [
        '`finds.spot` is one free string, `"<lat>,<lon>"` in degrees. Two numeric columns `lat` and `lon` on finds, '
        "filled from what is there.",
        "`finds.spot` looks like '47.3712, 8.5423'. Add numeric columns `lat` and `lon` to finds, filled from `spot`.",
        "Split finds.spot, e.g. '-12.5,130.25', into `lat` and `lon`, both numeric.",
    ],
)
def test_coordinates_are_cut_where_their_form_shows_it(text: str) -> None:
    told = request(text, SITES).asks
    rules = {ask.attribute: ask.recipe for ask in told if isinstance(ask, BackfillAsk)}
    pieces = {"lat": Piece(separator=",", number=1), "lon": Piece(separator=",", number=2)}
    for name, piece in pieces.items():
        assert rules[name] == Recipe(formula=Formula(source=Attribute(name="spot"), steps=(piece,)))
    assert {ask.type for ask in told if isinstance(ask, AttributeAsk)} == {"numeric"}


def test_where_a_value_is_cut_is_asked_and_nothing_is_lost() -> None:
    text = "finds.spot holds both. Two text columns `area` and `square` on finds, filled from what is there."
    rules = [ask for ask in request(text, SITES).asks if isinstance(ask, BackfillAsk)]
    assert {ask.attribute for ask in rules} == {"area", "square"}
    assert all(ask.recipe is None and ask.unclear for ask in rules)
