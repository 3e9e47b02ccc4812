"""A Jira that is none: it keeps state, speaks HTTP on loopback, and is held against Atlassian's document."""

from __future__ import annotations

import base64
import binascii
import re
import ssl
import traceback
from contextlib import ExitStack
from threading import RLock
from typing import Self

from support.fake_jira.call import Call, Route
from support.fake_jira.clock import Clock
from support.fake_jira.endpoints import ROUTES
from support.fake_jira.endpoints.attachments import DIRECT, served
from support.fake_jira.exchange import LOGIN_REASON, Answer, Logged, Refused, Request, answer, logged
from support.fake_jira.faults import Fault, Faults
from support.fake_jira.limits import WriteLimit
from support.fake_jira.records import User
from support.fake_jira.shapes import Shapes
from support.fake_jira.validation import Validation
from support.fake_jira.wire import listening
from support.fake_jira.world import World

TOKEN = "token-of-dana"
USER = "dana"
INTERFACE = re.compile(r"/rest/api/(2|3|latest)(/.*)")


class FakeJira:
    """Use it as a context manager; ``url`` is its address, ``world`` its state, ``log`` what was asked of it."""

    def __init__(
        self,
        *,
        is_cloud: bool,
        clock: Clock | None = None,
        first_id: int = 10000,
        context: str = "",
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.clock = clock or Clock()
        self.world = World(is_cloud=is_cloud, clock=self.clock, first_id=first_id)
        self.context = context
        self.faults = Faults()
        self.limit = WriteLimit(self.clock)
        self.validation = Validation()
        self.log: list[Logged] = []
        self.media_log: list[Logged] = []
        self._tls = tls
        self._stack = ExitStack()
        self._lock = RLock()
        self._people()

    def _people(self) -> None:
        """One who asks, and one in whose name the program comes."""
        self.world.add_user("ada", "Ada Reporter")
        self.world.add_user(USER, "Dana Database")
        self.world.add_token(TOKEN, USER)

    def __enter__(self) -> Self:
        scheme = "https" if self._tls else "http"
        port = self._stack.enter_context(listening(self._answering, self._tls))
        media = self._stack.enter_context(listening(self._serving_files))
        self.url = f"{scheme}://127.0.0.1:{port}{self.context}"
        self.world.media_base = f"http://localhost:{media}"
        return self

    def __exit__(self, *_: object) -> None:
        self.faults.open_gates()
        self._stack.close()

    @property
    def violations(self) -> list[str]:
        return self.validation.violations

    @property
    def email(self) -> str:
        return self.world.users[USER].email

    @property
    def token(self) -> str:
        return TOKEN

    def authorization(self, token: str = TOKEN) -> dict[str, str]:
        """The header by which the program's user comes in."""
        if not self.world.is_cloud:
            return {"Authorization": f"Bearer {token}"}
        return {"Authorization": "Basic " + base64.b64encode(f"{self.email}:{token}".encode()).decode()}

    def asked(self, method: str, part: str) -> list[Logged]:
        """The requests so far of this method ("*" for any) whose path holds ``part``."""
        with self._lock:
            return [one for one in self.log if method in ("*", one.method) and part in one.path]

    def writes(self, key: str) -> list[Logged]:
        """The requests that changed the issue or tried to."""
        return [one for one in self.asked("*", f"/issue/{key}") if one.method != "GET"]

    # How a request is answered.

    def _answering(self, request: Request) -> tuple[Answer, Fault]:
        fault = self.faults.take(request)
        with self._lock:
            fault.before()
            right = self._right(request) if fault.lands else Answer(status=500)
            fault.after()
            given = fault.answer or right
            self.log.append(logged(request, self.clock.now(), None if fault.manner == "reset" else given.status))
        return given, fault

    def _right(self, request: Request) -> Answer:
        """The answer without any fault; an error of the fake itself is a 500 and a violation."""
        try:
            return self._routed(request)
        except Refused as refusal:
            return refusal.answer
        except Exception:  # whatever it is, it is to be seen in the test and not in the client
            self.violations.append(f"the fake failed at {request.method} {request.target}:\n{traceback.format_exc()}")
            return answer(500, {"errorMessages": ["The fake failed."], "errors": {}})

    def _routed(self, request: Request) -> Answer:
        path = request.path.removeprefix(self.context)
        interface = INTERFACE.fullmatch(path) if request.path.startswith(self.context) else None
        if interface is None:
            return self._elsewhere(request, path)
        version = 3 if interface[1] == "3" or (interface[1] == "latest" and self.world.is_cloud) else 2
        inner = interface[2]
        if version == 3 and not self.world.is_cloud:
            raise Refused(404, "null for uri: " + request.target)
        route, given = self._route(request, inner)
        self.validation.request(request, route, version, inner)
        refusal = self.limit.refusal(request, self.world.find(given.get("issueIdOrKey", "")))
        result = refusal or self._answered(route, request, version, given)
        fault = self.validation.answer(request, route, version, inner, result)
        return answer(500, {"errorMessages": [fault], "errors": {}}) if fault else result

    def _elsewhere(self, request: Request, path: str) -> Answer:
        given = _match(DIRECT.path, path)
        if given is None or self.world.is_cloud:
            raise Refused(404, "null for uri: " + request.target)
        return self._answered(DIRECT, request, 2, given)

    def _route(self, request: Request, inner: str) -> tuple[Route, dict[str, str]]:
        absent = "data center" if self.world.is_cloud else "cloud"
        found = [(route, given) for route in ROUTES if (given := _match(route.path, inner)) is not None]
        found = [(route, given) for route, given in found if route.on != absent]
        exact = [pair for pair in found if pair[0].method == request.method]
        if not exact:
            raise Refused(405 if found else 404, "null for uri: " + request.target)
        return min(exact, key=lambda pair: len(pair[1]))

    def _answered(self, route: Route, request: Request, version: int, given: dict[str, str]) -> Answer:
        token = self._known_token(request.headers.get("authorization", ""))
        call = Call(
            world=self.world,
            shapes=Shapes(world=self.world, base=self.url, version=version),
            request=request,
            user=self._user(token),
            permissions=frozenset(self.world.permissions[token]) if token else frozenset(),
            given=given,
        )
        try:
            result = route.answer(call)
        except Refused as refusal:
            result = refusal.answer
        except KeyError as lacking:
            result = Refused(400, f"The request lacks {lacking}.").answer
        if token is None and "authorization" not in request.headers:
            return result
        return result.with_header(LOGIN_REASON, "OK" if token else "AUTHENTICATED_FAILED")

    def _known_token(self, header: str) -> str | None:
        """The token of these credentials, where they are good."""
        kind, _, value = header.partition(" ")
        if kind != ("Basic" if self.world.is_cloud else "Bearer"):
            return None
        email, token = _basic(value) if self.world.is_cloud else ("", value)
        user = self._user(token)
        is_theirs = user is not None and (not self.world.is_cloud or user.email == email)
        return token if is_theirs else None

    def _user(self, token: str | None) -> User | None:
        return self.world.users[self.world.tokens[token]] if token in self.world.tokens else None

    def _serving_files(self, request: Request) -> tuple[Answer, Fault]:
        """The other host: it knows its addresses and wants no credentials."""
        fault = self.faults.take(request)
        with self._lock:
            if "authorization" in request.headers or "cookie" in request.headers:
                self.violations.append(f"credentials were sent on to another host: {request.method} {request.target}")
            found = self.world.attachment(request.path.rpartition("/")[2])
            is_open = found is not None and request.first("token") == f"{found.id}-once"
            given = served(found, request) if found is not None and is_open else Answer(status=403)
            given = fault.answer or given
            self.media_log.append(logged(request, self.clock.now(), given.status))
        return given, fault


def _basic(value: str) -> tuple[str, str]:
    try:
        email, _, token = base64.b64decode(value, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return email, token


def _match(template: str, path: str) -> dict[str, str] | None:
    pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", template)
    found = re.fullmatch(pattern, path)
    return found.groupdict() if found else None
