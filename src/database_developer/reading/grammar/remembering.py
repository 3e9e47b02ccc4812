"""What tokens mean by themselves, worked out once for those that say the same, wherever they stand in a ticket."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from functools import update_wrapper
from typing import Generic, TypeVar

from database_developer.reading.grammar.tokens import Token

Tokens = tuple[Token, ...]
Result = TypeVar("Result")
_MOST = 4096  # results; then it begins anew
_LONGEST = 24  # tokens; longer ones hardly come twice


class Remembered(Generic[Result]):
    """A function of nothing but what tokens say; its results hold none of the tokens."""

    def __init__(self, work: Callable[[Tokens], Result]) -> None:
        self.work = work
        self.results: dict[Hashable, Result] = {}
        update_wrapper(self, work)

    def __call__(self, tokens: Tokens) -> Result:
        """The result, from memory where it is known."""
        if len(tokens) > _LONGEST:
            return self.work(tokens)
        said = content_of(tokens)
        if said in self.results:
            return self.results[said]
        if len(self.results) >= _MOST:
            self.results.clear()
        result = self.results[said] = self.work(tokens)
        return result

    def cache_clear(self) -> None:
        """Forget everything."""
        self.results.clear()


class Kept(Generic[Result]):
    """What an iterator gives, worked out no further than anybody asks for it, and then kept."""

    def __init__(self, source: Iterator[Result]) -> None:
        self._source, self._found = source, list[Result]()

    def __iter__(self) -> Iterator[Result]:
        yield from self._found
        for one in self._source:
            self._found.append(one)
            yield one


def content_of(tokens: Tokens) -> tuple[Hashable, ...]:
    """What the tokens say, less their places."""
    return tuple(
        [
            (it.kind, it.text, it.lower, content_of(it.inside)) if it.inside else (it.kind, it.text, it.lower)
            for it in tokens
        ]
    )
