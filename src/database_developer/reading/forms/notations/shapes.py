"""Classes, structs and messages of any language: fields with their types and marks, not yet tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from database_developer.model.request import Quote
from database_developer.reading.forms.notations.cursor import Words
from database_developer.reading.forms.notations.expressions import Step, TooDeep, arguments_of
from database_developer.reading.forms.notations.lines import bare, split_outside
from database_developer.reading.forms.notations.words import CodeWord, WordKind
from database_developer.reading.grammar import lexicon

_DEEPEST = 12
_MOST_BASES = 12
_LISTS = lexicon.words(
    "array list set vec collection iterable icollection ilist ienumerable iset hashset arraylist mutablelist "
    "mutableset linkedlist readonlyarray readonlycollection ireadonlylist ireadonlycollection sequence hasmany"
)
_MAYBE = frozenset(["option", "optional", "nullable", "maybe", "undefinedable"])
_WRAPPED = lexicon.words(
    "promise ref reference lazy relation rel identifiedreference loaded box arc rc readonly mapped opt"
)
_NOTHINGS = frozenset({"null", "undefined", "None", "nil"})
_OPENING, _CLOSING = frozenset("<([{"), frozenset(">)]}")


@dataclass(frozen=True, kw_only=True, slots=True)
class TypeName:
    """A type: its last name, what stands in its angle brackets, or the texts that alone it allows."""

    name: str = ""
    inner: tuple[TypeName, ...] = ()
    is_optional: bool = False
    is_list: bool = False
    values: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """ "@Column({ length: 20 })" or "[MaxLength(20)]": its name, and what stands in its brackets."""

    name: str
    inside: str = ""

    def step(self) -> Step:
        """The arguments as expressions; none where they are nested without end."""
        try:
            return arguments_of(self.inside)
        except TooDeep:
            return Step(name=self.name)

    def named(self) -> dict[str, str]:
        """ "name = value" by name."""
        pairs = (part.partition("=") for part in split_outside(self.inside))
        return {name.strip(): value.strip() for name, sign, value in pairs if sign and name.strip().isidentifier()}

    def plain(self) -> tuple[str, ...]:
        """The arguments without a name."""
        return tuple(part for part in split_outside(self.inside) if not _is_named(part))

    def first(self) -> str:
        """The first argument without a name, its quotation marks left out."""
        return bare(next(iter(self.plain()), ""))


def _is_named(part: str) -> bool:
    name, sign, _ = part.partition("=")
    return bool(sign) and name.strip().isidentifier()


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """A field; ``value`` is its first value as it is written, ``default`` its words once all enums are known."""

    name: str
    type: TypeName
    quote: Quote
    marks: tuple[Mark, ...] = ()
    value: Words = ()
    default: str | None = None

    def mark(self, *names: str) -> Mark | None:
        """The first mark of one of these names."""
        return marked(self.marks, *names)


@dataclass(frozen=True, kw_only=True, slots=True)
class Shape:
    """A class with its fields; ``methods`` is how many it has that do something."""

    name: str
    quote: Quote
    fields: tuple[Field, ...] = ()
    marks: tuple[Mark, ...] = ()
    bases: tuple[str, ...] = ()
    methods: int = 0

    def mark(self, *names: str) -> Mark | None:
        """The first mark of one of these names."""
        return marked(self.marks, *names)


@dataclass(kw_only=True, slots=True)
class Shapes:
    """All that a program declares: its shapes, other names for types, and its enums' members with their values."""

    shapes: list[Shape] = field(default_factory=list)
    aliases: dict[str, TypeName] = field(default_factory=dict)
    enums: dict[str, dict[str, str]] = field(default_factory=dict)

    def named(self, name: str) -> Shape | None:
        """The shape of that name."""
        return next((shape for shape in self.shapes if shape.name == name), None)

    def values(self, written: TypeName) -> tuple[str, ...]:
        """The closed set that a type allows."""
        return written.values or tuple(self.enums.get(written.name, {}).values())

    def settled(self) -> Shapes:
        """The same with the words of first values, each shape with the fields of those it is built on."""
        self.shapes = [replace(shape, fields=tuple(map(self._told, shape.fields))) for shape in self.shapes]
        known = {shape.name: shape for shape in self.shapes}
        self.shapes = [replace(shape, fields=tuple(_with_bases(shape, known))) for shape in self.shapes]
        return self

    def _told(self, one: Field) -> Field:
        known = self.aliases.get(one.type.name) if one.type.name not in self.enums else None
        if known is not None:
            is_list, is_optional = one.type.is_list or known.is_list, one.type.is_optional or known.is_optional
            one = replace(one, type=replace(known, is_list=is_list, is_optional=is_optional))
        return replace(one, default=one.default or value_words(one.value, self.enums))


def _with_bases(shape: Shape, known: dict[str, Shape]) -> Iterator[Field]:
    """Its own fields before those of the others, of which only a key comes first."""
    own = {it.name: it for it in shape.fields}
    others: dict[str, Field] = {}
    for base in _bases(shape, known):
        others |= {it.name: it for it in base.fields if it.name not in own and it.name not in others}
    yield from (it for it in others.values() if it.name.lower() == "id")
    yield from shape.fields
    yield from (it for it in others.values() if it.name.lower() != "id")


def _bases(shape: Shape, known: dict[str, Shape]) -> Iterator[Shape]:
    """The shapes of the program that it is built on, the nearest first, each once."""
    seen, waiting = {shape.name}, list(shape.bases)
    while waiting and len(seen) <= _MOST_BASES:
        name = waiting.pop(0)
        if name in known and name not in seen:
            seen.add(name)
            yield known[name]
            waiting.extend(known[name].bases)


def marked(marks: Iterable[Mark], *names: str) -> Mark | None:
    """The first mark of one of these names."""
    return next((mark for mark in marks if mark.name in names), None)


def typed(words: Words, depth: int = 0) -> TypeName:
    """The type that the words write: "string | null", "List<Order>", "[]*Item", "[String!]!"."""
    if depth > _DEEPEST:
        return TypeName()
    parts = list(_split(words, "|"))
    if len(parts) > 1:
        return _union(parts, depth)
    words = words[1:] if words[:1] and words[0].is_name("readonly", "mut", "dyn", "const") else words
    if not words:
        return TypeName()
    return _prefixed(words, depth) or _postfixed(words, depth) or _bare(words, depth)


def _prefixed(words: Words, depth: int) -> TypeName | None:
    """ "*T", "&T", "[]T", "[T]" """
    first = words[0]
    if first.is_sign("*", "&"):
        return replace(typed(words[1:], depth + 1), is_optional=True)
    if first.is_sign("[") and len(words) > 1 and words[1].is_sign("]"):
        return _list_of(typed(words[2:], depth + 1))
    if first.is_sign("["):
        end = _end(words)
        inner = _list_of(typed(words[1:end], depth + 1))
        return replace(inner, is_optional=not (words[end + 1 :] and words[end + 1].is_sign("!")))
    if first.is_sign("(") and _end(words) == len(words) - 1:
        return typed(words[1:-1], depth + 1)
    return None


def _postfixed(words: Words, depth: int) -> TypeName | None:
    """ "T[]", "T?", "T!" """
    last = words[-1]
    if last.is_sign("]") and len(words) > 2 and words[-2].is_sign("["):
        return _list_of(typed(words[:-2], depth + 1))
    if last.is_sign("?") and len(words) > 1:
        return replace(typed(words[:-1], depth + 1), is_optional=True)
    if last.is_sign("!") and len(words) > 1:
        return replace(typed(words[:-1], depth + 1), is_optional=False)
    return None


def _list_of(inner: TypeName) -> TypeName:
    return replace(inner, is_list=True, is_optional=False)


def _bare(words: Words, depth: int) -> TypeName:
    """A name with its angle brackets, a text, an object."""
    if any(word.is_sign("=>") for word in words) or words[0].is_name("func", "fun", "fn"):
        return TypeName(name="function")
    if words[0].is_sign("{") or words[0].is_name("map", "interface", "struct"):
        return TypeName(name="object")
    if words[0].kind is WordKind.TEXT:
        return TypeName(values=(words[0].text,))
    names = [word.text for word in _before_brackets(words) if word.kind is WordKind.NAME]
    name = names[-1] if names else ""
    start = next((at for at, word in enumerate(words) if word.is_sign("<")), None)
    if start is None:
        return TypeName(name=name)
    inner = tuple(typed(part, depth + 1) for part in _split(words[start + 1 : -1], ","))
    return _unwrapped(name, inner)


def _unwrapped(name: str, inner: tuple[TypeName, ...]) -> TypeName:
    """ "Option<T>" as T that may be missing, "List<T>" as many of T."""
    lowered = name.lower()
    if len(inner) == 1 and lowered in _LISTS:
        return _list_of(inner[0])
    if len(inner) == 1 and lowered in _MAYBE:
        return replace(inner[0], is_optional=True)
    return inner[0] if inner and lowered in _WRAPPED else TypeName(name=name, inner=inner)


def _union(parts: list[Words], depth: int) -> TypeName:
    others = [part for part in parts if not (len(part) == 1 and part[0].text in _NOTHINGS)]
    is_optional = len(others) < len(parts)
    texts = tuple(part[0].text for part in others if len(part) == 1 and part[0].kind is WordKind.TEXT)
    if others and len(texts) == len(others):
        return TypeName(values=texts, is_optional=is_optional)
    if len(others) != 1:
        return TypeName(name="" if others else "null", is_optional=is_optional)
    inner = typed(others[0], depth + 1)
    return replace(inner, is_optional=is_optional or inner.is_optional)


def _split(words: Words, sign: str) -> Iterator[Words]:
    """The parts between such signs that stand in no brackets, the empty ones left out."""
    depth, start = 0, 0
    for at, word in enumerate(words):
        if word.kind is WordKind.SIGN and word.text in _OPENING:
            depth += 1
        elif word.kind is WordKind.SIGN and word.text in _CLOSING:
            depth -= 1
        elif word.is_sign(sign) and depth <= 0:
            yield from [words[start:at]] if at > start else []
            start = at + 1
    yield from [words[start:]] if start < len(words) else []


def _before_brackets(words: Words) -> Iterator[CodeWord]:
    for word in words:
        if word.is_sign("<", "(", "[", "{"):
            return
        yield word


def _end(words: Words) -> int:
    """The bracket that closes the first word's."""
    depth = 0
    for at, word in enumerate(words):
        if word.kind is WordKind.SIGN:
            depth += (word.text in "([{") - (word.text in ")]}") if word.text else 0
        if depth == 0:
            return at
    return len(words) - 1


def value_words(words: Words, enums: dict[str, dict[str, str]]) -> str | None:
    """The words of a first value: a text, a number, true or false, a member of an enum, the time now."""
    sign = "-" if words[:1] and words[0].is_sign("-") else ""
    words = words[1:] if sign else words
    if not words:
        return None
    if len(words) == 1 and words[0].kind in {WordKind.TEXT, WordKind.NUMBER}:
        return sign + words[0].text if words[0].text else None
    if words[0].kind is WordKind.NUMBER and len(words) == 2 and len(words[1].text) == 1:
        return sign + words[0].text
    said = "".join(word.text for word in words)
    if len(words) == 1:
        return said.lower() if said in {"true", "false", "True", "False"} else None
    members = enums.get(words[0].text, {})
    return members.get(words[-1].text) or computed(said)


def computed(said: str) -> str | None:
    """ "now" or "random uuid" where a call gives one of them."""
    lowered = said.lower()
    if any(word in lowered for word in (".now", "now()", "current_timestamp", "utcnow", "newdate(")):
        return "now"
    is_uuid = any(word in lowered for word in ("uuid_generate", "gen_random_uuid", "randomuuid", "uuid4", "newguid"))
    return "random uuid" if is_uuid or lowered.endswith("uuid.new()") else None
