"""The things that a wish names, one behind another: "our members, their passes (monthly, yearly) and every visit"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from database_developer.model.request import Ask, EntityAsk, Quote
from database_developer.reading.deeds import deed_of
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.grammar.verbs import verb_from
from database_developer.reading.grammar.wishes.calls import Call
from database_developer.reading.grammar.wishes.details import day_by_day, in_brackets, once
from database_developer.reading.grammar.wishes.facts import begins_question, facts_in, parts_of
from database_developer.reading.grammar.wishes.known import Known, tie
from database_developer.reading.inflection import is_plural, plain_form, singular, singular_phrase
from database_developer.reading.scene import words_of

Tokens = tuple[Token, ...]

_HOLDERS = lexicon.INFORMATION | lexicon.words(
    "list lists log logs overview register detail record history diary collection kind type number"
)
_LED_IN = lexicon.words("of about on for with by at in from to under per inside between over")
_WITH = lexicon.words("with including incl incl. having")
# What a program shows or is made of, and what only sounds like a thing.
NOT_KEPT = (
    lexicon.EMPTY_NOUNS
    | lexicon.DATA_NOUNS
    | lexicon.words(
        "button page screen form menu mode icon dialog modal color colour layout theme filter link tab tooltip "
        "window view code bug debt test migration backend frontend logic endpoint api server repository readme "
        "documentation doc docs cache error warning exception password progress performance app application "
        "system website site feature functionality contents story ticket"
    )
) - {"property", "properties"}
_SET_APART = lexicon.words("their its his her")


@dataclass(frozen=True, kw_only=True, slots=True)
class Wished:
    """A thing to keep, and all that is told of it."""

    entity: str
    asks: tuple[Ask, ...]


def things_in(call: Call, quote: Quote, known: Known, *, owner: str | None = None) -> Iterator[Wished]:
    """Each thing that is not there yet, those of the same sentence told together.

    ``owner`` is the thing that the sentence says keeps them, where it is one.
    """
    if begins_question(call.told):
        yield from _deed(call.told, quote, known)
        return
    named, behind = _cut(call.told)
    entries = list(_entries(named, known, is_any=call.names_tables))
    known.new += [entity for entity, _ in entries if entity not in known.new]
    subject: str | None = owner
    for number, (entity, part) in enumerate(entries):
        is_last = number == len(entries) - 1
        asks, tied = _told(entity, part, quote, known, subject if _is_theirs(part) or owner else None)
        told_behind = facts_in(entity, behind, quote, known, tied) if is_last and entity not in known.live else ()
        told_behind = (*told_behind, *day_by_day(entity, (*asks, *told_behind), quote)) if call.is_log else told_behind
        subject = owner or (subject if _is_theirs(part) and subject else entity)
        if entity not in known.live:
            yield Wished(entity=entity, asks=tuple(once((*asks, *told_behind))))


def _deed(told: Tokens, quote: Quote, known: Known) -> Iterator[Wished]:
    """The "loan" of "which employee has borrowed which key"."""
    verbs = (plain_form(token.lower) or token.lower for token in told if token.kind is Kind.WORD)
    deed = next((deed for verb in verbs if (deed := deed_of(verb)) is not None), None) or _asked_for(told)
    if deed is not None and deed not in known.live:
        said = replace(quote, assumed=f'the ticket asks to keep "{deed}"')
        ties = (tie(deed, thing, quote) for thing in known.all_in(told) if thing != deed)
        asks = (EntityAsk(entity=deed, quote=said), *ties, *facts_in(deed, told, quote, known, {}))
        yield Wished(entity=deed, asks=tuple(once(asks)))


def _asked_for(told: Tokens) -> str | None:
    """The "plugin" of "which plugins a workspace has enabled"."""
    phrase = noun_phrase(told, 1)
    is_many = told[0].is_word("which", "what") and is_plural(phrase.head) and singular(phrase.head) not in NOT_KEPT
    return " ".join(singular_phrase(phrase.words)) if is_many else None


def _cut(told: Tokens) -> tuple[Tokens, Tokens]:
    """The things, and what is told of the last of them: behind a colon, a "with", or the first question."""
    for at, token in enumerate(told):
        is_with = token.is_in(_WITH) and at > 0
        if (token.is_mark(":") or is_with) and at:
            return told[:at], told[at + 1 :]
        is_joint = at > 0 and (told[at - 1].is_mark(",") or told[at - 1].is_word("and"))
        if is_joint and begins_question(told[at : at + 2]):
            return told[: at - 1], told[at:]
    return told, ()


def _entries(named: Tokens, known: Known, *, is_any: bool) -> Iterator[tuple[str, Tokens]]:
    """The name of each thing, with the words that tell of it; ends where a new clause begins."""
    for part in _parts(named):
        verb = verb_from(part)
        if verb is not None and verb.start == 0 and not is_plural(part[0].lower):
            return
        opened = _opened(part)
        entity = _entity(opened, noun_phrase(opened), known, is_any=is_any)
        if entity is not None:
            yield entity, opened


def _parts(named: Tokens) -> list[Tokens]:
    """The entries; the second half of "of an A and a B" stays with the first."""
    parts: list[Tokens] = []
    for part in parts_of(named):
        is_one = part[0].is_word("a", "an") and bool(parts) and any(token.is_in(_LED_IN) for token in parts[-1])
        if is_one:
            parts[-1] = (*parts[-1], *part)
        else:
            parts.append(part)
    return parts


def _opened(part: Tokens) -> Tokens:
    """The "suppliers" of "information about our suppliers" and "the list of suppliers"."""
    phrase = noun_phrase(part)
    behind = part[phrase.length :]
    is_holder = singular(phrase.head) in _HOLDERS | {phrase.head} & _HOLDERS and len(phrase.words) == 1
    if is_holder and len(behind) > 1 and behind[0].is_word("of", "about", "on", "for", "regarding"):
        return behind[1:]
    return part


def _entity(part: Tokens, phrase: NounPhrase, known: Known, *, is_any: bool) -> str | None:
    words = words_of(phrase.identifier) if phrase.identifier else _before_participle(phrase.words)
    if not words or len(words) > 4 or phrase.determiner in {"no", "this", "that", "these", "those", "it"}:
        return None
    if not is_any and {singular(words[-1]), words[-1]} & (NOT_KEPT | lexicon.INFORMATION):
        return None
    name = " ".join(singular_phrase(tuple(words)))
    if name in known.live:
        return name
    return " ".join((*_of_what(part[phrase.length :], known), *_as_rows(name).split()))


def _before_participle(words: tuple[str, ...]) -> tuple[str, ...]:
    """The "items" of "items found at our stations"."""
    ends = (at for at in range(1, len(words)) if is_plural(words[at - 1]) and plain_form(words[at]) is not None)
    return words[: next(ends, len(words))]


def _as_rows(name: str) -> str:
    """A list is kept as its entries: "waiting list"."""
    return f"{name} entry" if name.endswith(" list") else name


def _of_what(behind: Tokens, known: Known) -> tuple[str, ...]:
    """The "meeting" of "minutes of our meetings", where no table holds meetings."""
    phrase = noun_phrase(behind, 1) if behind and behind[0].is_word("of") else NounPhrase()
    is_new = bool(phrase.words) and len(phrase.words) < 3 and known.find(phrase) is None
    is_thing = is_new and phrase.head not in lexicon.NOT_A_NOUN and not phrase.number
    return singular_phrase(phrase.words) if is_thing and phrase.determiner not in {"a", "an"} else ()


def _told(
    entity: str, part: Tokens, quote: Quote, known: Known, owner: str | None
) -> tuple[tuple[Ask, ...], dict[str, str]]:
    """The thing, what it is told together with, and what stands in brackets."""
    words = quote.text
    said = replace(quote, assumed=f'the ticket asks to keep "{entity}"' if words else "")
    tied = dict(_tied(entity, part, known))
    if owner is not None and owner != entity:
        tied.setdefault(owner, "")
    ties = tuple(tie(entity, parent, quote) for parent in tied)
    brackets = tuple(token for token in part if token.kind is Kind.GROUP)
    facts = tuple(ask for one in brackets for ask in in_brackets(entity, one.inside, quote, known))
    return (EntityAsk(entity=entity, quote=said, table=_written(part)), *ties, *facts), tied


def _written(part: Tokens) -> str | None:
    """The table's name where it is quoted: "comments"."""
    first = next((token for token in part if token.is_literal), None)
    is_name = first is not None and first.text == first.text.lower() and first.text.isidentifier()
    return first.text if first is not None and is_name else None


def _tied(entity: str, part: Tokens, known: Known) -> Iterator[tuple[str, str]]:
    """The known things behind the name, each by the word before it."""
    phrase = noun_phrase(part)
    at, lead = phrase.length, ""
    owner = known.find(phrase.possessor) if phrase.possessor is not None else None
    if owner is not None and owner != entity:
        yield owner, ""
    while at < len(part):
        following = noun_phrase(part, at)
        found = known.find(following) if following.is_named else None
        if found is not None and found != entity:
            yield found, lead
        lead = part[at].lower if part[at].is_in(_LED_IN) else "" if following.length else lead
        at += max(following.length, 1)


def _is_theirs(part: Tokens) -> bool:
    return bool(part) and part[0].is_in(_SET_APART)
