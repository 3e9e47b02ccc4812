"""What is to be kept of a thing, asked in questions: "what it is, where and when it was found and who collected it"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from database_developer.model.request import Ask, AttributeAsk, Quote
from database_developer.reading.customs import is_person
from database_developer.reading.deeds import verb_of
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.attributes import is_substantial
from database_developer.reading.grammar.feature import Feature
from database_developer.reading.grammar.features import features_of
from database_developer.reading.grammar.phrases import noun_phrase
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.grammar.wishes.known import Known, fact, tie
from database_developer.reading.inflection import is_plural, participle, plain_form, singular, singular_phrase
from database_developer.reading.scene import entity_name

Tokens = tuple[Token, ...]

QUESTIONS = lexicon.words("what which who whom whose when where why how whether")
_LEADS_IN = lexicon.words("for by from to at in on with of until since till about")
_AT = lexicon.words("at in on inside within near")
_WITHOUT_MEANING = lexicon.words("short brief long little small simple optional quick rough free own actual exact")
_UNITS = lexicon.words("minute hour day week month year kilometre kilometer mile metre meter litre liter point")
_PARTNERS = {"to": "recipient", "for": "recipient", "from": "sender"}
_FACTS_HERE = {("time",), ("place",), ("result",), ("reason",), ("purpose",), ("change",), ("part",), ("question",)}
_BY_DEGREE = {
    "long": ("duration minutes", "integer"),
    "far": ("distance", "numeric(12,2)"),
    "heavy": ("weight", "numeric(12,2)"),
    "high": ("height", "numeric(12,2)"),
    "old": ("age", "integer"),
    "big": ("size", "numeric(12,2)"),
    "large": ("size", "numeric(12,2)"),
    "late": ("delay minutes", "integer"),
    "well": ("rating", "integer"),
    "good": ("rating", "integer"),
    "expensive": ("price", "numeric(12,2)"),
}


def begins_question(part: Tokens) -> bool:
    """ "Which horse", "for how long", "by whom"."""
    first = _behind_lead(part)
    return bool(first) and first[0].is_in(QUESTIONS)


def facts_in(entity: str, told: Tokens, quote: Quote, known: Known, tied: Mapping[str, str]) -> Iterator[Ask]:
    """The attributes and relations of the thing, one for each entry of the list.

    ``tied`` are the things it is told together with, each by the word that leads it in ("at", "of", "").
    """
    parts = parts_of(told)
    reader = _Reader(entity, quote, known, tied, has_duration=any(map(_asks_how_long, parts)))
    for part in parts:
        yield from reader.read(part)


def _asks_how_long(part: Tokens) -> bool:
    behind = _behind_lead(part)
    return len(behind) > 1 and behind[0].is_word("how") and behind[1].is_word("long")


def parts_of(tokens: Tokens) -> list[Tokens]:
    """The list cut at its commas and "and"."""
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.is_mark(",", ";", "&", "+", "/") or token.is_word("and", "plus", "or"):
            parts.append([])
        else:
            parts[-1].append(token)
    return [tuple(part) for part in parts if part]


def _behind_lead(part: Tokens) -> Tokens:
    start = 0
    while start < len(part) and (part[start].is_in(_LEADS_IN) or part[start].is_in(lexicon.ADVERBS)):
        start += 1
    return part[start:]


class _Reader:
    """Reads the entries about one thing."""

    def __init__(self, entity: str, quote: Quote, known: Known, tied: Mapping[str, str], *, has_duration: bool) -> None:
        self.entity, self.quote, self.known, self.tied = entity, quote, known, tied
        self.has_duration = has_duration
        self.questions: dict[str, Callable[[Tokens], Iterator[Ask]]] = {
            "what": self._what,
            "which": self._which,
            "whose": self._which,
            "who": self._who,
            "whom": self._who,
            "when": self._when,
            "where": self._where,
            "why": self._why,
            "how": self._how,
        }

    def read(self, part: Tokens) -> Iterator[Ask]:
        """What one entry tells."""
        behind = _behind_lead(part)
        if not behind:
            return
        if part[0].is_word("since", "until", "till") and behind[0].is_word("when"):
            yield self._fact(part[0].lower, "date")
            return
        question = self.questions.get(behind[0].lower)
        if question is not None and behind[0].kind is Kind.WORD:
            yield from question(behind[1:])
        else:
            yield from self._named(behind)

    def _fact(
        self, name: str, type_: str | None = None, *, required: bool | None = None, hint: str = ""
    ) -> AttributeAsk:
        return fact(self.entity, name, self.quote, type_=type_, required=required, hint=hint)

    def _what(self, rest: Tokens) -> Iterator[Ask]:
        """ "What day" names a fact; "what it is" and "what was done" want it described."""
        phrase = noun_phrase(rest)
        is_named = phrase.is_named and not phrase.determiner and not rest[0].is_in(lexicon.PRONOUNS)
        if is_named and plain_form(phrase.head) is None:
            yield from self._which(rest)
        else:
            yield self._fact("description", "text", required=True)

    def _which(self, rest: Tokens) -> Iterator[Ask]:
        """Every noun asked for: "which employee has borrowed which key", "which letters we sent to whom"."""
        whom = next((at for at, token in enumerate(rest) if token.is_word("whom", "who") and at), 0)
        if whom:
            yield self._fact(_PARTNERS.get(rest[whom - 1].lower, "person"), "text")
        asked = [0, *(at + 1 for at, token in enumerate(rest) if token.is_word("which", "what"))]
        for at in asked:
            phrase = noun_phrase(rest, at)
            if not phrase.is_named or " ".join(singular_phrase(phrase.words)) == self.entity:
                continue
            thing = self.known.find(phrase)
            if thing is not None and thing != self.entity:
                yield tie(self.entity, thing, self.quote)
            elif phrase.head in lexicon.DATE_WORDS:
                yield self._fact("date", "date")
            else:
                yield self._fact(" ".join(phrase.words) or entity_name(phrase))

    def _who(self, rest: Tokens) -> Iterator[Ask]:
        """By the table of those who do it; else, since it may be anybody, by name."""
        done = _deed_in(rest)
        doer = self.known.doer(done) if done else None
        if doer is not None:
            yield tie(self.entity, doer, self.quote, required=None)
        elif _is_somebody_said(self.entity, self.known):
            yield tie(self.entity, self.entity.split()[0], self.quote, required=None)
        elif not rest and any(lead not in _AT for lead in self.tied.values()):
            return  # "the shifts our volunteers work: who": that is told
        elif rest and rest[0].is_in(lexicon.BE):
            yield self._fact(f"{rest[-1].lower} person", "text")
        elif done:
            yield self._fact(f"{participle(done)} by", "text")
        else:
            yield self._fact("person", "text")

    def _when(self, rest: Tokens) -> Iterator[Ask]:
        done = _deed_in(rest)
        particle = rest[-1].lower if rest and rest[-1].is_in(lexicon.PARTICLES) else ""
        if done and done not in {"be", "have", "do"}:
            told = "returned" if particle == "back" else f"{participle(done)} {particle}".strip()
            yield self._fact(f"{told} at", "timestamptz")
            return
        own = verb_of(self.entity.rpartition(" ")[2])
        name = "started at" if self.has_duration else f"{participle(own)} at" if own else "happened at"
        yield self._fact(name, "timestamptz", required=True)

    def _where(self, rest: Tokens) -> Iterator[Ask]:
        if not any(lead in _AT for lead in self.tied.values()):
            yield self._fact("location", "text")

    def _why(self, rest: Tokens) -> Iterator[Ask]:
        yield self._fact("reason", "text")

    def _how(self, rest: Tokens) -> Iterator[Ask]:
        """ "How many hours", "how much", "how long it took"."""
        if rest and rest[0].is_word("many"):
            phrase = noun_phrase(rest, 1)
            noun = " ".join(phrase.words)
            is_unit = singular(phrase.head) in _UNITS
            yield self._fact(noun, "numeric(12,2)") if is_unit else self._fact(f"{_one(noun)} count", "integer")
        elif rest and rest[0].is_word("much"):
            noun = " ".join(noun_phrase(rest, 1).words) if len(rest) > 1 and not rest[1].is_word("it") else ""
            yield self._fact(f"{noun} amount".strip(), "numeric(12,2)")
        elif rest and rest[0].lower in _BY_DEGREE:
            name, type_ = _BY_DEGREE[rest[0].lower]
            yield self._fact(name, type_)

    def _named(self, part: Tokens) -> Iterator[Ask]:
        for feature in features_of(_plain(part)):
            phrase = feature.phrase
            thing = self.known.find(phrase) if not feature.qualifiers.type else None
            if thing is not None and thing != self.entity and entity_name(phrase) == thing:
                yield tie(self.entity, thing, self.quote, required=feature.required)
            elif is_substantial(feature) or phrase.words in _FACTS_HERE:
                yield self._fact(_name(feature), feature.qualifiers.type, hint=feature.qualifiers.hint)


def _is_somebody_said(entity: str, known: Known) -> bool:
    """Whether the name begins with people that are there: the "visitor" of "visitor badge"."""
    first, _, rest = entity.partition(" ")
    return bool(rest) and first in (*known.live, *known.new) and is_person(first)


def _deed_in(rest: Tokens) -> str:
    """The plain form of the last verb told: "collect" of "came to collect it", "find" of "it was found"."""
    for at in range(len(rest) - 1, -1, -1):
        word = rest[at]
        if word.kind is not Kind.WORD or word.lower in lexicon.NOT_A_NOUN:
            continue
        if at and rest[at - 1].is_word("to"):
            return word.lower
        found = plain_form(word.lower)
        if found is not None:
            return found
    return ""


def _plain(part: Tokens) -> Tokens:
    """Without adjectives that say nothing of what is kept: "a short description"."""
    return tuple(token for token in part if not token.is_in(_WITHOUT_MEANING))


def _name(feature: Feature) -> str:
    return _one(feature.phrase.name)


def _one(name: str) -> str:
    return singular(name) if is_plural(name.rpartition(" ")[2]) else name
