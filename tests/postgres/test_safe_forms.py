"""For each change that would block a live database in its plain form, what the planner writes does not.

Nobody who writes waits while a table that stood before is read from end to end or written anew; every case is
planned for large tables, on the newest server and on an older one, and carried out with somebody watching.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime

import pytest

from database_developer.errors import HazardBlocked
from database_developer.migration.formats import plain_sql
from database_developer.migration.formats.statements import split
from database_developer.model.migration import Facts, Hazard, Rollout
from database_developer.pipeline.planning import rollout_between
from database_developer.postgres.server import Run
from database_developer.postgres.shadow import Shadow
from support.catalogue import CASES, ELSEWHERE, HAZARDS, STANDING, Case
from support.debian import older_version
from support.lending import lent_with
from support.safe import Held, carry_out, hold_ups
from support.scenarios import schema_of

ROWS = 43
OLDER = older_version() or 15
EMPTY = "TRUNCATE parent, tab, part CASCADE"

# Cases for which the catalogue has a safe form that the planner does not write yet: it refuses them as hazards.
RED: dict[str, str] = {
    "24-remove-enum-value": "the type is changed in place; it could be changed beside the column, as other types are",
}


def cases(version: int, among: tuple[Case, ...] = CASES) -> list[object]:
    """The cases that the version knows; what is not safe yet is marked, and must be unmarked when it is."""
    known = [case for case in among if case.since <= version]
    return [pytest.param(case, id=f"{case}-on-{version}", marks=_marks(case, version)) for case in known]


def _marks(case: Case, version: int) -> list[pytest.MarkDecorator]:
    reason = RED.get(str(case)) or RED.get(f"{case}-on-{version}")
    return [pytest.mark.xfail(strict=True, reason=reason)] if reason else []


def standing(run: Run) -> AbstractContextManager[Shadow]:
    """A database with the tables that stand before each case, and their rows."""
    return lent_with(run, split(STANDING))


@pytest.mark.parametrize("case", cases(18))
def test_nobody_waits(case: Case, run: Run) -> None:
    assert_safe(case, run)


@pytest.mark.parametrize("case", cases(OLDER))
def test_nobody_waits_on_an_older_server(case: Case, older_run: Run) -> None:
    assert_safe(case, older_run)


def assert_safe(case: Case, run: Run) -> None:
    with standing(run) as shadow:
        rollout = planned(case, run, shadow)
        parts = list(carried_out(case, shadow, rollout))
    assert not hold_ups(parts)
    assert_written(case, rollout)


def planned(case: Case, run: Run, shadow: Shadow, allowed: frozenset[Hazard] = frozenset()) -> Rollout:
    shadow.replay(split(case.before), origin=str(case))
    target = schema_of(shadow, (EMPTY, *split(case.change)))  # the rows that are there may forbid the plain form
    facts = Facts(server_version=run.version, allowed=allowed)
    return rollout_between(shadow.schema(), target, case.renamings, facts, case.fillings)


def carried_out(case: Case, shadow: Shadow, rollout: Rollout) -> Iterator[Held]:
    """What each transaction held; the condition of the case holds after each."""
    with shadow.session() as session:
        for migration in rollout.migrations:
            for part in carry_out(shadow, migration):
                assert session.value(f"SELECT {case.always}"), f"not so after {part.sql}"
                yield part


def assert_written(case: Case, rollout: Rollout) -> None:
    """The words of the safe form, in their order."""
    text = "\n".join(statement.sql for migration in rollout.migrations for statement in migration.forward)
    place = 0
    for words in case.writes:
        place = text.find(words, place)
        assert place >= 0, f"{words} is missing, or in another order, in:\n{text}"


@pytest.mark.parametrize("case", cases(18, HAZARDS))
def test_what_has_no_safe_form_is_refused_until_it_is_let_through(case: Case, run: Run) -> None:
    assert_refused(case, run)


@pytest.mark.parametrize("case", cases(OLDER, HAZARDS))
def test_it_is_refused_on_an_older_server_too(case: Case, older_run: Run) -> None:
    assert_refused(case, older_run)


def assert_refused(case: Case, run: Run) -> None:
    """Refused by name; and once it is allowed, the hazard is what is seen (a broken client waits for nobody)."""
    assert case.hazard is not None
    with standing(run) as shadow:
        with pytest.raises(HazardBlocked) as refused:
            planned(case, run, shadow)
        assert f"--allow {case.hazard}" in refused.value.hint
    with standing(run) as shadow:
        rollout = planned(case, run, shadow, frozenset({case.hazard}))
        assert bool(hold_ups(list(carried_out(case, shadow, rollout)))) == (case.hazard is not Hazard.CLIENT_BREAK)


@pytest.mark.parametrize("case", CASES[:8], ids=str)
def test_the_file_waits_for_no_lock_for_long(case: Case, run: Run) -> None:
    with standing(run) as shadow:
        rollout = planned(case, run, shadow)
    for migration in rollout.migrations:
        for text in plain_sql.write(migration, "KAN-1", "a change", datetime(2026, 1, 1, tzinfo=UTC)).values():
            body = [line for line in text.splitlines() if line and not line.startswith("--")]
            assert body[0].startswith("SET lock_timeout = ")


COUNTED = """
CREATE TABLE visits (path text, at date);
INSERT INTO visits SELECT 'a', '2026-01-01' FROM generate_series(1, 50);
GRANT INSERT ON visits TO pg_write_server_files;
"""


@pytest.mark.parametrize("way", ["ALWAYS", "BY DEFAULT"])
def test_a_column_counts_on_after_what_was_written_meanwhile(way: str, run: Run) -> None:
    """Rows that come in between get a number too, and no number is given twice."""
    added = f"ALTER TABLE visits ADD id integer GENERATED {way} AS IDENTITY (START WITH 7) PRIMARY KEY"
    with lent_with(run, split(COUNTED)) as shadow, shadow.session() as session:
        target = schema_of(shadow, ("TRUNCATE visits", added))
        expand, migrate = rollout_between(shadow.schema(), target, (), Facts(server_version=run.version)).migrations
        shadow.replay([it.sql for it in expand.forward], origin="expand")
        session.run("SET ROLE pg_write_server_files")
        session.run("INSERT INTO visits (path) VALUES ('by somebody else')")
        session.run("RESET ROLE")
        session.run("INSERT INTO visits (path, id) VALUES ('by hand', 900)")
        shadow.replay([it.sql for it in migrate.forward], origin="migrate")
        session.run("INSERT INTO visits (path) VALUES ('afterwards')")
        assert session.value("SELECT id FROM visits WHERE path = 'by somebody else'") == 7
        assert session.rows("SELECT count(*), min(id), max(id) FROM visits") == [(53, 7, 901)]
        shadow.replay([it.sql for it in migrate.backward], origin="back")
        session.run("INSERT INTO visits (path) VALUES ('again')")
        assert session.value("SELECT id FROM visits WHERE path = 'again'") == 902


def test_every_row_of_the_catalogue_is_here() -> None:
    shown = {case.row for case in (*CASES, *HAZARDS)}
    assert shown.isdisjoint(ELSEWHERE)
    assert shown | ELSEWHERE.keys() == set(range(1, ROWS + 1))
    assert len({str(case) for case in (*CASES, *HAZARDS)}) == len(CASES) + len(HAZARDS)
