"""The way in and looking after people, crowded and empty, in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from tests.browser import check_accessible, look
from tests.house import Shop

from rapport.desk.host.http import businesses
from rapport.kernel.identity import api as identity
from rapport.kernel.identity.models import Member, Role, Unit
from rapport.kernel.ids import new_id
from rapport.kernel.outbox.api import park_text
from rapport.kernel.tenancy.api import as_tenant, list_tenants
from rapport.kernel.work.api import unit_of_work

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = pytest.mark.browser
Desk = Callable[[str], "Page"]


@pytest.fixture(autouse=True)
def no_earlier_attempts() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def crowd(shop: Shop) -> dict[str, str]:
    """Two hundred people, a deep tree and two thousand changes; returns the addresses of single pages."""
    with unit_of_work(shop.actor):
        above = None
        for level, name in enumerate(
            ("Teehaus-Gruppe 茶馆集团", "Norddeutschland", "Hamburg", "Hafen", "Laden 3")
        ):
            above = identity.create_unit(name, f"u{level}", parent_id=above.id if above else None)
        Unit.objects.bulk_create(Unit(name=f"Shop {n}", code=f"s{n}", parent=above) for n in range(30))
        people = [
            Member(
                person_id=new_id(), name=f"Person {n} 王小明", email=f"p{n}@{shop.slug}.example", unit=above
            )
            for n in range(200)
        ]
        Member.objects.bulk_create(people)
    with unit_of_work(shop.actor):
        for turn in range(10):
            Unit.objects.update(tier=f"tier {turn}")
            Member.objects.filter(email__startswith="p").update(title=f"Sales {turn}")
    with as_tenant(shop.tenant_id):
        clerk = Role.objects.get(code="clerk")
        admin = Role.objects.get(code="admin")
        for n in range(12):
            identity.create_token(f"Web shop {n}", "clerk")
    identity.invite_member(f"new@{shop.slug}.example", clerk.id, actor=shop.actor)
    identity.create_team("Evening shift 晚班", actor=shop.actor)
    return {
        "member": f"/settings/people/{people[7].id}",
        "member-edit": f"/settings/people/{people[7].id}/edit",
        "role": f"/settings/roles/{clerk.id}",
        "role-fixed": f"/settings/roles/{admin.id}",
    }


def see(desk: Desk, name: str, path: str) -> None:
    page = desk(path)
    check_accessible(page)
    look(page, name, alone=True)


def test_looking_after_people(desk: Desk, shop: Shop, crowd: dict[str, str]) -> None:
    pages = {
        **crowd,
        "people": "/settings/people",
        "people-invite": "/settings/people/invite",
        "invitations": "/settings/invitations",
        "roles": "/settings/roles",
        "teams": "/settings/teams",
        "units": "/settings/units",
        "tokens": "/settings/tokens",
        "token-new": "/settings/tokens/new",
        "audit": "/settings/history",
        "account": "/account/",
        "account-password": "/account/password/",
        "second-factor": "/account/second-factor/",
    }
    for name, path in pages.items():
        see(desk, name, path)


def test_an_empty_business(desk: Desk, shop: Shop) -> None:
    for name in ("people", "invitations", "teams", "units", "tokens", "history"):
        see(desk, f"empty-{name}", f"/settings/{name}")


def test_buttons_are_reached_on_a_phone(desk: Desk, crowd: dict[str, str]) -> None:
    page = desk("/settings/tokens")
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("button", name="Revoke").first.click()
    page.get_by_text("revoked").first.wait_for()


def test_a_token_is_shown_once(desk: Desk) -> None:
    page = desk("/settings/tokens/new")
    page.locator("input[name=name]").fill("Web shop")
    page.locator("form.form button[type=submit], form.form .button.main").first.click()
    page.locator("input.secret").wait_for()
    check_accessible(page)
    page.screenshot(path="build/screens/token-secret.png")


def test_the_hosts_console(desk: Desk, shop: Shop, other_shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    identity.set_host(shop.person.email, host=True)
    # Earlier tests founded thousands, and every row would be judged.
    monkeypatch.setattr(businesses, "list_tenants", lambda: list_tenants()[:50])
    reason = "ClashingColumns: label was string and is list<item: string>"
    park_text("lake", shop.tenant_id, shop.tenant_id, '{"name": "lamp.lit.v1"}', reason)
    pages = {
        "host": "/host/",
        "host-new": "/host/new",
        "host-business": f"/host/{shop.tenant_id}",
        "host-plans": "/host/plans",
        "host-plan-new": "/host/plans/new",
        "host-health": "/host/health",
        "host-mailbox": "/host/mailbox",
        "background-parked": "/background",
    }
    for name, path in pages.items():
        see(desk, name, path)


def test_the_way_in(page: Page, live_server: LiveServer, shop: Shop) -> None:
    with as_tenant(shop.tenant_id):
        clerk = Role.objects.get(code="clerk")
    _invite, secret = identity.invite_member(f"new@{shop.slug}.example", clerk.id, actor=shop.actor)
    pages = {
        "sign-in": "/sign-in/",
        "invitation": f"/join/{secret}/",
        "reset": "/password/reset/",
        "reset-sent": "/password/reset/sent/",
    }
    for name, path in pages.items():
        page.goto(live_server.url + path)
        check_accessible(page)
        look(page, name, alone=True)


def test_the_second_factor(desk: Desk, page: Page, live_server: LiveServer, shop: Shop) -> None:
    open_page = desk("/account/second-factor/app/")
    open_page.locator("input[type=password]").fill(shop.password)
    check_accessible(open_page)
    look(open_page, "second-factor-confirm")
    open_page.locator("input[type=password]").fill(shop.password)
    open_page.locator("main button[type=submit]").first.click()
    open_page.locator("input[name=code]").wait_for()
    check_accessible(open_page)
    look(open_page, "second-factor-app", whole=True)
    TOTP.activate(shop.person, "JBSWY3DPEHPK3PXP")
    see(desk, "second-factor-on", "/account/second-factor/")
    page.context.clear_cookies()
    page.goto(live_server.url + "/sign-in/")
    page.locator("input[name=login]").fill(shop.person.email)
    page.locator("input[name=password]").fill(shop.password)
    page.locator("form button[type=submit].main, main form button").first.click()
    page.locator("input[name=code]").first.wait_for()
    check_accessible(page)
    look(page, "second-factor-code")
