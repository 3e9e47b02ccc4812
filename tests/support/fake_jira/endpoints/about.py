"""The server, the caller, what he may do, and which fields and projects there are."""

from __future__ import annotations

from support.fake_jira.call import Call, Route
from support.fake_jira.clock import START, written
from support.fake_jira.exchange import Answer, Refused, answer
from support.fake_jira.records import PERMISSIONS


def server_info(call: Call) -> Answer:
    is_cloud = call.world.is_cloud
    numbers = [1001, 0, 0] if is_cloud else [9, 12, 4]
    return answer(
        200,
        {
            "baseUrl": call.shapes.base,
            "version": ".".join(map(str, numbers)) + ("-SNAPSHOT" if is_cloud else ""),
            "versionNumbers": numbers,
            "deploymentType": "Cloud" if is_cloud else "Server",
            "buildNumber": 100287,
            "buildDate": written(START),
            "serverTime": written(call.world.clock.now()),
            "scmInfo": "0000000000000000000000000000000000000000",
            "serverTitle": "Jira",
        },
    )


def myself(call: Call) -> Answer:
    shown = call.shapes.user(call.me()) or {}
    return answer(200, shown | {"locale": "en_US"})


def my_permissions(call: Call) -> Answer:
    asked = call.request.listed("permissions")
    if call.world.is_cloud and not asked:
        raise Refused(400, "The 'permissions' query parameter is required.")
    unknown = [name for name in asked if name not in PERMISSIONS]
    if unknown:
        raise Refused(400, f"Unrecognized permission: {unknown[0]}")
    project, key = call.request.first("projectKey"), call.request.first("issueKey")
    if project and project.upper() not in call.world.projects:
        raise Refused(404, f"No project could be found with key '{project}'.")
    if key:
        call.visible(key)
    return answer(200, {"permissions": {name: _permission(call, name) for name in asked or PERMISSIONS}})


def _permission(call: Call, name: str) -> dict[str, object]:
    words = name.replace("_", " ").capitalize()
    shown = {
        "id": str(PERMISSIONS.index(name) + 10),
        "key": name,
        "name": words,
        "type": "PROJECT",
        "description": words,
    }
    return shown | {"havePermission": name in call.permissions}


def fields(call: Call) -> Answer:
    return answer(200, [call.shapes.field(field) for field in call.world.fields.values()])


def project(call: Call) -> Answer:
    asked = call.given["projectIdOrKey"].upper()
    found = next((one for one in call.world.projects.values() if asked in (one.key, one.id)), None)
    if found is None or "BROWSE_PROJECTS" not in call.permissions:
        raise Refused(404, f"No project could be found with key '{call.given['projectIdOrKey']}'.")
    return answer(200, call.shapes.project(found))


def projects(call: Call) -> Answer:
    return answer(200, _visible(call))


def project_search(call: Call) -> Answer:
    text = call.request.first("query").lower()
    found = [one for one in _visible(call) if text in f"{one['key']} {one['name']}".lower()]
    page = call.page("values", found)
    is_last = page["startAt"] + len(page["values"]) >= page["total"]
    return answer(200, page | {"self": call.shapes.at("project/search"), "isLast": is_last})


def _visible(call: Call) -> list[dict[str, object]]:
    is_member = "BROWSE_PROJECTS" in call.permissions
    return [call.shapes.project(one) for one in call.world.projects.values()] if is_member else []


def statuses(call: Call) -> Answer:
    return answer(200, [call.shapes.status(one) for one in call.world.statuses.values()])


ROUTES = (
    Route(method="GET", path="/serverInfo", answer=server_info),
    Route(method="GET", path="/myself", answer=myself),
    Route(method="GET", path="/mypermissions", answer=my_permissions),
    Route(method="GET", path="/field", answer=fields),
    Route(method="GET", path="/status", answer=statuses),
    Route(method="GET", path="/project", answer=projects),
    Route(method="GET", path="/project/search", answer=project_search, on="cloud"),
    Route(method="GET", path="/project/{projectIdOrKey}", answer=project),
)
