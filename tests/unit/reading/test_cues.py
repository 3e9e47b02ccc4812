"""A rule that has cues says the same where it is asked about every sentence: cues only spare work."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from database_developer.reading import Vocabulary
from database_developer.reading.grammar import cues

from .tickets import NOTHING, request

HERE = Path(__file__).parent
STANDING = Vocabulary(
    tables={
        "users": ("id", "email", "name"),
        "orders": ("id", "user_id", "total", "status", "note"),
        "projects": ("id", "owner_id", "title"),
    }
)


def sentences_in(path: Path) -> list[str]:
    """The sentences that the tests of one file read."""
    found = (node.value for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Constant))
    return [text for text in dict.fromkeys(found) if isinstance(text, str) and text.count(" ") > 1]


@pytest.mark.parametrize("path", sorted(HERE.glob("test_*.py")), ids=lambda path: path.stem)
@pytest.mark.parametrize(
    "vocabulary", [pytest.param(NOTHING, id="nothing", marks=pytest.mark.slow), pytest.param(STANDING, id="tables")]
)
def test_cues_spare_work_and_change_nothing(
    path: Path, vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = sentences_in(path)
    told = [read(text, vocabulary) for text in texts]
    monkeypatch.setattr(cues, "heard", lambda wanted, said: True)
    for text, before in zip(texts, told, strict=True):
        assert read(text, vocabulary) == before, text


def read(text: str, vocabulary: Vocabulary) -> object:
    """The request, or what is refused."""
    try:
        return request(text, vocabulary)
    except Exception as error:
        return type(error), str(error)


def test_a_cue_is_the_rarest_word_of_each_phrase() -> None:
    assert cues.cues_of(("at most", "no more than", "a maximum of", "<")) == {"most", "more", "maximum", "<"}
