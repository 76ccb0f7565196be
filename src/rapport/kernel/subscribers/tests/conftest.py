"""A receiver, a business that has it told, and the way from a fact to it."""

from collections.abc import Iterator
from typing import ClassVar
from uuid import UUID

import pytest
from django.utils import timezone
from pytest_django import Settings
from tests.house import Shop

from rapport.kernel.ids import new_id
from rapport.kernel.jobs.api import run_next
from rapport.kernel.jobs.models import Job
from rapport.kernel.outbox.api import Fact, relay_once
from rapport.kernel.subscribers import api, rules
from rapport.kernel.subscribers.models import DispatchAttempt, SubscriberDispatch, SubscriberHealth
from rapport.kernel.subscribers.tests.receiver import Receiver, running_receiver
from rapport.kernel.tenancy.api import as_tenant
from rapport.kernel.work.api import unit_of_work


class ParcelSent(Fact, frozen=True, kw_only=True):
    """A parcel was sent."""

    name: ClassVar[str] = "parcel.sent.v1"
    subject_kind: ClassVar[str] = "parcel"
    subject_field: ClassVar[str] = "parcel_id"

    parcel_id: UUID
    version: int = 1


class LetterSent(Fact, frozen=True, kw_only=True):
    """A letter was sent."""

    name: ClassVar[str] = "letter.sent.v1"
    subject_kind: ClassVar[str] = "letter"
    subject_field: ClassVar[str] = "letter_id"

    letter_id: UUID


@pytest.fixture(autouse=True)
def leave_no_calls(request: pytest.FixtureRequest) -> Iterator[None]:
    """No other test's worker draws a call that was left over here."""
    shops = [request.getfixturevalue(name) for name in ("shop", "other_shop") if name in request.fixturenames]
    yield
    for one in shops:
        with as_tenant(one.tenant_id):
            Job.objects.filter(lane="calls").delete()


@pytest.fixture
def receiver(settings: Settings) -> Iterator[Receiver]:
    """A receiver that the house allows to be called."""
    with running_receiver() as one:
        settings.CALLS_INSIDE = frozenset({("127.0.0.1", one.port)})
        yield one


@pytest.fixture
def other_receiver(receiver: Receiver, settings: Settings) -> Iterator[Receiver]:
    """One more."""
    with running_receiver() as one:
        settings.CALLS_INSIDE = settings.CALLS_INSIDE | {("127.0.0.1", one.port)}
        yield one


@pytest.fixture(autouse=True)
def long_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """However slow the machine, nothing is tried again before a test says so."""
    monkeypatch.setattr(rules, "PAUSES", (3600,) * len(rules.PAUSES))


def subscribe(shop: Shop, url: str, *facts: str) -> tuple[api.SubscriberInfo, str]:
    """Have an address told facts; by default all about parcels."""
    with as_tenant(shop.tenant_id):
        return api.add_subscriber("Warehouse", url, facts or ("parcel.*",), actor=shop.actor)


def tell(shop: Shop, parcel_id: UUID | None = None, version: int = 1) -> UUID:
    """Send a parcel; returns its id. The relay has carried the fact."""
    parcel_id = parcel_id or new_id()
    with unit_of_work(shop.actor) as work:
        work.record(ParcelSent(parcel_id=parcel_id, version=version))
    relay_once()
    return parcel_id


def work_off() -> None:
    """Run every call that is due."""
    while run_next("calls"):
        pass


def pass_time(shop: Shop) -> None:
    """Let every pause be over: what waits is due, whoever rests is asked again."""
    with as_tenant(shop.tenant_id):
        now = timezone.now()
        SubscriberDispatch.objects.filter(state="waiting").update(due_at=now)
        SubscriberHealth.objects.update(resting_until=None)
        Job.objects.filter(state="queued").update(due_at=now)


def health(shop: Shop) -> SubscriberHealth:
    with as_tenant(shop.tenant_id):
        return SubscriberHealth.objects.get()


def last_try(shop: Shop) -> DispatchAttempt:
    with as_tenant(shop.tenant_id):
        return DispatchAttempt.objects.latest("id")
