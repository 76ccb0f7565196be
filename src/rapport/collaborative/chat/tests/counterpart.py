"""The other side of web chat for the conformance of channels: its visitors read lines, wherever they are."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from django.utils import timezone
from tests.house import Shop

from rapport.collaborative.chat.models import ChatLine, ChatVisitor
from rapport.collaborative.chat.tests.widgets import widget
from rapport.collaborative.delivery.contracts import AccountState
from rapport.collaborative.delivery.operations.working import work
from rapport.collaborative.delivery.tests.counterparts import Counterpart, Sample
from rapport.kernel.tenancy.api import as_tenant


def connect(shop: Shop, settings: Any) -> AccountState:
    """A widget, and a visitor who wrote from it."""
    place = widget(shop)
    known = {"id": UUID(hex=SAMPLE.sender), "account_id": place.id, "digest": b"0" * 32}
    with as_tenant(shop.tenant_id):
        ChatVisitor.objects.create(created_at=timezone.now(), **known)
    return place


@asynccontextmanager
async def there(place: AccountState) -> AsyncIterator[Callable[[], int]]:
    """Nobody need listen; the lines of every visitor are counted when it ends."""
    found = list[int]()
    yield lambda: found[0] if found else 0
    found.append(await work(_count, place.tenant_id))


def _count(tenant_id: UUID) -> int:
    with as_tenant(tenant_id):
        return ChatLine.objects.exclude(token="").count()


SAMPLE = Sample("shop-front", " Shop-Front ", "0" * 31 + "1", "two words")
COUNTERPART = Counterpart(SAMPLE, connect, there, repeats=False, away=False)
