"""One item of a list as the attributes it names: "email: varchar(255), unique", "opens_at, closes_at (time)"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from database_developer.reading.grammar import foreign, lexicon
from database_developer.reading.grammar.announcing import opened
from database_developer.reading.grammar.clauses import parted
from database_developer.reading.grammar.feature import Feature
from database_developer.reading.grammar.features import before_its_type
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.qualifiers import Qualifiers, qualifiers_of
from database_developer.reading.grammar.short_facts import short_fact
from database_developer.reading.grammar.sql_types import type_at
from database_developer.reading.grammar.tokens import MOST_KEPT, Kind, Token, tokenized
from database_developer.reading.grammar.verbs import verb_from

Tokens = tuple[Token, ...]

SEPARATORS = (":", "-", "–", "—", "--", "=")
_LONGEST_NAME = 4
_LONGEST_WITH_PREPOSITION = 5
_BELONGS = re.compile(r"`?belongs_to :(\w+)`?(?:\W+(?:an? )?`?(\w+)`?)?")
_NOUNS_TOO = lexicon.words("cost document place note name rate order record report end start")  # verbs elsewhere
_WITHIN_A_NAME = lexicon.words("per on of in at per out back to from for by after before due")
_CODES = re.compile(r"(?<=[A-Z]{2})/(?=[A-Z]{2})")  # "UN/LOCODE"
_PAIR = 2
_LONGEST_OF_PAIR = 3  # words
_RELATED = lexicon.words("it they he she this that which who")
_RULES = lexicon.words("index indexes indices constraint")  # "index on email" is none
_REQUIRED = tokenized("(required)")
_SPANS = lexicon.words("from to until till since")
_ENDS = (".", ",", ";")


@lru_cache(maxsize=MOST_KEPT)
def features_in(text: str) -> tuple[Feature, ...]:
    """The attributes an item names, most often one; () where it is a sentence or anything else."""
    belonging = _belonging(text)
    if belonging is not None:
        return (belonging,)
    both = text.split(" / ")
    if len(both) == _PAIR and all(len(part.split()) <= _LONGEST_OF_PAIR for part in both):
        return tuple(feature for part in both for feature in features_in(part))
    tokens = tokenized(_CODES.sub(" ", text))
    tokens = opened(tokens[:-1] if tokens and tokens[-1].is_mark(*_ENDS) else tokens)
    tokens = _without_star(tokens)
    if is_rule(tokens):
        return ()
    tokens = foreign.in_english(tokens, is_list=False)
    several = _several(tokens)
    if several:
        return several
    tokens = _without_alternative(tokens)
    feature = (
        short_fact(tokens, lambda _: None)
        or _feature(tokens)
        or _related(tokens)
        or _of_its_thing(tokens)
        or _with_preposition(tokens)
    )
    return (feature,) if feature is not None else ()


def _without_star(tokens: Tokens) -> Tokens:
    """ "Full name*" is marked as one that must be filled in."""
    is_marked = len(tokens) > 1 and tokens[-1].is_mark("*", "!") and tokens[-1].start == tokens[-2].end
    return (*tokens[:-1], *_REQUIRED) if is_marked else tokens


def is_rule(tokens: Tokens) -> bool:
    """ "Index on email", "unique (shop, number)": rules about columns, and none themselves."""
    if not tokens or tokens[0].is_in(_RULES):
        return bool(tokens)
    return tokens[0].is_word("unique") and len(tokens) > 1 and tokens[1].kind is Kind.GROUP


def _feature(tokens: Tokens) -> Feature | None:
    """The item's name and what follows its separator or is its type; None where it is no such pair."""
    phrase = _before_its_parent(tokens, before_its_type(tokens, noun_phrase(tokens), in_prose=False))
    if not phrase.is_named or len(phrase.words) > _LONGEST_NAME or phrase.head in lexicon.COLUMN_NOUNS:
        return None
    behind = tokens[phrase.length :]
    if len(behind) > 1 and behind[0].is_mark("?"):
        behind = behind[1:]
    measure = _measure(behind)
    unit, behind = _unit(behind[:measure]), behind[measure:]
    if not behind:
        return Feature(phrase=phrase, words="", qualifiers=unit)
    if not _is_separated(behind, phrase) or (not phrase.identifier and _tells_an_act(tokens[: phrase.length])):
        return None
    rest = behind[1:] if behind[0].kind is Kind.MARK else behind
    said = qualifiers_of(rest, in_prose=False)
    said = replace(said, other=said.other or unit.other, decimals=said.decimals or unit.decimals)
    return Feature(phrase=phrase, words="", qualifiers=said)


def _before_its_parent(tokens: Tokens, phrase: NounPhrase) -> NounPhrase:
    """ "yard_id pointing to yards" is named "yard_id"."""
    first = noun_phrase(tokens[:1])
    is_longer = first.identifier is not None and phrase.length > 1
    return first if is_longer and qualifiers_of(tokens[1:], in_prose=False).parent is not None else phrase


def _tells_an_act(words: Tokens) -> bool:
    """Whether a verb is among the words; the "returned" of "date returned" is none."""
    verb = verb_from(words)
    is_participle = words[-1].lower in lexicon.PARTICIPLES or words[-1].lower.endswith("ed")
    return verb is not None and not (verb.end == len(words) and verb.start > 0 and is_participle)


def _is_separated(behind: Tokens, phrase: NounPhrase) -> bool:
    """Whether a mark, a bracket, a type or, after a name written as code, a rule stands right behind the name."""
    if behind[0].is_mark(*SEPARATORS, ",") or behind[0].kind is Kind.GROUP:
        return True
    if type_at(behind, 0, in_prose=False)[1] > 0:
        return phrase.words[:1] != _orders(phrase)
    said = qualifiers_of(behind, in_prose=False)
    return phrase.identifier is not None and said.says_besides("other", "hint", "is_open") and not said.other


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
    if not behind or not (behind[0].is_word("in", "as", "with") or _is_length(behind)):
        return 0
    for index, token in enumerate(behind):
        if token.kind is Kind.GROUP or token.is_mark(*SEPARATORS, ","):
            return index
    return len(behind)


def _is_length(behind: Tokens) -> bool:
    """ "Of at most 300 characters"."""
    return behind[0].is_word("of") and qualifiers_of(behind[1:], in_prose=False).max_length is not None


def _unit(tokens: Tokens) -> Qualifiers:
    """ "In cents", "in metres with two decimals"."""
    said = qualifiers_of(tokens, in_prose=False)
    if not tokens or said.decimals is not None or said.says_besides("other", "hint"):
        return said
    return Qualifiers(other=" ".join(token.lower for token in tokens))


def _several(tokens: Tokens) -> tuple[Feature, ...]:
    """Names one behind another, and what is said of all of them: "opens_at, closes_at (time of day)"."""
    end = next((at for at, token in enumerate(tokens) if token.kind is Kind.GROUP or token.is_mark(*SEPARATORS)), -1)
    before, behind = (tokens[:end], tokens[end:]) if end >= 0 else (tokens, ())
    parts = parted(tuple(_comma(token) for token in before), ",")
    if len(parts) < 2 or not all(_is_a_name(part) for part in parts):
        return ()
    rest = behind[1:] if behind and behind[0].kind is Kind.MARK else behind
    said = qualifiers_of(rest, in_prose=False)
    return tuple(Feature(phrase=_name_of(part), words="", qualifiers=said) for part in parts)


def _comma(token: Token) -> Token:
    return replace(token, kind=Kind.MARK, text=",", lower=",") if token.is_word("and") or token.is_mark("&") else token


def _name_of(part: Tokens) -> NounPhrase:
    """A plain name; the "from" of "from, to" is one as well."""
    is_end = len(part) == 1 and part[0].is_in(_SPANS)
    return NounPhrase(words=(part[0].lower,), length=1) if is_end else noun_phrase(part)


def _is_a_name(part: Tokens) -> bool:
    """A name, and nothing that could be said of the one before it."""
    if len(part) == 1 and part[0].is_in(_SPANS):
        return True
    phrase = noun_phrase(part)
    is_whole = phrase.is_named and phrase.length == len(part) and not phrase.determiner and not phrase.kind
    is_short = len(phrase.words) <= 2 and verb_from(part) is None
    return is_whole and is_short and not qualifiers_of(part, in_prose=False).says_something


def _without_alternative(tokens: Tokens) -> Tokens:
    """ "Date read/acknowledged?" goes by the first of its names."""
    if len(tokens) > 1 and tokens[-1].is_mark("?"):
        tokens = tokens[:-1]
    is_separated = any(token.is_mark(*SEPARATORS) for token in tokens)
    is_choice = len(tokens) > 2 and tokens[-2].is_mark("/") and tokens[-1].kind is Kind.WORD and not is_separated
    return tokens[:-2] if is_choice and len(tokens) <= _LONGEST_WITH_PREPOSITION + 2 else tokens


def _of_its_thing(tokens: Tokens) -> Feature | None:
    """ "Type of the notification", "owner of the boat (required)": a fact, and whose it is."""
    phrase = noun_phrase(tokens)
    of = phrase.length
    if not phrase.words or of + 2 >= len(tokens) or not tokens[of].is_word("of", "for"):
        return None
    whose = noun_phrase(tokens, of + 1)
    behind = tokens[of + 1 + whose.length :]
    is_told = not behind or behind[0].is_mark(*SEPARATORS, ",") or behind[0].kind is Kind.GROUP
    if whose.determiner not in {"the", "a", "an", "this", "its"} or not whose.is_named or not is_told:
        return None
    rest = behind[1:] if behind and behind[0].kind is Kind.MARK else behind
    return Feature(phrase=phrase, words="", qualifiers=qualifiers_of(rest, in_prose=False))


def _related(tokens: Tokens) -> Feature | None:
    """ "The lender it belongs to", "the room that was booked (optional)": another thing, and how it goes with this."""
    phrase = noun_phrase(tokens)
    behind = tokens[phrase.length :]
    if phrase.determiner != "the" or not phrase.is_named or not behind or not behind[0].is_in(_RELATED):
        return None
    groups = tuple(token for token in behind if token.kind is Kind.GROUP)
    return Feature(phrase=phrase, words="", qualifiers=qualifiers_of(groups, in_prose=False))


def _with_preposition(tokens: Tokens) -> Feature | None:
    """ "Condition on arrival", "hire fee per day (required)": a name of several words, one of them a preposition."""
    end = next((at for at, token in enumerate(tokens) if token.kind is not Kind.WORD), len(tokens))
    words, behind = tokens[:end], tokens[end:]
    if not 1 < len(words) <= _LONGEST_WITH_PREPOSITION or not any(token.is_in(_WITHIN_A_NAME) for token in words[1:]):
        return None
    are_plain = all(token.is_in(_WITHIN_A_NAME) or token.lower not in lexicon.NOT_A_NOUN for token in words)
    is_told = not behind or behind[0].is_mark(*SEPARATORS, ",") or behind[0].kind is Kind.GROUP
    if not (are_plain and is_told) or words[0].is_in(_WITHIN_A_NAME) or words[0].lower in lexicon.VERBS - _NOUNS_TOO:
        return None
    rest = behind[1:] if behind and behind[0].kind is Kind.MARK else behind
    phrase = NounPhrase(words=tuple(token.lower for token in words), length=len(words))
    return Feature(phrase=phrase, words="", qualifiers=qualifiers_of(rest, in_prose=False))
