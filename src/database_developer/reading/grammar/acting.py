"""Acts, and who takes part in them: "nurses give doses, and each giving has a time", "... and the role is recorded"."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.model.request import AttributeAsk, RelationAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.attributes import asks_about, is_substantial
from database_developer.reading.grammar.clauses import Statement, Tokens
from database_developer.reading.grammar.features import features_of
from database_developer.reading.grammar.findings import Finding, Findings, ManyOf, Mention
from database_developer.reading.grammar.phrases import noun_phrase
from database_developer.reading.grammar.verbs import verb_from
from database_developer.reading.inflection import is_derived
from database_developer.reading.scene import Scene, entity_name

INFORMATION = lexicon.INFORMATION | lexicon.words("detail particulars content contents profile profiles record")


def acts_in(found: Findings, statement: Statement, before: int, scene: Scene) -> Iterator[Finding]:
    """What takes part in an act the sentence tells of first: "nurses give doses, and each giving has a time".

    ``before`` is how many things were known before the sentence.
    """
    tied = {item.child for item in found if isinstance(item, RelationAsk)}
    told = {item.entity for item in found if isinstance(item, AttributeAsk)} - tied
    for entity in sorted(entity for entity in told if not scene.was_known(entity, before)):
        if is_derived(entity.rpartition(" ")[2]):
            for thing in participants(statement.tokens, scene)[:3]:
                if thing != entity and scene.was_known(thing, before):
                    yield RelationAsk(child=entity, parent=thing, required=True, quote=statement.quote)


def recorded(statement: Statement, scene: Scene) -> Findings:
    """ "..., and the order and role of each author are recorded", of the author or of the pair spoken of before."""
    before, subject = _recorded_at_the_end(statement.tokens)
    if not subject or (statement.clauses and (statement.clauses[0].lead or statement.clauses[-1].lead)):
        return ()
    entity = _whose(subject, scene)
    told = tuple(feature for feature in features_of(subject) if is_substantial(feature))
    if entity is None or not told:
        return ()
    pair = _pair(before, entity, scene)
    if not pair:
        return (Mention(entity=entity, quote=statement.quote), *asks_about(entity, told, statement.quote, scene))
    joint = " ".join(pair)
    both = (
        ManyOf(owner=pair[0], member=pair[1], quote=statement.quote),
        ManyOf(owner=pair[1], member=pair[0], quote=statement.quote),
    )
    return (*both, Mention(entity=joint, quote=statement.quote), *asks_about(joint, told, statement.quote, scene))


def _whose(tokens: Tokens, scene: Scene) -> str | None:
    """The "author" of "the role of each author" and of "each author's role"."""
    possessor = noun_phrase(tokens).possessor
    if possessor is not None and possessor.determiner in lexicon.EACH:
        return scene.name_of(possessor)
    return for_each(tokens, scene)


def _recorded_at_the_end(tokens: Tokens) -> tuple[Tokens, Tokens]:
    """What stands before the last clause of a sentence that ends in "are recorded", and the subject of that clause."""
    if len(tokens) < 3 or lexicon.PARTICIPLES.get(tokens[-1].lower) not in lexicon.KEEP:
        return (), ()
    end = len(tokens) - 1
    while end and tokens[end - 1].is_word(*lexicon.BE, *lexicon.MODALS, "also"):
        end -= 1
    if end == len(tokens) - 1 or any(token.is_in(lexicon.NEGATIONS) for token in tokens[end:]):
        return (), ()
    verb = verb_from(tokens, 0, end)
    joints = range(verb.end if verb is not None else end, end)
    joint = next((at for at in joints if tokens[at].is_word("and") and tokens[at - 1].is_mark(",")), None)
    if verb is None:
        return (), tokens[:end]
    return (tokens[: joint - 1], tokens[joint + 1 : end]) if joint is not None else ((), ())


def _pair(before: Tokens, entity: str, scene: Scene) -> list[str]:
    """The two things of "each article can be written by several authors", one of them the entity."""
    things = participants(before, scene)
    has_many = any(token.is_in(lexicon.MANY) for token in before)
    return things if len(things) == 2 and entity in things and has_many else []


def participants(tokens: Tokens, scene: Scene) -> list[str]:
    """The known things a sentence names, and things told of in the plural or one by one, each once."""
    found: list[str] = []
    index = 0
    while index < len(tokens):
        phrase = noun_phrase(tokens, index)
        name = scene.find(phrase) if phrase.is_named else None
        if name is not None and name not in found:
            found.append(name)
        index += max(phrase.length, 1) if name is not None else 1
    return found


def for_each(tokens: Tokens, scene: Scene) -> str | None:
    """The "pilot" of the last "for each pilot" or "about pilots"."""
    for index in range(len(tokens) - 2, -1, -1):
        if tokens[index].is_word("for", "of", "per", "about", "on"):
            phrase = noun_phrase(tokens, index + 1)
            is_each = phrase.determiner in lexicon.EACH or tokens[index].is_word("per", "about")
            if phrase.is_named and is_each and phrase.head not in INFORMATION:
                return scene.find(phrase) or entity_name(phrase)
    return None
