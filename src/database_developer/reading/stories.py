"""Stories of users, as the least that would serve them: "as a rider I want to report that a scooter is broken"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from database_developer.model.request import Ask, AttributeAsk, EntityAsk, Quote, RelationAsk
from database_developer.model.ticket import Paragraph, Ticket
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.attributes import asks_about, has_typical_name, is_substantial
from database_developer.reading.grammar.features import features_of
from database_developer.reading.grammar.findings import Finding
from database_developer.reading.grammar.matching import ends_after_any
from database_developer.reading.grammar.narrating.words import list_at
from database_developer.reading.grammar.phrases import noun_phrase
from database_developer.reading.grammar.sentences import sentences_of
from database_developer.reading.grammar.tokens import Token
from database_developer.reading.inflection import participle
from database_developer.reading.passages import Section, passages_of
from database_developer.reading.scene import Scene
from database_developer.reading.vocabulary import Vocabulary

Tokens = tuple[Token, ...]

_ROLES = ("as a", "as an", "as the")
_WANTING = ("want to", "would like to", "need to", "can", "should be able to", "must be able to", "wish to")
_ABLE = ("should be able to", "must be able to", "shall be able to", "need to be able to", "want to be able to")
# What is left behind when it was done; looking, changing and removing leave nothing.
_NOUNS = {
    "report": "report",
    "comment": "comment",
    "rate": "rating",
    "review": "review",
    "like": "like",
    "bookmark": "bookmark",
    "follow": "follow",
    "book": "booking",
    "reserve": "reservation",
    "rent": "rental",
    "borrow": "loan",
    "order": "order",
    "favourite": "favourite",
    "favorite": "favorite",
    "vote": "vote",
    "complain": "complaint",
    "request": "request",
    "register": "registration",
    "subscribe": "subscription",
    "apply": "application",
    "join": "membership",
    "flag": "flag",
}
_LEAST = 3  # words of a story


def told_by_stories(ticket: Ticket, vocabulary: Vocabulary) -> tuple[Ask, ...]:
    """What the first story that can be served asks for; () where the things of none are known."""
    for quote, tokens in _sentences(ticket):
        asks = tuple(_of_story(quote, tokens, Scene(vocabulary)))
        if asks:
            return asks
    return ()


def _sentences(ticket: Ticket) -> Iterator[tuple[Quote, Tokens]]:
    for passage in passages_of(ticket):
        if passage.section is Section.OUT_OF_SCOPE or not isinstance(passage.block, Paragraph):
            continue
        for raw in sentences_of(passage.block.text):
            yield Quote(text=raw.text, line=passage.block.line), raw.tokens
    for raw in sentences_of(ticket.summary):
        yield Quote(text=raw.text, line=1, origin="summary"), raw.tokens


def _of_story(quote: Quote, tokens: Tokens, scene: Scene) -> Iterator[Ask]:
    """The thing that the act leaves behind: whose it is, what it is about, what is told with it, and when it was."""
    begin, actor = _actor(tokens, scene)
    noun = _NOUNS.get(tokens[begin].lower) if begin and begin < len(tokens) else None
    about = _known_in(tokens[begin + 1 :], scene) if noun else None
    if noun is None or about is None or actor is None or about == actor:
        return
    said = replace(quote, assumed="it is the least that the story needs")
    name = f"{about} {noun}"
    yield EntityAsk(entity=name, quote=said)
    for parent in (about, actor):
        yield RelationAsk(child=name, parent=parent, required=True, quote=said)
    for ask in _facts(name, tokens[begin:], said, scene):
        if isinstance(ask, AttributeAsk):
            yield ask
    done = participle(tokens[begin].lower) if tokens[begin].lower in lexicon.VERBS else "created"
    yield AttributeAsk(entity=name, attribute=f"{done} at", moment="created", required=True, quote=said)


def _actor(tokens: Tokens, scene: Scene) -> tuple[int, str | None]:
    """Where the act begins, and the known thing that does it."""
    start = ends_after_any(tokens, 0, _ROLES)
    if start:
        role = noun_phrase(tokens, start)
        for at in range(start + role.length, min(len(tokens), start + role.length + _LEAST)):
            begin = ends_after_any(tokens, at, _WANTING)
            if begin > at:
                return begin, scene.find(role)
        return 0, None
    who = noun_phrase(tokens)
    begin = ends_after_any(tokens, who.length, _ABLE)
    return (begin, scene.find(who)) if who.is_named and begin > who.length else (0, None)


def _known_in(tokens: Tokens, scene: Scene) -> str | None:
    """The first known thing among the words."""
    for at in range(len(tokens)):
        phrase = noun_phrase(tokens, at)
        known = scene.find(phrase) if phrase.is_named and phrase.words else None
        if known is not None and scene.is_there(known):
            return known
    return None


def _facts(name: str, tokens: Tokens, quote: Quote, scene: Scene) -> Iterator[Finding]:
    """What stands behind "with"."""
    place = next((at for at, token in enumerate(tokens) if token.is_word("with", "including", "giving")), None)
    features = features_of(list_at(tokens, place + 1)) if place is not None else ()
    for feature in features:
        if is_substantial(feature) and has_typical_name(feature):
            plain = replace(feature.phrase, words=feature.phrase.words[-1:])  # "a short description"
            yield from asks_about(name, (replace(feature, phrase=plain),), quote, scene)
