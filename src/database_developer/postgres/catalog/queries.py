"""The catalog's queries, as files beside this package, in the words of one server version."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from string import Template

from database_developer.model import aside
from database_developer.model.quoting import literal

# What a server from that version on calls it, and what older ones, which do not know it, mean.
_VARIANTS: Mapping[str, tuple[int, str, str]] = {
    "nulls_not_distinct": (150000, "i.indnullsnotdistinct", "false"),
    "names_set_columns": (150000, "k.confdelsetcols IS NOT NULL", "false"),
    "enforced": (180000, "k.conenforced", "true"),
    "without_overlaps": (180000, "k.conperiod", "false"),
}
# What is neither the system's nor our own: things set aside are hidden, and so is our journal.
_SHOWN = {
    "shown_namespace": (
        "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"
        f" AND n.nspname <> {literal(aside.JOURNAL)} AND NOT starts_with(n.nspname, {literal(aside.MARK)})"
    ),
    "shown_column": f"NOT starts_with(a.attname, {literal(aside.COLUMN_MARK)})",
}


def load(name: str, server_version: int) -> str:
    """The text of ``queries/<name>.sql`` for a server such as 180006."""
    text = files("database_developer.postgres").joinpath("queries", f"{name}.sql").read_text(encoding="utf-8")
    variants = {word: new if server_version >= since else old for word, (since, new, old) in _VARIANTS.items()}
    return Template(text).substitute(variants, **_SHOWN)
