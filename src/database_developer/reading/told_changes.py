"""Paragraphs and lists of which some sentences tell changes of standing tables: these come before any other form."""

from __future__ import annotations

from dataclasses import replace

from database_developer.model.request import Fate, Quote, RelationAsk
from database_developer.model.ticket import Item, ItemList, Paragraph
from database_developer.reading.forms import prose
from database_developer.reading.grammar.attributes import asks_about
from database_developer.reading.grammar.changes import reader as changes
from database_developer.reading.grammar.changes.places import draws_a_change, tables_in
from database_developer.reading.grammar.clauses import Statement, statements_of
from database_developer.reading.grammar.feature import Feature
from database_developer.reading.grammar.features import features_of
from database_developer.reading.grammar.findings import ColumnNamed, Described, Finding, Mention
from database_developer.reading.grammar.kinds import findings_in
from database_developer.reading.grammar.sentences import last_sentence
from database_developer.reading.grammar.tokens import tokenized
from database_developer.reading.outcome import Outcome, ReadSentence
from database_developer.reading.passages import Outline, Passage, Section, section_of
from database_developer.reading.scene import Scene, words_of
from database_developer.reading.topics import topic_of

_LONGEST_NAME = 3
_OTHER_ORDERS = frozenset({"index", "indexes", "add", "rename", "unique", "default", "check"})
_SHORT = 40  # characters of a name with what is said of it


def read(passage: Passage, scene: Scene) -> Outcome | None:
    """All sentences of the block, where one of them tells a change; None where none does."""
    scene.told.clear()
    if passage.section is not Section.BODY or not scene.standing:
        return None
    match passage.block:
        case Paragraph(text=text, line=line):
            statements = statements_of(text, line, passage.block.lines)
            with scene.undisturbed():
                tells = _tells(statements, scene)
            return _of_text(statements, passage, scene) if tells else None
        case ItemList():
            return _of_list(passage.block, passage, scene)
    return None


def _is_sentence(item: Item) -> bool:
    """Whether an item says something of its own, and is no name in a list."""
    if len(item.text) <= _SHORT:
        return False
    return any(clause.verb is not None for one in statements_of(item.text, item.line, ()) for clause in one.clauses)


def _tells(statements: tuple[Statement, ...], scene: Scene) -> bool:
    return any(_is_change(statement, scene) for statement in statements)


def _is_change(statement: Statement, scene: Scene) -> bool:
    """What only describes something told before is no change of its own."""
    if (statement.quote.text, statement.quote.line) in scene.together:
        return True
    if section_of(statement.label) is not None:
        return False
    return any(not isinstance(one, ColumnNamed | Described) for one in changes.read(statement, scene))


def _of_list(block: ItemList, passage: Passage, scene: Scene) -> Outcome | None:
    """The items that tell a change; the others are a list of their own, read next."""
    _heed_words_before(passage, scene)
    with scene.undisturbed():
        telling = [_tells(statements_of(item.text, item.line, ()), scene) for item in block.items]
    telling = [
        tells or draws_a_change(tokenized(item.text), scene) for item, tells in zip(block.items, telling, strict=True)
    ]
    if not any(telling):
        return None
    kinds = [(item, tells or _is_sentence(item)) for item, tells in zip(block.items, telling, strict=True)]
    told = [item for item, is_told in kinds if is_told]
    left = tuple(item for item, is_told in kinds if not is_told)
    outcome = _together([_of_item(item, passage, scene) for item in told])
    rest = replace(passage, block=replace(block, items=left))
    columns = _columns(left, topic_of(rest, scene), scene)
    if columns is not None:
        return _together([outcome, columns])
    return replace(outcome, inner=(*((rest,) if left else ()), *outcome.inner))


def _heed_words_before(passage: Passage, scene: Scene) -> None:
    """ "What needs doing on the berths table:" speaks of the berths, as a heading does that names them alone."""
    last = last_sentence(passage.intro)
    for text in (last.text if last is not None else "", passage.heading):
        named = {one.entity for one in tables_in(tokenized(text), scene)}
        if len(named) == 1:
            scene.focus = named.pop()
            return


def _columns(items: tuple[Item, ...], entity: str | None, scene: Scene) -> Outcome | None:
    """The items as columns of a table that the changes bring in: each a name, with what is said of it."""
    if entity is None or scene.is_there(entity) or entity not in scene.entities:
        return None
    told: list[Outcome] = []
    for item in items:
        features = features_of(tokenized(item.text))
        if len(features) != 1 or item.blocks or len(features[0].phrase.words) > _LONGEST_NAME:
            return None
        quote = Quote(text=item.text, line=item.line)
        told.append(Outcome(findings=_asks(entity, features, quote, scene), sentences=(ReadSentence(quote=quote),)))
    return _together(told) if told else None


def _asks(entity: str, features: tuple[Feature, ...], quote: Quote, scene: Scene) -> tuple[Finding, ...]:
    """A name such as "user_id" is a reference where there are users."""
    words = words_of(features[0].phrase.identifier or "")
    parent = scene.find_name(" ".join(words[:-1])) if words[-1:] == ("id",) else None
    if parent is not None and scene.is_there(parent):
        return (RelationAsk(child=entity, parent=parent, required=features[0].qualifiers.required, quote=quote),)
    return asks_about(entity, features, quote, scene)


def _of_item(item: Item, passage: Passage, scene: Scene) -> Outcome:
    outcome = _of_text(statements_of(item.text, item.line, ()), passage, scene)
    outline = Outline(passage.section, passage.heading)
    outline.intro = item.text
    return replace(outcome, inner=(*outcome.inner, *outline.passages(item.blocks, passage.origin)))


def _of_text(statements: tuple[Statement, ...], passage: Passage, scene: Scene) -> Outcome:
    return _together([_of_sentence(statement, passage, scene) for statement in statements])


def _of_sentence(statement: Statement, passage: Passage, scene: Scene) -> Outcome:
    """A change by its own grammar; any other sentence as prose."""
    together = scene.together.get((statement.quote.text, statement.quote.line))
    if together is not None:
        more = _beside(statement, together, scene)
        for finding in (*together, *more):
            scene.note(finding)
        return Outcome(findings=(*together, *more), sentences=(ReadSentence(quote=statement.quote, fate=Fate.USED),))
    if not _is_change(statement, scene):
        return prose.read_sentence(statement, passage, scene)
    findings = findings_in(statement, scene)
    return Outcome(findings=findings, sentences=(ReadSentence(quote=statement.quote, is_demand=True),))


def _beside(statement: Statement, together: tuple[Finding, ...], scene: Scene) -> tuple[Finding, ...]:
    """What the sentence orders of other columns than those that it was read for: "... and add an index on b"."""
    if not statement.words & _OTHER_ORDERS:
        return ()
    every = (one for told in scene.together.values() for one in told)
    taken = {name for one in (*every, *together) for name in _names(one)}
    found = changes.read(statement, scene)
    return tuple(one for one in found if not taken & set(_names(one)) and not isinstance(one, Mention))


def _names(finding: Finding) -> tuple[str, ...]:
    """The columns that a finding is about, and the new tables."""
    told = (*getattr(finding, "attributes", ()), *getattr(finding, "columns", ()))
    told += tuple(key.attribute for key in getattr(finding, "keys", ()))
    single = (getattr(finding, name, None) for name in ("attribute", "table", "target", "new_name"))
    return (*told, *(it for it in single if isinstance(it, str) and it))


def _together(outcomes: list[Outcome]) -> Outcome:
    return Outcome(
        findings=tuple(finding for outcome in outcomes for finding in outcome.findings),
        questions=tuple(question for outcome in outcomes for question in outcome.questions),
        sentences=tuple(sentence for outcome in outcomes for sentence in outcome.sentences),
        inner=tuple(passage for outcome in outcomes for passage in outcome.inner),
    )
