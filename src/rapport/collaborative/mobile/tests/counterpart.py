"""The other side of SMS for the conformance of channels."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from tests.house import Shop

from rapport.collaborative.delivery.contracts import AccountState
from rapport.collaborative.delivery.operations.working import work
from rapport.collaborative.delivery.tests.counterparts import Counterpart, Sample
from rapport.collaborative.mobile.models import SmsLink
from rapport.collaborative.mobile.tests.centre import ADA, HOST, Centre, connected, free_port
from rapport.kernel.tenancy.api import as_tenant


def connect(shop: Shop, settings: Any) -> AccountState:
    """A number over a link to a port of this machine."""
    port = free_port()
    settings.CALLS_INSIDE = frozenset({(HOST, port)})
    return connected(shop, port, number=SAMPLE.address)


@asynccontextmanager
async def there(place: AccountState) -> AsyncIterator[Callable[[], int]]:
    """Have a message centre of another make listen there."""
    async with Centre(await work(_port_of, place.tenant_id)) as centre:
        yield lambda: len(centre.submitted)


def _port_of(tenant_id: UUID) -> int:
    with as_tenant(tenant_id):
        return SmsLink.objects.get().port


SAMPLE = Sample("+4930901820", "+49 30 901820", ADA, "??")
COUNTERPART = Counterpart(SAMPLE, connect, there)
