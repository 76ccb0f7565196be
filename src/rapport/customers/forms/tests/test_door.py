"""The public door: the hosted page, confirmation, and floods."""

import re
from typing import Any

import pytest
from django.test import Client
from tests.house import Shop

from rapport.customers.consent.models import Consent
from rapport.customers.forms.contracts import FieldDraft
from rapport.customers.forms.models import FormDay, FormEntry
from rapport.customers.forms.operations.making import set_form_state
from rapport.customers.forms.tests.visitors import (
    FIELDS,
    NEWS,
    entries,
    make_form,
    page_token,
    post,
    send,
    work,
)
from rapport.customers.party.models import ContactPoint, Party
from rapport.kernel.mail.models import Outgoing
from rapport.kernel.tenancy.api import as_tenant, change_tenant
from rapport.ui.rules.qr import draw_qr

pytestmark = pytest.mark.usefixtures("nothing_waits")


class TestTheHostedPage:
    def test_shows_the_form_in_the_businesss_name_and_counts_the_look(
        self, shop: Shop, client: Client
    ) -> None:
        form = make_form(shop, title="Write to us")
        page = client.get(f"/f/{form.key}").content.decode()
        assert "Write to us" in page
        assert shop.slug.partition("-")[0].title() in page
        assert "<script" not in page
        with as_tenant(shop.tenant_id):
            assert FormDay.objects.get().looks == 1

    def test_speaks_the_forms_language_else_the_visitors(self, shop: Shop, client: Client) -> None:
        theirs = make_form(shop)
        ours = make_form(shop, locale="zh-hans")
        assert 'lang="en"' in client.get(f"/f/{theirs.key}").content.decode()
        chinese = {"Accept-Language": "zh-CN"}
        assert "发送" in client.get(f"/f/{theirs.key}", headers=chinese).content.decode()
        assert "发送" in client.get(f"/f/{ours.key}").content.decode()

    def test_takes_an_entry_and_says_thanks(self, shop: Shop, client: Client) -> None:
        form = make_form(shop, thanks="We call you.")
        sent = post(client, form, email="a@x.org", **{NEWS: "on"})
        assert (sent.status_code, sent["Location"]) == (302, f"/f/{form.key}/thanks")
        assert "We call you." in client.get(sent["Location"]).content.decode()
        (entry,) = entries(shop)
        assert len(entry.agreed) == 1

    def test_who_comes_by_its_qr_code_is_counted_apart(
        self, shop: Shop, client: Client, signed_in: Client
    ) -> None:
        form = make_form(shop)
        picture = signed_in.get(f"/forms/{form.id}/qr")
        assert picture.content == draw_qr(f"http://testserver/f/{form.key}?way=qr").encode()
        assert f'action="/f/{form.key}?way=qr"' in client.get(f"/f/{form.key}?way=qr").content.decode()
        post(client, form, "?way=qr", email="a@x.org", **{NEWS: "on"})
        post(client, form, "?way=no", email="b@x.org", **{NEWS: "on"})
        work()
        with as_tenant(shop.tenant_id):
            ways = Consent.objects.order_by("id").values_list("way", flat=True)
            assert sorted(ways) == ["form", "qr"]

    def test_keeps_what_was_typed_and_says_what_is_wrong(self, shop: Shop, client: Client) -> None:
        answer = post(client, make_form(shop), email="nonsense", name="Ada", **{NEWS: "on"})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert 'value="Ada"' in page
        assert 'aria-invalid="true" aria-describedby="field-1-error"' in page
        assert "checked" in page

    @pytest.mark.parametrize("token", ["", "nonsense", "new"])
    def test_refuses_what_is_too_quick_or_from_no_page(self, shop: Shop, client: Client, token: str) -> None:
        form = make_form(shop)
        given = page_token(form, ago=0) if token == "new" else token
        answer = client.post(f"/f/{form.key}", {"token": given, "email": "a@x.org"})
        assert answer.status_code == 422
        assert entries(shop) == []

    def test_a_page_of_another_form_lends_no_token(self, shop: Shop, client: Client) -> None:
        form, other = make_form(shop), make_form(shop)
        answer = client.post(f"/f/{form.key}", {"token": page_token(other), "email": "a@x.org"})
        assert answer.status_code == 422

    def test_a_closed_form_says_so(self, shop: Shop, client: Client) -> None:
        form = make_form(shop)
        set_form_state(form.id, "closed", closed_text="Back in May.", actor=shop.actor)
        assert "Back in May." in client.get(f"/f/{form.key}").content.decode()
        assert post(client, form, email="a@x.org").status_code == 409

    def test_nothing_is_there_for_another_key_or_a_suspended_business(
        self, shop: Shop, client: Client
    ) -> None:
        form = make_form(shop)
        assert client.get("/f/nothing-here").status_code == 404
        change_tenant(shop.tenant_id, status="suspended")
        assert client.get(f"/f/{form.key}").status_code == 404

    def test_an_address_that_sends_too_much_is_told_and_counted(self, shop: Shop, client: Client) -> None:
        form = make_form(shop, hourly=1)
        assert post(client, form, email="a@x.org").status_code == 302
        assert post(client, form, email="b@x.org").status_code == 429
        with as_tenant(shop.tenant_id):
            day = FormDay.objects.get()
        assert (day.entries, day.limited) == (1, 1)

    def test_too_much_is_refused_unread(self, shop: Shop, client: Client) -> None:
        assert post(client, make_form(shop), message="x" * 70_000).status_code == 413

    def test_hostile_text_is_only_text(self, shop: Shop, client: Client) -> None:
        evil = '"><script>alert(1)</script>'
        form = make_form(shop, title=evil, intro=evil, fields=(*FIELDS[:-1], FieldDraft(NEWS, text=evil)))
        answer = post(client, form, email=evil, name=evil).content.decode()
        assert "<script" not in answer

    def test_is_read_in_few_queries(
        self, shop: Shop, client: Client, django_assert_max_num_queries: Any
    ) -> None:
        form = make_form(shop)
        with django_assert_max_num_queries(15):
            client.get(f"/f/{form.key}")


class TestConfirmation:
    def test_an_address_is_confirmed_once_by_a_button(self, shop: Shop, client: Client) -> None:
        form = make_form(shop, confirm=True)
        sent = post(client, form, email=f"ada@{shop.slug}.org", name="Ada", **{NEWS: "on"})
        assert "Look into your mail" in client.get(sent["Location"]).content.decode()
        work()
        with as_tenant(shop.tenant_id):
            assert not Party.objects.exists()
        letter = Outgoing.objects.filter(to=f"ada@{shop.slug}.org").get()
        link = re.search(r"/f/confirm/[\w:.-]+", letter.text)
        assert link is not None
        assert "Confirm" in client.get(link[0]).content.decode()
        assert entries(shop)[0].state == "unconfirmed"
        assert "Confirmed. Thank you." in client.post(link[0]).content.decode()
        assert "Confirmed already" in client.post(link[0]).content.decode()
        work()
        with as_tenant(shop.tenant_id):
            assert ContactPoint.objects.get().verified_at is not None
        (entry,) = entries(shop)
        assert (entry.state, entry.outcome) == ("taken", "created")

    def test_a_link_that_was_touched_leads_nowhere(self, shop: Shop, client: Client) -> None:
        form = make_form(shop, confirm=True)
        post(client, form, email=f"ada@{shop.slug}.org")
        letter = Outgoing.objects.filter(to=f"ada@{shop.slug}.org").get()
        link = re.search(r"/f/confirm/[\w:.-]+", letter.text)
        assert link is not None
        assert client.post(link[0][:-2] + "xx").status_code == 404

    def test_one_address_is_not_asked_without_end(self, shop: Shop) -> None:
        form = make_form(shop, confirm=True)
        for number in range(6):
            send(shop, form, email=f"victim@{shop.slug}.org", message=str(number))
        assert Outgoing.objects.filter(to=f"victim@{shop.slug}.org").count() == 3


class TestAFlood:
    def test_ten_thousand_entries_are_taken_in_and_the_page_stays_quick(
        self, shop: Shop, signed_in: Client, django_assert_max_num_queries: Any
    ) -> None:
        form = make_form(shop)
        send(shop, form, email="first@x.org")
        with as_tenant(shop.tenant_id):
            first = FormEntry.objects.get()
            FormEntry.objects.bulk_create(
                FormEntry(
                    form_id=form.id,
                    digest=f"{number:064}",
                    state="waiting",
                    values={"email": f"p{number}@x.org", "name": f"Person {number}"},
                    email=f"p{number}@x.org",
                    address=f"10.0.{number // 250}.{number % 250}",
                    received_at=first.received_at,
                )
                for number in range(9_999)
            )
        work()
        with as_tenant(shop.tenant_id):
            assert FormEntry.objects.filter(state="taken").count() == 10_000
            assert Party.objects.count() == 10_000
        for path in ("/forms", f"/forms/{form.id}", "/forms/entries", "/prospects", "/prospects/figures"):
            with django_assert_max_num_queries(25):
                assert signed_in.get(path).status_code == 200
