"""A source with its key, a way to its door, and what the relay finds there afterwards."""

import json
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connections
from tests.house import Shop

from rapport.bigdata.ingest.contracts import Asked, Reply, SourceKind, SourceLine
from rapport.bigdata.ingest.http import door
from rapport.bigdata.ingest.operations import holders
from rapport.bigdata.ingest.operations.sources import add_source

Send = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture(autouse=True)
def no_memory() -> Iterator[None]:
    """Let no test know another's keys."""
    holders.forget_known()
    yield
    holders.forget_known()


@pytest.fixture
def add(shop: Shop) -> Callable[..., tuple[SourceLine, str]]:
    """Return a function that adds a source of the shop."""

    def make(kind: SourceKind = "server", **more: Any) -> tuple[SourceLine, str]:
        return add_source("Warehouse", kind, actor=shop.actor, **more)

    return make


def ask(body: Any, key: str = "", *, method: str = "POST", path: str = door.PATH, **headers: str) -> Reply:
    """Call the door; what is not bytes is sent as JSON."""
    head = {name.replace("_", "-"): value for name, value in headers.items()}
    if key:
        head["authorization"] = f"Bearer {key}"
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return door.take(Asked(method, path, {}, head, raw))


def told(reply: Reply) -> dict[str, Any]:
    """Return what an answer says."""
    found: dict[str, Any] = json.loads(reply.body)
    return found


def facts_of(shop: Shop, name: str) -> list[dict[str, Any]]:
    """Return the payloads of a shop's facts of one name, as the relay sees them."""
    with connections["relay"].cursor() as cursor:
        cursor.execute(
            "select payload::text, body from fact where tenant_id = %s and name = %s order by id",
            [shop.tenant_id, name],
        )
        rows = cursor.fetchall()
    found = []
    for payload, body in rows:
        lines = [payload] if body is None else zlib.decompress(body).splitlines()
        found += [json.loads(line) if body is None else json.loads(line)["payload"] for line in lines]
    return found
