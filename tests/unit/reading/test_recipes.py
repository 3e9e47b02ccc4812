"""Rules for the values of existing rows in many wordings: exactly these steps, or a question."""

from __future__ import annotations

import pytest

from database_developer.model.recipe import (
    After,
    Arithmetic,
    Attribute,
    Before,
    Branch,
    Cast,
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
    Sort,
    Source,
    Step,
    Trim,
    Upper,
    Word,
)
from database_developer.model.request import BackfillAsk, RemovalAsk
from database_developer.reading import Vocabulary
from unit.reading.tickets import request

MEMBER = ("id", "email", "display_name", "full_name", "first_name", "last_name", "nickname", "handle", "locale")
MEMBER += ("status", "state", "plan", "tier", "points", "phone", "country", "is_active", "joined_on", "created_at")
ORDER = ("id", "customer_id", "reference", "total", "total_cents", "region", "label", "year", "placed_at", "created_at")
TABLES = Vocabulary(
    tables={
        "members": MEMBER,
        "orders": ORDER,
        "customers": ("id", "name", "country"),
        "articles": ("id", "title", "slug", "author"),
    }
)

EMAIL, NAME, TITLE = Attribute(name="email"), Attribute(name="display name"), Attribute(name="title")
FIRST, LAST = Attribute(name="first name"), Attribute(name="last name")
LOCAL, AT_LOWER = Before(mark="@"), (Before(mark="@"), Lower())
WORD = Characters(sorts=(Letters.ANY, Letters.DIGITS), singles="_")


def plain(source: Source, *steps: Step, clash: OnClash | None = None) -> Recipe:
    return Recipe(formula=Formula(source=source, steps=steps), clash=clash)


def value(text: str | None) -> Recipe:
    return plain(Constant(text=text))


def when(attribute: str, relation: Relation, *values: str) -> Condition:
    return Condition(comparisons=(Comparison(attribute=Attribute(name=attribute), relation=relation, values=values),))


def cases(*branches: tuple[Condition, str], otherwise: str | None = None) -> Recipe:
    told = tuple(
        Branch(condition=condition, formula=Formula(source=Constant(text=text))) for condition, text in branches
    )
    return Recipe(formula=Formula(source=Constant(text=otherwise)) if otherwise is not None else None, branches=told)


def backfills(text: str) -> list[BackfillAsk]:
    return [ask for ask in request(text, TABLES, summary="members").asks if isinstance(ask, BackfillAsk)]


GOLD_OR_BASIC = cases((when("plan", Relation.EQUAL, "pro"), "gold"), otherwise="basic")
UNDERSTOOD: list[tuple[str, str, Recipe]] = [
    ("For all existing rows we want the locale to be `en`.", "locale", value("en")),
    ("Existing rows should have `en` as locale.", "locale", value("en")),
    ("Existing rows: the locale should default to `en`.", "locale", value("en")),
    ("Existing members start with 0 points.", "points", value("0")),
    ("Existing members: nickname := display_name", "nickname", plain(Attribute(name="display_name"))),
    ("Existing rows: the email is lower-cased and trimmed.", "email", plain(EMAIL, Lower(), Trim())),
    ("Existing rows: if the plan is `pro`, the tier is `gold`; otherwise it is `basic`.", "tier", GOLD_OR_BASIC),
    (
        "Existing orders: the label consists of the region and the year separated by a slash.",
        "label",
        plain(Joined(parts=(Attribute(name="region"), Attribute(name="year")), separator="/")),
    ),
    (
        "Existing orders: the region is the country of the customer in upper case.",
        "region",
        plain(Attribute(name="country", of="customer"), Upper()),
    ),
    (
        "Existing rows: the handle becomes whatever stands before the @ of the email, with every character other than "
        "a letter, a digit or an underscore turned into an underscore. If that handle is already taken, an underscore "
        "and the id are appended.",
        "handle",
        plain(
            EMAIL,
            Before(mark="@"),
            ReplaceCharacters(characters=WORD, new="_", others=True),
            clash=OnClash(separator="_", attribute=Attribute(name="id")),
        ),
    ),
    # one value for all
    ("Existing rows: the locale is `en`.", "locale", value("en")),
    ("For existing members, the locale is set to 'en'.", "locale", value("en")),
    ("Existing members get the locale `en`.", "locale", value("en")),
    ("Existing members get `en` as their locale.", "locale", value("en")),
    ("Give all existing members the locale `en`.", "locale", value("en")),
    ("Set the locale of all existing members to en.", "locale", value("en")),
    ("Backfill: locale = `en`", "locale", value("en")),
    ("Migrate: the locale defaults to `en`.", "locale", value("en")),
    ("The existing members' locale becomes `en`.", "locale", value("en")),
    ("Backfill the locale with `en`.", "locale", value("en")),
    ("The locale is backfilled with `en`.", "locale", value("en")),
    ("Fill `locale` with `en` for the existing rows.", "locale", value("en")),
    ("Existing rows: use `en` as the locale.", "locale", value("en")),
    ("Existing rows: points = 0", "points", value("0")),
    ("Existing members: is_active is true.", "is_active", value("true")),
    ("Existing rows: the nickname stays empty.", "nickname", value(None)),
    ("Existing rows: joined_on is set to now.", "joined_on", plain(Now())),
    # another attribute
    ("Existing rows: the nickname is a copy of the display name.", "nickname", plain(NAME)),
    ("Existing rows: the nickname is copied from `display_name`.", "nickname", plain(Attribute(name="display_name"))),
    ("Copy the display name into the nickname for existing rows.", "nickname", plain(NAME)),
    ("Copy `display_name` to `nickname`.", "nickname", plain(Attribute(name="display_name"))),
    ("Backfill `handle` from `email`.", "handle", plain(EMAIL)),
    ("For existing orders the label is the customer's name.", "label", plain(Attribute(name="name", of="customer"))),
    ("Existing orders: the label is the name of the customer.", "label", plain(Attribute(name="name", of="customer"))),
    ("Existing orders: region = `customers.country`", "region", plain(Attribute(name="country", of="customer"))),
    # parts of a text
    ("Existing rows: the handle is the part of the email before the `@`.", "handle", plain(EMAIL, LOCAL)),
    ("Existing rows: the handle is everything before the @ in the email.", "handle", plain(EMAIL, LOCAL)),
    ("The handle of existing members is taken from the email: the part before the `@`.", "handle", plain(EMAIL, LOCAL)),
    ("Existing rows: the handle is the local part of the email.", "handle", plain(EMAIL, LOCAL)),
    ("Existing rows: the nickname is the domain of the email.", "nickname", plain(EMAIL, After(mark="@"))),
    (
        "Existing rows: the nickname is the text after the last dot of the email.",
        "nickname",
        plain(EMAIL, After(mark=".", last=True)),
    ),
    ("Existing rows: the nickname is the first word of the display name.", "nickname", plain(NAME, Word(number=1))),
    (
        "Existing rows: the nickname is the last word of the display name, in upper case.",
        "nickname",
        plain(NAME, Word(number=-1), Upper()),
    ),
    (
        "Existing orders: the region is the second part of the reference split at a dash.",
        "region",
        plain(Attribute(name="reference"), Piece(separator="-", number=2)),
    ),
    ("Existing orders: the year is the number in the reference.", "year", plain(Attribute(name="reference"), Number())),
    (
        "Existing orders: the region is the first 2 characters of the reference.",
        "region",
        plain(Attribute(name="reference"), Cut(length=2)),
    ),
    (
        "Existing rows: the phone is the digits of the phone.",
        "phone",
        plain(
            Attribute(name="phone"),
            ReplaceCharacters(characters=Characters(sorts=(Letters.DIGITS,)), new="", others=True),
        ),
    ),
    # steps
    ("Existing rows: the email becomes the lower-cased email.", "email", plain(EMAIL, Lower())),
    ("Existing rows: the nickname is the trimmed display name.", "nickname", plain(NAME, Trim())),
    ("Existing rows: the nickname is the display name without surrounding spaces.", "nickname", plain(NAME, Trim())),
    (
        "Existing rows: the handle is derived from the email: the part before the `@`, lower-cased.",
        "handle",
        plain(EMAIL, *AT_LOWER),
    ),
    (
        "For existing articles, the slug is the title, lower-cased, with spaces replaced by dashes.",
        "slug",
        plain(TITLE, Lower(), Replace(old=" ", new="-")),
    ),
    (
        "The slug of existing articles is based on the title (in lower case), spaces become `-` and dots are removed.",
        "slug",
        plain(TITLE, Lower(), Replace(old=" ", new="-"), Replace(old=".", new="")),
    ),
    (
        "Existing articles: the slug is the lower-case title, "
        "everything except letters, digits and hyphens replaced with a hyphen.",
        "slug",
        plain(
            TITLE,
            Lower(),
            ReplaceCharacters(
                characters=Characters(sorts=(Letters.ANY, Letters.DIGITS), singles="-"), new="-", others=True
            ),
        ),
    ),
    (
        "Existing articles: the slug is the title without apostrophes, cut to 20 characters.",
        "slug",
        plain(TITLE, Replace(old="'", new=""), Cut(length=20)),
    ),
    (
        "Existing articles: the slug is the title, at most 20 characters, trimmed.",
        "slug",
        plain(TITLE, Cut(length=20), Trim()),
    ),
    (
        "Existing rows: the phone is the phone, only digits are kept.",
        "phone",
        plain(
            Attribute(name="phone"),
            ReplaceCharacters(characters=Characters(sorts=(Letters.DIGITS,)), new="", others=True),
        ),
    ),
    (
        "Existing orders: the label is the reference with `No.` replaced by `#`.",
        "label",
        plain(Attribute(name="reference"), Replace(old="No.", new="#")),
    ),
    (
        "Existing orders: total_cents is the total multiplied by 100.",
        "total_cents",
        plain(Attribute(name="total"), Arithmetic(operator=Operator.TIMES, number="100")),
    ),
    (
        "Existing orders: total_cents = total * 100, rounded",
        "total_cents",
        plain(Attribute(name="total"), Arithmetic(operator=Operator.TIMES, number="100"), Round()),
    ),
    (
        "Existing orders: the total is `total_cents` divided by 100, rounded to 2 decimals.",
        "total",
        plain(Attribute(name="total_cents"), Arithmetic(operator=Operator.DIVIDED, number="100"), Round(digits=2)),
    ),
    (
        "Existing orders: total_cents is the total in cents: multiply by 100.",
        "total_cents",
        plain(Attribute(name="total"), Arithmetic(operator=Operator.TIMES, number="100")),
    ),
    (
        "Existing orders: the year is the reference as an integer.",
        "year",
        plain(Attribute(name="reference"), Cast(sort=Sort.WHOLE)),
    ),
    # several attributes in one
    (
        "Existing rows: the full name is the first name and the last name joined by a space.",
        "full name",
        plain(Joined(parts=(FIRST, LAST), separator=" ")),
    ),
    (
        "Existing rows: full_name is first_name, a space and last_name.",
        "full_name",
        plain(Joined(parts=(Attribute(name="first_name"), Attribute(name="last_name")), separator=" ")),
    ),
    (
        "Existing rows: the handle is `m-` followed by the id.",
        "handle",
        plain(Joined(parts=(Constant(text="m-"), Attribute(name="id")))),
    ),
    (
        "Merge `first_name` and `last_name` with a space into `full_name`.",
        "full_name",
        plain(Joined(parts=(Attribute(name="first_name"), Attribute(name="last_name")), separator=" ")),
    ),
    # nothing there
    (
        "Existing rows: the nickname is the display name, or `unknown` if there is none.",
        "nickname",
        plain(NAME, Otherwise(source=Constant(text="unknown"))),
    ),
    (
        "Existing rows: the nickname is the display name; where there is none, 'unknown'.",
        "nickname",
        plain(NAME, Otherwise(source=Constant(text="unknown"))),
    ),
    (
        "Existing rows: the nickname is the display name, falling back to the email.",
        "nickname",
        plain(NAME, Otherwise(source=EMAIL)),
    ),
    (
        "Existing rows: the nickname is the display name. If it is empty, use the first name.",
        "nickname",
        plain(NAME, Otherwise(source=FIRST)),
    ),
    (
        "Existing rows: the handle is the local part of the email; if the email is missing, it is the nickname.",
        "handle",
        Recipe(
            formula=Formula(source=EMAIL, steps=(LOCAL,)),
            branches=(
                Branch(condition=when("email", Relation.MISSING), formula=Formula(source=Attribute(name="nickname"))),
            ),
        ),
    ),
    # one for another
    (
        "Existing rows: the status is taken from the state: A -> active, I -> inactive.",
        "status",
        plain(Attribute(name="state"), Mapping(pairs=(("A", "active"), ("I", "inactive")))),
    ),
    (
        "Existing rows: the status is mapped from the state: `1` becomes `open`, `2` becomes `done`, "
        "everything else becomes `unknown`.",
        "status",
        plain(Attribute(name="state"), Mapping(pairs=(("1", "open"), ("2", "done")), otherwise="unknown")),
    ),
    (
        "Existing rows: the status becomes: A -> active, I -> inactive",
        "status",
        cases((when("status", Relation.EQUAL, "A"), "active"), (when("status", Relation.EQUAL, "I"), "inactive")),
    ),
    # cases
    (
        "Existing rows: the tier is `gold` if the points are over 1000, otherwise `basic`.",
        "tier",
        cases((when("points", Relation.MORE, "1000"), "gold"), otherwise="basic"),
    ),
    (
        "Existing rows: the tier is `gold` where points >= 1000, `silver` where points >= 100, and `basic` otherwise.",
        "tier",
        cases(
            (when("points", Relation.AT_LEAST, "1000"), "gold"),
            (when("points", Relation.AT_LEAST, "100"), "silver"),
            otherwise="basic",
        ),
    ),
    (
        "Existing members with a plan of `pro` get the tier `gold`; all others get `basic`.",
        "tier",
        cases((when("plan", Relation.EQUAL, "pro"), "gold"), otherwise="basic"),
    ),
    (
        "Existing members older than 2020 get the status `archived`.",
        "status",
        cases((when("created", Relation.LESS, "2020"), "archived")),
    ),
    (
        "Backfill: rows created before 2020-07-01 get `archived` as status, the rest `active`.",
        "status",
        cases((when("created", Relation.LESS, "2020-07-01"), "archived"), otherwise="active"),
    ),
    (
        "Existing rows: the locale is `de` only where the country is `DE` or `AT`.",
        "locale",
        cases((when("country", Relation.EQUAL, "DE", "AT"), "de")),
    ),
    (
        "Existing rows: is_active is false if the status is not `open`, else true.",
        "is_active",
        cases((when("status", Relation.UNEQUAL, "open"), "false"), otherwise="true"),
    ),
    (
        "Existing rows: the tier is `gold` if the plan is `pro` and the points are more than 10, otherwise `basic`.",
        "tier",
        cases(
            (
                Condition(
                    comparisons=(
                        *when("plan", Relation.EQUAL, "pro").comparisons,
                        *when("points", Relation.MORE, "10").comparisons,
                    )
                ),
                "gold",
            ),
            otherwise="basic",
        ),
    ),
    # taken values
    (
        "Existing rows: the handle is the local part of the email, in lower case, anything other than letters, "
        "digits and underscores replaced by an underscore; if that is already taken, append an underscore and "
        "the member's id.",
        "handle",
        plain(
            EMAIL,
            *AT_LOWER,
            ReplaceCharacters(characters=WORD, new="_", others=True),
            clash=OnClash(separator="_", attribute=Attribute(name="id")),
        ),
    ),
    (
        "Existing articles: the slug is the title; on a clash a dash and a running number are added.",
        "slug",
        plain(TITLE, clash=OnClash(separator="-")),
    ),
    (
        "Existing articles: the slug is the title. Where the slug already exists, add the id.",
        "slug",
        plain(TITLE, clash=OnClash(attribute=Attribute(name="id"))),
    ),
    (
        "Existing articles: the slug is the title. In case of duplicates, append `-` and a counter.",
        "slug",
        plain(TITLE, clash=OnClash(separator="-")),
    ),
]


@pytest.mark.parametrize(("text", "attribute", "recipe"), UNDERSTOOD, ids=[text for text, _, _ in UNDERSTOOD])
def test_understood(text: str, attribute: str, recipe: Recipe) -> None:
    (ask,) = backfills(text)
    assert ask.attribute == attribute
    assert ask.recipe == recipe, ask
    assert not ask.unclear


TOLD_TOGETHER: list[tuple[str, dict[str, Recipe]]] = [
    (
        "full_name is split into first_name (before the first space) and last_name (after the first space).",
        {
            "first_name": plain(Attribute(name="full_name"), Before(mark=" ")),
            "last_name": plain(Attribute(name="full_name"), After(mark=" ")),
        },
    ),
    (
        "Existing rows: the locale is `en` and the handle is the part of the email before the `@`, lower-cased; "
        "the status is `open`.",
        {"locale": value("en"), "handle": plain(EMAIL, *AT_LOWER), "status": value("open")},
    ),
    (
        "Existing rows: the locale is `en`. The nickname is the first word of the display name. It is lower-cased.",
        {"locale": value("en"), "nickname": plain(NAME, Word(number=1), Lower())},
    ),
    (
        "The full name is split at the first space into first_name and last_name.",
        {
            "first_name": plain(Attribute(name="full name"), Before(mark=" ")),
            "last_name": plain(Attribute(name="full name"), After(mark=" ")),
        },
    ),
    (
        "For existing members, split `full_name` into `first_name` and `last_name` at the last space.",
        {
            "first_name": plain(Attribute(name="full_name"), Before(mark=" ", last=True)),
            "last_name": plain(Attribute(name="full_name"), After(mark=" ", last=True)),
        },
    ),
]


@pytest.mark.parametrize(("text", "recipes"), TOLD_TOGETHER, ids=[text for text, _ in TOLD_TOGETHER])
def test_several_attributes_in_one_text(text: str, recipes: dict[str, Recipe]) -> None:
    assert {ask.attribute: ask.recipe for ask in backfills(text)} == recipes


@pytest.mark.parametrize(
    ("text", "removed"),
    [
        ("Split `full_name` at the first space into `first_name` and `last_name` and drop `full_name`.", {"full_name"}),
        (
            "Existing rows: the nickname is a copy of the display name, then the old column is dropped.",
            {"display name"},
        ),
        (
            "Merge `first_name` and `last_name` with a space into `full_name`, and remove the old columns.",
            {"first_name", "last_name"},
        ),
    ],
)
def test_what_goes_away_behind_a_rule(text: str, removed: set[str]) -> None:
    found = request(text, TABLES, summary="members").asks
    assert all(ask.recipe for ask in found if isinstance(ask, BackfillAsk))
    assert {ask.attribute for ask in found if isinstance(ask, RemovalAsk)} == removed


NOT_UNDERSTOOD = [
    "Existing rows: the handle is the email. Where that is taken, ask support.",
    "Existing rows: the handle is the email. Duplicates are dropped.",
    "Existing rows: the handle is the email. The rest is to be discussed.",
    "Existing rows: the locale is not `en`.",
    "Existing rows: the locale must not be `en`.",
    "Existing rows: the locale is `en` or `de`.",
    "Existing rows: the locale is probably `en`.",
    "Existing rows: the locale is `en` (we never asked).",
    "Existing rows: the locale and the country are `de`.",
    "Existing rows: the handle is the email, not lower-cased.",
    "Existing rows: the handle is the email, unless it is taken.",
    "Existing rows: the handle is the email before the migration.",
    "Existing rows: delete those without an email.",
    "The locale is `en` for existing members, and `de` for new ones.",
    "Existing members have no locale; use `en`.",
    "Split `full_name` into `first_name` and `last_name`.",
    "Existing rows: the handle is something sensible.",
    "Existing rows: the handle is derived from the email.",
    "Existing rows: the handle is based on the display name.",
    "Existing rows: the handle is generated.",
    "Existing rows: the handle is a random word.",
    "Existing rows: the handle is a hash of the email.",
    "Existing rows: the handle is the email, hashed.",
    "Existing rows: the handle is the email, reversed and lower-cased.",
    "Existing rows: the handle is the part of the email before the `@`, transliterated to ASCII.",
    "Existing rows: the handle is the local part of the email; where that is taken, skip the row.",
    "Existing rows: the handle is the local part of the email; duplicates are merged.",
    "Existing rows: the handle is the local part of the email, where that is taken keep the older one.",
    "Existing rows: the locale is guessed from the country.",
    "Existing rows: the locale depends on the country.",
    "Existing rows: the locale is set to the most common one.",
    "Existing rows: the points are the number of orders.",
    "Existing orders: the total is the sum of its items.",
    "Existing orders: total_cents is the total divided by 0.",
    "Existing orders: the year is the reference rounded up.",
    "Existing rows: the status is taken from the state: A -> active, A -> inactive.",
    "Existing rows: the tier is `gold` if the plan is `pro` and the points are over 10 or the status is `open`.",
    "Existing rows: the tier is `gold` for the best customers.",
    "Existing rows: the full name is the first name and the last name.",
    "Existing rows: the nickname is the lower-cased first name and last name joined by a dot.",
    "Existing rows: the nickname is the initials of the display name.",
    "Existing rows: the phone is padded with zeros to 10 digits.",
    "Existing members get a handle made from the email.",
    "Existing members get the locale of their browser, as far as we know it.",
    "Backfill the handle.",
    "Backfill the handle with a script.",
    "Existing rows: fill them in as support sees fit.",
    "Existing rows: the locale is `en`, except for the early ones.",
    "Existing rows: the locale is `en` but somebody should check the ones from Japan.",
    "Existing rows: is_active is true for members who logged in recently.",
    "Existing rows: the slug is the title translated to English.",
    "Existing members older than 3 years get the status `archived`.",
]


@pytest.mark.parametrize("text", NOT_UNDERSTOOD)
def test_not_understood_is_asked_and_never_guessed(text: str) -> None:
    asks = backfills(text)
    assert asks, "a rule for existing rows was dropped"
    assert asks[-1].recipe is None, asks[-1].recipe
    assert asks[-1].rule


@pytest.mark.parametrize(
    "text",
    [
        "Existing rows: nothing changes.",
        "Existing members keep working as before.",
        "Existing members must not be locked out.",
        "The existing members table has no index on the email.",
        "Add a `nickname` column to the existing members table.",
        "The current status is shown on the page.",
        "Existing rows: all stay as they are.",
        "The old system had no handle.",
        "We copy the file to the server.",
        "Existing members have complained about the email.",
    ],
)
def test_other_sentences_about_what_exists_are_no_rules(text: str) -> None:
    assert not backfills(text)


def test_another_sentence_of_the_paragraph_takes_nothing_from_the_rule() -> None:
    (ask,) = backfills(
        "Existing rows: the handle is the email. If a member is deleted, their orders go too. It has 4 rows."
    )
    assert ask.recipe == plain(EMAIL)


def test_the_words_left_over_are_named() -> None:
    (ask,) = backfills("Existing rows: the locale is `en`, except for the early ones.")
    assert ask.attribute == "locale"
    assert ask.unclear == "except for the early ones"


def test_two_rules_that_contradict_each_other_are_none() -> None:
    (ask,) = backfills("Existing rows: the locale is `en`. Existing rows: the locale is `de`.")
    assert ask.recipe is None
