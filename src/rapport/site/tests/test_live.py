"""/live over a real socket: only for members, only their own business, ended when the process stops."""

import threading
import time
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections
from django.test import Client
from tests.house import Shop

from rapport.kernel.live.api import LiveHub, announce
from rapport.kernel.tenancy.api import as_tenant
from rapport.site import runtime
from rapport.site.serving import front
from rapport.site.serving.health import Health
from rapport.site.tests.bridge import Site

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")


def _url() -> str:
    parts = connections["default"].get_connection_params()
    names = ("host", "port", "dbname", "user", "password")
    return " ".join(f"{name}={parts[name]}" for name in names)


class LiveSite(Site):
    """The whole front with a hub on the test database."""

    def __init__(self, port: int = 0) -> None:
        self.hub = LiveHub(_url)
        built = front.build(Health(lambda: None), self.hub, runtime.home(), {})
        self.pages = built.pages
        assert isinstance(self.pages.handler, WSGIHandler)
        self.listen(built, port)
        self.server.on_stop = self.hub.close


@pytest.fixture
def site(transactional_db: None) -> Iterator[LiveSite]:
    running = LiveSite()
    running.thread.start()
    yield running
    running.stop()


def _cookie(shop: Shop) -> str:
    client = Client()
    client.force_login(shop.person)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def test_a_stranger_gets_no_stream(site: LiveSite) -> None:
    assert site.ask("GET", "/live?topic=job.1").status in (401, 403)


def test_topics_must_be_named(site: LiveSite) -> None:
    assert site.ask("GET", "/live").status == 422


def test_a_member_hears_their_own_business_alone(site: LiveSite, shop: Shop, other_shop: Shop) -> None:
    stream = site.ask("GET", "/live?topic=job.*", Cookie=_cookie(shop))
    assert stream.status == 200
    assert stream.headers["Content-Type"].startswith("text/event-stream")
    until = time.monotonic() + 120
    while not site.hub.listening.is_set() and time.monotonic() < until:
        pass
    for one, topic in ((other_shop, "job.theirs"), (shop, "job.ours")):
        with as_tenant(one.tenant_id):
            announce(topic, state="done")
    heard = b""
    while b"ours" not in heard:
        line = stream.readline()
        assert line, heard
        heard += line
    assert b'event: job\ndata: {"topic":"job.ours","state":"done"}' in heard
    assert b"theirs" not in heard


def test_stopping_ends_open_streams_at_once(site: LiveSite, shop: Shop) -> None:
    stream = site.ask("GET", "/live?topic=job.*", Cookie=_cookie(shop))
    assert stream.status == 200
    # However long a request may take to finish, an open stream is not waited for.
    site.server.config.timeout_graceful_shutdown = None
    stopping = threading.Thread(target=site.stop)
    stopping.start()
    stream.read()
    stopping.join()
    assert not site.thread.is_alive()
