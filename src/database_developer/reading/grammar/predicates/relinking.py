""" "zone_code -> zone_id", "zone_code becomes `zone_id`": a code that gives way to a reference is not renamed."""

from __future__ import annotations

from database_developer.model.request import BackfillAsk, RelationAsk
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.matching import ends_after_any, phrases
from database_developer.reading.grammar.predicates.said import Said
from database_developer.reading.scene import Scene, words_of

_TURNED = phrases("-> | → | => | into | turned into | replaced by | replaced with")


def read(said: Said, at: int, scene: Scene) -> tuple[Findings, int]:
    """The new reference; its values are other ones, and how the rows get them is left open here."""
    becomes = at if said.helpers & {"become", "becomes"} else -1
    end = ends_after_any(said.tokens, at, _TURNED)
    place = end if end > at else becomes
    is_told = (said.is_wish or said.is_label) and not said.is_negated and len(said.subject.attributes) == 1
    if not is_told or not 0 <= place < len(said.tokens):
        return (), at
    (old,) = said.subject.attributes
    name = said.tokens[place].text.rpartition(".")[2]
    parent = _parent(name, said.subject.entity, scene)
    if parent is None or words_of(old)[-1] == "id" or (*words_of(old), "id") == words_of(name):
        return (), at
    child, rule = said.subject.entity, said.quote.text
    relation = RelationAsk(child=child, parent=parent, columns=(name,), quote=said.quote)
    filling = BackfillAsk(entity=child, attribute=name, rule=rule, unclear=rule, quote=said.quote)
    return (relation, filling), len(said.tokens)


def _parent(name: str, entity: str, scene: Scene) -> str | None:
    """The standing table that "zone_id" leads to, where no column is called so yet."""
    *words, last = words_of(name)
    is_new = name.isidentifier() and " ".join((*words, last)) not in scene.entities[entity].attributes
    found = scene.find_name(" ".join(words)) if words and last == "id" and is_new else None
    return found if found is not None and scene.is_there(found) else None
