"""The mobile base: who came, who went, who cannot be reached; each figure leads to its people."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from html import unescape
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.house import ApiCaller, Shop

from rapport.collaborative.delivery.models import Undeliverable
from rapport.collaborative.mobile.queries.base import find_unreachable, measure_base
from rapport.collaborative.mobile.rules.base import build_months, list_firsts
from rapport.customers.consent.api import ConsentDraft, record_consents
from rapport.customers.consent.contracts import MoveCount
from rapport.customers.matching.api import merge_customers
from rapport.customers.party.api import ContactDraft, CustomerDraft, create_customers
from rapport.kernel.tenancy.api import as_tenant

LONG_AGO = timedelta(days=400)


def people(shop: Shop, count: int) -> list[UUID]:
    drafts = [
        CustomerDraft(f"Ada {at}", contact_points=(ContactDraft("phone", f"+49176000000{at:02d}"),))
        for at in range(count)
    ]
    return [one.id for one in create_customers(drafts, actor=shop.actor)]


def say(shop: Shop, *said: tuple[UUID, bool, timedelta, dict[str, Any]]) -> None:
    now = timezone.now()
    drafts = [
        ConsentDraft(
            one, values.pop("purpose", "newsletter"), values.pop("channel", "sms"), given, now - ago, **values
        )
        for one, given, ago, values in said
    ]
    record_consents(drafts, actor=shop.actor)


def test_each_counts_once_by_the_way_they_came(shop: Shop, signed_in: Client, api: ApiCaller) -> None:
    ada, bo, cy, dee, eve = people(shop, 5)
    hour, none = timedelta(hours=1), timedelta()
    say(
        shop,
        (ada, True, LONG_AGO, {"way": "keyword"}),
        (ada, True, hour, {"way": "form", "purpose": "marketing"}),  # there already
        (bo, True, 2 * hour, {"way": "qr"}),
        (bo, False, hour, {"contact": "+4917600000001"}),
        (cy, True, hour, {"way": "list", "origin": "purchased"}),
        (cy, True, hour, {"channel": "email"}),
        (dee, False, hour, {}),  # was never there
        (eve, True, hour, {}),
    )
    say(shop, (ada, False, none, {"purpose": "marketing"}))  # the newsletter holds
    with as_tenant(shop.tenant_id):
        Undeliverable.objects.create(channel="sms", address="+4917600000004", at=timezone.now())
        Undeliverable.objects.create(channel="sms", address="+4917600000003", at=timezone.now())
        assert set(find_unreachable(shop.actor)) == {eve}
        months = measure_base(timezone.now() - 3 * hour, 12, actor=shop.actor)
    now = months[-1] if months[-1].came else months[-2]  # an hour ago may have been another month
    assert sum(one.came for one in months) == 3
    assert months[0].people + sum(one.net for one in months[1:]) == months[-1].people == 2
    assert dict(now.joined) == {"qr": 1, "list": 1, "": 1}
    page = signed_in.get("/mobile-base").content.decode()
    for way in (";way:is:qr", ";way:empty"):
        address = next(part for part in page.split('href="')[1:] if part.split('"')[0].endswith(way)).split(
            '"'
        )[0]
        rows = signed_in.get(unescape(address)).content.decode()
        assert (">Ada 1<" in rows) == (way == ";way:is:qr")
        assert (">Ada 4<" in rows) == (way == ";way:empty")
    assert signed_in.get("/mobile-base/people?way=other&move=true").content.decode().count("/customers/") >= 1
    assert api.get("/mobile-base?months=3").json()["items"][-1]["people"] == 2
    assert len(api.get("/mobile-base/moves").json()["items"]) == 5


def test_who_is_merged_counts_once(shop: Shop) -> None:
    ada, bo = people(shop, 2)
    say(shop, (ada, True, timedelta(hours=2), {}), (bo, True, timedelta(hours=1), {}))
    merge_customers(ada, bo, actor=shop.actor)
    with as_tenant(shop.tenant_id):
        assert measure_base(timezone.now(), 2, actor=shop.actor)[-1].people == 1


FIRSTS = list_firsts(date(2026, 3, 31), 30)
counts = st.builds(
    MoveCount,
    month=st.sampled_from(FIRSTS),
    joined=st.booleans(),
    way=st.sampled_from(["", "qr", "form"]),
    parties=st.integers(1, 50),
)


@given(
    st.lists(counts, unique_by=lambda one: (one.month, one.joined, one.way if one.joined else "")),
    st.lists(st.sampled_from(FIRSTS)),
    st.integers(1, 30),
)
def test_months_add_up_whatever_is_asked_for(
    given_counts: Sequence[MoveCount], dead: Sequence[date], months: int
) -> None:
    found = build_months(given_counts, dead, date(2026, 3, 31), months)
    whole = sum(one.parties if one.joined else -one.parties for one in given_counts) - len(dead)
    assert len(found) == months
    assert found[-1].people == whole
    for before, after in pairwise(found):
        assert after.people - before.people == after.net
        assert before.month < after.month


def test_months_are_the_first_days_back_from_today() -> None:
    moment = datetime(2026, 3, 31, tzinfo=UTC).date()
    assert [str(one) for one in list_firsts(moment, 3)] == ["2026-01-01", "2026-02-01", "2026-03-01"]
