"""grant-to-public: a privilege for everybody who can log in."""

from __future__ import annotations

import pytest

from database_developer.model.schema import Domain, Enum, Grant, Namespace, Schema
from database_developer.proof.checks.grant_to_public import CHECK
from support.checks import (
    assert_finds_as_documented,
    assert_silent,
    column,
    function,
    name,
    places,
    schema,
    script,
    table,
)

EVERYBODY = (Grant(role="", privilege="SELECT"),)
BAD = script(after=schema(table("orders", column("note"), grants=EVERYBODY)))


def test_a_grant_to_everybody_is_found() -> None:
    assert_finds_as_documented(CHECK, BAD, "table orders", 'everybody may SELECT table "orders"')


def test_a_grant_to_a_role_is_good() -> None:
    reader = (Grant(role="reporting", privilege="SELECT"),)
    assert_silent(CHECK, script(after=schema(table("orders", column("note"), grants=reader))))


def test_what_the_server_grants_itself_is_good() -> None:
    execute, usage = (Grant(role="", privilege="EXECUTE"),), (Grant(role="", privilege="USAGE"),)
    status = Enum(name=name("status"), labels=("open",), grants=usage)
    email = Domain(name=name("email"), type="text", grants=usage)
    objects = schema(function("tidy", grants=execute), status, email)
    public = Schema(namespaces={"public": Namespace(name="public", grants=usage)})
    assert_silent(CHECK, script(after=objects))
    assert_silent(CHECK, script(after=public))


@pytest.mark.parametrize("privilege", ["CREATE", "USAGE"])
def test_a_namespace_of_ones_own_is_found(privilege: str) -> None:
    opened = Namespace(name="app", grants=(Grant(role="", privilege=privilege),))
    assert places(CHECK, script(after=Schema(namespaces={"app": opened}))) == ["namespace app"]


def test_creating_in_public_is_found() -> None:
    opened = Namespace(name="public", grants=(Grant(role="", privilege="CREATE"),))
    assert places(CHECK, script(after=Schema(namespaces={"public": opened}))) == ["namespace public"]


def test_a_grant_on_a_column_is_found() -> None:
    after = schema(table("orders", column("note", grants=EVERYBODY)))
    assert places(CHECK, script(after=after)) == ["column orders.note"]


def test_only_the_new_privilege_of_a_live_table_is_found() -> None:
    more = (*EVERYBODY, Grant(role="", privilege="DELETE"))
    after = schema(table("orders", column("note"), grants=more))
    assert [finding.what for finding in CHECK.find(script(before=BAD.after, after=after))] == [
        'everybody may DELETE table "orders"'
    ]
