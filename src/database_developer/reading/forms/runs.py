"""Columns one behind another without any list: "id - (uuid) name - (varchar 255)"."""

from __future__ import annotations

from database_developer.model.request import Fate, Quote
from database_developer.model.ticket import Paragraph
from database_developer.reading.grammar.attributes import asks_about
from database_developer.reading.grammar.feature import Feature
from database_developer.reading.grammar.findings import Mention
from database_developer.reading.grammar.phrases import noun_phrase
from database_developer.reading.grammar.qualifiers import qualifiers_of
from database_developer.reading.grammar.tokens import Kind, Token, tokenized
from database_developer.reading.outcome import Outcome, ReadSentence
from database_developer.reading.passages import Passage
from database_developer.reading.scene import Scene
from database_developer.reading.topics import topic_of

Tokens = tuple[Token, ...]

_SEPARATORS = ("-", "–", "—", ":")


def read(passage: Passage, scene: Scene) -> Outcome | None:
    """The columns of a paragraph that is nothing but names, each with its type in brackets; None for any other."""
    block = passage.block
    if not isinstance(block, Paragraph):
        return None
    features = _run(tokenized(block.text))
    entity = topic_of(passage, scene) if features else None
    if entity is None:
        return None
    quote = Quote(text=block.text, line=block.line)
    found = (Mention(entity=entity, quote=quote), *asks_about(entity, features, quote, scene))
    for finding in found:
        scene.note(finding)
    return Outcome(findings=found, sentences=(ReadSentence(quote=quote, fate=Fate.USED),))


def _run(tokens: Tokens) -> tuple[Feature, ...]:
    """At least two columns that take up all of the text; () for anything else."""
    features: list[Feature] = []
    place = 0
    while place < len(tokens):
        feature, end = _column(tokens, place)
        if feature is None:
            return ()
        features.append(feature)
        place = end
    return tuple(features) if len(features) > 1 else ()


def _column(tokens: Tokens, at: int) -> tuple[Feature | None, int]:
    phrase = noun_phrase(tokens, at)
    group = at + phrase.length
    if group < len(tokens) and tokens[group].is_mark(*_SEPARATORS):
        group += 1
    if not phrase.is_named or group >= len(tokens) or tokens[group].kind is not Kind.GROUP:
        return None, at
    said = qualifiers_of(tokens[group].inside, in_prose=False)
    if not said.says_something:
        return None, at
    return Feature(phrase=phrase, words="", qualifiers=said), group + 1
