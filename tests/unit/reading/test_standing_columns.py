"""Sentences about columns that stand, told in other words than orders; and those that tell nothing of them."""

from __future__ import annotations

import pytest

from database_developer.model.recipe import Constant, Formula, Recipe, Relation
from database_developer.model.request import (
    AllowedAsk,
    AlterAsk,
    Ask,
    AttributeAsk,
    BackfillAsk,
    EntityAsk,
    Fate,
    IndexKeysAsk,
    MoveAsk,
    OrderBy,
    RangeAsk,
    RelationAsk,
    RemovalAsk,
    RenameAsk,
    UnconstrainAsk,
    UniqueAsk,
)
from database_developer.reading import Vocabulary
from unit.reading.tickets import Q, asks, bare, request

LIBRARY = Vocabulary(
    tables={
        "readers": ("id", "full_name", "mail", "pager", "tier"),
        "loans": ("id", "reader_id", "copy_id", "due_on", "returned_on", "fee"),
        "copies": ("id", "shelf_mark", "donor", "state", "branch_id"),
        "branches": ("id", "code", "city"),
    }
)


def renamed(entity: str, attribute: str | None, name: str) -> RenameAsk:
    return RenameAsk(entity=entity, attribute=attribute, new_name=name, quote=Q)


def removed(entity: str, attribute: str | None) -> RemovalAsk:
    return RemovalAsk(entity=entity, attribute=attribute, quote=Q)


def altered(entity: str, attribute: str, required: bool | None = None, **more: str) -> AlterAsk:
    return AlterAsk(entity=entity, attribute=attribute, required=required, quote=Q, **more)


def unique(entity: str, *attributes: str) -> UniqueAsk:
    return UniqueAsk(entity=entity, attributes=attributes, quote=Q)


def freed(entity: str, *attributes: str) -> UnconstrainAsk:
    return UnconstrainAsk(entity=entity, kind="unique", attributes=attributes, quote=Q)


def refers(child: str, parent: str, column: str) -> RelationAsk:
    return RelationAsk(child=child, parent=parent, columns=(column,), quote=Q)


def indexed(entity: str, *names: str) -> IndexKeysAsk:
    return IndexKeysAsk(entity=entity, keys=tuple(OrderBy(attribute=name) for name in names), quote=Q)


def allowed(entity: str, attribute: str, *values: str) -> AllowedAsk:
    return AllowedAsk(entity=entity, attribute=attribute, values=values, quote=Q)


def reading(text: str) -> set[Ask]:
    return asks(text, LIBRARY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("`pager` should be called `mobile`, as everywhere else.", renamed("reader", "pager", "mobile")),
        ("In copies, donor shall be named benefactor.", renamed("copy", "donor", "benefactor")),
        ("The column `fee` of loans is now known as `charge`.", renamed("loan", "fee", "charge")),
        ("`donor` becomes `given_by`.", renamed("copy", "donor", "given_by")),
        ("copies.donor -> copies.benefactor", renamed("copy", "donor", "benefactor")),
        ("We want the tier column in readers to be called level.", renamed("reader", "tier", "level")),
        ("Call it `mobile` instead of `pager`.", renamed("reader", "pager", "mobile")),
        ("Give `pager` a better name: `mobile`.", renamed("reader", "pager", "mobile")),
        ("Change the name of the `donor` column to `benefactor`.", renamed("copy", "donor", "benefactor")),
        ("Use `mobile` rather than `pager` in readers.", renamed("reader", "pager", "mobile")),
        ("The table `branches` is called `sites` from now on.", renamed("branch", None, "sites")),
        ("- `donor`: rename to `benefactor`", renamed("copy", "donor", "benefactor")),
    ],
)
def test_another_name(text: str, expected: Ask) -> None:
    assert reading(text) == {expected}


@pytest.mark.parametrize(
    "text",
    [
        "Rename pager to mobile and tier to level in readers.",
        "Columns to rename on readers: pager -> mobile, tier -> level",
        "Renaming: `pager` to `mobile`, `tier` to `level`.",
        "- `pager` => `mobile`\n- `tier` => `level`",
    ],
)
def test_several_names_at_once_are_all_read(text: str) -> None:
    assert reading(text) == {renamed("reader", "pager", "mobile"), renamed("reader", "tier", "level")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Get rid of the pager column in readers.", removed("reader", "pager")),
        ("throw away `pager`", removed("reader", "pager")),
        ("readers.pager can go, nobody has one.", removed("reader", "pager")),
        ("The `donor` column is no longer used, remove it.", removed("copy", "donor")),
        ("Nobody looks at `copies.donor` any more, please drop it.", removed("copy", "donor")),
        ("`donor` is no longer needed and can be removed.", removed("copy", "donor")),
        ("Afterwards the `fee` column gets dropped from `loans`.", removed("loan", "fee")),
        ("`fee`: drop", removed("loan", "fee")),
        ("Scrap the fee column of loans.", removed("loan", "fee")),
        ("Get rid of the branches table.", removed("branch", None)),
    ],
)
def test_what_goes(text: str, expected: Ask) -> None:
    assert reading(text) == {expected}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("`pager` isn't mandatory any longer.", altered("reader", "pager", required=False)),
        ("readers.mail must always be filled in.", altered("reader", "mail", required=True)),
        ("copies.donor may be left empty.", altered("copy", "donor", required=False)),
        ("The donor of a copy may be unknown.", altered("copy", "donor", required=False)),
        ("`fee` doesn't have to be filled in anymore.", altered("loan", "fee", required=False)),
        ("The tier of a reader is required from now on.", altered("reader", "tier", required=True)),
        ("It should be possible to leave `donor` of copies empty.", altered("copy", "donor", required=False)),
        ("`shelf_mark` must hold up to 60 characters.", altered("copy", "shelf_mark", type="varchar(60)")),
        ("loans.fee is an integer today, change to numeric(8,2).", altered("loan", "fee", type="numeric(8,2)")),
        ("`copies.state`: text instead of varchar(20)", altered("copy", "state", type="text")),
        ("`id` of loans is running out, switch to bigint.", altered("loan", "id", type="bigint")),
        ("copies.state starts out as `new`.", altered("copy", "state", default="new")),
        ("`tier` gets the default 'plain'.", altered("reader", "tier", default="plain")),
        ("loans.due_on: default now()", altered("loan", "due_on", default="now")),
        (
            "This change makes `tier` mandatory, with `plain` as its default.",
            altered("reader", "tier", True, default="plain"),
        ),
    ],
)
def test_what_a_column_is(text: str, expected: AlterAsk) -> None:
    found = [ask for ask in reading(text) if isinstance(ask, AlterAsk)]
    said = {(ask.entity, ask.attribute) for ask in found}
    assert said == {(expected.entity, expected.attribute)}
    for name in ("type", "required", "default"):
        wanted = getattr(expected, name)
        assert wanted is None or wanted in {getattr(ask, name) for ask in found}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("`shelf_mark` must be unique per branch.", {unique("copy", "branch_id", "shelf_mark")}),
        ("readers.mail is no longer unique.", {freed("reader", "mail")}),
        ("`copies.shelf_mark` may occur only once per branch.", {unique("copy", "branch_id", "shelf_mark")}),
        (
            "`shelf_mark` alone is unique today. It has to be unique per branch instead.",
            {freed("copy", "shelf_mark"), unique("copy", "branch_id", "shelf_mark")},
        ),
        ("The unique constraint on `readers.mail` has to go.", {freed("reader", "mail")}),
        ("`loans.reader_id` should point at readers.", {refers("loan", "reader", "reader_id")}),
        ("Link copies.branch_id to branches.", {refers("copy", "branch", "branch_id")}),
        ("loans.due_on needs an index.", {indexed("loan", "due_on")}),
        ("We need an index on loans(reader_id, due_on).", {indexed("loan", "reader_id", "due_on")}),
        ("An index is missing on loans.due_on.", {indexed("loan", "due_on")}),
        ("copies.state: allow only good, worn and lost.", {allowed("copy", "state", "good", "worn", "lost")}),
        ("Restrict `copies.state` to good, worn and lost.", {allowed("copy", "state", "good", "worn", "lost")}),
        ("Only good, worn and lost are valid for `state`.", {allowed("copy", "state", "good", "worn", "lost")}),
        ("loans.fee must not be negative.", {RangeAsk(entity="loan", attribute="fee", minimum="0", quote=Q)}),
    ],
)
def test_keys_references_and_rules(text: str, expected: set[Ask]) -> None:
    assert reading(text) == expected


def test_it_is_the_column_told_of_right_before() -> None:
    found = reading("`pager` should be called `mobile`. And it isn't mandatory any longer.")
    assert found == {renamed("reader", "pager", "mobile"), altered("reader", "mobile", required=False)}


def test_these_columns_are_those_told_of_right_before() -> None:
    found = reading("`tier` and `pager` are null today. Both should be mandatory.")
    changed = {ask for ask in found if isinstance(ask, AlterAsk)}
    assert changed == {altered("reader", "tier", required=True), altered("reader", "pager", required=True)}


def test_a_list_of_defaults() -> None:
    found = reading("Defaults: `tier` is `plain`, `state` is `new`.")
    assert found == {altered("reader", "tier", default="plain"), altered("copy", "state", default="new")}


def test_the_title_tells_whose_columns_the_list_speaks_of() -> None:
    text = "- throw away `pager`\n- add `card_no` (text, not null)"
    found = bare(request(text, LIBRARY, "Clean up readers table").asks)
    assert removed("reader", "pager") in found
    assert any(isinstance(ask, AttributeAsk) and (ask.entity, ask.attribute) == ("reader", "card_no") for ask in found)


@pytest.mark.parametrize(
    "text",
    [
        "Do not drop `pager`.",
        "`pager` must not be removed yet.",
        "We may drop pager later.",
        "`pager` is no longer needed.",
        "`pager` can go if nobody objects.",
        "The `pager` column should go later.",
        "readers.pager can be dropped, if nobody needs it.",
        "Drop `readers.pager` unless somebody needs it.",
        "`pager` must be called `mobile`, when the app is out.",
        "readers.tier must be called `level` when the new app is out.",
        "The state should be shown in the header.",
        "The tier of a reader is shown on the start page.",
        "`state` should be green when it is new.",
        "The city becomes visible.",
        "Name the file readers.csv.",
        "Use the state for filtering.",
        "Leave the donor in peace.",
        "copies.donor is what librarians call the giver.",
        "Everything we have now is shown on one page.",
    ],
)
def test_what_tells_no_change(text: str) -> None:
    changes = (RenameAsk, RemovalAsk, AlterAsk, UniqueAsk, UnconstrainAsk, BackfillAsk, IndexKeysAsk, AllowedAsk)
    assert not [ask for ask in reading(text) if isinstance(ask, changes)]


@pytest.mark.parametrize(
    "text",
    [
        "Existing rows get B.",
        "Everything we have now is B.",
        "Everybody who is in the table today gets B.",
        "The readers we already have are all 'B'.",
        "Readers that exist already get `B`.",
        "All current ones get 'B'.",
        "Set it to B for all existing readers.",
        "Nobody was asked so far, so everybody who is in the table today gets B.",
    ],
)
def test_what_old_rows_get_in_the_column_told_right_before(text: str) -> None:
    found = reading(f"Add `grade` (text, not null) to readers. {text}")
    told = {(ask.entity, ask.attribute, ask.recipe) for ask in found if isinstance(ask, BackfillAsk)}
    assert told == {("reader", "grade", Recipe(formula=Formula(source=Constant(text="B"))))}


@pytest.mark.parametrize(
    "text",
    [
        "Make readers.tier required. Empty ones become 'plain'.",
        "Make readers.tier not null. Where it is empty today, put 'plain'.",
        "readers.tier must always be filled in. NULLs should be set to 'plain' first.",
        "`tier` of readers becomes mandatory; rows without one get 'plain'.",
        "Make readers.tier not null. Readers that exist already and have `tier` set to `NULL` get updated to 'plain'.",
    ],
)
def test_gaps_are_filled(text: str) -> None:
    found = [ask for ask in reading(text) if isinstance(ask, BackfillAsk)]
    assert [(ask.entity, ask.attribute) for ask in found] == [("reader", "tier")]
    recipe = found[0].recipe
    assert recipe is not None
    (branch,) = recipe.branches
    assert branch.formula.source == Constant(text="plain")
    assert [one.relation for one in branch.condition.comparisons] == [Relation.MISSING]


def test_a_table_of_its_own_and_what_is_removed_only_then() -> None:
    text = "Move `pager` to a table of its own, `reader_pagers`, with `reader_id`, `pager` and `since` (a date)."
    result = request(f"{text}\n\nAfter that the `pager` column gets dropped from readers.", LIBRARY)
    found = bare(result.asks)
    assert EntityAsk(entity="reader pager", table="reader_pagers", quote=Q) in found
    assert refers("reader pager", "reader", "reader_id") in found
    assert MoveAsk(source="reader", target="reader pager", columns=("pager",), quote=Q) in found
    assert not [ask for ask in found if isinstance(ask, RemovalAsk)]


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("readers.pager and readers.tier move to a table of their own, `contacts`.", ("pager", "tier")),
        ("The `pager` column on readers should be moved to a new table `contacts`.", ("pager",)),
        ("The `pager` column on readers should be copied to a new table `contacts`.", ()),
        ("readers.pager is a text. It moves to a table of its own, `contacts`.", ()),
    ],
)
def test_columns_leave_where_they_move_by_name(text: str, columns: tuple[str, ...]) -> None:
    assert [ask.columns for ask in reading(text) if isinstance(ask, MoveAsk)] == [columns]


@pytest.mark.parametrize(
    "text",
    [
        "Copy readers.pager to the new table first. Then drop it.",
        "Existing pagers have to be carried over to the new table. Then `pager` is dropped from readers.",
        "The `pager` column on readers moves to its own table `pagers`. Drop `readers.pager` afterwards.",
    ],
)
def test_what_is_still_to_be_moved_is_not_dropped(text: str) -> None:
    assert not [ask for ask in reading(text) if isinstance(ask, RemovalAsk)]


def test_a_column_named_for_a_column_of_the_other_table_leads_to_that() -> None:
    found = reading("Add branch_code to readers, mandatory, pointing to branches.")
    wanted = RelationAsk(
        child="reader", parent="branch", columns=("branch_code",), target=("code",), required=True, quote=Q
    )
    assert found == {wanted}


def test_what_is_understood_is_used() -> None:
    result = request("`pager` should be called `mobile`, as everywhere else.", LIBRARY)
    assert [sentence.fate for sentence in result.sentences] == [Fate.USED]


@pytest.mark.parametrize(
    "told",
    [
        "Everything there today is a silver fir, so 'F' for those.",
        "Whatever was planted until now are firs, so 'F' for those.",
        "For the ones on file we assume 'F'.",
        "For those already in the table take 'F'.",
        "Trees planted so far count as 'F'.",
        "For the old ones 'F' is right.",
        "Up to now it was always 'F'.",
        "So far all trees have been 'F'.",
        "Put 'F' on everything that is there.",
        "Put 'F' on the existing rows.",
        "Use 'F' for all present trees.",
        "'F' for what is already there.",
        "Old rows: 'F'.",
        "The current trees should be marked 'F'.",
        "Trees of today are all 'F'.",
    ],
)
def test_what_the_rows_of_today_get_in_everyday_words(told: str) -> None:
    assert _given(f"Trees get a column `kind`, text, required. {told}") == {"kind": "F"}


@pytest.mark.parametrize(
    ("told", "value"),
    [
        (
            "Every tree should have felled_on, a date, where for the old ones we assume 1 Jan 2020; required",
            "2020-01-01",
        ),
        ("Add a required `felled_on` to trees with '2020-01-01' for those that exist.", "2020-01-01"),
        ("Trees get a mandatory felled_on, which is '2020-01-01' for all existing ones.", "2020-01-01"),
    ],
)
def test_what_the_rows_of_today_get_inside_the_sentence(told: str, value: str) -> None:
    assert _given(told) == {"felled_on": value}


@pytest.mark.parametrize(
    "told",
    [
        "Existing trees are watered by 3 gardeners.",
        "The trees we have today are checked once a year.",
        "Nobody was asked so far.",
        "So far we have been happy with 'Fir'.",
    ],
)
def test_what_is_told_of_the_rows_of_today_is_no_value(told: str) -> None:
    assert _given(f"Trees get a column `kind`, text, optional. {told}") == {}


def test_what_is_said_of_the_column_behind_them_is_kept() -> None:
    text = (
        "Every tree should have felled_on, a date, where for the old ones we assume 1 Jan 2020; mandatory afterwards."
    )
    (told,) = [it for it in _asked(text) if isinstance(it, AttributeAsk)]
    assert told.required
    assert _given(text) == {"felled_on": "2020-01-01"}


@pytest.mark.parametrize(
    "told",
    [
        "Trees without one get 'A'.",
        "Where there is none, use 'A'.",
        "Where it's missing, use 'A'.",
        "Those that have none get 'A'.",
        "Whoever has none gets 'A'.",
    ],
)
def test_what_rows_without_a_value_get_in_the_next_sentence(told: str) -> None:
    assert [it.attribute for it in _fillings(f"`tag` of `trees` is required from now on. {told}")] == ["tag"]


def test_what_other_rows_get_is_no_value_of_these() -> None:
    assert not _fillings("`tag` of `trees` is required from now on. Gardeners without one get 'A'.")


@pytest.mark.parametrize("told", ["required", "mandatory"])
def test_a_new_column_in_another_things_list_alters_none_that_stands(told: str) -> None:
    known = Vocabulary(tables={"groves": ("id", "name"), "trees": ("id", "grove_id", "tag")})
    found = request(f"Each tree needs a `position` in its grove: whole number, {told}.", known).asks
    assert not any(isinstance(it, AlterAsk) for it in found)
    assert [it.attribute for it in found if isinstance(it, AttributeAsk) and it.required] == ["position"]


def test_a_number_with_a_fraction_is_no_length() -> None:
    told = [it for it in _asked("`trees.tag` should store one decimal (up to 9999.9).") if isinstance(it, AlterAsk)]
    assert [it.type for it in told] == ["numeric(12,1)"]


def _fillings(text: str) -> list[BackfillAsk]:
    return [it for it in _asked(text) if isinstance(it, BackfillAsk)]


def _asked(text: str) -> tuple[Ask, ...]:
    return request(text, Vocabulary(tables={"trees": ("id", "tag", "planted_on")})).asks


def _given(text: str) -> dict[str, str | None]:
    found = request(text, Vocabulary(tables={"trees": ("id", "tag", "planted_on")})).asks
    told = [it for it in found if isinstance(it, BackfillAsk) and it.recipe is not None and it.recipe.formula]
    return {
        it.attribute: it.recipe.formula.source.text for it in told if isinstance(it.recipe.formula.source, Constant)
    }
