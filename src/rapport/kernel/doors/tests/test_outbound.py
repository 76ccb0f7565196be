"""The outbound door: no form of an inner address gets through, and what answers is bounded."""

import gzip
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from rapport.kernel.doors.addresses import is_public
from rapport.kernel.doors.api import Outbound, OutboundLimits, Refused
from rapport.kernel.errors import Upstream

INNER = [
    "127.0.0.1",
    "127.1.2.3",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "192.0.2.1",
    "198.18.0.1",
    "::1",
    "::",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fd00::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "2002:7f00:1::",
    "2002:a00:1::",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "::7f00:1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:db8::1",
    "ff02::1",
    "name",
]


@pytest.mark.parametrize("address", INNER)
def test_inner_addresses_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_outer_addresses_are_public(address: str) -> None:
    assert is_public(address)


class Canary(BaseHTTPRequestHandler):
    """Answers by path, and counts who came."""

    hits = 0

    def do_GET(self) -> None:
        type(self).hits += 1
        if self.path == "/inner":
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.2:1/secret")
            self.end_headers()
        elif self.path == "/loop":
            self.send_response(302)
            self.send_header("Location", "/loop")
            self.end_headers()
        else:
            body = {"/big": b"x" * 50_000, "/packed": gzip.compress(bytes(5_000_000))}.get(
                self.path, b"hello"
            )
            self.send_response(200)
            if self.path == "/packed":
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        return


@pytest.fixture
def canary() -> Iterator[int]:
    Canary.hits = 0
    server = HTTPServer(("127.0.0.1", 0), Canary)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    server.server_close()
    thread.join()


HOSTS = [
    "127.0.0.1",
    "localhost",
    "2130706433",
    "0x7f000001",
    "0177.0.0.1",
    "127.1",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "0",
]


@pytest.mark.parametrize("host", HOSTS)
def test_no_form_of_loopback_is_reached(canary: int, host: str) -> None:
    with Outbound() as outbound, pytest.raises((Refused, Upstream)):
        outbound.call("GET", f"http://{host}:{canary}/")
    assert Canary.hits == 0


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.com/",
        "gopher://x/",
        "//x",
        "http://",
        "http://u:p@example.com/",
        "x",
    ],
)
def test_other_addresses_are_refused(url: str) -> None:
    with Outbound() as outbound, pytest.raises(Refused):
        outbound.call("GET", url)


def test_names_that_lead_inside_are_refused(canary: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def resolve(host: str, port: int, **_: Any) -> list[Any]:
        inner = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("8.8.8.8", port)), inner]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with Outbound() as outbound, pytest.raises(Refused) as refusal:
        outbound.call("GET", f"http://shop.example:{canary}/")
    assert refusal.value.code == "address_not_public"
    assert Canary.hits == 0


def test_opened_addresses_answer_and_redirects_are_checked_again(canary: int) -> None:
    with Outbound(opened=[("127.0.0.1", canary)]) as outbound:
        answer = outbound.call("GET", f"http://127.0.0.1:{canary}/")
        assert (answer.status, answer.body) == (200, b"hello")
        with pytest.raises(Refused):
            outbound.call("GET", f"http://127.0.0.1:{canary}/inner")
        with pytest.raises(Upstream):
            outbound.call("GET", f"http://127.0.0.1:{canary}/loop")


@pytest.mark.parametrize("path", ["/big", "/packed"])
def test_large_answers_are_cut_off(canary: int, path: str) -> None:
    limits = OutboundLimits(answer_bytes=10_000)
    with (
        Outbound(opened=[("127.0.0.1", canary)], limits=limits) as outbound,
        pytest.raises(Refused) as refusal,
    ):
        outbound.call("GET", f"http://127.0.0.1:{canary}{path}")
    assert refusal.value.code == "answer_too_large"


def test_a_dripping_answer_meets_the_deadline() -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    stop = threading.Event()

    def drip() -> None:
        connection, _ = listener.accept()
        with connection:
            while not stop.wait(0.01):
                try:
                    connection.sendall(b"H")
                except OSError:
                    return

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    limits = OutboundLimits(seconds=0.2)
    try:
        with Outbound(opened=[("127.0.0.1", port)], limits=limits) as outbound, pytest.raises(Upstream):
            outbound.call("GET", f"http://127.0.0.1:{port}/")
    finally:
        stop.set()
        thread.join()
        listener.close()
