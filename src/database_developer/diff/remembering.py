"""Answers about schemas and differences, remembered for as long as these live."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Hashable
from functools import wraps
from typing import ParamSpec, TypeVar

from database_developer.model.differences import Differences
from database_developer.model.schema import Schema

P = ParamSpec("P")
R = TypeVar("R")


def remembered(ask: Callable[P, R]) -> Callable[P, R]:
    """The function, which computes its answer once for the same schemas and differences.

    These are the same where they are one object, for comparing large ones is what this spares; any other
    argument is the same where it is equal. Nothing is kept beyond the schemas and differences it is about.
    """
    answers: dict[Hashable, R] = {}

    @wraps(ask)
    def answer(*args: P.args, **kwargs: P.kwargs) -> R:
        said = (*args, *kwargs.values())
        key = (*kwargs, *map(_mark, said))
        if key in answers:
            return answers[key]
        found = ask(*args, **kwargs)
        large = [it for it in said if isinstance(it, Schema | Differences)]
        if large and not any(found is it for it in large):  # an answer that holds the question would keep it alive
            answers[key] = found
            for it in large:
                weakref.finalize(it, answers.pop, key, None).atexit = False
        return found

    return answer


def _mark(argument: object) -> Hashable:
    return id(argument) if isinstance(argument, Schema | Differences) else argument
