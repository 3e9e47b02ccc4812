"""The catalog's queries, as files beside this package, in the words of one server version."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from string import Template

# What a server from that version on calls it, and what older ones, which do not know it, mean.
_VARIANTS: Mapping[str, tuple[int, str, str]] = {
    "nulls_not_distinct": (150000, "i.indnullsnotdistinct", "false"),
    "names_set_columns": (150000, "k.confdelsetcols IS NOT NULL", "false"),
    "enforced": (180000, "k.conenforced", "true"),
    "without_overlaps": (180000, "k.conperiod", "false"),
}


def load(name: str, server_version: int) -> str:
    """The text of ``queries/<name>.sql`` for a server such as 180006."""
    text = files("database_developer.postgres").joinpath("queries", f"{name}.sql").read_text(encoding="utf-8")
    return Template(text).substitute(
        {word: new if server_version >= since else old for word, (since, new, old) in _VARIANTS.items()}
    )
