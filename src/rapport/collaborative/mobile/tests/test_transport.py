"""SMS over real connections to a message centre of another make."""

import asyncio
from decimal import Decimal

import pytest
from tests.house import Shop

from rapport.collaborative.delivery.api import list_messages, work, write_message
from rapport.collaborative.delivery.contracts import AccountState, Outbound, Retry, Unacceptable
from rapport.collaborative.delivery.operations import sending
from rapport.collaborative.delivery.operations.running import Desk
from rapport.collaborative.delivery.tests.post import account, deliveries, handed_over, received
from rapport.collaborative.mobile.operations.session import Gone
from rapport.collaborative.mobile.tests.centre import (
    ADA,
    NUMBER,
    RECEIPT,
    Centre,
    connected,
    reached,
    run_apart,
    threads,
    until,
    with_centre,
)
from rapport.collaborative.mobile.transports.sms import SmsAdapter
from rapport.customers.party.tests.people import enter
from rapport.customers.timeline.api import list_touches
from rapport.kernel.tenancy.api import as_tenant


class TestBothWays:
    def test_a_question_comes_and_its_answer_goes_with_a_receipt(self, shop: Shop, port: int) -> None:
        ada = enter(shop, "Ada", ADA)
        place = connected(shop, port)

        async def act(adapter: SmsAdapter, centre: Centre) -> None:
            centre.report = "after"
            said = await centre.say(NUMBER, b"Where is my tea?")
            assert said.is_success
            (thread,) = await work(threads, shop)
            await work(write_message, thread.id, "It comes today – 今天到。", actor=shop.actor)
            out = await work(handed_over, shop)
            accepted = await adapter.send(place, out)
            await work(sending.note_outcome, shop.tenant_id, out.id, accepted)
            await until(lambda: deliveries(shop)[0].state == "delivered")
            (event,) = centre.submitted
            assert (event.source_addr, event.destination_addr) == (NUMBER[1:], ADA[1:])
            assert event.short_message.decode("utf-16-be") == "It comes today – 今天到。"

        with_centre([place], port, act)
        (thread,) = threads(shop)
        with as_tenant(shop.tenant_id):
            said = list_messages(thread.id, actor=shop.actor)
            touches = list_touches(ada.id, actor=shop.actor).lines
        assert (thread.party_id, thread.match, thread.peer) == (ada.id, "known", ADA)
        assert [(one.direction, one.text) for one in said] == [
            ("in", "Where is my tea?"),
            ("out", "It comes today – 今天到。"),
        ]
        assert {one.kind for one in touches if one.channel == "sms"} == {"message.received", "message.sent"}

    def test_a_stranger_becomes_a_prospect_and_a_short_code_nobody(self, shop: Shop, port: int) -> None:
        place = connected(shop, port)

        async def act(_adapter: SmsAdapter, centre: Centre) -> None:
            await centre.say(NUMBER, b"Hello")
            await centre.say(NUMBER, b"Your code", source_addr="10690", source_addr_ton=3)

        with_centre([place], port, act)
        assert sorted((one.match, one.peer, one.party_id is None) for one in threads(shop)) == [
            ("new", ADA, False),
            ("none", "10690", True),
        ]

    def test_numbers_share_a_link_and_answer_as_who_was_asked(self, shop: Shop, port: int) -> None:
        first = connected(shop, port)
        second = account(
            shop, "10690", channel="sms", name="Code", settings={"links": first.settings["links"]}
        )

        async def act(adapter: SmsAdapter, centre: Centre) -> None:
            await centre.say("10690", b"TEA")
            (thread,) = await work(threads, shop)
            assert thread.account_id == second.id
            await work(write_message, thread.id, "Thank you", actor=shop.actor)
            await adapter.send(second, await work(handed_over, shop))
            assert [(one.source_addr, one.source_addr_ton) for one in centre.submitted] == [("10690", 3)]

        with_centre([first, second], port, act)


def answering(shop: Shop, place: AccountState, text: str = "It comes today.") -> Outbound:
    write_message(received(place, sender=ADA).conversation_id, text, actor=shop.actor)
    return handed_over(shop)


class TestOut:
    def test_a_long_one_is_delivered_with_the_last_of_its_parts(self, shop: Shop, port: int) -> None:
        place = connected(shop, port, cost=Decimal("0.07"), currency="EUR")
        out = answering(shop, place, "好" * 150)

        async def act(adapter: SmsAdapter, centre: Centre) -> None:
            accepted = await adapter.send(place, out)
            await work(sending.note_outcome, shop.tenant_id, out.id, accepted)
            for name, state in (("P1", "sent"), ("P3", "sent"), ("P2", "delivered")):
                await centre.say(NUMBER, RECEIPT.format(name, "DELIVRD", "000").encode(), esm_class=4)
                assert [one.state for one in await work(deliveries, shop)] == [state]

        with_centre([place], port, act)
        (sent,) = deliveries(shop)
        assert (sent.units, sent.cost, sent.currency) == (3, Decimal("0.21"), "EUR")

    def test_a_receipt_that_overtakes_the_answer_is_kept_for_it(self, shop: Shop, port: int) -> None:
        place = connected(shop, port)
        out = answering(shop, place)

        async def act(adapter: SmsAdapter, centre: Centre) -> None:
            centre.report = "early"
            accepted = await adapter.send(place, out)
            await work(sending.note_outcome, shop.tenant_id, out.id, accepted)

        with_centre([place], port, act)
        assert [one.state for one in deliveries(shop)] == ["delivered"]

    def test_receipts_that_contradict_or_repeat_themselves_lead_forward_only(
        self, shop: Shop, port: int
    ) -> None:
        place = connected(shop, port)
        out = answering(shop, place)

        async def act(adapter: SmsAdapter, centre: Centre) -> None:
            accepted = await adapter.send(place, out)
            await work(sending.note_outcome, shop.tenant_id, out.id, accepted)
            for word in ("ENROUTE", "DELIVRD", "DELIVRD", "EXPIRED", "ACCEPTD"):
                await centre.say(NUMBER, RECEIPT.format("P1", word, "000").encode(), esm_class=4)

        with_centre([place], port, act)
        assert [one.state for one in deliveries(shop)] == ["delivered"]

    def test_throttled_it_waits_and_goes_refused_it_is_said(self, shop: Shop, port: int) -> None:
        place = connected(shop, port)
        out = answering(shop, place)

        async def act(adapter: SmsAdapter, centre: Centre) -> None:
            centre.refusals = [0x58, 0x14]
            assert (await adapter.send(place, out)).external_ids[0].endswith(":P1")
            centre.refusals = [0x0B]
            with pytest.raises(Unacceptable) as dead:
                await adapter.send(place, out)
            assert (dead.value.code, dead.value.dead) == ("ESME_RINVDSTADR", True)
            centre.refusals = [0x08]
            with pytest.raises(Retry):
                await adapter.send(place, out)

        with_centre([place], port, act)

    def test_a_line_that_breaks_leaves_doubt_and_is_bound_again(self, shop: Shop, port: int) -> None:
        place = connected(shop, port)
        out = answering(shop, place)

        async def act(adapter: SmsAdapter, centre: Centre) -> None:
            centre.silent = True
            waiting = asyncio.create_task(adapter.send(place, out))
            await reached(lambda: bool(centre.submitted))
            (link,) = adapter.links.values()
            for session in link.sessions.values():
                session.end("the test cut the line")
            with pytest.raises(Gone):
                await waiting
            assert adapter.window(place) == 0
            assert adapter.health(place).sending
            with pytest.raises(Retry):
                await adapter.send(place, out)
            centre.silent = False
            await reached(lambda: bool(adapter.window(place)))
            assert await adapter.send(place, out)

        with_centre([place], port, act)

    def test_nothing_is_claimed_while_nobody_is_there(self, shop: Shop, port: int) -> None:
        place = connected(shop, port)

        async def act() -> int:
            adapter = SmsAdapter()
            await adapter.serve([place], Desk("sms"))
            (link,) = adapter.links.values()
            await reached(lambda: link.trouble != "not yet bound")
            await adapter.stop()
            return adapter.window(place)

        assert run_apart(act()) == 0
