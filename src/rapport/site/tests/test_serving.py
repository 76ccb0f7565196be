"""The bridge and the front on a real socket: bodies, limits, streams, refusals, proxies, stopping."""

import http.client
import socket
import threading
import time
from collections.abc import Iterator

import pytest

from rapport.site.serving.pages import Limits
from rapport.site.tests.bridge import MEGABYTE, Site, closed, gate, serve


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with serve() as running:
        yield running


@pytest.fixture(autouse=True)
def closed_gate() -> None:
    gate.clear()
    closed.clear()


def test_a_path_arrives_as_it_was_meant(site: Site) -> None:
    assert site.json("GET", "/echo/%E9%A1%BE%E5%AE%A2")["PATH_INFO"] == "/echo/顾客"


@pytest.mark.parametrize("size", [0, 10, 3 * MEGABYTE, 8 * MEGABYTE])
def test_bodies_arrive_whole(site: Site, size: int) -> None:
    assert site.json("POST", "/echo", b"a" * size)["length"] == size


def test_a_chunked_body_arrives_whole(site: Site) -> None:
    chunks = (b"b" * 65536 for _ in range(48))
    assert site.json("POST", "/echo", chunks, Transfer_Encoding="chunked")["length"] == 3 * MEGABYTE


def test_a_body_that_says_it_is_too_long_is_refused_unread(site: Site) -> None:
    with socket.create_connection(("127.0.0.1", site.port), 120) as raw:
        raw.sendall(b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n")
        assert raw.recv(100).startswith(b"HTTP/1.1 413 ")


def test_a_body_that_turns_out_too_long_is_refused(site: Site) -> None:
    with socket.create_connection(("127.0.0.1", site.port), 120) as raw:
        raw.sendall(b"POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
        chunk = b"100000\r\n" + b"c" * MEGABYTE + b"\r\n"
        answer = b""
        for _ in range(9):
            raw.sendall(chunk)
        answer = raw.recv(100)
        assert answer.startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize(
    ("path", "accept", "language", "kind", "said"),
    [
        ("/imports/new", "text/html", "zh-CN", "text/html", "太大"),
        ("/imports/new", "text/html", "en", "text/html", "Too large"),
        ("/api/v1/imports", "*/*", "en", "application/problem+json", "longer than"),
    ],
)
def test_who_sends_too_much_is_told_in_their_way(
    site: Site, path: str, accept: str, language: str, kind: str, said: str
) -> None:
    head = f"POST {path} HTTP/1.1\r\nHost: x\r\nAccept: {accept}\r\nAccept-Language: {language}\r\n"
    with socket.create_connection(("127.0.0.1", site.port), 120) as raw:
        raw.sendall(f"{head}Content-Length: 99999999999\r\n\r\n".encode())
        answer = b"".join(iter(lambda: raw.recv(65536), b"")).decode()
    assert answer.startswith("HTTP/1.1 413 ")
    assert f"content-type: {kind}" in answer
    assert "content-security-policy: default-src 'none'" in answer
    assert said in answer


def test_a_header_with_an_underscore_never_passes_for_another(site: Site) -> None:
    with socket.create_connection(("127.0.0.1", site.port), 120) as raw:
        raw.sendall(b"GET /echo HTTP/1.1\r\nHost: x\r\nX_Real: forged\r\nConnection: close\r\n\r\n")
        assert b'"HTTP_X_REAL": null' in raw.makefile("rb").read()


def test_forwarded_headers_are_not_believed_unless_configured(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    forged = {"X_Forwarded_For": "203.0.113.9", "X_Forwarded_Proto": "https"}
    told = site.json("GET", "/echo", **forged)
    assert (told["REMOTE_ADDR"], told["scheme"]) == ("127.0.0.1", "http")
    monkeypatch.setenv("RAPPORT_TRUSTED_PROXIES", "127.0.0.1")
    with serve() as behind_proxy:
        told = behind_proxy.json("GET", "/echo", **forged)
    assert (told["REMOTE_ADDR"], told["scheme"]) == ("203.0.113.9", "https")


def test_a_long_stream_arrives_whole_and_a_short_file_names_its_length(site: Site) -> None:
    assert len(site.ask("GET", "/long").read()) == 20 * MEGABYTE
    assert site.ask("GET", "/file").headers["Content-Length"] == "1000"


def test_a_stream_that_breaks_is_not_passed_off_as_whole(site: Site) -> None:
    answer = site.ask("GET", "/broken")
    with pytest.raises((http.client.IncompleteRead, ConnectionError)):
        answer.read()


def test_a_stream_ends_when_its_reader_leaves(site: Site) -> None:
    answer = site.ask("GET", "/endless")
    answer.read(65536)
    answer.close()
    assert closed.wait(120)


def test_pages_are_drawn_while_others_wait() -> None:
    with serve(Limits(threads=3)) as site:
        waiting = threading.Thread(target=site.ask, args=("GET", "/waits"))
        waiting.start()
        assert site.json("GET", "/echo")["length"] == 0
        gate.set()
        waiting.join()


def test_too_many_waiting_are_refused_and_health_still_answers() -> None:
    with serve(Limits(threads=1, waiting=4)) as site:
        crowd = [threading.Thread(target=site.ask, args=("GET", "/waits")) for _ in range(2)]
        for one in crowd:
            one.start()
        until = time.monotonic() + 120
        while site.pages.inside.size < 2 and time.monotonic() < until:
            pass
        refused = site.ask("GET", "/echo")
        assert (refused.status, refused.headers["Retry-After"]) == (503, "3")
        assert site.ask("GET", "/healthz").status == 200
        gate.set()
        for one in crowd:
            one.join()


def test_ready_says_why_not() -> None:
    with serve(check=lambda: "the database is away") as site:
        answer = site.ask("GET", "/readyz")
        assert answer.status == 503
        assert answer.read() == b"the database is away\n"


def test_a_running_request_is_finished_before_the_end() -> None:
    with serve() as site:
        answers: list[bytes] = []
        asking = threading.Thread(target=lambda: answers.append(site.ask("GET", "/waits").read()))
        asking.start()
        until = time.monotonic() + 120
        while site.pages.inside.size < 1 and time.monotonic() < until:
            pass
        site.server.should_exit = True
        gate.set()
        asking.join(120)
        assert answers == [b"done"]
