"""Documents drawn from the schema's own grammar, and words to be found again."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any

import jsonschema_rs
from hypothesis import strategies as st

from support import jira_files

WORD = re.compile(r"\w+")
_SHOWN_ATTRIBUTES = {"text", "title", "alt", "url"}


@lru_cache(maxsize=1)
def _validator() -> Any:
    return jsonschema_rs.validator_for(jira_files.load("adf.schema.json"))


def is_valid_adf(document: Any) -> bool:
    """Whether Atlassian's schema allows it; which of its rules is broken would take minutes to say."""
    return bool(_validator().is_valid(document))


class Grammar:
    """Draws values that the schema allows; below some depth only the smallest ones."""

    def __init__(self, schema: dict[str, Any], words: st.SearchStrategy[str]) -> None:
        self.schema = schema
        self.words = words
        self.definitions = schema["definitions"]

    def document(self, draw: st.DrawFn) -> dict[str, Any]:
        found: dict[str, Any] = self.value(draw, {"$ref": self.schema["$ref"]}, 0)
        return found

    def value(self, draw: st.DrawFn, rule: dict[str, Any], depth: int) -> Any:
        rule = self.resolved(rule)
        if "anyOf" in rule:
            choices = rule["anyOf"]
            if depth > 5:
                choices = [one for one in choices if self.is_leaf(one)] or choices[:1]
            return self.value(draw, draw(st.sampled_from(choices)), depth)
        if "enum" in rule:
            return draw(st.sampled_from(rule["enum"]))
        return getattr(self, "_" + rule.get("type", "anything"))(draw, rule, depth)

    def is_leaf(self, rule: dict[str, Any]) -> bool:
        """Whether it can be had without going deeper."""
        text = json.dumps(self.resolved(rule))
        return "_node" not in text or "formatted_text" in text or "inline_node" in text

    def resolved(self, rule: dict[str, Any]) -> dict[str, Any]:
        """The rule with its references followed and its parts laid over each other."""
        while "$ref" in rule:
            rule = self.definitions[rule["$ref"].rsplit("/", 1)[1]]
        if "allOf" not in rule:
            return rule
        merged: dict[str, Any] = {"type": "object", "properties": {}, "required": []}
        for part in map(self.resolved, rule["allOf"]):
            merged["properties"] |= part.get("properties", {})
            merged["required"] = [*merged["required"], *part.get("required", [])]
        strict = [
            part["properties"]
            for part in map(self.resolved, rule["allOf"])
            if not part.get("additionalProperties", True)
        ]
        merged["properties"] = {
            name: inner for name, inner in merged["properties"].items() if all(name in allowed for allowed in strict)
        }
        return merged

    def _object(self, draw: st.DrawFn, rule: dict[str, Any], depth: int) -> dict[str, Any]:
        required, found = rule.get("required", []), {}
        for name, inner in rule.get("properties", {}).items():
            likely = name in {"content", "attrs", "text"} or (name == "marks" and depth < 8)
            if name in required or (likely and draw(st.booleans())) or draw(st.integers(0, 9)) == 0:
                found[name] = self.value(draw, inner, depth + (name == "content"))
        return found

    def _array(self, draw: st.DrawFn, rule: dict[str, Any], depth: int) -> list[Any]:
        least, items = rule.get("minItems", 0), rule.get("items", {})
        if isinstance(items, list):
            return [self.value(draw, one, depth) for one in items[: draw(st.integers(max(1, least), len(items)))]]
        most = min(rule.get("maxItems", 4), max(least, 3 if depth < 4 else 1))
        return [self.value(draw, items, depth) for _ in range(draw(st.integers(least, most)))]

    def _string(self, draw: st.DrawFn, rule: dict[str, Any], _: int) -> str:
        pattern = rule.get("pattern", "")
        if pattern:
            return {"^#[0-9a-fA-F]{8}": "#00112233"}.get(pattern[:18], "#a0B1c2") if "#" in pattern else "x"
        text = draw(self.words)
        return text if text or not rule.get("minLength") else "x"

    def _number(self, draw: st.DrawFn, rule: dict[str, Any], _: int) -> int:
        return draw(st.integers(int(rule.get("minimum", 0)), int(rule.get("maximum", 6))))

    def _boolean(self, draw: st.DrawFn, _: dict[str, Any], __: int) -> bool:
        return draw(st.booleans())

    def _anything(self, draw: st.DrawFn, _: dict[str, Any], __: int) -> Any:
        return draw(
            st.one_of(st.none(), st.integers(), self.words, st.dictionaries(self.words, self.words, max_size=2))
        )


def names(schema: dict[str, Any], kind: str) -> set[str]:
    """Every name of a node or a mark (``kind``) that the schema knows."""
    found = [rule for name, rule in schema["definitions"].items() if name.endswith(f"_{kind}")]
    return {name for rule in found for name in rule.get("properties", {}).get("type", {}).get("enum", [])}


def words_of(node: Any) -> set[str]:
    """The words that a reader of a document sees: its texts, titles, names and addresses."""
    if isinstance(node, list):
        return {word for inner in node for word in words_of(inner)}
    if isinstance(node, str):
        return set(WORD.findall(node))
    if not isinstance(node, dict):
        return set()
    attributes = node.get("attrs")
    shown = [node.get("text")]
    if isinstance(attributes, dict):
        told = _TITLED if node.get("type") in _EXPANDS else _SHOWN_ATTRIBUTES
        shown += [value for name, value in attributes.items() if name in told and node.get("type") in _SHOWING]
    found = {word for text in shown if isinstance(text, str) for word in WORD.findall(text)}
    return found | words_of(node.get("content")) | _addresses(node.get("marks"))


_EXPANDS, _TITLED = {"expand", "nestedExpand"}, {"title"}
_SHOWING = {
    "mention", "emoji", "status", "placeholder", "inlineCard", "blockCard", "embedCard", "expand", "nestedExpand",
    "media", "mediaInline", "extension", "bodiedExtension", "inlineExtension", "holiday",
}  # fmt: skip


def _addresses(marks: Any) -> set[str]:
    links = [mark for mark in marks or [] if isinstance(mark, dict) and mark.get("type") == "link"]
    return set(WORD.findall(links[0]["attrs"]["href"])) if links else set()
