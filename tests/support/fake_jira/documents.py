"""Atlassian's own documents, against which every request and every answer of the fake is held."""

from __future__ import annotations

import copy
import json
import os
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
from openapi_core import Config, OpenAPI
from openapi_core.datatypes import RequestParameters
from openapi_core.exceptions import OpenAPIError
from werkzeug.datastructures import Headers, ImmutableMultiDict

from support.fake_jira.exchange import Answer, Request

ROOT = Path(__file__).parents[3]
VARIABLE = "DBD_SHARED_JIRA"
MISSING = f"Atlassian's documents are not here: name their folder in {VARIABLE}, else put them into ../shared/jira"
PREFIX = "/rest/api/3"
METHODS = ("get", "put", "post", "delete")
# A moment as Jira writes it ("+0000"), which the format "date-time" of the document does not allow.
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)")

# What Jira does and the document does not say: these answers are not held against it.
NOT_DESCRIBED = {
    ("GET", "/search", 410): "gone from Cloud since 2025, yet still in the document",
    ("POST", "/search", 410): "gone from Cloud since 2025, yet still in the document",
    ("POST", "/issue/{issueIdOrKey}/comment", 403): "no permission to comment",
    ("POST", "/issue/{issueIdOrKey}/attachments", 400): "no file under the field's name",
    ("POST", "/issueLink", 403): "no permission to link",
    ("GET", "/attachment/{id}", 400): "an id that is no number",
}
# Where version 2 differs: wiki markup instead of documents, and a flag that became a word.
VERSION_TWO: dict[tuple[str, str], dict[str, Any]] = {
    ("Comment", "body"): {"type": "string"},
    ("Worklog", "comment"): {"type": "string"},
    ("SearchRequestBean", "validateQuery"): {},
}


def folder() -> Path:
    return Path(os.environ.get(VARIABLE) or ROOT.parent / "shared" / "jira")


def are_here() -> bool:
    return (folder() / "openapi-v3.repaired.json").exists() and (folder() / "adf.schema.json").exists()


@dataclass(frozen=True)
class _Sent:
    """A request in the form that openapi-core reads."""

    host_url: str
    path: str
    method: str
    body: bytes | None
    content_type: str
    parameters: RequestParameters


@dataclass(frozen=True)
class _Answered:
    """An answer in the form that openapi-core reads."""

    status_code: int
    data: bytes | None
    content_type: str
    headers: dict[str, str]


class Documents:
    """The document for one version of the interface, cut down to these paths."""

    def __init__(self, paths: frozenset[str], version: int) -> None:
        whole = _whole()
        self._paths = {path: whole["paths"][path] for path in (PREFIX + one for one in paths) if path in whole["paths"]}
        self._api = OpenAPI.from_dict(_cut(whole, self._paths, version), config=_config())

    def knows(self, method: str, path: str) -> bool:
        return method.lower() in self._paths.get(PREFIX + path, {})

    def fault_of_request(self, request: Request, path: str, inner: str) -> str:
        """What is wrong with the request; "" for nothing. ``inner`` is its path after ``/rest/api/N``."""
        unknown = set(request.query) - self._parameters(request.method, path)
        if unknown:
            return f"unknown query parameter '{min(unknown)}'"
        try:
            self._api.validate_request(_sent(request, inner))
        except OpenAPIError as error:
            return _told(error)
        return ""

    def fault_of_answer(self, request: Request, path: str, inner: str, answer: Answer) -> str:
        if (request.method, path, answer.status) in NOT_DESCRIBED:
            return ""
        kind = answer.headers.get("Content-Type", "application/json")
        given = _Answered(answer.status, answer.body or None, kind, dict(answer.headers))
        try:
            self._api.validate_response(_sent(request, inner), given)
        except OpenAPIError as error:
            return _told(error)
        return ""

    def _parameters(self, method: str, path: str) -> set[str]:
        entry = self._paths[PREFIX + path]
        described = [*entry.get("parameters", ()), *entry[method.lower()].get("parameters", ())]
        return {one["name"] for one in described if one.get("in") == "query"}


@cache
def load(paths: frozenset[str], version: int) -> Documents:
    """Reading takes more than a second, so it is done once."""
    return Documents(paths, version)


@cache
def _whole() -> dict[str, Any]:
    whole: dict[str, Any] = json.loads((folder() / "openapi-v3.repaired.json").read_text("utf-8"))
    return whole


@cache
def _adf() -> Any:
    return jsonschema_rs.validator_for(json.loads((folder() / "adf.schema.json").read_text("utf-8")))


def is_valid_adf(body: Any) -> bool:
    """Only the verdict: to list the errors of a document takes minutes."""
    return bool(_adf().is_valid(body))


def _cut(whole: dict[str, Any], paths: dict[str, Any], version: int) -> dict[str, Any]:
    """The document with these paths and the schemas they need, and without what is not looked at here."""
    kept = copy.deepcopy(paths)
    for operation in (entry[method] for entry in kept.values() for method in METHODS if method in entry):
        operation.pop("security", None)  # the fake's own business: strangers get answers too
        _allow_empty_answers(operation)
    schemas = whole["components"]["schemas"]
    needed: dict[str, Any] = {}
    waiting = _references(kept)
    while waiting:
        name = waiting.pop()
        needed[name] = copy.deepcopy(schemas[name])
        waiting |= _references(needed[name]) - set(needed)
    for (name, member), schema in VERSION_TWO.items() if version == 2 else ():
        needed[name]["properties"][member] = schema
    return {name: whole[name] for name in ("openapi", "info", "servers")} | {
        "paths": kept,
        "components": {"schemas": needed},
    }


def _allow_empty_answers(operation: dict[str, Any]) -> None:
    """Where the document allows any JSON, Jira sends no body at all."""
    for answer in operation["responses"].values():
        if answer.get("content", {}).get("application/json", {}).get("schema") == {}:
            del answer["content"]


def _references(part: Any) -> set[str]:
    return set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(part)))


def _config() -> Config:
    return Config(
        spec_validator_cls=None,  # that the document is valid is known; to find out takes a while
        extra_format_validators={"date-time": lambda text: bool(MOMENT.fullmatch(text))},
    )


def _sent(request: Request, inner: str) -> _Sent:
    pairs = [(name, value) for name, values in request.query.items() for value in values]
    return _Sent(
        host_url="https://your-domain.atlassian.net",
        path=PREFIX + inner,
        method=request.method.lower(),
        body=request.body or None,
        content_type=request.headers.get("content-type", ""),
        parameters=RequestParameters(query=ImmutableMultiDict(pairs), header=Headers(list(request.headers.items()))),
    )


def _told(error: BaseException) -> str:
    """The error with what lies beneath it, each on its line."""
    lines = [str(error)]
    lines += [f"  {one.json_path}: {one.message}" for one in getattr(error.__cause__, "schema_errors", ())]
    if error.__cause__ is not None and len(lines) == 1:
        lines.append(f"  {error.__cause__}")
    return "\n".join(lines)[:2000]
