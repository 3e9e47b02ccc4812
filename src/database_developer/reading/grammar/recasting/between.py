"""What stands between two things: "an entry joins the two and carries a position", "PlaylistSong links them"."""

from __future__ import annotations

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.matching import ends_after_any
from database_developer.reading.grammar.narrating.words import may_be_a_thing
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.recasting.words import Sentences, Tokens, belongs, each_has, facts_of, said
from database_developer.reading.scene import Scene, words_of

_JOINS = lexicon.words("joins join links link connects connect ties tie relates relate couples couple bridges bridge")
_IS_BETWEEN = ("sits between", "stands between", "is between", "sit between", "stand between")
_THE_TWO = ("the two of them", "both of them", "the two", "these two", "those two", "both", "them")
_TWO = 2
_LONGEST_NAME = 3  # words
_AND = lexicon.words("to and with")
_CARRYING = (
    *(f"{joint} {verb}" for joint in ("and", ", and", "and also") for verb in ("carries", "carry", "has", "have")),
    *(f"{joint} {verb}" for joint in ("and", ", and", "and also") for verb in ("holds", "hold", "stores", "keeps")),
    *("with", ", with", ", carrying", "carrying", "and adds", "plus"),
)


def joins_both(tokens: Tokens, scene: Scene) -> Sentences:
    """Each of it belongs to both, and has what is listed behind."""
    begin, verb = _verb(tokens)
    phrase = noun_phrase(tokens[:begin])
    is_named = phrase.length == begin > 0 and (phrase.identifier is not None or may_be_a_thing(phrase))
    is_one = is_named and (phrase.determiner != "the" or scene.find(phrase) is not None)
    ends = _both(tokens, verb, phrase, scene) if is_one and phrase.possessor is None else None
    if ends is None:
        return ()
    first, second, behind = ends
    subject = tokens[:begin]
    begin = ends_after_any(tokens, behind, _CARRYING)
    facts = tokens[begin:] if begin > behind else ()
    if behind < len(tokens) and not facts_of(facts):
        return ()
    told = (each_has(subject, facts),) if facts else ()
    return (belongs(subject, first), belongs(subject, second), *told)


def _verb(tokens: Tokens) -> tuple[int, int]:
    """Where the verb begins and ends; (0, 0) where none of these stands near the beginning."""
    for at in range(1, min(len(tokens), _LONGEST_NAME + 2)):
        end = at + 1 if tokens[at].is_in(_JOINS) else ends_after_any(tokens, at, _IS_BETWEEN)
        if end > at:
            return at, end
    return 0, 0


def _both(tokens: Tokens, at: int, phrase: NounPhrase, scene: Scene) -> tuple[Tokens, Tokens, int] | None:
    """The two things, and where the words for them end."""
    end = ends_after_any(tokens, at, _THE_TWO)
    if end > at:
        names = _within(phrase, scene) or _told_last(phrase, scene)
        return (said(names[0], tokens[at]), said(names[1], tokens[at]), end) if len(names) == _TWO else None
    first = noun_phrase(tokens, at)
    joint = at + first.length
    second = noun_phrase(tokens, joint + 1) if joint < len(tokens) and tokens[joint].is_in(_AND) else NounPhrase()
    end = joint + 1 + second.length
    are_known = first.is_named and second.is_named and scene.find(first) and scene.find(second)
    return (tokens[at:joint], tokens[joint + 1 : end], end) if are_known and phrase.identifier else None


def _within(phrase: NounPhrase, scene: Scene) -> tuple[str, ...]:
    """The playlist and the song of a "PlaylistSong"."""
    words = words_of(phrase.identifier) if phrase.identifier else phrase.words
    names = (scene.find(NounPhrase(words=(word,))) for word in words)
    found = tuple(dict.fromkeys(name for name in names if name is not None))
    return found if len(words) == len(found) else ()


def _told_last(phrase: NounPhrase, scene: Scene) -> tuple[str, ...]:
    """The two things that facts were told of last."""
    own = scene.find(phrase)
    known = sorted(scene.entities.values(), key=lambda one: one.number)
    return tuple(one.name for one in known if one.attributes and one.name != own and not one.exists)[-2:]
