"""The connection to whoever serves a model: keys from the environment only, no redirects, no endless answers."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator

import anthropic
import httpx2
import openai
from pydantic_ai.exceptions import UserError
from pydantic_ai.models import Model
from pydantic_ai.models.anthropic import AnthropicModel
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.profiles.openai import OpenAIModelProfile
from pydantic_ai.providers.anthropic import AnthropicProvider
from pydantic_ai.providers.ollama import OllamaProvider
from pydantic_ai.providers.openai import OpenAIProvider

from database_developer.assistant.choice import ANTHROPIC, OLLAMA, SERVER, Choice, Limits
from database_developer.errors import UsageError

LONGEST_ANSWER = 4_000_000  # bytes
NO_KEY = "no-key-is-sent"
OLLAMA_URL = "http://127.0.0.1:11434/v1"
RETRIES = 1


def connected(choice: Choice, limits: Limits, *, is_replay: bool = False) -> tuple[Model, tuple[str, ...]]:
    """The model, and the secrets that its connection holds. Raises UsageError where a key is missing."""
    try:
        return _connected(choice, limits, NO_KEY if is_replay else None)
    except (openai.OpenAIError, anthropic.AnthropicError, UserError) as error:
        key = "ANTHROPIC_API_KEY" if choice.provider == ANTHROPIC else "OPENAI_API_KEY"
        raise UsageError(
            f'the model "{choice}" cannot be asked without a key',
            where="--model",
            hint=f"set {key} in the environment, or leave the model out: --model none",
        ) from error


def _connected(choice: Choice, limits: Limits, key: str | None) -> tuple[Model, tuple[str, ...]]:
    http = httpx2.AsyncClient(timeout=limits.seconds, follow_redirects=False, event_hooks={"response": [_with_an_end]})
    if choice.provider == ANTHROPIC:
        claude = anthropic.AsyncAnthropic(api_key=key, max_retries=RETRIES, timeout=limits.seconds, http_client=http)
        if claude.api_key is None and claude.auth_token is None:
            raise UserError("no key")
        secrets = (claude.api_key or "", claude.auth_token or "")
        return AnthropicModel(choice.name, provider=AnthropicProvider(anthropic_client=claude)), secrets
    client = openai.AsyncOpenAI(
        base_url=_address(choice),
        api_key=key or _key(choice),
        max_retries=RETRIES,
        timeout=limits.seconds,
        http_client=http,
    )
    return _of_openai(choice, client), (client.api_key,) if client.api_key != NO_KEY else ()


def _of_openai(choice: Choice, client: openai.AsyncOpenAI) -> OpenAIChatModel:
    if choice.provider == OLLAMA:
        return OpenAIChatModel(choice.name, provider=OllamaProvider(openai_client=client))
    provider = OpenAIProvider(openai_client=client)
    if choice.provider == SERVER:
        return OpenAIChatModel(choice.name, provider=provider, profile=PLAIN)
    return OpenAIChatModel(choice.name, provider=provider)


PLAIN = OpenAIModelProfile(supports_json_schema_output=True, openai_supports_strict_tool_definition=False)


def _address(choice: Choice) -> str | None:
    """None is what the library takes: OPENAI_BASE_URL or OpenAI itself."""
    if choice.provider == OLLAMA:
        return os.environ.get("OLLAMA_BASE_URL") or OLLAMA_URL
    return choice.url or None


def _key(choice: Choice) -> str | None:
    """A server named by its address is sent no key: the one in the environment is for somebody else."""
    if choice.provider == OLLAMA:
        return os.environ.get("OLLAMA_API_KEY") or NO_KEY
    return NO_KEY if choice.provider == SERVER else None


async def _with_an_end(response: httpx2.Response) -> None:
    if isinstance(response.stream, httpx2.AsyncByteStream):
        response.stream = _Bounded(response.stream)


class _Bounded(httpx2.AsyncByteStream):
    """A body that breaks off where it gets longer than any answer is."""

    def __init__(self, inner: httpx2.AsyncByteStream) -> None:
        self.inner = inner

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """The body's pieces. Raises ReadError where there are too many."""
        seen = 0
        async for piece in self.inner:
            seen += len(piece)
            if seen > LONGEST_ANSWER:
                raise httpx2.ReadError("the answer does not end")
            yield piece

    async def aclose(self) -> None:
        """Close the inner one."""
        await self.inner.aclose()
