"""Lists of attributes: "email: varchar(255), unique, required", one an item."""

from __future__ import annotations

import re
from dataclasses import replace

from database_developer.model.request import Fate, Question, Quote
from database_developer.model.ticket import Item, ItemList
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.announcing import opened
from database_developer.reading.grammar.attributes import asks_about, has_typical_name
from database_developer.reading.grammar.features import Feature, before_its_type
from database_developer.reading.grammar.findings import Finding
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.qualifiers import Qualifiers, qualifiers_of
from database_developer.reading.grammar.sentences import last_sentence
from database_developer.reading.grammar.sql_types import type_at
from database_developer.reading.grammar.table_words import in_usual_words
from database_developer.reading.grammar.tokens import Kind, Token, tokenized
from database_developer.reading.grammar.verbs import verb_from
from database_developer.reading.outcome import Outcome, ReadSentence
from database_developer.reading.passages import Passage
from database_developer.reading.scene import Scene
from database_developer.reading.topics import thing_titled, topic_of

Tokens = tuple[Token, ...]

_SEPARATORS = (":", "-", "–", "—", "--", "=")
_LONGEST_NAME = 4
_BELONGS = re.compile(r"`?belongs_to :(\w+)`?(?:\W+(?:an? )?`?(\w+)`?)?")


def read(passage: Passage, scene: Scene) -> Outcome | None:
    """The attributes a list names; None where its items are sentences or anything else."""
    block = passage.block
    if not isinstance(block, ItemList):
        return None
    block = replace(block, items=tuple(item for item in block.items if item.text or item.blocks))
    features = [_belonging(item.text) or _feature(tokenized(item.text)) for item in block.items]
    titled = thing_titled(passage.intro)
    if not features or not _is_a_list_of_attributes(features, passage.intro, is_titled=titled is not None):
        return None
    entity = (scene.find_name(titled) or titled if titled else None) or topic_of(passage, scene)
    if entity is None:
        return _whose(block)
    return _outcome(entity, passage, block, features, scene)


def _feature(tokens: Tokens) -> Feature | None:
    """The item's name and what follows its separator or is its type; None where it is no such pair."""
    tokens = opened(tokens[:-1] if tokens and tokens[-1].is_mark(".", ",", ";") else tokens)
    phrase = before_its_type(tokens, noun_phrase(tokens), in_prose=False)
    if not phrase.is_named or len(phrase.words) > _LONGEST_NAME or phrase.head in lexicon.COLUMN_NOUNS:
        return None
    behind = tokens[phrase.length :]
    if len(behind) > 1 and behind[0].is_mark("?"):
        behind = behind[1:]
    measure = _measure(behind)
    unit, behind = " ".join(token.lower for token in behind[:measure]), behind[measure:]
    if not behind:
        return Feature(phrase=phrase, words="", qualifiers=Qualifiers(other=unit))
    is_separated = behind[0].is_mark(*_SEPARATORS, ",") or behind[0].kind is Kind.GROUP
    is_typed = type_at(behind, 0, in_prose=False)[1] > 0 and phrase.words[:1] != _orders(phrase)
    is_separated = is_separated or is_typed
    if not is_separated or (not phrase.identifier and verb_from(tokens[: phrase.length]) is not None):
        return None
    rest = behind[1:] if behind[0].kind is Kind.MARK else behind
    said = qualifiers_of(rest, in_prose=False)
    return Feature(phrase=phrase, words="", qualifiers=replace(said, other=said.other or unit))


def _orders(phrase: NounPhrase) -> tuple[str, ...]:
    """The first word if it tells to do something: "ensure UUID keys"."""
    return phrase.words[:1] if phrase.words and phrase.words[0] in lexicon.VERBS else ("",)


def _belonging(text: str) -> Feature | None:
    """ "`belongs_to :author` - a user", as some frameworks write it."""
    match = _BELONGS.fullmatch(text.strip(" ."))
    if match is None:
        return None
    kind = NounPhrase(words=(match[2] or match[1],))
    return Feature(phrase=NounPhrase(words=tuple(match[1].split("_"))), words=text, kind_of=kind)


def _measure(behind: Tokens) -> int:
    """Where the "in cents" of "amount in cents (required)" ends; 0 where nothing such follows the name."""
    if not behind or not behind[0].is_word("in", "as"):
        return 0
    for index, token in enumerate(behind):
        if token.kind is Kind.GROUP or token.is_mark(*_SEPARATORS, ","):
            return index
    return len(behind)


def _is_a_list_of_attributes(features: list[Feature | None], intro: str, *, is_titled: bool) -> bool:
    """Most items give a type or a rule; or all are names, and the words before announce columns or name a thing."""
    described = sum(feature is not None and _is_described(feature) for feature in features)
    if described * 2 > len(features):
        return described == len(features) or described >= 2
    named = sum(feature is not None for feature in features)
    if named * 2 >= len(features) and _announces_columns(intro):
        return True
    typical = sum(feature is not None and _is_typical(feature) for feature in features)
    return is_titled and typical >= 2 and typical * 2 >= named and named * 2 > len(features)


def _is_typical(feature: Feature) -> bool:
    """Whether the name alone tells that it is a fact about a thing."""
    return _is_described(feature) or has_typical_name(feature)


def _is_described(feature: Feature) -> bool:
    return feature.kind_of is not None or feature.qualifiers.says_besides("is_open", "other", "is_removed")


def _announces_columns(intro: str) -> bool:
    """ "Fields:", "The users table has:"."""
    last = last_sentence(intro)
    tokens = last.tokens if last is not None else ()
    if not tokens or not tokens[-1].is_mark(":"):
        return bool(tokens) and tokens[-1].is_in(lexicon.COLUMN_NOUNS)
    verb = verb_from(tokens)
    tells_what_it_has = verb is not None and verb.lemma in lexicon.HAS and verb.end >= len(tokens) - 1
    if _ends_with_a_table(in_usual_words(tokens[:-1])):
        return True
    return tells_what_it_has or any(token.is_in(lexicon.COLUMN_NOUNS) for token in tokens)


def _ends_with_a_table(tokens: tuple[Token, ...]) -> bool:
    """ "Create a customers table:", "we need a table called customers with:"."""
    if tokens and tokens[-1].is_word("with", "containing", "having"):
        tokens = tokens[:-1]
    return len(tokens) > 2 and (tokens[-1].is_word("table") or (tokens[-2].is_word("table") and tokens[-1].is_literal))


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
