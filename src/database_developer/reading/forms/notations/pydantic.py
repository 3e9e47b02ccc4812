"""Python's classes with annotated fields, dataclasses and pydantic's models, where the ticket asks for tables."""

from __future__ import annotations

import ast
from dataclasses import replace

from database_developer.reading.forms.notations import plain, pythonic
from database_developer.reading.forms.notations.lines import Setting, Source, bare
from database_developer.reading.forms.notations.pythonic import keyword, last_name
from database_developer.reading.forms.notations.shapes import Field, Mark, Shape, Shapes, TypeName
from database_developer.reading.sketch import Sketch, SketchColumn

LANGUAGES = pythonic.LANGUAGES | {"pydantic"}
_DEEPEST = 8
_TYPES = {
    "str": "text",
    "int": plain.WHOLE,
    "float": "double precision",
    "datetime": "timestamptz",
    "AwareDatetime": "timestamptz",
    "NaiveDatetime": "timestamp",
    "timedelta": "interval",
    "Dict": "jsonb",
    "Mapping": "jsonb",
    "Any": "jsonb",
    "EmailStr": "text",
    "HttpUrl": "text",
    "AnyUrl": "text",
    "SecretStr": "text",
    "PositiveInt": "integer",
    "NonNegativeInt": "integer",
    "UUID4": "uuid",
    "IPvAnyAddress": "inet",
}
_LISTS = frozenset({"list", "List", "set", "Set", "Sequence", "tuple", "Tuple", "frozenset", "Iterable"})
_FRAMEWORKS = frozenset({"Model", "Base", "DeclarativeBase", "SQLModel", "BaseSettings", "Protocol", "Document"})
_ENUMS = frozenset({"Enum", "StrEnum", "IntEnum"})
_BOUNDS = {"ge": "minimum", "le": "maximum"}


def sketched(source: Source, setting: Setting) -> Sketch | None:
    """The tables; None where nothing asks for any."""
    tree = pythonic.tree_of(source.text)
    if tree is None:
        return None
    enums = {node.name: _members(node) for node in pythonic.classes_of(tree) if _is_enum(node)}
    kept = [node for node in pythonic.classes_of(tree) if _is_plain(node)]
    shapes = Shapes(enums=enums, shapes=[_shape(node, source, enums) for node in kept])
    language = plain.Language(types=_TYPES, refined=_refined)
    return plain.sketched(shapes.settled(), setting, language) if shapes.shapes else None


def _is_plain(node: ast.ClassDef) -> bool:
    return not {last_name(base) for base in node.bases} & (_FRAMEWORKS | _ENUMS)


def _is_enum(node: ast.ClassDef) -> bool:
    return bool({last_name(base) for base in node.bases} & _ENUMS)


def _members(node: ast.ClassDef) -> dict[str, str]:
    """The members of an enum with their values, or with their names where those are no texts."""
    pairs = [it for it in node.body if isinstance(it, ast.Assign) and isinstance(it.targets[0], ast.Name)]
    return {last_name(it.targets[0]): pythonic.text(it.value) or last_name(it.targets[0]) for it in pairs}


def _shape(node: ast.ClassDef, source: Source, enums: dict[str, dict[str, str]]) -> Shape:
    told = [it for it in node.body if isinstance(it, ast.AnnAssign) and isinstance(it.target, ast.Name)]
    fields = [_field(it, source, enums) for it in told]
    methods = [it.name for it in node.body if isinstance(it, ast.FunctionDef | ast.AsyncFunctionDef)]
    return Shape(
        name=node.name,
        quote=source.quote(node.lineno - 1),
        fields=tuple(it for it in fields if it.type.name != "ClassVar" and not it.name.startswith("_")),
        bases=tuple(map(last_name, node.bases)),
        methods=sum(not name.startswith("__") for name in methods),
    )


def _field(node: ast.AnnAssign, source: Source, enums: dict[str, dict[str, str]]) -> Field:
    name, call = last_name(node.target), _call(node)
    inside = ", ".join(map(ast.unparse, (*call.args, *call.keywords))) if call is not None else ""
    told = keyword(call, "default") or (call.args[0] if call.args else None) if call is not None else node.value
    made = keyword(call, "default_factory") if call is not None else None
    written = _typed(node.annotation, 0)
    is_missing = isinstance(told, ast.Constant) and told.value is None
    return Field(
        name=name,
        type=replace(written, is_optional=written.is_optional or is_missing),
        quote=source.quote(node.lineno - 1),
        marks=(Mark(name="Field", inside=inside),) if inside else (),
        default=None if written.is_list else _default(told if made is None else made, enums),
    )


def _call(node: ast.AnnAssign) -> ast.Call | None:
    """The "Field(...)" that stands as the value or in the annotation."""
    places = [node.value, *(ast.walk(node.annotation))]
    return next((it for it in places if isinstance(it, ast.Call) and last_name(it) in {"Field", "field"}), None)


def _default(node: ast.expr | None, enums: dict[str, dict[str, str]]) -> str | None:
    """The words of a default; what a call gives is told only of the time now and of a random UUID."""
    if isinstance(node, ast.Attribute) and last_name(node.value) in enums:
        return enums[last_name(node.value)].get(node.attr)
    found = pythonic.default_words(node)
    is_computed = isinstance(node, ast.Call | ast.Attribute | ast.Name | ast.Lambda)
    return found if not is_computed or found in {"now", "random uuid"} else None


def _typed(node: ast.expr, depth: int) -> TypeName:
    """ "Optional[str]", "list[Wheel]", "Literal['a', 'b']", "Annotated[int, Field(ge=0)]", "'Wheel'"."""
    if depth > _DEEPEST:
        return TypeName()
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return TypeName(name=node.value.rpartition(".")[2])
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return _union([node.left, node.right], depth)
    if not isinstance(node, ast.Subscript):
        return TypeName(name=last_name(node))
    name = last_name(node)
    inner = list(node.slice.elts) if isinstance(node.slice, ast.Tuple) else [node.slice]
    if name in {"Optional", "Union"}:
        return _union([*inner, ast.Constant(value=None)] if name == "Optional" else inner, depth)
    if name == "Literal":
        return TypeName(
            values=tuple(it.value for it in inner if isinstance(it, ast.Constant) and isinstance(it.value, str))
        )
    if name in {"Annotated", "Required", "Final"}:
        return _typed(inner[0], depth + 1)
    if name in _LISTS:
        return replace(_typed(inner[0], depth + 1), is_list=True, is_optional=False)
    return TypeName(name=name, inner=(TypeName(),))


def _union(parts: list[ast.expr], depth: int) -> TypeName:
    others = [it for it in parts if not (isinstance(it, ast.Constant) and it.value is None)]
    found = [_typed(it, depth + 1) for it in others]
    if len(found) != 1:
        return TypeName(is_optional=len(others) < len(parts))
    return replace(found[0], is_optional=found[0].is_optional or len(others) < len(parts))


def _refined(column: SketchColumn, it: Field) -> SketchColumn:
    """With what "Field(max_length=20, ge=0)" says of the values."""
    mark = it.mark("Field")
    said = mark.named() if mark is not None else {}
    length, digits = said.get("max_length", ""), said.get("max_digits", "")
    if length.isdigit() and column.type == "text":
        column = replace(column, type=f"varchar({length})")
    if digits.isdigit() and column.type == "numeric":
        column = replace(column, type=f"numeric({digits},{said.get('decimal_places', '0')})")
    for word, end in _BOUNDS.items():
        number = said.get(word, "")
        if number.lstrip("-").replace(".", "", 1).isdigit():
            column = replace(column, minimum=number) if end == "minimum" else replace(column, maximum=number)
    return replace(column, comment=bare(said.get("description", "")))
