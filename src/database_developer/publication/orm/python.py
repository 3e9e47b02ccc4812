"""Python source as text: literals, calls and comments that foreign text cannot break out of."""

from __future__ import annotations

import re
from collections.abc import Iterable

WIDTH = 120
COLON = re.compile(r"(?<![:\w$]):(?=[\w$])|(?<=\\):(?!:)")  # what SQLAlchemy would read or unescape


def string(text: str) -> str:
    """A string literal on one line, in double quotes unless the others need fewer backslashes."""
    quote = "'" if text.count('"') > text.count("'") else '"'
    inner = "".join(character if character in "\"'" else repr(character)[1:-1] for character in text)
    return quote + inner.replace(quote, "\\" + quote) + quote


def comment(text: str) -> str:
    """The text on one line, fit to stand after ``#`` or inside a docstring."""
    return " ".join(text.replace("\\", "/").replace('"""', "'''").split())


def docstring(text: str) -> str:
    """A docstring of one line."""
    return f'"""{comment(text).rstrip(chr(34))}"""'


def sql(text: str) -> str:
    """``sa.text(...)`` of an SQL expression, whose colons are no parameters."""
    return f"sa.text({string(sql_body(text))})"


def sql_body(text: str) -> str:
    """An SQL expression as SQLAlchemy wants it: backslashes and single colons escaped."""
    return COLON.sub(r"\\:", text)


def strings(values: Iterable[str]) -> str:
    """A list of string literals."""
    return f"[{', '.join(map(string, values))}]"


def call(function: str, arguments: Iterable[str], indent: int = 0, before: str = "") -> str:
    """A call on one line if it fits, else with a line for each argument; ``before`` stands on the same line."""
    listed = [argument for argument in arguments if argument]
    short = f"{before}{function}({', '.join(listed)})"
    if indent + len(short) <= WIDTH and "\n" not in short:
        return short
    pad = " " * (indent + 4)
    body = "".join(f"{pad}{argument},\n" for argument in listed)
    return f"{before}{function}(\n{body}{' ' * indent})"
