"""Tables laid out in plain text inside a fence: a name on a line, below it a column a line."""

from __future__ import annotations

import pytest

from database_developer.model.request import AttributeAsk, EntityAsk, RangeAsk, RelationAsk, UniqueAsk
from database_developer.reading import Vocabulary
from unit.reading.tickets import Q, asks

GYM = Vocabulary(tables={"members": ("id", "email")})
LAYOUT = """lockers
  id         uuid, pk
  label      varchar(12), unique, not null
  size       smallint, 1..5, not null
  free_from  date, null = at once
  made_at    timestamptz, not null, default now()

locker_keys:
  locker_id  uuid, fk lockers, not null
  member_id  bigint -> members
  no         int
  PK (locker_id, no)   -- one key ring each
  index (member_id)
"""


def fenced(code: str, language: str = "") -> str:
    return f"Agreed with Ada.\n\n```{language}\n{code}\n```\n"


@pytest.mark.parametrize("language", ["", "text"])
def test_what_is_laid_out_is_read(language: str) -> None:
    found = asks(fenced(LAYOUT, language), GYM)
    columns = {
        (one.entity, one.attribute): (one.type, one.required, one.default)
        for one in found
        if isinstance(one, AttributeAsk)
    }
    assert columns["locker", "label"] == ("varchar(12)", True, None)
    assert columns["locker", "made_at"] == ("timestamptz", True, "now")
    assert columns["locker", "free_from"] == ("date", False, None)
    assert columns["locker key", "no"] == ("integer", None, None)
    assert UniqueAsk(entity="locker", attributes=("label",), quote=Q) in found
    assert RangeAsk(entity="locker", attribute="size", minimum="1", maximum="5", quote=Q) in found
    assert {one.parent for one in found if isinstance(one, RelationAsk)} == {"locker", "member"}
    keys = {one.entity: one.key for one in found if isinstance(one, EntityAsk)}
    assert keys == {"locker": ("id",), "locker key": ("locker_id", "no")}


@pytest.mark.parametrize(
    "code",
    [
        "Starting server\n  port      8080\n  workers   4",
        "error: cannot connect\n  at main (server.js:10)\n  at run (server.js:20)",
        "lockers\n  first     see below\n  second    see above",
        "total  used  free\n  12     7     5",
        "lockers\n  id  uuid",
    ],
)
def test_what_is_no_table_is_not_read(code: str) -> None:
    assert not any(isinstance(one, EntityAsk) for one in asks(fenced(code), GYM))
