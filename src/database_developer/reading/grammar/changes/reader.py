"""Reads a sentence for changes of what stands already: each order by the first kind of change that knows it."""

from __future__ import annotations

from collections.abc import Callable

from database_developer.model.request import AlterAsk, Quote, RemovalAsk, RenameAsk
from database_developer.reading.grammar import cues, lexicon, told_columns
from database_developer.reading.grammar.changes import (
    aftermath,
    altering,
    bare_paths,
    calling,
    cascading,
    columns,
    describing,
    indexing,
    moving,
    partly_unique,
    referrers,
    referring,
    releasing,
    renaming,
    replacing,
    splitting,
    standing,
    unique_keys,
    widening,
    written_columns,
)
from database_developer.reading.grammar.changes.orders import Order, orders_in
from database_developer.reading.grammar.changes.places import Tokens, has_tables, is_about_code, tables_in
from database_developer.reading.grammar.changes.standing import with_object
from database_developer.reading.grammar.clauses import Statement
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.phrases import noun_phrase
from database_developer.reading.grammar.shapes import reader as shapes
from database_developer.reading.scene import Scene, Told

_ADDING = ("add", "create", "introduce", "put")
_ADDING_OR_REMOVING = (*_ADDING, "remove", "drop", "delete", "include", "expose", "update")

# The first that knows an order has it.
KINDS: tuple[Callable[[Order, Quote, Scene], Findings], ...] = (
    moving.read,
    splitting.read,
    unique_keys.read,
    referring.read,
    altering.read,
    renaming.read,
    indexing.read,
    releasing.read,
    columns.read,
)

# What a whole sentence says of standing columns, whatever it begins with, and the cues without which it does not; these
# come before the orders.
SAID: tuple[tuple[Callable[[Tokens, Quote, Scene], Findings], frozenset[str] | None], ...] = (
    (cascading.read, cascading.CUES),
    (aftermath.read, aftermath.CUES),
    (partly_unique.read, partly_unique.CUES),
    (written_columns.read, None),
    (widening.read, widening.CUES),
    (standing.read, None),
    (calling.read, calling.CUES),
    (bare_paths.read, bare_paths.CUES),
)


def read(statement: Statement, scene: Scene) -> Findings:
    """All changes of standing tables that the sentence tells; () where no table stands.

    It is read anew only where the scene has learnt something since the last time.
    """
    known = (scene.learnt, scene.focus, scene.column)
    told = scene.told.get(id(statement))
    if told is None or told.sentence is not statement or told.known != known:
        findings = _unless_silent(statement, scene)
        told = Told(sentence=statement, known=known, findings=findings, topic=scene.focus, column=scene.column)
        scene.told[id(statement)] = told
    scene.focus, scene.column = told.topic, told.column
    return told.findings


def _unless_silent(statement: Statement, scene: Scene) -> Findings:
    """Nothing where the same words told and taught nothing before, and nothing was learnt since."""
    said, before = (statement.quote.text, *[token.text for token in statement.tokens]), scene.state()
    if scene.silent.knows(_read, said, before):
        return ()
    findings = _read(statement, scene)
    if not findings and scene.state() == before:
        scene.silent.add(_read, said, before)
    return findings


def _read(statement: Statement, scene: Scene) -> Findings:
    if not has_tables(scene) or _describes_another(statement, scene) or shapes.tells(statement, scene):
        return ()
    _heed_label(statement, scene)
    said = _said(statement, scene)
    if said:
        return (*said, *_of_referrers(statement, said, scene))
    found: list[Findings] = []
    spoken_of = scene.column
    for order in orders_in(statement.tokens):
        if order.verb in _ADDING_OR_REMOVING and is_about_code(order.told, scene):
            continue
        known = releasing.of_it(order, statement.tokens, statement.quote, scene)
        meant = with_object(order, scene)
        known = known or next((asks for kind in KINDS if (asks := kind(meant, statement.quote, scene))), ())
        if not known and order.verb in _ADDING:
            known = describing.announced(order.told, statement, scene)
        found.append(known)
        _heed_column(known, scene)
    scene.column = spoken_of
    told = tuple(finding for findings in found for finding in findings)
    if told and not any(isinstance(one, RemovalAsk) for one in told):
        told = (*told, *replacing.read(statement, told, scene))
    told = (*told, *_of_referrers(statement, told, scene))
    return told or splitting.read_cut(statement) or describing.read(statement, scene)


def _of_referrers(statement: Statement, told: Findings, scene: Scene) -> Findings:
    if not cues.heard(referrers.CUES, statement.words):
        return ()
    return referrers.also(statement.tokens, told, statement.quote, scene)


def _heed_column(told: Findings, scene: Scene) -> None:
    """ "Rename a to b and make it numeric": the one column that an order changes is "it" for the next."""
    one = told[0] if len(told) == 1 else None
    match one:
        case RenameAsk(attribute=str(attribute)) | AlterAsk(attribute=attribute):
            scene.column = (one.entity, attribute)


def _said(statement: Statement, scene: Scene) -> Findings:
    """What the first kind that has its cues in the sentence tells."""
    meant = (kind for kind, known in SAID if known is None or cues.heard(known, statement.words))
    return next((asks for kind in meant if (asks := kind(statement.tokens, statement.quote, scene))), ())


def _describes_another(statement: Statement, scene: Scene) -> bool:
    """ "A team has a name": what a thing has that is no standing table, whatever columns others have."""
    if told_columns.tells_another(statement, scene):
        return True
    first = next((clause for clause in statement.clauses if clause.verb is not None), None)
    if first is None or first.verb is None or first.verb.lemma not in lexicon.HAS or first.verb.modal:
        return False
    phrase = noun_phrase(first.subject)
    entity = scene.find(phrase) if phrase.is_named else None
    return phrase.is_named and not (entity is not None and scene.is_there(entity))


def _heed_label(statement: Statement, scene: Scene) -> None:
    """ "users: add ..." speaks of the users."""
    place = next((index for index, token in enumerate(statement.tokens) if token.is_mark(":", "-")), 0)
    named = tables_in(statement.tokens[:place], scene)
    if len(named) == 1 and named[0].end - named[0].start == place:
        scene.focus = named[0].entity
