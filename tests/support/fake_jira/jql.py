"""A small JQL: what a search for tasks needs, and 400 for all the rest."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from support.fake_jira import jql_fields
from support.fake_jira.exchange import Refused
from support.fake_jira.records import Issue, User
from support.fake_jira.world import World

Condition = Callable[[Issue], bool]
TOKEN = re.compile(r"""\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(!=|!~|>=|<=|[=~<>(),])|([\w@.:+/-]+(?:\(\))?))""")
KEYWORDS = {"and", "or", "not", "order", "by", "asc", "desc", "in", "is"}
ORDERED_BY: dict[str, Callable[[Issue], object]] = {
    "key": lambda issue: (issue.project.key, int(issue.key.rpartition("-")[2])),
    "created": lambda issue: (issue.created, int(issue.id)),
    "updated": lambda issue: (issue.updated, int(issue.id)),
    "status": lambda issue: issue.status.name,
    "summary": lambda issue: issue.summary.lower(),
}
AGO = re.compile(r"-(\d+)([mhdw])")
UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


@dataclass(frozen=True)
class Token:
    text: str
    is_quoted: bool = False

    @property
    def word(self) -> str:
        """In lower case, and nothing that a keyword equals where it was quoted."""
        return "" if self.is_quoted else self.text.lower()


@dataclass(frozen=True)
class Query:
    """What was understood; ``is_bounded`` says whether anything at all is restricted."""

    holds: Condition
    order: tuple[tuple[str, bool], ...]
    is_bounded: bool

    def run(self, issues: list[Issue]) -> list[Issue]:
        found = [issue for issue in issues if self.holds(issue)]
        for name, is_descending in reversed(self.order or (("created", True),)):
            found.sort(key=ORDERED_BY[name], reverse=is_descending)  # type: ignore[arg-type]
        return found


def tokens(text: str) -> list[Token]:
    found, at = [], 0
    while text[at:].strip():
        match = TOKEN.match(text, at)
        if match is None:
            raise Refused(400, f"Error in the JQL Query: '{text[at:].strip()[0]}' is not understood (character {at}).")
        double, single, sign, word = match.groups()
        quoted = double if double is not None else single
        found.append(Token(sign or word) if quoted is None else Token(re.sub(r"\\(.)", r"\1", quoted), is_quoted=True))
        at = match.end()
    return found


def parse(text: str, world: World, viewer: User | None, *, is_strict: bool = True) -> Query:
    """Raises Refused with 400 where the text is not in the part of JQL that is known here."""
    return _Parser(tokens(text), world, viewer, is_strict=is_strict).query()


class _Parser:
    def __init__(self, found: list[Token], world: World, viewer: User | None, *, is_strict: bool) -> None:
        self.rest = found
        self.world = world
        self.viewer = viewer
        self.is_strict = is_strict

    def query(self) -> Query:
        is_bounded = bool(self.rest) and self._peek() != "order"
        holds = self._either() if is_bounded else (lambda issue: True)
        order = self._order()
        if self.rest:
            raise Refused(400, f"Error in the JQL Query: '{self.rest[0].text}' was not expected.")
        return Query(holds, order, is_bounded)

    def _peek(self) -> str:
        return self.rest[0].word if self.rest else ""

    def _take(self, *expected: str) -> Token:
        if not self.rest or (expected and self.rest[0].word not in expected):
            found = self.rest[0].text if self.rest else "the end"
            raise Refused(
                400, f"Error in the JQL Query: expecting {' or '.join(expected) or 'more'} but got '{found}'."
            )
        return self.rest.pop(0)

    def _accept(self, word: str) -> bool:
        return self._peek() == word and bool(self.rest.pop(0))

    def _either(self) -> Condition:
        parts = [self._both()]
        while self._accept("or"):
            parts.append(self._both())
        return lambda issue: any(part(issue) for part in parts)

    def _both(self) -> Condition:
        parts = [self._one()]
        while self._accept("and"):
            parts.append(self._one())
        return lambda issue: all(part(issue) for part in parts)

    def _one(self) -> Condition:
        if self._accept("not"):
            inner = self._one()
            return lambda issue: not inner(issue)
        if self._accept("("):
            inside = self._either()
            self._take(")")
            return inside
        return self._clause()

    def _clause(self) -> Condition:
        field = self._take().text.lower()
        operator = self._operator()
        if operator in ("is", "is not"):
            self._take("empty", "null")
            return self._values_test(field, "in" if operator == "is" else "not in", [""])
        values = self._values() if operator.endswith("in") else [self._value()]
        if field in ("updated", "created"):
            return self._time_test(field, operator, values[0])
        if operator in ("~", "!~"):
            return self._text_test(field, operator, values[0])
        return self._values_test(field, operator, values)

    def _operator(self) -> str:
        first = self._take("=", "!=", "~", "!~", ">", "<", ">=", "<=", "in", "not", "is").word
        if first == "not":
            self._take("in")
            return "not in"
        return "is not" if first == "is" and self._accept("not") else first

    def _value(self) -> str:
        token = self._take()
        if token.word in KEYWORDS or token.word in ("(", ")", ","):
            raise Refused(400, f"Error in the JQL Query: expecting a value but got '{token.text}'.")
        if token.word == "currentuser()":
            return self.viewer.id if self.viewer else "nobody"
        return "" if token.word == "empty" else token.text

    def _values(self) -> list[str]:
        self._take("(")
        found = [self._value()]
        while self._accept(","):
            found.append(self._value())
        self._take(")")
        return found

    def _values_test(self, field: str, operator: str, values: list[str]) -> Condition:
        if operator not in ("=", "!=", "in", "not in"):
            raise Refused(400, f"The operator '{operator}' is not supported by the '{field}' field.")
        wanted = {value.lower() for value in values}
        of = jql_fields.reader(self.world, field)
        for value in wanted if self.is_strict else ():
            jql_fields.check(self.world, self.viewer, field, value)
        is_wanted = operator in ("=", "in")
        return lambda issue: bool(wanted & of(issue)) is is_wanted

    def _text_test(self, field: str, operator: str, text: str) -> Condition:
        holds = jql_fields.text_test(field, text)
        return lambda issue: holds(issue) is (operator == "~")

    def _time_test(self, field: str, operator: str, value: str) -> Condition:
        limit = self._moment(value)
        tests: dict[str, Callable[[datetime], bool]] = {
            ">": lambda at: at > limit,
            ">=": lambda at: at >= limit,
            "<": lambda at: at < limit,
            "<=": lambda at: at <= limit,
        }
        if operator not in tests:
            raise Refused(400, f"The operator '{operator}' is not supported by the '{field}' field.")
        return lambda issue: tests[operator](issue.updated if field == "updated" else issue.created)

    def _moment(self, value: str) -> datetime:
        ago = AGO.fullmatch(value)
        if ago:
            return self.world.clock.now() - int(ago[1]) * UNITS[ago[2]]
        try:
            return datetime.fromisoformat(value.replace("/", "-")).replace(tzinfo=UTC)
        except ValueError:
            raise Refused(400, f"Date value '{value}' is invalid.") from None

    def _order(self) -> tuple[tuple[str, bool], ...]:
        if not self._accept("order"):
            return ()
        self._take("by")
        found = [self._ordering()]
        while self._accept(","):
            found.append(self._ordering())
        return tuple(found)

    def _ordering(self) -> tuple[str, bool]:
        field = self._take().text.lower().replace("issuekey", "key")
        if field not in ORDERED_BY:
            raise Refused(400, f"Not able to sort using field '{field}'.")
        is_descending = self._accept("desc")
        return field, is_descending or (not self._accept("asc") and False)
