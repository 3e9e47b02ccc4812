"""A constraint validated in the transaction that added it, which takes away what NOT VALID gave."""

from __future__ import annotations

from collections.abc import Iterator

from pglast.enums import AlterTableType

from database_developer.migration.linting.alterations import Alteration, alterations
from database_developer.migration.linting.altering import constraint_name
from database_developer.migration.linting.finding import Severity
from database_developer.migration.linting.rule import Found, Place, Rule, quoted
from database_developer.migration.linting.safe_forms import validate
from database_developer.migration.linting.spelling import changed, printed, script
from database_developer.model.migration import Hazard


def find(place: Place) -> Iterator[Found]:
    """VALIDATE of a constraint that the same ALTER TABLE or the same transaction added NOT VALID."""
    for alteration in alterations(place, AlterTableType.AT_ValidateConstraint):
        name = alteration.command.name
        if name in _added_here(alteration):
            safe = _apart(alteration, name)
        elif (alteration.table.name, name) in place.known.transaction.unvalidated:
            safe = _later(place, alteration, name)
        else:
            continue
        yield Found(
            message=f"the lock that adding {quoted(name)} took on {alteration.told} is held while every row is read",
            safe_sql=safe,
        )


def _added_here(alteration: Alteration) -> set[str]:
    adds = alterations(alteration.place, AlterTableType.AT_AddConstraint)
    return {constraint_name(one.relation, one.definition) for one in adds if one.definition.skip_validation}


def _apart(alteration: Alteration, name: str) -> str:
    """The same ALTER TABLE without the validation, which follows by itself."""
    node = alteration.place.node
    validates = AlterTableType.AT_ValidateConstraint
    kept = tuple(one for one in node.cmds if one.subtype != validates or one.name != name)
    end = "COMMIT" if alteration.place.known.transaction.explicit else ""
    return script(printed(changed(node, cmds=kept)), end, validate(alteration, name))


def _later(place: Place, alteration: Alteration, name: str) -> str:
    if place.command.in_block:
        return script("-- after the DO block, as a statement of its own", validate(alteration, name))
    if place.known.transaction.by_runner:
        return script("-- in a migration of its own, after this one is committed", validate(alteration, name))
    return script("COMMIT", validate(alteration, name))


RULE = Rule(
    id="validated-at-once",
    looks_for="VALIDATE CONSTRAINT in the transaction, or the ALTER TABLE, that added the constraint",
    hurts="Locks are kept until the transaction ends: the rows are read under the lock that ADD CONSTRAINT took, as if "
    "NOT VALID had not been there.",
    hazard=Hazard.BLOCKING_SCAN,
    severity=Severity.ERROR,
    find=find,
)
