"""Sentences that give rows an order of their own: "steps are in order", "drag to reorder", "an ordered list of"."""

from __future__ import annotations

from database_developer.model.pattern_asks import OrderingAsk
from database_developer.model.request import RelationAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.clauses import Tokens
from database_developer.reading.grammar.findings import Finding, Findings
from database_developer.reading.grammar.matching import phrases, skipped
from database_developer.reading.grammar.shapes.saying import Saying
from database_developer.reading.grammar.shapes.things import first_known, known_thing, thing
from database_developer.reading.scene import Scene

_LISTS = phrases("an ordered list of | ordered list of | ordered sequence of | ordered set of")
_IN_ORDER = phrases(
    "in order | in a fixed order | in a certain order | in a given order | in a specific order | in a defined order | "
    "a fixed order | a manual order | a custom order | in a custom order | ordered manually | sorted manually | "
    "ordered by hand | sorted by hand | manually ordered | manually sorted | be reordered | be rearranged | "
    "in the right order | ordered within | ordered inside | in sequence | in a particular order"
)
_MOVED = phrases("reorder | rearrange | drag | drag and drop | drag-and-drop | change the order of | the order of")
_IT = ("them", "it", "these", "those", "to", "the", "its", "their", "by")
_WITHIN = ("within", "inside", "in", "of")
_MATTERING = lexicon.words("matter matters changed change kept preserved important chosen")

CUES = lexicon.words("order ordered reorder reordered rearrange rearranged drag drag-and-drop manually sequence sorted")


def read(saying: Saying, scene: Scene) -> Findings:
    """What is put in order, and within what."""
    behind = saying.behind(_LISTS)
    if behind is not None:
        return _listed(behind, saying, scene)
    if saying.says(("in order to", "ordered by", "sorted by")) and not saying.says(("by hand",)):
        return ()
    entity = _in_order(saying, scene) or _moved(saying, scene)
    if entity is None:
        return ()
    told = saying.behind(_IN_ORDER) or saying.behind(_MOVED) or ()
    return (OrderingAsk(entity=entity, within=_within(told, entity, scene), quote=saying.quote),)


def _listed(behind: Tokens, saying: Saying, scene: Scene) -> Findings:
    """ "A recipe has an ordered list of steps": each step belongs to a recipe too."""
    entity, owner = thing(behind, scene), known_thing(saying.subject, scene) or thing(saying.subject, scene)
    if entity is None:
        return ()
    found: list[Finding] = []
    if owner is not None and owner != entity and saying.lemma in lexicon.HAS | {"be"}:
        found.append(RelationAsk(child=entity, parent=owner, required=True, quote=saying.quote))
    found.append(OrderingAsk(entity=entity, within=owner if owner != entity else None, quote=saying.quote))
    return tuple(found)


def _in_order(saying: Saying, scene: Scene) -> str | None:
    return known_thing(saying.subject, scene) if saying.subject and saying.says(_IN_ORDER) else None


def _moved(saying: Saying, scene: Scene) -> str | None:
    """ "Users can drag steps to reorder them", "the order of the steps matters"."""
    behind = saying.behind(_MOVED)
    if behind is None:
        return None
    is_told = saying.says(("the order of",)) and not saying.says(("change the order of",))
    if is_told and not any(token.is_in(_MATTERING) for token in saying.tokens):
        return None
    start = skipped(behind, 0, *_IT, "reorder", "and", "drop")
    ends = (at for at in range(start, len(behind)) if behind[at].is_word(*_MATTERING, *lexicon.MODALS))
    end = next(ends, len(behind))
    return known_thing(behind[start:end], scene) or first_known(_plainly(saying), scene)


def _plainly(saying: Saying) -> Tokens:
    """The sentence without the word "order" itself, which may be the name of a thing."""
    return tuple(token for token in saying.whole if not token.is_word("order"))


def _within(tokens: Tokens, entity: str, scene: Scene) -> str | None:
    for index, token in enumerate(tokens[:-1]):
        if token.is_in(_WITHIN):
            found = known_thing(tokens[index + 1 :], scene)
            if found is not None and found != entity:
                return found
    return None
