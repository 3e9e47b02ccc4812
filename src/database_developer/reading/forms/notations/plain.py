"""Classes without a framework's marks, where the ticket asks for tables and the class is no message."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from database_developer.reading.forms.notations.lines import Setting
from database_developer.reading.forms.notations.shapes import Field, Shape, Shapes, TypeName
from database_developer.reading.forms.notations.ties import Model, Tie, tied
from database_developer.reading.forms.notations.types import sql_type
from database_developer.reading.grammar import lexicon
from database_developer.reading.scene import words_of
from database_developer.reading.sketch import Sketch, SketchColumn

VAGUE = "number"  # a type of which only the field's name says whether it has decimals
WHOLE = "whole"  # whole numbers of whatever size
BROKEN = "broken"  # numbers with decimals, exact or not
_TABLES = re.compile(
    r"\b(tables?|migrations?|database|db|persist\w*|columns?|(?:data|sql|db) (?:schema|model)s?)\b", re.IGNORECASE
)
_MODELS = re.compile(
    r"\b(schemas?|models?|entit(?:y|ies)|stor(?:e[ds]?|ing)|collections?|records?|rows?|kept|sav(?:e[ds]?|ing))\b",
    re.IGNORECASE,
)
_PASSED = re.compile(
    r"\b(requests?|responses?|respon(?:d|ds)|payloads?|apis?|endpoints?|config\w*|returns?|body|http|dtos?|props|"
    r"components?|clients?|controllers?|services?|views?|hooks?|frontend|ui|mocks?|fixtures?)\b",
    re.IGNORECASE,
)
_WORKERS = lexicon.words(
    "dto dtos props args params service controller repository repo handler exception viewmodel vm serializer mapper "
    "factory builder resolver middleware listener util utils helper hook adapter validator impl config configuration"
)
_MESSAGES = lexicon.words("request response input output payload state options context settings result filter form")
_ASKED_OF = lexicon.words("create update delete patch get list find search upsert filter new")
_MEASURES = lexicon.words(
    "price amount cost total salary fee balance money subtotal premium rent wage deposit budget income commission "
    "percent percentage rate ratio latitude longitude lat lng weight volume height length width depth area "
    "temperature speed distance tax discount"
)
_DAYS = frozenset({"date", "day", "birthday", "birthdate", "deadline", "on"})
_BYTES = frozenset({"byte", "Byte", "u8", "uint8"})
_NUMBERS = frozenset({"integer", "bigint", "smallint"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Language:
    """What a language calls its types, where that is not what all call them.

    ``is_silent`` says of which types it does not tell whether a value may be missing, ``refined`` adds to a column what
    a field's marks say.
    """

    types: Mapping[str, str | None]
    is_silent: Callable[[TypeName], bool] = field(default=lambda written: written.is_list)
    refined: Callable[[SketchColumn, Field], SketchColumn] = field(default=lambda column, it: column)


def sketched(shapes: Shapes, setting: Setting, language: Language) -> Sketch | None:
    """The tables of all classes that are no messages; None where nothing asks for tables."""
    kept = _kept(shapes, setting)
    wanted = wants_tables(setting)
    if wanted is False or not (wanted or any(_is_topic(shape, setting) for shape in kept)):
        return None
    bases = {base for shape in shapes.shapes for base in shape.bases}
    reading = Plain(shapes, frozenset(shape.name for shape in kept), setting, language)
    return tied(tuple(reading.model(shape) for shape in kept if shape.name not in bases))


def wants_tables(setting: Setting) -> bool | None:
    """Whether the words nearest to the code ask for tables; None where none of them says."""
    for words in (setting.intro, setting.heading, setting.title):
        if _TABLES.search(words):
            return True
        if _PASSED.search(words):
            return False
        if _MODELS.search(words):
            return True
    return None


def _is_topic(shape: Shape, setting: Setting) -> bool:
    return setting.topic is not None and words_of(shape.name) == tuple(setting.topic.split())


def is_message(shape: Shape) -> bool:
    """Whether the class is what programs hand to one another, or one that does things."""
    words = words_of(shape.name)
    is_told = words[-1] in _WORKERS or (len(words) > 1 and words[0] in _ASKED_OF)
    return is_told or shape.methods > len(shape.fields)


def _kept(shapes: Shapes, setting: Setting) -> list[Shape]:
    """The classes that are no messages; what a request of one looks like is one, too, beside others."""
    kept = [shape for shape in shapes.shapes if shape.fields and not is_message(shape)]
    others = [it for it in kept if words_of(it.name)[-1] not in _MESSAGES or _is_topic(it, setting)]
    return others or kept


class Plain:
    """Knows the classes of the program, and the things that have tables."""

    def __init__(self, shapes: Shapes, kept: frozenset[str], setting: Setting, language: Language) -> None:
        self.shapes = shapes
        self.kept = kept
        self.setting = setting
        self.language = language

    def model(self, shape: Shape) -> Model:
        """The class with its columns and ties."""
        key = key_of(shape)
        columns = ((it, self.column(it, is_key=it.name == key)) for it in shape.fields)
        parts = [self.language.refined(column, it) for it, column in columns if column is not None]
        ties = tuple(tie for it in shape.fields if (tie := self.tie(it)) is not None)
        return Model(name=shape.name, quote=shape.quote, parts=tuple(parts), ties=ties)

    def holds(self, written: TypeName) -> bool:
        """Whether a type is a class that has a table."""
        return written.name in self.kept or " ".join(words_of(written.name)) in self.setting.things

    def tie(self, it: Field) -> Tie | None:
        """The field as a tie; None where it holds no rows of another table."""
        if not self.holds(it.type):
            return None
        required = None if it.type.is_list else self._is_required(it, is_key=False)
        return Tie(name=it.name, to=it.type.name, quote=it.quote, is_many=it.type.is_list, required=required)

    def column(self, it: Field, *, is_key: bool) -> SketchColumn | None:
        """The field as a column; None where it is a tie or a function."""
        values = self.shapes.values(it.type)
        if it.type.name == "function" or self.holds(it.type):
            return None
        is_set = bool(values) and not it.type.is_list
        type_name, hint = (None, "") if is_set else self._type(it, is_key=is_key)
        is_number = is_key and (type_name in _NUMBERS or hint == VAGUE or it.type.name == "ID")
        type_name = "text" if values and not is_set else type_name
        is_many = it.type.is_list and type_name not in {"bytea", "jsonb", None}
        return SketchColumn(
            name=it.name,
            type=f"{type_name}[]" if is_many else type_name,
            hint="" if hint == VAGUE else hint,
            allowed=values if is_set else (),
            primary=is_key,
            identity=is_number,
            required=self._is_required(it, is_key=is_key),
            default="random uuid" if is_key and type_name == "uuid" else it.default,
            quote=it.quote,
        )

    def _is_required(self, it: Field, *, is_key: bool) -> bool | None:
        if is_key or it.type.is_optional:
            return is_key
        return None if self.language.is_silent(it.type) else True

    def _type(self, it: Field, *, is_key: bool) -> tuple[str | None, str]:
        """The type, or the word for it that nobody knows."""
        name, last = it.type.name, words_of(it.name)[-1]
        if it.type.is_list and name in _BYTES:
            return "bytea", ""
        known = self.language.types.get(name, "") if name else None
        if known == VAGUE:
            return (None, VAGUE) if is_key else (number_named(last), "")
        if known == BROKEN:
            return (None if number_named(last) is None else "double precision"), ""
        if known == WHOLE:
            return (None, VAGUE) if is_key else ("integer", "")
        if known == "moment":
            return moment_named(last), ""
        if known is None or known:
            return known, ""
        found = sql_type(name)
        return (found, "") if found else ("jsonb" if it.type.inner else None, name)


def number_named(last: str) -> str | None:
    """The type of a number by the last word of its name; None for a measure, which the name itself tells."""
    return None if last in _MEASURES else "integer"


def moment_named(last: str) -> str:
    """The type of a moment by the last word of its name."""
    return "date" if last in _DAYS else "timestamptz"


def key_of(shape: Shape) -> str | None:
    """The field that tells the rows apart: "id", else "orderId" of an order."""
    own = words_of(shape.name)
    usual = (("id",), ("uuid",), (*own, "id"), ("pk",))
    names = [(words_of(it.name), it.name) for it in shape.fields if not it.type.is_list]
    return next((name for wanted in usual for words, name in names if words == wanted), None)
