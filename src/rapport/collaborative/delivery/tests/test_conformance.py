"""What delivery asks of every channel: each that registers passes; a new one says here who writes to it."""

import asyncio
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import permutations
from typing import Any, NoReturn, get_args
from uuid import UUID

import pytest
from django.utils import timezone
from tests.house import Shop
from tests.loops import run_apart

from rapport.collaborative.delivery.api import (
    list_channels,
    register_channel,
    take_in,
    take_in_many,
    take_report,
    write_message,
)
from rapport.collaborative.delivery.contracts import (
    Accepted,
    AccountState,
    Channel,
    FileDraft,
    Health,
    Heard,
    Inbound,
    Outbound,
    Quote,
    Report,
    Retry,
    Taken,
)
from rapport.collaborative.delivery.contracts.adapter import Capability
from rapport.collaborative.delivery.models import Conversation, Message
from rapport.collaborative.delivery.operations import channels, sending
from rapport.collaborative.delivery.operations.reporting import STATES
from rapport.collaborative.delivery.operations.running import Desk
from rapport.collaborative.delivery.tests.counterparts import Counterpart, Sample, counterpart_of
from rapport.collaborative.delivery.tests.post import NOON, claimed, deliveries, handed_over, thread
from rapport.collaborative.delivery.tests.slate.channel import SLATE
from rapport.kernel.errors import Clash, Invalid
from rapport.kernel.tenancy.api import as_tenant

GIF = bytes.fromhex("47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b")
KNOWN = set(get_args(Capability))


@pytest.fixture(params=sorted([*(one.name for one in list_channels()), SLATE.name]))
def channel(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Channel:
    """A channel that registers, or the one that shows how; what a test registers is gone after it."""
    known = {one.name: one for one in (*list_channels(), SLATE)}
    monkeypatch.setattr(channels, "_CHANNELS", dict(known))
    return known[request.param]


@pytest.fixture
def far(channel: Channel) -> Counterpart:
    return counterpart_of(channel)


@pytest.fixture
def sample(far: Counterpart) -> Sample:
    return far.sample


@pytest.fixture
def place(shop: Shop, channel: Channel, far: Counterpart, settings: Any) -> AccountState:
    """A working account of the channel, whose own doings about what it hears are put aside."""
    register_channel(replace(channel, hear=None))
    return far.connect(shop, settings)


@pytest.fixture
def letter(sample: Sample) -> Callable[..., Inbound]:
    def make(name: str = "1", **values: Any) -> Inbound:
        usual = {"text": "Where is my tea?", "reference": f"<{name}@example.org>", **values}
        return Inbound(external_id=name, sender=sample.sender, at=NOON, **usual)

    return make


Letter = Callable[..., Inbound]


class TestReceiving:
    def test_the_same_message_is_one_singly_and_in_a_batch(
        self, shop: Shop, place: AccountState, letter: Letter
    ) -> None:
        first = take_in(place, letter())
        again = [take_in(place, letter()), *take_in_many([(place, letter()), (place, letter())])]
        assert {(one.message_id, one.fresh) for one in again} == {(first.message_id, False)}
        assert first.fresh
        with as_tenant(shop.tenant_id):
            assert Message.objects.count() == 1

    def test_a_batch_leaves_what_single_ones_leave(
        self, shop: Shop, place: AccountState, letter: Letter
    ) -> None:
        first = take_in(place, letter())
        named = {"references": ("<1@example.org>",)}
        both = take_in_many([(place, letter("2", **named)), (place, letter("3", text="Hello?", **named))])
        row = thread(shop, first.conversation_id)
        assert {one.conversation_id for one in both} == {row.id}
        assert (row.messages, row.preview, row.waiting_since) == (3, "Hello?", NOON)

    def test_what_is_not_kept_is_not_said_to_be_kept(
        self, shop: Shop, channel: Channel, place: AccountState, letter: Letter
    ) -> None:
        def break_down(_messages: object) -> NoReturn:
            raise RuntimeError("the disk is gone")

        register_channel(replace(channel, hear=break_down))
        for take in (lambda: take_in(place, letter()), lambda: take_in_many([(place, letter())])):
            with pytest.raises(RuntimeError):
                take()
        with as_tenant(shop.tenant_id):
            assert not Message.objects.exists()
            assert not Conversation.objects.exists()

    def test_the_channel_hears_of_each_persons_message_once(
        self, channel: Channel, place: AccountState, letter: Letter
    ) -> None:
        heard = list[Heard]()

        def hear(messages: Sequence[Heard]) -> Collection[UUID]:
            heard.extend(messages)
            return ()

        register_channel(replace(channel, hear=hear))
        take_in(place, letter())
        take_in_many([(place, letter()), (place, letter("2"))])
        take_in(place, letter("3", automatic=True))
        assert [one.external_id for one in heard] == ["1", "2"]


class TestSending:
    def answered(self, shop: Shop, place: AccountState, message: Inbound, **values: Any) -> Taken:
        taken = take_in(place, message)
        write_message(taken.conversation_id, "It comes today.", actor=shop.actor, **values)
        return taken

    def test_reports_in_any_order_only_move_forward(
        self, shop: Shop, place: AccountState, letter: Letter
    ) -> None:
        for number, order in enumerate(permutations(("sent", "delivered", "read"))):
            self.answered(shop, place, letter(str(number)))
            out = handed_over(shop)
            sending.note_outcome(shop.tenant_id, out.id, Accepted())
            for state in order:
                assert take_report(place, Report(STATES[state], timezone.now(), token=out.token))
            (row,) = [one for one in deliveries(shop) if one.id == out.id]
            assert row.state == "read", order

    def test_an_answer_whose_sender_died_is_sent_again_as_the_same(
        self, shop: Shop, channel: Channel, place: AccountState, letter: Letter
    ) -> None:
        self.answered(shop, place, letter())
        before = handed_over(shop)
        assert sending.recover(shop.tenant_id, channel.name) == {"waiting": 1, "uncertain": 0}
        after = handed_over(shop)
        assert (after.id, after.token, after.reference) == (before.id, before.token, before.reference)
        assert channel.refer(after.token, place.address) == after.reference

    def test_advertising_without_consent_is_not_even_claimed(
        self, shop: Shop, place: AccountState, letter: Letter
    ) -> None:
        self.answered(shop, place, letter(), purpose="newsletter")
        assert claimed(shop) == []
        assert [(one.state, one.code) for one in deliveries(shop)] == [("refused", "no-consent")]

    def test_only_what_is_live_leaves_before_it_can_be_taken_back(
        self, shop: Shop, channel: Channel, place: AccountState, letter: Letter
    ) -> None:
        self.answered(shop, place, letter(), hold=timedelta(minutes=1))
        assert len(claimed(shop)) == ("live" in channel.capabilities)

    def test_what_is_beyond_its_limits_is_refused(
        self, shop: Shop, channel: Channel, place: AccountState, letter: Letter
    ) -> None:
        thread_id = take_in(place, letter()).conversation_id
        file = [FileDraft("a.gif", [GIF])]
        if "files" in channel.capabilities:
            assert write_message(thread_id, "With it", files=file, actor=shop.actor).files
        else:
            with pytest.raises(Clash):
                write_message(thread_id, "With it", files=file, actor=shop.actor)
        with pytest.raises(Invalid):
            write_message(thread_id, "x" * (channel.limits.text + 1), actor=shop.actor)
        assert len(deliveries(shop)) == ("files" in channel.capabilities)


class TestAdapter:
    def test_an_address_has_one_form_and_nonsense_has_none(self, channel: Channel, sample: Sample) -> None:
        assert channel.normal(sample.typed) == sample.address
        assert channel.normal(channel.normal(sample.sender)) == channel.normal(sample.sender)
        with pytest.raises(Invalid):
            channel.normal(sample.nonsense)

    def test_before_it_serves_it_says_how_it_is_and_ends_when_told(
        self, shop: Shop, channel: Channel, place: AccountState, letter: Letter
    ) -> None:
        out = written(shop, place, letter())
        adapter = channel.make()
        assert isinstance(adapter.health(place), Health)
        assert isinstance(adapter.quote(place, out), Quote)
        assert adapter.window(place) >= 0
        run_apart(adapter.stop())

    def test_what_it_says_it_can_and_holds_is_said_in_known_words(self, channel: Channel) -> None:
        assert {"send", "receive"} <= set(channel.capabilities) <= KNOWN
        assert channel.limits.text > 0
        assert ("files" in channel.capabilities) == (channel.limits.size > 0)
        assert bool(channel.block) <= bool(channel.presence)

    def test_it_arrives_is_healthy_and_after_a_restart_it_is_the_same_message(
        self, shop: Shop, channel: Channel, far: Counterpart, place: AccountState, letter: Letter
    ) -> None:
        out = written(shop, place, letter())

        async def act() -> int:
            async with far.there(place) as arrived:
                for _start in range(2):
                    adapter = channel.make()
                    await adapter.serve([place], Desk(channel.name))
                    await reached(partial(adapter.window, place))
                    quote = adapter.quote(place, out)
                    accepted = await adapter.send(place, out)
                    assert accepted.quote == quote
                    assert adapter.health(place).sending == ""
                    await adapter.stop()
            return arrived()

        assert run_apart(act()) == (2 if far.repeats else 1)

    def test_while_the_other_side_is_away_nothing_is_lost_or_in_doubt(
        self, shop: Shop, channel: Channel, far: Counterpart, place: AccountState, letter: Letter
    ) -> None:
        if not far.away:
            return
        out = written(shop, place, letter())

        async def act() -> None:
            adapter = channel.make()
            await adapter.serve([place], Desk(channel.name))
            with pytest.raises(Retry):
                await adapter.send(place, out)
            assert adapter.health(place).sending
            await adapter.stop()

        run_apart(act())


def written(shop: Shop, place: AccountState, message: Inbound) -> Outbound:
    """An answer on its way."""
    TestSending().answered(shop, place, message)
    return handed_over(shop)


async def reached(holds: Callable[[], object]) -> None:
    end = asyncio.get_running_loop().time() + 60
    while not holds():
        assert asyncio.get_running_loop().time() < end
        await asyncio.sleep(0.02)
