"""floating-money: an amount of money in a type that rounds."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.model.names import part_of
from database_developer.model.schema import Schema
from database_developer.proof.checks.arrivals import Fault, brought_by
from database_developer.proof.checks.check import Check, Finding, Group, Level, Subject
from database_developer.proof.checks.column_types import columns_of, element, resolved
from database_developer.proof.checks.names import says_any, words_of

INEXACT = frozenset({"real", "double precision", "money"})
MONEY_WORDS = frozenset(
    words_of(
        "amount balance budget commission cost discount fare fee income money payment payout price profit refund rent "
        "revenue salary subtotal surcharge tax total turnover wage"
    )
)
OTHER_MEASURES = frozenset(
    words_of(
        "rate ratio percent percentage share factor score weight distance length width height volume area duration "
        "time hour minute second day energy power temperature count"
    )
)


def find(subject: Subject) -> Iterator[Finding]:
    """Columns whose name speaks of money and whose type is ``real``, ``double precision`` or ``money``."""
    return brought_by(subject, _faults)


def _faults(schema: Schema) -> Iterator[Fault]:
    for table, column in columns_of(schema):
        if element(resolved(schema, column.type)) in INEXACT and _is_money(column.name):
            yield Fault(
                at=part_of("column", table.name, column.name),
                what=f'column "{column.name}" holds money as {column.type}',
                hint="use numeric(12,2), or a bigint of the smallest unit such as cents",
            )


def _is_money(name: str) -> bool:
    return says_any(name, MONEY_WORDS) and not says_any(name, OTHER_MEASURES)


CHECK = Check(
    id="floating-money",
    claim="new columns for money are exact",
    group=Group.DESIGN,
    level=Level.ERROR,
    find=find,
)
