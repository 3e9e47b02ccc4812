"""What a thing has, told as a list: "an event type (required), optional event data and when it was created"."""

from __future__ import annotations

from dataclasses import replace

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.entries import NOT_ALWAYS, bounded, comma, entries_of, is_choice, pieces
from database_developer.reading.grammar.feature import Feature
from database_developer.reading.grammar.matching import ends_after_any, skipped, text_of
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.qualifiers import Qualifiers, qualifiers_of
from database_developer.reading.grammar.remembering import Remembered
from database_developer.reading.grammar.short_facts import short_fact
from database_developer.reading.grammar.sql_types import type_at
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.grammar.told_by_verbs import ASKING, fact_asked, named_by_its_verb
from database_developer.reading.inflection import done_form, is_plural, singular

Tokens = tuple[Token, ...]

_BEFORE_A_NAME = lexicon.words("also then just only its their all of later eventually afterwards")
_RATES = lexicon.words("price cost fee rate charge wage pay")
_NOUNS_TOO = lexicon.words("date time point interval money")  # types that end a name more often than they follow it
_FLAGS = lexicon.words("yes flag boolean checkbox tick marker indicator bool switch toggle mark")
_MANY = 3  # entries
_LONGEST_FLAG = 6  # tokens before "whether"
_KEYS = lexicon.words("id number no code")
_PLAIN_KEYS = lexicon.words("id")  # "the number of the house" is a fact
_OF_ONE = lexicon.words("the a an its") | {""}
_LONGEST_RELATIVE = 4  # words: "that has been removed"
_LINKS = lexicon.words("connection relation relationship link reference association")
_ONE_OF = ("one of the", "one of our", "one of its", "one of their", "one of these", "also one of the")
_THINGS_TOO = lexicon.words("model")  # of a car


def features_of(tokens: Tokens) -> tuple[Feature, ...]:
    """The entries of a list, those that name nothing left out."""
    features = [feature_of(item) for item in entries_of(tokens)]
    told = [feature for feature in features if feature is not None]
    is_long = len(told) >= _MANY
    apart = [_told_apart(feature, told) for feature in told]
    return tuple([_in_its_list(feature, apart) if is_long else feature for feature in apart])


def _told_apart(feature: Feature, told: list[Feature]) -> Feature:
    """ "The pump that was removed, the pump that was installed": each by what was done to it."""
    alike = [other for other in told if other.phrase.words == feature.phrase.words and other is not feature]
    said = feature.qualifiers.other.lower().split()
    is_done = (
        len(said) > 2
        and said[0] in lexicon.RELATIVES
        and said[1] in lexicon.BE | lexicon.HAVE
        and bool(done_form(said[-1]))
    )
    if not alike or not is_done or len(said) > _LONGEST_RELATIVE or len(feature.phrase.words) != 1:
        return feature
    phrase = replace(feature.phrase, words=(said[-1], *feature.phrase.words))
    return replace(feature, phrase=phrase, qualifiers=replace(feature.qualifiers, other=""))


def _in_its_list(feature: Feature, told: list[Feature]) -> Feature:
    """The "new price" beside an "old price", and a "research field" among names without any article."""
    phrase = feature.phrase
    old = ("old", *phrase.words)
    if "new" in phrase.qualities and any(other.phrase.words == old for other in told):
        return replace(feature, phrase=replace(phrase, words=("new", *phrase.words)))
    is_alone = not any(other.phrase.kind or other.phrase.determiner for other in told if other is not feature)
    is_name = phrase.kind == "field" and len(phrase.words) == 1 and is_alone and not phrase.determiner
    if is_name and phrase.head not in lexicon.ATTRIBUTE_NOUNS:
        return replace(feature, phrase=replace(phrase, words=(*phrase.words, "field"), kind=""))
    return feature


@Remembered
def feature_of(item: Tokens) -> Feature | None:
    """The one entry that the tokens are; None where they name nothing."""
    if len(item) > 1 and item[0].is_in(NOT_ALWAYS):
        feature = feature_of(item[1:])
        return _not_required(feature) if feature is not None else None
    short = short_fact(item, feature_of)
    if short is not None:
        return short
    item = _without_adverbs(item)
    item, is_moment = _one_moment(item)
    item = item[_whether(item) :]
    asked = _asked(item)
    if asked is not None or (item and item[0].is_in(ASKING)):
        return _as_moment(asked) if is_moment and asked is not None else asked
    linked = _linked(item)
    if linked is not None:
        return linked
    phrase = bounded(item) or noun_phrase(item)
    if not phrase.is_named and phrase.kind in _THINGS_TOO:
        phrase = replace(phrase, words=(phrase.kind,), kind="")
    if not phrase.is_named:
        return None
    feature = _named(item, phrase)
    return _as_moment(feature) if is_moment else feature


def _whether(item: Tokens) -> int:
    """Where "whether" stands behind "a flag" and its like; 0 where nothing such is told."""
    place = next((at for at, token in enumerate(item[:_LONGEST_FLAG]) if token.is_word("whether", "if")), 0)
    return place if any(token.is_in(_FLAGS) for token in item[:place]) else 0


def _linked(item: Tokens) -> Feature | None:
    """ "A connection with a product", "a link to its parcel": the thing at its other end."""
    phrase = noun_phrase(item)
    behind = item[phrase.length :]
    is_link = phrase.head in _LINKS and len(phrase.words) == 1 and len(behind) > 1 and behind[0].is_word("with", "to")
    other = noun_phrase(behind, 1) if is_link else NounPhrase()
    if not other.is_named or (is_plural(other.head) and not other.identifier):
        return None
    return Feature(phrase=other, words=text_of(item), kind_of=replace(other, determiner="a"))


def _asked(item: Tokens) -> Feature | None:
    """A fact asked for, by the name that brackets behind it give: "who ran it (`run_by`)"."""
    called = _called(item[-1:])
    more = item[-1:] if len(item) > 1 and item[-1].kind is Kind.GROUP and not called else ()
    asked = fact_asked(item[:-1] if called or more else item)
    if asked is None:
        return None
    asked = _with_more(replace(asked, is_asked=True), more)
    if called is None:
        return asked
    return replace(asked, phrase=replace(asked.phrase, words=(), identifier=called))


def _with_more(asked: Feature, more: Tokens) -> Feature:
    """ "When it was mended (empty until then)": what brackets say of the answer."""
    said = qualifiers_of(more)
    if not said.says_something:
        return asked
    known = asked.qualifiers
    return replace(asked, qualifiers=replace(said, hint=said.hint or known.hint, type=said.type or known.type))


def _one_moment(item: Tokens) -> tuple[Tokens, bool]:
    """ "A start date and time" is named by its time."""
    for at in range(len(item) - 2):
        if item[at].is_word("date", "day") and item[at + 1].is_word("and") and item[at + 2].is_word("time"):
            return (*item[:at], *item[at + 2 :]), True
    return item, False


def _as_moment(feature: Feature) -> Feature:
    return replace(feature, qualifiers=replace(feature.qualifiers, hint="moment"))


def _not_required(feature: Feature) -> Feature:
    return replace(feature, qualifiers=replace(feature.qualifiers, required=False))


def _without_adverbs(item: Tokens) -> Tokens:
    start = 0
    while start < len(item) and item[start].is_in(_BEFORE_A_NAME):
        if item[start].is_word("its", "their", "all") and start + 1 < len(item):
            break
        start += 1
    return item[start:]


def _named(item: Tokens, phrase: NounPhrase) -> Feature:
    phrase = _before_its_participle(item, _without_qualities(item, phrase))
    phrase = _with_its_unit(item, before_its_type(item, phrase, in_prose=True))
    phrase = _key_of_another(item, phrase) or _less_text(_with_its_measure(item, phrase))
    moment = named_by_its_verb(item, phrase)
    if moment is not None:
        return moment
    behind = item[phrase.length :]
    called, plain = _called(behind), phrase
    if called is not None:
        phrase, behind = replace(phrase, words=(), identifier=called), behind[1:]
    kind_of, behind = _kind_of(behind)
    about, behind = _about(behind)
    return Feature(
        phrase=phrase,
        words=text_of(item),
        qualifiers=_with_choices(phrase, behind, qualifiers_of(_said_of_it(behind))),
        kind_of=kind_of,
        about=about,
        called=plain if called is not None else None,
    )


def _called(behind: Tokens) -> str | None:
    """The name that "the number of seats (`seats`)" gives right behind its own."""
    group = behind[0] if behind and behind[0].kind is Kind.GROUP else None
    inside = group.inside if group is not None else ()
    is_name = len(inside) == 1 and inside[0].is_literal and inside[0].text.isidentifier()
    return inside[0].text if is_name else None


def _with_choices(phrase: NounPhrase, behind: Tokens, said: Qualifiers) -> Qualifiers:
    """ "A voice (soprano, alto, tenor, bass)": of what comes in kinds, a list in brackets is what it may be."""
    group = behind[0] if behind and behind[0].kind is Kind.GROUP else None
    if said.says_something or group is None or singular(phrase.head) not in lexicon.CHOICES:
        return said
    parts = pieces(tuple(comma(token) for token in group.inside))
    is_list = len(parts) > 1 and all(is_choice(part) for part in parts)
    return replace(said, values=tuple(text_of(part) for part in parts), other="") if is_list else said


def _less_text(phrase: NounPhrase) -> NounPhrase:
    """ "A notes text" is named by what it holds."""
    is_text = len(phrase.words) > 1 and phrase.head == "text" and is_plural(phrase.words[-2])
    return replace(phrase, words=phrase.words[:-1]) if is_text else phrase


def _without_qualities(item: Tokens, phrase: NounPhrase) -> NounPhrase:
    """ "fax nullable" is named "fax"."""
    end = phrase.length
    while end > 1 and item[end - 1].is_word(*lexicon.REQUIRED, *lexicon.OPTIONAL, "unique"):
        end -= 1
    return noun_phrase(item[:end]) if end < phrase.length else phrase


def _before_its_participle(item: Tokens, phrase: NounPhrase) -> NounPhrase:
    """ "A number printed on the card" is named "number", "the amount paid" is not cut."""
    end = phrase.length
    is_led_on = end < len(item) and item[end].is_in(lexicon.PREPOSITIONS)
    last = item[end - 1].lower if end else ""
    if not is_led_on or len(phrase.words) < 2 or not done_form(last) or phrase.identifier:
        return phrase
    return noun_phrase(item[: end - 1])


def before_its_type(item: Tokens, phrase: NounPhrase, *, in_prose: bool) -> NounPhrase:
    """ "phone VARCHAR(30)" is named "phone"."""
    for place in range(1, phrase.length):
        name, _ = type_at(item, place, in_prose=in_prose)
        if name in _NOUNS_TOO and phrase.identifier is None and item[place].text.islower():
            continue  # "opening date" is a name
        named = noun_phrase(item[:place]) if name else NounPhrase()
        if named.is_named:
            return named
    return phrase


def _with_its_unit(item: Tokens, phrase: NounPhrase) -> NounPhrase:
    """ "Price per night" and "doses per day" are one name each."""
    end = phrase.length
    is_of_one = phrase.identifier is None and end + 1 < len(item) and item[end].is_word("per")
    unit = noun_phrase(item, end + 1) if is_of_one else NounPhrase()
    is_rate = phrase.head in _RATES or (is_plural(phrase.head) and unit.head in lexicon.PERIODS)
    if not is_rate or len(unit.words) != 1 or unit.determiner or is_plural(unit.head):
        return phrase
    return replace(phrase, words=(*phrase.words, "per", unit.head), length=end + 1 + unit.length)


def _key_of_another(item: Tokens, phrase: NounPhrase) -> NounPhrase | None:
    """ "The ID of the hall where it is" is named "hall id", "the crew number of the crew on duty" "crew number"."""
    end, names = phrase.length, phrase.words
    is_key = bool(names) and names[-1] in _KEYS and phrase.identifier is None and end < len(item)
    other = noun_phrase(item, end + 1) if is_key and item[end].is_word("of") else NounPhrase()
    if not other.words or other.determiner not in _OF_ONE or other.possessor or is_plural(other.head):
        return None
    if len(names) > 1:
        return replace(phrase, length=end + 1 + other.length) if names[-2] == other.head else None
    named = replace(phrase, words=(*other.words, names[0]), length=end + 1 + other.length)
    return named if names[0] in _PLAIN_KEYS else None


def _with_its_measure(item: Tokens, phrase: NounPhrase) -> NounPhrase:
    """ "date of birth" and "number of copies in stock" are one name each."""
    if phrase.identifier or phrase.head not in lexicon.MEASURES or phrase.kind:
        return phrase
    joints: tuple[str, ...] = ("of",)
    while phrase.length < len(item) - 1 and item[phrase.length].is_in(joints):
        following = noun_phrase(item, phrase.length + 1)
        is_plain = following.determiner in {"", "the", "its", "their"} and not following.identifier
        if not following.words or not is_plain or following.possessor or (joints != ("of",) and following.determiner):
            break
        words = (*phrase.words, item[phrase.length].lower, *following.words)
        phrase = replace(phrase, words=words, length=phrase.length + 1 + following.length)
        joints = ("of", "in")
    return phrase


def _kind_of(behind: Tokens) -> tuple[NounPhrase | None, Tokens]:
    """ "who is a user", "(one of the users)": what sort of thing an owner is."""
    group = behind[0] if behind and behind[0].kind is Kind.GROUP else None
    if group is not None:
        begin = ends_after_any(group.inside, 0, _ONE_OF)
        phrase = noun_phrase(group.inside, begin)
        if begin and phrase.is_named and begin + phrase.length == len(group.inside):
            return replace(phrase, determiner="a"), behind[1:]
    for index in range(len(behind) - 2):
        if behind[index].is_word("who", "which", "that") and behind[index + 1].is_word("is", "are"):
            begin = ends_after_any(behind, skipped(behind, index + 2, "also", "always", "again"), _ONE_OF)
            phrase = noun_phrase(behind, begin)
            is_told = phrase.determiner or begin > index + 3
            if phrase.is_named and is_told and phrase.head not in lexicon.TYPE_NOUNS:
                return phrase, behind[:index] + behind[begin + phrase.length :]
    return None, behind


def _about(behind: Tokens) -> tuple[NounPhrase | None, Tokens]:
    """ "for each user", "per user"."""
    for index, token in enumerate(behind[:-1]):
        if token.is_word("for", "per", "of") and (token.is_word("per") or behind[index + 1].is_in(lexicon.EACH)):
            phrase = noun_phrase(behind, index + 1)
            if phrase.is_named:
                return phrase, behind[:index] + behind[index + 1 + phrase.length :]
    return None, behind


def _said_of_it(behind: Tokens) -> Tokens:
    """Behind "event counts by type as a JSON document" only what follows "as" speaks of the value."""
    for index, token in enumerate(behind):
        if token.is_word("as") and index + 1 < len(behind):
            return behind[index + 1 :]
    return behind
