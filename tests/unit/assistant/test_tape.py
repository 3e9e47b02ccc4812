"""Recorded answers come back to the same question, and to no other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic_ai.models.function import FunctionModel
from pydantic_ai.models.wrapper import WrapperModel

from database_developer.assistant.agent import ask
from database_developer.assistant.choice import Limits
from database_developer.assistant.consulting import Consultation
from database_developer.assistant.tape import Recorder, Replayer
from database_developer.errors import UsageError
from unit.assistant.material_for_tests import CHOICE, TEXT, Script, column, material, said, table

GOOD = said(table("purchase"), column("purchase", "points"))


def run(model: WrapperModel, text: str = TEXT) -> Consultation:
    return ask(material(text), model, CHOICE, Limits())


@pytest.fixture
def tape(tmp_path: Path) -> Path:
    path = tmp_path / "deep" / "tape.json"
    found = run(Recorder(FunctionModel(Script("garbage", GOOD)), path, "m"))
    assert len(found.asks) == 2
    return path


def test_the_same_question_gets_the_same_answers(tape: Path) -> None:
    silent = Script(said())
    found = run(Replayer(FunctionModel(silent), tape, "m"))
    assert (len(found.asks), found.spent.requests, silent.heard) == (2, 2, [])


def test_another_question_is_a_miss_that_says_what_differs(tape: Path) -> None:
    with pytest.raises(UsageError, match="gift cards") as refused:
        run(Replayer(FunctionModel(Script(said())), tape, "m"), TEXT + "\nWe sell gift cards too.\n")
    assert "--record" in refused.value.hint


def test_another_model_is_a_miss(tape: Path) -> None:
    with pytest.raises(UsageError, match="no recorded answer"):
        run(Replayer(FunctionModel(Script(said())), tape, "another"))


def test_a_second_recording_adds(tape: Path) -> None:
    run(Recorder(FunctionModel(Script(said())), tape, "other"))
    assert len(json.loads(tape.read_text("utf-8"))) == 3


@pytest.mark.parametrize("text", ["", "[]x", '{"a": 1}', '[{"key": "k", "sent": [], "reply": 5}]', "[1]"])
def test_a_file_that_is_no_tape_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "tape.json"
    path.write_text(text, "utf-8")
    with pytest.raises(UsageError, match="cannot be read"):
        Replayer(FunctionModel(Script(said())), path, "m")


def test_an_empty_tape_says_so(tmp_path: Path) -> None:
    path = tmp_path / "tape.json"
    path.write_text("[]", "utf-8")
    with pytest.raises(UsageError, match="holds none at all"):
        run(Replayer(FunctionModel(Script(said())), path, "m"))
