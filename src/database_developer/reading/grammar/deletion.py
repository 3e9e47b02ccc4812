"""Sentences that tell what a deletion takes with it, leaves, or is stopped by."""

from __future__ import annotations

from dataclasses import replace

from database_developer.model.request import DeletionAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.clauses import Clause, Tokens, parted, without_circumstance
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.grammar.verbs import Verb, verb_from
from database_developer.reading.inflection import agent, gerund
from database_developer.reading.scene import Scene

_STAYS = lexicon.words("stay keep remain survive leave")
_DELETING = frozenset(gerund(verb) for verb in lexicon.DELETE)
_REFUSING = lexicon.words("refuse reject forbid prevent block deny stop prohibit disallow")
_REFUSED = lexicon.words("refused rejected forbidden prevented blocked denied impossible prohibited disallowed")
_ALLOWING = lexicon.words("allow permit")
_ALLOWED = lexicon.words("allowed permitted possible")
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
    """ "When a user is deleted, their events go with them", "if the flag or the shop is removed, ..."."""
    action, owned = _action(clause), scene.find(noun_phrase(child))
    owners = [scene.find(noun_phrase(part)) for part in parted(tuple(map(_comma, parent)), ",")]
    if action is None or owned is None or not all(owners) or owned in owners:
        return ()
    ends = (owner for owner in owners if owner is not None)
    return tuple(DeletionAsk(parent=owner, child=owned, action=action, quote=clause.quote) for owner in ends)


def _comma(token: Token) -> Token:
    """An "or" parts those that may be deleted."""
    return replace(token, kind=Kind.MARK, text=",", lower=",") if token.is_word("or", "and") else token


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
    """ "Deleting a user deletes their events", "deleting a room that has bookings must fail"."""
    parent = scene.find(noun_phrase(clause.subject, 1))
    if parent is None:
        return ()
    if _is_refused(clause):
        child = _other_thing((*clause.subject[2:], *clause.rest), parent, scene)
        return (DeletionAsk(parent=parent, child=child, action="restrict", quote=clause.quote),) if child else ()
    phrase = noun_phrase(clause.rest)
    child = scene.find(phrase) or _rows_of(parent, phrase, scene)
    if child is None or parent == child or not _takes_with_it(clause, phrase):
        return ()
    return (DeletionAsk(parent=parent, child=child, action="cascade", quote=clause.quote),)


def _is_refused(clause: Clause) -> bool:
    """ "Must fail", "is refused", "is not allowed", "must not be possible"."""
    verb = clause.verb
    if verb is None:
        return False
    words = {token.lower for token in clause.rest[:2]}
    is_denied = verb.negated and (verb.lemma in _ALLOWING or not words.isdisjoint(_ALLOWED))
    is_refused = (verb.passive and verb.lemma in _REFUSING) or (verb.lemma == "be" and not words.isdisjoint(_REFUSED))
    return is_denied or ((is_refused or verb.lemma == "fail") and not verb.negated)


def _takes_with_it(clause: Clause, phrase: NounPhrase) -> bool:
    """ "Deletes their events", "takes its entries along", "removes the notes with it"."""
    verb, behind = clause.verb, clause.rest[phrase.length :]
    if verb is None or verb.negated:
        return False
    is_taken = verb.lemma == "take" and bool(behind) and behind[0].is_word("along", "with", "away", "too", "down")
    return is_taken or verb.lemma in lexicon.DELETE | lexicon.PERISH


def _rows_of(parent: str, phrase: NounPhrase, scene: Scene) -> str | None:
    """The "playlist song" of "its entries", where nothing else is called after playlists."""
    is_own = phrase.determiner in lexicon.POSSESSIVES | lexicon.ALL | {"the"} and phrase.head in lexicon.ROW_NOUNS
    named = [name for name in scene.entities if name.startswith(f"{parent} ")] if is_own else []
    return named[0] if len(named) == 1 else None


def _other_thing(tokens: Tokens, parent: str, scene: Scene) -> str | None:
    """The first other thing that is named: the bookings of "a room that has bookings"."""
    phrases = (noun_phrase(tokens, at) for at in range(len(tokens)))
    found = (scene.find(phrase) for phrase in phrases if phrase.is_named)
    return next((name for name in found if name is not None and name != parent), None)


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
