"""The page that says whether marts agree with their source, and the card of habits."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from django.test import Client
from django.utils import timezone
from tests.house import Shop

from rapport.analytical.warehouse.http.cards import HABITS
from rapport.analytical.warehouse.operations.telling import MODEL, VERSION
from rapport.analytical.warehouse.tests.builds import build, reckon
from rapport.customers.party.api import InsightDraft, record_insights
from rapport.customers.party.tests.people import enter
from rapport.kernel.identity import api as identity
from rapport.kernel.tenancy.api import as_tenant


def test_what_differs_comes_first_and_is_explained(
    shop: Shop, signed_in: Client, django_assert_max_num_queries: Any
) -> None:
    build(shop, "published")
    for month in range(1, 9):
        reckon(shop, date(2026, month, 1), 100, 100)
    reckon(shop, date(2025, 12, 1), 12_345, 12_300)
    with django_assert_max_num_queries(20):
        page = signed_in.get("/marts/reckoning")
    text = page.content.decode()
    assert text.index("differs") < text.index("agrees")
    assert "1 month differs" in text
    assert "0.45" in text


def test_every_month_that_agrees_is_said_to(shop: Shop, other_shop: Shop, signed_in: Client) -> None:
    reckon(shop, date(2026, 1, 1), 100, 100)
    reckon(other_shop, date(2026, 1, 1), 100, 300)
    assert "Every month agrees to the cent." in signed_in.get("/marts/reckoning").content.decode()


def test_who_may_not_see_marts_is_not_told_how_they_agree(
    shop: Shop, client_of: Callable[[Any], Client]
) -> None:
    person = identity.create_person(f"cleo@{shop.slug}.example", "Cleo Clerk", "correct horse battery")
    clerk = identity.add_member(shop.tenant_id, person, ["clerk"])
    assert client_of(clerk).get("/marts/reckoning").status_code in (403, 404)


def test_a_customers_habits_come_to_their_page(
    shop: Shop, signed_in: Client, django_assert_max_num_queries: Any
) -> None:
    ada = enter(shop)
    drafts = [
        InsightDraft(ada.id, name, 3.0, "TEA", "", ({"code": name, "text": f"Ground of {name}."},))
        for name in HABITS
    ]
    drafts.append(InsightDraft(enter(shop, "Bea").id, "browsing"))
    with as_tenant(shop.tenant_id):
        record_insights(drafts, model=MODEL, model_version=VERSION, as_of=timezone.now(), actor=shop.actor)
    page = signed_in.get(f"/customers/{ada.id}").content.decode()
    assert re.search(r'hx-get="[^"]*/cards/[^"]*habits', page)
    with django_assert_max_num_queries(20):
        text = signed_in.get(f"/customers/{ada.id}/cards/habits").content.decode()
    assert all(f"Ground of {name}." in text for name in HABITS)
    assert "load" not in text
