"""Sentences that put things under things of their kind: "categories can be nested", "a folder contains folders"."""

from __future__ import annotations

from database_developer.model.pattern_asks import TreeAsk
from database_developer.model.request import RelationAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.clauses import Tokens
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.matching import phrases, skipped
from database_developer.reading.grammar.phrases import noun_phrase
from database_developer.reading.grammar.shapes.saying import Saying
from database_developer.reading.grammar.shapes.things import known_thing, thing
from database_developer.reading.inflection import singular_phrase
from database_developer.reading.scene import Scene, entity_name

_NESTED = phrases(
    "be nested | are nested | is nested | form a tree | form a hierarchy | are hierarchical | is hierarchical | "
    "be hierarchical | nest arbitrarily | nested to any depth | form a nested tree"
)
_TREES = phrases("tree of | hierarchy of | nested | hierarchical")
_ANOTHER = ("another", "other")
_MODALS_OR_BE = lexicon.MODALS | lexicon.BE
_FORBIDDING = lexicon.NEGATIONS | {"no", "without", "forbidden"}
_CIRCLES = lexicon.words("cycle cycles loop loops circle circles")
_OWN_LINE = phrases(
    "its own ancestor | its own descendant | its own parent | their own ancestor | their own descendant | "
    "own descendants | own ancestors | its own manager | own subtree"
)
# What the upper one is called to the lower one, by the verb between them.
_ROLES = {"report": "manager", "manage": "manager", "supervise": "supervisor", "reply": "parent", "answer": "parent"}
_UNDER = phrases(
    "reply to | replies to | reports to | report to | belong to | belongs to | child of | part of | under | inside | "
    "managed by | supervised by | below | answers to | answer to | placed in | a reply to | contained in"
)
_ABOVE = lexicon.words("contain include hold have nest")
_SEVERAL = ("many", "several", "multiple", "more")

CUES = (
    lexicon.words("nested hierarchical tree hierarchy nest ancestor descendant descendants ancestors subtree parent")
    | lexicon.words("another other report reports own contain contains have has include includes hold holds manager")
    | _CIRCLES
)


def read(saying: Saying, scene: Scene) -> Findings:
    """Which things form a tree, and whether no circle may close."""
    if _forbids_circles(saying):
        entity = known_thing(saying.subject, scene) or scene.focus
        return (TreeAsk(entity=entity, role="", is_acyclic=True, quote=saying.quote),) if entity else ()
    entity, role = _nested(saying, scene) or _under_another(saying, scene) or _holding(saying, scene) or ("", "")
    if not entity:
        return ()
    acyclic = any(token.is_in(_CIRCLES) for token in saying.whole)
    return (
        RelationAsk(child=entity, parent=entity, role=role, required=False, quote=saying.quote),
        TreeAsk(entity=entity, role=role, is_acyclic=acyclic, quote=saying.quote),
    )


def _forbids_circles(saying: Saying) -> bool:
    """ "Cycles are not allowed", "a category cannot be its own ancestor"."""
    if not any(token.is_in(_FORBIDDING) for token in saying.tokens):
        return False
    says = saying.says(_OWN_LINE) or any(token.is_in(_CIRCLES) for token in saying.tokens)
    return says and not (saying.says(_NESTED) or saying.says(_UNDER) or saying.lemma in _ABOVE)


def _nested(saying: Saying, scene: Scene) -> tuple[str, str] | None:
    if saying.says(_NESTED):
        named = saying.subject or saying.before(_NESTED)
        entity = known_thing(named, scene) or thing(named, scene)
        return (entity, "parent") if entity else None
    behind = saying.behind(_TREES)
    entity = known_thing(behind, scene) if behind else None
    return (entity, "parent") if entity else None


def _under_another(saying: Saying, scene: Scene) -> tuple[str, str] | None:
    """ "An employee reports to at most one other employee", "a comment may reply to another comment"."""
    place = saying.place_of(_UNDER)
    if place is None or (not saying.subject and place[0] == 0):
        return None
    upper = _another(saying.tokens[place[1] :])
    if upper is None or any(token.is_in(_SEVERAL) for token in saying.tokens[place[1] :]):
        return None
    lower = _own_name(saying.subject or saying.tokens[: place[0]])
    if lower is None or lower != upper:
        return None
    words = saying.tokens[place[0] : place[1]]
    role = next((role for verb, role in _ROLES.items() if any(w.lower.startswith(verb[:5]) for w in words)), "parent")
    return scene.find_name(lower) or lower, role


def _another(tokens: Tokens) -> str | None:
    """The thing behind "another" or "one other"."""
    for index, token in enumerate(tokens[:6]):
        if token.is_in(_ANOTHER):
            phrase = noun_phrase(tokens, index)
            return entity_name(phrase) if phrase.is_named else None
    return None


def _own_name(tokens: Tokens) -> str | None:
    end = next((at for at, token in enumerate(tokens) if token.is_in(_MODALS_OR_BE)), len(tokens))
    phrase = noun_phrase(tokens[:end])
    words = tuple(word for word in phrase.words if word not in {"reply", "replies", "report", "reports"})
    return " ".join(singular_phrase(words)) if words else None


def _holding(saying: Saying, scene: Scene) -> tuple[str, str] | None:
    """ "A folder contains folders", "a category has a parent category", "tasks may have subtasks"."""
    owner = _own_name(saying.subject) if saying.lemma in _ABOVE else None
    if owner is None:
        return None
    rest = saying.clause.rest
    phrase = noun_phrase(rest, skipped(rest, 0, "any", "number", "of", "other", "up", "to", "at", "most", "zero", "or"))
    name = " ".join(singular_phrase(phrase.words))
    if saying.lemma == "have" and name == owner:
        return None
    if name in {owner, f"sub{owner}", f"sub-{owner}", f"sub {owner}", f"child {owner}", f"nested {owner}"}:
        return scene.find_name(owner) or owner, "parent"
    return (scene.find_name(owner) or owner, "parent") if name == f"parent {owner}" else None
