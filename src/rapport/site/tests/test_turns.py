"""Nobody's slow pages, bodies or crowds keep another business waiting."""

import socket
import threading
from collections.abc import Iterator

import pytest
from django.test import Client
from tests.house import Shop

from rapport.site.serving.environment import BUSINESS
from rapport.site.serving.pages import Limits
from rapport.site.serving.turns import Turns
from rapport.site.tests.bridge import Site, gate, serve
from rapport.site.tests.running import wait_for

OURS, THEIRS = {"Authorization": "Bearer ours"}, {"Authorization": "Bearer theirs"}


@pytest.fixture
def site() -> Iterator[Site]:
    gate.clear()
    with serve(Limits(threads=3, waiting=20)) as running:
        yield running
    gate.clear()


def crowd(site: Site, count: int, **headers: str) -> list[threading.Thread]:
    """Ask for this many pages that wait until the gate opens."""
    asking = [
        threading.Thread(target=site.ask, args=("GET", "/waits"), kwargs=headers, daemon=True)
        for _ in range(count)
    ]
    for one in asking:
        one.start()
    return asking


def test_one_ones_slow_pages_leave_a_thread_to_others(site: Site) -> None:
    crowd(site, 8, **THEIRS)
    wait_for(lambda: site.pages.inside.size == 8, "the crowd")
    assert site.json("GET", "/echo", **OURS)["length"] == 0


def test_without_turns_they_would_take_all(monkeypatch: pytest.MonkeyPatch, site: Site) -> None:
    """The control: with as many threads for one as there are, the others wait."""
    monkeypatch.setattr(site.pages, "turns", Turns(4))
    crowd(site, 8, **THEIRS)
    wait_for(lambda: site.pages.inside.size == 8, "the crowd")
    answered = threading.Event()

    def ask() -> None:
        site.json("GET", "/echo", **OURS)
        answered.set()

    threading.Thread(target=ask, daemon=True).start()
    wait_for(lambda: site.pages.inside.size == 9, "ours inside")
    assert not answered.is_set()
    gate.set()
    assert answered.wait(120)


def test_one_ones_crowd_leaves_room_to_others(site: Site) -> None:
    crowd(site, 10, **THEIRS)
    wait_for(lambda: site.pages.inside.size == 10, "the crowd")
    assert site.ask("GET", "/echo", **THEIRS).status == 503
    assert site.ask("GET", "/echo", **OURS).status == 200


def test_a_business_is_one_guest_by_whichever_token(site: Site) -> None:
    for token in ("one", "two", "three"):
        assert site.ask("GET", "/of/shop", Authorization=f"Bearer {token}").status == 200
    for token in ("one", "two", "three"):
        crowd(site, 3, Authorization=f"Bearer {token}")
    wait_for(lambda: site.pages.inside.size == 9, "the crowd")
    assert site.ask("GET", "/echo", **OURS).status == 200


def test_an_answer_says_whose_it_was(shop: Shop, signed_in: Client) -> None:
    assert signed_in.get("/tasks").wsgi_request.META[BUSINESS] == str(shop.tenant_id)


def test_bodies_that_drip_keep_nobody_from_reading(site: Site) -> None:
    dripping = []
    for _ in range(30):
        raw = socket.create_connection(("127.0.0.1", site.port), 120)
        raw.sendall(b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\nx")
        dripping.append(raw)
    wait_for(lambda: site.pages.arriving.size == 10, "the slow ones")
    assert site.ask("GET", "/echo", **OURS).status == 200
    for raw in dripping:
        raw.close()
    wait_for(lambda: site.pages.arriving.size == 0, "their end")
    assert site.json("POST", "/echo", b"whole")["length"] == 5


@pytest.mark.parametrize(
    "sent",
    [
        b"Content-Length: 100\r\n\r\nhalf",
        b"Transfer-Encoding: chunked\r\n\r\n100\r\nhalf",
        b"Content-Length: 4\r\nContent-Length: 400\r\n\r\nhalf",
        b"Content-Length: -4\r\n\r\nhalf",
        b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\nhalf",
    ],
    ids=["cut off", "chunk cut off", "two lengths", "negative", "length and chunks"],
)
def test_bodies_that_break_off_or_lie_reach_no_page(site: Site, sent: bytes) -> None:
    with socket.create_connection(("127.0.0.1", site.port), 120) as raw:
        raw.sendall(b"POST /of/shop HTTP/1.1\r\nHost: x\r\n" + sent)
        raw.shutdown(socket.SHUT_WR)
        assert not raw.recv(100).startswith(b"HTTP/1.1 2")
    assert site.json("GET", "/echo")["length"] == 0


def test_more_than_announced_is_no_part_of_the_body(site: Site) -> None:
    with socket.create_connection(("127.0.0.1", site.port), 120) as raw:
        raw.sendall(b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbodyand more\r\n\r\n")
        said = raw.makefile("rb").read()
        assert b'"length": 4' in said or said.startswith(b"HTTP/1.1 400 ")


def test_a_body_without_length_is_none(site: Site) -> None:
    with socket.create_connection(("127.0.0.1", site.port), 120) as raw:
        raw.sendall(b"POST /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert b'"length": 0' in raw.makefile("rb").read()
