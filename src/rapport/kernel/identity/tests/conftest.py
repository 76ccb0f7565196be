"""People to try rights with, what was told of them, and a company's provider of identities."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from django.core.cache import cache
from tests.house import Shop
from tests.leftovers import put_aside

from rapport.kernel.identity import api
from rapport.kernel.identity.tests.openid import CLIENT, SECRET, Provider, running_provider
from rapport.kernel.outbox import bus
from rapport.kernel.outbox.api import Envelope, relay_once, subscribe
from rapport.kernel.tenancy.api import as_tenant


@pytest.fixture
def hire(shop: Shop) -> Callable[..., Any]:
    """Return a function that makes a member with a role and gives them as an actor."""

    def make(role: str, name: str = "Cle Rk", **more: Any) -> Any:
        person = api.create_person(f"{name.replace(' ', '.').lower()}@{shop.slug}.example", name)
        member = api.add_member(shop.tenant_id, person, [role], **more)
        with as_tenant(shop.tenant_id):
            return api.get_member_actor(member.id)

    return make


@pytest.fixture
def heard(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[Envelope]]:
    """Return a function that tells the facts of the shop since the last time."""
    monkeypatch.setattr(bus, "_subscriptions", {})
    received: list[Envelope] = []

    def take(batch: Sequence[Envelope]) -> None:
        received.extend(fact for fact in batch if fact.tenant_id == shop.tenant_id)

    names = [
        "member.joined.v1",
        "member.changed.v1",
        "member.invited.v1",
        "role.changed.v1",
        "role.removed.v1",
    ]
    subscribe("test.identity", [*names, "unit.changed.v1", "token.created.v1", "token.revoked.v1"], take)
    put_aside()

    def tell() -> list[Envelope]:
        received.clear()
        relay_once()
        return list(received)

    return tell


@pytest.fixture
def provider(shop: Shop, settings: Any) -> Iterator[Provider]:
    """The company's provider, where the shop's administrator has an account."""
    cache.clear()
    with running_provider() as one:
        app = {
            **{"provider_id": "company", "name": "Nordlicht ID", "client_id": CLIENT, "secret": SECRET},
            "settings": {"server_url": one.issuer},
        }
        known = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {**known, "APPS": [app]}}
        one.person = {"sub": shop.slug, "email": shop.person.email, "email_verified": True, "name": "Ada"}
        yield one
