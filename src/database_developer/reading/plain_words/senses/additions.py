"""New columns of standing tables: "next to a guest's name we want to store the loyalty number"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.attributes import asks_about, has_typical_name, is_substantial
from database_developer.reading.grammar.changes.entries import names_first
from database_developer.reading.grammar.changes.places import Tokens
from database_developer.reading.grammar.feature import Feature
from database_developer.reading.grammar.features import features_of
from database_developer.reading.grammar.findings import Findings, Mention
from database_developer.reading.grammar.matching import skipped
from database_developer.reading.grammar.tokens import Kind, Token, tokenized
from database_developer.reading.grammar.turns.turn import turn
from database_developer.reading.inflection import is_plural
from database_developer.reading.plain_words.naming import Name, likely, named_in
from database_developer.reading.plain_words.spoken import Spoken
from database_developer.reading.scene import words_of

_KEEPING = lexicon.words(
    "store stored keep kept record recorded note noted track save saved remember capture captured hold register "
    "registered add adds added put introduce include included give know want see enter entered"
)
_GETTING = lexicon.words(
    "get gets need needs receive receives carry have has lack lacks miss misses want wants require requires"
)
_EXTENDING = lexicon.words("extend extends enrich expand complete supplement augment equip")
_WISHING = lexicon.WANT | lexicon.words("want wants wish wishes like love need needs hope ask")
_LACKING = lexicon.words("missing lacking absent wanted needed remains")
_DENIED = turn("{not} | no longer")
_DEFAULT = turn("by default")
_SAMENESS = lexicon.words(
    "same identical different equal unique own two several both nothing everything anything none one it this that them"
)
_OF = lexicon.words("of for on in to from with per about at by into onto alongside beside next")
_ENDS = lexicon.words("because since so which while but whereas although though unless if when where until as")
_BEFORE_A_NAME = lexicon.words(
    "for of to in on with by per also therefore now then additionally please any new further another column field "
    "attribute track note down too additional extra own be is are able"
)
_SEVERAL = lexicon.EACH | lexicon.ALL | lexicon.MANY | lexicon.words("these those no such")
_NO_COLUMNS = lexicon.words(
    "index indexes key keys constraint default foreign check trigger view permission table log history rule support "
    "sense way migration script test endpoint validation logic function method feature step class problem error bug "
    "question change room row record list page button order chance option ability access"
)
_NO_ENTRY = lexicon.words("optional mandatory required nullable compulsory obligatory unique text free")
_NO_MORE = lexicon.words("to so this that it they we which please")
_ENTRY_BEGINS = lexicon.words("whether who when how what a an the their its")
_NO_NAMES = lexicon.LOOK_UP | lexicon.NOT_A_NOUN | {"able", "sure", "possible", "index"}
_LIST = "list"  # "a watchlist" holds many
_MOST_WORDS = 5  # of a name


def read(spoken: Spoken) -> Findings:
    """The columns that come; () where the part names none, or one that stands."""
    if spoken.is_denied or spoken.is_allowed or spoken.is_of_new_tables or not _is_meant(spoken):
        return ()
    source = spoken.part.source
    for told in _objects(source, spoken):
        is_thing = bool(told) and told[0].kind is Kind.QUOTED
        is_thing = is_thing or any(token.is_word("that", "which", "who", "whose") for token in told)
        features = _features(told, spoken) if not is_thing else ()
        if features and not (_is_their_wish(source, spoken) and not any(map(has_typical_name, features))):
            asks = asks_about(spoken.entity, features, spoken.quote, spoken.scene)
            return (Mention(entity=spoken.entity, exists=True, quote=spoken.quote), *asks) if asks else ()
    return ()


def _is_their_wish(source: Tokens, spoken: Spoken) -> bool:
    """ "Visitors want to keep a diary": what they do, and no fact of a visitor."""
    names = named_in(source, spoken.entity, spoken.scene, is_topic=False)
    verb = next((one.end for one in names if one.start <= 1 and not one.attribute), len(source))
    verb = skipped(source, verb, "would", "also", "often", "really")
    return verb + 1 < len(source) and source[verb].is_in(_WISHING) and source[verb + 1].is_word("to")


def _is_meant(spoken: Spoken) -> bool:
    """Whether the part names the table, or adds to the one spoken of."""
    if spoken.quote.text.rstrip().endswith(":") or any(one.is_word("following") for one in spoken.part.tokens):
        return False  # the columns are listed below
    is_named = bool(spoken.part.tables) and spoken.entity in spoken.part.tables
    is_added = any(one.is_word("add", "adds", "introduce") for one in spoken.part.tokens)
    return is_named or (is_added and not spoken.part.tables)


def _objects(source: Tokens, spoken: Spoken) -> Iterator[Tokens]:
    """What is kept, in the order in which it is likely."""
    names = named_in(source, spoken.entity, spoken.scene, is_topic=False)
    tables = [one for one in names if not one.attribute and one.entity == spoken.entity]
    for at, token in enumerate(source):
        is_to = at + 1 < len(source) and source[at + 1].is_word("to") and not token.is_word("add", "put")
        is_got = token.is_in(_GETTING) and not is_to and any(one.end <= at for one in tables)
        is_name = any(one.start <= at < one.end for one in names)
        if (token.is_in(_KEEPING) or is_got) and not is_to and not is_name and at + 1 < len(source):
            yield _cleaned(source[at + 1 :], tables, at + 1)
        if token.is_in(_LACKING) and at + 1 < len(source) and source[at + 1].is_word("is", "are", ":"):
            yield _cleaned(source[at + 2 :], tables, at + 2)
    yield from _extended(source, tables)
    for at, token in enumerate(source):
        is_denied = _DENIED.stands_in(spoken.words)
        if at and not is_denied and token.is_in(_LACKING | {"added", "stored", "kept", "recorded"}):
            begin = next((i for i in range(at) if source[i].is_in(lexicon.BE | lexicon.MODALS | {"gets", "to"})), at)
            yield _cleaned(source[:begin], tables, 0)


def _extended(source: Tokens, tables: list[Name]) -> Iterator[Tokens]:
    """ "Extend guests with a nickname", "we need a nickname on guests"."""
    for one in tables:
        is_before = any(token.is_in(_EXTENDING) for token in source[: one.start])
        if is_before and one.end < len(source) and source[one.end].is_word("with", "by"):
            yield _cleaned(source[one.end + 1 :], tables, one.end + 1)
    first = skipped(source, 0, "we", "i", "you", "also", "now")
    if first + 1 >= len(source) or not source[first].is_in(_GETTING) or source[first + 1].is_word("to", "rid"):
        return
    if any(one.start > first + 1 and source[one.start - 1].is_word("on", "in", "to", "for") for one in tables):
        yield _cleaned(source[first + 1 :], tables, first + 1)


def _cleaned(told: Tokens, tables: list[Name], offset: int) -> Tokens:
    """Less the table it is of, and what only says why."""
    kept: list[Token] = []
    at = 0
    while at < len(told) and not (at and told[at].is_in(_ENDS)):
        after = _behind_table(told, at, tables, offset)
        if after == at:
            kept.append(told[at])
        at = max(after, at + 1)
    while kept and (kept[0].is_in(_BEFORE_A_NAME) or kept[0].is_mark(",", ":", "'s")):
        kept.pop(0)
    while kept and (kept[-1].is_mark(",", ":", "'s") or kept[-1].is_in(_OF)):
        kept.pop()
    return tuple(kept)


def _behind_table(told: Tokens, at: int, tables: list[Name], offset: int) -> int:
    """Where "of each guest" ends that begins here."""
    place = at
    while place < len(told) and (
        told[place].is_in(_OF) or told[place].is_in(lexicon.DETERMINERS | {"existing", "single"})
    ):
        place += 1
    one = next((it for it in tables if it.start == place + offset), None)
    if one is None:
        return at
    end = one.end - offset
    while end < len(told) and (told[end].is_in(lexicon.TABLE_NOUNS) or told[end].is_mark("'s")):
        end += 1
    return end


def _features(told: Tokens, spoken: Spoken) -> tuple[Feature, ...]:
    """The entries, each with what is said of it behind commas in brackets."""
    entries = names_first(_bracketed(_opened(told)))
    features = tuple(
        feature for feature in features_of(entries) if is_substantial(feature) and _is_new(feature, spoken)
    )
    return tuple(replace(one, phrase=replace(one.phrase, determiner="", number="")) for one in features)


def _is_new(feature: Feature, spoken: Spoken) -> bool:
    phrase = feature.phrase
    words = words_of(phrase.identifier) if phrase.identifier else phrase.words
    is_same = words[0] in _SAMENESS or phrase.determiner in _SAMENESS or bool(set(phrase.qualities) & _SAMENESS)
    is_many = phrase.determiner in _SEVERAL or (is_plural(words[-1]) and not phrase.identifier)
    if (
        is_same
        or is_many
        or words[0].endswith("ing")
        or words[-1].endswith(_LIST)
        or len(words) > _MOST_WORDS
        or set(words) & _NO_COLUMNS
    ):
        return False
    if words[0] in spoken.scene.entities[spoken.entity].attributes and _DEFAULT.stands_in(spoken.words):
        return False  # "new orders get status new by default"
    if len(words) == 1 and not phrase.identifier and (words[0] in _NO_NAMES or spoken.scene.find_name(words[0])):
        return False
    return likely(words, spoken.entity, spoken.scene) is None


def _opened(told: Tokens) -> Tokens:
    """ "`currency char(3)`" as a name and a type."""
    found: list[Token] = []
    for token in told:
        is_more = token.kind is Kind.CODE and " " in token.text
        found += tokenized(token.text) if is_more else (token,)
    return tuple(found)


def _bracketed(told: Tokens) -> Tokens:
    """ "A barcode, 13 characters, optional" with the rest in brackets; ", and a note" is a further entry."""
    segments: list[list[Token]] = [[]]
    for token in told:
        if token.is_mark(",", ";", "-", "–", "—"):
            segments.append([])
        else:
            segments[-1].append(token)
    found: list[Token] = []
    said: list[Token] = []
    for number, segment in enumerate(one for one in segments if one and not one[0].is_in(_NO_MORE)):
        if number and not _begins_entry(segment):
            said += [*([_comma(segment[0])] if said else []), *segment]
            continue
        found += [
            *_group(said),
            *([_comma(segment[0])] if number and found and not segment[0].is_word("and") else []),
            *segment,
        ]
        said = []
    return (*found, *_group(said))


def _begins_entry(segment: list[Token]) -> bool:
    """Whether a further name stands here, and not what is said of the one before."""
    first = segment[1] if segment[0].is_word("and") and len(segment) > 1 else segment[0]
    is_and = segment[0].is_word("and")
    is_name = first.kind is Kind.CODE or "_" in first.text or first.is_in(_ENTRY_BEGINS)
    is_said = first.is_in(_NO_ENTRY) or first.kind is Kind.NUMBER
    return (is_name or is_and) and not is_said


def _comma(token: Token) -> Token:
    return Token(kind=Kind.MARK, text=",", lower=",", start=token.start, end=token.start)


def _group(said: list[Token]) -> tuple[Token, ...]:
    if not said:
        return ()
    start, end = said[0].start, said[-1].end
    return (Token(kind=Kind.GROUP, text="(", lower="(", start=start, end=end, inside=tuple(said)),)
