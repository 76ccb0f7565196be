"""The first steps: ticked by facts, put away by each for themselves, and a sample that lands whole."""

from io import BytesIO

import pytest
from django.test import Client
from tests.house import Shop

from rapport.customers.intake.api import get_progress, take_upload
from rapport.customers.intake.api.landing import run_import
from rapport.customers.likeness.operations.searching import search_pairs
from rapport.customers.party.api import count_customers
from rapport.customers.party.tests.people import enter
from rapport.kernel.identity.api import invite_member
from rapport.kernel.identity.models import MemberRole, Person, Role
from rapport.kernel.settings.api import change_settings
from rapport.kernel.tenancy.api import as_tenant


def read_steps(client: Client) -> dict[str, bool]:
    """The steps the home page asks for, and which of them are done."""
    context = client.get("/first-steps").context
    return {step.name: step.done for step in context["steps"]} if context else {}


def test_a_new_business_is_shown_what_to_do_first(signed_in: Client) -> None:
    home = signed_in.get("/").content.decode()
    assert 'hx-get="/first-steps"' in home
    assert "Bring your shop in" not in home
    page = signed_in.get("/first-steps").content.decode()
    for href in ("/settings/of/papers", "/imports/new?kind=orders", "/duplicates", "/settings/people"):
        assert f'<a href="{href}">' in page
        assert signed_in.get(href).status_code == 200
    assert not any(read_steps(signed_in).values())


def test_each_step_is_ticked_by_what_is_there(signed_in: Client, shop: Shop) -> None:
    told = {"papers.legal_name": "Ada & Co", "papers.street": "Row 1", "papers.city": "London"}
    change_settings(told, actor=shop.actor)
    assert read_steps(signed_in) == {"details": True, "people": False, "import": False, "twins": False}
    enter(shop, "Ada Lovelace")
    assert read_steps(signed_in)["import"]
    search_pairs(actor=shop.actor)
    assert read_steps(signed_in)["twins"]
    with as_tenant(shop.tenant_id):
        role = Role.objects.get(code="clerk")
    invite_member("bruno@example.com", role.id, actor=shop.actor)
    assert read_steps(signed_in) == {}


def test_who_looks_after_the_installation_is_told_of_letters(
    signed_in: Client, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "mail" not in read_steps(signed_in)
    Person.objects.update(is_host=True)
    monkeypatch.delenv("RAPPORT_SMTP_URL", raising=False)
    assert read_steps(signed_in)["mail"] is False
    monkeypatch.setenv("RAPPORT_SMTP_URL", "smtp://mail.example.com")
    assert read_steps(signed_in)["mail"] is True


def test_they_can_be_put_away_and_brought_back(signed_in: Client) -> None:
    signed_in.post("/first-steps/away")
    page = signed_in.get("/").content.decode()
    assert "The first steps are put away." in page
    assert read_steps(signed_in) == {}
    assert "Bring your shop in" in page
    assert "Show the first steps" in signed_in.get("/settings/of/home").content.decode()
    signed_in.post("/first-steps/back")
    assert read_steps(signed_in)


def test_only_who_may_take_them_sees_them(signed_in: Client, shop: Shop) -> None:
    with as_tenant(shop.tenant_id):
        clerk = Role.objects.get(code="clerk")
        MemberRole.objects.filter(member_id=shop.actor.member_id).update(role=clerk)
    assert "/first-steps" not in signed_in.get("/").content.decode()
    assert read_steps(signed_in) == {}


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_sample_lands_whole_and_has_twins_in_it(signed_in: Client, shop: Shop, language: str) -> None:
    Person.objects.update(locale=language)
    answer = signed_in.get("/first-steps/sample.csv")
    assert answer["Content-Disposition"] == 'attachment; filename="sample-orders.csv"'
    taken = take_upload(BytesIO(answer.content), "sample-orders.csv", "orders", actor=shop.actor)
    run_import(taken.id, actor=shop.actor)
    progress = get_progress(taken.id, actor=shop.actor)
    assert (progress.status, progress.rejected, progress.accepted) == ("done", 0, 41)
    with as_tenant(shop.tenant_id):
        assert count_customers(shop.actor) == 10
    search_pairs(actor=shop.actor)
    assert read_steps(signed_in)["twins"]
    assert "Lindqvist" in (page := signed_in.get("/duplicates").content.decode()) or "欧阳" in page


def test_the_sample_is_taken_with_one_click(signed_in: Client) -> None:
    answer = signed_in.post("/first-steps/sample", follow=True)
    page = answer.content.decode()
    assert "sample-orders.csv" in page
    assert '<option value="customer_name" selected>' in page
