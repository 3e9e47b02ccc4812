"""Takes secrets out of whatever is sent, kept or shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

HIDDEN = "[hidden]"
_SECRETS = (
    re.compile(r"(?i)\b(?:postgres(?:ql)?|mysql|mongodb(?:\+srv)?|redis|amqp)://[^\s\"'<>]+"),
    re.compile(r"(?i)(?<=://)[^\s/@\"']+:[^\s/@\"']+(?=@)"),
    re.compile(r"\b(?:sk|pk|rk|ghp|gho|xox[abp]|glpat)[-_][\w*-]{6,}"),
    re.compile(r"(?i)(?<=\bbearer )[\w.~+/=-]{8,}"),
    re.compile(r"(?i)\b(?:api[_-]?key|password|passwd|secret|token)[\"']?\s*[:=]\s*[\"']?[^\s\"',;]{6,}"),
)


def scrubbed(text: str, *known: str) -> str:
    """The text without what looks like a key, a password or a database's address, and without the ``known`` ones."""
    for secret in known:
        if len(secret) >= 4:
            text = text.replace(secret, HIDDEN)
    for pattern in _SECRETS:
        text = pattern.sub(HIDDEN, text)
    return text


def scrubbed_all(value: Any, *known: str) -> Any:
    """The same within lists and mappings."""
    if isinstance(value, str):
        return scrubbed(value, *known)
    if isinstance(value, Mapping):
        return {str(key): scrubbed_all(member, *known) for key, member in value.items()}
    if isinstance(value, list | tuple):
        return [scrubbed_all(member, *known) for member in value]
    return value


def one_line(text: str, most: int = 200) -> str:
    """Text from elsewhere for a line of ours: no control characters, not long."""
    plain = " ".join("".join(character if character.isprintable() else " " for character in text).split())
    return plain if len(plain) <= most else f"{plain[: most - 3]}..."
