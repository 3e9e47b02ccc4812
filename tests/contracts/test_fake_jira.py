"""The fake Jira itself: a task's life on each flavour, and what each endpoint answers."""

from __future__ import annotations

import httpx2
import pytest

from support.fake_jira import FakeJira, documents
from support.fake_jira.asking import NO_CHECK, body, client, take
from support.fake_jira.exchange import LOGIN_REASON
from support.fake_jira.samples import CRITERIA, TASK, boxes

OURS = {"fields": {"resolution": {"name": "Done"}}}


def test_the_documents_are_asked() -> None:
    if not documents.are_here():
        pytest.skip(f"no request and no answer is validated. {documents.MISSING}")
    assert documents.is_valid_adf(boxes(CRITERIA, is_cloud=True))
    assert not documents.is_valid_adf({"type": "doc", "version": 1, "content": [{"type": "text", "text": "bare"}]})


def test_a_tasks_life(any_jira: FakeJira) -> None:
    """From the first question to the last transition, as a client would go through it."""
    with client(any_jira) as asked:
        assert asked.get("/myself").json()["displayName"] == "Dana Database"
        task = asked.get(f"/issue/{TASK.lower()}", params={"fields": "*all", "expand": "names,schema"}).json()
        assert (task["key"], task["fields"]["status"]["name"]) == (TASK, "To Do")
        assert take(asked, TASK, "In Progress").status_code == 204
        comment = asked.post(f"/issue/{TASK}/comment", json=body(any_jira, "Work begins")).json()
        changed = asked.put(f"/issue/{TASK}/comment/{comment['id']}", json=body(any_jira, "Work goes on"))
        assert changed.json()["id"] == comment["id"]
        sent = asked.post(f"/issue/{TASK}/attachments", files={"file": ("up.sql", b"SELECT 1;")}, headers=NO_CHECK)
        assert sent.json()[0]["size"] == 9
        assert take(asked, TASK, "In Review", update={"comment": [{"add": body(any_jira, "Look")}]}).status_code == 204
        assert take(asked, TASK, "Done", **OURS).status_code == 204
        done = asked.get(f"/issue/{TASK}", params={"expand": "changelog,renderedFields"}).json()
    assert done["fields"]["status"]["statusCategory"]["key"] == "done"
    assert done["fields"]["resolution"]["name"] == "Done"
    steps = [item for change in done["changelog"]["histories"] for item in change["items"]]
    assert [item["toString"] for item in steps if item["field"] == "status"] == ["Done", "In Review", "In Progress"]
    assert len(any_jira.world.issues[TASK].comments) == 3
    assert "<p>Work goes on</p>" in done["renderedFields"]["comment"]["comments"][1]["body"]
    assert len(any_jira.asked("POST", "/comment")) == 1


def test_what_a_task_says_of_itself(any_jira: FakeJira) -> None:
    with client(any_jira) as asked:
        task = asked.get(f"/issue/{TASK}", params={"expand": "names,schema,transitions,renderedFields"}).json()
    fields, named = task["fields"], {name: id_ for id_, name in task["names"].items()}
    assert fields[named["Story point estimate"]] == 3.0
    assert task["schema"][named["Acceptance criteria"]]["custom"].endswith(":textarea")
    assert fields[named["Acceptance criteria"]] == boxes(CRITERIA, is_cloud=any_jira.world.is_cloud)
    assert fields["parent"]["key"] == "KAN-7"
    assert [one["key"] for one in fields["subtasks"]] == ["KAN-32"]
    assert fields["issuelinks"][0]["outwardIssue"]["key"] == "KAN-31"
    assert isinstance(fields["description"], dict) is any_jira.world.is_cloud
    assert [one["name"] for one in task["transitions"]] == ["Start work"]


def test_fields_are_those_asked_for(any_jira: FakeJira) -> None:
    with client(any_jira) as asked:
        few = asked.get(f"/issue/{TASK}", params={"fields": "summary,status"}).json()["fields"]
        less = asked.get(f"/issue/{TASK}", params={"fields": "*all,-comment"}).json()["fields"]
    assert set(few) == {"summary", "status"}
    assert "comment" not in less
    assert "attachment" in less


def test_transitions_depend_on_status_permission_and_screen(any_jira: FakeJira) -> None:
    any_jira.world.add_token("reader", "dana", without=("TRANSITION_ISSUES",))
    with client(any_jira) as asked, client(any_jira, "reader") as reader:
        assert reader.get(f"/issue/{TASK}/transitions").json()["transitions"] == []
        start = asked.get(f"/issue/{TASK}/transitions").json()["transitions"][0]["id"]
        assert take(asked, TASK, "In Progress").status_code == 204
        again = asked.post(f"/issue/{TASK}/transitions", json={"transition": {"id": start}})
        assert (again.status_code, any_jira.world.issues[TASK].status.name) == (400, "In Progress")
        take(asked, TASK, "In Review")
        lacking = take(asked, TASK, "Done")
        alien = take(asked, TASK, "Done", fields={"resolution": {"name": "Done"}, "duedate": "2026-01-09"})
        unknown = take(asked, TASK, "Done", fields={"resolution": {"name": "Forgotten"}})
    assert lacking.json()["errors"] == {"resolution": "Resolution is required."}
    assert "not on the appropriate screen" in alien.json()["errors"]["duedate"]
    assert unknown.status_code == 400
    assert any_jira.world.issues[TASK].status.name == "In Review"


def test_a_moved_issue_answers_by_its_new_key(any_jira: FakeJira) -> None:
    any_jira.world.rename("KAN-92", "SHOP-40")
    with client(any_jira) as asked:
        found = asked.get("/issue/KAN-92")
    assert (found.status_code, found.json()["key"]) == (200, "SHOP-40")


def test_comments_come_in_pages(any_jira: FakeJira) -> None:
    for number in range(4):
        any_jira.world.comment(TASK, f"Remark {number}")
    with client(any_jira) as asked:
        page = asked.get(f"/issue/{TASK}/comment", params={"startAt": 2, "maxResults": 2, "orderBy": "-created"}).json()
    newest = [one.id for one in any_jira.world.issues[TASK].comments][::-1]
    assert ([one["id"] for one in page["comments"]], page["total"]) == (newest[2:4], 5)


def test_only_ones_own_comment_can_be_edited(any_jira: FakeJira) -> None:
    of_ada = any_jira.world.issues[TASK].comments[0]
    with client(any_jira) as asked:
        refused = asked.put(f"/issue/{TASK}/comment/{of_ada.id}", json=body(any_jira, "Not mine"))
    assert (refused.status_code, of_ada.body) == (400, any_jira.world.body("The shop shows paid orders first."))


def test_properties_are_kept_as_they_were_put(any_jira: FakeJira) -> None:
    address = f"/issue/{TASK}/properties/database-developer"
    with client(any_jira) as asked:
        assert asked.get(address).status_code == 404
        assert [asked.put(address, json={"run": n}).status_code for n in (1, 2)] == [201, 200]
        assert asked.get(address).json() == {"key": "database-developer", "value": {"run": 2}}
        assert [one["key"] for one in asked.get(f"/issue/{TASK}/properties").json()["keys"]] == ["database-developer"]
        assert asked.delete(address).status_code == 204
        assert asked.put(address, content=b'"' + b"x" * 32768 + b'"').status_code == 400
    any_jira.violations.clear()  # the last one was sent without a content type


def test_a_remote_link_is_replaced_by_its_global_id(any_jira: FakeJira) -> None:
    link = {"globalId": "run=1", "object": {"url": "https://example.com/1", "title": "Run 1"}}
    with client(any_jira) as asked:
        first = asked.post(f"/issue/{TASK}/remotelink", json=link)
        second = asked.post(f"/issue/{TASK}/remotelink", json=link | {"relationship": "proven by"})
        kept = asked.get(f"/issue/{TASK}/remotelink").json()
        one = asked.get(f"/issue/{TASK}/remotelink", params={"globalId": "run=1"}).json()
    assert (first.status_code, second.status_code, first.json()["id"]) == (201, 200, second.json()["id"])
    assert kept == [one]
    assert one["relationship"] == "proven by"


def test_work_is_logged_in_jiras_own_way_to_write_time(any_jira: FakeJira) -> None:
    entry = {"timeSpentSeconds": 90, "started": "2026-01-05T09:00:00.000+0000"}
    with client(any_jira) as asked:
        assert asked.post(f"/issue/{TASK}/worklog", json=entry).status_code == 201
        refused = asked.post(f"/issue/{TASK}/worklog", json=entry | {"started": "2026-01-05T09:00:00Z"})
        assert (refused.status_code, list(refused.json()["errors"])) == (400, ["started"])
        assert asked.get(f"/issue/{TASK}/worklog").json()["total"] == 1


def test_links_and_edited_fields(any_jira: FakeJira) -> None:
    wanted = {"type": {"name": "Relates"}, "inwardIssue": {"key": TASK}, "outwardIssue": {"key": "KAN-30"}}
    criteria = any_jira.world.custom["acceptance"]
    ticked = any_jira.world.body("Every order has a status")
    with client(any_jira) as asked:
        assert asked.post("/issueLink", json=wanted).status_code == 201
        assert asked.put(f"/issue/{TASK}", json={"fields": {criteria: ticked}}).status_code == 204
        assert asked.put(f"/issue/{TASK}", json={"update": {"labels": [{"add": "seen"}]}}).status_code == 204
        assert asked.put(f"/issue/{TASK}", json={"fields": {"status": "Done"}}).status_code == 400
    task = any_jira.world.issues[TASK]
    assert (task.values[criteria], task.labels) == (ticked, ["database", "seen"])
    assert [one.other for one in task.links] == ["KAN-31", "KAN-30"]


def test_what_may_i_and_what_is_there(any_jira: FakeJira) -> None:
    any_jira.world.add_token("reader", "dana", without=("ADD_COMMENTS",))
    with client(any_jira, "reader") as asked:
        mine = asked.get("/mypermissions", params={"permissions": "ADD_COMMENTS,TRANSITION_ISSUES"}).json()
        assert {name: one["havePermission"] for name, one in mine["permissions"].items()} == {
            "ADD_COMMENTS": False,
            "TRANSITION_ISSUES": True,
        }
        assert asked.post(f"/issue/{TASK}/comment", json=body(any_jira, "No")).status_code == 403
        assert asked.get("/project/kan").json()["name"] == "Kanban board"
        assert asked.get("/project/KANT").status_code == 404
        assert [one["key"] for one in asked.get("/project").json()] == ["KAN", "SHOP"]
        assert any_jira.world.custom["points"] in [one["id"] for one in asked.get("/field").json()]
        assert len(asked.get("/status").json()) == 4
        flavour = asked.get("/serverInfo").json()["deploymentType"]
    assert (flavour == "Cloud") is any_jira.world.is_cloud


@pytest.mark.parametrize("token", ["forged", None])
def test_a_stranger_sees_nothing_and_only_myself_says_so(any_jira: FakeJira, token: str | None) -> None:
    reason = "AUTHENTICATED_FAILED" if token else None
    with client(any_jira, token) as asked:
        lost, server, me = (asked.get(path) for path in (f"/issue/{TASK}", "/serverInfo", "/myself"))
        assert asked.post(f"/issue/{TASK}/comment", json=body(any_jira, "Boo")).status_code == 404
    assert [one.status_code for one in (lost, server, me)] == [404, 200, 401]
    assert {one.headers.get(LOGIN_REASON) for one in (lost, server, me)} == {reason}


def test_no_secret_is_logged(any_jira: FakeJira) -> None:
    with client(any_jira) as asked:
        asked.get("/myself")
    assert any_jira.token not in str(any_jira.log)
    assert any_jira.log[0].headers["authorization"] in ("Basic ...", "Bearer ...")


def test_each_flavour_lacks_what_the_other_has(cloud_jira: FakeJira, data_center_jira: FakeJira) -> None:
    with client(cloud_jira) as cloud, client(data_center_jira) as center, client(data_center_jira, version=3) as third:
        gone = cloud.get("/search", params={"jql": "project = KAN"})
        assert (gone.status_code, "CHANGE-2046" in gone.text) == (410, True)
        assert center.get("/search/jql", params={"jql": "project = KAN"}).status_code == 404
        assert center.post("/issue/bulkfetch", json={"issueIdsOrKeys": [TASK]}).status_code == 405
        assert third.get("/myself").status_code == 404


def test_cloud_takes_wiki_markup_by_version_two_only(cloud_jira: FakeJira) -> None:
    with client(cloud_jira, version=2) as second, client(cloud_jira) as third:
        assert second.post(f"/issue/{TASK}/comment", json={"body": "plain words"}).status_code == 201
        assert third.get(f"/issue/{TASK}/comment").json()["comments"][1]["body"]["type"] == "doc"
        assert not cloud_jira.violations
        assert third.post(f"/issue/{TASK}/comment", json={"body": "plain words"}).status_code == 400
    assert not documents.are_here() or len(cloud_jira.violations) == 1
    cloud_jira.violations.clear()


def test_a_context_path_is_part_of_the_address() -> None:
    with FakeJira(is_cloud=False, context="/jira") as fake, client(fake) as asked:
        assert asked.get("/myself").status_code == 200
        assert httpx2.get(fake.url.removesuffix("/jira") + "/rest/api/2/myself", trust_env=False).status_code == 404
