"""The way in: asks a language model, whose libraries are loaded only then."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, cast

from database_developer.assistant.choice import Choice, Limits
from database_developer.assistant.material import Material
from database_developer.errors import UsageError
from database_developer.model.request import Ask

INSTALL = "pip install 'database-developer[llm]'"


@dataclass(frozen=True, kw_only=True, slots=True)
class Spent:
    """What a consultation took; ``cost`` in US dollars, None where no price is known."""

    requests: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float | None = None
    seconds: float = 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Consultation:
    """What came of it: asks, or why there are none (``failure``); every exchange as it may be written down."""

    asks: tuple[Ask, ...] = ()
    spent: Spent = Spent()
    failure: str = ""
    exchanges: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Tape:
    """Files of answers: one to ``record`` to, one to ``replay`` from instead of asking anybody."""

    record: Path | None = None
    replay: Path | None = None


class Agent(Protocol):
    """Whoever asks a model."""

    def consult(self, material: Material, choice: Choice, limits: Limits, tape: Tape) -> Consultation:
        """The asks that the model reads in the material."""


def consult(material: Material, choice: Choice, limits: Limits, tape: Tape) -> Consultation:
    """Ask the model; whatever goes wrong on its side is told in ``failure``.

    Raises UsageError where the extra is not installed, a key is missing, or a tape does not fit.
    """
    return _agent().consult(material, choice, limits, tape)


def _agent() -> Agent:
    try:
        return cast("Agent", importlib.import_module("database_developer.assistant.agent"))
    except ModuleNotFoundError as error:
        if error.name is not None and error.name.startswith("database_developer"):
            raise
        raise UsageError(
            "a language model is asked for, and the libraries for it are not installed",
            where="--model",
            hint=f"install them: {INSTALL}; or leave the model out: --model none",
        ) from error
