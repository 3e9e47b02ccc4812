"""Comments and privileges, by the catalog and the oid of what they belong to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from typing import NamedTuple, TypeVar

from database_developer.model.schema import Grant
from database_developer.postgres.catalog.source import Source

Place = tuple[int, int]  # a relation's oid and a column's number
Key = TypeVar("Key", bound=Hashable)


class Comments(NamedTuple):
    """What was said about objects, by catalog and oid, and about columns, by relation and number."""

    by_catalog: dict[str, dict[int, str]]
    by_column: dict[int, dict[int, str]]

    def of(self, catalog: str) -> Mapping[int, str]:
        """The comments on the objects of one catalog, by oid."""
        return self.by_catalog.get(catalog, {})


class Grants(NamedTuple):
    """Who may use whole objects, by catalog and oid."""

    by_catalog: Mapping[str, Mapping[int, tuple[Grant, ...]]]

    def of(self, catalog: str) -> Mapping[int, tuple[Grant, ...]]:
        """The privileges on the objects of one catalog, by oid."""
        return self.by_catalog.get(catalog, {})


def read_comments(source: Source) -> Comments:
    """All comments."""
    comments = Comments(defaultdict(dict), defaultdict(dict))
    for catalog, oid, number, text in source.rows("comments"):
        if number:
            comments.by_column[oid][number] = text
        else:
            comments.by_catalog[catalog][oid] = text
    return comments


def read_grants(source: Source) -> Grants:
    """The privileges on whole objects."""
    grants: dict[str, dict[int, tuple[Grant, ...]]] = defaultdict(dict)
    gathered = _gathered(((catalog, oid), grant) for catalog, oid, *grant in source.rows("grants"))
    for (catalog, oid), given in gathered.items():
        grants[catalog][oid] = given
    return Grants(grants)


def read_column_grants(source: Source, relations: Iterable[int]) -> Mapping[Place, tuple[Grant, ...]]:
    """The privileges on single columns of these relations."""
    wanted = sorted(relations)
    rows = source.rows("column_grants", wanted) if wanted else iter(())
    return _gathered(((oid, number), grant) for oid, number, *grant in rows)


def _gathered(rows: Iterable[tuple[Key, list[object]]]) -> Mapping[Key, tuple[Grant, ...]]:
    """The grants of each key, in one order."""
    found: dict[Key, list[Grant]] = defaultdict(list)
    for key, (role, privilege, grantable) in rows:
        found[key].append(Grant(role=str(role), privilege=str(privilege), grantable=bool(grantable)))
    return {key: tuple(sorted(grants, key=_order)) for key, grants in found.items()}


def _order(grant: Grant) -> tuple[str, str]:
    return grant.role, grant.privilege
