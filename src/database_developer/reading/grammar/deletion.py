"""Sentences that tell what a deletion takes with it, leaves, or is stopped by."""

from __future__ import annotations

from database_developer.model.request import DeletionAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.clauses import Clause, Tokens, without_circumstance
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.phrases import noun_phrase
from database_developer.reading.grammar.verbs import Verb, verb_from
from database_developer.reading.inflection import agent, gerund
from database_developer.reading.scene import Scene

_STAYS = lexicon.words("stay keep remain survive leave")
_DELETING = frozenset(gerund(verb) for verb in lexicon.DELETE)
_EMPTIED = ("null", "empty", "nothing", "unset", "blank")


def read(clause: Clause, scene: Scene) -> Findings:
    """What happens to the children when a parent goes."""
    verb = clause.verb
    if verb is None:
        return ()
    if clause.condition is not None and _is_gone(clause.condition.verb, clause):
        return _after_deletion(clause.condition.subject, clause.subject, clause, scene)
    if verb.passive and verb.lemma in lexicon.DELETE and verb.negated:
        return _forbidden(clause, scene)
    if clause.subject and clause.subject[0].is_in(_DELETING):
        return _by_deleting(clause, scene)
    return _together(clause, scene)


def _is_deleted(verb: Verb) -> bool:
    return verb.lemma in lexicon.DELETE and verb.passive and not verb.negated


def _is_gone(verb: Verb, clause: Clause) -> bool:
    """ "Is deleted", "goes"; who "goes to the page" is still there."""
    begins = next(iter((*clause.lead, *clause.subject)), None)
    is_elsewhere = begins is not None and begins.is_in(lexicon.PREPOSITIONS)
    is_gone = verb.lemma in lexicon.PERISH and not verb.passive and not verb.negated
    return _is_deleted(verb) or (is_gone and not is_elsewhere)


def _after_deletion(parent: Tokens, child: Tokens, clause: Clause, scene: Scene) -> Findings:
    """ "When a user is deleted, their events go with them"."""
    action = _action(clause)
    owner = scene.find(noun_phrase(parent))
    owned = scene.find(noun_phrase(child))
    if action is None or owner is None or owned is None or owner == owned:
        return ()
    return (DeletionAsk(parent=owner, child=owned, action=action, quote=clause.quote),)


def _action(clause: Clause) -> str | None:
    verb = clause.verb
    if verb is None or verb.negated:
        return None
    if any(token.is_in(_EMPTIED) or token.text == "NULL" for token in clause.rest):
        return "set null"
    if verb.lemma in lexicon.PERISH or verb.lemma in lexicon.DELETE:
        return "cascade"
    return "set null" if verb.lemma in _STAYS else None


def _forbidden(clause: Clause, scene: Scene) -> Findings:
    """ "A user who owns a team cannot be deleted", "a user cannot be deleted while they own a team"."""
    parent = scene.find(noun_phrase(clause.subject))
    reason = clause.subject
    if not any(token.is_word("who", "that", "which", "with") for token in reason):
        _, reason = without_circumstance((*clause.subject[-1:], *clause.rest))
    holding = verb_from(_from_relative(reason))
    if parent is None or holding is None:
        return ()
    tokens = _from_relative(reason)
    child = scene.find(noun_phrase(tokens, holding.end))
    if child is None or child == parent:
        return ()
    role = agent(holding.lemma) if holding.lemma not in lexicon.HAS else None
    return (DeletionAsk(parent=parent, child=child, action="restrict", role=role, quote=clause.quote),)


def _from_relative(tokens: Tokens) -> Tokens:
    """From "who" or "while" on, where the reason's own verb is."""
    for index, token in enumerate(tokens):
        if token.is_word("who", "that", "which", "while", "if", "when", "as"):
            return tokens[index:] if token.is_word("who", "that", "which") else tokens[index + 1 :]
    return ()


def _by_deleting(clause: Clause, scene: Scene) -> Findings:
    """ "Deleting a user deletes their events"."""
    if clause.verb is None or clause.verb.lemma not in lexicon.DELETE | lexicon.PERISH:
        return ()
    parent = scene.find(noun_phrase(clause.subject, 1))
    child = scene.find(noun_phrase(clause.rest))
    if parent is None or child is None or parent == child:
        return ()
    return (DeletionAsk(parent=parent, child=child, action="cascade", quote=clause.quote),)


def _together(clause: Clause, scene: Scene) -> Findings:
    """ "Events are deleted together with their user", "... when the user is deleted"."""
    verb = clause.verb
    if verb is None or not _is_deleted(verb):
        return ()
    owned = scene.find(noun_phrase(clause.subject))
    for index, token in enumerate(clause.rest[:-1]):
        if token.is_word("with", "when", "if", "once"):
            owner = scene.find(noun_phrase(clause.rest, index + 1))
            if owner is not None and owned is not None and owner != owned:
                return (DeletionAsk(parent=owner, child=owned, action="cascade", quote=clause.quote),)
    return ()
