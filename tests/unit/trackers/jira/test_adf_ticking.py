"""Boxes of acceptance criteria ticked: these and nothing else."""

from __future__ import annotations

import copy
import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from database_developer.model.ticket import Block, Item, ItemList
from database_developer.trackers.jira.adf import read, tick
from support import jira_files
from support.adf_grammar import Grammar


def test_the_box_of_these_words_is_ticked_and_nothing_else() -> None:
    sample = jira_files.load("adf.sample.json")
    before = json.dumps(sample)
    ticked = tick(sample, ["open criterion"])
    assert json.dumps(sample) == before
    assert json.dumps(ticked) == before.replace('"localId": "t2", "state": "TODO"', '"localId": "t2", "state": "DONE"')


def test_nothing_to_tick_is_none() -> None:
    sample = jira_files.load("adf.sample.json")
    for words in ["done criterion", "open", "Open criterion", "quoted", ""]:
        assert tick(sample, [words]) is None
    assert tick(None, ["x"]) is None
    assert tick(["x"], ["x"]) is None


def test_only_boxes_that_are_shown_are_ticked() -> None:
    box = {"type": "taskItem", "attrs": {"localId": "1", "state": "TODO"}, "content": [{"type": "text", "text": "x"}]}
    odd = {**box, "attrs": {"localId": "1", "state": "ODD"}}
    assert tick({"type": "doc", "content": [odd]}, ["x"]) is None
    hidden = {"type": "extension", "attrs": {"extensionKey": "k", "parameters": {"content": [box]}}}
    assert tick({"type": "doc", "content": [hidden]}, ["x"]) is None
    assert tick({"type": "doc", "content": [hidden, box]}, ["x"]) == {
        "type": "doc",
        "content": [hidden, {**box, "attrs": {"localId": "1", "state": "DONE"}}],
    }


def boxes(blocks: tuple[Block, ...]) -> list[Item]:
    lists = [block for block in blocks if isinstance(block, ItemList)]
    return [
        box
        for one in lists
        for item in one.items
        for box in ([item] if item.checked is not None else []) + boxes(item.blocks)
    ]


def reopened(node: Any, before: Any) -> Any:
    """The document with the states of its boxes as they were."""
    if isinstance(node, list):
        return [reopened(one, other) for one, other in zip(node, before, strict=True)]
    if not isinstance(node, dict):
        return node
    inner = {name: reopened(value, before[name]) for name, value in node.items()}
    if node.get("type") in {"taskItem", "blockTaskItem"}:
        inner["attrs"] = {**node["attrs"], "state": before["attrs"]["state"]}
    return inner


@given(st.data())
@settings(max_examples=80, deadline=None)
def test_ticking_changes_states_alone(data: st.DataObject) -> None:
    grammar = Grammar(jira_files.load("adf.schema.json"), st.sampled_from(["alpha", "beta gamma", "x"]))
    tasks = data.draw(st.composite(lambda draw: grammar.value(draw, {"$ref": "#/definitions/taskList_node"}, 0))())
    document = {
        "version": 1,
        "type": "doc",
        "content": [*data.draw(st.composite(grammar.document)())["content"], tasks],
    }
    before = copy.deepcopy(document)
    found = boxes(read(document).blocks)
    wanted = {item.text for item in found if item.text}
    ticked = tick(document, wanted)
    assert document == before
    assert (ticked is None) == (not [item for item in found if item.text and not item.checked])
    if ticked is not None:
        assert json.dumps(reopened(ticked, before)) == json.dumps(before)
        assert all(item.checked for item in boxes(read(ticked).blocks) if item.text in wanted)
