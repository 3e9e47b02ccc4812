"""The way to a Jira: every request with credentials, limits of time, and patience where the server asks for it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import httpx2

from database_developer.errors import TrackerRefused, TrackerUnavailable
from database_developer.trackers.jira.account import Account
from database_developer.trackers.jira.answers import body_of, given_up, is_web_page, whole_answer
from database_developer.trackers.jira.client import client_of
from database_developer.trackers.jira.refusals import error_of, is_bad_login, web_page
from database_developer.trackers.jira.waits import Patience, grown_wait, told_wait

Json = Any
_MAY_PASS = frozenset({429, 500, 502, 503, 504})  # what a later attempt may get over
_NOT_DONE = frozenset({429})  # of these the server says that it has done nothing
_LARGEST = 50_000_000  # bytes of one answer


class AnswerLost(TrackerUnavailable):
    """A request that changes something may have been done or not: its answer never came."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Upload:
    """A file to be sent: its name, its bytes and their type."""

    name: str
    content: bytes
    media_type: str


class Connection:
    """Sends requests to one Jira; use as a context manager.

    ``sleep`` and ``now`` are the clock. A request that only reads is tried again after trouble on the way; one that
    changes something only where it is sure that it was not done, else AnswerLost.
    """

    def __init__(
        self,
        account: Account,
        *,
        patience: Patience | None = None,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.account = account
        self.patience = patience or Patience()
        self._sleep = sleep
        self._now = now
        self._client = client_of(account, self.patience.silence)

    def __enter__(self) -> Connection:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the sockets."""
        self._client.close()

    def get(self, path: str, params: Mapping[str, str | int] | None = None) -> Json:
        """What is at this path below the base, as JSON."""
        return self.send("GET", path, params=params)

    def put(self, path: str, body: Json) -> Json:
        """Put this; doing it twice is doing it once, so it is tried again."""
        return self.send("PUT", path, body=body)

    def ask(self, path: str, body: Json) -> Json:
        """A POST that may be sent twice: a search, or one that replaces what it left before."""
        return self.send("POST", path, body=body, repeatable=True)

    def post(self, path: str, body: Json) -> Json:
        """A POST that changes something; AnswerLost where it is not known whether it did."""
        return self.send("POST", path, body=body)

    def upload(self, path: str, file: Upload) -> Json:
        """Attach a file; AnswerLost where it is not known whether it arrived."""
        return self.send("POST", path, upload=file)

    def delete(self, path: str) -> Json:
        """Delete what is at this path."""
        return self.send("DELETE", path)

    def send(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str | int] | None = None,
        body: Json = None,
        upload: Upload | None = None,
        repeatable: bool = False,
    ) -> Json:
        """The answer's JSON, None where it is empty; raises the house's errors.

        ``repeatable`` says of a POST that doing it twice is doing it once, as it is of the others.
        """
        request = self._request(method, path, params, body, upload)
        repeatable = repeatable or method in ("GET", "PUT", "DELETE")
        response = self._patiently(lambda: self._once(request), path, repeatable=repeatable)
        return self._read(response, path, may_be_lost=not repeatable)

    def fetch(self, url: str, largest: int) -> bytes:
        """The first bytes behind an address of this Jira, which may lead to another host; no credentials go there."""
        if not self._is_ours(url):
            raise TrackerRefused("this address is not of this Jira", where=url, hint="the file is left out")
        request = self._client.build_request("GET", self._address(url), headers={"Accept": "*/*"})
        response = self._patiently(lambda: self._once(request, largest, follow=True), url, repeatable=True)
        if response.status_code >= 300 or is_bad_login(response.status_code, response.headers):
            raise error_of(response.status_code, response.headers, body_of(response), self._where(url))
        if is_web_page(response):
            raise web_page(self._where(url))
        return response.content[:largest]

    def look(self, path: str) -> httpx2.Response:
        """One answer as it comes, whatever its status; TrackerUnavailable where there is none."""
        try:
            return self._once(self._request("GET", path, None, None, None))
        except httpx2.TransportError as error:
            raise self._trouble(error, path) from error

    def pause(self, seconds: float) -> None:
        """Wait by the connection's clock."""
        self._sleep(seconds)

    def now(self) -> datetime:
        """The moment by the connection's clock."""
        return self._now()

    def _patiently(self, attempt: Callable[[], httpx2.Response], path: str, *, repeatable: bool) -> httpx2.Response:
        """The first answer that is not to be tried again; what may have been done is tried once only."""
        waited = 0.0
        for number in range(1, self.patience.attempts + 1):
            told: float | None = None
            try:
                response = attempt()
                if response.status_code not in _MAY_PASS:
                    return response
                failure = error_of(response.status_code, response.headers, body_of(response), self._where(path))
                told = told_wait(response.headers, self._now())
                again = repeatable or response.status_code in _NOT_DONE
            except httpx2.TransportError as error:
                sure = isinstance(error, httpx2.ConnectError | httpx2.ConnectTimeout | httpx2.PoolTimeout)
                failure, again = self._trouble(error, path), repeatable or sure
            if not again:
                self._sleep(told if told is not None and self._may_wait(told, waited) else 0)  # whoever asks looks next
                raise AnswerLost(failure.what, where=failure.where, hint=failure.hint) from failure
            wait = grown_wait(number, self.patience.longest) if told is None else told
            if number == self.patience.attempts or not self._may_wait(wait, waited):
                raise given_up(failure, wait, number, self.patience)
            self._sleep(wait)
            waited += wait
        raise AssertionError("the last attempt returns or raises")

    def _may_wait(self, wait: float, waited: float) -> bool:
        return wait <= self.patience.longest and waited + wait <= self.patience.total

    def _request(
        self, method: str, path: str, params: Mapping[str, str | int] | None, body: Json, upload: Upload | None
    ) -> httpx2.Request:
        headers = {"X-Atlassian-Token": "no-check"} if upload else {}
        files = {"file": (upload.name, upload.content, upload.media_type)} if upload else None
        return self._client.build_request(
            method, self._address(path), params=params, json=body, files=files, headers=headers
        )

    def _once(self, request: httpx2.Request, largest: int = _LARGEST, *, follow: bool = False) -> httpx2.Response:
        """The whole answer to one attempt; ReadTimeout where its bytes come too slowly to be waited for."""
        latest = self._now() + timedelta(seconds=self.patience.answer)
        response = self._client.send(request, stream=True, follow_redirects=follow)
        try:
            content = bytearray()
            for piece in response.iter_bytes():
                content += piece
                if self._now() > latest:
                    raise httpx2.ReadTimeout("the answer takes too long", request=request)
                if len(content) > largest:
                    break
        finally:
            response.close()
        if len(content) > largest and not follow:
            raise TrackerUnavailable("the answer is too large", where=str(request.url.host))
        return whole_answer(response, bytes(content))

    def _read(self, response: httpx2.Response, path: str, *, may_be_lost: bool) -> Json:
        body = body_of(response)
        if response.status_code >= 300 or is_bad_login(response.status_code, response.headers):
            raise error_of(response.status_code, response.headers, body, self._where(path))
        if isinstance(body, str) and "json" in response.headers.get("Content-Type", ""):
            broken = AnswerLost if may_be_lost else TrackerUnavailable
            raise broken("the answer is broken off or no JSON", where=self._where(path), hint="try again later")
        if isinstance(body, str):
            raise web_page(self._where(path))
        return body

    def _trouble(self, error: Exception, path: str) -> TrackerUnavailable:
        what = str(error) or type(error).__name__
        hint = "check the network, the proxy and the address: dbd doctor"
        if "CERTIFICATE" in what.upper():
            hint = "name your authority's certificates in the setting tracker.authority"
        return TrackerUnavailable(f"the tracker cannot be reached: {what}", where=self._where(path), hint=hint)

    def _address(self, path: str) -> str:
        return path if path.startswith(("http://", "https://")) else f"{self.account.base}/{path.lstrip('/')}"

    def _is_ours(self, address: str) -> bool:
        """Whether credentials may go there: the very scheme, host and port of this Jira."""
        hosts = {urlsplit(base)[:2] for base in (self.account.url, self.account.base)}
        return not address.startswith(("http://", "https://")) or urlsplit(address)[:2] in hosts

    def _where(self, path: str) -> str:
        return self._address(path).split("?", 1)[0]
