"""Tables described in code of any notation: by the fence's language, else by what the code itself shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from database_developer.model.request import Quote
from database_developer.model.ticket import Code, ItemList, Paragraph
from database_developer.reading.forms.notations import (
    builders,
    csharp,
    dbml,
    ddl,
    diesel,
    django,
    drizzle,
    ecto,
    efcore,
    go,
    graphql,
    java,
    jpa,
    json_example,
    json_schema,
    kotlin,
    layout,
    liquibase,
    mermaid,
    mongoose,
    outline,
    plantuml,
    prisma,
    protobuf,
    pydantic,
    rails,
    rails_generator,
    rust,
    sequelize,
    sqlalchemy,
    typeorm,
    typescript,
)
from database_developer.reading.forms.notations.lines import Setting, Source
from database_developer.reading.outcome import Outcome
from database_developer.reading.passages import Passage, Section
from database_developer.reading.scene import Scene, words_of
from database_developer.reading.sketch import Sketch, SketchIndex, SketchTable, SketchUnique
from database_developer.reading.sketching import outcome_of
from database_developer.reading.topics import topic_of

MOST_DOUBTS = 4  # code that does not say what it is must be understood but for one line in so many

LONGEST, LONGEST_LINE = 100_000, 4_000  # letters


@dataclass(frozen=True, kw_only=True, slots=True)
class Notation:
    """A way to write tables: what its fences are called, and its reader (None where code is nothing of the sort)."""

    languages: frozenset[str]
    sketched: Callable[[Source, Setting], Sketch | None]


# Asked in this order: those that begin with a word of their own before those that any document could be.
NOTATIONS: tuple[Notation, ...] = (
    Notation(languages=mermaid.LANGUAGES, sketched=mermaid.sketched),
    Notation(languages=dbml.LANGUAGES, sketched=dbml.sketched),
    Notation(languages=prisma.LANGUAGES, sketched=prisma.sketched),
    Notation(languages=plantuml.LANGUAGES, sketched=plantuml.sketched),
    Notation(languages=ddl.LANGUAGES, sketched=ddl.sketched),
    Notation(languages=rails.LANGUAGES, sketched=rails.sketched),
    Notation(languages=rails_generator.LANGUAGES, sketched=rails_generator.sketched),
    Notation(languages=ecto.LANGUAGES, sketched=ecto.sketched),
    Notation(languages=django.LANGUAGES, sketched=django.sketched),
    Notation(languages=sqlalchemy.LANGUAGES, sketched=sqlalchemy.sketched),
    Notation(languages=pydantic.LANGUAGES, sketched=pydantic.sketched),
    Notation(languages=liquibase.LANGUAGES, sketched=liquibase.sketched),
    Notation(languages=graphql.LANGUAGES, sketched=graphql.sketched),
    Notation(languages=protobuf.LANGUAGES, sketched=protobuf.sketched),
    Notation(languages=typeorm.LANGUAGES, sketched=typeorm.sketched),
    Notation(languages=mongoose.LANGUAGES, sketched=mongoose.sketched),
    Notation(languages=drizzle.LANGUAGES, sketched=drizzle.sketched),
    Notation(languages=builders.LANGUAGES, sketched=builders.sketched),
    Notation(languages=sequelize.LANGUAGES, sketched=sequelize.sketched),
    Notation(languages=jpa.LANGUAGES, sketched=jpa.sketched),
    Notation(languages=efcore.LANGUAGES, sketched=efcore.sketched),
    Notation(languages=go.LANGUAGES, sketched=go.sketched),
    Notation(languages=diesel.LANGUAGES, sketched=diesel.sketched),
    Notation(languages=rust.LANGUAGES, sketched=rust.sketched),
    Notation(languages=csharp.LANGUAGES, sketched=csharp.sketched),
    Notation(languages=kotlin.LANGUAGES, sketched=kotlin.sketched),
    Notation(languages=java.LANGUAGES, sketched=java.sketched),
    Notation(languages=typescript.LANGUAGES, sketched=typescript.sketched),
    Notation(languages=json_schema.LANGUAGES, sketched=json_schema.sketched),
    Notation(languages=json_example.LANGUAGES, sketched=json_example.sketched),
    Notation(languages=outline.LANGUAGES, sketched=outline.sketched),
    Notation(languages=layout.LANGUAGES, sketched=layout.sketched),
)


def read(passage: Passage, scene: Scene) -> Outcome | None:
    """The tables that a block of code describes; None where it describes none."""
    code = passage.block
    if isinstance(code, ItemList):
        return _listed(code, passage, scene)
    if not isinstance(code, Code) or not code.text.strip() or _is_too_long(code.text):
        return None
    source = Source(text=code.text, first=code.line)
    setting = _setting(code, passage, scene)
    for notation in _candidates(code.language):
        sketch = notation.sketched(source, setting)
        if sketch is not None and sketch.tables and _is_clear(sketch, is_told=code.language in notation.languages):
            return outcome_of(sketch, scene)
    return None


def _setting(code: Code, passage: Passage, scene: Scene) -> Setting:
    return Setting(
        language=code.language,
        intro=passage.intro,
        topic=topic_of(passage, scene),
        heading=passage.heading,
        title=scene.title,
        things=frozenset(scene.standing),
    )


def _is_too_long(text: str) -> bool:
    """Whether it is data or a build's output rather than something a person describes tables in."""
    return len(text) > LONGEST or max(map(len, text.split("\n"))) > LONGEST_LINE


def _listed(block: ItemList, passage: Passage, scene: Scene) -> Outcome | None:
    """The fields of a model as the items of a list, beside others that are sentences."""
    lines = tuple((item.text, Quote(text=item.text, line=item.line)) for item in block.items)
    if passage.section is not Section.BODY or any(item.blocks for item in block.items) or not prisma.lists(lines):
        return None
    name = topic_of(passage, scene)
    if name is None:
        return None
    found = prisma.listed(lines, name.replace(" ", "_"), is_change=scene.is_there(name))
    if found is None:
        return None
    sketch, taken = found
    if not sketch.tables[0].columns:
        sketch = replace(sketch, tables=(_given_back(sketch.tables[0], scene),))
    outcome = outcome_of(sketch, scene)
    others = (Paragraph(text=quote.text, line=quote.line) for _, quote in lines if quote not in taken)
    return replace(outcome, inner=tuple(replace(passage, block=other) for other in others))


def _given_back(table: SketchTable, scene: Scene) -> SketchTable:
    """Rules alone, as those of the only known thing that has all their columns."""
    keys = {key.attribute for part in table.parts if isinstance(part, SketchIndex) for key in part.keys}
    names = keys | {name for part in table.parts if isinstance(part, SketchUnique) for name in part.columns}
    wanted = {" ".join(words_of(name)) for name in names}
    owners = [known.name for known in scene.entities.values() if wanted and wanted <= set(known.attributes)]
    return replace(table, model=(owners[0] if len(owners) == 1 else table.known_as).replace(" ", "_"), is_change=True)


def other_dialect(code: Code, scene: Scene) -> Outcome | None:
    """SQL that PostgreSQL's own grammar refuses, by the dialect of another server; None where none reads it."""
    sketch = ddl.sketched(Source(text=code.text, first=code.line), Setting())
    return outcome_of(sketch, scene) if sketch is not None and _is_clear(sketch, is_told=False) else None


def restated(code: Code, scene: Scene) -> Outcome | None:
    """Definitions in PostgreSQL's own SQL of tables that are there: only what they lack is asked for."""
    sketch = ddl.sketched(Source(text=code.text, first=code.line), Setting(language="postgres"))
    return outcome_of(sketch, scene) if sketch is not None and _is_clear(sketch, is_told=False) else None


def is_live(table: str, scene: Scene) -> bool:
    """Whether there is a table of this very name."""
    return any(known.exists and (known.table or "").lower() == table.lower() for known in scene.entities.values())


def _candidates(language: str) -> Iterator[Notation]:
    """The notations of the language; where none goes by it, all of them."""
    told = [notation for notation in NOTATIONS if language and language in notation.languages]
    yield from told or NOTATIONS


def _is_clear(sketch: Sketch, *, is_told: bool) -> bool:
    used = len(set(sketch.quotes()))
    doubts = len(set(sketch.doubts()))
    return any(table.parts for table in sketch.tables) and (is_told or doubts * MOST_DOUBTS <= used)
