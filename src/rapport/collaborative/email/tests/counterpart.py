"""The other side of e-mail for the conformance of channels."""

import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from tests.house import Shop

from rapport.collaborative.delivery.contracts import AccountState
from rapport.collaborative.delivery.tests.counterparts import Counterpart, Sample
from rapport.collaborative.delivery.tests.post import account
from rapport.collaborative.email.tests.servers import HOST, far_server


def connect(shop: Shop, settings: Any) -> AccountState:
    """An address whose letters go to a port of this machine."""
    with socket.create_server((HOST, 0)) as probe:
        port = probe.getsockname()[1]
    settings.CALLS_INSIDE = frozenset({(HOST, port)})
    values = {"smtp_host": HOST, "smtp_port": port, "smtp_security": "none"}
    return account(shop, COUNTERPART.sample.address, settings=values)


@asynccontextmanager
async def there(place: AccountState) -> AsyncIterator[Callable[[], int]]:
    """Have a mail server listen there."""
    with far_server(place.settings["smtp_port"]) as far:
        yield lambda: len(far.kept)


SAMPLE = Sample("help@shop.example", "Help@Shop.example", "ada@example.org", "no address")
COUNTERPART = Counterpart(SAMPLE, connect, there)
