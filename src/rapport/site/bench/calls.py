"""A server of the benchmark's own, and programs and people calling it over the network."""

import http.client
import json
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client

from rapport.kernel.errors import Upstream
from rapport.site.bench.place import Place

READY_SECONDS = 180.0


@dataclass(frozen=True, slots=True)
class Serving:
    """A running `rapport web`."""

    pid: int
    port: int


@contextmanager
def serving(place: Place) -> Iterator[Serving]:
    """Have `rapport web` answer on a free port while the block runs, with the style sheets of this day."""
    place.command("static", "--quiet").wait()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    process = place.command("web", "--port", str(port), heard=False)
    try:
        _wait_ready(port, process)
        yield Serving(process.pid, port)
    finally:
        process.terminate()
        process.wait(30)


def _wait_ready(port: int, process: Any) -> None:
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.05)
    raise Upstream("The server of the benchmark did not start.")


def sign_in(email: str, tenant_id: UUID, member_id: UUID) -> Client:
    """Return a browser of this process, signed in as a member."""
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(get_user_model().objects.get(email=email))
    session = browser.session
    session.update({"tenant": str(tenant_id), "member": str(member_id)})
    session.save()
    return browser


def cookie_of(browser: Client) -> str:
    """Return the browser's session as a caller over the network sends it."""
    return f"{settings.SESSION_COOKIE_NAME}={browser.cookies[settings.SESSION_COOKIE_NAME].value}"


class Caller:
    """A client with one kept connection: a program with a token, or a browser with a session."""

    def __init__(self, port: int, token: str = "", cookie: str = "") -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.headers = {"Content-Type": "application/json"}
        if token:
            self.headers["Authorization"] = f"Bearer {token}"
        if cookie:
            self.headers["Cookie"] = cookie

    def post(self, path: str, body: object, *, expect: int) -> Any:
        """Post to the API and return the answer's JSON; raises `Upstream` on another status."""
        self.connection.request("POST", f"/api/v1{path}", json.dumps(body).encode(), self.headers)
        return json.loads(self._read(expect))

    def send(self, path: str, body: bytes, *, expect: int) -> bytes:
        """Post bytes to any address of the server; raises `Upstream` on another status."""
        self.connection.request("POST", path, body, self.headers)
        return self._read(expect)

    def get_page(self, path: str, *, expect: int = 200) -> bytes:
        """Open a page and return it whole."""
        self.connection.request("GET", path, headers=self.headers)
        return self._read(expect)

    def _read(self, expect: int) -> bytes:
        response = self.connection.getresponse()
        content = response.read()
        if response.status != expect:
            raise Upstream(f"The server answered {response.status}: {content[:500].decode(errors='replace')}")
        return content
