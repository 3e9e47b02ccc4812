"""Names that the parent and linked tickets teach; what these ask for is not asked for here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import deepcopy

from database_developer.errors import StatementRefused
from database_developer.model.request import AttributeAsk, EntityAsk
from database_developer.reading.grammar.findings import Candidate, Mention
from database_developer.reading.outcome import Outcome
from database_developer.reading.passages import Passage
from database_developer.reading.scene import Scene

Reader = Callable[[Passage, Scene], Outcome]


def learn_names(context: Iterable[Passage], scene: Scene, read: Reader) -> None:
    """Make the things and attributes known that these passages describe; the topic stays what it was."""
    waiting = list(reversed(list(context)))
    apart, focus = deepcopy(scene) if waiting else scene, scene.focus
    while waiting:
        try:
            outcome = read(waiting.pop(), apart)
        except StatementRefused:
            continue
        waiting.extend(reversed(outcome.inner))
        for finding in outcome.findings:
            if isinstance(finding, Candidate | EntityAsk | AttributeAsk):
                scene.note(finding)
            elif isinstance(finding, Mention):
                scene.note(Candidate(entity=finding.entity, quote=finding.quote))
    scene.focus = focus
