"""A small company's Jira: the projects and the issues that most tests start from."""

from __future__ import annotations

from typing import Any

from support.fake_jira.world import World

TASK = "KAN-29"
DESCRIPTION = "Orders need a status: new, paid, shipped.\nEvery order has one."
CRITERIA = ("Every order has a status", "Old orders are shipped")


def boxes(criteria: tuple[str, ...], *, is_cloud: bool) -> Any:
    """Acceptance criteria with a box before each: a task list on Cloud, lines of wiki markup on Data Center."""
    if not is_cloud:
        return "\n".join(f"* [ ] {words}" for words in criteria)
    items = [
        {
            "type": "taskItem",
            "attrs": {"localId": f"box-{place}", "state": "TODO"},
            "content": [{"type": "text", "text": words}],
        }
        for place, words in enumerate(criteria)
    ]
    return {"type": "doc", "version": 1, "content": [{"type": "taskList", "attrs": {"localId": "l"}, "content": items}]}


def furnish(world: World) -> None:
    """``KAN-29`` with all that can hang on an issue, and issues around it in every status."""
    world.add_project("KAN", "Kanban board")
    world.add_project("SHOP", "Web shop")
    world.add_issue("KAN-7", "Orders, the next step", kind="Epic")
    world.add_issue(
        TASK,
        "Add status to orders",
        description=DESCRIPTION,
        acceptance=boxes(CRITERIA, is_cloud=world.is_cloud),
        points=3.0,
        sprint=_sprint(world),
        labels=["database"],
        parent="KAN-7",
    )
    world.add_issue("KAN-30", "Index the orders' date", labels=["database"], status="In Progress")
    world.add_issue("KAN-31", "Show the status in the shop", labels=["frontend"])
    world.add_issue("KAN-32", "Write the migration", kind="Sub-task", parent=TASK)
    world.add_issue("KAN-92", "Drop the old audit table", labels=["database"], status="Done", resolution="Done")
    world.add_issue("SHOP-29", "Invoices need a due date", labels=["database"])
    world.link(TASK, "KAN-31")
    world.comment(TASK, "The shop shows paid orders first.")
    world.attach(TASK, "states.csv", b"state\nnew\npaid\nshipped\n", "text/csv")
    world.move_to("KAN-31", "In Progress")


def _sprint(world: World) -> list[Any]:
    if world.is_cloud:
        return [{"id": 3, "name": "Sprint 3", "state": "active", "boardId": 1, "goal": ""}]
    return ["com.atlassian.greenhopper.service.sprint.Sprint@1f[id=3,rapidViewId=1,state=ACTIVE,name=Sprint 3,goal=]"]
