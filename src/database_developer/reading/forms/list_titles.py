"""The words above a list: the thing that it tells of, or only whether its columns must be filled in."""

from __future__ import annotations

import re
from collections.abc import Iterable

from database_developer.model.ticket import ItemList
from database_developer.reading.forms.entries import features_in
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.attributes import has_typical_name
from database_developer.reading.grammar.inventories.frames import framed
from database_developer.reading.grammar.matching import ends_after_any, skipped
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.sentences import last_sentence
from database_developer.reading.grammar.tokens import Kind, Token, tokenized
from database_developer.reading.inflection import is_plural
from database_developer.reading.passages import Passage, Section
from database_developer.reading.scene import Scene, entity_name
from database_developer.reading.topics import thing_named_in, thing_titled

_PRESENCE = re.compile(
    r"(?:(?:the )?(?:columns|fields|attributes|properties|ones) )?(?:that are |which are )?(?:always |strictly )?"
    r"(?P<said>required|mandatory|compulsory|obligatory|must|must have|not null|optional|nullable|may be empty|"
    r"can be empty|nice to have)(?: (?:columns|fields|attributes|properties|ones|information|data|details))?",
    re.IGNORECASE,
)
_REQUIRED = ("required", "mandatory", "compulsory", "obligatory", "must", "not null")
_OPEN_ENDS = lexicon.HAVE | lexicon.words("with need needs want include includes store keep hold")
_FACTS = lexicon.words("details facts things details properties data values characteristics particulars items names")
_NEW = (
    "new",
    "brand new",
    "a new table",
    "new table",
    "new one",
    "to be created",
    "create",
    "add",
    "does not exist yet",
)
_LEAST = 2


def presence_told(intro: str) -> bool | None:
    """Whether "Required:", "Optional fields:" or the like above a list demands a value; None for other words."""
    last = last_sentence(intro.strip("*_ "))
    said = _PRESENCE.fullmatch(last.text.strip(" :.*_")) if last is not None else None
    return said["said"].lower().startswith(_REQUIRED) if said is not None else None


def titled_by(intro: str) -> str | None:
    """The thing that the words before name: nothing but its name, "columns of a guest:", "Hives - where bees live"."""
    if presence_told(intro) is not None:
        return None
    last = last_sentence(intro)
    tokens = last.tokens if last is not None else ()
    is_open = bool(tokens) and (tokens[-1].is_mark(":") or tokens[-1].is_in(_OPEN_ENDS))
    around = framed(_without_has(_without_owner(tokens))) if is_open else None
    if around is not None and around.phrase is not None:
        return entity_name(around.phrase)
    name, dash, gloss = intro.partition(" - ") if " - " in intro else intro.partition(" – ")
    is_gloss = bool(dash) and "," not in gloss
    return thing_titled(intro) or (thing_titled(name.strip("* ")) if is_gloss else None)


def made_by(intro: str) -> NounPhrase | None:
    """The table that "`seats` — new, where people sit" or "Seats (new table):" above a list makes; None for any other.

    What stands behind a dash tells of it only, so that no other thing in there is what the list is about.
    """
    tokens = tokenized(intro.rstrip(" :"))
    start = skipped(tokens, 0, "new", "table", ":")
    phrase = noun_phrase(tokens, start)
    behind = tokens[start + phrase.length :]
    if not phrase.is_named or (phrase.identifier is None and not is_plural(phrase.head)):
        return None
    said = behind[0].inside if behind and behind[0].kind is Kind.GROUP else behind[1:]
    is_apart = bool(behind) and (behind[0].kind is Kind.GROUP or behind[0].is_mark("-", "–", "—", "--", ":", ","))
    return phrase if (is_apart and _says_new(said)) or (start > 0 and not behind) else None


def _says_new(said: tuple[Token, ...]) -> bool:
    """ "New", "new table", "brand new, what was measured"."""
    end = ends_after_any(said, 0, _NEW)
    return end > 0 and (end == len(said) or said[end].is_mark(",", ";", "-", "–", "—", ":", "."))


def owner_told(intro: str, scene: Scene) -> str | None:
    """The known thing that each of them belongs to: the show of "we need a table for the episodes of a show:"."""
    last = last_sentence(intro)
    tokens = last.tokens if last is not None else ()
    at = len(_without_owner(tokens)) - 1
    phrase = noun_phrase(tokens, at + 1) if 0 < at < len(tokens) - 1 else NounPhrase()
    return scene.find(phrase) if phrase.is_named else None


def _without_owner(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Less the "of a show" of "the episodes of a show:"; what a list has of one thing is about that."""
    for at in range(2, len(tokens) - 3):
        phrase = noun_phrase(tokens, at + 1) if tokens[at].is_word("of") else NounPhrase()
        is_last = phrase.determiner in lexicon.EACH | {"a", "an", "one"} and at + 1 + phrase.length == len(tokens) - 1
        things = tokens[at - 1]
        is_facts = things.is_in(lexicon.COLUMN_NOUNS | _FACTS)
        if is_last and phrase.is_named and is_plural(things.lower) and not is_facts:
            return (*tokens[:at], tokens[-1])
    return tokens


def _without_has(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The "an invoice line" of "an invoice line has:"."""
    end = len(tokens) - 1 if tokens[-1].is_mark(":") else len(tokens)
    return tokens[: end - 1] if end > 1 and tokens[end - 1].is_in(lexicon.HAVE) else tokens


def announces_for_a_table(passage: Passage, scene: Scene) -> bool:
    """ "HR asks for the following on employees:", where that table stands; or "Extra columns" is what is above."""
    tokens = tokenized(passage.intro)
    if not tokens or not tokens[-1].is_mark(":"):
        return False
    about = thing_named_in(passage.intro, scene)
    is_for_it = about is not None and scene.is_there(about) and any(token.is_word("following") for token in tokens)
    return is_for_it or _speaks_of_columns(tokenized(passage.heading))


def _speaks_of_columns(tokens: tuple[Token, ...]) -> bool:
    return any(token.is_in(lexicon.COLUMN_NOUNS) for token in tokens)


def are_of_things(passages: Iterable[Passage]) -> bool:
    """Whether several lists stand each below the name of a thing, and hold nothing but names of facts."""
    told = {title: list(_facts(one.block)) for one in passages if (title := _title_of(one)) is not None}
    facts = [is_typical for found in told.values() for is_typical in found]
    return len(told) >= _LEAST and sum(facts) * 3 >= len(facts) and any(sum(one) >= _LEAST for one in told.values())


def _title_of(passage: Passage) -> str | None:
    block = passage.block
    if not isinstance(block, ItemList) or passage.section is not Section.BODY or any(it.blocks for it in block.items):
        return None
    return titled_by(passage.intro) if all(features_in(item.text) for item in block.items) else None


def _facts(block: object) -> Iterable[bool]:
    items = block.items if isinstance(block, ItemList) else ()
    for item in items:
        for feature in features_in(item.text):
            yield has_typical_name(feature) or feature.qualifiers.says_besides("is_open", "other", "is_removed")
