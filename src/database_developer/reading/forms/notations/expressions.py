"""Programs as trees of calls, lists and mappings: read, never run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from database_developer.reading.forms.notations.words import CodeWord, WordKind, words_in

_DEEPEST = 60
_CLOSING = {"(": ")", "[": "]", "{": "}", "%{": "}"}
_PREFIXES = ("new", "await", "return", "async", "export", "const", "let", "var", "default", "public", "static")


@dataclass(frozen=True, kw_only=True, slots=True)
class Literal:
    """A text, a number or a symbol."""

    text: str
    is_number: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """A list."""

    items: tuple[Expression, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One key of a mapping with its value, and where the key stands."""

    key: str
    value: Expression
    start: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Mapping:
    """An object, hash or map."""

    entries: tuple[Entry, ...] = ()

    def get(self, key: str) -> Expression | None:
        """The value of a key."""
        return next((entry.value for entry in self.entries if entry.key == key), None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """A name in a chain; ``arguments`` is None where it is not called. Named arguments stand apart."""

    name: str
    arguments: tuple[Expression, ...] | None = None
    named: Mapping = field(default_factory=Mapping)

    def text(self, index: int = 0) -> str | None:
        """The literal at that place among the arguments."""
        arguments = self.arguments or ()
        found = arguments[index] if index < len(arguments) else None
        return found.text if isinstance(found, Literal) else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Chain:
    """ "table.string('name', 30).notNullable()": names joined by dots, each perhaps called."""

    steps: tuple[Step, ...]
    start: int

    @property
    def name(self) -> str:
        """Its names without their arguments."""
        return ".".join(step.name for step in self.steps if step.name)


@dataclass(frozen=True, kw_only=True, slots=True)
class Function:
    """A function's body: its statements."""

    body: tuple[Statement, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Unknown:
    """Anything else."""


Expression = Literal | Listed | Mapping | Chain | Function | Unknown


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """An expression, and the name it is given."""

    value: Expression
    name: str = ""


class TooDeep(ValueError):
    """The program is nested more deeply than any ticket is."""


def statements_of(text: str) -> tuple[Statement, ...]:
    """The statements of a program; what is none of ours is passed over. TooDeep where it is nested without end."""
    return tuple(_Parser(words_in(text)).statements(""))


def arguments_of(text: str) -> Step:
    """The arguments of a call written without brackets: ":name, null: false"."""
    return _Parser(words_in(text)).arguments("", "")


def chains_in(values: Iterable[Expression]) -> Iterator[Chain]:
    """All chains, those inside of others as well."""
    for value in values:
        match value:
            case Chain():
                yield value
                for step in value.steps:
                    yield from chains_in(step.arguments or ())
            case Function():
                yield from chains_in(statement.value for statement in value.body)
            case Listed():
                yield from chains_in(value.items)
            case Mapping():
                yield from chains_in(entry.value for entry in value.entries)


class _Parser:
    """Reads words from left to right; every loop moves on by at least one word."""

    def __init__(self, words: tuple[CodeWord, ...]) -> None:
        self.words = words
        self.at = 0
        self.depth = 0

    def statements(self, closing: str) -> Iterator[Statement]:
        while self.at < len(self.words) and not self._is(closing):
            name = self._assigned()
            before = self.at
            value = self.value()
            if not isinstance(value, Unknown):
                yield Statement(value=value, name=name)
            self.at = max(self.at, before + 1) if self.at == before else self.at
        self.at += 1

    def _assigned(self) -> str:
        """The name before "="."""
        while self._word().is_name(*_PREFIXES):
            self.at += 1
        if self._word().kind is WordKind.NAME and self._word(1).is_sign("="):
            name = self._word().text
            self.at += 2
            return name
        return ""

    def value(self) -> Expression:
        """The expression that stands here."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise TooDeep
        found = self._primary()
        self.depth -= 1
        return found

    def _primary(self) -> Expression:
        while self._word().is_name("new", "await", "return", "async"):
            self.at += 1
        word = self._word()
        if word.kind in {WordKind.TEXT, WordKind.SYMBOL, WordKind.NUMBER}:
            self.at += 1
            return Literal(text=word.text, is_number=word.kind is WordKind.NUMBER)
        if word.is_sign("-") and self._word(1).kind is WordKind.NUMBER:
            self.at += 2
            return Literal(text=f"-{self._word(-1).text}", is_number=True)
        if word.kind is WordKind.NAME:
            return self._named(word)
        if word.is_sign("["):
            self.at += 1
            return self._list()
        if word.is_sign("{", "%{"):
            self.at += 1
            return self._mapping("}")
        return self._bracket() if word.is_sign("(") else Unknown()

    def _named(self, word: CodeWord) -> Expression:
        if word.text in {"function", "fn"}:
            return self._function()
        if self._word(1).is_sign("=>") and word.text[0] not in "$@":
            self.at += 2
            return self._body()
        self.at += 1
        return self._chain(word)

    def _bracket(self) -> Expression:
        """An arrow function, or an expression in brackets."""
        end = self._end_of_group(self.at)
        after = self.words[end] if end < len(self.words) else self._word(10**9)
        if after.is_sign("=>"):
            self.at = end + 1
            return self._body()
        self.at += 1
        inner = self.value()
        self.at = end
        return inner

    def _function(self) -> Expression:
        """Past its name, its parameters and what it uses, to its body."""
        self.at += 1
        while self.at < len(self.words) and not self._is("{", "=>", ";"):
            self.at = self._end_of_group(self.at) if self._is("(") else self.at + 1
        if self._is("=>"):
            self.at += 1
        return self._body()

    def _body(self) -> Function:
        if self._is("{"):
            self.at += 1
            return Function(body=tuple(self.statements("}")))
        return Function(body=(Statement(value=self.value()),))

    def _chain(self, first: CodeWord) -> Chain:
        steps = [Step(name=first.text)]
        while True:
            if self._is(".", "->", "::", "?.") and self._word(1).kind is WordKind.NAME:
                steps.append(Step(name=self._word(1).text))
                self.at += 2
            elif self._is("("):
                self.at += 1
                steps[-1] = self.arguments(steps[-1].name, ")")
            elif self._is("<") and self._end_of_types() is not None:
                self.at = self._end_of_types() or self.at + 1
            elif self._is("["):
                self.at = self._end_of_group(self.at)
            else:
                return Chain(steps=tuple(steps), start=first.start)

    def arguments(self, name: str, closing: str) -> Step:
        """The arguments up to the closing bracket, or to the end."""
        plain: list[Expression] = []
        named: list[Entry] = []
        for key, value, start in self._items(closing):
            if key is None:
                plain.append(value)
            else:
                named.append(Entry(key=key, value=value, start=start))
        return Step(name=name, arguments=tuple(plain), named=Mapping(entries=tuple(named)))

    def _list(self) -> Expression:
        """A list; with keys (as PHP writes them) a mapping."""
        items = tuple(self._items("]"))
        if items and all(key is not None for key, _, _ in items):
            entries = tuple(Entry(key=key or "", value=value, start=start) for key, value, start in items)
            return Mapping(entries=entries)
        return Listed(items=tuple(value for _, value, _ in items))

    def _mapping(self, closing: str) -> Mapping:
        items = tuple(self._items(closing))
        entries = (Entry(key=key, value=value, start=start) for key, value, start in items if key is not None)
        return Mapping(entries=tuple(entries))

    def _items(self, closing: str) -> Iterator[tuple[str | None, Expression, int]]:
        """The values between commas, each with its key if it has one."""
        while self.at < len(self.words) and not self._is(closing):
            start = self._word().start
            key = self._key()
            before = self.at
            value = self.value()
            if not (isinstance(value, Unknown) and key is None):
                yield key, value, start
            self.at = max(self.at, before)
            self._past_the_rest(closing)
        self.at += 1

    def _key(self) -> str | None:
        word, after = self._word(), self._word(1)
        if word.kind is not WordKind.SIGN and after.is_sign(":", "=>") and not self._is_arrow():
            self.at += 2
            return word.text
        return None

    def _is_arrow(self) -> bool:
        """Whether "x => ..." is a function and no key."""
        word = self._word()
        return self._word(1).is_sign("=>") and word.kind is WordKind.NAME

    def _past_the_rest(self, closing: str) -> None:
        """To the next comma: operators and what follows them are not looked at."""
        while self.at < len(self.words) and not self._is(closing):
            if self._is(","):
                self.at += 1
                return
            self.at = self._end_of_group(self.at) if self._is(*_CLOSING) else self.at + 1

    def _end_of_group(self, at: int) -> int:
        """Behind the bracket that closes the one here."""
        waiting: list[str] = []
        for index in range(at, len(self.words)):
            word = self.words[index]
            if word.is_sign(*_CLOSING):
                waiting.append(_CLOSING[word.text])
            elif waiting and word.is_sign(waiting[-1]):
                waiting.pop()
                if not waiting:
                    return index + 1
        return len(self.words)

    def _end_of_types(self) -> int | None:
        """Behind "<Record<string, any>>" where a call follows."""
        depth = 0
        for index in range(self.at, min(self.at + 40, len(self.words))):
            word = self.words[index]
            depth += word.is_sign("<") - word.is_sign(">")
            if depth == 0:
                is_call = index + 1 < len(self.words) and self.words[index + 1].is_sign("(")
                return index + 1 if is_call else None
        return None

    def _word(self, ahead: int = 0) -> CodeWord:
        index = self.at + ahead
        inside = 0 <= index < len(self.words)
        return self.words[index] if inside else CodeWord(kind=WordKind.SIGN, text="", start=0)

    def _is(self, *signs: str) -> bool:
        return self._word().is_sign(*(sign for sign in signs if sign))
