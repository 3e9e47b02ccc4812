"""What takes part in what, in any words: "a hive stands in one yard", "a booking is for one room and one guest".

The things may be told of later, so that a tie counts only once the whole ticket is known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.clauses import Clause, Statement, Tokens, without_circumstance
from database_developer.reading.grammar.findings import Act, Finding, Tie
from database_developer.reading.grammar.matching import ends_after_any, skipped
from database_developer.reading.grammar.numbers import may_have_none, without_idiom
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.tokens import Kind
from database_developer.reading.grammar.verbs import Verb
from database_developer.reading.inflection import bare_participle, done_form, is_plural
from database_developer.reading.scene import Scene, entity_name

_COUNTS = (
    "exactly",
    "only",
    "at most",
    "at least",
    "precisely",
    "no more than",
    "just",
    "a single",
    "exactly a single",
)
_ONE = lexicon.words("one its their")
_WISHED = lexicon.words("should shall would want wants able could like")
_MAYBE = lexicon.words("can could may might")
_TYING = lexicon.words(
    "in on at to for with by under of from into within inside through against between per about via onto"
)
# Verbs that speak of programs, of whole tables, or of what other kinds of sentence know better.
_OTHER = (
    lexicon.HAS
    | lexicon.LOOK_UP
    | lexicon.SORT
    | lexicon.DELETE
    | lexicon.PERISH
    | lexicon.CHANGE
    | lexicon.RENAME
    | lexicon.WANT
    | lexicon.words("edit manage see do share access export import click implement notify")
)
_DONE = lexicon.words("do see manage")  # "a check is done by a warden"
_MOMENTS = lexicon.words("time date day weekday")
_GIVEN = lexicon.words("given particular certain specific fixed agreed set")
_MAKING = lexicon.words(
    "own submit publish organise organize host run operate employ sign file post upload create write place make issue "
    "raise leave place add open book send hold request hand enter hand-in turn"
)
_LONGEST_NAME = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class _Object:
    """A thing behind the verb, and whether a preposition leads it in."""

    phrase: NounPhrase
    is_led_in: bool
    is_one: bool
    by: str
    act: str = ""
    sort: NounPhrase | None = None
    may_be_none: bool = False

    @property
    def role(self) -> str | None:
        """The "manager" of "a manager, who is an employee"."""
        return self.phrase.name if self.sort is not None else None


def read(statement: Statement, scene: Scene) -> Iterator[Finding]:
    """The ties and acts of the sentence's clauses."""
    for clause in statement.clauses:
        verb = clause.verb
        if verb is None or verb.negated or clause.condition is not None or _is_other(verb, clause):
            continue
        subject = _subject(clause.subject, scene)
        if subject is None:
            continue
        objects = tuple(_objects(_behind(clause)))
        scene.spoken.update(entity_name(item.phrase) for item in objects if item.phrase.determiner in {"a", "an"})
        yield from _ties(subject, objects, clause, scene)
        yield from _deeds(subject, objects, clause, scene)
        things = (subject, *(item.phrase for item in objects))
        if len(things) > 1:
            names = tuple(dict.fromkeys(_name(phrase, scene) for phrase in things))
            first = objects[0]
            yield Act(
                verb=act_of(clause),
                things=names,
                quote=clause.quote,
                object=_name(first.phrase, scene),
                by=first.by,
                is_passive=verb.passive or verb.lemma == "be",
                are_many=_WISHED.isdisjoint(clause.words) and is_plural(subject.head) and is_plural(first.phrase.head),
            )


def _is_other(verb: Verb, clause: Clause) -> bool:
    """ "Users report bugs" is a look at them; "is reported by a user" is not, nor is what goes to somebody."""
    if verb.lemma == "go" and clause.rest and clause.rest[0].is_word("to", "into", "from"):
        return False
    if verb.lemma == "order" and not verb.passive:
        return bool(clause.rest) and clause.rest[0].is_word("by")  # "customers order prints"
    return verb.lemma in _OTHER and not (verb.passive and verb.lemma in lexicon.OWN | lexicon.LOOK_UP | _DONE)


def _behind(clause: Clause) -> Tokens:
    rest, _ = without_circumstance(without_idiom(clause.rest))
    is_done = clause.verb is not None and clause.verb.lemma == "be" and len(rest) > 2 and rest[1].is_in(_TYING)
    rest = rest[1:] if is_done and done_form(rest[0].lower) else rest  # "are booked against a car"
    ends = (at for at, token in enumerate(rest) if at and token.is_in(lexicon.RELATIVES) and not _sort(rest, at))
    return rest[: next(ends, len(rest))]


def _sort(tokens: Tokens, at: int) -> NounPhrase | None:
    """The "employee" of ", who is an employee"."""
    start = skipped(tokens, at, ",")
    if start + 2 < len(tokens) and tokens[start].is_word("who", "which") and tokens[start + 1].is_word("is"):
        phrase = noun_phrase(tokens, skipped(tokens, start + 2, "also"))
        return phrase if phrase.is_named and phrase.determiner in {"a", "an", "another"} else None
    return None


def _subject(tokens: Tokens, scene: Scene) -> NounPhrase | None:
    """One of a kind, or all of them; "we", "the system" and "3 users" are none."""
    if len(tokens) == 1 and tokens[0].is_word("it", "they", "each") and scene.focus:
        return NounPhrase(words=tuple(scene.focus.split()), determiner="each")
    phrase = noun_phrase(tokens)
    if not _may_be_a_thing(phrase) or phrase.determiner in lexicon.MANY or phrase.head in lexicon.SPEAKERS:
        return None
    is_known = phrase.determiner == "the" and scene.find(phrase) is not None
    is_any = phrase.determiner in lexicon.EACH | {"a", "an", "one", "all"} or is_known
    return phrase if is_any or (not phrase.determiner and is_plural(phrase.head)) else None


def _may_be_a_thing(phrase: NounPhrase) -> bool:
    is_short = 0 < len(phrase.words) <= _LONGEST_NAME or phrase.identifier is not None
    return is_short and not phrase.number and phrase.head not in lexicon.EMPTY_NOUNS | lexicon.TYPE_NOUNS


def _name(phrase: NounPhrase, scene: Scene) -> str:
    name = entity_name(phrase)
    return scene.find_name(name) or name


def act_of(clause: Clause) -> str:
    """The plain verb; of "is taught by" what the participle comes from."""
    verb = clause.verb
    if verb is None:
        return ""
    first = clause.rest[0] if clause.rest else None
    if verb.lemma == "take" and first is not None and first.is_word("part"):
        return "participate"
    is_passive = verb.lemma == "be" and first is not None and first.kind is Kind.WORD and first.lower.endswith("ed")
    return bare_participle(first.lower) if is_passive and first is not None else verb.lemma


def _objects(tokens: Tokens) -> Iterator[_Object]:
    """The noun phrases in order, each led in by the last preposition before it."""
    led_in, by, act, place = False, "", "", 0
    while place < len(tokens):
        token = tokens[place]
        if _is_preposition(tokens, place):
            if _is_preposition(tokens, place + 1):
                place += 1  # the "after" of "looked after by" belongs to the verb
                continue
            act = _participle(tokens, place) or act
            led_in, by = token.is_in(_TYING), token.lower
            if not led_in:
                return
        counted = ends_after_any(tokens, place, _COUNTS)
        phrase = _less_number(noun_phrase(tokens, counted))
        if not phrase.is_named:
            place += 1
            continue
        is_next = place > 0 and tokens[place - 1].is_in(_TYING)
        if _may_be_a_thing(phrase) or (is_next and _is_moment(phrase, led_in=led_in)):
            is_one = counted > place or phrase.determiner in _ONE
            sort = _sort(tokens, counted + phrase.length)
            is_free = may_have_none(tokens[place:])
            yield _Object(
                phrase=phrase, is_led_in=led_in, is_one=is_one, by=by, act=act, sort=sort, may_be_none=is_free
            )
            if sort is not None:
                return
        place = counted + phrase.length


def _is_preposition(tokens: Tokens, at: int) -> bool:
    """The "at" of "at most one" is none."""
    is_one = at < len(tokens) and tokens[at].is_in(lexicon.PREPOSITIONS)
    return is_one and ends_after_any(tokens, at, _COUNTS) == at


def _less_number(phrase: NounPhrase) -> NounPhrase:
    """ "At most five books" are books."""
    words = phrase.words[1:] if phrase.words and phrase.words[0] in lexicon.SMALL_NUMBERS else phrase.words
    is_many = (bool(phrase.number) or words != phrase.words) and bool(words) and is_plural(phrase.head)
    return replace(phrase, number="", determiner="many", words=words) if is_many else phrase


def _participle(tokens: Tokens, at: int) -> str:
    """The "assign" of "by a user and assigned to another", right before the preposition."""
    before = tokens[at - 1].lower if at > 1 and tokens[at - 2].is_word("and", "or", "but") else ""
    return lexicon.PARTICIPLES.get(before) or (bare_participle(before) if before.endswith("ed") else "")


def _is_moment(phrase: NounPhrase, *, led_in: bool) -> bool:
    """ "At a given time", "on a weekday": when it is, as a fact of it."""
    is_short = len(phrase.words) <= _LONGEST_NAME and phrase.words != ("time",)  # "one at a time"
    return led_in and phrase.head in _MOMENTS and phrase.determiner in {"a", "an", "one"} and is_short


def _ties(subject: NounPhrase, objects: tuple[_Object, ...], clause: Clause, scene: Scene) -> Iterator[Tie]:
    verb = clause.verb
    if verb is None:
        return
    for item in objects:
        phrase = item.phrase
        is_weak = phrase.determiner in {"a", "an", "another"} and item.is_led_in
        is_permission = (verb.modal in _MAYBE and not verb.passive) or (
            objects[0] is not item and _is_direct(objects[0])
        )
        is_moment = _is_moment(phrase, led_in=item.is_led_in)
        if is_plural(phrase.head) or not (item.is_one or (is_weak and not is_permission)):
            continue
        yield Tie(
            child=_name(subject, scene),
            parent=_moment_name(phrase) if is_moment else _name(item.sort or phrase, scene),
            required=None if verb.modal in _MAYBE or item.may_be_none else True,
            verb=item.act or act_of(clause),
            by=item.by,
            role=item.role,
            is_sure=item.is_one and not is_moment,
            is_moment=is_moment,
            quote=clause.quote,
        )


def _moment_name(phrase: NounPhrase) -> str:
    return " ".join(word for word in phrase.words if word not in _GIVEN)


def _is_direct(item: _Object) -> bool:
    """ "A tenant signs a lease for a flat": the flat is the lease's."""
    return not item.is_led_in


def _deeds(subject: NounPhrase, objects: tuple[_Object, ...], clause: Clause, scene: Scene) -> Iterator[Tie]:
    """ "Landlords own flats", "a tenant signs a lease for a flat": whose it is, and what it is for."""
    verb = clause.verb
    if verb is None or verb.passive or verb.lemma not in _MAKING or not objects or not _is_direct(objects[0]):
        return
    made = objects[0].phrase
    if made.determiner not in {"", "a", "an", "one"} or not (made.determiner or is_plural(made.head)):
        return
    lead = noun_phrase(clause.lead, 1) if clause.lead and clause.lead[0].is_word("for", "on", "about", "to") else made
    is_led = lead is not made and lead.is_named and lead.determiner in lexicon.EACH | {"a", "an", "one"}
    parents = [
        subject,
        *([lead] if is_led else []),
        *(item.phrase for item in objects[1:] if item.is_led_in and item.phrase.determiner in {"a", "an"}),
    ]
    for parent in parents:
        yield Tie(
            child=_name(made, scene),
            parent=_name(parent, scene),
            required=True,
            verb=verb.lemma,
            by="",
            is_deed=True,
            quote=clause.quote,
        )
