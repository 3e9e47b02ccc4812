"""Sentences: in paragraphs and in the items of lists."""

from __future__ import annotations

from dataclasses import replace

from database_developer.model.request import Fate, RelationAsk
from database_developer.model.ticket import Item, ItemList, Paragraph
from database_developer.reading import untold
from database_developer.reading.forms.list_titles import titled_by
from database_developer.reading.grammar import (
    acting,
    announcing,
    column_rules,
    comparing,
    continuing,
    describing,
    enumerations,
    joint_tables,
    lexicon,
    only_once,
    pairing,
    told_columns,
    told_keys,
    tying,
    wondering,
)
from database_developer.reading.grammar.changes import reader as changes
from database_developer.reading.grammar.clauses import Statement, statement_from, statement_of, statements_of
from database_developer.reading.grammar.findings import Act, Candidate, Findings, Tie
from database_developer.reading.grammar.inventories import reader as inventories
from database_developer.reading.grammar.kinds import findings_in
from database_developer.reading.grammar.narrating import reader as narrating
from database_developer.reading.grammar.narrating import relating
from database_developer.reading.grammar.narrating.words import may_be_a_thing
from database_developer.reading.grammar.phrases import noun_phrase
from database_developer.reading.grammar.recasting import reader as recasting
from database_developer.reading.grammar.sentences import RawSentence
from database_developer.reading.grammar.shapes import reader as shapes
from database_developer.reading.grammar.telling import is_demand, is_story
from database_developer.reading.grammar.tokens import Token, tokenized
from database_developer.reading.grammar.wishes.guesses import without_guesses
from database_developer.reading.grammar.wishes.stories import is_making, story_in
from database_developer.reading.inflection import third_person
from database_developer.reading.outcome import Outcome, ReadSentence
from database_developer.reading.passages import Outline, Passage, Section, section_of
from database_developer.reading.repeated import Repeated
from database_developer.reading.scene import Scene
from database_developer.reading.topics import Topic, thing_titled

Tokens = tuple[Token, ...]

_GOING_ON = (
    lexicon.BE | lexicon.HAVE | lexicon.MODALS | frozenset(map(third_person, lexicon.VERBS)) | {"begins", "lasts"}
)
_OTHER_WORK = frozenset({"frontend", "front-end", "front end", "ui", "ux", "gui", "docs", "documentation", "testing"})
_UNREAD = {Section.OUT_OF_SCOPE: Fate.OUT_OF_SCOPE, Section.BACKGROUND: Fate.CONTEXT}


def read(passage: Passage, scene: Scene) -> Outcome | None:
    """What the sentences of a paragraph or list yield."""
    match passage.block:
        case Paragraph():
            return _read_text(passage.block.text, passage.block.line, passage, scene, lines=passage.block.lines)
        case ItemList():
            return _read_items(passage.block, passage, scene)
    return None


def _read_items(block: ItemList, passage: Passage, scene: Scene) -> Outcome:
    """Item after item up to one that holds blocks, which come before the items behind it."""
    scene.tells_tables = scene.tells_tables or sum(map(_is_a_thing_with_a_list, block.items)) > 1
    subject = _subject_before(passage.intro)
    if subject and all(map(_goes_on, block.items)):
        return _together([_read_going_on(subject, item, passage, scene) for item in block.items])
    outcomes: list[Outcome] = []
    for number, item in enumerate(block.items, 1):
        outcomes.append(_read_item(item, passage, scene))
        rest = block.items[number:]
        if item.blocks and rest:
            outcomes.append(Outcome(inner=(replace(passage, block=replace(block, items=rest)),)))
            break
    return _together(outcomes)


def _is_a_thing_with_a_list(item: Item) -> bool:
    """ "Rental" above a list of its own: one of several things that are told so."""
    return any(isinstance(inner, ItemList) for inner in item.blocks) and titled_by(item.text) is not None


def _subject_before(intro: str) -> Tokens:
    """The "an appointment" of which the items below tell more; () for any other words."""
    tokens = tokenized(intro.rstrip(" :.…"))
    phrase = noun_phrase(tokens)
    is_one = phrase.determiner in lexicon.ARTICLES | lexicon.EACH
    return tokens if is_one and phrase.is_named and phrase.length == len(tokens) else ()


def _goes_on(item: Item) -> bool:
    """ "Is for one patient", "has a reason": the verb of a sentence that the words before the list begin."""
    first = tokenized(item.text)[:1]
    return bool(first) and not item.blocks and first[0].is_in(_GOING_ON)


def _read_going_on(subject: Tokens, item: Item, passage: Passage, scene: Scene) -> Outcome:
    """The item as the whole sentence that it ends; its own words are quoted."""
    tokens = (*subject, *tokenized(item.text.rstrip(" .;,")))
    return read_sentence(statement_of(RawSentence(text=item.text, tokens=tokens), item.line), passage, scene)


def _read_item(item: Item, passage: Passage, scene: Scene) -> Outcome:
    """The item's own sentences; its inner blocks are read next, with its text as the words before them."""
    outcome = _read_text(item.text, item.line, passage, scene)
    if not item.blocks:
        return outcome
    outline = Outline(passage.section, passage.heading)
    outline.intro = item.text
    inner = tuple(outline.passages(item.blocks, passage.origin))
    return replace(outcome, inner=inner)


def _read_text(text: str, line: int, passage: Passage, scene: Scene, *, lines: tuple[str, ...] = ()) -> Outcome:
    return _together([read_sentence(statement, passage, scene) for statement in statements_of(text, line, lines)])


def read_sentence(statement: Statement, passage: Passage, scene: Scene) -> Outcome:
    """What one sentence yields, what must be asked about it, and what is to be told of it."""
    fate = _UNREAD.get(passage.section) or _fate_by_label(statement)
    findings = _found(statement, passage, scene) if fate is None else ()
    asked = tuple(wondering.questions(statement)) if fate is None else ()
    is_demand = fate is None and (bool(asked) or _is_demand(statement, scene))
    lists_facts = fate is None and not findings and untold.lists_facts(statement)
    sentence = ReadSentence(quote=statement.quote, fate=fate, is_demand=is_demand, lists_facts=lists_facts)
    return Outcome(findings=findings, questions=asked, sentences=(sentence,))


def _found(statement: Statement, passage: Passage, scene: Scene) -> Findings:
    """What the sentence says; what it said before, where its words taught nothing then and nothing was learnt since."""
    topic, words, before = Topic(passage, scene), (statement.quote.text, passage.heading), scene.state()
    known = scene.repeats.told(words, passage.intro, before) if scene.old_rows is None else None
    if known is not None:
        scene.bring_up(known.topic)
        return known.said_at(statement.quote)
    knowledge = scene.knowledge()
    found = _told(statement, passage, scene, topic)
    _heed_subject(found, statement, scene)
    if scene.old_rows is None and scene.knowledge() == knowledge:
        told = Repeated(quote=statement.quote, findings=found, topic=scene.topic())
        scene.repeats.keep(words, passage.intro if topic.is_asked else None, before, told)
    return found


def _heed_subject(found: Findings, statement: Statement, scene: Scene) -> None:
    """Behind "a charging session is started by a user", of which only a deed is known, such sessions are spoken of."""
    clause = next((one for one in statement.clauses if one.verb is not None), None)
    if clause is None or clause.verb is None or not clause.verb.passive or clause.verb.modal or clause.lead:
        return
    phrase = noun_phrase(clause.subject)
    is_one = phrase.determiner in lexicon.EACH | {"a", "an"} and phrase.length == len(clause.subject)
    is_deed = bool(found) and all(isinstance(one, Act | Tie) for one in found)
    if is_one and is_deed and may_be_a_thing(phrase) and not scene.is_there(scene.name_of(phrase)):
        scene.note(Candidate(entity=scene.name_of(phrase), quote=statement.quote))


def _told(statement: Statement, passage: Passage, scene: Scene, about: Topic) -> Findings:
    """What the sentence says, and the key of several columns that it tells beside."""
    rest, key = told_keys.apart(statement)
    if not key:
        return _said(statement, passage, scene, about)
    told = _told(rest, passage, scene, about) if rest is not None else ()
    return (*told, *_noted(told_keys.asks(key, statement, scene), scene))


def _said(statement: Statement, passage: Passage, scene: Scene, about: Topic) -> Findings:
    """What the sentence says as a whole, else in the usual words, else clause by clause."""
    lists = () if recasting.tells_of_both(statement, scene) else inventories.plain(statement, scene)
    if lists:
        return lists
    if shapes.tells(statement, scene):
        return findings_in(statement, scene)
    before = len(scene.entities)
    rules = _rules(statement, scene)
    if rules:
        return rules
    of_it = column_rules.said_of_it(statement) if not changes.read(statement, scene) else None
    if of_it is not None:
        told = _told(statement_from(of_it[0], statement.quote), passage, scene, about)
        return (*told, of_it[1]) if told else ()
    apart = recasting.parted_first(statement, scene)
    if apart:
        return tuple(finding for one in apart for finding in _told(one, passage, scene, about))
    whole = _as_a_whole(statement, passage, scene, about)
    story = story_in(statement.tokens)
    is_wish = story is not None and is_making(story.done)  # what is left of it is no fact of whoever does it
    said = () if whole or is_wish else recasting.recast(statement, scene)
    found = tuple(finding for one in said for finding in _read_as_it_stands(one, passage, scene, about, before))
    found = found or (_listed(statement, passage, scene, about) if said else ())
    return found or _finished(statement, whole or _by_clause(statement, passage, scene, about), before, scene)


def _read_as_it_stands(statement: Statement, passage: Passage, scene: Scene, about: Topic, before: int) -> Findings:
    recasting.make_known(statement, scene)
    whole = _as_a_whole(statement, passage, scene, about)
    return _finished(statement, whole or _clauses(statement, scene), before, scene)


def _rules(statement: Statement, scene: Scene) -> Findings:
    """What is said of columns told before, once it is known what is spoken of."""
    topic = narrating.topic_before_colon(statement)
    if topic is not None:
        scene.note(topic)
    changes.read(statement, scene)  # a label, or the only table named, is the topic from here on
    return column_rules.of_the_last(statement, scene) or column_rules.ordered(statement, scene)


def _as_a_whole(statement: Statement, passage: Passage, scene: Scene, about: Topic) -> Findings:
    """What a list inside the sentence says, or a sentence of a kind that no clause of it says alone."""
    title = thing_titled(passage.heading)
    told = _noted(told_columns.read(statement, about, scene), scene)
    if told:
        return told
    listed = announcing.read(statement, about, scene, title=title)
    listed = listed or relating.read(statement, scene)
    listed = listed or joint_tables.read(statement, scene) or enumerations.read(statement, scene)
    listed = listed or tuple(describing.mutual(statement, scene)) or tuple(pairing.read(statement, scene))
    return _noted(listed or acting.recorded(statement, scene), scene)


def _by_clause(statement: Statement, passage: Passage, scene: Scene, about: Topic) -> Findings:
    """What its clauses say, one by one, else what is listed in it."""
    return _clauses(statement, scene) or _listed(statement, passage, scene, about)


def _clauses(statement: Statement, scene: Scene) -> Findings:
    """What its clauses say in the usual words."""
    found = findings_in(statement, scene)
    found = found or _noted(narrating.handed(statement, scene) or describing.read(statement, scene), scene)
    found = found or comparing.read(statement, scene) or only_once.read(statement, scene)
    found = found or column_rules.read(statement, scene) or _noted(continuing.read(statement, scene), scene)
    return found or _noted(narrating.read(statement, scene), scene)


def _listed(statement: Statement, passage: Passage, scene: Scene, about: Topic) -> Findings:
    """What is listed in everyday words, of whatever the words around it speak of."""
    title = thing_titled(passage.heading)
    return _noted(inventories.read(statement, lambda: about() or title, scene), scene)


def _finished(statement: Statement, found: Findings, before: int, scene: Scene) -> Findings:
    """With what is said beside it, and who takes part in what it tells of."""
    found = (*found, *_noted(narrating.beside(statement, scene), scene))
    if found and not without_guesses(found, statement, scene):
        return ()
    acts = _noted(tuple(acting.acts_in(found, statement, before, scene)), scene)
    deeds, ties = tuple(describing.deeds(statement, scene)), tuple(tying.read(statement, scene))
    made = () if found or acts else tuple(describing.made_in(deeds, statement, scene))
    given = tuple(describing.given_in(statement, scene))
    topic = _noted((*made, *given), scene)
    return (*_less_turned(found, given), *acts, *topic, *deeds, *ties)


def _less_turned(found: Findings, given: Findings) -> Findings:
    """Less what ties the same two things the other way round."""
    ends = {(one.parent, one.child) for one in given if isinstance(one, RelationAsk)}
    return tuple(one for one in found if not (isinstance(one, RelationAsk) and (one.child, one.parent) in ends))


def _noted(found: Findings, scene: Scene) -> Findings:
    for finding in found:
        scene.note(finding)
    return found


def _fate_by_label(statement: Statement) -> Fate | None:
    """ "Out of scope: ..." in one line, and sentences that only tell a story."""
    section = section_of(statement.label)
    if section in _UNREAD:
        return _UNREAD[section]
    is_elsewhere = statement.label.strip(" *_").lower() in _OTHER_WORK
    return Fate.CONTEXT if is_elsewhere or is_story(statement) else None


def _is_demand(statement: Statement, scene: Scene) -> bool:
    return is_demand(statement, scene.knows_word)


def _together(outcomes: list[Outcome]) -> Outcome:
    return Outcome(
        findings=tuple(finding for outcome in outcomes for finding in outcome.findings),
        questions=tuple(question for outcome in outcomes for question in outcome.questions),
        sentences=tuple(sentence for outcome in outcomes for sentence in outcome.sentences),
        inner=tuple(passage for outcome in outcomes for passage in outcome.inner),
    )
