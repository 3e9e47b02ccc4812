"""A part of a sentence with the columns that it means, its own or those told before."""

from __future__ import annotations

from dataclasses import dataclass

from database_developer.model.request import Quote
from database_developer.reading.plain_words.gist import Gist
from database_developer.reading.plain_words.parts import Part
from database_developer.reading.scene import Scene


@dataclass(frozen=True, kw_only=True, slots=True)
class Spoken:
    """``attributes`` of ``entity`` are meant.

    ``is_denied`` where what the part tells is to be impossible from now on, ``is_allowed`` where it is to be possible.
    """

    part: Part
    entity: str
    attributes: tuple[str, ...]
    scene: Scene
    around: tuple[str, ...] = ()  # the tables named just before
    is_of_new_tables: bool = False  # the ticket makes tables
    is_denied: bool = False
    is_allowed: bool = False

    @property
    def gist(self) -> Gist:
        """The part's words without its names."""
        return self.part.gist

    @property
    def words(self) -> tuple[str, ...]:
        """The gist's words."""
        return self.part.gist.words

    @property
    def quote(self) -> Quote:
        """The sentence."""
        return self.part.quote

    def reference_to(self, parent: str) -> str | None:
        """The column of the table that leads to another by its name."""
        return reference_to(self.entity, parent, self.scene)


def reference_to(entity: str, parent: str, scene: Scene) -> str | None:
    """The column of the one table that by its name leads to the other: "customer_id"."""
    known = scene.entities[entity].attributes
    full = known.get(f"{parent} id") or known.get(parent)
    if full is not None:
        return full
    last = parent.rpartition(" ")[2]
    return known.get(f"{last} id") if last != parent else None
