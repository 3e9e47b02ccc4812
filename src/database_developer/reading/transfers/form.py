"""An exchange of columns with all that the ticket says of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from database_developer.model.request import AttributeAsk, RemovalAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.findings import Finding
from database_developer.reading.grammar.matching import ends_after_any, phrases, stands_in
from database_developer.reading.grammar.tokens import Kind
from database_developer.reading.scene import Scene, words_of
from database_developer.reading.transfers.examples import example_in
from database_developer.reading.transfers.exchanges import Exchange, new_names, said_of
from database_developer.reading.transfers.lines import Line, Tokens
from database_developer.reading.transfers.pairs import pairs_in

_REQUIRED = phrases(
    "required | mandatory | not null | never null | obligatory | never empty | compulsory | must be set"
)
_OPTIONAL = phrases("optional | nullable | may be empty | may be null | can be null | can be empty | not required")
_STAYS = phrases("stays | remains | is kept | stay | keep the old | remain | alongside | stays because")
_SETS = phrases("either | one of | only the values | says either")
_NAMING = lexicon.words("be become becomes called named to as into boolean")
_SHORT = 16
_ABOUT = lexicon.words(
    "value values type integer integers boolean it existing old rows entries them divide divided multiply midnight utc "
    "default column null empty cut joined space blank name wins beats neither both flag flags precedence priority"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """An exchange with all sentences of the ticket."""

    exchange: Exchange
    lines: tuple[Line, ...]
    scene: Scene

    @property
    def told(self) -> list[Tokens]:
        """The words of all sentences but the title."""
        return [line.tokens for line in self.lines if not line.is_title]


def options(form: Form) -> tuple[str, ...]:
    """ "Either 'a' or 'b'"."""
    for tokens in form.told:
        for at in range(len(tokens)):
            end = ends_after_any(tokens, at, _SETS)
            if end > at:
                quoted = [token.text for token in tokens[end:] if token.kind is Kind.QUOTED]
                return tuple(dict.fromkeys(quoted))[:2]
    return ()


def column(form: Form, name: str, type_: str, *, required: bool | None, default: str | None) -> AttributeAsk:
    """A new column, by the name that the ticket writes."""
    return AttributeAsk(
        entity=form.exchange.entity,
        attribute=name,
        column=name,
        type=type_ or None,
        required=required,
        default=default,
        quote=form.exchange.line.quote,
    )


def rule(form: Form) -> str:
    """The words that tell of the values."""
    return " ".join(line.quote.text for line in used(form))


def demands(new: str, form: Form) -> tuple[bool | None, str | None]:
    """Whether the new column is called required, and its default."""
    whole = list(said_of(new, form.lines)) if form.exchange.news else form.told
    said = [*whole, *(token.inside for tokens in whole for token in tokens if token.inside)]
    required: bool | None = None
    if any(stands_in(tokens, _REQUIRED) for tokens in said):
        required = True
    elif any(stands_in(tokens, _OPTIONAL) for tokens in said):
        required = False
    return required, next((it for tokens in said if (it := _default(tokens)) is not None), None)


def renamed_to(old: str, form: Form) -> str:
    """The one new name in code that the column is to have beside its new type: "should be `is_open`, a boolean"."""
    told = [list(new_names(tokens, form.exchange.entity, form.scene)) for tokens in form.told]
    found = {name: form.told[at][:place] for at, names in enumerate(told) for place, name in names}
    [(new, before)] = found.items() if len(found) == 1 else [("", ())]
    is_led = bool(before) and before[-1].is_in(_NAMING)
    return new if is_led or (new and set(words_of(old)) & set(words_of(new))) else ""


def _default(tokens: Tokens) -> str | None:
    """ "Default 5", "defaults to false", "false by default"."""
    for at, token in enumerate(tokens):
        if token.is_word("default", "defaults") and not (at and tokens[at - 1].is_word("no", "drop")):
            if at > 1 and tokens[at - 1].is_word("by"):
                return tokens[at - 2].text
            place = at + 1
            while place < len(tokens) and tokens[place].is_word("to", "is", "of", "value", "should", "be"):
                place += 1
            return tokens[place].text if place < len(tokens) else None
    return None


def gone(form: Form) -> Iterator[Finding]:
    """What gives way goes, unless the ticket keeps it."""
    for old in form.exchange.olds:
        if not any(_keeps(tokens, old) for tokens in form.told):
            yield RemovalAsk(entity=form.exchange.entity, attribute=old, quote=form.exchange.line.quote)


def _keeps(tokens: Tokens, old: str) -> bool:
    names = {token.text.rpartition(".")[2] for token in tokens}
    return old in names and stands_in(tokens, _STAYS)


def used(form: Form) -> tuple[Line, ...]:
    """The sentences that have a part in it: all that name the columns, or tell of their values."""
    return tuple(line for line in form.lines if not line.is_title and _has_part(line, form))


def _has_part(line: Line, form: Form) -> bool:
    names = {*form.exchange.olds, *form.exchange.news}
    words = {token.text.rpartition(".")[2] for token in line.tokens} | {token.lower for token in line.tokens}
    if line is form.exchange.line or names & words:
        return True
    pairs = pairs_in([line.tokens])
    is_about_values = bool(pairs.told) or pairs.otherwise is not None or pairs.missing is not None
    is_about_values = is_about_values or example_in(line.tokens) is not None
    is_short = len(line.tokens) < _SHORT and bool(line.statement.words & _ABOUT)
    return is_about_values or is_short
