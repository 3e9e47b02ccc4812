"""Lists and tables of rules for existing rows, and whole sections that speak of them."""

from __future__ import annotations

from dataclasses import replace

from database_developer.model.request import BackfillAsk, Fate, Quote
from database_developer.model.ticket import Grid, Item, ItemList, Paragraph
from database_developer.reading.forms import prose
from database_developer.reading.grammar import backfilling
from database_developer.reading.grammar.clauses import Statement, statement_of
from database_developer.reading.grammar.findings import Finding
from database_developer.reading.grammar.matching import ends_after_any
from database_developer.reading.grammar.recipes.scopes import announces, scope_of
from database_developer.reading.grammar.sentences import RawSentence, last_sentence, sentences_of
from database_developer.reading.grammar.tokens import Token, tokenized
from database_developer.reading.outcome import Outcome, ReadSentence
from database_developer.reading.passages import Passage, Section
from database_developer.reading.scene import OldRows, Scene

_NAMES = frozenset({"column", "field", "attribute", "name", "property"})
_RULES = frozenset({"value", "rule", "existing rows", "backfill", "source", "set to", "from", "existing", "new value"})
_ARROWS = ("->", "=>", "→", "becomes", ":", "=", "to")


def read(passage: Passage, scene: Scene) -> Outcome | None:
    """What is told under "Backfill", "Existing rows" and the like; None elsewhere."""
    intro = _intro(passage, scene)
    is_section = passage.heading and announces(tokenized(passage.heading.rstrip(": ")), scene) is not None
    if passage.section is not Section.BODY or (intro is None and not is_section):
        return None
    match passage.block:
        case Paragraph() if is_section:
            return _section(passage, scene)
        case ItemList():
            return _list(passage, passage.block, intro, scene, is_section=bool(is_section))
        case Grid():
            return _grid(passage.block, intro or "Existing rows:", scene)
    return None


def _intro(passage: Passage, scene: Scene) -> str | None:
    """The sentence before the block that announces rules for existing rows, its colon left out."""
    last = last_sentence(passage.intro)
    if last is None or not last.tokens or not last.tokens[-1].is_mark(":"):
        return None
    tokens = last.tokens[:-1]
    told = announces(tokens, scene) or scope_of(tokens, scene)
    return last.text.rstrip().removesuffix(":") if told is not None else None


def _section(passage: Passage, scene: Scene) -> Outcome | None:
    """A paragraph whose every sentence may be such a rule."""
    told = announces(tokenized(passage.heading.rstrip(": ")), scene)
    scene.old_rows = OldRows(line=None, entity=told.entity if told is not None else None)
    outcome = prose.read(passage, scene)
    scene.old_rows = None
    return outcome


def _list(passage: Passage, block: ItemList, intro: str | None, scene: Scene, *, is_section: bool) -> Outcome | None:
    """Items that are values one for another, or each a rule of its own."""
    pairs = [_pair(item) for item in block.items]
    if intro is not None and all(pairs) and not _is_bare(intro, scene):
        return _mapped(intro, [pair for pair in pairs if pair], _quotes(block), scene)
    if intro is None and not is_section:
        return None
    before = intro if intro is not None and _is_bare(intro, scene) else "Existing rows"
    if intro is not None and not _is_bare(intro, scene):
        return _unread(intro, _quotes(block), scene)
    outcomes = [_item(before, item, passage, scene) for item in block.items]
    return Outcome(
        findings=tuple(finding for outcome in outcomes for finding in outcome.findings),
        sentences=tuple(sentence for outcome in outcomes for sentence in outcome.sentences),
        inner=tuple(replace(passage, block=below, intro=item.text) for item in block.items for below in item.blocks),
    )


def _is_bare(intro: str, scene: Scene) -> bool:
    """Whether the words say only that rules follow, and not yet for which attribute."""
    return announces(tokenized(intro), scene) is not None


def _item(before: str, item: Item, passage: Passage, scene: Scene) -> Outcome:
    """One rule, as if the words before the list stood before it."""
    findings: list[Finding] = []
    sentences: list[ReadSentence] = []
    for number, raw in enumerate(sentences_of(item.text)):
        quote = Quote(text=raw.text, line=item.line)
        statement = _statement(f"{before}: {raw.text}", quote) if number == 0 else statement_of(raw, item.line)
        found = backfilling.read(statement, scene)
        findings.extend(found)
        sentences.append(ReadSentence(quote=quote, is_demand=not found))
    return Outcome(findings=tuple(findings), sentences=tuple(sentences))


def _statement(text: str, quote: Quote) -> Statement:
    """The text as one sentence, with the words of the ticket as its quote."""
    tokens = tokenized(text)
    body = tokens[:-1] if tokens and tokens[-1].is_mark(".") else tokens
    return replace(statement_of(RawSentence(text=text, tokens=body), quote.line), quote=quote)


def _quotes(block: ItemList) -> list[Quote]:
    return [Quote(text=item.text, line=item.line) for item in block.items]


def _pair(item: Item) -> tuple[str, str] | None:
    """ "A -> active"."""
    tokens = tokenized(item.text)
    for index in range(1, len(tokens)):
        end = ends_after_any(tokens, index, _ARROWS)
        if end > index and end < len(tokens) and not item.blocks:
            return _text(item.text, tokens[:index]), _text(item.text, tokens[end:])
    return None


def _text(text: str, tokens: tuple[Token, ...]) -> str:
    return text[tokens[0].start : tokens[-1].end].strip("`'\" ")


def _mapped(intro: str, pairs: list[tuple[str, str]], quotes: list[Quote], scene: Scene) -> Outcome:
    """The words before the list, with its items as values one for another."""
    told = ", ".join(f"{_written(old)} -> `{new}`" for old, new in pairs)
    return _read_as(f"{intro}: {told}", quotes, scene)


def _written(old: str) -> str:
    others = {"else", "otherwise", "others", "everything else", "anything else", "all others", "other"}
    return "everything else" if old.lower() in others else f"`{old}`"


def _read_as(text: str, quotes: list[Quote], scene: Scene) -> Outcome:
    """The composed sentence, said by every line of the block; its last item's line stands for it."""
    found = backfilling.read(_statement(text, replace(quotes[0], text=text)), scene)
    asks = tuple(replace(ask, quote=quotes[0]) if isinstance(ask, BackfillAsk) else ask for ask in found)
    if not asks:
        return _unread(text, quotes, scene)
    return Outcome(findings=asks, sentences=tuple(ReadSentence(quote=quote, fate=Fate.USED) for quote in quotes))


def _unread(intro: str, quotes: list[Quote], scene: Scene) -> Outcome:
    """Values that belong to no attribute that is told: a question, with all the words."""
    rule = " ".join((f"{intro}:", "; ".join(quote.text for quote in quotes)))
    ask = BackfillAsk(entity=scene.focus or "", attribute="", rule=rule, quote=quotes[0], unclear=rule)
    return Outcome(findings=(ask,), sentences=tuple(ReadSentence(quote=quote, fate=Fate.USED) for quote in quotes))


def _grid(grid: Grid, intro: str, scene: Scene) -> Outcome | None:
    """Two columns: an attribute and its rule, or an old value and the new one."""
    header = [cell.strip(" *`").lower() for cell in grid.header]
    rows = [tuple(cell.strip() for cell in row) for row in grid.rows if any(cell.strip() for cell in row)]
    quotes = [Quote(text=" | ".join(row), line=grid.line + 2 + number) for number, row in enumerate(grid.rows)]
    if len(header) != 2 or not rows:
        return None
    if _is_bare(intro.rstrip(":"), scene):
        if header[0] not in _NAMES or header[1] not in _RULES:
            return None
        found = [
            backfilling.read(_statement(f"{intro.rstrip(':')}: {row[0]} = {row[1]}", quote), scene)
            for row, quote in zip(rows, quotes, strict=False)
        ]
        sentences = tuple(ReadSentence(quote=quote, fate=Fate.USED) for quote in quotes)
        return Outcome(findings=tuple(ask for asks in found for ask in asks), sentences=sentences)
    pairs = [(row[0].strip("`'\""), row[1].strip("`'\"")) for row in rows]
    return _mapped(intro.rstrip(":"), pairs, quotes, scene)
