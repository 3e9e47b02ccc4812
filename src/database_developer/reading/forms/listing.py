"""Lists of attributes: "email: varchar(255), unique, required", one an item."""

from __future__ import annotations

from dataclasses import replace

from database_developer.model.request import Cardinality, Fate, Question, Quote, RelationAsk
from database_developer.model.ticket import Item, ItemList
from database_developer.reading.forms.entries import features_in, is_rule
from database_developer.reading.forms.list_titles import (
    announces_for_a_table,
    made_by,
    owner_told,
    presence_told,
    titled_by,
)
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.attributes import asks_about, has_typical_name, is_surely_a_column
from database_developer.reading.grammar.changes.places import draws_a_change
from database_developer.reading.grammar.feature import Feature
from database_developer.reading.grammar.findings import Finding, Mention
from database_developer.reading.grammar.inventories.frames import Framed, framed
from database_developer.reading.grammar.matching import ends_after_any, skipped
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.sentences import last_sentence
from database_developer.reading.grammar.table_words import in_usual_words
from database_developer.reading.grammar.tokens import Kind, Token, tokenized
from database_developer.reading.grammar.told_keys import is_key
from database_developer.reading.grammar.verbs import verb_from
from database_developer.reading.outcome import Outcome, ReadSentence
from database_developer.reading.passages import Passage
from database_developer.reading.scene import Scene, entity_name, words_of
from database_developer.reading.topics import table_titled, topic_of

_LEAST_TYPICAL = 2
_ROWS = lexicon.ROW_NOUNS | lexicon.words("details include includes including information")
_NEW_TABLE = ("new table", "separate table", "additional table", "extra table")
_WITH = ("with", "having", "containing", "that", "which")
_CHANGING = lexicon.words("needs need today currently far now must should shall becomes become")
_HOLDING = lexicon.HAS | lexicon.KEEP  # "it should store:"


def read(passage: Passage, scene: Scene) -> Outcome | None:
    """The attributes a list names; None where its items are sentences or anything else."""
    block = passage.block
    if not isinstance(block, ItemList):
        return None
    block = replace(block, items=tuple(item for item in block.items if item.text or item.blocks))
    if len(block.items) > _LEAST_TYPICAL and block.items[0].text.endswith(":") and not block.items[0].blocks:
        return _behind_its_first_item(passage, block)
    named = _names_the_table(block)
    if named is not None:
        return _under_its_first_item(named, passage, block, scene)
    features = [_told_by(item, scene) for item in block.items]
    made = made_by(passage.intro)
    if made is not None and sum(map(bool, features)) * 2 > len(features) and not _is_there(made, scene):
        return _of_a_new_table(made, passage, block, features, scene)
    presence = presence_told(passage.intro)
    if presence is not None:
        features = [tuple(_with_presence(one, is_required=presence) for one in told) for told in features]
        passage = replace(passage, intro="")
    titled = titled_by(passage.intro)
    is_one_of_several = titled is not None and scene.tells_tables and all(features)
    features = [_less_changes(told, item, passage, scene) for told, item in zip(features, block.items, strict=True)]
    both = zip(features, block.items, strict=True)
    own = [told for told, item in both if not _is_about_columns(item) and not is_key(item.text)]
    if not own or not (
        is_one_of_several
        or _is_under_a_table(own, passage, scene)
        or _is_a_list_of_attributes(own, passage.intro, scene, is_titled=titled is not None)
        or (all(own) and announces_for_a_table(passage, scene))
    ):
        return None
    entity = (scene.find_name(titled) or titled if titled else None) or topic_of(passage, scene)
    if entity is None:
        return _whose(block)
    scene.tells_tables = scene.tells_tables or titled is not None
    return _with_owner(entity, passage, _outcome(entity, passage, block, features, scene), scene)


def _less_changes(told: tuple[Feature, ...], item: Item, passage: Passage, scene: Scene) -> tuple[Feature, ...]:
    """ "`rent` - whole euros so far, needs cents" changes a column that stands, and is read as any sentence."""
    is_change = any(token.is_in(_CHANGING) for token in tokenized(item.text))
    entity = topic_of(passage, scene) if is_change and told else None
    known = scene.entities[entity].attributes if entity is not None and scene.is_there(entity) else {}
    return () if any(" ".join(words_of(one.phrase.name.replace(" ", "_"))) in known for one in told) else told


def _is_there(phrase: NounPhrase, scene: Scene) -> bool:
    known = scene.find(phrase)
    return known is not None and scene.is_there(known) and known == entity_name(phrase)


def _of_a_new_table(
    made: NounPhrase, passage: Passage, block: ItemList, features: list[tuple[Feature, ...]], scene: Scene
) -> Outcome:
    """The columns of the table that the words above the list make, by its own name."""
    quote = Quote(text=passage.intro, line=max(block.line - 1, 1))
    mention = Mention(entity=entity_name(made), table=made.identifier, quote=quote)
    scene.note(mention)
    told = _outcome(mention.entity, passage, block, features, scene)
    return replace(told, findings=(mention, *told.findings))


def _told_by(item: Item, scene: Scene) -> tuple[Feature, ...]:
    """The attributes that an item names; none where it makes a table, changes one, or tells the key of several."""
    is_other = _makes_a_table(item) or is_key(item.text) or draws_a_change(tokenized(item.text), scene)
    return () if is_other else features_in(item.text)


def _with_owner(entity: str, passage: Passage, told: Outcome, scene: Scene) -> Outcome:
    """ "The episodes of a show:" belong to one, whether the list says it again or not."""
    owner, last = owner_told(passage.intro, scene), last_sentence(passage.intro)
    is_told = any(isinstance(one, RelationAsk) and one.child == entity and one.parent == owner for one in told.findings)
    if owner is None or owner == entity or last is None or is_told:
        return told
    quote = Quote(text=last.text, line=passage.block.line)
    tie = RelationAsk(child=entity, parent=owner, cardinality=Cardinality.MANY_TO_ONE, quote=quote)
    scene.note(tie)
    return replace(told, findings=(tie, *told.findings))


def _with_presence(feature: Feature, *, is_required: bool) -> Feature:
    """What the words above the list say of all of them, unless its own words say other."""
    if feature.qualifiers.required is not None:
        return feature
    return replace(feature, qualifiers=replace(feature.qualifiers, required=is_required))


def _names_the_table(block: ItemList) -> Framed | None:
    """The table that "Table `guests` exists" and "new table: guests" name at the head of a list of its columns."""
    first, *rest = block.items
    tokens = tokenized(first.text.rstrip(" :."))
    around = framed(tokens) if any(token.is_in(lexicon.TABLE_NOUNS) for token in tokens) else None
    if around is None or around.phrase is None or first.blocks:
        return None
    are_columns = sum(bool(features_in(item.text)) for item in rest) * 2 >= len(rest) >= _LEAST_TYPICAL
    return around if are_columns else None


def _under_its_first_item(named: Framed, passage: Passage, block: ItemList, scene: Scene) -> Outcome:
    first = block.items[0]
    quote = Quote(text=first.text, line=first.line)
    phrase = named.phrase or NounPhrase()
    mention = Mention(entity=scene.name_of(phrase), table=named.identifier, quote=quote)
    scene.note(mention)
    rest = replace(block, items=block.items[1:], line=block.items[1].line)
    inner = replace(passage, block=rest, intro=f"{phrase.name}:", heading=f"{phrase.name} table")
    return Outcome(findings=(mention,), sentences=(ReadSentence(quote=quote, fate=Fate.USED),), inner=(inner,))


def _is_a_list_of_attributes(features: list[tuple[Feature, ...]], intro: str, scene: Scene, *, is_titled: bool) -> bool:
    """Most items give a type or a rule; or all are names, and the words before announce columns or name a thing."""
    described = sum(any(map(_is_described, told)) for told in features)
    if described * 2 > len(features):
        return described == len(features) or described >= 2
    named = sum(bool(told) for told in features)
    if named * 2 >= len(features) and _announces_columns(intro):
        return True
    typical = sum(any(_is_typical(feature, scene) for feature in told) for told in features)
    return is_titled and typical >= 2 and typical * 2 >= named and named * 2 > len(features)


def _behind_its_first_item(passage: Passage, block: ItemList) -> Outcome:
    """The first item announces the others: "- product: these columns:", then one column an item."""
    first = block.items[0]
    rest = replace(block, items=block.items[1:], line=block.items[1].line)
    inner = replace(passage, block=rest, intro=first.text)
    return Outcome(sentences=(ReadSentence(quote=Quote(text=first.text, line=first.line)),), inner=(inner,))


def _is_under_a_table(features: list[tuple[Feature, ...]], passage: Passage, scene: Scene) -> bool:
    """A list of nothing but names, enough of them typical for columns, right below a title that names a table."""
    is_below = passage.intro in ("", passage.heading) or passage.intro.endswith(":") or _are_all_typical(features)
    if not is_below or not all(features) or (table_titled(passage.heading) or scene.announced) is None:
        return False
    if any(scene.is_there(entity) for entity in (topic_of(passage, scene),) if entity is not None):
        return False
    if any(is_surely_a_column(feature) for told in features for feature in told):
        return True
    typical = sum(any(_is_typical(feature, scene) for feature in told) for told in features)
    words = tokenized(passage.intro)
    is_of_a_row = bool(words) and words[-1].is_mark(":") and any(token.is_in(_ROWS) for token in words)
    return typical >= (1 if is_of_a_row else _LEAST_TYPICAL) and (is_of_a_row or typical * 3 >= len(features))


def _are_all_typical(features: list[tuple[Feature, ...]]) -> bool:
    """Whether the names alone tell that they are columns, whatever stands before them."""
    typical = sum(any(has_typical_name(feature) or _is_described(feature) for feature in told) for told in features)
    return len(features) > _LEAST_TYPICAL and typical * 3 >= len(features) * 2


def _is_typical(feature: Feature, scene: Scene) -> bool:
    """Whether the name alone tells that it is a fact about a thing, or another thing."""
    return _is_described(feature) or has_typical_name(feature) or scene.find(feature.phrase) is not None


def _is_described(feature: Feature) -> bool:
    return feature.kind_of is not None or feature.qualifiers.says_besides("is_open", "other", "is_removed")


def _announces_columns(intro: str) -> bool:
    """ "Fields:", "The users table has:"."""
    last = last_sentence(intro)
    tokens = last.tokens if last is not None else ()
    if not tokens or not tokens[-1].is_mark(":"):
        return bool(tokens) and tokens[-1].is_in(lexicon.COLUMN_NOUNS)
    verb = verb_from(tokens)
    tells_what_it_has = verb is not None and verb.lemma in _HOLDING and verb.end >= len(tokens) - 1
    if _ends_with_a_table(in_usual_words(tokens[:-1])):
        return True
    return tells_what_it_has or any(token.is_in(lexicon.COLUMN_NOUNS) for token in tokens)


def _ends_with_a_table(tokens: tuple[Token, ...]) -> bool:
    """ "Create a customers table:", "we need a table called customers with:"."""
    if tokens and tokens[-1].is_word("with", "containing", "having"):
        tokens = tokens[:-1]
    return len(tokens) > 2 and (tokens[-1].is_word("table") or (tokens[-2].is_word("table") and tokens[-1].is_literal))


def _outcome(
    entity: str, passage: Passage, block: ItemList, features: list[tuple[Feature, ...]], scene: Scene
) -> Outcome:
    """The items' asks; what hangs below an item, and an item that is a sentence, is read next."""
    findings: list[Finding] = []
    sentences: list[ReadSentence] = []
    inner: list[Passage] = []
    for item, told in zip(block.items, features, strict=True):
        quote = Quote(text=item.text, line=item.line)
        found = asks_about(entity, told, quote, scene)
        for finding in found:
            scene.note(finding)
        if found:
            findings.extend(found)
            sentences.append(ReadSentence(quote=quote, fate=Fate.USED))
            inner.extend(replace(passage, block=below, intro=item.text) for below in item.blocks)
        elif not told and _is_a_name_with_more(item) and not is_key(item.text):
            sentences.append(ReadSentence(quote=quote, fate=Fate.NOT_UNDERSTOOD))
        else:
            inner.append(replace(passage, block=replace(block, items=(item,)), intro=""))
    return Outcome(findings=tuple(findings), sentences=tuple(sentences), inner=tuple(inner))


def _is_a_name_with_more(item: Item) -> bool:
    """Whether an item that gave no attribute looks as if it should have: it names something and is no sentence."""
    tokens = tokenized(item.text)
    is_name = noun_phrase(tokens).is_named and verb_from(tokens) is None
    return is_name and not item.blocks and not _is_about_columns(item)


def _makes_a_table(item: Item) -> bool:
    """ "New table labels with a name", "a new table labels (...)": no attribute of what the list is about."""
    tokens = tokenized(item.text)
    at = skipped(tokens, 0, "a", "one", "the", "another", "-")
    is_new = ends_after_any(tokens, at, _NEW_TABLE) > at
    return is_new and any(token.is_word(*_WITH) or token.kind is Kind.GROUP for token in tokens[at + 2 :])


def _is_about_columns(item: Item) -> bool:
    """Whether it makes a table of its own, or is a rule about columns."""
    return _makes_a_table(item) or is_rule(tokenized(item.text))


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
