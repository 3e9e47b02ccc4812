"""Reads what is left of a ticket as one discourse: a title or a problem lends its columns to the order behind it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from database_developer.model.request import Ask, AttributeAsk, EntityAsk, Quote, RelationAsk
from database_developer.reading.grammar.findings import Finding, Findings, Mention
from database_developer.reading.plain_words.discourse import Discourse
from database_developer.reading.plain_words.parts import parts_of
from database_developer.reading.scene import Scene

_MOST_SENTENCES = 40  # a longer ticket describes what no part of it leaves open
_LONGEST_SENTENCE = 400  # letters


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """A sentence; ``is_read`` where another rule knows it already."""

    quote: Quote
    is_read: bool = False
    is_title: bool = False


def read(sentences: Iterable[Heard], findings: Findings, scene: Scene) -> Findings:
    """The findings with what the sentences want that no other rule has read."""
    if not scene.standing:
        return findings
    discourse = Discourse(scene=scene, found=list(findings), is_of_new_tables=_makes_tables(findings, scene))
    told: dict[Quote, list[Finding]] = {}
    for one in findings:
        told.setdefault(one.quote, []).append(one)
    for heard in islice(sentences, _MOST_SENTENCES):
        if len(heard.quote.text) > _LONGEST_SENTENCE:
            continue
        for part in parts_of(heard.quote, discourse.topic, scene, is_title=heard.is_title):
            discourse.hear(part, is_read=heard.is_read or heard.is_title)
        discourse.learn(told.get(heard.quote, ()))
    if not any(isinstance(one, Ask) for one in discourse.found):
        discourse.take_for_granted()
    return tuple(discourse.found)


def _makes_tables(findings: Findings, scene: Scene) -> bool:
    """Whether other rules have read of things that are not there yet."""
    return any(
        isinstance(one, EntityAsk)
        or (isinstance(one, Mention | AttributeAsk) and not scene.is_there(one.entity))
        or (isinstance(one, RelationAsk) and not (scene.is_there(one.child) and scene.is_there(one.parent)))
        for one in findings
    )
