"""A ticket, live tables and a scripted model, for asking without a network."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from pydantic_ai.messages import ModelMessage, ModelResponse, TextPart, ToolCallPart
from pydantic_ai.models.function import AgentInfo, FunctionModel

from database_developer.assistant.agent import ask
from database_developer.assistant.choice import Choice, Limits
from database_developer.assistant.consulting import Consultation
from database_developer.assistant.material import Material, material_of
from database_developer.model.names import QualifiedName
from database_developer.model.schema import Column, Schema, Table
from database_developer.model.ticket import Ticket
from database_developer.reading import Vocabulary, read
from database_developer.trackers.blocks import blocks_of

CHOICE = Choice(provider="openai", name="scripted")
TEXT = """The shop keeps track of purchases.

A customer has a name and an email.

Each purchase remembers how many loyalty points it earned, between 0 and 500.

Its channel says where it came from: web or store. Nobody reads the old address of users any more.
"""
POINTS = "how many loyalty points it earned"
LIVE = {"users": {"id": "bigint", "address": "text"}}


def live_schema(tables: dict[str, dict[str, str]] = LIVE) -> Schema:
    made = (
        Table(
            name=QualifiedName("public", name),
            columns=tuple(Column(name=it, type=kind) for it, kind in columns.items()),
        )
        for name, columns in tables.items()
    )
    return Schema(tables={table.name: table for table in made})


def vocabulary(tables: dict[str, dict[str, str]] = LIVE) -> Vocabulary:
    return Vocabulary(tables={name: tuple(columns) for name, columns in tables.items()})


def ticket(text: str = TEXT) -> Ticket:
    return Ticket(key="T-1", summary="Loyalty", blocks=blocks_of(text), origin="T-1.md")


def material(text: str = TEXT, tables: dict[str, dict[str, str]] = LIVE) -> Material:
    return material_of(ticket(text), read(ticket(text), vocabulary(tables)), live_schema(tables))


class Script:
    """Says its texts in turn, the last one again and again; keeps what it was sent."""

    def __init__(self, *replies: str | Callable[[], ModelResponse]) -> None:
        self.replies = replies
        self.heard: list[list[ModelMessage]] = []

    def __call__(self, messages: list[ModelMessage], info: AgentInfo) -> ModelResponse:
        self.heard.append(list(messages))
        reply = self.replies[min(len(self.heard), len(self.replies)) - 1]
        if not isinstance(reply, str):
            return reply()
        if info.output_tools:
            return ModelResponse(parts=[ToolCallPart(tool_name=info.output_tools[0].name, args=reply)])
        return ModelResponse(parts=[TextPart(reply)])

    @property
    def feedback(self) -> str:
        """What the model was last told."""
        return str(self.heard[-1][-1])


def consulted(script: Script, limits: Limits | None = None, **where: Any) -> Consultation:
    return ask(where.pop("material", None) or material(), FunctionModel(script), CHOICE, limits or Limits(), **where)


def said(*asks: dict[str, Any]) -> str:
    return json.dumps({"asks": list(asks)})


def table(name: str, quote: str = POINTS) -> dict[str, Any]:
    return {"kind": "table", "table": name, "quote": quote}


def column(entity: str, name: str, quote: str = POINTS, **more: Any) -> dict[str, Any]:
    return {"kind": "column", "table": entity, "column": name, "quote": quote, **more}
