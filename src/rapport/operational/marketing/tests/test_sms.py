"""A campaign by SMS: words alone, its links followed by way of us, its parts counted, STOP heeded."""

import pytest
from django.test import Client
from tests.house import Shop

from rapport.collaborative.delivery.operations.leaving import leave
from rapport.collaborative.delivery.tests.post import claimed
from rapport.collaborative.mobile.api import measure_text
from rapport.collaborative.mobile.tests.centre import connected
from rapport.customers.consent.api import ConsentDraft, record_consents
from rapport.customers.party.api import ContactDraft, CustomerDraft, create_customers
from rapport.kernel.errors import Invalid
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.marketing.contracts import CampaignLine, Variant
from rapport.operational.marketing.operations import life
from rapport.operational.marketing.operations.campaigns import set_letters
from rapport.operational.marketing.operations.trying import weigh
from rapport.operational.marketing.tests.selling import campaign, letters_of, run_job

TEXT = {"kind": "text", "text": "Hello {{given_name|dear customer}}, the new tea is here."}
LINK = {"kind": "button", "text": "Look", "url": "https://shop.example/tea"}


def by_sms(shop: Shop, *blocks: dict[str, str], count: int = 2) -> CampaignLine:
    """A campaign by SMS to customers who agreed to it."""
    drafts = [
        CustomerDraft(f"Ada {at}", contact_points=(ContactDraft("phone", f"+4915112345{at:03}"),))
        for at in range(count)
    ]
    ids = [one.id for one in create_customers(drafts, actor=shop.actor)]
    record_consents([ConsentDraft(one, "marketing", "sms", True) for one in ids], actor=shop.actor)
    place = connected(shop, 2775)
    return campaign(shop, (Variant("A", "", "", blocks),), hold_out=0, account_id=place.id)


def test_it_goes_out_as_words_with_links_of_ours(shop: Shop) -> None:
    line = by_sms(shop, TEXT, LINK)
    assert line.channel == "sms"
    life.schedule_campaign(line.id, actor=shop.actor)
    run_job(shop, line.id)
    first, second = letters_of(shop, line.id)
    assert (first.channel, first.address, first.message.html) == ("sms", "+4915112345000", "")
    assert first.message.text.startswith("Hello dear customer, the new tea is here.\nLook: http")
    assert f"/r/{first.token}/1" in first.message.text
    assert first.message.text.endswith("Reply STOP to get no more.")
    leave(second.token)
    assert claimed(shop) == [first.id]


def test_what_is_charged_is_told_before(shop: Shop, signed_in: Client) -> None:
    line = by_sms(shop, {"kind": "text", "text": "茶" * 80})
    with as_tenant(shop.tenant_id):
        (remark,) = weigh(line, "A", actor=shop.actor)
    assert (remark.code, remark.values["parts"]) == ("wide-parts", 2)
    page = signed_in.get(f"/campaigns/{line.id}/letters/A/view").content.decode()
    assert "charged as 2 messages" in page


def test_pictures_and_nothing_are_refused(shop: Shop) -> None:
    line = by_sms(shop, {"kind": "divider"})
    for blocks in (
        ({"kind": "divider"},),
        (TEXT, {"kind": "picture", "url": "https://a.example/1", "text": ""}),
    ):
        set_letters(line.id, (Variant("A", "", "", blocks),), actor=shop.actor)
        with pytest.raises(Invalid):
            life.schedule_campaign(line.id, actor=shop.actor)


@pytest.mark.parametrize(
    ("text", "parts", "narrow"),
    [
        ("x" * 160, 1, True),
        ("x" * 161, 2, True),
        ("€" * 80, 1, True),
        ("€" * 81, 2, True),
        ("茶" * 70, 1, False),
    ],
)
def test_parts_are_counted_as_they_are_charged(text: str, parts: int, narrow: bool) -> None:
    assert measure_text(text)[1:] == (parts, narrow)
