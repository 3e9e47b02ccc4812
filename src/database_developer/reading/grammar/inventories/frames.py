"""The everyday words around a thing's name where a list of its facts is told; what is left of them is the name."""

from __future__ import annotations

from dataclasses import dataclass, replace

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.attributes import has_typical_name
from database_developer.reading.grammar.feature import Feature
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.grammar.verbs import verb_from
from database_developer.reading.grammar.wishes.things import NOT_KEPT
from database_developer.reading.inflection import is_plural
from database_developer.reading.scene import words_of
from database_developer.reading.topics import NO_THINGS

Tokens = tuple[Token, ...]

HOLDING = lexicon.words(
    "has have having hold holds holding contain contains containing carry carries carrying store stores storing keep "
    "keeps keeping record records recording save saves saving track tracks tracking include includes including "
    "comprise comprises get gets need needs want wants take takes require requires features log logs capture captures"
)
_TABLES = lexicon.words("table tables entity entities model models relation collection class")
_ROWS = lexicon.words("row rows record records entry entries")
_INFORMATION = lexicon.words("information informations info data detail details facts following")
_ASKING = lexicon.words(
    "please could can would should must will shall may might somebody someone anybody you we i us let let's lets i'd "
    "we'd i'll we'll it'd there need needs needed want wants wanted like love wish require required requires missing "
    "miss lack lacks good great nice fine helpful useful possible able time ready idea proposal plan mind think "
    "also then now next finally just simply to have has having got get gets gotten do be is are it's there's that's "
    "kindly suggest suggests suggested propose proposes proposed recommend means "
    "look looks exists exist migration called named so far too start with "
    "enough us suffice suffices hence therefore thus reference lookup course"
)
_MAKING = lexicon.words(
    "add added adding create created creating make made making build built building set up setup introduce introduced "
    "introducing define defined design designed implement implemented model modelled provide provided give given put "
    "go goes going extend"
)
_KEEPING = lexicon.words(
    "store stored storing stores keep kept keeping keeps hold held holding holds record recorded recording save saved "
    "saving saves track tracked tracking log logged know known knows remember remembered note noted capture captured "
    "collect collected register registered enter entered persist persisted maintain maintained contain contains manage "
    "carry describe described consist consists comprise come comes include includes cover covers lives live"
)
_PLACES = lexicon.words("database db schema storage place somewhere space home backend system app application")
_SMALL = (
    lexicon.DETERMINERS
    | lexicon.words(
        "of for about on per in into to from by as at with it they them its their which what that where these those "
        "one two three four both first second third other others and new own separate additional basic small simple "
        "minimal dedicated extra plain following main single exactly column columns field fields attribute attributes "
        "property properties entry such namely plus as well"
    )
) - {"no"}
FRAME = _ASKING | _MAKING | _KEEPING | _PLACES | _SMALL | _TABLES | _ROWS | _INFORMATION
_EXPLICIT = _TABLES | lexicon.COLUMN_NOUNS | _ROWS | _INFORMATION
_ENDS_A_NAME = lexicon.words("log list register history book")
_NEVER = (
    NO_THINGS
    | NOT_KEPT
    | lexicon.SPEAKERS
    | lexicon.words(
        "name names management module administration maintenance handling registration functionality party "
        "spreadsheet spreadsheets sheet sheets excel csv file files json report reports dashboard export exports "
        "import imports request response payload object team user-interface mail chart section tile card widget bullet"
    )
)
_NO_NAMES = (
    lexicon.words("sql postgresql postgres mysql sqlite mongodb prisma")
    | lexicon.ADVERBS
    | lexicon.QUALITIES
    | lexicon.OPTIONAL
    | lexicon.REQUIRED
    | lexicon.words("old remain remains ones okay ok so very okay half whole")
)
_NOT_WITHIN = lexicon.words(
    "form page screen view asks shows displays dialog button export import file mail email report app website"
)
_WANTS = lexicon.words("want wants need needs keep keeps store record enter hold must should note")
_LED_IN = lexicon.EACH | lexicon.words("of for about per on to")
_THINGS_TOO = lexicon.words(
    "team teams card cards section sections object objects question questions answer answers result results place "
    "places part parts problem problems idea ideas report reports feature features task tasks note notes link links "
    "story stories step steps tag tags goal goals page pages file files import imports export exports story role roles"
)
_IN_NO_NAME = _NO_NAMES | _NOT_WITHIN
_LONGEST_NAME = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Framed:
    """The thing that the words around a list name; no ``phrase`` where they only speak of "it" or "the table".

    ``is_explicit`` where they speak of a table, of columns or of what is kept; ``is_bare`` where nothing but the name
    stands there; ``is_pronoun`` where they say "it".
    """

    phrase: NounPhrase | None
    is_explicit: bool = False
    is_bare: bool = False
    is_pronoun: bool = False

    @property
    def identifier(self) -> str | None:
        """The table's name where it is written as code."""
        name = self.phrase.identifier if self.phrase is not None else None
        return name if name is not None and name.isidentifier() else None


def framed(tokens: Tokens) -> Framed | None:
    """What the words around a list name; None where they are not the everyday ones, or name two things."""
    spots = [at for at, token in enumerate(tokens) if not _is_frame(token)]
    is_explicit = any(token.is_in(_EXPLICIT) for token in tokens)
    if not spots:
        is_pronoun = any(token.is_word("it", "they", "them") for token in tokens)
        return Framed(phrase=None, is_explicit=is_explicit, is_pronoun=is_pronoun) if tokens else None
    spots = _without_agent(tokens, spots)
    first, last = spots[0], spots[-1] + 1
    if last < len(tokens) and (tokens[last].is_in(_ENDS_A_NAME) or _is_kind_of_record(tokens, last)):
        last += 1
    named = tokens[first:last]
    if len(named) > _LONGEST_NAME or len(named) - (last - spots[-1] - 1) != len(spots):
        return None
    phrase = _named(named, is_table=any(token.is_in(_TABLES) for token in tokens))
    if phrase is None:
        return None
    determiner = tokens[first - 1].lower if first and tokens[first - 1].is_in(lexicon.DETERMINERS) else ""
    whole = NounPhrase(words=phrase.words, identifier=phrase.identifier, determiner=determiner, length=len(named))
    return Framed(phrase=whole, is_explicit=is_explicit, is_bare=len(named) == len(tokens))


def _is_kind_of_record(tokens: Tokens, last: int) -> bool:
    """The "records" of "bibliographic records" is part of the name."""
    return tokens[last].is_word("records", "record") and tokens[last - 1].lower.endswith(("ic", "al", "ary"))


def _without_agent(tokens: Tokens, spots: list[int]) -> list[int]:
    """ "For every exhibit the curators want": whoever wants it is no thing to keep, where another one is told apart."""
    cut = next((at for at in range(1, len(spots)) if spots[at] != spots[at - 1] + 1), 0)
    halves = (spots[:cut], spots[cut:]) if cut else ()
    for agent, other in (halves, halves[::-1]) if halves else ():
        behind = tokens[agent[-1] + 1] if agent[-1] + 1 < len(tokens) else None
        wants = behind is None or behind.is_in(_WANTS) or behind.is_in(lexicon.MODALS)
        is_led_in = any(token.is_in(_LED_IN) for token in tokens[max(other[0] - 2, 0) : other[0]])
        if wants and (is_led_in or agent[0] < other[0]) and is_plural(tokens[agent[-1]].lower):
            return other
    return spots


def _is_frame(token: Token) -> bool:
    return token.is_in(FRAME) or token.is_mark(",", ":", "-", "–", "—")


def _named(named: Tokens, *, is_table: bool) -> NounPhrase | None:
    """The name that all of these tokens are; None for what no table is kept of, or only a fact of one."""
    phrase = noun_phrase(named)
    words = words_of(phrase.identifier) if phrase.identifier else phrase.words
    if not phrase.is_named or phrase.length != len(named):
        return None
    is_fact = has_typical_name(Feature(phrase=replace(phrase, identifier=None, words=words), words=""))
    if phrase.identifier is not None:
        is_name = not phrase.identifier.isupper() and phrase.identifier.lower() not in _NO_NAMES
        is_fact = is_fact and not is_table and not is_plural(words[-1])
        return phrase if is_name and phrase.identifier.isidentifier() and not is_fact else None
    is_kept = phrase.head in _THINGS_TOO or phrase.head not in _NEVER
    if phrase.head in lexicon.CHOICES and not is_table:
        return None
    if not is_kept or any(token.kind is not Kind.WORD for token in named) or verb_from(named) is not None:
        return None
    if phrase.head.endswith(("ed", "ly")) or not all(map(_may_name, phrase.words)):
        return None
    is_fact = is_fact and not is_table and not is_plural(phrase.head)
    return None if is_fact and len(phrase.words) == 1 else phrase


def _may_name(word: str) -> bool:
    return word.replace("-", "").isalpha() and word not in _IN_NO_NAME
