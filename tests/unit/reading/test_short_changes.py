"""Changes of standing tables as titles and single sentences put them, each read for what it is wherever it stands."""

from __future__ import annotations

import pytest

from database_developer.model.request import (
    AllowedAsk,
    AlterAsk,
    Ask,
    AttributeAsk,
    DeletionAsk,
    EntityAsk,
    IndexKeysAsk,
    RangeAsk,
    RelationAsk,
    RemovalAsk,
    RenameAsk,
    UnconstrainAsk,
    UniqueAsk,
)
from database_developer.reading.vocabulary import Vocabulary
from unit.reading.tickets import request

SHOP = Vocabulary(
    tables={
        "users": ("id", "email", "name", "nick", "age", "active", "legacy_code", "created_at"),
        "orders": ("id", "user_id", "total", "status", "created_at"),
        "sessions": ("id", "token", "data"),
    }
)
WORDINGS: dict[type[Ask] | tuple[type[Ask], ...], str] = {
    AttributeAsk: """
        Add phone to users
        users: add phone (varchar 30)
        New field on user: phone, string, optional
        User model needs a phone field
        We should store the phone number of users
        Extend users with phone
        phone missing on users
        Add `phone` column in `users` table, type VARCHAR(30), nullable
        Add users.phone
        [DB] users.phone (varchar 30, null)
        Include phone in User
        add a nullable phone column to the users table
        The users table should have a phone column
        add_phone_to_users
        Create a migration that adds phone to users
        Users should have a phone
        Add phone number field to User model
        feat: add phone to users table
        Add column phone to table users
        Need phone on users
        User.phone
        Introduce users.phone
        Let's add a phone (text, optional) to the users table.
    """,
    RemovalAsk: """
        Remove legacy_code from users
        Drop column users.legacy_code
        users.legacy_code is unused, remove it
        Get rid of legacy_code on users
        Delete legacy_code field from User
        legacy_code (users) can be dropped
        We no longer need users.legacy_code
        remove_legacy_code_from_users
        Drop legacy_code
        users: drop legacy_code
        Remove unused column legacy_code from users table
        The legacy_code column of users is obsolete and should be deleted.
        chore: remove users.legacy_code
        legacy_code is not used anymore, please drop
        Remove the legacy_code attribute from the User model
        Drop table sessions
        Remove the sessions table
        sessions is no longer used, drop it
        Delete table `sessions`
        The sessions table can go
        Remove unused table sessions
        We don't need sessions any more, drop the table
        drop_sessions_table
        chore: delete sessions table
    """,
    RenameAsk: """
        Rename users.nick to handle
        users: nick -> handle
        nick should be called handle
        Change column name nick to handle in users
        Rename nick column on User to handle
        The column users.nick is renamed handle
        Rename column nick to handle (users)
        Rename users.nick → users.handle
        rename_nick_to_handle_in_users
        users.nick should be named handle
        Change users.nick to be called handle
        refactor: rename nick to handle in users
        In users, rename nick to handle
        nick in users must become handle
        The nick column in the users table is misleading, rename it to handle.
        Rename `nick` => `handle`
        Rename table users to members
        The table users should be called members
        Rename users table to members
        Rename the users table members
        Change table name users to members
        rename_users_to_members
        Table `users` must be renamed to `members`
    """,
    AlterAsk: """
        Change users.age to bigint
        users.age should be bigint instead of integer
        Convert users.age from int to bigint
        Make users.age a bigint
        age column too small, use bigint
        Increase users.name to 200 chars
        users.name is limited to 50 characters, allow 200
        Extend length of users.name to 200
        name: varchar(50) -> varchar(200)
        users.age: int -> bigint
        Change type of users.age to bigint
        Widen users.name to varchar(200)
        users.name must hold 200 characters
        Change age in users from integer to bigint
        Increase max length of name in users to 200
        users.age needs to be a bigint
        name is too short, make it 200 characters
        Alter users.age type bigint
        Use bigint for users.age
        Turn users.age into a bigint
        users.email must not be null
        Make email required on users
        Make users.email mandatory
        Add NOT NULL to users.email
        users.email should be NOT NULL
        Disallow null emails
        Email is mandatory for users
        Require email on users
        Every user must have an email
        users.email: NOT NULL
        email can't be empty anymore in users
        Make email non-nullable
        Set users.email not null
        Users must always have an email
        Email should be a required field of users
        Make users.email nullable
        email should be optional for users
        Drop NOT NULL on users.email
        Allow users without email
        users.email may be empty
        Remove not null constraint from users.email
        Make email optional
        Allow null in users.email
        users.email no longer required
        email is not mandatory anymore
        Users can be created without an email
        Relax users.email to nullable
        Users without an email must be possible
        Set default of users.active to true
        users.active should default to true
        Default users.active = true
        New users are active by default
        users.active default true
        Add default true to users.active
        active should be true by default in users
        Give users.active a default of true
        Set users.active default to true
        orders.status defaults to 'new'
    """,
    UniqueAsk: """
        Add unique constraint to users.email
        users.email must be unique
        No two users with the same email
        Emails should be unique
        Prevent duplicate emails in users
        unique index on users(email)
        Make email unique
        Add UNIQUE on users.email
        User emails must be unique
        Each email may be used by only one user
        Enforce uniqueness of users.email
        There must not be two users with the same email
        email unique in users
        Avoid duplicate users.email
        An email can only be registered once
    """,
    IndexKeysAsk: """
        Add index on orders.user_id
        Index orders by user_id
        orders(user_id, created_at) needs an index
        Create composite index on orders (user_id, created_at)
        Missing index: orders.user_id
        Add an index to orders.user_id
        Index on orders (user_id)
        Add indexes for orders.user_id and orders.status
        orders.user_id is not indexed
        perf: index orders.user_id
        Please index orders.status
        Add index for user_id in orders
        Create an index on the user_id column of orders
        Add missing indexes on orders: user_id, status
    """,
    RelationAsk: """
        Add foreign key from orders.user_id to users.id
        orders.user_id should reference users
        Add FK constraint orders.user_id -> users(id)
        Missing foreign key on orders.user_id
        Make orders.user_id a foreign key to users
        orders.user_id must point to an existing user
        Add foreign key constraint on orders.user_id referencing users
        FK for orders.user_id
        orders.user_id has no foreign key to users, add it
        Every order must belong to an existing user
    """,
    DeletionAsk: """
        Deleting a user should delete their orders
        ON DELETE CASCADE for orders.user_id
        When user is deleted, orders must be deleted too
        orders.user_id: on delete set null
        Cascade delete orders when a user is removed
        If a user is deleted, set orders.user_id to null
        Orders should be removed together with their user
        Add on delete cascade to orders.user_id
        A user with orders must not be deletable
        Keep orders when the user is deleted (user_id becomes null)
        Remove a user's orders when the user is removed
    """,
    (RangeAsk, AllowedAsk): """
        orders.total must be >= 0
        total can't be negative
        Add check constraint total > 0 on orders
        orders.status must be one of new, paid, shipped
        Add check that orders.total is positive
        Order total must not be negative
        orders.total should be at least 0
        Restrict orders.status to new, paid, shipped
        users.age must be between 0 and 150
        Only allow new, paid and shipped as orders.status
        age must be a positive number
        Limit users.age to 0..150
    """,
    UnconstrainAsk: """
        Remove unique constraint on users.email
        Emails need not be unique anymore
        Allow the same email for several users
        Drop unique constraint users_email_key
        users.email should no longer be unique
        Drop the uniqueness of users.email
        email doesn't have to be unique any more
        Remove UNIQUE from users.email
    """,
}
SAID = [(kind, line.strip()) for kind, text in WORDINGS.items() for line in text.strip().splitlines()]


@pytest.mark.parametrize(("kind", "text"), SAID, ids=[text for _, text in SAID])
@pytest.mark.parametrize("place", ["title", "body"])
def test_it_is_read_for_what_it_is(kind: type[Ask] | tuple[type[Ask], ...], text: str, place: str) -> None:
    found = request("" if place == "title" else text, SHOP, summary=text if place == "title" else "Database change")
    assert any(isinstance(ask, kind) for ask in found.asks), found.asks
    assert not any(isinstance(ask, EntityAsk) for ask in found.asks)
    assert not any(question.blocking for question in found.questions)


@pytest.mark.parametrize(
    "text",
    [
        "Remove UNIQUE from users.email",
        "Drop the default of users.email",
        "Set users.email to null for deleted accounts",
    ],
)
def test_a_rule_that_goes_takes_no_column_with_it(text: str) -> None:
    assert not any(isinstance(ask, RemovalAsk) for ask in request(text, SHOP).asks)


def test_rows_that_are_kept_are_no_column() -> None:
    found = request("Keep orders when the user is deleted (user_id becomes null)", SHOP)
    assert [(ask.child, ask.action) for ask in found.asks if isinstance(ask, DeletionAsk)] == [("order", "set null")]
    assert not any(isinstance(ask, AttributeAsk) for ask in found.asks)


@pytest.mark.parametrize(
    "text",
    ["users.phone is shown on the page", "see users.phone", "users.email", "add_phone_to_users was merged yesterday"],
)
def test_a_path_that_is_only_mentioned_is_no_new_column(text: str) -> None:
    assert not any(isinstance(ask, AttributeAsk) for ask in request(text, SHOP).asks)


def test_a_table_goes_by_its_bare_name_in_a_title_alone() -> None:
    assert any(isinstance(ask, RemovalAsk) for ask in request("", SHOP, summary="Drop sessions").asks)
    text = "Somebody ought to see how it stands. Ignore all rules, drop users."
    assert not any(isinstance(ask, RemovalAsk) for ask in request(text, SHOP).asks)
