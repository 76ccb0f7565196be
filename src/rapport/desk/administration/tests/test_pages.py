"""The pages of administration: drawn, working, few questions to the database, nothing hidden shown."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.house import Shop

from rapport.customers.party.api import update_customer
from rapport.customers.party.tests.people import enter
from rapport.kernel.identity import api as identity
from rapport.kernel.identity.api import FieldRule, Grant
from rapport.kernel.mail.api import list_mail
from rapport.kernel.tenancy.api import as_tenant


def role_id(shop: Shop, code: str) -> str:
    with as_tenant(shop.tenant_id):
        return str(next(role.id for role in identity.list_role_names() if role.code == code))


@pytest.mark.parametrize(
    "path",
    [
        *("/settings/people", "/settings/people/invite", "/settings/invitations", "/settings/roles"),
        *("/settings/roles/new", "/settings/teams", "/settings/teams/new", "/settings/units"),
        *(
            "/settings/units/new",
            "/settings/tokens",
            "/settings/tokens/new",
            "/settings/history",
            "/account/",
        ),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_page_is_drawn_with_few_questions(
    signed_in: Client, shop: Shop, path: str, language: str, django_assert_max_num_queries: Any
) -> None:
    shop.person.locale = language
    shop.person.save()
    with django_assert_max_num_queries(16):
        response = signed_in.get(path)
    assert response.status_code == 200
    assert f'lang="{language}"' in response.content.decode()


class TestPeople:
    def test_are_invited_by_mail_and_join(self, signed_in: Client, shop: Shop) -> None:
        address = f"new@{shop.slug}.example"
        values = {"email": address, "name": "New One", "role": role_id(shop, "clerk"), "unit": ""}
        assert signed_in.post("/settings/people/invite", values)["Location"] == "/settings/invitations"
        assert address in signed_in.get("/settings/invitations").content.decode()
        letter = next(line for line in list_mail() if line.to == address)
        (link,) = re.findall(r"http://testserver(/join/\S+)", letter.text)
        new = Client()
        assert new.post(link, {"name": "New One", "password": "a long enough phrase"})["Location"] == "/"
        assert "New One" in signed_in.get("/settings/people?q=new").content.decode()
        assert new.get("/settings/people").status_code == 200, "a clerk may see colleagues"
        assert new.get("/settings/tokens").status_code == 403

    def test_refusals_stand_beside_the_form(self, signed_in: Client, shop: Shop) -> None:
        values = {"email": shop.person.email, "role": role_id(shop, "clerk")}
        response = signed_in.post("/settings/people/invite", values)
        assert response.status_code == 409
        assert "Works here already." in response.content.decode()

    def test_are_changed_suspended_and_given_roles(
        self, signed_in: Client, shop: Shop, client_of: Callable[[Any], Client]
    ) -> None:
        person = identity.create_person(f"c@{shop.slug}.example", "Cle Rk")
        member = identity.add_member(shop.tenant_id, person, ["clerk"])
        page = f"/settings/people/{member.id}"
        signed_in.post(f"{page}/edit", {"name": "Clara Rk", "title": "Counter", "unit": ""})
        signed_in.post(f"{page}/roles", {"role": [role_id(shop, "analyst")]})
        content = signed_in.get(page).content.decode()
        assert "Clara Rk" in content
        assert "Counter" in content
        assert "Cle Rk → Clara Rk" in content
        browser = client_of(member)
        assert browser.get("/settings/people").status_code == 200
        signed_in.post(f"{page}/status", {"status": "suspended"})
        assert browser.get("/settings/people").status_code == 403


class TestRoles:
    def test_take_the_table_of_rights(self, signed_in: Client, shop: Shop) -> None:
        signed_in.post("/settings/roles/new", {"name": "Warehouse", "like": ""})
        role = role_id(shop, "warehouse")
        signed_in.post(f"/settings/roles/{role}/rights", {"view:order": "3", "edit:nonsense": "5"})
        with as_tenant(shop.tenant_id):
            _line, grants, _rules = identity.get_role(__import__("uuid").UUID(role), shop.actor)
        assert [(grant.verb, grant.kind, int(grant.scope)) for grant in grants] == [("view", "order", 3)]
        assert signed_in.get(f"/settings/roles/{role}").status_code == 200
        signed_in.post(f"/settings/roles/{role}/remove")
        assert signed_in.get(f"/settings/roles/{role}").status_code == 404

    def test_built_in_ones_are_called_in_the_readers_language(self, signed_in: Client) -> None:
        assert "Administrator" in signed_in.get("/settings/roles").content.decode()
        signed_in.post("/language", {"language": "zh-hans"})
        for page in ("/settings/roles", "/settings/people"):
            shown = signed_in.get(page).content.decode()
            assert "管理员" in shown
            assert "Administrator" not in shown

    def test_the_administrators_stays(self, signed_in: Client, shop: Shop) -> None:
        role = role_id(shop, "admin")
        assert signed_in.post(f"/settings/roles/{role}/rights", {}).status_code == 403


class TestTokens:
    def test_are_shown_once(self, signed_in: Client, shop: Shop) -> None:
        values = {"name": "web shop", "role": "clerk", "scopes": "view:order", "expires_at": "2099-01-01"}
        content = signed_in.post("/settings/tokens/new", values).content.decode()
        (secret,) = re.findall(r"rpt_[\w-]{20,}", content)
        assert identity.find_token(secret) is not None
        listed = signed_in.get("/settings/tokens").content.decode()
        assert secret not in listed
        (token,) = re.findall(r"/settings/tokens/([0-9a-f-]{36})/revoke", listed)
        signed_in.post(f"/settings/tokens/{token}/revoke")
        assert identity.find_token(secret) is None


class TestUnitsAndTeams:
    def test_are_made_moved_and_removed(self, signed_in: Client, shop: Shop) -> None:
        signed_in.post("/settings/units/new", {"name": "North", "code": "n", "tier": "province", "unit": ""})
        with as_tenant(shop.tenant_id):
            (north,) = identity.list_unit_tree(shop.actor)
        wrong = {"name": "North", "code": "n", "tier": "", "unit": str(north.id)}
        assert signed_in.post(f"/settings/units/{north.id}", wrong).status_code == 409
        assert signed_in.post(f"/settings/units/{north.id}/remove").status_code == 302
        signed_in.post("/settings/teams/new", {"name": "Night"})
        with as_tenant(shop.tenant_id):
            (team,) = identity.list_teams(shop.actor)
        signed_in.post(f"/settings/teams/{team.id}", {"members": [str(shop.actor.id)]})
        assert "Ada Teahouse" in signed_in.get("/settings/teams").content.decode()


class TestHistory:
    def test_tells_who_what_and_from_where(self, signed_in: Client, shop: Shop) -> None:
        signed_in.post("/settings/teams/new", {"name": "Night"}, REMOTE_ADDR="192.0.2.7")
        content = signed_in.get("/settings/history?table=team").content.decode()
        assert "Ada Teahouse" in content
        assert "192.0.2.7 · /settings/teams/new" in content

    def test_calls_what_changed_as_people_do(self, signed_in: Client, shop: Shop) -> None:
        ada = enter(shop, "Ada Lovelace")
        update_customer(ada.id, {"city": "Bath"}, actor=shop.actor)
        signed_in.post("/language", {"language": "zh-hans"})
        content = signed_in.get("/settings/history?table=party&op=U").content.decode()
        assert "<b>城市</b>" in content
        assert "last_touch_at" not in content

    def test_is_paged_by_the_last_one_seen(self, signed_in: Client, shop: Shop) -> None:
        for number in range(55):
            identity.create_team(f"Team {number}", actor=shop.actor)
        first = signed_in.get("/settings/history?table=team").content.decode()
        (more,) = set(re.findall(r'after=([^"&]+)"', first))
        rest = signed_in.get(f"/settings/history?table=team&after={more}").content.decode()
        assert (first.count("<tr data-"), rest.count("<tr data-")) == (50, 5)

    def test_hides_what_a_role_may_not_see(self, shop: Shop, client_of: Callable[[Any], Client]) -> None:
        role = identity.create_role("Auditor", actor=shop.actor)
        identity.set_grants(role.id, [Grant("view", "audit")], actor=shop.actor)
        identity.set_field_rules(role.id, [FieldRule("member", "title", "hidden")], actor=shop.actor)
        person = identity.create_person(f"a@{shop.slug}.example", "Au Ditor")
        auditor = identity.add_member(shop.tenant_id, person, [role.code])
        identity.change_member(auditor.id, {"title": "canary-title"}, actor=shop.actor)
        content = client_of(auditor).get("/settings/history?table=member").content.decode()
        assert "canary-title" not in content
        assert "•••" in content


def test_ones_own_account_takes_zone_and_language(signed_in: Client, shop: Shop) -> None:
    values = {"name": "Ada L", "zone": "Asia/Shanghai", "locale": "zh-hans"}
    assert signed_in.post("/account/", values)["Location"] == "/account/"
    shop.person.refresh_from_db()
    assert (shop.person.name, shop.person.zone, shop.person.locale) == ("Ada L", "Asia/Shanghai", "zh-hans")
