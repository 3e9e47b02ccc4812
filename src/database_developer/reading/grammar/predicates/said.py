"""What a sentence says behind its subject: the words themselves, and whether they are a wish, a right or a denial."""

from __future__ import annotations

from dataclasses import dataclass

from database_developer.model.request import Quote
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.changes.places import Tokens, table_at
from database_developer.reading.grammar.matching import ends_after_any, phrases
from database_developer.reading.grammar.predicates.subjects import Subject
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.scene import Scene

_LABELS = (":", "-", "--", "—", "–")
_MUST = lexicon.words("should must shall will needs need has have ought")
_CAN = lexicon.words("can may could might cannot can't")
_AUXILIARY = lexicon.BE | lexicon.DO | _MUST | _CAN | lexicon.NEGATIONS
_AUXILIARY |= lexicon.words("to always now also then longer still please just really simply mustn't shouldn't needn't")
_BEGINS_TO = lexicon.words("becomes become gets get got")
_FROM_NOW = phrases("from now on | from now on , | in future | in the future | from here on | now | at last")
_NO_MORE = phrases("any longer | any more | anymore | no longer | no more")
_POLITE = phrases("please | too | as well | instead | again")
_ENDS = lexicon.words("because since so which while whereas though although otherwise but")
_UNCERTAIN = lexicon.words("if when whenever unless until once whether later eventually someday yet maybe perhaps")
_PLACES = ("in", "on", "of", "for", "from", "within")
_DASHES = ("-", "--", "—", "–", ";")


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """``tokens`` are left behind the helping verbs; ``helpers`` are these, ``is_wish`` where a change is told."""

    subject: Subject
    tokens: Tokens
    quote: Quote
    helpers: frozenset[str] = frozenset()
    is_wish: bool = False
    is_negated: bool = False
    is_label: bool = False
    is_replacing: bool = False

    @property
    def is_right(self) -> bool:
        """Whether it is told what may be: "can be empty"."""
        return bool(self.helpers & _CAN)

    @property
    def is_told(self) -> bool:
        """Whether it shall be so, and is not only so: "`a`: text" in a list describes, "orders.a: text" orders."""
        return self.is_wish or (self.is_label and self.subject.names_table)


def said_of(tokens: Tokens, subject: Subject, quote: Quote, scene: Scene) -> Said | None:
    """What is said of the subject; None where it is only said to be so under a condition."""
    behind = tokens[subject.end :]
    is_label = bool(behind) and behind[0].is_mark(*_LABELS)
    body = _body(behind[1:] if is_label else behind, subject, scene)
    if any(token.is_in(_UNCERTAIN) for token in body):
        return None
    kept, is_from_now, is_no_more, is_replacing = _without_marks(body)
    end = next((at for at, token in enumerate(kept) if not token.is_in(_AUXILIARY | _BEGINS_TO)), len(kept))
    helpers = frozenset(token.lower for token in kept[:end])
    is_negated = bool(helpers & lexicon.NEGATIONS) or bool(helpers & {"mustn't", "shouldn't", "needn't"})
    is_change = is_from_now or is_no_more or bool(helpers & (_MUST | _CAN | _BEGINS_TO)) or is_replacing
    return Said(
        subject=subject,
        tokens=kept[end:],
        quote=quote,
        helpers=helpers,
        is_wish=is_change,
        is_negated=is_negated or is_no_more,
        is_label=is_label or end == 0,
        is_replacing=is_replacing,
    )


def _body(tokens: Tokens, subject: Subject, scene: Scene) -> Tokens:
    """Up to the reason, without "in the members table", where that is the subject's own."""
    end = next((at for at, token in enumerate(tokens) if token.is_in(_ENDS) or _is_aside(tokens, at)), len(tokens))
    kept: list[Token] = []
    at = 0
    while at < end:
        after = _own_table(tokens[:end], at, subject, scene)
        if after == at:
            kept.append(tokens[at])
        at = max(after, at + 1)
    return tuple(kept)


def _is_aside(tokens: Tokens, at: int) -> bool:
    """A dash between spaces, behind which a remark stands."""
    is_dash = at > 0 and tokens[at].is_mark(*_DASHES)
    return is_dash and (at + 1 == len(tokens) or tokens[at + 1].kind is not Kind.NUMBER)


def _own_table(tokens: Tokens, at: int, subject: Subject, scene: Scene) -> int:
    if not tokens[at].is_in(_PLACES):
        return at
    place = at + 1
    while place < len(tokens) and tokens[place].is_in(lexicon.DETERMINERS | lexicon.TABLE_NOUNS):
        place += 1
    one = table_at(tokens, place, scene) if place < len(tokens) else None
    if one is None or one.entity != subject.entity or "." in tokens[place].text:
        return at
    return one.end + (one.end < len(tokens) and tokens[one.end].is_in(lexicon.TABLE_NOUNS))


def _without_marks(tokens: Tokens) -> tuple[Tokens, bool, bool, bool]:
    """Without "from now on", "any longer", "please" and "instead"; and whether the first, second and last stood."""
    kept: list[Token] = []
    is_from_now = is_no_more = is_replacing = False
    at = 0
    while at < len(tokens):
        now, more, polite = (ends_after_any(tokens, at, some) for some in (_FROM_NOW, _NO_MORE, _POLITE))
        now = at if _is_moment(tokens, at) else now
        is_from_now, is_no_more = is_from_now or now > at, is_no_more or more > at
        is_replacing = is_replacing or (tokens[at].is_word("instead") and not _is_compared(tokens, at))
        if tokens[at].is_word("instead") and _is_compared(tokens, at):
            polite = at
        after = max(now, more, polite)
        if after == at:
            kept.append(tokens[at])
        at = max(after, at + 1)
    return _trimmed(tuple(kept)), is_from_now, is_no_more, is_replacing


def _is_moment(tokens: Tokens, at: int) -> bool:
    """ "Now()", "default to now"."""
    is_call = at + 1 < len(tokens) and tokens[at + 1].kind is Kind.GROUP
    return tokens[at].is_word("now") and (is_call or (at > 0 and tokens[at - 1].is_word("to", "default", "as")))


def _is_compared(tokens: Tokens, at: int) -> bool:
    """ "Instead of"."""
    return at + 1 < len(tokens) and tokens[at + 1].is_word("of")


def _trimmed(tokens: Tokens) -> Tokens:
    end = len(tokens)
    while end and tokens[end - 1].is_mark(",", ";", "!"):
        end -= 1
    return tokens[:end]
