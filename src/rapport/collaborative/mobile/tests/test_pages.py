"""Links and numbers are connected on pages; foreign ones are none."""

import pytest
from django.test import Client
from tests.house import Shop

from rapport.collaborative.delivery.models import ChannelAccount
from rapport.collaborative.mobile.models import SmsLink
from rapport.collaborative.mobile.queries.links import state_of
from rapport.collaborative.mobile.tests.centre import connected
from rapport.kernel.tenancy.api import as_tenant

LINK = {
    **{"name": "Operator", "host": "smsc.example", "port": "2775", "security": "tls", "system_id": "shop"},
    **{
        "password": "secret",
        "bind": "pair",
        "alphabet": "gsm",
        "long": "udh8",
        "ids": "same",
        "window": "10",
    },
    **{"per_second": "0", "prefixes": "+49, +8613", "rank": "1", "cost": "0.07", "currency": "eur"},
    "active": "on",
}


def test_a_link_and_a_number_are_connected_changed_and_rest(shop: Shop, signed_in: Client) -> None:
    here = signed_in.post("/settings/sms-links/new", LINK)["Location"]
    with as_tenant(shop.tenant_id):
        row = SmsLink.objects.get()
        kept = state_of(row)
    assert (kept.prefixes, kept.currency, kept.password) == (("+49", "+8613"), "EUR", "secret")
    assert signed_in.post(f"{here}/edit", {**LINK, "password": "", "name": "Other", "version": "1"})
    with as_tenant(shop.tenant_id):
        assert (state_of(SmsLink.objects.get()).password, SmsLink.objects.get().name) == ("secret", "Other")
    stale = signed_in.post(f"{here}/edit", {**LINK, "version": "1"})
    assert stale.status_code == 422
    number = {"name": "Service", "address": "01520 0000001", "links": [str(row.id)], "country": "de"}
    assert signed_in.post("/settings/channels/sms/new", number).status_code == 422
    made = signed_in.post("/settings/channels/sms/new", {**number, "address": "+49 1520 0000001"})
    page = signed_in.get(made["Location"]).content.decode()
    assert "+4915200000001" in page
    assert "Other" in page
    signed_in.post(f"{here}/switch", {"active": "0"})
    with as_tenant(shop.tenant_id):
        assert not SmsLink.objects.get().active
        assert ChannelAccount.objects.get(channel="sms").settings["country"] == "DE"
    assert b"At rest" in signed_in.get("/settings/sms-links").content


@pytest.mark.parametrize(
    ("field", "value"),
    [("host", "not a host"), ("prefixes", "0049"), ("cost", "1"), ("system_id", "a b"), ("port", "0")],
)
def test_a_wrong_link_is_refused(shop: Shop, signed_in: Client, field: str, value: str) -> None:
    given = {**LINK, field: value, **({"currency": ""} if field == "cost" else {})}
    assert signed_in.post("/settings/sms-links/new", given).status_code == 422


def test_a_strangers_link_is_none(shop: Shop, other_shop: Shop, signed_in: Client) -> None:
    connected(other_shop, 2775)
    with as_tenant(other_shop.tenant_id):
        foreign = SmsLink.objects.get().id
    assert signed_in.get(f"/settings/sms-links/{foreign}").status_code == 404
    assert signed_in.post(f"/settings/sms-links/{foreign}/switch", {"active": "0"}).status_code == 404
