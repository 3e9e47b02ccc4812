"""A partition that is read while nobody can write to it."""

from __future__ import annotations

from collections.abc import Iterator

from pglast.enums import AlterTableType

from database_developer.migration.linting.alterations import Alteration, alterations
from database_developer.migration.linting.finding import Severity
from database_developer.migration.linting.partitions import attached
from database_developer.migration.linting.rule import Found, Place, Rule, quoted
from database_developer.migration.linting.spelling import table
from database_developer.model.migration import Hazard


def find(place: Place) -> Iterator[Found]:
    """ATTACH PARTITION of a table that has rows, without a CHECK that says what the bounds say."""
    for alteration in alterations(place, AlterTableType.AT_AttachPartition):
        part = alteration.definition.name
        whole = alteration.table
        reads_part = not place.known.is_new(part) and not _is_checked(place, alteration)
        default = place.known.tables.get(whole.default_part) if whole.default_part else None
        reads_default = default is not None and not default.new and not _valid_checks(default)
        if reads_part or reads_default:
            read = [place.told(part)] * reads_part + [quoted(default.name)] * reads_default if default else []
            yield Found(
                message=f"nobody reads or writes {' and '.join(read or [place.told(part)])} while every row is held to "
                f"the bounds of a partition of {alteration.told}",
                safe_sql=attached(
                    whole, table(alteration.relation), table(part), part.relname, alteration.definition.bound
                ),
                replaces=alteration.can_be_replaced,
            )


def _is_checked(place: Place, alteration: Alteration) -> bool:
    return _valid_checks(place.table(alteration.definition.name))


def _valid_checks(found: object) -> bool:
    return any(check.valid for check in getattr(found, "checks", {}).values())


RULE = Rule(
    id="attach-partition",
    looks_for="ATTACH PARTITION without a validated CHECK that says what the bounds say",
    hurts="ACCESS EXCLUSIVE is held on the new part, and on the default partition if there is one, until the last of "
    "their rows was read.",
    hazard=Hazard.BLOCKING_SCAN,
    severity=Severity.ERROR,
    find=find,
)
