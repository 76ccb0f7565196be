"""What the tests of campaigns by hand share: whom they reach, one that has begun, what was heard."""

from typing import Any
from uuid import UUID

from tests.house import Shop

from rapport.customers.consent.api import ConsentDraft, record_consents
from rapport.customers.party.api import (
    AddressDraft,
    ContactDraft,
    CustomerDraft,
    create_customers,
)
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.marketing.contracts import CampaignDraft, CampaignLine, Variant
from rapport.operational.marketing.models import CampaignOutcome
from rapport.operational.marketing.operations import life
from rapport.operational.marketing.operations.campaigns import create_campaign, set_letters
from rapport.operational.marketing.queries.campaigns import get_campaign
from rapport.operational.marketing.tests.selling import run_job

SCRIPT = Variant(
    "A", "The new harvest", "", ({"kind": "text", "text": "Hello {{name}}, the new tea is here."},)
)


def reached(shop: Shop, count: int, channel: str, purpose: str = "marketing") -> list[UUID]:
    """Customers with a number and a postal address of their own, who agreed to be reached so."""
    drafts = [
        CustomerDraft(
            f"Ada {at}",
            contact_points=(ContactDraft("phone", f"+4915112345{at:03}"),),
            addresses=(
                AddressDraft(street=f"Tea Lane {at}", postal_code="20095", city="Hamburg", country="DE"),
            ),
        )
        for at in range(count)
    ]
    ids = [one.id for one in create_customers(drafts, actor=shop.actor)]
    record_consents([ConsentDraft(one, purpose, channel, True) for one in ids], actor=shop.actor)
    return ids


def begun(shop: Shop, channel: str, **values: Any) -> CampaignLine:
    """A campaign by hand that has begun."""
    if channel == "call":
        values = {"callers": (shop.actor.member_id,), "call_from": 0, "call_until": 24, **values}
    draft = CampaignDraft(name="Harvest", channel=channel, hold_out=0, **values)
    line = set_letters(create_campaign(draft, actor=shop.actor).id, (SCRIPT,), actor=shop.actor)
    life.schedule_campaign(line.id, actor=shop.actor)
    run_job(shop, line.id)
    return get(shop, line.id)


def get(shop: Shop, campaign_id: UUID) -> CampaignLine:
    with as_tenant(shop.tenant_id):
        return get_campaign(campaign_id, actor=shop.actor)


def heard(shop: Shop, campaign_id: UUID) -> dict[UUID, CampaignOutcome]:
    with as_tenant(shop.tenant_id):
        return {one.party_id: one for one in CampaignOutcome.objects.filter(campaign_id=campaign_id)}
