"""What comes from a message centre: parts in any order, the same again, units that are none."""

from datetime import timedelta

from django.db.models import F
from tests.house import Shop

from rapport.collaborative.delivery.models import Message
from rapport.collaborative.mobile.models import SmsFragment, SmsLink
from rapport.collaborative.mobile.operations.taking import HELD, close_overdue
from rapport.collaborative.mobile.queries.links import state_of
from rapport.collaborative.mobile.rules import segments
from rapport.collaborative.mobile.tests.centre import (
    NUMBER,
    Centre,
    connected,
    reached,
    threads,
    with_centre,
)
from rapport.collaborative.mobile.transports.sms import SmsAdapter
from rapport.kernel.tenancy.api import as_tenant

LONG = segments.cut("Wo bleibt mein Tee? 好" * 20, "gsm", "udh8", 9)


class TestParts:
    def hand_over(self, shop: Shop, port: int, order: list[int]) -> list[Message]:
        place = connected(shop, port)

        async def act(_adapter: SmsAdapter, centre: Centre) -> None:
            for at in order:
                said = await centre.say(NUMBER, LONG.parts[at], esm_class=0x40, data_coding=LONG.coding)
                assert said.is_success

        with_centre([place], port, act)
        with as_tenant(shop.tenant_id):
            SmsFragment.objects.update(at=F("at") - HELD * 2)
        with as_tenant(shop.tenant_id):
            links = {one.id: state_of(one) for one in SmsLink.objects.all()}
        close_overdue([place], links)
        with as_tenant(shop.tenant_id):
            assert not SmsFragment.objects.exists()
            return list(Message.objects.order_by("id"))

    def test_are_joined_in_any_order_and_twice(self, shop: Shop, port: int) -> None:
        every = range(len(LONG.parts))
        (said,) = self.hand_over(shop, port, [*reversed(every), *every])
        assert (said.text, said.flaw) == ("Wo bleibt mein Tee? 好" * 20, "")

    def test_what_came_is_kept_when_the_rest_does_not(self, shop: Shop, port: int) -> None:
        (said,) = self.hand_over(shop, port, [0, 2])
        assert said.flaw == "Parts of it are missing."
        assert said.text.startswith("Wo bleibt mein Tee?")


class TestAgain:
    def test_what_is_handed_over_once_more_after_a_break_is_one(self, shop: Shop, port: int) -> None:
        place = connected(shop, port)

        async def act(_adapter: SmsAdapter, centre: Centre) -> None:
            await centre.say(NUMBER, b"Yes")

        async def twice(adapter: SmsAdapter, centre: Centre) -> None:
            await act(adapter, centre)
            await act(adapter, centre)

        with_centre([place], port, act)
        with_centre([place], port, act)
        assert [one.messages for one in threads(shop)] == [1]
        with as_tenant(shop.tenant_id):
            Message.objects.update(at=F("at") - timedelta(hours=1))
        with_centre([place], port, twice)
        assert [one.messages for one in threads(shop)] == [3]


def test_a_unit_that_is_none_ends_the_connection_and_nothing_else(shop: Shop, port: int) -> None:
    place = connected(shop, port)

    async def act(adapter: SmsAdapter, centre: Centre) -> None:
        (link,) = adapter.links.values()
        (session,) = link.sessions.values()
        session.data_received(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        assert not session.alive
        await reached(lambda: bool(adapter.window(place)))
        assert (await centre.say(NUMBER, b"Hello")).is_success

    with_centre([place], port, act)
    assert [one.messages for one in threads(shop)] == [1]
