"""The other side of MMS for the conformance of channels."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

from tests.house import Shop

from rapport.collaborative.delivery.contracts import AccountState
from rapport.collaborative.delivery.tests.counterparts import Counterpart, Sample
from rapport.collaborative.mms.tests.centre import ADA, HOST, NUMBER, connected, free_port, message_centre


def connect(shop: Shop, settings: Any) -> AccountState:
    """A number on a message centre of this machine."""
    port = free_port()
    settings.CALLS_INSIDE = frozenset({(HOST, port)})
    return connected(shop, port)


@asynccontextmanager
async def there(place: AccountState) -> AsyncIterator[Callable[[], int]]:
    """Have a message centre listen there."""
    with message_centre(urlsplit(place.settings["url"]).port or 0) as centre:
        yield lambda: len(centre.kept)


SAMPLE = Sample(NUMBER, "+49 1520 0000007", ADA, "??")
COUNTERPART = Counterpart(SAMPLE, connect, there)
