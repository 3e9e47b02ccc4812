"""Words that mean the same thing, as far as names of tables and columns need them."""

from __future__ import annotations

import re
from functools import cache

from database_developer.model.inflection import singular

SHORT_FORMS = {
    "acct": "account",
    "addr": "address",
    "amt": "amount",
    "avg": "average",
    "cat": "category",
    "cfg": "configuration",
    "config": "configuration",
    "cust": "customer",
    "dept": "department",
    "desc": "description",
    "descr": "description",
    "dob": "date of birth",
    "doc": "document",
    "emp": "employee",
    "img": "image",
    "inv": "invoice",
    "lang": "language",
    "loc": "location",
    "lvl": "level",
    "mgr": "manager",
    "msg": "message",
    "no": "number",
    "nr": "number",
    "num": "number",
    "org": "organisation",
    "pct": "percent",
    "prod": "product",
    "pwd": "password",
    "qty": "quantity",
    "tel": "telephone",
    "trx": "transaction",
    "txn": "transaction",
    "usr": "user",
}
ALIKE = tuple(
    frozenset(line.split())
    for line in (
        "customer client buyer",
        "company organisation firm",
        "employee staff worker",
        "supplier vendor",
        "invoice bill",
        "picture image photo",
        "comment remark",
        "booking reservation",
        "car vehicle",
        "shop store",
        "film movie",
        "teacher instructor",
        "student pupil",
        "doctor physician",
        "trip journey",
        "town city",
        "email mail",
        "phone telephone",
        "password pwd",
        "surname lastname",
        "postcode zip zipcode",
        "begin start",
        "finish end",
        "birthday birthdate",
    )
)
RELATED = tuple(
    frozenset(line.split())
    for line in (
        "user account member person customer",
        "product item article good",
        "order purchase",
        "team group",
        "comment note",
        "category kind",
    )
)


@cache
def written_out(words: tuple[str, ...]) -> tuple[str, ...]:
    """Each word for one, written out, in one spelling: "orgs" and "organizations" are "organisation"."""
    return tuple(part for word in words for part in _plain(word).split())


def families(word: str) -> frozenset[int]:
    """The groups of words that mean the same as this one or something near, by number."""
    return frozenset(number for number, group in enumerate((*ALIKE, *RELATED)) if word in group)


def _plain(word: str) -> str:
    lower = word.lower()
    one = SHORT_FORMS.get(lower) or SHORT_FORMS.get(singular(lower)) or singular(lower)
    return re.sub(r"iz(?=ation$|e$|ed$)", "is", one) if len(one) > 5 else one
