"""Facts of what was just spoken of: "drivers, of whom the name is known", "their name is needed", "a driver's name"."""

from __future__ import annotations

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.cues import Cued
from database_developer.reading.grammar.matching import ends_after_any, skipped
from database_developer.reading.grammar.narrating import relating
from database_developer.reading.grammar.narrating.words import may_be_a_thing, phrase_before
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.recasting.kept_words import (
    ABOUT,
    BE_OR_MODALS,
    WE,
    before_verb,
    being_told,
    is_keeping,
    keeps,
)
from database_developer.reading.grammar.recasting.words import (
    KNOWN,
    Sentences,
    Tokens,
    clause_subject,
    each_has,
    is_list_in_a_frame,
    is_told_list,
    said,
)
from database_developer.reading.grammar.verbs import verb_from
from database_developer.reading.inflection import is_plural
from database_developer.reading.scene import Scene

_ENOUGH = (
    "will do",
    "suffice",
    "suffices",
    "is enough",
    "are enough",
    "will suffice",
    "do",
    "are sufficient",
    "are needed",
)


def in_relative(tokens: Tokens, scene: Scene) -> Sentences:
    """ "The drivers, of whom the name and a phone number are known, drive the lorries"."""
    for at in range(2, len(tokens) - 2):
        if not (tokens[at].is_word("whom", "which") and tokens[at - 1].is_in(ABOUT)) or _relates(tokens[:at]):
            continue
        end = at - 2 if tokens[at - 2].is_mark(",") else at - 1
        phrase, start = phrase_before(tokens, end)
        subject = noun_phrase(tokens)
        is_what_it_is = (
            subject.length < start and tokens[subject.length].is_in(lexicon.BE) and subject.length + 2 >= start
        )
        if is_what_it_is and may_be_a_thing(subject):
            told = _told_inside(tokens, at + 1)
            is_fit = told is not None and is_told_list(told[0], least=1)
            return (each_has(tokens[: subject.length], told[0]),) if told is not None and is_fit else ()
        told = _told_inside(tokens, at + 1) if may_be_a_thing(phrase) and end > start else None
        if told is None:
            continue
        facts, behind = told
        rest = (*tokens[:end], *tokens[skipped(tokens, behind, ",") :])
        return (each_has(tokens[start:end], facts), rest) if is_told_list(facts, least=1) else ()
    return ()


def _relates(tokens: Tokens) -> bool:
    """ "A charter relates a skipper to a boat, for which ...": facts of the charter."""
    return any(token.lower in relating.CUES for token in tokens)


def _told_inside(tokens: Tokens, at: int) -> tuple[Tokens, int] | None:
    """The facts of "the name is known," and of "we keep a name," and where they end."""
    if tokens[at].is_in(WE):
        verb = next((place for place in range(at, min(at + 4, len(tokens))) if keeps(tokens, place)), 0)
        ends = [it for it in range(verb, len(tokens)) if tokens[it].is_mark(",") and not _goes_on(tokens, it + 1)]
        end = ends[-1] if ends else len(tokens)
        return (tokens[verb + 1 : end], end) if verb else None
    for place in range(at + 1, len(tokens)):
        if tokens[place].is_in(KNOWN) and tokens[place - 1].is_in(BE_OR_MODALS):
            return tokens[at : before_verb(tokens, place)], place + 1
    return None


def _goes_on(tokens: Tokens, at: int) -> bool:
    return at < len(tokens) and (tokens[at].is_in(lexicon.DETERMINERS) or tokens[at].is_word("and"))


def possessed(tokens: Tokens, scene: Scene) -> Sentences:
    """ "We know a dancer's name and club", "the donor's name and blood group must be known"."""
    place = next((at for at, token in enumerate(tokens) if token.is_mark("'s", "'", "’") and at), 0)
    phrase, start = phrase_before(tokens, place) if place else (NounPhrase(), 0)
    if not place or not may_be_a_thing(phrase) or phrase.determiner in {"this", "that", "these", "those"}:
        return ()
    behind = tokens[place + 1 :]
    if start == 0:
        verb = being_told(behind)
        data = behind[: verb[0]] if verb else ()
        if behind and behind[0].is_in(lexicon.BE):
            return (each_has(tokens[:place], behind[1:]),) if is_list_in_a_frame(behind[1:]) else ()
        is_data = len(data) == 1 and data[0].is_in(lexicon.INFORMATION)
        facts = behind[verb[1] :] if verb and is_data else data if verb and verb[2] else ()
    else:
        facts = behind if is_keeping(tokens, start - 1) or tokens[start - 1].is_word("know") else ()
    return (each_has(tokens[start:place], facts),) if facts and is_list_in_a_frame(facts) else ()


def of_what_was_said(tokens: Tokens, scene: Scene) -> Sentences:
    """ "Translators are freelancers, we need name and city", "for them the name will do", "their name is needed"."""
    comma = next((at for at, token in enumerate(tokens) if token.is_mark(",", ";")), 0)
    if comma and clause_subject(tokens[:comma]) and may_be_a_thing(noun_phrase(tokens)):
        behind = skipped(tokens, comma + 1, "and", "so", "of", "from", "for", "them", "whom")
        verb = verb_from(tokens, behind) if behind < len(tokens) and tokens[behind].is_in(WE) else None
        facts = (
            tokens[verb.end :]
            if verb is not None and verb.lemma in lexicon.KEEP | lexicon.WANT | {"know", "take"}
            else ()
        )
        end = noun_phrase(tokens).length
        if facts and is_list_in_a_frame(facts) and is_plural(tokens[end - 1].lower):
            return (tokens[:comma], each_has(tokens[:end], facts))
    return _them(tokens, scene) or _their(tokens, scene)


def _their(tokens: Tokens, scene: Scene) -> Sentences:
    """ "Their full name and date of birth are needed as well"."""
    verb = being_told(tokens) if tokens and tokens[0].is_word("their", "its") else None
    if verb is None or not verb[2] or scene.told_of is None or not is_list_in_a_frame(tokens[: verb[0]], least=1):
        return ()
    return (each_has(said(scene.told_of, tokens[0]), tokens[: verb[0]]),)


def _them(tokens: Tokens, scene: Scene) -> Sentences:
    """ "For them the name and the extension will do", "please add them with name and rate"."""
    at = next((at for at, token in enumerate(tokens) if token.is_word("them") and at), 0)
    if (
        not at
        or scene.told_of is None
        or not (tokens[at - 1].is_in(ABOUT) or tokens[at - 1].is_in(lexicon.ADD | lexicon.KEEP))
    ):
        return ()
    place = next(
        (it for it in range(at) if tokens[it].is_in(KNOWN) and it > 1 and tokens[it - 1].is_in(BE_OR_MODALS)), 0
    )
    before = tokens[: before_verb(tokens, place)] if place else ()
    if before and is_list_in_a_frame(before):
        return (each_has(said(scene.told_of, tokens[at]), before),)
    begin = skipped(tokens, at + 1, "with", "by", ",", ":", "we", "need", "keep", "know", "want", "only", "just")
    end = next(
        (place for place in range(begin, len(tokens)) if ends_after_any(tokens, place, _ENOUGH) == len(tokens)),
        len(tokens),
    )
    facts = tokens[begin:end]
    return (each_has(said(scene.told_of, tokens[at]), facts),) if is_list_in_a_frame(facts) else ()


CUED: Cued = {
    in_relative: frozenset({"whom", "which"}),
    possessed: frozenset({"'s", "'", "’"}),
    of_what_was_said: frozenset({",", ";", "them", "their", "its"}),
}
