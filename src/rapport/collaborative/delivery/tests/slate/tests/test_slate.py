"""What lies in the folder becomes a message, once, and goes when it is kept."""

import asyncio
from typing import Any

import pytest
from tests.house import Shop
from tests.loops import run_apart

from rapport.collaborative.delivery.models import Message
from rapport.collaborative.delivery.operations import channels
from rapport.collaborative.delivery.operations.running import Desk
from rapport.collaborative.delivery.tests.slate.channel import SLATE, folder_of
from rapport.collaborative.delivery.tests.slate.tests.counterpart import connect, there
from rapport.kernel.tenancy.api import as_tenant


def test_a_file_is_a_message_and_goes_after_the_commit(
    shop: Shop, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(channels._CHANNELS, SLATE.name, SLATE)
    place = connect(shop, settings)
    file = folder_of(place) / "in" / "1.txt"

    async def act() -> None:
        async with there(place):
            for _time in range(2):
                file.write_text("ada\nIs it ready?")
                adapter = SLATE.make()
                await adapter.serve([place], Desk(SLATE.name))
                async with asyncio.timeout(60):
                    while file.exists():
                        await asyncio.sleep(0.02)
                await adapter.stop()

    run_apart(act())
    with as_tenant(shop.tenant_id):
        (said,) = Message.objects.all()
    assert (said.sender, said.text, said.external_id) == ("ada", "Is it ready?", "1.txt")
