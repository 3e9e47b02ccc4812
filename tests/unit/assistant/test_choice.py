"""Which model is meant, and what it may take."""

from __future__ import annotations

from pathlib import Path

import pytest

from database_developer.assistant.choice import NOBODY, Choice, Limits, choice_of, limits_of
from database_developer.errors import UsageError
from database_developer.settings import read_settings


@pytest.mark.parametrize(
    ("text", "choice", "mode"),
    [
        ("none", NOBODY, "native"),
        ("anthropic:claude-x", Choice(provider="anthropic", name="claude-x"), "tool"),
        ("openai:gpt-x", Choice(provider="openai", name="gpt-x"), "native"),
        ("ollama:qwen2.5:7b", Choice(provider="ollama", name="qwen2.5:7b"), "native"),
        (
            "http://127.0.0.1:8080/v1#tiny",
            Choice(provider="server", name="tiny", url="http://127.0.0.1:8080/v1"),
            "native",
        ),
        (
            "https://models.local/v1/",
            Choice(provider="server", name="default", url="https://models.local/v1"),
            "native",
        ),
    ],
)
def test_a_model_is_named_in_one_word(text: str, choice: Choice, mode: str) -> None:
    found = choice_of(text)
    assert (found, found.mode) == (choice, mode)
    assert choice_of(str(found)) == found


@pytest.mark.parametrize(
    "text",
    ["claude-x", "azure:gpt", "openai:", "openai:a b", "http://", "http://u:p@h/v1", "http://h/v1?k=1", "ftp://h/v1#x"],
)
def test_what_names_none_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(UsageError) as refused:
        read_settings(tmp_path, {"model": text}, {})
    assert refused.value.where == "--model"


def test_the_file_may_say_the_limits_and_a_flag_another_model(tmp_path: Path) -> None:
    (tmp_path / "dbd.toml").write_text(
        '[model]\nname = "openai:a"\nmode = "tool"\nprice_in = 2\nrequests = 5\n', "utf-8"
    )
    settings = read_settings(tmp_path, {}, {})
    assert str(settings.model) == "openai:a"
    assert settings.model_limits == Limits(mode="tool", price_in=2.0, requests=5)
    assert read_settings(tmp_path, {"model": "none"}, {}).model == NOBODY
    assert str(read_settings(tmp_path, {}, {"DBD_MODEL": "openai:b"}).model) == "openai:b"


def test_the_file_may_say_the_model_alone(tmp_path: Path) -> None:
    (tmp_path / "dbd.toml").write_text('model = "openai:a"\n', "utf-8")
    assert str(read_settings(tmp_path, {}, {}).model) == "openai:a"


@pytest.mark.parametrize(
    "table",
    [{"mode": "magic"}, {"seconds": -1}, {"requests": 0}, {"requests": 1.5}, {"cost": "much"}, {"key": "sk-1"}],
)
def test_limits_that_make_no_sense_are_refused(table: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=next(iter(table)) if "mode" not in table else "magic"):
        limits_of(table)


def test_a_key_in_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "dbd.toml").write_text('[model]\nname = "openai:a"\napi_key = "sk-1"\n', "utf-8")
    with pytest.raises(UsageError, match='"api_key" is no setting of a model'):
        read_settings(tmp_path, {}, {})


@pytest.mark.parametrize("flags", [{"record": "a", "replay": "b", "model": "openai:x"}, {"record": "a"}])
def test_tapes_that_make_no_sense_are_refused(tmp_path: Path, flags: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        read_settings(tmp_path, flags, {})
