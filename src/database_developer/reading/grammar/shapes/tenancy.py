"""Sentences that keep the data of several customers apart: "multi-tenant", "each tenant sees only their own data"."""

from __future__ import annotations

from database_developer.model.pattern_asks import OwnRowsAsk, TenancyAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.clauses import Tokens
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.matching import phrases
from database_developer.reading.grammar.phrases import noun_phrase
from database_developer.reading.grammar.shapes.saying import Saying, place_of
from database_developer.reading.grammar.shapes.things import known_thing
from database_developer.reading.inflection import singular
from database_developer.reading.scene import Scene, entity_name

_NAMES = phrases(
    "multi-tenant | multi tenant | multitenant | multi-tenancy | multi tenancy | multitenancy | tenant isolation"
)
_TENANTS = lexicon.words(
    "tenant customer client organisation organization company workspace firm merchant shop store school clinic club "
    "agency practice department business"
)
_ALL_DATA = lexicon.words("data rows records information")
_SECURITY = phrases("row level security | row-level security | rls | in the database itself | enforced by the database")
_SEEING = lexicon.words("see sees access accesses read reads view views seen")

CUES = lexicon.words("only rls row-level multi-tenant multitenant multi-tenancy multitenancy multi tenant row own")


def read(saying: Saying, scene: Scene) -> Findings:
    """Whose rows are kept apart, and whether the database itself shall hide those of others."""
    verb = saying.clause.verb
    if verb is not None and verb.negated:
        return ()
    secured = place_of(saying.whole, _SECURITY) is not None
    tenant = _tenant(saying, scene)
    if tenant is not None:
        return (TenancyAsk(tenant=tenant, has_row_security=secured, quote=saying.quote),)
    return _own_rows(saying, scene)


def _tenant(saying: Saying, scene: Scene) -> str | None:
    """ "Each tenant sees only their own data", "the application is multi-tenant"."""
    if saying.says(_NAMES):
        named = next((word for word in _TENANTS if word != "tenant" and word in _words(saying.tokens)), "tenant")
        return scene.find_name(named) or named
    phrase = noun_phrase(saying.subject)
    if not (phrase.words and singular(phrase.head) in _TENANTS and _sees_its_own(saying.tokens)):
        return None
    if not any(token.is_in(_ALL_DATA) for token in saying.tokens):
        return None
    return scene.find(phrase) or entity_name(phrase)


def _words(tokens: Tokens) -> frozenset[str]:
    return frozenset(singular(token.lower) for token in tokens)


def _sees_its_own(tokens: Tokens) -> bool:
    has_only = any(token.is_word("only") for token in tokens)
    return has_only and any(token.is_word("own") for token in tokens) and any(t.is_in(_SEEING) for t in tokens)


def _own_rows(saying: Saying, scene: Scene) -> Findings:
    """ "Only the owner may see a note", "users see only their own orders, enforced by row level security"."""
    if not any(token.is_in(_SEEING) for token in saying.tokens):
        return ()
    if (saying.subject and saying.subject[0].is_word("only")) or _starts_with_only(saying):
        return _seen_by(saying.subject, saying.clause.rest, saying, scene)
    if place_of(saying.whole, _SECURITY) is None or not _sees_its_own(saying.tokens):
        return ()
    own = next(at for at, token in enumerate(saying.tokens) if token.is_word("own"))
    return _seen_by(saying.subject, saying.tokens[own + 1 :], saying, scene)


def _starts_with_only(saying: Saying) -> bool:
    return bool(saying.tokens) and saying.tokens[0].is_word("only")


def _seen_by(owner: Tokens, seen: Tokens, saying: Saying, scene: Scene) -> Findings:
    start = 1 if owner and owner[0].is_word("only") else 0
    phrase = noun_phrase(owner, start)
    entity = known_thing(seen, scene) or scene.focus
    if not phrase.is_named or entity is None:
        return ()
    return (OwnRowsAsk(entity=entity, owner=scene.find(phrase) or entity_name(phrase), quote=saying.quote),)
