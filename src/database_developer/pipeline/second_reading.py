"""Has a language model read, where one is named, the sentences that no rule used."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from database_developer.assistant.consulting import Consultation, Spent, Tape, consult
from database_developer.assistant.material import LONGEST_TICKET, Material, material_of
from database_developer.model.request import Request
from database_developer.model.schema import Schema
from database_developer.model.ticket import Ticket
from database_developer.pipeline.files import write_whole
from database_developer.pipeline.run_folder import RunFolder
from database_developer.pipeline.under_way import Flow
from database_developer.reading.second_reader import SecondReading, second_read
from database_developer.reading.vocabulary import Vocabulary

FOLDER = "model"


def read_again(flow: Flow, ticket: Ticket, request: Request, live: Schema, vocabulary: Vocabulary) -> Request:
    """The request with what the model read; as it was where no model is named, or nothing came of it."""
    _clear(flow.folder)
    if not flow.settings.model.is_asked:
        return request
    material = material_of(ticket, request, live)
    if not material.open:
        return _unasked(flow, request, "no sentence is left for it to read")
    if material.is_too_long:
        return _unasked(flow, request, f"the ticket is longer than {LONGEST_TICKET} characters")
    return _consulted(flow, material, request, vocabulary)


def _consulted(flow: Flow, material: Material, request: Request, vocabulary: Vocabulary) -> Request:
    settings = flow.settings
    tape = Tape(record=settings.record, replay=settings.replay)
    found = consult(material, settings.model, settings.model_limits, tape)
    _keep(flow.folder, found.exchanges)
    if found.failure:
        _tell(flow, f"{_asked(flow, found)} and was of no help, so only the rules read the ticket: {found.failure}")
        return request
    result = second_read(request, found.asks, vocabulary)
    _tell(flow, f"{_asked(flow, found)}: {_came_of(result)}")
    return result.request


def _unasked(flow: Flow, request: Request, why: str) -> Request:
    _tell(flow, f"the model {flow.settings.model} was not asked: {why}")
    return request


def _tell(flow: Flow, text: str) -> None:
    flow.teller.detail(text)
    flow.remarks.append(text)


def _asked(flow: Flow, found: Consultation) -> str:
    source = "answered from a file" if flow.settings.replay else "was asked"
    return f"the model {flow.settings.model} {source} ({spent_in_words(found.spent)})"


def spent_in_words(spent: Spent) -> str:
    """What a consultation took, for a person."""
    cost = "price not known" if spent.cost is None else f"{spent.cost:.4f} USD"
    requests = f"{spent.requests} answer{'s' if spent.requests != 1 else ''}"
    return f"{requests}, {spent.tokens_in} tokens in, {spent.tokens_out} out, {cost}, {spent.seconds:.1f} s"


def _came_of(result: SecondReading) -> str:
    added = f"{result.added} ask{'s' if result.added != 1 else ''} of it taken in, each marked as an assumption"
    asked = f"; {result.asked} to be answered first" if result.asked else ""
    left = f"; {result.left_out} left out, as read or known already" if result.left_out else ""
    return f"{added}{asked}{left}"


def _keep(folder: RunFolder, exchanges: Sequence[Mapping[str, Any]]) -> None:
    for number, exchange in enumerate(exchanges, 1):
        text = json.dumps(exchange, indent=2, ensure_ascii=False)
        write_whole(folder.path / FOLDER / f"{number}-exchange.json", f"{text}\n")


def _clear(folder: RunFolder) -> None:
    for path in (folder.path / FOLDER).glob("*-exchange.json"):
        path.unlink()
