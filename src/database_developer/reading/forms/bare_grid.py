"""Tables without a header of columns: each row is one ("id | uuid | primary key"), or the rows are an example."""

from __future__ import annotations

from dataclasses import replace

from database_developer.model.request import Fate, Quote
from database_developer.model.ticket import Grid, Item, ItemList
from database_developer.reading.forms import listing
from database_developer.reading.grammar.attributes import asks_about, has_typical_name, is_surely_a_column
from database_developer.reading.grammar.feature import Feature
from database_developer.reading.grammar.findings import Mention
from database_developer.reading.grammar.phrases import noun_phrase
from database_developer.reading.grammar.qualifiers import Qualifiers, qualifiers_of
from database_developer.reading.grammar.sql_types import type_at
from database_developer.reading.grammar.tokens import tokenized
from database_developer.reading.outcome import Outcome, ReadSentence
from database_developer.reading.passages import Passage
from database_developer.reading.sampling import sampled
from database_developer.reading.scene import Scene
from database_developer.reading.topics import table_titled

_LEAST = 2  # columns of an example
_LONGEST_NAME = 3  # words


def read(passage: Passage, scene: Scene) -> Outcome | None:
    """The columns of the table that the words around ask for; None where the grid is nothing of the sort."""
    grid = passage.block
    if not isinstance(grid, Grid) or not grid.rows:
        return None
    if all(map(_is_a_column, (grid.header, *grid.rows))):
        return listing.read(replace(passage, block=_as_list(grid)), scene)
    entity = scene.announced or table_titled(passage.heading)
    is_new = entity is not None and not scene.is_there(entity)
    return _example(entity, grid, scene) if entity is not None and is_new else None


def _is_a_column(row: tuple[str, ...]) -> bool:
    """ "plate | varchar(12) | unique": a name, and its type behind it."""
    kind = tokenized(row[1]) if len(row) > 1 else ()
    name, end = type_at(kind, 0, in_prose=False)
    return _is_name(row[0]) and bool(name) and (end == len(kind) or qualifiers_of(kind[end:]).says_something)


def _is_name(cell: str) -> bool:
    tokens = tokenized(cell)
    phrase = noun_phrase(tokens)
    is_all = 0 < len(tokens) <= _LONGEST_NAME and phrase.length == len(tokens)
    return is_all and phrase.is_named and not phrase.determiner and not phrase.number


def _as_list(grid: Grid) -> ItemList:
    """Each row as "name: type, and what else is said of it"."""
    rows = (grid.header, *grid.rows)
    texts = (f"{name}: {', '.join(cell for cell in more if cell)}" for name, *more in rows)
    # Without a header of its own the first row stands right above the others.
    return ItemList(items=tuple(Item(text=text, line=grid.line + at) for at, text in enumerate(texts)), line=grid.line)


def _example(entity: str, grid: Grid, scene: Scene) -> Outcome | None:
    """The header's names as columns, with the types that the rows below show."""
    names = [noun_phrase(tokenized(cell)) for cell in grid.header]
    features = [Feature(phrase=name, words=cell) for name, cell in zip(names, grid.header, strict=True)]
    is_header = len(names) >= _LEAST and all(map(_is_name, grid.header))
    are_typical = sum(map(has_typical_name, features)) >= _LEAST or any(map(is_surely_a_column, features))
    if not is_header or not are_typical:
        return None
    quote = Quote(
        text=" | ".join(grid.header), line=grid.line, assumed=f'the rows below it are taken for those of "{entity}"'
    )
    told = tuple(_with_type(feature, grid, place) for place, feature in enumerate(features))
    findings = (Mention(entity=entity, quote=quote), *asks_about(entity, told, quote, scene))
    for finding in findings:
        scene.note(finding)
    return Outcome(findings=findings, sentences=(ReadSentence(quote=quote, fate=Fate.USED),))


def _with_type(feature: Feature, grid: Grid, place: int) -> Feature:
    """Numbers, dates and the like by the values; what is text is typed by its name."""
    shown = sampled(feature.phrase.name, [row[place] for row in grid.rows]).type
    is_text = shown is None or shown.startswith(("varchar", "text", "char"))
    is_key = feature.phrase.name.lower() == "id"
    return feature if is_text or is_key else replace(feature, qualifiers=Qualifiers(type=shown))
