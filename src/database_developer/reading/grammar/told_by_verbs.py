"""Facts told by a clause: "when it was bought", "how many seats it has", "who approved it", "on which date it was"."""

from __future__ import annotations

from dataclasses import replace

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.feature import Feature
from database_developer.reading.grammar.matching import text_of
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.qualifiers import Qualifiers, qualifiers_of
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.grammar.verbs import verb_from
from database_developer.reading.inflection import bare_participle, done_form, participle

Tokens = tuple[Token, ...]

ASKING = lexicon.words("when whenever whether")
_IT = lexicon.words("it they he she we that this")
# "How long it took" by the word behind "how".
_MEASURED = {
    "old": "age",
    "tall": "height",
    "high": "height",
    "deep": "depth",
    "wide": "width",
    "heavy": "weight",
    "big": "size",
    "large": "size",
    "far": "distance",
    "fast": "speed",
    "long": "duration",
    "full": "fill level",
}
_COSTING = {"cost": "price", "weigh": "weight", "pay": "amount paid", "earn": "earnings", "owe": "amount owed"}
_NAMING = {"call": "name", "name": "name", "cost": "price", "contain": "contents"}
_STANDING = lexicon.words("be stand lie hang live sit happen take come find keep store")
_PREPOSITIONS = lexicon.words("on at in by for from to with of against under into")
_OCCASIONS = frozenset({("date",), ("day",), ("time",), ("date", "and", "time"), ("day", "and", "time")})
_TIMES: frozenset[tuple[str, ...]] = frozenset({("times",), ("dates",), ("moments",), ("days",)})
_MOMENTS: frozenset[tuple[str, ...]] = frozenset({("date",), ("day",), ("time",), ("timestamp",), ("moment",)})


def fact_asked(item: Tokens) -> Feature | None:
    """The fact that the answer to such a question is; None where the entry is none."""
    if not item:
        return None
    if len(item) == 1 and item[0].is_word("when"):
        return _fact(item, "time", hint="moment")
    if item[0].is_in(ASKING):
        return _yes_or_no(item) if item[0].is_word("whether") else _moment(item)
    place = 1 if item[0].is_in(_PREPOSITIONS) else 0
    if place + 1 >= len(item):
        return _nothing_more(item)
    asking, behind = item[place].lower, item[place + 1 :]
    match asking:
        case "which" | "what":
            return _what(item, behind)
        case "who" | "whom":
            return _who(item, behind, is_led_in=place > 0)
        case "how":
            return _how(item, behind)
        case "where":
            return _where(item, behind)
    return None


def _nothing_more(item: Tokens) -> Feature | None:
    """ "Who", "where" and "by whom" alone."""
    named = {"where": "location", "who": "person", "whom": "person"}.get(item[-1].lower)
    return _fact(item, named) if named and len(item) <= 2 else None


def _fact(item: Tokens, *words: str, hint: str = "") -> Feature:
    phrase = NounPhrase(words=words, determiner="the")
    return Feature(phrase=phrase, words=text_of(item), qualifiers=Qualifiers(hint=hint))


def _what(item: Tokens, behind: Tokens) -> Feature | None:
    """ "Which bin", "at what time it was", "what colour it has", "what it is called"."""
    if behind[0].is_in(_IT):
        verb = verb_from(behind, 1)
        is_all = verb is not None and verb.lemma == "be" and verb.end == len(behind)
        named = "description" if is_all else _NAMING.get(verb.lemma) if verb is not None else None
        return _fact(item, named) if named else None
    phrase = noun_phrase(behind)
    if not phrase.is_named or phrase.determiner:
        return None
    if len(phrase.words) > 1 and done_form(phrase.head) and phrase.length == len(behind):
        phrase = replace(phrase, words=phrase.words[:-1])  # "which reader borrowed"
    moment = _named_at(item, phrase, behind)
    if moment is not None:
        return moment
    phrase = _before_its_verb(phrase, behind)
    return Feature(phrase=replace(phrase, determiner="the"), words=text_of(item))


def _before_its_verb(phrase: NounPhrase, behind: Tokens) -> NounPhrase:
    """The "employee" of "which employee approved it"."""
    is_act = len(phrase.words) > 1 and bool(done_form(phrase.words[-1])) and phrase.length < len(behind)
    is_told = is_act and (behind[phrase.length].is_in(_IT) or behind[phrase.length].is_in(lexicon.DETERMINERS))
    return noun_phrase(behind[: phrase.length - 1]) if is_told else phrase


def _named_at(item: Tokens, phrase: NounPhrase, behind: Tokens) -> Feature | None:
    """ "On which date it was bought" is "bought on"; "at what date and time" alone is the time."""
    rest = behind[phrase.length :]
    if phrase.words not in _MOMENTS:
        return None
    if len(rest) == 2 and rest[0].is_in(_IT) and rest[1].is_in(lexicon.BE):
        rest = ()
    return named_by_its_verb(behind, phrase) if rest else _fact(item, *phrase.words)


def _who(item: Tokens, behind: Tokens, *, is_led_in: bool) -> Feature | None:
    """ "Who approved it", "by whom it was checked"; "who is a user" only says more of somebody."""
    words = [token.lower for token in behind if token.kind is Kind.WORD]
    if is_led_in:
        done = words[-1] if words else ""
        return _fact(item, _participle_of(done), "by") if _participle_of(done) else None
    if len(words) < 2 or not behind[1].is_in(_IT | lexicon.DETERMINERS):
        return None
    done = _participle_of(words[0])
    return _fact(item, done, "by") if done else None


def _participle_of(word: str) -> str:
    lemma = lexicon.FINITE.get(word, "")
    if lemma in {"be", "have"} or word in lexicon.MODALS:
        return ""
    return participle(lemma) if lemma else done_form(word)


def _how(item: Tokens, behind: Tokens) -> Feature | None:
    """ "How many seats it has", "how much it cost", "how long it took"."""
    first = behind[0].lower
    if first == "many":
        phrase = noun_phrase(behind, 1)
        return _fact(item, "number", "of", *phrase.words, hint="integer") if phrase.words else None
    if first == "much":
        return _how_much(item, behind)
    if first in _MEASURED:
        return _fact(item, *_MEASURED[first].split())
    return None


def _how_much(item: Tokens, behind: Tokens) -> Feature | None:
    verb = verb_from(behind, 1)
    words = [token.lower for token in behind[1:] if token.kind is Kind.WORD]
    costs = next((name for word in words for lemma, name in _COSTING.items() if word.startswith(lemma)), "")
    if costs:
        return _fact(item, *costs.split())
    phrase = noun_phrase(behind, 1)
    is_stuff = phrase.words and not phrase.determiner and (verb is None or verb.start >= phrase.length)
    return _fact(item, phrase.words[0], "quantity", hint="decimal") if is_stuff else None


def _where(item: Tokens, behind: Tokens) -> Feature | None:
    """ "Where it stands"; a "where" in front of another subject says when something holds."""
    verb = verb_from(behind, 1) if behind[0].is_in(_IT) else None
    is_place = behind[0].is_in(_IT) and (verb is None or verb.lemma in _STANDING)
    return _fact(item, "location") if is_place else None


def named_by_its_verb(item: Tokens, phrase: NounPhrase) -> Feature | None:
    """ "The date it was sold" is "sold on", "the moment they arrived" "arrived at"."""
    behind = item[phrase.length :]
    if behind and behind[0].is_word("when") and (phrase.words in _MOMENTS or phrase.words in _TIMES):
        return _moment(behind)
    if phrase.words not in _MOMENTS or len(behind) < 2 or not behind[0].is_word("it", "they", "he", "she", "we"):
        return None
    verb = verb_from(behind, 1)
    if verb is not None and verb.lemma == "be" and verb.end == len(behind) - 1:
        return _being(item, phrase, behind[-1].lower)
    is_idle = verb is None or verb.lemma in {"be", "have", "do"}
    if verb is not None and not is_idle:
        return _point(item, phrase, participle(verb.lemma))
    done = _last_participle(behind)
    return _point(item, phrase, done) if done is not None else None


def _being(item: Tokens, phrase: NounPhrase, said: str) -> Feature:
    """ "The date it was installed" is "installed on", "the date it is due" the "due date"."""
    if said in lexicon.PARTICIPLES or done_form(said):
        return _point(item, phrase, said)
    return Feature(phrase=replace(phrase, words=(said, *phrase.words)), words=text_of(item))


def _point(item: Tokens, phrase: NounPhrase, done: str) -> Feature:
    is_day = phrase.words[0] in lexicon.DATE_WORDS
    return Feature(
        phrase=NounPhrase(words=(done, "on" if is_day else "at"), determiner="the"),
        words=text_of(item),
        qualifiers=Qualifiers(hint="date" if is_day else "moment"),
    )


def _moment(item: Tokens) -> Feature | None:
    """ "when it was last updated" is a time stamp named by its verb."""
    verb = verb_from(item, 1)
    is_idle = verb is None or verb.lemma in {"be", "have", "do"}
    done = _last_participle(item) if is_idle else None
    if verb is None or is_idle:
        return _at(item, done, bare_participle(done) if done.endswith("ed") else done, len(item)) if done else None
    return _at(item, participle(verb.lemma), verb.lemma, verb.end)


def _at(item: Tokens, done: str, act: str, end: int) -> Feature:
    return Feature(
        phrase=NounPhrase(words=(done, "at"), determiner="the"),
        words=text_of(item),
        moment=act,
        qualifiers=qualifiers_of(item[end:]),
    )


def _last_participle(item: Tokens) -> str | None:
    """A verb the lexicon does not know, by its form: "when the parcel was weighed", "the day it was built"."""
    last = item[-1]
    done = done_form(last.lower) if last.kind is Kind.WORD and len(item) > 1 else ""
    return done or None


def _yes_or_no(item: Tokens) -> Feature | None:
    """ "whether it is public" is a flag named by its last words."""
    verb = verb_from(item, 1)
    done = item[-1].lower if verb is None and _last_participle(item) else ""
    if done:
        return _flag(item, (done,))
    rest = item[verb.end :] if verb is not None else ()
    names = tuple(token.lower for token in rest if token.kind is Kind.WORD and token.lower not in lexicon.NOT_A_NOUN)
    if verb is None or len(names) > 3:
        return None
    if names and verb.lemma in lexicon.HAS:
        return _flag(item, (item[verb.start].lower, *names))
    said = names or (participle(verb.lemma),)
    lead = () if verb.lemma == "be" and not names else ("is",)
    return _flag(item, (*lead, *said))


def _flag(item: Tokens, words: tuple[str, ...]) -> Feature:
    return Feature(
        phrase=NounPhrase(words=words, determiner="the"), words=text_of(item), qualifiers=Qualifiers(hint="yes or no")
    )
