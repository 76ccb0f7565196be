"""A campaign by SMS to a message centre of another make: parts, delivered, followed, STOP in the midst."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from tests.house import Shop

from rapport.collaborative.delivery.operations import sending
from rapport.collaborative.delivery.operations.claiming import claim_due
from rapport.collaborative.delivery.operations.working import work
from rapport.collaborative.mobile.tests.centre import (
    HOST,
    NUMBER,
    Centre,
    connected,
    free_port,
    until,
    with_centre,
)
from rapport.collaborative.mobile.transports.sms import SmsAdapter
from rapport.customers.consent.api import ConsentDraft, record_consents
from rapport.customers.party.api import ContactDraft, CustomerDraft, create_customers
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.marketing.contracts import CampaignLine, Variant
from rapport.operational.marketing.operations import life
from rapport.operational.marketing.queries.campaigns import get_campaign
from rapport.operational.marketing.queries.funnel import Funnel, read_funnel
from rapport.operational.marketing.tests.selling import campaign, letters_of, run_job

pytestmark = pytest.mark.usefixtures("nothing_waits")
NUMBERS = tuple(f"+49176123456{at}" for at in (10, 11, 12))
BLOCKS = (
    {
        "kind": "text",
        "text": "{{name}}: the new tea of the autumn harvest is here. " + "It is very good. " * 5,
    },
    {"kind": "button", "text": "Look", "url": "https://shop.example/tea"},
)


def test_who_says_stop_in_the_midst_gets_nothing_and_the_rest_is_counted(
    shop: Shop, client: Client, settings: Any
) -> None:
    port = free_port()
    settings.CALLS_INSIDE = frozenset({(HOST, port)})
    place = connected(shop, port)
    line = _begun(shop, place.id)

    async def hand_over(adapter: SmsAdapter, most: int) -> None:
        claimed = await work(claim_due, shop.tenant_id, place.id, most)
        for account, out in await work(sending.hand_over, shop.tenant_id, claimed):
            accepted = await adapter.send(account, out)
            await work(sending.note_outcome, shop.tenant_id, out.id, accepted)

    async def act(adapter: SmsAdapter, centre: Centre) -> tuple[str, list[tuple[str, bytes]]]:
        centre.report = "late"
        await hand_over(adapter, 1)
        (first,) = {f"+{event.destination_addr}" for event in centre.submitted}
        leaving = next(one for one in NUMBERS if one != first)
        await centre.say(NUMBER, b"STOP", source_addr=leaving[1:])
        await hand_over(adapter, 10)
        await until(lambda: _funnel(shop, line).delivered == 2)
        return leaving, [(f"+{one.destination_addr}", one.short_message) for one in centre.submitted]

    leaving, sent = with_centre([place], port, act)
    tea = [number for number, words in sent if b"very good" in words]
    assert set(tea) == set(NUMBERS) - {leaving}
    assert len(sent) == 5  # two of two parts each, and that the wish to leave is obeyed
    funnel = _funnel(shop, line)
    assert (funnel.sent, funnel.delivered, dict(funnel.refused)) == (2, 2, {"withdrawn": 1})
    first = next(one for one in letters_of(shop, line.id) if one.address != leaving)
    led = client.get(f"/r/{first.token}/1", headers={"User-Agent": "Mozilla/5.0 (Android) Firefox/140.0"})
    assert led["Location"] == "https://shop.example/tea"


def _begun(shop: Shop, account_id: UUID) -> CampaignLine:
    drafts = [
        CustomerDraft(f"Ada {number[-1]}", contact_points=(ContactDraft("phone", number),))
        for number in NUMBERS
    ]
    ids = [one.id for one in create_customers(drafts, actor=shop.actor)]
    record_consents([ConsentDraft(one, "marketing", "sms", True) for one in ids], actor=shop.actor)
    line = campaign(shop, (Variant("A", "", "", BLOCKS),), hold_out=0, account_id=account_id)
    life.schedule_campaign(line.id, actor=shop.actor)
    run_job(shop, line.id)
    with as_tenant(shop.tenant_id):
        return get_campaign(line.id, actor=shop.actor)


def _funnel(shop: Shop, line: CampaignLine) -> Funnel:
    with as_tenant(shop.tenant_id):
        return read_funnel(line)
