"""Changes of tables that stand, in the words people use; each as the title, and as the only sentence of the text."""

from __future__ import annotations

import pytest

from database_developer.model.recipe import After, Attribute, Before, Constant, Formula, Recipe
from database_developer.model.request import (
    AlterAsk,
    Ask,
    AttributeAsk,
    BackfillAsk,
    Fate,
    IndexKeysAsk,
    IndexReferencesAsk,
    MoveAsk,
    OrderBy,
    RelationAsk,
    RemovalAsk,
    RenameAsk,
    UnconstrainAsk,
    UniqueAsk,
)
from database_developer.reading import Vocabulary
from unit.reading.tickets import Q, asks, bare, fates, request

SHOP = Vocabulary(
    tables={
        "users": ("id", "email", "full_name", "created_at", "manager_id", "is_active", "login_count"),
        "orders": ("id", "user_id", "status", "total_price", "shipping_address", "placed_at", "coupon_code"),
        "order_items": ("id", "order_id", "product_id", "quantity", "unit_price"),
        "products": ("id", "sku", "title", "weight", "category", "is_hidden"),
        "audit_logs": ("id", "actor_id", "payload", "created_at"),
    }
)
CAMEL = Vocabulary(tables={"storeVisits": ("id", "visitorId", "startedAt"), "visitors": ("id", "name")})
NO_WORK = "Nothing more to say here."


def titled(title: str, text: str = NO_WORK) -> set[Ask]:
    return bare(request(text, SHOP, title).asks)


def both_ways(text: str, *expected: Ask) -> None:
    assert titled(text) == set(expected)
    assert asks(text, SHOP) == set(expected)


def renamed(entity: str, attribute: str | None, new: str, *, inverted: bool = False) -> RenameAsk:
    return RenameAsk(entity=entity, attribute=attribute, new_name=new, inverted=inverted, quote=Q)


def indexed(entity: str, *names: str) -> IndexKeysAsk:
    return IndexKeysAsk(entity=entity, keys=tuple(OrderBy(attribute=name) for name in names), quote=Q)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rename orders.total_price to grand_total", renamed("order", "total_price", "grand_total")),
        ("Rename the title column of products to name", renamed("product", "title", "name")),
        ("[API] Rename column `coupon_code` in orders to `voucher`", renamed("order", "coupon_code", "voucher")),
        ("chore(db): rename users.full_name -> users.display_name", renamed("user", "full_name", "display_name")),
        ("The weight column on products should be renamed to mass", renamed("product", "weight", "mass")),
        ("OPS-12: change column weight to weight_grams in products", renamed("product", "weight", "weight_grams")),
        ("OPS-7 login_count column rename to sign_ins (users)", renamed("user", "login_count", "sign_ins")),
        ("Change Product title to display_title", renamed("product", "title", "display_title")),
        ("Rename Order.placedAt to orderedAt", renamed("order", "placed_at", "orderedAt")),
        ("Rename the users table to accounts", renamed("user", None, "accounts")),
        ("Rename table audit_logs to activity_logs", renamed("audit log", None, "activity_logs")),
        (
            "products.is_hidden is renamed to is_visible with its values flipped",
            renamed("product", "is_hidden", "is_visible", inverted=True),
        ),
        (
            "products.is_hidden becomes is_visible with inverted values",
            renamed("product", "is_hidden", "is_visible", inverted=True),
        ),
    ],
)
def test_renaming(text: str, expected: Ask) -> None:
    both_ways(text, expected)


@pytest.mark.parametrize(
    ("text", "entity", "attribute"),
    [
        ("Make orders.coupon_code nullable", "order", "coupon_code"),
        ("make order coupon code optional", "order", "coupon_code"),
        ("Allow null for coupon_code in orders", "order", "coupon_code"),
        ("Drop the NOT NULL constraint on orders.coupon_code", "order", "coupon_code"),
        ("The product weight is no longer required", "product", "weight"),
        ("users.manager_id should be optional", "user", "manager_id"),
        ("Drop user_id not null from orders", "order", "user_id"),
    ],
)
def test_what_becomes_optional(text: str, entity: str, attribute: str) -> None:
    both_ways(text, AlterAsk(entity=entity, attribute=attribute, required=False, quote=Q))


@pytest.mark.parametrize(
    ("text", "entity", "attribute"),
    [
        ("Make the user's email required", "user", "email"),
        ("orders.status must not be null", "order", "status"),
        ("Add a not null constraint to orders.status", "order", "status"),
        ("Set orders.status to NOT NULL", "order", "status"),
    ],
)
def test_what_becomes_required(text: str, entity: str, attribute: str) -> None:
    both_ways(text, AlterAsk(entity=entity, attribute=attribute, required=True, quote=Q))


@pytest.mark.parametrize(
    ("text", "entity", "attribute", "type_name"),
    [
        ("Change products.weight from integer to numeric(10,2)", "product", "weight", "numeric(10,2)"),
        ("Change the type of order total price to decimal(12,2)", "order", "total_price", "decimal(12,2)"),
        ("Convert audit_logs.payload to jsonb", "audit log", "payload", "jsonb"),
        ("Alter login_count column to BIGINT in users table", "user", "login_count", "bigint"),
        ("Alters column `users.login_count` to BIGINT ( including `USING` ).", "user", "login_count", "bigint"),
        ("The users.login_count column should be bigint instead of integer", "user", "login_count", "bigint"),
        ("products.title: varchar(50) -> varchar(200)", "product", "title", "varchar(200)"),
        ("Increase the length of users.email to 320", "user", "email", "varchar(320)"),
    ],
)
def test_other_types(text: str, entity: str, attribute: str, type_name: str) -> None:
    both_ways(text, AlterAsk(entity=entity, attribute=attribute, type=type_name, quote=Q))


@pytest.mark.parametrize(
    ("text", "attribute", "default"),
    [
        ("Set the default of orders.status to pending", "status", "pending"),
        ("orders.status should default to `new`", "status", "new"),
        ("Remove the default from orders.status", "status", ""),
    ],
)
def test_defaults(text: str, attribute: str, default: str) -> None:
    both_ways(text, AlterAsk(entity="order", attribute=attribute, default=default, quote=Q))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Add index on orders.placed_at", {indexed("order", "placed_at")}),
        ("Add an index on orders (user_id, placed_at)", {indexed("order", "user_id", "placed_at")}),
        ("Create an index for the email column of the users table", {indexed("user", "email")}),
        (
            "Add indexes to order_items.order_id and orders.user_id",
            {indexed("order item", "order_id"), indexed("order", "user_id")},
        ),
        ("db: add missing indexes on foreign keys", {IndexReferencesAsk(entity="", quote=Q)}),
        ("Index all foreign keys of orders", {IndexReferencesAsk(entity="order", quote=Q)}),
    ],
)
def test_indexes(text: str, expected: set[Ask]) -> None:
    both_ways(text, *expected)


def test_indexes_announced_and_listed_later() -> None:
    text = "Adds indexes on `orders` and `users`:\n\n- `orders.status` - filtered all day\n- `users.email` - the login"
    assert titled("feat: indexes", text) == {indexed("order", "status"), indexed("user", "email")}


def test_a_column_told_alone_is_no_index() -> None:
    assert not titled("feat: labels", "- `orders.status` - shown in red")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Drop the index on orders.status", ("order", "index", ("status",), "")),
        ("Drop index orders_status_idx", ("", "index", (), "orders_status_idx")),
        ("Remove unique constraint on users.email", ("user", "unique", ("email",), "")),
        ("feat: remove (orderId, productId) constraint", ("order item", "", ("order_id", "product_id"), "")),
        ("Add migration to remove unique key constraint on products table", ("product", "unique", (), "")),
        ("users.email no longer needs to be unique", ("user", "unique", ("email",), "")),
    ],
)
def test_rules_that_go(text: str, expected: tuple[str, str, tuple[str, ...], str]) -> None:
    entity, kind, attributes, name = expected
    both_ways(text, UnconstrainAsk(entity=entity, kind=kind, attributes=attributes, name=name, quote=Q))


@pytest.mark.parametrize(
    ("text", "entity", "attributes"),
    [
        ("Remove coupon_code from orders", "order", ("coupon_code",)),
        ("Drop unused columns weight and category from products", "product", ("weight", "category")),
        ("Delete the `payload` field of audit logs", "audit log", ("payload",)),
        ("add migrations removing `orders.coupon_code`", "order", ("coupon_code",)),
        ("Remove the login_count column", "user", ("login_count",)),
        ("Products lose weight and category", "product", ("weight", "category")),
    ],
)
def test_columns_that_go(text: str, entity: str, attributes: tuple[str, ...]) -> None:
    both_ways(text, *(RemovalAsk(entity=entity, attribute=name, quote=Q) for name in attributes))


@pytest.mark.parametrize("text", ["Drop the audit_logs table", "drop table audit_logs"])
def test_a_table_that_goes(text: str) -> None:
    both_ways(text, RemovalAsk(entity="audit log", quote=Q))


@pytest.mark.parametrize(
    ("text", "entity", "expected"),
    [
        ("Add phone column to users", "user", {"phone": (None, None, None)}),
        ("Add column: users.locale (varchar(8), optional)", "user", {"locale": ("varchar(8)", False, None)}),
        ("Add last_ip to users table", "user", {"last_ip": (None, None, None)}),
        ("This adds a (nullable) `last_ip` column to users", "user", {"last_ip": (None, False, None)}),
        (
            "Add columns first_name and last_name to users",
            "user",
            dict.fromkeys(["first_name", "last_name"], (None,) * 3),
        ),
        ("Add `locale` varchar(10) not null default 'en' to users", "user", {"locale": ("varchar(10)", True, "en")}),
        ("users: add a `zone` column (varchar(64), not null)", "user", {"zone": ("varchar(64)", True, None)}),
        ("Add jsonb column `settings` to the users table", "user", {"settings": ("jsonb", None, None)}),
        (
            "Persist choices (sound, light) in a JSONB settings column on users",
            "user",
            {"settings": ("jsonb", None, None)},
        ),
        ("Create a new column in orders called gift_note", "order", {"gift_note": (None, None, None)}),
        ("Orders need a currency column (char(3), required)", "order", {"currency": ("char(3)", True, None)}),
    ],
)
def test_new_columns(text: str, entity: str, expected: dict[str, tuple[str | None, bool | None, str | None]]) -> None:
    for found in (titled(text), asks(text, SHOP)):
        told = {ask.attribute: (ask.type, ask.required, ask.default) for ask in found if isinstance(ask, AttributeAsk)}
        assert told == expected
        assert {ask.entity for ask in found if isinstance(ask, AttributeAsk)} == {entity}
        assert len(found) == len(told)


def test_types_before_the_name() -> None:
    (ask,) = asks("Add a boolean is_admin field to the user model, default false", SHOP)
    assert isinstance(ask, AttributeAsk)
    assert (ask.attribute, ask.hint, ask.default) == ("is_admin", "boolean", "false")


def test_what_follows_the_title_describes_its_column() -> None:
    found = titled(
        "db: add gift_wrapped column to orders table", "Boolean, not null. Existing orders are not gift wrapped."
    )
    recipe = Recipe(formula=Formula(source=Constant(text="false")))
    rule = "Existing orders are not gift wrapped."
    assert found == {
        AttributeAsk(entity="order", attribute="gift_wrapped", type="boolean", required=True, quote=Q),
        BackfillAsk(entity="order", attribute="gift_wrapped", rule=rule, recipe=recipe, quote=Q),
    }


def test_a_column_told_by_what_its_absence_means() -> None:
    text = "An order may be paid in advance. If paid_by is NULL, nobody has paid. Max length 80."
    (ask,) = (ask for ask in titled("Payment", text) if isinstance(ask, AttributeAsk) and ask.attribute == "paid_by")
    assert (ask.entity, ask.max_length, ask.required) == ("order", 80, False)


@pytest.mark.parametrize(
    "text",
    [
        "Split users.full_name into first_name and last_name at the last space",
        "Create a migration to split the full_name column into two first_name and last_name columns. "
        "Make the split at the last whitespace in it.",
    ],
)
def test_a_column_split_in_two(text: str) -> None:
    found = asks(text, SHOP)
    recipes = {ask.attribute: ask.recipe for ask in found if isinstance(ask, BackfillAsk)}
    assert recipes == {
        name: Recipe(formula=Formula(source=Attribute(name="full_name"), steps=(step,)))
        for name, step in (("first_name", Before(mark=" ", last=True)), ("last_name", After(mark=" ", last=True)))
    }
    assert RemovalAsk(entity="user", attribute="full_name", quote=Q) in found
    assert {ask.attribute for ask in found if isinstance(ask, AttributeAsk)} == {"first_name", "last_name"}


@pytest.mark.parametrize(
    "text",
    ["Add unique constraint on products.sku", "Add a unique index on products (sku)", "Make products.sku unique"],
)
def test_uniqueness(text: str) -> None:
    both_ways(text, UniqueAsk(entity="product", attributes=("sku",), quote=Q))


def test_uniqueness_without_regard_to_case() -> None:
    both_ways(
        "Make users.email unique, ignoring case",
        UniqueAsk(entity="user", attributes=("email",), ignoring_case=True, quote=Q),
    )


def test_a_reference_of_a_column_that_stands() -> None:
    both_ways(
        "Add a foreign key on audit_logs.actor_id referencing users(id)",
        RelationAsk(child="audit log", parent="user", columns=("actor_id",), quote=Q),
    )


def test_columns_in_camel_case() -> None:
    assert bare(request(NO_WORK, CAMEL, "Add index on storeVisits.visitorId").asks) == {
        indexed("store visit", "visitorId")
    }


def test_several_orders_in_one_sentence() -> None:
    both_ways(
        "In orders, rename status to state and make coupon_code nullable",
        renamed("order", "status", "state"),
        AlterAsk(entity="order", attribute="coupon_code", required=False, quote=Q),
    )


def test_rows_that_move_keep_what_they_come_from() -> None:
    text = "Create `owner` entries for existing orders.\n\nRemove user_id from orders."
    found = request(text, SHOP, "Order owners")
    assert bare(found.asks) == {MoveAsk(source="order", target="", removed=("user_id",), quote=Q)}


def test_a_reference_to_rows_that_have_yet_to_move_may_be_empty() -> None:
    text = (
        "Move these to a new `categories` table (name, position). Each product must belong to a category. "
        "Fill the categories from the products we have. Products lose category."
    )
    found = titled("Categories of products", text)
    (move,) = (ask for ask in found if isinstance(ask, MoveAsk))
    assert (move.source, move.target, move.removed, move.required) == ("product", "category", ("category",), True)
    (tie,) = (ask for ask in found if isinstance(ask, RelationAsk))
    assert (tie.child, tie.parent, tie.required) == ("product", "category", False)
    assert not any(isinstance(ask, RemovalAsk) for ask in found)


def test_a_separate_table_with_its_columns() -> None:
    changes = ("Remove the `user_id` field from the orders table", "Create entries for existing orders")
    items = ("order_id", "user_id", "level", *changes)
    text = "\n".join(f"- {item}" for item in items)
    found = titled("Move order memberships to a separate table", text)
    assert {ask.parent for ask in found if isinstance(ask, RelationAsk)} == {"order", "user"}
    assert MoveAsk(source="order", target="", removed=("user_id",), quote=Q) in found
    assert not any(isinstance(ask, RemovalAsk) for ask in found)


@pytest.mark.parametrize(
    "text",
    [
        "Rename order status column",
        "Fix the order status dropdown",
        "Remove all references to users.email in the code",
        "Change order status to shipped when the parcel leaves",
        "change `orders.status` to `shipped`",
        "Add tests for orders",
        "orders.status was renamed last year",
        "Do not rename orders.status",
        "Add validation to the user form",
        "Add a new field to the checkout page for coupon_code",
        "Remove the delete button from the orders page",
        "Also add the proper fields to user/create and user/update form",
        "Delete old orders after 90 days",
        "Remove the status logic from orders",
        "Make the orders page faster",
        "Users can rename products",
        "orders.user_id -> users.user_id",
        "Add index for order lookups",
    ],
)
def test_what_is_no_change(text: str) -> None:
    assert not titled(text)


def test_without_tables_no_title_is_read() -> None:
    assert not request(NO_WORK, Vocabulary(), "Rename users.name to full_name").asks


def test_a_title_that_says_everything_is_accounted_for() -> None:
    found = request("See the chat.", SHOP, "make order coupon code nullable")
    assert found.sentences[0].quote.origin == "summary"
    assert fates(found)[0] is Fate.USED
    assert not [question for question in found.questions if question.blocking]


@pytest.mark.parametrize(
    "text",
    [
        "No code path should assume orders.customer_id is non-null.",
        "We cannot assume that orders.customer_id is required.",
        "Tests should check that orders.customer_id is optional.",
    ],
)
def test_what_is_thought_of_a_column_changes_nothing(text: str) -> None:
    vocabulary = Vocabulary(tables={"orders": ("id", "customer_id", "status")})
    assert not [ask for ask in asks(text, vocabulary) if isinstance(ask, AlterAsk)]


def test_many_of_something_are_no_column_of_a_standing_table() -> None:
    vocabulary = Vocabulary(tables={"orders": ("id", "status")})
    text = "Each order is shipped once. Record order status transitions for auditing and support."
    assert not [ask for ask in asks(text, vocabulary) if isinstance(ask, AttributeAsk)]
