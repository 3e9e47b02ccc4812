"""How somebody is asked for what a tracker wants to know and no setting says."""

from __future__ import annotations

from collections.abc import Callable

# A question, and the answers that there are (none where any will do); "" where nobody answers.
Ask = Callable[[str, tuple[str, ...]], str]


def nobody(_question: str, _choices: tuple[str, ...]) -> str:
    """Nobody sits there who could be asked."""
    return ""
