"""Answers kept in a file, so that a run can be repeated without asking anybody."""

from __future__ import annotations

import difflib
import hashlib
import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_ai.messages import ModelMessage, ModelMessagesTypeAdapter, ModelResponse
from pydantic_ai.models import Model, ModelRequestParameters
from pydantic_ai.models.wrapper import WrapperModel
from pydantic_ai.settings import ModelSettings

from database_developer.assistant.scrubbing import one_line, scrubbed_all
from database_developer.errors import UsageError

# What differs each time though the same is sent.
PASSING = frozenset(
    {"timestamp", "run_id", "conversation_id", "id", "tool_call_id", "usage", "model_name", "model_id", "metadata"}
    | {"provider_name", "provider_url", "provider_details", "provider_response_id", "canonical_system", "state"}
    | {"finish_reason", "workspace_ref", "history_digest", "failed_attempts", "citations"}
)


class Recorder(WrapperModel):
    """Asks, and writes down what was sent and answered."""

    def __init__(self, wrapped: Model, path: Path, name: str, secrets: tuple[str, ...] = ()) -> None:
        super().__init__(wrapped)
        self.path, self.name, self.secrets = path, name, secrets
        self.taken: dict[str, dict[str, Any]] = {one["key"]: one for one in _read(path)} if path.exists() else {}

    async def request(
        self,
        messages: list[ModelMessage],
        model_settings: ModelSettings | None,
        model_request_parameters: ModelRequestParameters,
    ) -> ModelResponse:
        """The model's answer, which is written down too."""
        reply = await self.wrapped.request(messages, model_settings, model_request_parameters)
        sent = sent_lines(self.name, messages, model_request_parameters)
        reply_text = ModelMessagesTypeAdapter.dump_python([reply], mode="json")
        entry = {"key": key_of(sent), "sent": sent, "reply": scrubbed_all(reply_text, *self.secrets)}
        self.taken[entry["key"]] = entry
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(json.dumps(list(self.taken.values()), indent=2, ensure_ascii=False) + "\n", "utf-8")
        return reply


class Replayer(WrapperModel):
    """Answers from a file; never asks anybody."""

    def __init__(self, wrapped: Model, path: Path, name: str) -> None:
        super().__init__(wrapped)
        self.path, self.name = path, name
        self.known = {one["key"]: one for one in _read(path)}

    async def request(
        self,
        messages: list[ModelMessage],
        model_settings: ModelSettings | None,
        model_request_parameters: ModelRequestParameters,
    ) -> ModelResponse:
        """The answer that was recorded for the same messages. Raises UsageError where there is none."""
        sent = sent_lines(self.name, messages, model_request_parameters)
        found = self.known.get(key_of(sent))
        if found is None:
            raise UsageError(
                f"there is no recorded answer to what is sent now: {self._difference(sent)}",
                where=str(self.path),
                hint="record it anew with --record FILE, or replay with the same ticket, schema and model",
            )
        reply = ModelMessagesTypeAdapter.validate_python(found["reply"])[0]
        if not isinstance(reply, ModelResponse):
            raise _unreadable(self.path, "an answer is no answer")
        return reply

    def _difference(self, sent: list[str]) -> str:
        """The first lines that came and went beside what was recorded and is most alike."""
        recorded = [one["sent"] for one in self.known.values()]
        if not recorded:
            return "the file holds none at all"
        near = max(recorded, key=lambda other: difflib.SequenceMatcher(None, other, sent, autojunk=False).ratio())
        changed = [line for line in difflib.ndiff(near, sent) if line.startswith(("- ", "+ "))]
        return "; ".join(one_line(line, 120) for line in changed[:4]) or "nothing but the order"


def sent_lines(name: str, messages: list[ModelMessage], parameters: ModelRequestParameters) -> list[str]:
    """What is sent, as lines: the model, the form of the answer, every message; nothing that changes by itself."""
    tools = [tool.parameters_json_schema for tool in parameters.output_tools]
    form = parameters.output_object.json_schema if parameters.output_object else tools
    plain = _lasting(ModelMessagesTypeAdapter.dump_python(messages, mode="json"))
    parts = (name, parameters.output_mode, json.dumps(form, sort_keys=True), *_texts(plain))
    return [line for part in parts for line in part.splitlines()]


def key_of(sent: list[str]) -> str:
    """The hash by which an answer is found."""
    return hashlib.sha256("\n".join(sent).encode("utf-8", "surrogatepass")).hexdigest()


def _texts(value: Any) -> list[str]:
    if isinstance(value, list):
        return [text for member in value for text in _texts(member)]
    if isinstance(value, dict):
        return [text for _, member in sorted(value.items()) for text in _texts(member)]
    return [] if value is None else [str(value)]


def _lasting(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _lasting(member) for key, member in value.items() if key not in PASSING}
    return [_lasting(member) for member in value] if isinstance(value, list) else value


def _read(path: Path) -> list[dict[str, Any]]:
    try:
        found = json.loads(path.read_text("utf-8"))
        entries = [
            {"key": str(one["key"]), "sent": list(map(str, one["sent"])), "reply": one["reply"]} for one in found
        ]
        for entry in entries:
            ModelMessagesTypeAdapter.validate_python(entry["reply"])
    except (OSError, ValueError, TypeError, KeyError, ValidationError) as error:
        raise _unreadable(path, one_line(str(error))) from error
    return entries


def _unreadable(path: Path, why: str) -> UsageError:
    return UsageError(f"cannot be read: {why}", where=str(path), hint="it must be a file that --record wrote")
