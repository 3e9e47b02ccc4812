"""What goes with what it belongs to: "minutes are useless without their meeting and should vanish together with it"."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.model.request import DeletionAsk
from database_developer.reading.grammar import cues, lexicon
from database_developer.reading.grammar.clauses import Statement, Tokens, parted
from database_developer.reading.grammar.findings import Finding
from database_developer.reading.grammar.matching import skipped
from database_developer.reading.grammar.phrases import noun_phrase
from database_developer.reading.grammar.tokens import Kind, tokenized
from database_developer.reading.grammar.verbs import verb_from
from database_developer.reading.inflection import is_plural
from database_developer.reading.scene import Scene

_GOING = lexicon.words("vanish vanishes disappear disappears go goes die dies perish deleted removed gone erased")
_IT = lexicon.words("it them him her that")
_CONDITIONS = lexicon.words("when if once whenever after")
CUES = frozenset({"with"})


def read(statement: Statement, scene: Scene) -> Iterator[Finding]:
    """One for each thing that the sentence begins with."""
    tokens = tokenized(statement.quote.text)  # all of it, whatever part is read
    if not cues.heard(CUES, statement.words) or cues.heard(_CONDITIONS | lexicon.NEGATIONS, statement.words):
        return
    for at in range(2, len(tokens) - 1):
        place = skipped(tokens, at + 1, "away", "together", "along", "too")
        if tokens[at].is_in(_GOING) and place + 1 < len(tokens) and tokens[place].is_word("with"):
            owner = _owner(tokens, at, place + 1, scene)
            children = _children(tokens, scene) if owner is not None else ()
            for child in children if owner not in children else ():
                yield DeletionAsk(parent=owner or "", child=child, action="cascade", quote=statement.quote)
            return


def _owner(tokens: Tokens, verb: int, behind: int, scene: Scene) -> str | None:
    """The "meeting" of "with their meeting", or of "it" where it was named before."""
    if not tokens[behind].is_in(_IT):
        return scene.find(noun_phrase(tokens, behind))
    named = (noun_phrase(tokens, at) for at in range(verb - 1, 0, -1) if tokens[at].is_in(lexicon.DETERMINERS))
    found = (scene.find(phrase) for phrase in named if phrase.is_named and not is_plural(phrase.head))
    return next((one for one in found if one is not None), None)


def _children(tokens: Tokens, scene: Scene) -> tuple[str, ...]:
    """The known things before the first verb; none where anything else stands among them."""
    verb = verb_from(tokens)
    subject = tokens[: verb.start] if verb is not None else ()
    commas = tuple(token for token in subject if token.kind is not Kind.GROUP)
    parts = [part for whole in parted(commas, ",") for part in _halves(whole)]
    found = tuple(
        scene.find(phrase) if phrase.length == len(part) else None for part in parts for phrase in (noun_phrase(part),)
    )
    return tuple(one for one in found if one is not None) if parts and None not in found else ()


def _halves(part: Tokens) -> list[Tokens]:
    cut = next((at for at, token in enumerate(part) if token.is_word("and")), None)
    halves = [part] if cut is None else [part[:cut], part[cut + 1 :]]
    return [half for half in halves if half]
