"""A list in a sentence cut into its entries, each with what only says more about it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.matching import beginnings, ends_after_any, phrases
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.qualifiers import Qualifiers, qualifiers_of
from database_developer.reading.grammar.remarks import DASHES, remark_cut
from database_developer.reading.grammar.remembering import Remembered
from database_developer.reading.grammar.short_facts import is_short_fact
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.grammar.told_by_verbs import fact_asked
from database_developer.reading.inflection import done_form, is_plural, singular

Tokens = tuple[Token, ...]

_ASKING = lexicon.words("which what who when whose")
_LONGEST_CHOICE = 3  # words
NOT_ALWAYS = lexicon.words("optionally possibly sometimes perhaps maybe occasionally ideally")
_TELLING = lexicon.words("defaulting defaults default null empty blank always never exactly either stays also as no")
_BEHIND_A_NAME = lexicon.words("who which that where whose as with or e.g. i.e. such including max. max at up default")
_FLAG, _MOMENT = Qualifiers(hint="yes or no"), Qualifiers(hint="moment")  # "yes/no", "date/time"
_SORTS = lexicon.FORMAT_WORDS | lexicon.words(
    "long short free small big large tiny whole positive negative natural decimal plain simple single proper real unix "
    "time date foreign primary random fixed unsigned signed true false yes multiline rich"
)
_JOINTS = frozenset({",", ";", "&", "+", "and", "plus"})
_STARTING = lexicon.words("start starts starting default initial initially begins first")
_FROM_THEN_ON = phrases("afterwards | from then on | from now on | later on | thereafter | after that | from there on")


def entries_of(tokens: Tokens) -> list[Tokens]:
    """The list cut at its commas and "and"s, its choices in brackets."""
    return _entries(_with_choices_in_brackets(asides_in_brackets(remark_cut(tokens)[0])))


def asides_in_brackets(tokens: Tokens) -> Tokens:
    """ "A kind - red, green or blue - and a date": what stands between two dashes, as if it stood in brackets."""
    marks = [index for index, token in enumerate(tokens) if token.kind is Kind.MARK]
    dashes = [index for index in marks if tokens[index].text in DASHES]
    if len(dashes) != 2 or dashes[0] == 0 or dashes[1] == dashes[0] + 1:
        return tokens
    first, second = dashes
    return (*tokens[:first], grouped(tokens[first + 1 : second]), *tokens[second + 1 :])


def grouped(inside: Tokens) -> Token:
    """The tokens as if they stood in brackets."""
    return Token(kind=Kind.GROUP, text="(", lower="(", start=inside[0].start, end=inside[-1].end, inside=inside)


def _with_choices_in_brackets(tokens: Tokens) -> Tokens:
    """ "A status: draft, paid or closed" at the end, as if its values stood in brackets."""
    for index, token in enumerate(tokens[1:-1], 1):
        if token.kind is Kind.MARK and token.text == ":" and singular(tokens[index - 1].lower) in lexicon.CHOICES:
            inside = tuple(token for token in tokens[index + 1 :] if token.kind is not Kind.GROUP)
            parts = pieces(tuple(comma(token) for token in inside))
            if len(parts) > 1 and all(is_choice(part) for part in parts):
                return (*tokens[:index], grouped(inside), *_first_of(tokens[index + 1 :]))
    return tokens


def _first_of(choices: Tokens) -> Tokens:
    """ "Default waiting", where "waiting (that is how it starts)" is one of the values."""
    for at in range(1, len(choices)):
        said = choices[at].inside if choices[at].kind is Kind.GROUP else ()
        if any(token.is_in(_STARTING) for token in said):
            return (replace(choices[at - 1], kind=Kind.WORD, text="default", lower="default"), choices[at - 1])
    return ()


def comma(token: Token) -> Token:
    """An "or" parts the choices as a comma does."""
    return replace(token, kind=Kind.MARK, text=",", lower=",") if token.is_word("or") or token.is_mark("/") else token


def is_choice(part: Tokens) -> bool:
    """Whether it can be one of several values: a few plain words."""
    are_plain = all(token.kind in {Kind.WORD, Kind.CODE, Kind.QUOTED} for token in part)
    return are_plain and len(part) <= _LONGEST_CHOICE and not part[0].is_word(*lexicon.DETERMINERS, *lexicon.EXAMPLES)


def _entries(tokens: Tokens) -> list[Tokens]:
    """The list cut at commas and "and"; what only says more about an entry stays with it."""
    items: list[Tokens] = []
    for piece in (part for whole in pieces(tokens) for part in _questions(whole)):
        if items and len(items[-1]) == 1 and items[-1][0].is_in(NOT_ALWAYS):
            items[-1] = (*items[-1], *piece)
        elif items and _is_one_more_act(items[-1], piece):
            items.append((*items[-1][: _act_at(items[-1])], piece[0]))
        elif items and (called := _called(items[-1], piece)):
            items[-1] = called
        elif items and _says_more(items[-1], piece):
            items[-1] = (*items[-1], *_set_apart(piece))
        else:
            items.append(piece)
    return items


def _called(before: Tokens, piece: Tokens) -> Tokens:
    """ "The seller who was there, `seller_id`": the entry with its name in code in brackets; () for any other piece."""
    phrase = noun_phrase(before)
    is_name = len(piece) == 1 and piece[0].is_literal and bool(phrase.determiner) and bool(phrase.words)
    said = {singular(word) for word in piece[0].lower.split("_")} if is_name and phrase.identifier is None else set()
    is_bare = not any(token.kind is Kind.GROUP for token in before)
    is_same = is_bare and singular(phrase.head) in said
    return (*before[: phrase.length], grouped(piece), *before[phrase.length :]) if is_same else ()


def _questions(piece: Tokens) -> list[Tokens]:
    """ "Who took which tool on what day" asks three things."""
    if not piece[0].is_in(_ASKING):
        return [piece]
    cuts = [at for at in range(2, len(piece) - 1) if piece[at].is_word("which", "what")]
    cuts = [at - 1 if piece[at - 1].is_in(lexicon.PREPOSITIONS) else at for at in cuts]
    edges = [0, *cuts, len(piece)]
    return [piece[begin:end] for begin, end in pairwise(edges) if end > begin]


def _says_more(before: Tokens, piece: Tokens) -> bool:
    is_said = belongs_to_the_one_before(piece) or _is_type_of_a_name(before, piece)
    return is_said or _ends_a_measure(before, piece) or _ends_a_purpose(before, piece)


def _is_one_more_act(before: Tokens, piece: Tokens) -> bool:
    """The "arrived" of "when it departed, arrived and returned"."""
    is_act = len(piece) == 1 and piece[0].kind is Kind.WORD and bool(done_form(piece[0].lower))
    return is_act and _act_at(before) > 0 and bool(done_form(before[-1].lower))


def _act_at(item: Tokens) -> int:
    """Where the verb of "when it departed" stands; 0 where there is none."""
    place = next((at for at, token in enumerate(item) if token.is_word("when")), None)
    return len(item) - 1 if place is not None and place + 2 < len(item) else 0


def _set_apart(piece: Tokens) -> Tokens:
    """What says more stays apart from the name: the "stored as a path" of "a receipt, stored as a path"."""
    if piece[0].kind is not Kind.WORD or piece[0].lower not in lexicon.PARTICIPLES:
        return piece
    return (grouped(piece),)


def pieces(tokens: Tokens) -> list[Tokens]:
    """The tokens between commas and "and"s."""
    pieces: list[Tokens] = []
    start = 0
    for index, token in enumerate(tokens):
        if token.lower not in _JOINTS:
            continue
        is_joint = token.is_mark(",", ";", "&", "+") or token.is_word("and", "plus")
        if is_joint and not _joins_two_bounds(tokens, index) and not _joins_date_and_time(tokens, index):
            pieces.append(tokens[start:index])
            start = index + 1
    pieces.append(tokens[start:])
    return [_less_moment(piece) for piece in pieces if piece]


def _less_moment(piece: Tokens) -> Tokens:
    """ "Mandatory afterwards": that is how it shall be in the end."""
    later = (at for at in beginnings(piece, _FROM_THEN_ON) if at)
    ends = (at for at in later if ends_after_any(piece, at, _FROM_THEN_ON) == len(piece))
    end = next(ends, len(piece))
    is_said = end < len(piece) and qualifiers_of(piece[:end]).says_something
    return piece[:end] if is_said else piece


def _joins_two_bounds(tokens: Tokens, index: int) -> bool:
    """The "and" of "between 1 and 5"."""
    return index > 1 and tokens[index].is_word("and") and tokens[index - 2].is_word("between")


def _joins_date_and_time(tokens: Tokens, index: int) -> bool:
    """The "and" of "a start date and time": one moment."""
    is_between = 0 < index < len(tokens) - 1 and tokens[index].is_word("and")
    is_moment = is_between and tokens[index - 1].is_word("date", "day") and tokens[index + 1].is_word("time")
    return is_moment and (index + 2 == len(tokens) or not noun_phrase(tokens, index + 1).words[1:])


@Remembered
def belongs_to_the_one_before(piece: Tokens) -> bool:
    """Whether it only says more about the entry before it."""
    first = piece[0]
    if first.is_word("no") and len(piece) > 2 and piece[1].lower in {"two", "2"} and qualifiers_of(piece).unique:
        return True
    if fact_asked(piece) is not None or is_short_fact(piece):
        return False
    if bounded(piece) is not None and not qualifiers_of(piece).says_something:
        return False
    if first.is_in(_BEHIND_A_NAME) or first.is_mark("<=", ">=", "<", ">"):
        return True
    if first.kind is Kind.WORD and first.lower in lexicon.PREPOSITIONS:
        return True
    if first.lower in lexicon.PARTICIPLES and len(piece) > 1 and piece[1].is_word("as", "in", "by", "at", "on", "with"):
        return True
    qualifiers = qualifiers_of(piece)
    if qualifiers in (_FLAG, _MOMENT):
        return True
    if first.is_in(_TELLING) and qualifiers.says_something:
        return True
    if first.is_word("a", "an") and (qualifiers.hint or qualifiers.type):
        return any(token.is_in(lexicon.FORMAT_WORDS) for token in piece)
    return qualifiers.says_something and not qualifiers.other and not qualifiers.hint and not _names_something(piece)


def _is_type_of_a_name(before: Tokens, piece: Tokens) -> bool:
    """ "`expires_on`, a required date": behind a name written as code, a type with its article is no name."""
    start = 1 if piece[0].is_word("also") else 0
    is_named_in_code = before[0].is_literal or "_" in before[0].text
    if not is_named_in_code or len(before) > 1 or start >= len(piece):
        return False
    phrase = noun_phrase(piece, start)
    is_told = piece[start].is_word("a", "an", "as")
    is_sort = (len(phrase.words) == 1 and is_told) or (len(phrase.words) == 2 and phrase.words[0] in _SORTS)
    return phrase.head in lexicon.TYPE_NOUNS and is_sort and (is_told or phrase.length == len(piece))


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


def bounded(item: Tokens) -> NounPhrase | None:
    """ "At most 30 students" are many, whatever becomes of the bound."""
    end = ends_after_any(item, 0, lexicon.BOUNDS)
    phrase = noun_phrase(item, end) if end else NounPhrase()
    is_counted = phrase.number and phrase.words and is_plural(phrase.head) and phrase.head not in lexicon.PERIODS
    return replace(phrase, number="", determiner="many", length=end + phrase.length) if is_counted else None
