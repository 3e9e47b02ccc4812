"""Which language model helps to read, and what it may cost; nobody unless one is named."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from urllib.parse import urlsplit

NONE, ANTHROPIC, OPENAI, OLLAMA, SERVER = "none", "anthropic", "openai", "ollama", "server"
FORMS = "none, anthropic:NAME, openai:NAME, ollama:NAME, or a server's address such as http://127.0.0.1:8080/v1#NAME"
MODES = ("native", "tool", "prompted")
_NAME = re.compile(r"[\w./:@-]{1,200}", re.ASCII)


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """A model: who serves it (``NONE``: no model at all), its name there, and for a server its address."""

    provider: str = NONE
    name: str = ""
    url: str = ""

    @property
    def is_asked(self) -> bool:
        """Whether there is a model to ask."""
        return self.provider != NONE

    @property
    def mode(self) -> str:
        """How answers keep their form where the settings do not say: local servers fail at tools."""
        return "tool" if self.provider == ANTHROPIC else "native"

    def __str__(self) -> str:
        if self.provider == SERVER:
            return f"{self.url}#{self.name}"
        return f"{self.provider}:{self.name}" if self.is_asked else NONE


NOBODY = Choice()


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """What a consultation may take, and how answers keep their form (``mode``; "" is what suits the model).

    ``seconds`` in all, ``requests`` with all second attempts, ``tokens`` read and written in all, ``cost`` in US
    dollars where prices are known. ``price_in`` and ``price_out`` are dollars a million tokens; None: as published.
    """

    mode: str = ""
    seconds: float = 120.0
    requests: int = 3
    tokens: int = 60_000
    answer_tokens: int = 6_000
    cost: float = 1.0
    price_in: float | None = None
    price_out: float | None = None


USUAL = Limits()


def choice_of(value: object) -> Choice:
    """The model that a setting names. Raises ValueError."""
    text = str(value).strip()
    if text in ("", NONE):
        return NOBODY
    if re.match(r"https?://", text, re.IGNORECASE):
        return _server(text)
    provider, _, name = text.partition(":")
    if provider not in (ANTHROPIC, OPENAI, OLLAMA) or not _NAME.fullmatch(name):
        raise ValueError(f"say {FORMS}")
    return Choice(provider=provider, name=name)


def limits_of(table: Mapping[str, object]) -> Limits:
    """The limits that the table ``[model]`` of a settings file gives. Raises ValueError."""
    known = [field.name for field in fields(Limits)]
    for name in table:
        if name not in known:
            raise ValueError(f'"{name}" is no setting of a model; there are name, {", ".join(known)}')
    if table.get("mode", "native") not in MODES:
        raise ValueError(f'"{table["mode"]}" is no mode; there are {", ".join(MODES)}')
    return Limits(**{name: _number(name, value) for name, value in table.items()})  # type: ignore[arg-type]


def _number(name: str, value: object) -> object:
    if name == "mode":
        return value
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < float("inf"):
        raise ValueError(f'"{name}" must be a number, 0 or more')
    if name in ("requests", "tokens", "answer_tokens") and (value < 1 or value != int(value)):
        raise ValueError(f'"{name}" must be a whole number, 1 or more')
    return int(value) if name in ("requests", "tokens", "answer_tokens") else float(value)


def _server(text: str) -> Choice:
    """A server that speaks as OpenAI's does; it is sent no key, so its address may hold none either."""
    parts = urlsplit(text)
    if not parts.hostname or parts.query or parts.port == 0:
        raise ValueError(f"the address of a model's server is such as {FORMS.rsplit(' ', 1)[-1]}")
    if parts.username or parts.password:
        raise ValueError("an address holds no password; for a server that wants a key, see openai:NAME")
    if parts.fragment and not _NAME.fullmatch(parts.fragment):
        raise ValueError(f'"{parts.fragment}" is no name of a model')
    return Choice(provider=SERVER, name=parts.fragment or "default", url=text.partition("#")[0].rstrip("/"))
