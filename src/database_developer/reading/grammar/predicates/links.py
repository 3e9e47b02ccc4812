""" "... should point at customers", "... references halls", "... needs an index"."""

from __future__ import annotations

from database_developer.model.request import IndexKeysAsk, OrderBy, RelationAsk
from database_developer.reading.grammar.changes.places import is_path, table_at
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.matching import ends_after_any, phrases, skipped
from database_developer.reading.grammar.predicates.said import Said
from database_developer.reading.grammar.tokens import Kind
from database_developer.reading.scene import Scene, words_of

_LEADS_TO = phrases(
    "point at | point to | points at | points to | pointing at | pointing to | reference | references | referencing | "
    "refer to | refers to | linked to | link to | connected to | tied to | a foreign key to | foreign key to | "
    "a foreign key on | a foreign key referencing | a foreign key that references | a real foreign key to | "
    "a proper foreign key to | make it a foreign key to | fk to | fk -> | fk → | a reference to | -> | → | "
    "a foreign key into | made a foreign key to | turned into a foreign key to | foreign key references | "
    "become a foreign key to | a foreign key of"
)
_INDEXED = phrases(
    "an index | index | indexed | have an index | has an index | get an index | gets an index | add an index | "
    "a separate index | its own index | an index of its own | index it | indexes | an index each | a plain index"
)


def read(said: Said, at: int, scene: Scene) -> tuple[Findings, int]:
    """The table that the column leads to, or the index it gets."""
    if said.is_negated or not said.is_told:
        return (), at
    return _index(said, at) or _reference(said, at, scene) or ((), at)


def _index(said: Said, at: int) -> tuple[Findings, int] | None:
    end = ends_after_any(said.tokens, at, _INDEXED)
    if end == at:
        return None
    subject = said.subject
    is_each = said.tokens[end - 1].is_word("each", "indexes")
    groups = [(name,) for name in subject.attributes] if is_each else [subject.attributes]
    keys = (tuple(OrderBy(attribute=name) for name in group) for group in groups)
    return tuple(IndexKeysAsk(entity=subject.entity, keys=one, quote=said.quote) for one in keys), end


def _reference(said: Said, at: int, scene: Scene) -> tuple[Findings, int] | None:
    end = ends_after_any(said.tokens, at, _LEADS_TO)
    is_order = "link" in said.helpers
    end = skipped(said.tokens, at, "to", "at", "with") if is_order else end
    place = skipped(said.tokens, end, "the", "a", "an", "our", "existing", "table", "rows", "row", "of", "in")
    one = table_at(said.tokens, place, scene) if (end > at or is_order) and place < len(said.tokens) else None
    if one is None or len(said.subject.attributes) != 1:
        return None
    if is_path(said.tokens, one) and not _has(one.entity, said.tokens[place].text, scene):
        return None
    after = skipped(said.tokens, one.end, "table", "instead")
    after += after < len(said.tokens) and said.tokens[after].kind is Kind.GROUP
    after += 2 * (after + 1 < len(said.tokens) and said.tokens[after].is_mark("."))
    subject = said.subject
    relation = RelationAsk(child=subject.entity, parent=one.entity, columns=subject.attributes, quote=said.quote)
    return (relation,), after


def _has(entity: str, path: str, scene: Scene) -> bool:
    """Whether the table has the column that "halls.id" names."""
    return " ".join(words_of(path)) in scene.entities[entity].attributes
