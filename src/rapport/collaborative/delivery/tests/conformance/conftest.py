"""A channel that registers with an account of it, and what customers write there."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, get_args

import pytest
from tests.house import Shop

from rapport.collaborative.delivery.api import (
    list_channels,
    register_channel,
)
from rapport.collaborative.delivery.contracts import (
    AccountState,
    Channel,
    Inbound,
)
from rapport.collaborative.delivery.contracts.adapter import Capability
from rapport.collaborative.delivery.operations import channels
from rapport.collaborative.delivery.tests.counterparts import Counterpart, Sample, counterpart_of
from rapport.collaborative.delivery.tests.post import NOON
from rapport.collaborative.delivery.tests.slate.channel import SLATE

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
