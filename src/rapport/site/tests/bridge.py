"""The front with views of its own, served on a real socket: what tests of serving ask."""

import http.client
import io
import json
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import override_settings
from django.urls import path

from rapport.site.serving import web
from rapport.site.serving.environment import BUSINESS
from rapport.site.serving.front import Front
from rapport.site.serving.health import Health
from rapport.site.serving.pages import Limits, Pages

MEGABYTE = 1_048_576
gate = threading.Event()
closed = threading.Event()


def echo(request: HttpRequest) -> HttpResponse:
    """Tell what arrived."""
    body = request.read()
    names = ("REMOTE_ADDR", "PATH_INFO", "HTTP_X_REAL", "CONTENT_LENGTH")
    return JsonResponse(
        {"length": len(body), "scheme": request.scheme, **{n: request.META.get(n) for n in names}}
    )


def endless(_request: HttpRequest) -> HttpResponseBase:
    """Stream until the reader leaves."""

    def chunks() -> Iterator[bytes]:
        try:
            while True:
                yield b"x" * 65536
        finally:
            closed.set()

    return StreamingHttpResponse(chunks())


def long_stream(_request: HttpRequest) -> HttpResponseBase:
    """Stream twenty megabytes."""
    return StreamingHttpResponse(b"y" * 65536 for _ in range(320))


def broken_stream(_request: HttpRequest) -> HttpResponseBase:
    """Break in the middle."""

    def chunks() -> Iterable[bytes]:
        yield b"begun"
        raise RuntimeError("broken")

    return StreamingHttpResponse(chunks())


def waits(_request: HttpRequest) -> HttpResponse:
    """Answer once the gate opens."""
    gate.wait(120)
    return HttpResponse("done")


def small_file(_request: HttpRequest) -> HttpResponseBase:
    """Send a short file."""
    return FileResponse(io.BytesIO(b"z" * 1000))


def of_business(request: HttpRequest, name: str) -> HttpResponse:
    """Turn out to be a business's request."""
    request.META[BUSINESS] = name
    return HttpResponse(name)


urlpatterns = [
    path("of/<slug:name>", of_business),
    path("echo/<path:rest>", lambda request, rest: echo(request)),
    path("echo", echo),
    path("endless", endless),
    path("long", long_stream),
    path("broken", broken_stream),
    path("waits", waits),
    path("file", small_file),
]


class Site:
    """The front, served in a thread on a free port."""

    def __init__(self, limits: Limits, check: Callable[[], str | None]) -> None:
        health = Health(check)
        self.pages = Pages(WSGIHandler(), limits)
        front = Front(self.pages, {"healthz": health.alive, "readyz": health.ready})
        self.listen(front)

    def listen(self, front: Front, port: int = 0) -> None:
        """Take a port (any free one unless it is named) and make the server that will serve on it."""
        self.listening = web.bind("127.0.0.1", port)
        self.listening.listen(64)
        self.port = self.listening.getsockname()[1]
        self.server = web.WebServer(web.config(front))
        self.server.on_stop = lambda: None
        self.thread = threading.Thread(target=self.server.run, args=([self.listening],))

    def stop(self) -> None:
        """Do what a signal does, and wait for the end."""
        self.server.on_stop()
        self.server.should_exit = True
        self.thread.join(120)

    def ask(self, method: str, where: str, body: Any = None, **headers: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(
            method, where, body, named, encode_chunked=named.get("Transfer-Encoding") == "chunked"
        )
        return connection.getresponse()

    def json(self, method: str, where: str, body: Any = None, **headers: str) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(self.ask(method, where, body, **headers).read())
        return answer


@contextmanager
def serve(limits: Limits | None = None, check: Callable[[], str | None] = lambda: None) -> Iterator[Site]:
    with override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=[], ALLOWED_HOSTS=["*"]):
        site = Site(limits or Limits(body=8 * MEGABYTE), check)
        site.thread.start()
        try:
            yield site
        finally:
            gate.set()
            site.stop()
