"""A number for MMS is connected and changed on pages; its secrets stay, and its door is told."""

from django.test import Client
from tests.house import Shop

from rapport.collaborative.delivery.models import ChannelAccount
from rapport.collaborative.delivery.queries.accounts import state_of
from rapport.collaborative.mms.tests.centre import NUMBER
from rapport.kernel.tenancy.api import as_tenant

FORM = {
    **{"name": "Pictures", "address": "+49 1520 0000007", "url": "https://mmsc.example/mm7", "user": "shop"},
    **{"password": "secret", "own_user": "mmsc", "own_password": "open", "content": "image-rich"},
    **{"schema": "REL-6-MM7-1-4", "mm7_version": "6.8.0", "cost": "0.29", "currency": "eur"},
}


def test_a_number_is_connected_changed_and_keeps_its_secrets(shop: Shop, signed_in: Client) -> None:
    here = signed_in.post("/settings/channels/mms/new", FORM)["Location"]
    with as_tenant(shop.tenant_id):
        kept = state_of(ChannelAccount.objects.get())
    assert (kept.address, kept.settings["cost"], kept.settings["currency"]) == (NUMBER, "0.29", "EUR")
    page = signed_in.get(here).content.decode()
    assert f"/mm7/{kept.door}" in page
    assert "secret" not in page
    changed = {**FORM, "password": "", "own_password": "", "name": "Other", "version": "1"}
    assert signed_in.post(f"{here}/edit", changed).status_code == 302
    with as_tenant(shop.tenant_id):
        row = ChannelAccount.objects.get()
    assert (row.name, state_of(row).secrets) == ("Other", {"password": "secret", "own_password": "open"})
    refused = signed_in.post(f"{here}/edit", {**changed, "version": "2", "currency": ""})
    assert refused.status_code == 422
