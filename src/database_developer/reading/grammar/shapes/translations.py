"""Sentences that want texts in several languages: "names in several languages", "translatable title"."""

from __future__ import annotations

from database_developer.model.pattern_asks import TranslationAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.clauses import Tokens
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.matching import phrases
from database_developer.reading.grammar.shapes.saying import Saying, place_of
from database_developer.reading.grammar.shapes.things import Meant, meant, phrases_in
from database_developer.reading.scene import Scene

_LANGUAGES = phrases(
    "in several languages | in multiple languages | in different languages | in many languages | in all languages | "
    "in more than one language | in each language | in every language | in two languages | in three languages | "
    "into several languages | into multiple languages | into other languages | for each language | per language"
)
_QUALITIES = phrases(
    "translatable | localised | localized | localisable | localizable | multilingual | multi-lingual | be translated | "
    "are translated | is translated | internationalised | internationalized"
)
_NOUNS = phrases("translations of | translations for | translation of | translation for")
_OWN = phrases("keep their own text | keeps its own text | keep its own text | keeps a text of its own")
_WHOSE = ("for", "of", "on")

CUES = lexicon.words(
    "language languages translatable localised localized localisable localizable multilingual multi-lingual translated "
    "translation translations internationalised internationalized"
)


def read(saying: Saying, scene: Scene) -> Findings:
    """Whose texts there are in several languages; the reader's own language ("a language") is no such thing."""
    found = _by_nouns(saying, scene) or _by_quality(saying, scene) or _by_languages(saying, scene)
    if not found or (saying.clause.verb is not None and saying.clause.verb.negated):
        return ()
    attributes = tuple(one.attribute for one in found if one.attribute and one.entity == found[0].entity)
    keeps = place_of(saying.whole, _OWN) is not None
    return (TranslationAsk(entity=found[0].entity, attributes=attributes, keeps_own=keeps, quote=saying.quote),)


def _by_nouns(saying: Saying, scene: Scene) -> tuple[Meant, ...]:
    """ "Translations of the title and the description"."""
    behind = saying.behind(_NOUNS)
    return _listed(behind, scene) if behind else ()


def _by_quality(saying: Saying, scene: Scene) -> tuple[Meant, ...]:
    """ "The title is translatable", "localised title and description for articles"."""
    place = saying.place_of(_QUALITIES)
    if place is None:
        return ()
    if saying.subject and saying.subject[0].start < saying.tokens[place[0]].start:
        return _listed(saying.subject, scene)
    return _listed(saying.tokens[place[1] :], scene)


def _by_languages(saying: Saying, scene: Scene) -> tuple[Meant, ...]:
    """ "Product names in several languages", "a product has a name in several languages"."""
    before = saying.before(_LANGUAGES)
    if not before:
        return ()
    own = tuple(token for token in saying.clause.rest if token.start < before[-1].end)
    for part in (own, saying.subject, before):
        found = _listed(part, scene)
        if any(one.attribute for one in found):
            return found
    return _listed(saying.subject, scene)


def _listed(tokens: Tokens, scene: Scene) -> tuple[Meant, ...]:
    """The attributes of the list; the thing behind "of" or "for" has them all."""
    named, end = phrases_in(tokens)
    if end + 1 < len(tokens) and tokens[end].is_in(_WHOSE):
        owner = meant(tokens[end + 1 :], scene)
        if owner is not None and owner.attribute is None:
            names = (" ".join(phrase.words) for phrase in named)
            return tuple(Meant(entity=owner.entity, attribute=name) for name in names)
    found = (meant(tokens[_start(tokens, phrase.words) :], scene) for phrase in named if phrase.words)
    return tuple(one for one in found if one is not None)


def _start(tokens: Tokens, words: tuple[str, ...]) -> int:
    """Where a phrase of the list begins, its owner before it included."""
    place = next((at for at, token in enumerate(tokens) if token.lower == words[0]), 0)
    while place > 1 and tokens[place - 1].is_mark("'s"):
        place -= 2
    return place
