"""A sender that dies between sending and noting it, and the lease that keeps two apart."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.house import Shop

from rapport.kernel.jobs.api import run_next
from rapport.kernel.subscribers import jobs
from rapport.kernel.subscribers.models import (
    SubscriberDispatch,
    SubscriberHealth,
)
from rapport.kernel.subscribers.tests.conftest import pass_time, subscribe, tell, work_off
from rapport.kernel.subscribers.tests.receiver import Receiver
from rapport.kernel.tenancy.api import as_tenant

pytestmark = pytest.mark.usefixtures("nothing_waits")


class TestKilled:
    def test_between_sending_and_noting_it_is_sent_again_under_the_same_id(
        self, shop: Shop, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        subscribe(shop, receiver.url)
        tell(shop)

        def die(*args: object, **named: object) -> bool:
            raise KeyboardInterrupt

        with monkeypatch.context() as dying, pytest.raises(KeyboardInterrupt):
            dying.setattr(jobs, "note_outcome", die)
            run_next("calls")
        assert len(receiver.calls) == 1
        with as_tenant(shop.tenant_id):
            assert SubscriberDispatch.objects.get().tries == 0
            SubscriberHealth.objects.update(leased_until=timezone.now())
        pass_time(shop)
        tell(shop)
        work_off()
        assert len(receiver.calls) == 3
        assert len(set(receiver.ids())) == 2
        assert receiver.ids()[0] == receiver.ids()[1]

    def test_another_run_waits_for_the_lease(self, shop: Shop, receiver: Receiver) -> None:
        subscribe(shop, receiver.url)
        with as_tenant(shop.tenant_id):
            SubscriberHealth.objects.update(leased_until=timezone.now() + timedelta(hours=1))
        tell(shop)
        work_off()
        assert receiver.calls == []
        with as_tenant(shop.tenant_id):
            SubscriberHealth.objects.update(leased_until=None)
        pass_time(shop)
        work_off()
        assert len(receiver.calls) == 1
