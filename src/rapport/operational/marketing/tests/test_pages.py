"""The pages of a campaign: made, written, seen as a customer, scheduled; links and pictures of letters."""

import re
from html import unescape

from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.house import Shop

from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.marketing.models import CampaignResponse
from rapport.operational.marketing.operations import life
from rapport.operational.marketing.tests.selling import campaign, letters_of, people, run_job


def test_from_a_name_to_a_letter(shop: Shop, signed_in: Client) -> None:
    people(shop, 2)
    made = signed_in.post("/campaigns/new", {"name": "Spring", "goal": "Tell"})
    here = made["Location"]
    assert b"Spring" in signed_in.get("/campaigns").content
    letter = f"{here}/letters/A"
    typed = {"subject": "Tea for {{name}}", "preheader": "", "share": "1", "version": "1"}
    added = signed_in.post(letter, {**typed, "do": "add:text"})
    assert b'name="text-0"' in added.content
    saved = signed_in.post(letter, {**typed, "kind-0": "text", "text-0": "It is here, {{city|friend}}."})
    assert saved["Location"] == f"{letter}/view"
    seen = signed_in.get(f"{letter}/view?width=phone&theme=dark").content.decode()
    assert "Tea for P 0" in seen and "It is here, friend." in seen
    (framed,) = re.findall(r'<iframe[^>]* src="([^"]+)"', seen)
    body = signed_in.get(unescape(framed))
    assert "It is here, friend." in body.content.decode()
    assert "opened.gif" not in body.content.decode() and "data:" not in body.content.decode()
    assert "frame-ancestors 'self'" in body["Content-Security-Policy"]
    wrong = signed_in.post(
        letter, {**typed, "version": "2", "kind-0": "button", "text-0": "Go", "url-0": "x"}
    )
    assert wrong.status_code == 422 and "Block 1" in wrong.content.decode()


def test_an_audience_is_chosen_by_conditions(shop: Shop, signed_in: Client) -> None:
    people(shop, 3)
    line = campaign(shop)
    here = f"/campaigns/{line.id}/audience"
    page = signed_in.get(f"{here}?filter=name:is:P+1")
    assert b"1 customers" in page.content
    signed_in.post(f"{here}?filter=name:is:P+1")
    reach = signed_in.get(f"/campaigns/{line.id}/reach").content.decode()
    assert ">1<" in reach and ">3<" not in reach


def test_links_lead_where_the_letter_says_and_nowhere_else(shop: Shop, client: Client) -> None:
    people(shop, 1)
    line = campaign(shop, hold_out=0)
    life.schedule_campaign(line.id, actor=shop.actor)
    run_job(shop, line.id)
    (delivery,) = letters_of(shop, line.id)
    browser = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"}
    led = client.get(f"/r/{delivery.token}/1?to=https://evil.example", headers=browser)
    assert (led.status_code, led["Location"]) == (302, "https://shop.example/tea?a=1&b=2")
    assert client.get(f"/r/{delivery.token}/2").status_code == 404
    assert client.get("/r/none/1").status_code == 404
    for _twice in range(2):
        assert client.get(f"/r/{delivery.token}/opened.gif", headers=browser)["Content-Type"] == "image/gif"
    with as_tenant(shop.tenant_id):
        rows = CampaignResponse.objects.order_by("kind")
        assert [(one.kind, one.link, one.machine) for one in rows] == [("click", 1, True), ("open", 0, True)]


def test_the_page_asks_as_much_of_many_as_of_few(
    shop: Shop, signed_in: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    people(shop, 12)
    line = campaign(shop, hold_out=20)
    life.schedule_campaign(line.id, actor=shop.actor)
    run_job(shop, line.id)
    with django_assert_max_num_queries(40):
        page = signed_in.get(f"/campaigns/{line.id}")
    assert "What it brought" in page.content.decode()
