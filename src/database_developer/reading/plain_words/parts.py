"""Sentences cut into parts, each with its names, and whether it orders, tells, or is to be left alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from database_developer.model.request import Quote
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.changes.orders import VERBS
from database_developer.reading.grammar.changes.paths import joined
from database_developer.reading.grammar.changes.places import Tokens, is_path, table_at
from database_developer.reading.grammar.tokens import Kind, Token, tokenized
from database_developer.reading.grammar.turns.turn import turn
from database_developer.reading.inflection import singular
from database_developer.reading.plain_words.gist import Gist, flat, gist_of, said_in
from database_developer.reading.plain_words.naming import named_in
from database_developer.reading.scene import Scene, words_of

_CLAUSE_VERBS = lexicon.BE | lexicon.MODALS | lexicon.words("gets becomes needs has goes needn't")
_SURE = 5  # the weight of two words, or of one in code
_DASHES = (";", ":", "—", "–", "--", "=>", "→")
_BEHIND_A_COMMA = (
    lexicon.words(
        "so hence thus therefore but because since whereas while although though it which that this they instead "
        "otherwise "
        "default unique foreign "
        "we let please and then i nothing never an no the each every you one text "
    )
    | VERBS
    | lexicon.words("take call use name get bin scrap throw ditch index make stop forbid")
)
_CUTS = lexicon.words("so hence therefore thus because whereas although though but since")
_LABELS = VERBS | lexicon.words(
    "default type new name new unique required optional index the a please it as call align correct be to"
)
_CONDITIONS = lexicon.words("if when whenever unless once after")
_ANEW = lexicon.words("but so hence therefore thus now instead please we i let")  # behind what was left alone
_REASONS = lexicon.words("because since as although though whereas while")
_ORDERING = turn("""
    {must} | {may} | {not} | no two | nobody | need(s) | please | want(s) | would like | wish | let
    | make(s) | add | put | create | drop | remove | set | change | allow(s) | enforce | ensure | give | rename
    | call | index | only | from now on | goes | gone | required | mandatory | unique | optional | going to | bin
    | scrap | get rid of | delete | throw | out with | store | keep | record | track | note | adjust | fix | use
    | switch | turn | convert | widen | lengthen | extend | increase | raise | shorten | permit | forbid | refuse
    | prevent | reject | restrict | limit | link | tie | connect | point | reference | missing | lack(s) | no
    | get(s) | would | welcome | time to | increase | help | ask(s|ed) | expect(s) | hold | start(s) | begin(s)
    | default(s) | up to | at least | at most | nothing | nobody | none | take | stored | kept | recorded | go | too
    | disappear | vanish | matters | dropped | removed | cascade | name | introduce | include | define | declare
    | treat | by default | unless | carry | carries | become(s) | stop
    """)
_LEFT_ALONE = turn("""
    assume !(L | N) | expect(s) | rely | relies | depend(s) | think(s) | believe | suppose | we may | maybe | perhaps
    | might | someday | one day | another day | (some | another) time | later | eventually
    | next (sprint | release | year | quarter | week | month | version) | out of scope | not part of | no part of
    | thought about | thinking about | considered | considering | would be nice | if possible | separate ticket
    | other ticket | another ticket | follow-up | untouched | unchanged | as (it | they) (is | are) | not touch
    | decided against | decided not | used to | no need to | wondering | wonder whether | not sure | not yet
    | for now
    | (was | were | has been | have been | had been) (added | dropped | removed | done | fixed | renamed | purged
      | cleaned | deleted | changed)
    | stay(s) as | leave ~6 alone | previous (sprint | release) | last (sprint | release)
    | do not (change | drop | remove | rename | add | delete | alter) | in future release(s) | idea | proposal
    | proposed | suggestion | suggested | turned down | said one | himself | herself | themselves
    | not [my] concern | {must} {not} be (dropped | removed | deleted | renamed | changed) yet | no code path
    """)
_FIRM = turn("{must} | please | from now on")
_POLITE = turn("(could | can | would | will) (you | we | somebody | someone)")
_TODAY = turn("""
    today | currently | at present | at moment | so far | until now | up to now | right now
    | these days | nowadays
    """)
CONDITIONAL = turn("""
    if | when | whenever | unless | once (T | we | it | everybody | everything) | as soon as | until
    | provided | in case | where | in which case
    """)
_ABOUT_CODE = turn("""
    frontend | front end | front-end | ui | button | dialog | popup | pop-up | tooltip | app | form(s) | page(s)
    | screen | endpoint(s) | api | dropdown | widget | email template | placeholder | backend | client | javascript
    | validation message | css | serializer | controller | dto | readme | docs | documentation | test(s)
    """)


class Mood(Enum):
    """What a part is to its ticket."""

    ORDERED = "ordered"
    TOLD = "told"
    LEFT_ALONE = "left alone"


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A part of a sentence: its words, its gist, and the table that it is about."""

    quote: Quote
    tokens: Tokens
    gist: Gist
    entity: str | None
    mood: Mood
    is_title: bool = False

    @property
    def source(self) -> Tokens:
        """Its words with their brackets."""
        return tokenized(self.quote.text[self.tokens[0].start : self.tokens[-1].end])

    @property
    def attributes(self) -> tuple[str, ...]:
        """The columns named, of the table that it is about."""
        return tuple(dict.fromkeys(one.attribute for one in self.gist.columns()))

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables named."""
        return tuple(dict.fromkeys(one.entity for one in self.gist.tables()))

    @property
    def points_back(self) -> bool:
        """Whether it begins with "it" or "this"."""
        return self.tokens[0].is_word("it", "this", "these", "they", "that")

    @property
    def points_at_one(self) -> bool:
        """Whether "it" or "this" is spoken of."""
        return any(token.is_word("it", "this", "that") for token in self.tokens)

    @property
    def is_about_code(self) -> bool:
        """Whether it speaks of what is no database."""
        return _ABOUT_CODE.stands_in(self.gist.words)


def parts_of(quote: Quote, topic: str | None, scene: Scene, *, is_title: bool = False) -> Iterator[Part]:
    """The parts of a sentence; each is about the table it names, else the one before."""
    text = quote.text.rstrip()
    tokens = joined(flat(tokenized(text)), scene)
    while tokens and tokens[-1].is_mark(".", "!", "?", "…"):
        tokens = tokens[:-1]
    is_left_alone = False
    for cut in _cut(tokens):
        part = part_of(cut, quote, topic, scene, is_title=is_title, is_question=text.endswith("?"))
        is_left_alone = is_left_alone and not cut[0].is_in(_ANEW)
        topic = part.entity or topic
        yield replace(part, mood=Mood.LEFT_ALONE) if is_left_alone else part
        is_left_alone = part.mood is Mood.LEFT_ALONE or is_left_alone


def part_of(
    tokens: Tokens, quote: Quote, topic: str | None, scene: Scene, *, is_title: bool = False, is_question: bool = False
) -> Part:
    """The part with the table that it is about and its names."""
    entity = _entity(tokens, topic, scene)
    gist = gist_of(tokens, named_in(tokens, entity, scene))
    mood = _mood(tokens, gist, is_question=is_question)
    return Part(quote=quote, tokens=tokens, gist=gist, entity=entity, mood=mood, is_title=is_title)


def _cut(tokens: Tokens) -> Iterator[Tokens]:
    start = depth = 0
    for at, token in enumerate(tokens):
        depth += token.is_mark("(", "[") - token.is_mark(")", "]")
        if at > start and not depth and _is_cut(tokens, at, start):
            yield tokens[start:at]
            start = at + 1 if token.is_mark(*_DASHES, ",", "-") else at
    if start < len(tokens):
        yield tokens[start:]


def _is_cut(tokens: Tokens, at: int, start: int) -> bool:
    token, following = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else None
    if token.is_mark(*_DASHES):
        return not (token.is_mark(":") and all(one.is_in(_LABELS) for one in tokens[:at]))
    if token.is_mark("-"):
        return following is not None and token.start > tokens[at - 1].end and following.start > token.end
    if tokens[start].is_in(_CONDITIONS):
        return False
    if _begins_clause(tokens, at) and any(one.is_in(_CLAUSE_VERBS) for one in tokens[start:at]):
        return True
    if token.is_mark(",") and following is not None:
        return following.is_in(_BEHIND_A_COMMA) and not _lists(tokens, at)
    is_but = token.is_word("but") and tokens[at - 1].is_word("nothing", "none", "anything", "all", "not", "no")
    return (
        token.is_in(_CUTS)
        and not is_but
        and not tokens[at - 1].is_mark(",")
        and not (token.is_word("so") and _is_far(tokens, at))
    )


def _begins_clause(tokens: Tokens, at: int) -> bool:
    """ ", email must be unique", "and city is dropped": a new subject with a verb of its own."""
    if not (tokens[at].is_mark(",") or tokens[at].is_word("and")) or at + 2 >= len(tokens):
        return False
    first = tokens[at + 1]
    is_name = first.is_literal or (first.kind is Kind.WORD and first.lower not in lexicon.NOT_A_NOUN - {"the", "its"})
    behind = tokens[at + 2 : at + 5]
    return is_name and not first.is_in(VERBS) and any(one.is_in(_CLAUSE_VERBS) for one in behind)


def _lists(tokens: Tokens, at: int) -> bool:
    """ ", and a" and ", the" may go on with a list of names."""
    following = tokens[at + 1]
    rest = tokens[at + 2 : at + 8]
    return following.is_word("and", "the", "an", "text", "no", "one", "name") and not any(
        token.is_in(lexicon.MODALS | lexicon.BE | lexicon.words("has have needs goes gets let drop make please"))
        for token in rest
    )


def _is_far(tokens: Tokens, at: int) -> bool:
    """ "So far", "so that"."""
    return at + 1 < len(tokens) and tokens[at + 1].is_word("far", "that", "many", "much", "called")


def _mood(tokens: Tokens, gist: Gist, *, is_question: bool) -> Mood:
    if (is_question and not _POLITE.stands_in(gist.words)) or _LEFT_ALONE.stands_in(gist.words) or _was_done(tokens):
        return Mood.LEFT_ALONE
    said = said_in(tokens)
    is_today = _TODAY.stands_in(gist.words) and not _FIRM.stands_in(said) and not tokens[0].is_in(VERBS)
    if tokens[0].is_in(_REASONS) or is_today:
        return Mood.TOLD
    return Mood.ORDERED if _ORDERING.stands_in(gist.words) or _ORDERING.stands_in(said) else Mood.TOLD


def _was_done(tokens: Tokens) -> bool:
    """ "It can be null already"."""
    return any(token.is_word("already") for token in tokens)


def _entity(tokens: Tokens, topic: str | None, scene: Scene) -> str | None:
    """The table whose columns are named: one that the part names itself, the topic, or the only one that has them."""
    tables = list(dict.fromkeys(one.entity for one in named_in(tokens, None, scene)))
    path = next((one for one in (_owner(token, scene) for token in tokens) if one is not None), None)
    if path is not None:
        return path
    near = [*tables, *([topic] if topic is not None and topic not in tables else [])]
    weighed = [(_weight(tokens, entity, scene), -at, entity) for at, entity in enumerate(near)]
    best = max(weighed, default=(0, 0, ""))
    if best[0]:
        return best[2]
    only = _only_owner(tokens, topic, scene) if not (topic and _points_back(tokens)) else None
    if only is not None and (not tables or _begins_with(tokens, only, scene)):
        return only
    return near[0] if near else None


def _points_back(tokens: Tokens) -> bool:
    """ "It", "that": what was told before is meant."""
    return any(token.is_word("it", "this", "that", "them", "they", "these", "those") for token in tokens)


def _only_owner(tokens: Tokens, topic: str | None, scene: Scene) -> str | None:
    """The only table whose columns the words name best; where there is a topic, only by what cannot be mere words."""
    said = {singular(word) for token in tokens if token.kind is not Kind.MARK for word in words_of(token.text)}
    every = [
        (_weight(tokens, entity, scene, is_topic=False), entity)
        for entity in scene.standing
        if any(singular(word) in said for key in scene.entities[entity].attributes for word in key.split())
    ]
    most = max((weight for weight, _ in every), default=0)
    only = [entity for weight, entity in every if weight == most and most]
    if len(only) != 1 or (topic is not None and most < _SURE and not _begins_with(tokens, only[0], scene)):
        return None
    return only[0]


def _begins_with(tokens: Tokens, entity: str, scene: Scene) -> bool:
    """ "The quantity ..." speaks of a column, whatever was spoken of before."""
    place = next((at for at, token in enumerate(tokens) if not token.is_in(lexicon.DETERMINERS)), 0)
    return any(one.attribute and one.start == place for one in named_in(tokens, entity, scene, is_topic=False))


def _weight(tokens: Tokens, entity: str, scene: Scene, *, is_topic: bool = True) -> int:
    """How much of the words the table's columns explain: names in code most, then exact ones, then long ones."""
    named = [one for one in named_in(tokens, entity, scene, is_topic=is_topic) if one.attribute]
    return sum(2 * (one.end - one.start) + one.is_exact + 4 * _is_code(tokens[one.start]) for one in named)


def _is_code(token: Token) -> bool:
    return token.is_literal or "_" in token.text


def _owner(token: Token, scene: Scene) -> str | None:
    """The table of "orders.total"."""
    one = table_at((token,), 0, scene)
    return one.entity if one is not None and is_path((token,), one) else None
