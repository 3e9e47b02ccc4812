"""Lists of attributes: "email: varchar(255), unique, required", one an item."""

from __future__ import annotations

from dataclasses import replace

from database_developer.model.request import Fate, Question, Quote
from database_developer.model.ticket import Item, ItemList
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.attributes import asks_about
from database_developer.reading.grammar.features import Feature
from database_developer.reading.grammar.findings import Finding
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.qualifiers import Qualifiers, qualifiers_of
from database_developer.reading.grammar.sentences import sentences_of
from database_developer.reading.grammar.tokens import Kind, Token, tokenized
from database_developer.reading.grammar.verbs import verb_from
from database_developer.reading.outcome import Outcome, ReadSentence
from database_developer.reading.passages import Passage
from database_developer.reading.scene import Scene
from database_developer.reading.topics import thing_named_in

Tokens = tuple[Token, ...]

_SEPARATORS = (":", "-", "–", "—", "--", "=")
_LONGEST_NAME = 4


def read(passage: Passage, scene: Scene) -> Outcome | None:
    """The attributes a list names; None where its items are sentences or anything else."""
    block = passage.block
    if not isinstance(block, ItemList):
        return None
    block = replace(block, items=tuple(item for item in block.items if item.text or item.blocks))
    features = [_feature(tokenized(item.text)) for item in block.items]
    if not features or not _is_a_list_of_attributes(features, passage.intro):
        return None
    entity = _entity(passage, scene)
    if entity is None:
        return _whose(block)
    return _outcome(entity, passage, block, features, scene)


def _feature(tokens: Tokens) -> Feature | None:
    """The item's name and what follows its separator; None where it is no such pair."""
    phrase = noun_phrase(tokens)
    if not phrase.is_named or len(phrase.words) > _LONGEST_NAME:
        return None
    behind = tokens[phrase.length :]
    measure = _measure(behind)
    unit, behind = " ".join(token.lower for token in behind[:measure]), behind[measure:]
    if not behind:
        return Feature(phrase=phrase, words="", qualifiers=Qualifiers(other=unit))
    is_separated = behind[0].is_mark(*_SEPARATORS, ",") or behind[0].kind is Kind.GROUP
    if not is_separated or (not phrase.identifier and verb_from(tokens[: phrase.length]) is not None):
        return None
    rest = behind[1:] if behind[0].kind is Kind.MARK else behind
    said = qualifiers_of(rest, in_prose=False)
    return Feature(phrase=phrase, words="", qualifiers=replace(said, other=said.other or unit))


def _measure(behind: Tokens) -> int:
    """Where the "in cents" of "amount in cents (required)" ends; 0 where nothing such follows the name."""
    if not behind or not behind[0].is_word("in", "as"):
        return 0
    for index, token in enumerate(behind):
        if token.kind is Kind.GROUP or token.is_mark(*_SEPARATORS, ","):
            return index
    return len(behind)


def _is_a_list_of_attributes(features: list[Feature | None], intro: str) -> bool:
    """Most items give a type or a rule; or all are names, and the words before announce columns."""
    described = sum(feature is not None and _is_described(feature.qualifiers) for feature in features)
    if described * 2 > len(features):
        return described == len(features) or described >= 2
    named = sum(feature is not None for feature in features)
    return named * 2 >= len(features) and _announces_columns(intro)


def _is_described(said: Qualifiers) -> bool:
    return replace(said, is_open=False, other="", is_removed=False).says_something


def _announces_columns(intro: str) -> bool:
    """ "Fields:", "The users table has:"."""
    *_, last = sentences_of(intro) if intro else (None,)
    tokens = last.tokens if last is not None else ()
    if not tokens or not tokens[-1].is_mark(":"):
        return bool(tokens) and tokens[-1].is_word(*lexicon.COLUMN_NOUNS)
    verb = verb_from(tokens)
    tells_what_it_has = verb is not None and verb.lemma in lexicon.HAS and verb.end >= len(tokens) - 1
    return tells_what_it_has or any(token.is_word(*lexicon.COLUMN_NOUNS) for token in tokens)


def _entity(passage: Passage, scene: Scene) -> str | None:
    """The thing the words before the list speak of, else its heading's, else the topic."""
    for text in (passage.intro, passage.heading):
        found = thing_named_in(tokenized(text), scene)
        if found is not None:
            return found
    return scene.focus


def _outcome(entity: str, passage: Passage, block: ItemList, features: list[Feature | None], scene: Scene) -> Outcome:
    """The items' asks; what hangs below an item, and an item that is a sentence, is read next."""
    findings: list[Finding] = []
    sentences: list[ReadSentence] = []
    inner: list[Passage] = []
    for item, feature in zip(block.items, features, strict=True):
        quote = Quote(text=item.text, line=item.line)
        found = () if feature is None else asks_about(entity, (feature,), quote, scene)
        for finding in found:
            scene.note(finding)
        if found:
            findings.extend(found)
            sentences.append(ReadSentence(quote=quote, fate=Fate.USED))
            inner.extend(replace(passage, block=below, intro=item.text) for below in item.blocks)
        elif feature is None and _is_a_name_with_more(item):
            sentences.append(ReadSentence(quote=quote, fate=Fate.NOT_UNDERSTOOD))
        else:
            inner.append(replace(passage, block=replace(block, items=(item,)), intro=""))
    return Outcome(findings=tuple(findings), sentences=tuple(sentences), inner=tuple(inner))


def _is_a_name_with_more(item: Item) -> bool:
    """Whether an item that gave no attribute looks as if it should have: it names something and is no sentence."""
    tokens = tokenized(item.text)
    return noun_phrase(tokens).is_named and verb_from(tokens) is None and not item.blocks


def _whose(block: ItemList) -> Outcome:
    """Attributes of nothing are a question."""
    names = ", ".join(_name(item) for item in block.items[:6])
    quote = Quote(text=block.items[0].text, line=block.items[0].line)
    question = Question(
        id=f"table-of-line-{block.line}", text=f"which table do {names} belong to?", blocking=True, quote=quote
    )
    sentences = tuple(
        ReadSentence(quote=Quote(text=item.text, line=item.line), fate=Fate.NOT_UNDERSTOOD) for item in block.items
    )
    return Outcome(questions=(question,), sentences=sentences)


def _name(item: Item) -> str:
    phrase: NounPhrase = noun_phrase(tokenized(item.text))
    return phrase.name
