"""What a thing has, told as a list: "an event type (required), optional event data and when it was created"."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.matching import ends_after_any, text_of
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.qualifiers import Qualifiers, qualifiers_of
from database_developer.reading.grammar.remembering import Remembered
from database_developer.reading.grammar.sql_types import type_at
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.grammar.verbs import verb_from
from database_developer.reading.inflection import bare_participle, is_plural, participle, singular

Tokens = tuple[Token, ...]

_MOMENTS: frozenset[tuple[str, ...]] = frozenset({("date",), ("day",), ("time",), ("timestamp",), ("moment",)})
_BEFORE_A_NAME = lexicon.words("also then just only its their all of later eventually afterwards")
_LONGEST_CHOICE = 3  # words
_TELLING = lexicon.words("defaulting defaults default null empty blank always never exactly either stays also as no")
_NOUNS_TOO = lexicon.words("date time point interval money")  # types that end a name more often than they follow it
_THINGS_TOO = lexicon.words("model")  # of a car
_LEADING_TO = lexicon.words("references referencing pointing points refers linked linking fk")
_BEHIND_A_NAME = lexicon.words("who which that where whose as with or e.g. i.e. such including max. max at up default")


@dataclass(frozen=True, kw_only=True, slots=True)
class Feature:
    """One entry of the list: its name and what is said of it.

    ``moment`` is the verb of "when the user joined"; ``kind_of`` the "user" of "an owner, who is a user";
    ``about`` the "user" of "a daily summary for each user".
    """

    phrase: NounPhrase
    words: str
    qualifiers: Qualifiers = field(default_factory=Qualifiers)
    moment: str | None = None
    kind_of: NounPhrase | None = None
    about: NounPhrase | None = None

    @property
    def is_many(self) -> bool:
        """Whether many of it are meant: "many users", "orders"."""
        return self.phrase.determiner in lexicon.MANY or bool(self.phrase.number)

    @property
    def is_told(self) -> bool:
        """Whether a determiner says that it is there: "a name", "the date", not a bare "name"."""
        return bool(self.phrase.determiner)

    @property
    def required(self) -> bool | None:
        """Required where the ticket says so, or says that it is there and not that it is optional."""
        if self.qualifiers.required is not None:
            return self.qualifiers.required
        if "optional" in self.phrase.qualities or "nullable" in self.phrase.qualities:
            return False
        said = bool(lexicon.REQUIRED & set(self.phrase.qualities)) or (self.is_told and not self.is_many)
        return True if said else None


def features_of(tokens: Tokens) -> tuple[Feature, ...]:
    """The entries of a list, those that name nothing left out."""
    features = [feature_of(item) for item in _items(_with_choices_in_brackets(tokens))]
    return tuple([feature for feature in features if feature is not None])


def _with_choices_in_brackets(tokens: Tokens) -> Tokens:
    """ "A status: draft, paid or closed" at the end, as if its values stood in brackets."""
    for index in range(1, len(tokens) - 1):
        if tokens[index].is_mark(":") and singular(tokens[index - 1].lower) in lexicon.CHOICES:
            inside = tokens[index + 1 :]
            parts = _pieces(tuple(_comma(token) for token in inside))
            if len(parts) > 1 and all(_is_choice(part) for part in parts):
                start, end = inside[0].start, inside[-1].end
                group = Token(kind=Kind.GROUP, text="(", lower="(", start=start, end=end, inside=inside)
                return (*tokens[:index], group)
    return tokens


def _items(tokens: Tokens) -> list[Tokens]:
    """The list cut at commas and "and"; what only says more about an entry stays with it."""
    items: list[Tokens] = []
    for piece in _pieces(tokens):
        if items and (
            belongs_to_the_one_before(piece)
            or _is_type_of_a_name(items[-1], piece)
            or _ends_a_measure(items[-1], piece)
            or _ends_a_purpose(items[-1], piece)
        ):
            items[-1] = (*items[-1], *_set_apart(piece))
        else:
            items.append(piece)
    return items


def _set_apart(piece: Tokens) -> Tokens:
    """What says more stays apart from the name: the "stored as a path" of "a receipt, stored as a path"."""
    if piece[0].kind is not Kind.WORD or piece[0].lower not in lexicon.PARTICIPLES:
        return piece
    return (Token(kind=Kind.GROUP, text="(", lower="(", start=piece[0].start, end=piece[-1].end, inside=piece),)


def _pieces(tokens: Tokens) -> list[Tokens]:
    pieces: list[Tokens] = []
    start = 0
    for index, token in enumerate(tokens):
        is_joint = token.is_mark(",", ";", "&", "+") or token.is_word("and", "plus")
        if is_joint and not _joins_two_bounds(tokens, index):
            pieces.append(tokens[start:index])
            start = index + 1
    pieces.append(tokens[start:])
    return [piece for piece in pieces if piece]


def _joins_two_bounds(tokens: Tokens, index: int) -> bool:
    """The "and" of "between 1 and 5"."""
    return index > 1 and tokens[index].is_word("and") and tokens[index - 2].is_word("between")


@Remembered
def belongs_to_the_one_before(piece: Tokens) -> bool:
    """Whether it only says more about the entry before it."""
    first = piece[0]
    if _bounded(piece) is not None and not qualifiers_of(piece).says_something:
        return False
    if _asks_which(piece):
        return False
    if first.is_in(_BEHIND_A_NAME) or first.is_mark("<=", ">=", "<", ">"):
        return True
    if first.kind is Kind.WORD and first.lower in lexicon.PREPOSITIONS:
        return True
    if first.lower in lexicon.PARTICIPLES and len(piece) > 1 and piece[1].is_word("as", "in", "by", "at", "on", "with"):
        return True
    qualifiers = qualifiers_of(piece)
    if first.is_in(_TELLING) and qualifiers.says_something:
        return True
    if qualifiers.parent is not None and not qualifiers.other and first.is_in(_LEADING_TO):
        return True
    if first.is_word("a", "an") and (qualifiers.hint or qualifiers.type):
        return any(token.is_in(lexicon.FORMAT_WORDS) for token in piece)
    return qualifiers.says_something and not qualifiers.other and not qualifiers.hint and not _names_something(piece)


def _asks_which(piece: Tokens) -> bool:
    """ "Which hive" names a thing; "which is optional" tells more of the one before."""
    phrase = noun_phrase(piece, 1) if len(piece) > 1 and piece[0].is_word("which", "what") else NounPhrase()
    return phrase.is_named and not phrase.determiner and verb_from(piece[:2], 1) is None


def _is_type_of_a_name(before: Tokens, piece: Tokens) -> bool:
    """ "`expires_on`, a required date": behind a name written as code, a type with its article is no name."""
    start = 1 if piece[0].is_word("also") else 0
    is_named_in_code = before[0].is_literal or "_" in before[0].text
    if not is_named_in_code or len(before) > 1 or start >= len(piece) or not piece[start].is_word("a", "an", "as"):
        return False
    phrase = noun_phrase(piece, start)
    return phrase.head in lexicon.TYPE_NOUNS and len(phrase.words) <= 2


def _ends_a_measure(before: Tokens, piece: Tokens) -> bool:
    """The "save" of "the time of the last modification and save" is no entry of its own."""
    is_act = len(piece) == 1 and piece[0].lower in lexicon.VERBS
    return is_act and any(token.is_word("of") for token in before[-4:])


def _ends_a_purpose(before: Tokens, piece: Tokens) -> bool:
    """The "support" of "transitions for auditing and support"; a bare word behind another one that "for" leads in."""
    is_bare = all(token.kind is Kind.WORD for token in piece) and not piece[0].is_in(lexicon.DETERMINERS)
    leads_in = len(before) > 2 and before[-2].is_word("for") and before[-1].kind is Kind.WORD
    return is_bare and leads_in and not before[-1].is_in(lexicon.DETERMINERS)


def _names_something(piece: Tokens) -> bool:
    """Whether a name stands first, so that the piece is an entry of its own: "unique name"."""
    phrase = noun_phrase(piece)
    return phrase.is_named and not qualifiers_of(piece[: phrase.length]).says_something


@Remembered
def feature_of(item: Tokens) -> Feature | None:
    """The one entry that the tokens are; None where they name nothing."""
    if len(item) > 1 and item[0].is_word("optionally", "possibly"):
        feature = feature_of(item[1:])
        return _not_required(feature) if feature is not None else None
    item = _without_adverbs(item)
    if item and _asks_which(item):
        item = (replace(item[0], text="the", lower="the"), *item[1:])
    if item and item[0].is_word("when", "whenever"):
        return _moment(item)
    if item and item[0].is_word("whether"):
        return _yes_or_no(item)
    phrase = _bounded(item) or noun_phrase(item)
    if not phrase.is_named and phrase.kind in _THINGS_TOO:
        phrase = replace(phrase, words=(phrase.kind,), kind="")
    return _named(item, phrase) if phrase.is_named else None


def _not_required(feature: Feature) -> Feature:
    return replace(feature, qualifiers=replace(feature.qualifiers, required=False))


def _bounded(item: Tokens) -> NounPhrase | None:
    """ "At most 30 students" are many, whatever becomes of the bound."""
    end = ends_after_any(item, 0, lexicon.BOUNDS)
    phrase = noun_phrase(item, end) if end else NounPhrase()
    is_counted = phrase.number and phrase.words and is_plural(phrase.head) and phrase.head not in lexicon.PERIODS
    return replace(phrase, number="", determiner="many", length=end + phrase.length) if is_counted else None


def _without_adverbs(item: Tokens) -> Tokens:
    start = 0
    while start < len(item) and item[start].is_in(_BEFORE_A_NAME):
        if item[start].is_word("its", "their", "all") and start + 1 < len(item):
            break
        start += 1
    return item[start:]


def _named(item: Tokens, phrase: NounPhrase) -> Feature:
    phrase = _with_its_measure(item, before_its_type(item, _without_qualities(item, phrase), in_prose=True))
    moment = _named_by_its_verb(item, phrase)
    if moment is not None:
        return moment
    behind = item[phrase.length :]
    kind_of, behind = _kind_of(behind)
    about, behind = _about(behind)
    return Feature(
        phrase=phrase,
        words=text_of(item),
        qualifiers=_with_choices(phrase, behind, qualifiers_of(_said_of_it(behind))),
        kind_of=kind_of,
        about=about,
    )


def _with_choices(phrase: NounPhrase, behind: Tokens, said: Qualifiers) -> Qualifiers:
    """ "A voice (soprano, alto, tenor, bass)": of what comes in kinds, a list in brackets is what it may be."""
    group = behind[0] if behind and behind[0].kind is Kind.GROUP else None
    if said.says_something or group is None or singular(phrase.head) not in lexicon.CHOICES:
        return said
    parts = _pieces(tuple(_comma(token) for token in group.inside))
    is_list = len(parts) > 1 and all(_is_choice(part) for part in parts)
    return replace(said, values=tuple(text_of(part) for part in parts), other="") if is_list else said


def _comma(token: Token) -> Token:
    """An "or" parts the choices as a comma does."""
    return replace(token, kind=Kind.MARK, text=",", lower=",") if token.is_word("or") or token.is_mark("/") else token


def _is_choice(part: Tokens) -> bool:
    are_plain = all(token.kind in {Kind.WORD, Kind.CODE, Kind.QUOTED} for token in part)
    return are_plain and len(part) <= _LONGEST_CHOICE and not part[0].is_word(*lexicon.DETERMINERS, *lexicon.EXAMPLES)


def _without_qualities(item: Tokens, phrase: NounPhrase) -> NounPhrase:
    """ "fax nullable" is named "fax"."""
    end = phrase.length
    while end > 1 and item[end - 1].is_word(*lexicon.REQUIRED, *lexicon.OPTIONAL, "unique"):
        end -= 1
    return noun_phrase(item[:end]) if end < phrase.length else phrase


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


def _named_by_its_verb(item: Tokens, phrase: NounPhrase) -> Feature | None:
    """ "The date it was sold" is "sold on", "the moment they arrived" "arrived at"."""
    behind = item[phrase.length :]
    if phrase.words not in _MOMENTS or len(behind) < 2 or not behind[0].is_word("it", "they", "he", "she", "we"):
        return None
    verb = verb_from(behind, 1)
    if verb is not None and verb.lemma == "be" and verb.end == len(behind) - 1:
        return _being(item, phrase, behind[-1].lower)
    done = _last_participle(behind) if verb is None else None
    if (verb is None and done is None) or (verb is not None and verb.lemma in {"be", "have", "do"}):
        return None
    return _point(item, phrase, participle(verb.lemma if verb is not None else done or ""))


def _being(item: Tokens, phrase: NounPhrase, said: str) -> Feature:
    """ "The date it was installed" is "installed on", "the date it is due" the "due date"."""
    if said.endswith("ed") or said in lexicon.PARTICIPLES:
        return _point(item, phrase, said)
    return Feature(phrase=replace(phrase, words=(said, *phrase.words)), words=text_of(item))


def _point(item: Tokens, phrase: NounPhrase, done: str) -> Feature:
    is_day = phrase.words[0] in lexicon.DATE_WORDS
    return Feature(
        phrase=NounPhrase(words=(done, "on" if is_day else "at"), determiner="the"),
        words=text_of(item),
        qualifiers=Qualifiers(hint="date" if is_day else "moment"),
    )


def _kind_of(behind: Tokens) -> tuple[NounPhrase | None, Tokens]:
    """ "who is a user": what sort of thing an owner is."""
    for index in range(len(behind) - 2):
        if behind[index].is_word("who", "which", "that") and behind[index + 1].is_word("is", "are"):
            phrase = noun_phrase(behind, index + 2)
            if phrase.is_named and phrase.determiner and phrase.head not in lexicon.TYPE_NOUNS:
                return phrase, behind[:index] + behind[index + 2 + phrase.length :]
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


def _moment(item: Tokens) -> Feature | None:
    """ "when it was last updated" is a time stamp named by its verb."""
    verb = verb_from(item, 1) or _last_participle(item)
    if verb is None:
        return None
    lemma = verb if isinstance(verb, str) else verb.lemma
    end = len(item) if isinstance(verb, str) else verb.end
    if lemma in {"be", "have", "do"}:
        return None
    done = participle(lemma)
    return Feature(
        phrase=NounPhrase(words=(done, "at"), determiner="the"),
        words=text_of(item),
        moment=lemma,
        qualifiers=qualifiers_of(item[end:]),
    )


def _last_participle(item: Tokens) -> str | None:
    """A verb the lexicon does not know, by its ending: "when the parcel was weighed"."""
    last = item[-1]
    is_past = last.kind is Kind.WORD and last.lower.endswith("ed") and len(last.lower) > 4
    if not is_past:
        return None
    return bare_participle(last.lower)


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
    said = names or (participle(verb.lemma),)
    lead = () if verb.lemma == "be" and not names else ("is",)
    return _flag(item, (*lead, *said))


def _flag(item: Tokens, words: tuple[str, ...]) -> Feature:
    return Feature(
        phrase=NounPhrase(words=words, determiner="the"), words=text_of(item), qualifiers=Qualifiers(hint="yes or no")
    )


def is_bare_plural(feature: Feature) -> bool:
    """ "orders" in "a customer has orders": many things, no fact of their own."""
    phrase = feature.phrase
    return not phrase.determiner and phrase.identifier is None and is_plural(phrase.head)
