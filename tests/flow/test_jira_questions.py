"""What a task leaves open is asked on it, of whoever reported it; the answers there are read by the next run."""

from __future__ import annotations

import json

import pytest

from support.jira_projects import JiraProject

VAGUE = "KAN-44"
OPEN = 4
ANSWER = "1: Create a table reports with a name (text, required) and a date.\n2: none\n3: nothing is slow"


def text_of(body: object) -> str:
    return json.dumps(body, ensure_ascii=False)


def test_questions_are_asked_once_and_mention_the_reporter(jira: JiraProject) -> None:
    jira.example(VAGUE)
    for _ in range(2):
        result = jira.run(VAGUE)
        assert result.exit_code == OPEN
        assert "waits for the answer to 3 questions" in result.output
    (body,) = jira.ours(VAGUE)
    ada = jira.fake.world.users["ada"]
    assert (ada.id if jira.fake.world.is_cloud else f"[~{ada.name}]") in text_of(body)
    assert "Which tables and columns" in text_of(body)
    assert "1: in your own words" in text_of(body)
    assert "1: a" not in text_of(body)
    assert jira.steps(VAGUE) == []
    assert len(jira.fake.asked("POST", "/comment")) == 1


def test_a_reply_is_read_by_the_next_run(jira: JiraProject) -> None:
    jira.example(VAGUE)
    assert jira.run(VAGUE).exit_code == OPEN
    jira.fake.world.comment(VAGUE, ANSWER)
    result = jira.run(VAGUE, "--until", "plan")
    assert result.exit_code == 0, result.output
    assert "the ticket changed since" not in result.output or "went as far as plan" in result.output
    assert "1 table" in result.output


def test_the_work_goes_on_to_its_end_after_the_reply(cloud: JiraProject) -> None:
    cloud.example(VAGUE)
    cloud.says('statuses.asking = "Waiting"')
    world = cloud.fake.world
    world.statuses["Waiting"] = type(world.statuses["To Do"])(
        id=world.new_id(), name="Waiting", category="indeterminate"
    )
    world.workflow.append(world.transition("Ask", "Waiting", ("To Do", "In Progress")))
    world.workflow.append(world.transition("Answered", "In Progress", ("Waiting",)))
    assert cloud.run(VAGUE).exit_code == OPEN
    assert cloud.steps(VAGUE) == ["Waiting"]
    world.comment(VAGUE, ANSWER)
    assert cloud.run(VAGUE).exit_code == 0
    assert cloud.steps(VAGUE) == ["Waiting", "In Progress", "In Review"]
    asked, told = sorted(cloud.ours(VAGUE), key=lambda body: "Proven: none of" in text_of(body))
    assert "Nothing is left to answer here" in text_of(asked)
    assert "Which tables and columns" in text_of(asked)
    assert "Proven: none of" in text_of(told)
    before = cloud.fake.writes(VAGUE)
    assert cloud.run(VAGUE, "--force").exit_code == 0
    assert not [
        one for one in cloud.fake.writes(VAGUE)[len(before) :] if one.method == "POST" and "/comment" in one.path
    ]


@pytest.mark.parametrize("said", ["9: what is this", "1: z"])
def test_a_reply_that_answers_nothing_is_told(cloud: JiraProject, said: str) -> None:
    cloud.example(VAGUE)
    assert cloud.run(VAGUE).exit_code == OPEN
    cloud.fake.world.comment(VAGUE, said)
    result = cloud.run(VAGUE)
    assert result.exit_code == OPEN
    if said.startswith("9"):
        assert "answers nothing: there is no question 9" in result.output


def test_a_strangers_reply_answers_nothing(cloud: JiraProject) -> None:
    cloud.fake.world.add_user("eve", "Eve Elsewhere")
    cloud.example(VAGUE)
    assert cloud.run(VAGUE).exit_code == OPEN
    cloud.fake.world.comment(VAGUE, ANSWER, by="eve")
    assert cloud.run(VAGUE, "--until", "plan").exit_code == OPEN


def test_a_question_of_the_design_leaves_no_comment_that_says_that_work_goes_on(cloud: JiraProject) -> None:
    cloud.small("KAN-62", "Add a required column nickname (text) to users.\n")
    assert cloud.run("KAN-62").exit_code == OPEN
    progress, questions = sorted(map(text_of, cloud.ours("KAN-62")), key=lambda body: "leave it optional" in body)
    assert "The database work waits for answers" in progress
    assert "a) leave it optional" in questions
    cloud.fake.world.comment("KAN-62", "1: a")
    assert cloud.run("KAN-62").exit_code == 0
    progress, questions = sorted(map(text_of, cloud.ours("KAN-62")), key=lambda body: "leave it optional" in body)
    assert "Proven: none of" in progress
    assert "Nothing is left to answer here" in questions


def test_where_there_is_nothing_to_change_the_comment_says_so(cloud: JiraProject) -> None:
    cloud.small("KAN-63", "Create a table users with an email (text).\n")
    result = cloud.run("KAN-63")
    assert result.exit_code == 0, result.output
    (body,) = cloud.ours("KAN-63")
    assert "there is nothing to change" in text_of(body)
    assert "under way" not in text_of(body)
    assert cloud.steps("KAN-63") == ["In Progress"]
