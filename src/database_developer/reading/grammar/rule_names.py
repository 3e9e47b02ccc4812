"""Names that databases give to indexes and rules: "orders_note_idx", "uq_members_email", "loans_book_id_fkey"."""

from __future__ import annotations

_INDEXES = (("idx_", "ix_", "index_"), ("_idx", "_ix", "_index"))
_UNIQUES = (("uq_", "uniq_", "unique_", "uk_"), ("_uniq", "_uq", "_unique", "_key"))
_FOREIGN_KEYS = (("fk_",), ("_fkey", "_fk"))
_CHECKS = (("ck_", "chk_", "check_"), ("_check", "_chk"))
_KINDS = (("foreign key", _FOREIGN_KEYS), ("index", _INDEXES), ("unique", _UNIQUES), ("check", _CHECKS))
_ALSO_WORDS = ("index_", "unique_", "check_", "_index", "_unique", "_key", "_check")  # of columns: "sort_index"
_LEAST = 3  # parts of a name that may as well be a column's


def kind_of_rule(name: str) -> str:
    """ "index", "unique", "foreign key" or "check"; "" for a name that is none of a rule."""
    lower = name.lower()
    if not name.isidentifier():
        return ""
    for kind, (begins, ends) in _KINDS:
        marks = [it for it in begins if lower.startswith(it)] + [it for it in ends if lower.endswith(it)]
        if marks and (any(it not in _ALSO_WORDS for it in marks) or lower.count("_") + 1 >= _LEAST):
            return kind
    return ""
