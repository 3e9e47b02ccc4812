"""What was said to and fro, as documents without secrets, and what it came to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic_ai.messages import ModelMessage, ModelMessagesTypeAdapter, ModelResponse

from database_developer.assistant.choice import Limits
from database_developer.assistant.consulting import Spent
from database_developer.assistant.scrubbing import scrubbed_all

MILLION = 1_000_000


def exchanges_of(messages: Sequence[ModelMessage], *secrets: str) -> tuple[Mapping[str, Any], ...]:
    """A document for each request with the raw reply to it; the last reply may be missing."""
    plain = scrubbed_all(ModelMessagesTypeAdapter.dump_python(list(messages), mode="json"), *secrets)
    return tuple(_paired(plain))


def spent_on(messages: Sequence[ModelMessage], limits: Limits, seconds: float) -> Spent:
    """What the answers took; their cost by the settings' prices, else by those that are published."""
    replies = [message for message in messages if isinstance(message, ModelResponse)]
    return Spent(
        requests=len(replies),
        tokens_in=sum(reply.usage.input_tokens for reply in replies),
        tokens_out=sum(reply.usage.output_tokens for reply in replies),
        cost=cost_of(replies, limits),
        seconds=round(seconds, 3),
    )


def cost_of(replies: Sequence[ModelResponse], limits: Limits) -> float | None:
    """US dollars; None where no price is known."""
    costs = [_cost(reply, limits) for reply in replies]
    known = [cost for cost in costs if cost is not None]
    return sum(known) if known and len(known) == len(costs) else None


def _cost(reply: ModelResponse, limits: Limits) -> float | None:
    if limits.price_in is not None or limits.price_out is not None:
        paid_in = reply.usage.input_tokens * (limits.price_in or 0.0)
        return (paid_in + reply.usage.output_tokens * (limits.price_out or 0.0)) / MILLION
    try:
        return float(reply.cost().total_price)
    except (LookupError, ValueError, AssertionError):
        return None


def _paired(plain: list[dict[str, Any]]) -> Iterator[Mapping[str, Any]]:
    waiting: list[dict[str, Any]] = []
    for message in plain:
        if message.get("kind") == "response":
            yield {"request": waiting, "reply": message, "usage": message.get("usage")}
            waiting = []
        else:
            waiting.append(message)
    if waiting:
        yield {"request": waiting, "reply": None, "usage": None}
