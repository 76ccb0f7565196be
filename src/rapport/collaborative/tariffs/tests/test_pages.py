"""Numbers, tariffs and budgets on pages and for programs; sums lead to their rows; foreign ones are none."""

from datetime import timedelta
from decimal import Decimal
from html import unescape
from uuid import UUID

from django.test import Client
from django.utils import timezone
from tests.house import ApiCaller, Shop

from rapport.collaborative.delivery.contracts import Accepted
from rapport.collaborative.delivery.operations import sending
from rapport.collaborative.delivery.operations.claiming import claim_due
from rapport.collaborative.delivery.operations.sending import note_outcome
from rapport.collaborative.tariffs.models import MessageBudget, MessageTariff, ServiceNumber
from rapport.collaborative.tariffs.tests.selling import NUMBER, budget, number, offer, people, tariff
from rapport.kernel.tenancy.api import as_tenant

N, T, B = "/settings/service-numbers", "/settings/tariffs", "/settings/budgets"


def test_are_entered_and_changed_on_pages(shop: Shop, other_shop: Shop, signed_in: Client) -> None:
    given = {
        **{"number": "+49 1520 0000001", "country": "de", "operators": "T, O", "valid_from": "2026-01-01"},
        "capabilities": ["sms-in", "sms-out"],
    }
    here = signed_in.post(f"{N}/new", given)["Location"]
    assert b"+4915200000001" in signed_in.get(here).content
    for wrong in ({"country": "CH"}, {"valid_until": "2020-01-01"}, {"number": "!"}, {"country": "1"}):
        assert signed_in.post(f"{N}/new", {**given, **wrong}).status_code == 422
    assert signed_in.post(f"{here}/edit", {**given, "note": "Ours", "version": "1"}).status_code == 302
    assert signed_in.post(f"{here}/edit", {**given, "version": "1"}).status_code == 422
    price = {
        **{"kind": "normal", "direction": "out", "channel": "sms", "number": NUMBER, "country": "de"},
        **{"cost": "0.0069", "price": "0", "currency": "eur", "valid_from": "2026-01-01"},
    }
    assert signed_in.post(f"{T}/new", price).status_code == 302
    for wrong in ({"kind": "free", "price": "1", "country": ""}, {"kind": "premium", "country": ""}, {}):
        assert signed_in.post(f"{T}/new", {**price, **wrong}).status_code == 422
    with as_tenant(shop.tenant_id):
        row, kept = MessageTariff.objects.get(), ServiceNumber.objects.get()
    assert (row.cost, row.currency, row.country) == (Decimal("0.0069"), "EUR", "DE")
    assert (kept.operators, kept.note, kept.owner_id) == (["T", "O"], "Ours", shop.actor.member_id)
    assert signed_in.post(f"{T}/{row.id}", {"ended_on": "2020-01-01"}).status_code == 422
    day = timezone.now().date() + timedelta(days=9)
    assert signed_in.post(f"{T}/{row.id}", {"ended_on": day.isoformat()}).status_code == 302
    assert b"0.0069 EUR" in signed_in.get(T).content
    limit = {
        **{"name": "November", "reach": "number", "number": NUMBER, "period": "month", "amount": "12.50"},
        **{"currency": "eur", "active": "on"},
    }
    assert signed_in.post(f"{B}/new", limit).status_code == 302
    assert signed_in.post(f"{B}/new", {**limit, "reach": "campaign"}).status_code == 422
    with as_tenant(shop.tenant_id):
        own = MessageBudget.objects.get()
    assert (own.amount_minor, own.number) == (1250, NUMBER)
    assert signed_in.post(f"{B}/{own.id}", {**limit, "amount": "20", "version": "1"}).status_code == 302
    assert "€20" in signed_in.get(B).content.decode()
    assert signed_in.post(f"{T}/{row.id}/remove").status_code == 302
    number(other_shop)
    with as_tenant(other_shop.tenant_id):
        foreign = ServiceNumber.objects.get().id
    assert signed_in.get(f"{N}/{foreign}").status_code == 404


def test_sums_lead_to_their_rows_and_programs_see_the_same(
    shop: Shop, signed_in: Client, api: ApiCaller
) -> None:
    place = number(shop)
    tariff(shop, "0.0075", country="DE")
    limit = budget(shop, 100)
    offer(shop, place, people(shop, 3))
    ids = claim_due(shop.tenant_id, place.id, 10)
    for _place, out in sending.hand_over(shop.tenant_id, ids):
        note_outcome(shop.tenant_id, out.id, Accepted((out.token,)))
    for by in ("number", "campaign", "country", "month"):
        page = signed_in.get(f"/message-costs?by={by}&months=12").content.decode()
        assert "€0.02" in page, by
        address = page.split('href="/message-costs/messages')[1].split('"')[0]
        rows = signed_in.get(f"/message-costs/messages{unescape(address)}").content.decode()
        assert rows.count("0.0075 EUR") >= 3, by
    saved = signed_in.get("/message-costs.csv?by=country").content.decode().splitlines()
    assert saved[1] == "DE,Germany,3,3,0,EUR,0.02,0.00,-0.02"
    (line,) = api.get("/message-costs?by=country").json()["items"]
    assert (line["key"], line["cost_minor"], line["margin_minor"]) == ("DE", 2, -2)
    assert len(api.get("/message-costs/messages").json()["items"]) == 3
    assert api.get(f"/message-budgets/{limit}").json()["spent_minor"] == 2


def test_programs_enter_what_pages_do(shop: Shop, api: ApiCaller) -> None:
    made = api.post("/service-numbers", {"number": "12345", "country": "AT", "valid_from": "2026-01-01"})
    assert made.status_code == 201
    at = f"/service-numbers/{made.json()['id']}"
    assert api.call("PATCH", at, {"valid_until": "2027-01-01"}).json()["valid_until"] == "2027-01-01"
    again = {"number": "12345", "country": "AT", "valid_from": "2026-01-01"}
    assert api.post("/service-numbers", again).status_code == 409
    nobody = {"number": "123456", "country": "AT", "valid_from": "2026-01-01", "owner_id": str(UUID(int=1))}
    assert api.post("/service-numbers", nobody).status_code == 404
    price = {"number": "12345", "valid_from": "2026-01-01", "cost": "0.05", "currency": "EUR"}
    tariff_id = api.post("/message-tariffs", price).json()["id"]
    assert api.post("/message-tariffs", price).status_code == 409
    assert api.post("/message-tariffs", {**price, "number": "99999"}).status_code == 404
    assert api.call("PATCH", f"/message-tariffs/{tariff_id}", {"ended_on": "2020-01-01"}).status_code == 409
    assert api.call("DELETE", f"/message-tariffs/{tariff_id}").status_code == 204
    limit = {"name": "SMS", "amount_minor": 5, "currency": "EUR"}
    at = f"/message-budgets/{api.post('/message-budgets', limit).json()['id']}"
    assert api.call("PATCH", at, {"amount_minor": 7}).json()["amount_minor"] == 7
    lost = {**limit, "reach": "campaign", "campaign_id": str(UUID(int=1))}
    assert api.post("/message-budgets", lost).status_code == 404
    assert api.post("/message-budgets", {**limit, "reach": "campaign"}).status_code == 409
