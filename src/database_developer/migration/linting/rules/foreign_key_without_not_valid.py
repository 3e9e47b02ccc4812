"""A foreign key that looks up every row while writers of both tables wait."""

from __future__ import annotations

from collections.abc import Iterator

from pglast.enums import ConstrType

from database_developer.migration.ddl.quoting import identifier, qualified
from database_developer.migration.linting.alterations import Demand, added_constraints
from database_developer.migration.linting.altering import constraint_name
from database_developer.migration.linting.finding import Severity
from database_developer.migration.linting.rule import Found, Place, Rule
from database_developer.migration.linting.safe_forms import validated_later
from database_developer.migration.linting.spelling import changed, printed, script
from database_developer.model.migration import Hazard
from database_developer.model.names import QualifiedName

PARTITIONED_SINCE = 18


def find(place: Place) -> Iterator[Found]:
    """ADD FOREIGN KEY that is neither NOT VALID nor NOT ENFORCED; NOT VALID where the server refuses it."""
    for demand in added_constraints(place, ConstrType.CONSTR_FOREIGN):
        constraint, alteration = demand.constraint, demand.alteration
        too_old = alteration.table.partitioned and place.version < PARTITIONED_SINCE
        if constraint.skip_validation and too_old:
            yield Found(
                message=f"PostgreSQL {place.version} refuses a foreign key NOT VALID on {alteration.told}, because it "
                "is partitioned",
                safe_sql=_by_parts(demand),
            )
        elif not constraint.skip_validation and constraint.is_enforced and not _is_kept_by_parts(demand):
            both = f"{alteration.told} or {place.told(constraint.pktable)}"
            yield Found(
                message=f"nobody writes to {both} while every row of {alteration.told} is looked up",
                safe_sql=_by_parts(demand) if too_old else validated_later(demand),
                replaces=alteration.can_be_replaced,
            )


def _is_kept_by_parts(demand: Demand) -> bool:
    """Whether each known part has the same foreign key, validated: the table takes those over without looking."""
    known, wanted = demand.alteration.place.known, demand.alteration.place.known.name(demand.constraint.pktable)

    def keeps(name: QualifiedName) -> bool:
        part = known.tables.get(name)
        if part is None:
            return False
        if part.partitioned and part.parts:
            return all(map(keeps, part.parts))
        keys = part.foreign_keys.values()
        return any(key.valid and key.table == wanted and key.columns == demand.columns for key in keys)

    parts = demand.alteration.table.parts
    return bool(parts) and all(map(keeps, parts))


def _by_parts(demand: Demand) -> str:
    """Each part first, so that the table takes over what was validated there without looking again."""
    alteration, name = demand.alteration, constraint_name(demand.alteration.relation, demand.constraint)
    waiting = printed(changed(demand.constraint, conname=name, skip_validation=True, initially_valid=False))
    steps = []
    for part in alteration.table.parts:
        start = f"ALTER TABLE {qualified(part)}"
        steps += [f"{start} ADD {waiting}", f"{start} VALIDATE CONSTRAINT {identifier(name)}"]
    whole = printed(changed(demand.constraint, conname=name, skip_validation=False, initially_valid=True))
    return script(*steps, f"{alteration.start} ADD {whole}")


RULE = Rule(
    id="foreign-key-without-not-valid",
    looks_for="ADD FOREIGN KEY without NOT VALID",
    hurts="SHARE ROW EXCLUSIVE is held on both tables until every row was looked up: nobody inserts, updates or "
    "deletes in either.",
    hazard=Hazard.BLOCKING_SCAN,
    severity=Severity.ERROR,
    find=find,
)
