"""A strategy that makes schemas of one family of tables: plain or cut, with parts in it, beside it, or cut again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hypothesis import strategies as st

COLUMNS = "id bigint NOT NULL, at date NOT NULL, area text NOT NULL, size integer, device integer"
KEYS = {"range": "RANGE (at)", "list": "LIST (area)", "hash": "HASH (id)"}
BOUNDS = {
    "range": {
        "a": ("FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')", "FOR VALUES FROM (MINVALUE) TO ('2021-01-01')"),
        "b": ("FOR VALUES FROM ('2021-01-01') TO ('2022-01-01')",),
        "c": ("DEFAULT", "FOR VALUES FROM ('2022-01-01') TO (MAXVALUE)"),
    },
    "list": {
        "a": ("FOR VALUES IN ('x')", "FOR VALUES IN ('x', 'it''s')"),
        "b": ("FOR VALUES IN ('y', 'z')",),
        "c": ("DEFAULT",),
    },
    "hash": {
        "a": ("FOR VALUES WITH (MODULUS 3, REMAINDER 0)",),
        "b": ("FOR VALUES WITH (MODULUS 3, REMAINDER 1)",),
        "c": ("FOR VALUES WITH (MODULUS 3, REMAINDER 2)",),
    },
}
WHOLE = (  # what may hang on the table, and then on all its parts
    "ALTER TABLE logs ADD PRIMARY KEY (id, at, area)",
    "ALTER TABLE logs ADD CONSTRAINT size_positive CHECK (size > 0)",
    "ALTER TABLE logs ADD CONSTRAINT device_known FOREIGN KEY (device) REFERENCES devices (id)",
    "ALTER TABLE logs ALTER COLUMN size SET NOT NULL",
    "ALTER TABLE logs ALTER COLUMN size SET DEFAULT 7",
    "ALTER TABLE logs ADD COLUMN note text DEFAULT 'none'",
    "CREATE INDEX logs_size ON logs (size)",
    "CREATE UNIQUE INDEX logs_once ON logs (at, area, id, size)",
    "CREATE TRIGGER touch BEFORE UPDATE ON logs FOR EACH ROW EXECUTE FUNCTION touch()",
    "COMMENT ON TABLE logs IS 'all of them'",
)
PART = (  # what may hang on one part alone
    "CREATE INDEX {0}_own ON {0} (device)",
    "ALTER TABLE {0} ADD CONSTRAINT {0}_named CHECK (area <> '')",
    "ALTER TABLE {0} ALTER COLUMN device SET DEFAULT 1",
    "COMMENT ON TABLE {0} IS 'one part'",
)
ALONE = (  # what a part may have before it is put in
    "ALTER TABLE {0} ADD PRIMARY KEY (id, at, area)",
    "ALTER TABLE {0} ADD CONSTRAINT size_positive CHECK (size > 0)",
    "CREATE INDEX {0}_size_idx ON {0} (size)",
)
REMARKS = (
    "CREATE TABLE remarks (id bigint, at date, area text,"
    " CONSTRAINT remark_log FOREIGN KEY (id, at, area) REFERENCES logs)"
)
WAYS = (
    ("range", "range"),
    ("list", "list"),
    ("hash", "hash"),
    ("plain", "range"),
    ("range", "plain"),
    ("plain", "list"),
    ("list", "range"),
)


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part: where it is ("in", "beside" or "nowhere"), whether it is cut again, and what hangs on it."""

    name: str
    place: str
    bound: str
    is_cut: bool
    hanging: tuple[str, ...]


@st.composite
def _parts(draw: st.DrawFn, way: str, *, is_b_cut: bool, has_rest: bool) -> tuple[Part, ...]:
    parts = []
    for name in ("a", "b", "c"):
        place = draw(st.sampled_from(("nowhere", "beside", "in", "in") if way != "plain" else ("nowhere", "beside")))
        if name == "c" and has_rest:
            place = "in" if way != "plain" else "nowhere"
        is_cut = name == "b" and is_b_cut
        choices = PART if place == "in" else (*PART, *ALONE)
        hanging = draw(st.lists(st.sampled_from(choices), unique=True, max_size=2))
        bounds = BOUNDS.get(way, BOUNDS["range"])[name]
        bound = bounds[0] if has_rest else draw(st.sampled_from(bounds))
        parts.append(Part(name=name, place=place, bound=bound, is_cut=is_cut, hanging=tuple(hanging)))
    return tuple(parts)


def _made(part: Part) -> Iterator[str]:
    tail = " PARTITION BY HASH (id)" if part.is_cut else ""
    if part.place == "in":
        yield f"CREATE TABLE {part.name} PARTITION OF logs {part.bound}{tail}"
    elif part.place == "beside":
        yield f"CREATE TABLE {part.name} ({COLUMNS}){tail}"
    if part.is_cut and part.place != "nowhere":
        yield "CREATE TABLE b_1 PARTITION OF b FOR VALUES WITH (MODULUS 1, REMAINDER 0)"


@st.composite
def generated_partitions_sql(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """The statements of such a schema, and of another one to be reached from it."""
    ways, is_b_cut = draw(st.sampled_from(WAYS)), draw(st.booleans())
    has_rest = "plain" in ways  # else there would be no partition to have all rows
    old, new = (draw(_schema(way, is_b_cut=is_b_cut, has_rest=has_rest)) for way in ways)
    return old, new


@st.composite
def _schema(draw: st.DrawFn, way: str, *, is_b_cut: bool, has_rest: bool) -> list[str]:
    parts = draw(_parts(way, is_b_cut=is_b_cut, has_rest=has_rest))
    whole = draw(st.lists(st.sampled_from(WHOLE), unique=True))
    statements = [
        "CREATE TABLE devices (id integer PRIMARY KEY)",
        "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END'",
        f"CREATE TABLE logs ({COLUMNS}){f' PARTITION BY {KEYS[way]}' if way in KEYS else ''}",
    ]
    statements += [statement for part in parts for statement in _made(part)]
    statements += sorted(whole, key=WHOLE.index)
    for part in parts:
        if part.place != "nowhere":
            statements += [statement.format(part.name) for statement in part.hanging]
    if WHOLE[0] in whole and draw(st.booleans()):
        statements.append(REMARKS)
    return statements
