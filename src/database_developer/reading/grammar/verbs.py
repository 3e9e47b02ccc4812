"""Where the verb of a clause stands, and what it is: "can belong", "cannot be deleted", "look up"."""

from __future__ import annotations

from dataclasses import dataclass

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.matching import ends_after_any
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.inflection import is_plural

_AUXILIARIES = lexicon.MODALS | lexicon.BE | lexicon.HAVE | lexicon.DO
_IMPERATIVES = lexicon.ADD | lexicon.CHANGE | lexicon.RENAME | lexicon.DELETE | lexicon.KEEP | lexicon.LOOK_UP
_BEFORE_A_VERB = lexicon.PRONOUNS | lexicon.ADVERBS | {"to"}
_DETERMINERS_OR_PREPOSITIONS = lexicon.DETERMINERS | lexicon.PREPOSITIONS
_NOT_OR_ADVERBS = lexicon.NEGATIONS | lexicon.ADVERBS
_GET = lexicon.words("get gets got getting")
_OF_ONE = lexicon.words("a an each every one")
_LONGEST_SUBJECT = 4  # tokens, its determiner among them
_RECORDS = ("a record of", "records of", "a log of", "a written record of")  # "keep a record of" is one verb
_HAVE_LEMMA = dict.fromkeys(lexicon.HAVE, "have")


@dataclass(frozen=True, kw_only=True, slots=True)
class Verb:
    """A clause's verb: its plain form, and the place of its words in the clause."""

    lemma: str
    start: int
    end: int
    modal: str = ""
    negated: bool = False
    passive: bool = False
    particle: str = ""


def verb_from(tokens: tuple[Token, ...], start: int = 0, stop: int | None = None) -> Verb | None:
    """The first finite verb from ``start`` on that is not inside a relative clause."""
    end = len(tokens) if stop is None else stop
    index, inside_relative = start, False
    while index < end:
        if index > start and tokens[index].is_in(lexicon.RELATIVES):
            inside_relative = True
        elif is_finite(tokens, index, start):
            verb = verb_group(tokens, index, end)
            if not inside_relative:
                return verb
            inside_relative, index = False, verb.end - 1
        index += 1
    return None


def is_finite(tokens: tuple[Token, ...], index: int, start: int = 0) -> bool:
    """Whether this word is a verb here; "record" and "list" are often nouns."""
    word = tokens[index]
    if word.kind is not Kind.WORD:
        return False
    if word.lower in _AUXILIARIES:
        return True
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if word.lower not in lexicon.FINITE:
        return index > start and following is not None and _is_unknown_verb(tokens, index, start)
    if following is not None and _makes_a_noun(word, following):
        return False
    if index == start:
        return _is_imperative(word, following)
    if index > 1 and tokens[index - 1].is_word("last", "first") and tokens[index - 2].is_in(lexicon.DETERMINERS):
        return False  # "a last name"
    return _follows_its_subject(word, tokens[index - 1], following)


def _is_unknown_verb(tokens: tuple[Token, ...], index: int, start: int) -> bool:
    """A verb the lexicon does not know, told by its place."""
    word, before, following = tokens[index], tokens[index - 1], tokens[index + 1]
    if _stands_before_many(word, before, following):
        return True
    is_noun = before.kind is Kind.WORD and before.lower not in lexicon.NOT_A_NOUN and not is_plural(before.lower)
    is_one = tokens[start].is_in(_OF_ONE) and start + 1 < index <= start + _LONGEST_SUBJECT
    return is_one and is_noun and is_plural(word.lower) and _begins_an_object(following)


def _begins_an_object(token: Token) -> bool:
    """ "A hive stands in one yard", but not "a batch numbers of"."""
    return token.is_in(_DETERMINERS_OR_PREPOSITIONS) and not token.is_word("of")


def verb_by_place(tokens: tuple[Token, ...], start: int, stop: int) -> Verb | None:
    """A verb the lexicon does not know behind a bare plural: "pupils borrow books", "pilots fly in squadrons"."""
    first = next((at for at in range(start, stop) if not tokens[at].is_in(lexicon.ADVERBS)), stop)
    for place in range(first + 1, min(first + 3, stop - 1)):
        subject, word, following = tokens[place - 1], tokens[place], tokens[place + 1]
        is_told = subject.kind is Kind.WORD and is_plural(subject.lower) and _may_be_a_verb(word)
        if is_told and (_begins_an_object(following) or is_plural(following.lower)):
            return Verb(lemma=word.lower, start=place, end=place + 1)
    return None


def _may_be_a_verb(word: Token) -> bool:
    is_word = word.kind is Kind.WORD and word.lower not in lexicon.NOT_A_NOUN
    return is_word and not is_plural(word.lower) and not word.lower.endswith(("ing", "ed", "ly"))


def _stands_before_many(word: Token, before: Token, following: Token) -> bool:
    """A verb the lexicon does not know: "each department employs multiple people"."""
    if not (word.lower.endswith("s") and following.is_in(lexicon.MANY) and before.kind is Kind.WORD):
        return False
    return before.lower not in lexicon.NOT_A_NOUN and not is_plural(before.lower)


def _makes_a_noun(word: Token, following: Token) -> bool:
    """ "The records are", "table names:"."""
    if following.is_in(_AUXILIARIES):
        return True
    return following.is_mark(":") and lexicon.FINITE[word.lower] in lexicon.RENAME


def _is_imperative(word: Token, following: Token | None) -> bool:
    """ "Add a column", but not the noun of "Support searches events"."""
    if lexicon.FINITE[word.lower] != word.lower or following is None:
        return False
    if following.is_in(lexicon.DETERMINERS) or following.is_literal:
        return True
    if following.kind is not Kind.WORD or following.lower in lexicon.NOT_A_NOUN:
        return following.is_word("what", "how", "it", "them")
    return word.lower in _IMPERATIVES and not _is_third_person(following.lower)


def _is_third_person(word: str) -> bool:
    return lexicon.FINITE.get(word, word) != word and word.endswith("s")


def _follows_its_subject(word: Token, before: Token, following: Token | None) -> bool:
    if before.is_mark("'s") or before.is_in(lexicon.DETERMINERS):
        return False
    if before.is_in(_BEFORE_A_VERB):
        return True
    if before.is_in(lexicon.PREPOSITIONS):
        return False
    if before.is_mark(","):
        return False
    if before.kind is Kind.WORD and word.lower in lexicon.VERBS:
        return is_plural(before.lower)
    return before.kind in {Kind.WORD, Kind.CODE, Kind.GROUP}


def verb_group(tokens: tuple[Token, ...], start: int, end: int) -> Verb:
    """The verb that begins here with all its auxiliaries."""
    reader = _Group(tokens, start, end)
    return reader.read()


class _Group:
    """Reads the words of one verb from left to right."""

    def __init__(self, tokens: tuple[Token, ...], start: int, end: int) -> None:
        self.tokens, self.start, self.end = tokens, start, end
        self.index, self.modal, self.negated, self.has_be = start, "", False, False

    def read(self) -> Verb:
        lemma = self._main()
        passive = self.has_be and self._previous() in lexicon.PARTICIPLES and lemma != "be"
        particle = self._particle(lemma)
        return Verb(
            lemma=lemma,
            start=self.start,
            end=self.index,
            modal=self.modal,
            negated=self.negated,
            passive=passive,
            particle=particle,
        )

    def _main(self) -> str:
        lemma = "be"
        while self.index < self.end and self.tokens[self.index].kind is Kind.WORD:
            word = self.tokens[self.index].lower
            found = self._step(word)
            if found is None:
                break
            self.index += 1
            if found:
                lemma = found
                if not self._continues_with_infinitive():
                    break
        return lemma

    def _step(self, word: str) -> str | None:
        """The verb's plain form if this word is the main one, "" to go on, None where the verb ended before."""
        if word in lexicon.NEGATIONS:
            self.negated = True
        if word in lexicon.MODALS:
            self.modal = word
            return ""
        if word in _NOT_OR_ADVERBS:
            return ""
        if self.has_be and word == "able" and self._word_at(self.index + 1, "to"):
            self.has_be, self.modal = False, "can"  # "are able to" is "can"
            self.index += 1
            return ""
        if word in lexicon.BE or (word in _GET and self._next_is_participle()):
            self.has_be = True
            return ""
        if word in _HAVE_LEMMA:
            return "" if self._next_is_participle() else "have"
        return self._lexical(word)

    def _lexical(self, word: str) -> str | None:
        if self.has_be:
            return lexicon.PARTICIPLES.get(word) or lexicon.GERUNDS.get(word)
        if word in lexicon.DO and self._next_is_verb():
            return ""
        if self.modal and word not in lexicon.FINITE and word not in lexicon.NOT_A_NOUN:
            return word
        return lexicon.FINITE.get(word) or (word if self.index == self.start else None)

    def _continues_with_infinitive(self) -> bool:
        """ "need to store" is "store" with an obligation."""
        if not self._word_at(self.index, "to") or not self._next_is_verb():
            return False
        self.index += 1
        self.modal = "must"
        return True

    def _next_is_participle(self) -> bool:
        following = self.index + 1
        while following < self.end and self.tokens[following].is_in(lexicon.ADVERBS):
            following += 1
        word = self.tokens[following].lower if following < self.end else ""
        return word == "been" or (word in lexicon.PARTICIPLES and following > self.index)

    def _next_is_verb(self) -> bool:
        following = self.index + 1
        word = self.tokens[following].lower if following < self.end else ""
        return word in lexicon.VERBS or word in lexicon.BE or word in lexicon.HAVE

    def _word_at(self, index: int, word: str) -> bool:
        return index < self.end and self.tokens[index].is_word(word)

    def _previous(self) -> str:
        return self.tokens[self.index - 1].lower

    def _particle(self, lemma: str) -> str:
        """ "look up" is one verb, and so is "keep track of"."""
        if lemma == "look" and self._word_at(self.index, "up"):
            self.index += 1
            return "up"
        for between in (0, 1) if lemma == "keep" else ():  # "keep (careful) track of"
            if self._word_at(self.index + between, "track") and self._word_at(self.index + between + 1, "of"):
                self.index += between + 2
        if lemma == "keep":
            self.index = ends_after_any(self.tokens, self.index, _RECORDS)
        return ""
