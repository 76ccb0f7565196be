"""What the tests of marketing share: customers who agreed, an address that sends, a campaign ready to go."""

from typing import Any
from uuid import UUID

from tests.house import Shop

from rapport.collaborative.delivery.models import Delivery
from rapport.collaborative.delivery.tests.post import account
from rapport.customers.consent.api import ConsentDraft, record_consents
from rapport.customers.party.api import ContactDraft, CustomerDraft, create_customers
from rapport.kernel.ids import new_id
from rapport.kernel.jobs.api import Progress
from rapport.kernel.jobs.contracts import JobRun
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.marketing.contracts import CampaignDraft, CampaignLine, Variant
from rapport.operational.marketing.models import CampaignRecipient
from rapport.operational.marketing.operations.campaigns import create_campaign, set_letters
from rapport.operational.marketing.operations.sending import send_campaign

LETTER = Variant(
    "A",
    "New tea, {{given_name|dear customer}}",
    "",
    (
        {"kind": "heading", "text": "Tea & more"},
        {"kind": "text", "text": "Dear {{name}},\n\nthe harvest has come."},
        {"kind": "button", "text": "Look", "url": "https://shop.example/tea?a=1&b=2"},
    ),
)


def people(shop: Shop, count: int, *, agreed: bool = True, prefix: str = "p") -> list[UUID]:
    """Enter customers with an address each, who agreed to marketing by e-mail."""
    drafts = [
        CustomerDraft(
            name=f"{prefix.title()} {number}",
            contact_points=(ContactDraft("email", f"{prefix}{number}@example.org"),),
        )
        for number in range(count)
    ]
    ids = [one.id for one in create_customers(drafts, actor=shop.actor)]
    if agreed:
        record_consents([ConsentDraft(one, "marketing", "email", True) for one in ids], actor=shop.actor)
    return ids


def campaign(shop: Shop, letters: tuple[Variant, ...] = (LETTER,), **values: Any) -> CampaignLine:
    """Make a campaign from an address of the shop that works."""
    place = values.pop("account_id", None) or account(shop, f"news-{new_id()}@shop.example").id
    draft = CampaignDraft(name="Spring", account_id=place, **values)
    return set_letters(create_campaign(draft, actor=shop.actor).id, letters, actor=shop.actor)


def run_job(shop: Shop, campaign_id: UUID) -> dict[str, int]:
    """Do what the job of a campaign does."""
    run = JobRun(campaign_id, shop.tenant_id, shop.actor, {}, 1, Progress())
    return send_campaign(campaign_id, run)


def recipients(shop: Shop, campaign_id: UUID) -> list[CampaignRecipient]:
    """The frozen list, in the order of customers."""
    with as_tenant(shop.tenant_id):
        return list(CampaignRecipient.objects.filter(campaign_id=campaign_id).order_by("party_id"))


def letters_of(shop: Shop, campaign_id: UUID) -> list[Delivery]:
    """What the channel was given, in the order it was written."""
    with as_tenant(shop.tenant_id):
        rows = Delivery.objects.filter(group_id=campaign_id).select_related("message")
        return list(rows.order_by("address", "id"))
