"""Generators of values, one file each; the first that answers for a column makes its values."""

from __future__ import annotations

from database_developer.seeding.generators.arrays import Arrays
from database_developer.seeding.generators.codes import Codes
from database_developer.seeding.generators.documents import Documents
from database_developer.seeding.generators.known import KnownValues
from database_developer.seeding.generators.moments import Dates, Moments, Times
from database_developer.seeding.generators.numbers import Numbers
from database_developer.seeding.generators.ranges import Ranges
from database_developer.seeding.generators.sets import Booleans, ClosedSet
from database_developer.seeding.generators.texts import Texts
from database_developer.seeding.subject import Generator, Subject

PLAIN: tuple[Generator, ...] = (
    KnownValues(),
    ClosedSet(),
    Booleans(),
    Numbers(),
    Moments(),
    Dates(),
    Times(),
    Documents(),
    Codes(),
    Ranges(),
    Texts(),
)
GENERATORS: tuple[Generator, ...] = (*PLAIN, Arrays(PLAIN))


def generator_for(subject: Subject) -> Generator | None:
    """The generator that makes the column's values, or None where its type is beyond all of them."""
    return next((generator for generator in GENERATORS if generator.answers(subject)), None)
