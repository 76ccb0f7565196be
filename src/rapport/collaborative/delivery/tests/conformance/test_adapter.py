"""What each adapter says of itself, carries, and does while the other side is away."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import get_args

import pytest
from tests.house import Shop
from tests.loops import run_apart

from rapport.collaborative.delivery.contracts import (
    AccountState,
    Channel,
    Health,
    Inbound,
    Outbound,
    Quote,
    Retry,
)
from rapport.collaborative.delivery.contracts.adapter import Capability
from rapport.collaborative.delivery.operations.running import Desk
from rapport.collaborative.delivery.tests.counterparts import Counterpart, Sample
from rapport.collaborative.delivery.tests.post import answered, handed_over
from rapport.kernel.errors import Invalid

GIF = bytes.fromhex("47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b")
KNOWN = set(get_args(Capability))


Letter = Callable[..., Inbound]


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
    answered(shop, place, message)
    return handed_over(shop)


async def reached(holds: Callable[[], object]) -> None:
    end = asyncio.get_running_loop().time() + 60
    while not holds():
        assert asyncio.get_running_loop().time() < end
        await asyncio.sleep(0.02)
