"""Models told in words: "Shop has name, city and tax_id", "ShopItem joins the two", "composite primary key (a, b)"."""

from __future__ import annotations

from dataclasses import replace

import pytest

from database_developer.model.request import (
    Ask,
    AttributeAsk,
    DeletionAsk,
    EntityAsk,
    RelationAsk,
    RemovalAsk,
    UniqueAsk,
)
from database_developer.reading import Vocabulary
from unit.reading.tickets import Q, asks, request

TOWN = Vocabulary(tables={"members": ("id", "nickname", "email"), "shelves": ("id", "name"), "boxes": ("id", "name")})
SONGS = "A song has a title and a length. A playlist has a name and a colour. "
ROOMS = "A room has a number and a name. A booking belongs to a room and has a date. "


def attributes(found: set[Ask], entity: str) -> set[str]:
    return {one.attribute for one in found if isinstance(one, AttributeAsk) and one.entity == entity}


def parents(found: set[Ask], entity: str) -> set[str]:
    return {one.parent for one in found if isinstance(one, RelationAsk) and one.child == entity}


def keys(found: set[Ask]) -> dict[str, tuple[str, ...]]:
    return {one.entity: one.key for one in found if isinstance(one, EntityAsk) and one.key}


@pytest.mark.parametrize(
    ("text", "entity", "names"),
    [
        ("Shop has name, city (nullable) and is_open (default false).", "shop", {"name", "city", "is_open"}),
        ("Order contains number, date and total.", "order", {"number", "date", "total"}),
        ("Shop owner has name, email.", "shop owner", {"name", "email"}),
        (
            "Track has title, length and isrc; isrc is char(12) and must be unique.",
            "track",
            {"title", "length", "isrc"},
        ),
    ],
)
def test_one_of_a_kind_without_an_article(text: str, entity: str, names: set[str]) -> None:
    assert attributes(asks(text), entity) == names


@pytest.mark.parametrize(
    "text",
    [
        "Nobody has name and phone.",
        "Frontend has list, filter and name.",
        "Marketing has budget, time and people.",
        "Everybody has name and email already.",
        "Keep the plain `ID` fields, don't embed gorm.Model - we don't want soft delete here.",
        "Keep the nickname column.",
        "The app links the two.",
    ],
)
def test_what_is_no_model(text: str) -> None:
    assert not asks(text, TOWN)


def test_the_name_of_a_tool_is_no_table() -> None:
    told = request("Shop has name and email.", TOWN, summary="Define GORM models: Shop")
    assert {one.entity for one in told.asks if isinstance(one, EntityAsk)} == {"shop"}


@pytest.mark.parametrize(
    "text",
    [
        "Please make new table badges, columns is: id, colour, holder (member), issued at.",
        "Need new table badges - columns are: id, colour, holder (member), issued at.",
        "Create table badges; the columns: id, colour, holder (member), issued at.",
        "Make a new table badges which columns are: id, colour, holder (member), issued at.",
        "Please add a table badges, its fields should be id, colour, holder (member), issued at.",
    ],
)
def test_a_table_and_what_its_columns_are(text: str) -> None:
    found = asks(text, TOWN)
    assert attributes(found, "badge") == {"id", "colour", "issued at"}
    assert parents(found, "badge") == {"member"}
    assert not attributes(found, "member")


def test_names_among_others_of_their_list() -> None:
    found = asks("New table price_changes with product, old price, new price, research field and track.", TOWN)
    assert attributes(found, "price change") == {"product", "old price", "new price", "research field", "track"}


@pytest.mark.parametrize(
    "text",
    [
        "New table `places` with box, shelf, position, PK(box_id, shelf_id).",
        "New table `places`: box, shelf, position; composite primary key (box_id, shelf_id).",
        "New table `places` with box, shelf and position. The primary key is (box_id, shelf_id).",
        "New table `places` with box, shelf and position. Composite primary key of box and shelf.",
        "New table `places` with box, shelf and position. Primary key: box_id + shelf_id.",
        "New table `places` with box, shelf and position. Box and shelf together are the primary key.",
        "New table `places`:\n\n- box_id (fk)\n- shelf_id (fk)\n- position\n- primary key (box_id, shelf_id)",
        "New table `places`:\n\n- box_id (fk)\n- shelf_id (fk)\n- position\n\nPK: box_id, shelf_id",
    ],
)
def test_a_key_of_several_columns(text: str) -> None:
    found = asks(text, TOWN)
    assert keys(found) in ({"place": ("box", "shelf")}, {"place": ("box_id", "shelf_id")})
    assert parents(found, "place") == {"box", "shelf"}
    assert attributes(found, "place") == {"position"}


@pytest.mark.parametrize(
    "text",
    ["Every table must have a primary key and an index.", "New table `codes` with code (primary key), name and size."],
)
def test_what_is_no_key_of_several(text: str) -> None:
    assert all(len(key) == 1 for key in keys(asks(text, TOWN)).values())


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("PlaylistSong joins the two and carries position and added_at.", "playlist song"),
        ("PlaylistSong links a playlist to a song and carries position and added_at.", "playlist song"),
        ("An entry sits between the two and has position and added_at.", "entry"),
        ("An entry ties both and has position and added_at.", "entry"),
    ],
)
def test_what_joins_two_things(text: str, entity: str) -> None:
    found = asks(SONGS + text)
    assert parents(found, entity) == {"playlist", "song"}
    assert attributes(found, entity) == {"position", "added_at"}


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("Deleting a room that has bookings must fail.", "restrict"),
        ("Deleting a room is refused while it has bookings.", "restrict"),
        ("Deleting a room with bookings is not allowed.", "restrict"),
        ("Removing a room is forbidden as long as it has bookings.", "restrict"),
        ("Deleting a room takes its bookings along.", "cascade"),
        ("Deleting a room removes its bookings as well.", "cascade"),
    ],
)
def test_what_deleting_does(text: str, action: str) -> None:
    assert DeletionAsk(parent="room", child="booking", action=action, quote=Q) in asks(ROOMS + text)


@pytest.mark.parametrize(
    "text", ["Deleting a room should not fail when it has bookings.", "Deleting a room takes ages.", "No soft delete."]
)
def test_what_says_nothing_of_deleting(text: str) -> None:
    assert not any(isinstance(one, DeletionAsk | RemovalAsk) for one in asks(ROOMS + text))


def test_what_ties_both_is_what_a_deletion_meets() -> None:
    text = "PlaylistSong joins the two and has a position. Deleting a song that is on a playlist must fail. "
    found = asks(f"{SONGS}{text}Deleting a playlist takes its entries along.")
    assert DeletionAsk(parent="song", child="playlist song", action="restrict", quote=Q) in found
    assert DeletionAsk(parent="playlist", child="playlist song", action="cascade", quote=Q) in found


@pytest.mark.parametrize(
    ("text", "default"),
    [
        (
            "TownBadge: code is the primary key (string, e.g. `new-town`), shiny (bool, off by default) "
            "and uses (int).",
            "false",
        ),
        ("TownBadge: code (primary key, string), shiny (bool, default off), uses (int).", "off"),
        ("A TownBadge has code as primary key (string), shiny (bool, defaults to off) and uses (int).", "off"),
    ],
)
def test_a_model_behind_its_name(text: str, default: str) -> None:
    found = asks(text, TOWN)
    assert keys(found) == {"town badge": ("code",)}
    shiny = next(one for one in found if isinstance(one, AttributeAsk) and one.attribute == "shiny")
    assert shiny.default == default


def test_what_a_model_points_to_and_by_which_column() -> None:
    found = asks(
        "TownBadge: code (primary key, string), shiny (bool). BadgeLoan has an id, points to a badge via badge_code "
        "and to a member. There is at most one loan per badge and member. If the badge or the member is deleted, the "
        "loan should be deleted as well.",
        TOWN,
    )
    ties = {one.parent: one.columns for one in found if isinstance(one, RelationAsk)}
    assert ties == {"town badge": ("badge_code",), "member": ()}
    assert UniqueAsk(entity="badge loan", attributes=("town badge", "member"), quote=Q) in found
    for parent in ("town badge", "member"):
        assert DeletionAsk(parent=parent, child="badge loan", action="cascade", quote=Q) in found


THEM = "The porter keeps the outages of the shelves in a book. We want a table for {}: which shelf, when it broke, {}."


@pytest.mark.parametrize("pronoun", ["them", "these", "that"])
def test_a_table_for_what_was_just_spoken_of_is_called_after_the_title(pronoun: str) -> None:
    told = request(THEM.format(pronoun, "and the member who saw it"), TOWN, summary="Shelf outage log")
    found = {replace(ask, quote=Q) for ask in told.asks}
    assert parents(found, "shelf outage log") == {"shelf", "member"}
    assert attributes(found, "shelf outage log") == {"broken at"}


@pytest.mark.parametrize("title", ["We need to do something about the outages", "Shelves", "Description"])
def test_a_table_that_nothing_names_is_asked_about(title: str) -> None:
    told = request(THEM.format("them", "and the reason"), TOWN, summary=title)
    assert not any(isinstance(one, EntityAsk | AttributeAsk) for one in told.asks)
    assert told.questions
