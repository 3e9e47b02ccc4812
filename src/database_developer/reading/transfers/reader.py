"""Reads a ticket's sentences together for values that move or take another form; the rest is read one by one."""

from __future__ import annotations

from collections.abc import Iterable

from database_developer.reading.grammar.findings import Finding
from database_developer.reading.passages import Passage
from database_developer.reading.scene import Scene
from database_developer.reading.transfers import forms, tables
from database_developer.reading.transfers.lines import lines_of

KINDS = (tables.read, forms.read)
Transfers = dict[tuple[str, int], tuple[Finding, ...]]


def read(summary: str, passages: Iterable[Passage], scene: Scene) -> Transfers:
    """What the sentences that have a part in it tell, by their words and lines: each finding with its own sentence."""
    lines = lines_of(summary, passages) if scene.standing else ()
    told = next((found for kind in KINDS if lines and (found := kind(lines, scene)) is not None), None)
    if told is None:
        return {}
    places = [(line.quote.text, line.quote.line) for line in told.lines]
    kept: Transfers = dict.fromkeys(places, ())
    for finding in told.findings:
        place = (finding.quote.text, finding.quote.line)
        place = place if place in kept else places[0]
        kept[place] = (*kept[place], finding)
    return kept
