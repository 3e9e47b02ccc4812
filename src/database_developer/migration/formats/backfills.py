"""An UPDATE in batches as one statement that any client can run, and read back from there."""

from __future__ import annotations

import json
from collections.abc import Iterator

from database_developer.migration.ddl.quoting import identifier, literal, qualified
from database_developer.model.migration import Batches
from database_developer.model.names import QualifiedName

MARK = "-- dbd:batches "
QUOTE = "$dbd_batches$"
PAGES = 100  # physical pages in a batch where no key tells rows apart


def spelled(batches: Batches) -> str:
    """A DO block that runs the UPDATE range by range and commits after each; outside a transaction only.

    Where two rows of one batch are after the same unique value, the batch is done row by row.
    """
    body = _by_key(batches) if batches.key else _by_place(batches)
    told = json.dumps(_told(batches), ensure_ascii=False)
    return f"DO {QUOTE}\n{MARK}{told}\n{body}\n{QUOTE}"


def read(sql: str) -> Batches | None:
    """The batches that a statement spells out; None where it is anything else, or was edited since."""
    lines = sql.strip().splitlines()
    if len(lines) < 2 or not lines[1].startswith(MARK):
        return None
    try:
        told = json.loads(lines[1].removeprefix(MARK))
        found = Batches(
            table=QualifiedName(*told["table"]),
            update=told["update"],
            key=tuple((name, type_) for name, type_ in told["key"]),
            size=int(told["size"]),
        )
    except (ValueError, KeyError, TypeError):
        return None
    return found if spelled(found) == sql.strip() else None


def _told(batches: Batches) -> dict[str, object]:
    return {
        "table": [batches.table.schema, batches.table.name],
        "key": [list(column) for column in batches.key],
        "size": batches.size,
        "update": batches.update,
    }


def _by_key(batches: Batches) -> str:
    names = [name for name, _ in batches.key]
    columns = ", ".join(f"t.{identifier(name)}" for name in names)
    table = qualified(batches.table)
    lows, highs, ones = (_variables(prefix, names) for prefix in ("dbd_low", "dbd_high", "dbd_one"))
    key, low, high, one = (f"({it})" for it in (columns, lows, highs, ones))
    one_row = batches.within(f"{key} = {one}")
    whole = batches.within(f"{key} >= {low} AND {key} <= {high}")
    lines = [
        "DECLARE",
        *(f"    {declaration};" for declaration in _declarations(batches)),
        "BEGIN",
        f"    SELECT {columns} INTO {lows} FROM {table} AS t ORDER BY {columns} LIMIT 1;",
        "    WHILE FOUND LOOP",
        f"        SELECT {columns} INTO {highs}",
        f"        FROM (SELECT {columns} FROM {table} AS t WHERE {key} >= {low}",
        f"              ORDER BY {columns} LIMIT {batches.size}) AS t",
        f"        ORDER BY {', '.join(f't.{identifier(name)} DESC' for name in names)} LIMIT 1;",
        "        BEGIN",
        f"            {whole};",
        "        EXCEPTION WHEN unique_violation THEN",
        f"            FOR {ones} IN SELECT {columns} FROM {table} AS t",
        f"                WHERE {key} >= {low} AND {key} <= {high} ORDER BY {columns}",
        "            LOOP",
        f"                {one_row};",
        "            END LOOP;",
        "        END;",
        "        COMMIT;",
        f"        SELECT {columns} INTO {lows} FROM {table} AS t WHERE {key} > {high} ORDER BY {columns} LIMIT 1;",
        "    END LOOP;",
        "END",
    ]
    return "\n".join(lines)


def _by_place(batches: Batches) -> str:
    table = qualified(batches.table)
    place = f"t.ctid >= format('(%s,0)', dbd_page)::tid AND t.ctid < format('(%s,0)', dbd_page + {PAGES})::tid"
    lines = [
        "DECLARE",
        "    dbd_page bigint := 0;",
        "    dbd_pages bigint;",
        "BEGIN",
        "    LOOP",
        f"        dbd_pages := pg_catalog.pg_relation_size({literal(table)}::regclass)",
        "            / pg_catalog.current_setting('block_size')::bigint;",
        "        EXIT WHEN dbd_page >= dbd_pages;",
        f"        {batches.within(place)};",
        "        COMMIT;",
        f"        dbd_page := dbd_page + {PAGES};",
        "    END LOOP;",
        "END",
    ]
    return "\n".join(lines)


def _variables(prefix: str, names: list[str]) -> str:
    return ", ".join(f"{prefix}_{number}" for number in range(1, len(names) + 1))


def _declarations(batches: Batches) -> Iterator[str]:
    for prefix in ("dbd_low", "dbd_high", "dbd_one"):
        for number, (_, type_) in enumerate(batches.key, 1):
            yield f"{prefix}_{number} {type_}"
