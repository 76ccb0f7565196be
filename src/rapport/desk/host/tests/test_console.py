"""The host's console: reached by the host alone, founding, suspending, planning, reading the statement."""

import re
import secrets
from collections.abc import Iterator

import pytest
from django.test import Client
from tests.house import Shop

from rapport.kernel.identity.api import set_host
from rapport.kernel.mail.api import list_mail
from rapport.kernel.metering.api import count_usage
from rapport.kernel.tenancy.api import as_tenant, get_tenant, get_tenant_by_slug


@pytest.fixture
def host(signed_in: Client, shop: Shop) -> Iterator[Client]:
    """The browser of the host."""
    set_host(shop.person.email, host=True)
    yield signed_in
    set_host(shop.person.email, host=False)


@pytest.mark.parametrize(
    "path", ["/host/", "/host/new", "/host/plans", "/host/plans/new", "/host/health", "/host/mailbox"]
)
def test_only_the_host_sees_the_pages(signed_in: Client, shop: Shop, path: str) -> None:
    assert signed_in.get(path).status_code == 403
    set_host(shop.person.email, host=True)
    assert signed_in.get(path).status_code == 200


def test_a_business_is_founded_and_its_owner_invited(host: Client) -> None:
    slug = f"founded-{secrets.token_hex(4)}"
    values = {"name": "Founded", "slug": slug, "owner": f"owner@{slug}.example", "country": "CN"}
    more = {"currency": "CNY", "zone": "Asia/Shanghai", "locale": "zh-hans"}
    assert host.post("/host/new", {**values, **more}).status_code == 302
    assert get_tenant_by_slug(slug).currency == "CNY"
    letter = next(line for line in list_mail() if line.to == values["owner"])
    assert "接受邀请" in letter.text
    (link,) = re.findall(r"http://testserver(/join/\S+)", letter.text)
    owner = Client()
    owner.post(link, {"name": "Ow Ner", "password": "a long enough phrase"})
    assert owner.get("/settings/tokens").status_code == 200, "the owner is its administrator"
    assert host.post("/host/new", {**values, **more}).status_code == 422, "the short name is taken"


def test_a_suspended_business_stands_still(host: Client, shop: Shop, other_shop: Shop) -> None:
    stranger = Client()
    stranger.force_login(other_shop.person)
    assert stranger.get("/settings/people").status_code == 200
    host.post(f"/host/{other_shop.tenant_id}/status", {"status": "suspended"})
    assert stranger.get("/settings/people").status_code == 403
    host.post(f"/host/{other_shop.tenant_id}/status", {"status": "active"})
    again = Client()
    again.force_login(other_shop.person)
    assert again.get("/settings/people").status_code == 200


def test_plans_and_the_statement(host: Client, other_shop: Shop) -> None:
    code = f"plan-{secrets.token_hex(4)}"
    values = {"code": code, "name": "Big", "price_minor": "4900", "currency": "EUR"}
    assert host.post("/host/plans/new", {**values, "quotas": "members: ten"}).status_code == 422
    assert host.post("/host/plans/new", {**values, "quotas": "messages.sms = 1000"}).status_code == 302
    host.post(f"/host/{other_shop.tenant_id}/plan", {"plan": code})
    assert get_tenant(other_shop.tenant_id).plan == code
    with as_tenant(other_shop.tenant_id):
        count_usage("messages.sms", 250)
    page = host.get(f"/host/{other_shop.tenant_id}").content.decode()
    assert re.search(r"messages\.sms .*?250</td><td class=.num.>1,000<", page)


def test_health_tells_of_backups_work_and_facts(host: Client) -> None:
    page = host.get("/host/health").content.decode()
    assert "Archive of the log" in page
    assert "GB" in page
    assert "Facts on their way" in page
