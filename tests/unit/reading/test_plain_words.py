"""What sentences in ordinary words want of standing columns, and those of which nothing may be taken."""

from __future__ import annotations

import pytest

from database_developer.model.pattern_asks import ComparisonAsk
from database_developer.model.request import (
    AllowedAsk,
    AlterAsk,
    Ask,
    AttributeAsk,
    DeletionAsk,
    IndexKeysAsk,
    OrderBy,
    RangeAsk,
    RelationAsk,
    RemovalAsk,
    RenameAsk,
    UnconstrainAsk,
    UniqueAsk,
)
from database_developer.reading import Vocabulary
from unit.reading.tickets import Q, bare, request

CLUB = Vocabulary(
    tables={
        "members": ("id", "full_name", "email", "phone_number", "joined_on", "plan", "bio", "city", "date_of_birth"),
        "loans": ("id", "member_id", "copy_id", "lent_at", "due_on", "returned_at", "fee", "state", "remarks"),
        "copies": ("id", "barcode", "shelf_id", "condition"),
        "shelves": ("id", "code", "room"),
        "transfers": ("id", "bytes_sent", "started_at", "finished_at", "peer_address", "label"),
        "customers": ("id", "name", "email", "vat_number", "country_code"),
        "orders": ("id", "customer_id", "order_number", "total", "discount", "placed_at", "state", "coupon_code"),
        "order_items": ("id", "order_id", "product_id", "quantity", "unit_price"),
        "products": ("id", "sku", "title", "description", "price", "weight", "is_active"),
        "readings": ("id", "sensor_id", "value", "taken_at"),
        "sensors": ("id", "serial", "model", "installed_on"),
    }
)


def told(text: str, title: str = "a ticket") -> set[Ask]:
    return bare(request(text, CLUB, title).asks)


def altered(entity: str, attribute: str, required: bool | None = None, **more: str) -> AlterAsk:
    return AlterAsk(entity=entity, attribute=attribute, required=required, quote=Q, **more)


def unique(entity: str, *attributes: str) -> UniqueAsk:
    return UniqueAsk(entity=entity, attributes=attributes, quote=Q)


def indexed(entity: str, *attributes: str) -> IndexKeysAsk:
    return IndexKeysAsk(entity=entity, keys=tuple(OrderBy(attribute=one) for one in attributes), quote=Q)


def refers(child: str, parent: str, column: str) -> RelationAsk:
    return RelationAsk(child=child, parent=parent, columns=(column,), quote=Q)


def goes(entity: str, attribute: str | None) -> RemovalAsk:
    return RemovalAsk(entity=entity, attribute=attribute, quote=Q)


def renamed(entity: str, attribute: str, name: str) -> RenameAsk:
    return RenameAsk(entity=entity, attribute=attribute, new_name=name, quote=Q)


def deleted(parent: str, child: str, action: str) -> DeletionAsk:
    return DeletionAsk(parent=parent, child=child, action=action, quote=Q)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Members can leave out their phone number.", altered("member", "phone_number", required=False)),
        (
            "We keep getting members without a date of birth; it has to be filled in from now on.",
            altered("member", "date_of_birth", required=True),
        ),
        ("Every loan needs a due date.", altered("loan", "due_on", required=True)),
        ("Not every shelf stands in a room. room has to become optional.", altered("shelf", "room", required=False)),
        (
            "Some members won't tell their date of birth. Let us leave it blank in that case.",
            altered("member", "date_of_birth", required=False),
        ),
        ("If no plan is given, a member gets 'basic'.", altered("member", "plan", default="basic")),
        ("Members are on the plan basic unless we say otherwise.", altered("member", "plan", default="basic")),
        ("Loans start out with a fee of 0.", altered("loan", "fee", default="0")),
        ("When nothing is said the discount is zero.", altered("order", "discount", default="0")),
        ("New orders start in state new.", altered("order", "state", default="new")),
        ("If the state of a loan isn't given, assume 'open'.", altered("loan", "state", default="open")),
        ("Titles get cut off at 100 characters. Make room for 300.", altered("product", "title", type="varchar(300)")),
        ("We lose cents: total has to be numeric(12,2).", altered("order", "total", type="numeric(12,2)")),
        ("taken_at has no time zone. Make it timestamptz.", altered("reading", "taken_at", type="timestamptz")),
        ("quantity has to allow fractions, e.g. 2.5 kg.", altered("order item", "quantity", type="numeric")),
    ],
)
def test_what_becomes_of_columns(text: str, expected: Ask) -> None:
    assert told(text) == {expected}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Email addresses of members have to be distinct.", unique("member", "email")),
        ("A barcode may not be given to two copies.", unique("copy", "barcode")),
        ("There can only be one copy with a given barcode.", unique("copy", "barcode")),
        (
            "Serial numbers of sensors identify exactly one sensor. The database should enforce that.",
            unique("sensor", "serial"),
        ),
        ("Last week two copies carried the same barcode. This must be impossible.", unique("copy", "barcode")),
        ("The same product must not be in an order twice.", unique("order item", "product_id", "order_id")),
        ("One product only once per order.", unique("order item", "product_id", "order_id")),
        ("An order cannot contain the same product twice.", unique("order item", "order_id", "product_id")),
        (
            "Several customers may share an email.",
            UnconstrainAsk(entity="customer", kind="unique", attributes=("email",), quote=Q),
        ),
    ],
)
def test_what_may_be_there_once(text: str, expected: Ask) -> None:
    assert told(text) == {expected}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The overview page sorts loans by due date, that wants an index.", indexed("loan", "due_on")),
        ("Searching orders by order number takes ages. An index would help.", indexed("order", "order_number")),
        ("We often look for copies by shelf. Please index that.", indexed("copy", "shelf_id")),
        ("Queries on placed_at do full scans, so index it.", indexed("order", "placed_at")),
        ("Lookup of members by email is slow.", indexed("member", "email")),
        ("There is no foreign key from readings to sensors. Add it.", refers("reading", "sensor", "sensor_id")),
        ("order_items.product_id isn't a foreign key. It should be.", refers("order item", "product", "product_id")),
        ("Make sure that copies can only refer to shelves that exist.", refers("copy", "shelf", "shelf_id")),
        ("It must not be possible to delete a member who still has loans.", deleted("member", "loan", "restrict")),
        ("With a sensor all of its readings should disappear.", deleted("sensor", "reading", "cascade")),
        (
            "Deleting a sensor fails because of its readings. They are worthless without it, let them go with it.",
            deleted("sensor", "reading", "cascade"),
        ),
    ],
)
def test_indexes_and_references(text: str, expected: Ask) -> None:
    assert told(text) == {expected}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Prices of 0 are fine, negative ones are not.",
            RangeAsk(entity="product", attribute="price", minimum="0", quote=Q),
        ),
        (
            "The discount is a percentage, so nothing above 100 and nothing below 0.",
            RangeAsk(entity="order", attribute="discount", minimum="0", maximum="100", quote=Q),
        ),
        (
            "Loan state: allow nothing but open, returned and lost.",
            AllowedAsk(entity="loan", attribute="state", values=("open", "returned", "lost"), quote=Q),
        ),
        (
            "A loan cannot be returned before it was lent.",
            ComparisonAsk(entity="loan", smaller="lent_at", greater="returned_at", quote=Q),
        ),
        (
            "Transfers must finish after they start.",
            ComparisonAsk(entity="transfer", smaller="started_at", greater="finished_at", may_be_equal=False, quote=Q),
        ),
        ("Nobody uses the coupon code any more. Get rid of it.", goes("order", "coupon_code")),
        ("We don't need the bio of members any longer, remove it.", goes("member", "bio")),
        ("The weight of a product is useless, take it out.", goes("product", "weight")),
        ("Nobody uses the table readings any more. It can be dropped.", goes("reading", None)),
        ("The column `label` says nothing, call it `caption`.", renamed("transfer", "label", "caption")),
        ("`peer_address` ought to read `remote_address`.", renamed("transfer", "peer_address", "remote_address")),
        ("vat_number should rather be tax_number.", renamed("customer", "vat_number", "tax_number")),
    ],
)
def test_rules_removals_and_names(text: str, expected: Ask) -> None:
    assert told(text) == {expected}


@pytest.mark.parametrize(
    ("text", "entity", "attribute", "required"),
    [
        ("Products need a barcode, 13 characters, optional.", "product", "barcode", False),
        ("Please give orders a note, free text.", "order", "note", None),
        ("What's missing is the postal code of a customer.", "customer", "postal code", None),
        ("Could you add a middle name to members? Most people don't have one.", "member", "middle name", False),
        (
            "Next to a customer's name we want to store the loyalty number. Some don't have one.",
            "customer",
            "loyalty number",
            False,
        ),
        ("A nickname gets added to members, as text and mandatory.", "member", "nickname", True),
    ],
)
def test_columns_that_come(text: str, entity: str, attribute: str, required: bool | None) -> None:
    (ask,) = told(text)
    assert isinstance(ask, AttributeAsk)
    assert (ask.entity, ask.attribute, ask.required) == (entity, attribute, required)


def test_one_sentence_may_order_several_things() -> None:
    assert told("In members: phone_number becomes optional, email must be unique, and city is dropped.") == {
        altered("member", "phone_number", required=False),
        unique("member", "email"),
        goes("member", "city"),
    }


def test_an_index_goes_by_its_name() -> None:
    gone = UnconstrainAsk(entity="", kind="index", name="idx_readings_value", quote=Q)
    assert told("idx_readings_value is never hit and slows down bulk loads. Drop it.", "Unused index") == {gone}


def test_a_title_orders_only_where_no_sentence_does() -> None:
    assert told("It is not used any more.", "Drop the bio of members") == {goes("member", "bio")}
    assert told("Drop the city instead of the bio.", "Members: drop bio") != {goes("member", "bio")}


@pytest.mark.parametrize(
    "text",
    [
        "The phone number of a member is shown on the profile page.",
        "We wondered whether email should be unique, but decided against it.",
        "Members complain that the search is confusing. The form should show the phone number first.",
        "Our customers are unique people and each needs care.",
        "In the app the fee must not be negative; the app checks that already.",
        "A constraint was added last week that declares that the barcode must be unique.",
        "Deleting a customer must not take the orders with it.",
        "Is the due date required?",
        "For the yearly export the following is missing from members:",
        "The email is unique today.",
        "If a member pays in advance, the fee should be 0.",
        "Steps: create a loan without a due date, save the loan, open the overview.",
    ],
)
def test_what_orders_nothing(text: str) -> None:
    assert told(text) == set()
