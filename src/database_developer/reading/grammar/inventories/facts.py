"""Whether an entry of a list can be a fact of a thing, and whether its name alone makes it likely."""

from __future__ import annotations

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.attributes import has_typical_name, is_substantial
from database_developer.reading.grammar.feature import Feature
from database_developer.reading.inflection import is_plural, singular
from database_developer.reading.scene import Scene

_LONGEST = 5  # words in a name
_SHORT_MORE = 2
_MOST_MORE = 6  # words that say more of a fact
_NO_FACTS = lexicon.ADVERBS | lexicon.words(
    "okay ok yes hi hello thanks very so inc incl etc no not please recorded stored"
)
_TYPES = lexicon.words("datetime bool boolean integer")
_NO_FACT_HEADS = lexicon.DATA_NOUNS - lexicon.words("model property properties view collection relation")
_MOMENT_ENDS = lexicon.words("at on by")
_CLAUSES = lexicon.BE | lexicon.MODALS | lexicon.words("with including to which that who")
# What many a thing has, as the last word of its name.
_USUAL = lexicon.words(
    "company brand make model species breed colour color street town city country region village venue place room "
    "lat lon lng "
    "floor hall latitude longitude elevation altitude temperature humidity pressure website homepage link reason "
    "remark comment note author publisher artist composer genre duration capacity deposit salary wage hours deadline "
    "day month season supplier manufacturer vendor origin destination registration plate diameter length width volume "
    "area speed seats beds rooms pages points stars goals weight surname forename firstname lastname birthdate "
    "birthday nationality occupation specialty stroke pool stage result unit person material rent fee cost tariff "
    "content dose sort variety grade mood purpose topic subject abstract format edition balance limit"
)


def may_be_fact(feature: Feature) -> bool:
    """A name of few words, and no clause."""
    phrase = feature.phrase
    if not is_substantial(feature) or len(phrase.words) > _LONGEST or phrase.determiner in lexicon.MANY:
        return False
    is_alone = len(phrase.words) == 1
    is_type = is_alone and phrase.head in lexicon.FORMAT_WORDS | lexicon.REQUIRED | lexicon.OPTIONAL | _TYPES
    if is_type or phrase.head in _NO_FACT_HEADS or _is_no_name(phrase.words):
        return False
    more = feature.qualifiers.other.split()
    if len(more) == _SHORT_MORE and more[0] == "with" and len(phrase.words) > 1:
        return True  # "the number of frames with brood"
    is_contact = phrase.determiner == "the" and more[:1] in (["was"], ["were"])  # "the year it was made"
    return len(more) <= _MOST_MORE and (not more or is_contact or more[0] not in _CLAUSES)


def _is_no_name(words: tuple[str, ...]) -> bool:
    """ "Uniquely", "the harbour office wants"; "notes" may be many."""
    if words and (words[0] in _NO_FACTS or (len(words) == 1 and words[0].endswith("ly"))):
        return True
    last = words[-1] if words else ""
    lemma = lexicon.FINITE.get(last, last)
    is_verb = last != lemma and last.endswith("s") and lemma in lexicon.WANT | lexicon.HAS | lexicon.BE
    return is_verb or any(word in lexicon.PRONOUNS for word in words)


def is_likely(feature: Feature, scene: Scene) -> bool:
    """Whether the name tells of a fact: it is typical, tells a moment or a known thing, or a rule stands with it."""
    phrase = feature.phrase
    is_moment = feature.moment is not None or (len(phrase.words) > 1 and phrase.words[-1] in _MOMENT_ENDS)
    is_thing = not is_plural(phrase.head) and scene.find(phrase) is not None
    is_usual = {phrase.head, singular(phrase.head)} & _USUAL and not phrase.identifier
    is_said = feature.qualifiers.says_besides("other", "is_open")
    return bool(is_moment or is_thing or is_usual or has_typical_name(feature) or is_said)
