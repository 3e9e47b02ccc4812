"""Things that many systems keep, and what is usually kept of them: what may be assumed where nobody says more."""

from __future__ import annotations

from dataclasses import dataclass

from database_developer.model.inflection import singular


@dataclass(frozen=True, kw_only=True, slots=True)
class UsualAttribute:
    """An attribute and its SQL type."""

    name: str
    type: str
    required: bool = True
    moment: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class UsualParent:
    """What a thing belongs to: the first of ``names`` that there is; ``role`` where it plays one."""

    names: tuple[str, ...]
    required: bool = True
    role: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Usual:
    """What is usually kept of a thing that goes by one of ``names``; ``unique`` are keys besides its own."""

    names: tuple[str, ...]
    attributes: tuple[UsualAttribute, ...] = ()
    parents: tuple[UsualParent, ...] = ()
    unique: tuple[str, ...] = ()


def attributes_of(text: str) -> tuple[UsualAttribute, ...]:
    """From "name text, phone text?": the name, the type, and ``?`` where it may be missing."""
    found = []
    for part in text.split(", ") if text else ():
        name, _, type_ = part.partition(" ")
        moment = "created" if name == "created_at" else None
        found.append(
            UsualAttribute(
                name=name.replace("_", " "), type=type_.rstrip("?"), required=type_[-1] != "?", moment=moment
            )
        )
    return tuple(found)


def _thing(names: str, attributes: str, *parents: UsualParent, unique: tuple[str, ...] = ()) -> Usual:
    return Usual(names=tuple(names.split()), attributes=attributes_of(attributes), parents=parents, unique=unique)


def _of(names: str, *, required: bool = True, role: str | None = None) -> UsualParent:
    return UsualParent(names=tuple(names.split()), required=required, role=role)


PEOPLE = "user account customer client member employee person"
BUYERS = "customer client buyer user account member"
GOODS = "product item good article book"
ORDERS = "order purchase cart"

# The first that knows a thing's last word decides; what nobody knows has a name.
USUAL: tuple[Usual, ...] = (
    _thing("user account", "name text, email text, password_hash text?, created_at timestamptz", unique=("email",)),
    _thing("customer client buyer", "name text, email text, phone text?, created_at timestamptz", unique=("email",)),
    _thing("admin administrator owner author seller", "name text, email text", unique=("email",)),
    _thing("member guest visitor patient", "name text, email text?, phone text?, created_at timestamptz"),
    _thing(
        "employee staff worker",
        "first_name text, last_name text, email text, hired_on date?",
        _of("department", required=False),
    ),
    _thing("student pupil", "first_name text, last_name text, email text", _of("class", required=False)),
    _thing("teacher instructor doctor driver agent", "first_name text, last_name text, email text, phone text?"),
    _thing("supplier vendor", "name text, contact_name text?, phone text?, email text?, address text?"),
    _thing("company organization organisation shop store department team branch", "name text, description text?"),
    _thing(
        "product good",
        "name text, description text?, price numeric(12,2), stock_quantity integer",
        _of("category", required=False),
        _of("supplier vendor", required=False),
        _of("owner seller shop store", required=False),
    ),
    _thing("category genre", "name text, description text?"),
    _thing("tag label", "name text, color text?, description text?"),
    _thing("order", "status text, ordered_at timestamptz", _of(BUYERS), _of("address", required=False)),
    _thing("cart basket", "created_at timestamptz", _of(BUYERS)),
    _thing("detail line", "quantity integer, unit_price numeric(12,2)", _of("order invoice cart"), _of(GOODS)),
    _thing(
        "sale",
        "quantity integer, unit_price numeric(12,2), sold_at timestamptz",
        _of(BUYERS, required=False),
        _of(GOODS),
    ),
    _thing(
        "purchase",
        "quantity integer, unit_price numeric(12,2), purchased_at timestamptz",
        _of("supplier vendor", required=False),
        _of(GOODS),
    ),
    _thing(
        "invoice bill",
        "number text, amount numeric(12,2), issued_on date, due_on date?",
        _of("order", required=False),
        _of(BUYERS),
    ),
    _thing(
        "payment transaction",
        "amount numeric(12,2), method text?, paid_at timestamptz?",
        _of("order invoice booking subscription"),
        _of(BUYERS, required=False),
    ),
    _thing("shipment delivery", "status text, shipped_at timestamptz?, delivered_at timestamptz?", _of("order")),
    _thing("address", "street text, city text, postal_code text?, country text?", _of(PEOPLE, required=False)),
    _thing(
        "post article page",
        "title text, content text, published_at timestamptz?, created_at timestamptz",
        _of("author user account", role="author"),
        _of("category", required=False),
    ),
    _thing(
        "comment reply",
        "content text, created_at timestamptz",
        _of("post article issue task ticket product photo video"),
        _of("user account member author customer"),
    ),
    _thing(
        "review rating",
        "rating integer, comment text?, created_at timestamptz",
        _of(f"{GOODS} movie restaurant"),
        _of(BUYERS),
    ),
    _thing(
        "like favorite favourite bookmark",
        "created_at timestamptz",
        _of("user account member"),
        _of(f"post {GOODS} photo video"),
    ),
    _thing(
        "message",
        "content text, sent_at timestamptz",
        _of("conversation chat room channel", required=False),
        _of("user account member", role="sender"),
    ),
    _thing("notification", "message text, read_at timestamptz?, created_at timestamptz", _of(PEOPLE)),
    _thing(
        "project",
        "name text, description text?, starts_on date?, ends_on date?",
        _of("user account", required=False, role="owner"),
    ),
    _thing(
        "issue bug",
        "title text, content text?, is_open boolean, created_at timestamptz",
        _of("user account member"),
        _of("milestone", required=False),
        _of("project", required=False),
    ),
    _thing(
        "task todo ticket",
        "title text, description text?, status text, due_on date?, created_at timestamptz",
        _of("project", required=False),
        _of("user account employee member", required=False),
    ),
    _thing("milestone sprint", "title text, description text?, due_on date?", _of("project", required=False)),
    _thing("course class subject lesson", "name text, description text?", _of("teacher instructor", required=False)),
    _thing("enrollment enrolment", "enrolled_at timestamptz", _of("student user"), _of("course class")),
    _thing(
        "booking reservation appointment",
        "starts_at timestamptz, ends_at timestamptz, status text",
        _of("room table hotel doctor service vehicle", required=False),
        _of(f"{BUYERS} guest patient"),
    ),
    _thing("room vehicle", "name text, capacity integer?"),
    _thing(
        "event",
        "title text, description text?, starts_at timestamptz, ends_at timestamptz?",
        _of("user account", required=False, role="organizer"),
    ),
    _thing("book", "title text, author text, isbn text?, published_on date?", _of("category genre", required=False)),
    _thing(
        "loan borrowing rental",
        "loaned_at timestamptz, due_on date, returned_at timestamptz?",
        _of("book copy vehicle item"),
        _of("member reader user customer"),
    ),
    _thing(
        "image photo picture file attachment document",
        "file_name text, url text, created_at timestamptz",
        _of(f"post {GOODS}", required=False),
        _of("user account", required=False),
    ),
    _thing("setting preference", "key text, value text", _of(PEOPLE, required=False)),
    _thing("role permission", "name text, description text?"),
    _thing("session token", "token text, expires_at timestamptz, created_at timestamptz", _of("user account")),
    _thing(
        "subscription membership",
        "starts_on date, ends_on date?, status text",
        _of("plan", required=False),
        _of(PEOPLE),
    ),
    _thing("tenant renter resident lodger", "name text, email text?, phone text?, address text?"),
    _thing("plot allotment pitch berth stall", "number text, area numeric?, note text?"),
    _thing(
        "lease tenancy",
        "starts_on date, ends_on date?, rent numeric(12,2)?",
        _of("plot flat apartment unit room property house berth stall"),
        _of("tenant renter resident member customer client"),
    ),
    _thing("pass", "kind text, valid_from date?, valid_until date?", _of(PEOPLE)),
    _thing("visit", "visited_at timestamptz, note text?", _of(f"{PEOPLE} guest patient visitor")),
    _thing(
        "entry",
        "name text, email text?, phone text?, position integer?, joined_on date?",
        _of(f"tenant {PEOPLE}", required=False),
    ),
    _thing("plan", "name text, price numeric(12,2)"),
    _thing("phone telephone phone_number", "number text"),
    _thing("email", "email text"),
    _thing("item", "name text, description text?"),
)
OF_TWO = attributes_of("quantity integer")  # of a thing that lies between two others, such as an order's products
ITEM_OF_ORDER = Usual(
    names=("item",),
    attributes=attributes_of("quantity integer, unit_price numeric(12,2)"),
    parents=(_of(ORDERS), _of(GOODS)),
)
BANK_ACCOUNT = Usual(
    names=("account",), attributes=attributes_of("iban text, bank_name text?, holder text?"), parents=(_of(PEOPLE),)
)
HISTORY_WORDS = frozenset({"history", "event", "log", "change", "transition", "revision", "audit"})
HISTORY = attributes_of("changed_at timestamptz, note text?")
STATES = ("status", "state", "stage", "phase")
ANYTHING = Usual(names=(), attributes=attributes_of("name text"))
_LOGIN_WORDS = frozenset({"user", "login", "web", "auth", "device", "browser", "account", "admin"})
_BY_NAME = {name: usual for usual in reversed(USUAL) for name in usual.names}
_ORDER_WORDS = frozenset((*ORDERS.split(), "invoice", "sale"))


def usual_of(entity: str) -> Usual | None:
    """What is usual for an entity ("order item"); None for what nobody knows."""
    words = [singular(word) for word in entity.split()]
    if not words:
        return None
    if words[-1] == "session" and words[:-1] and not set(words[:-1]) & _LOGIN_WORDS:
        return None  # a training session is something else
    if words[-2:] == ["bank", "account"]:
        return BANK_ACCOUNT
    if words[-1] in ITEM_OF_ORDER.names and set(words[:-1]) & _ORDER_WORDS:
        return ITEM_OF_ORDER
    return _BY_NAME.get("_".join(words)) or _BY_NAME.get(words[-1])


def is_history(entity: str) -> bool:
    """Whether the entity tells what happened to another one: "order status event", "order history"."""
    words = entity.split()
    return len(words) > 1 and singular(words[-1]) in HISTORY_WORDS
