"""The kernel's own endpoints: who am I, members, roles, history."""

from typing import Any

from tests.house import ApiCaller, Shop

from rapport.kernel.identity.api import add_member, create_person


def add_clerk(shop: Shop, name: str = "Cleo") -> str:
    person = create_person(f"{name.lower()}@{shop.slug}.example", name)
    return str(add_member(shop.tenant_id, person, ["clerk"]).id)


def test_me_tells_who_calls_and_what_they_may(shop: Shop) -> None:
    me = ApiCaller(shop.tenant_id, scopes=("view:unit",)).get("/me").json()
    assert (me["kind"], me["business"]["currency"]) == ("token", "EUR")
    assert me["grants"] == [{"verb": "*", "kind": "*", "scope": "all"}]
    assert [grant["kind"] for grant in me["only"]] == ["unit"]


class TestMembers:
    def test_are_listed_by_name_page_by_page(self, shop: Shop, api: ApiCaller) -> None:
        for name in ("Zoe", "Bo", "Cy"):
            add_clerk(shop, name)
        first = api.get("/members?limit=2").json()
        rest = api.get(f"/members?limit=2&cursor={first['next']}").json()
        names = [line["name"] for line in (*first["items"], *rest["items"])]
        assert names == sorted(names)
        assert (len(names), rest["next"]) == (4, None)

    def test_are_changed_by_version(self, shop: Shop, api: ApiCaller) -> None:
        path = f"/members/{add_clerk(shop)}"
        etag = api.get(path)["ETag"]
        assert api.patch(path, {"title": "Head"}, If_Match=etag).json()["title"] == "Head"
        assert api.patch(path, {"title": "Late"}, If_Match=etag).status_code == 412

    def test_get_roles_and_lose_their_place(self, shop: Shop, api: ApiCaller) -> None:
        path = f"/members/{add_clerk(shop)}"
        roles = {role["code"]: role["id"] for role in api.get("/roles").json()["items"]}
        changed = api.call("PUT", f"{path}/roles", {"role_ids": [roles["analyst"]]})
        assert [role["name"] for role in changed.json()["roles"]] == ["Analyst"]
        assert api.post(f"{path}/suspend").json()["status"] == "suspended"
        assert api.post(f"{path}/restore").json()["status"] == "active"
        assert api.post(f"/members/{shop.actor.id}/suspend").status_code == 409
        grants = api.get(f"/roles/{roles['clerk']}").json()["grants"]
        assert {"verb": "view", "kind": "customer", "scope": "unit"} in grants

    def test_are_no_business_of_strangers_and_clerks(self, shop: Shop, other_shop: Shop) -> None:
        path = f"/members/{add_clerk(shop)}"
        stranger, clerk = ApiCaller(other_shop.tenant_id), ApiCaller(shop.tenant_id, role="clerk")
        for refused, status in ((stranger, 404), (clerk, 403)):
            assert refused.patch(path, {"title": "x"}).status_code == status
            assert refused.post(f"{path}/suspend").status_code == status


class TestAudit:
    def test_tells_before_and_after_page_by_page(self, shop: Shop, api: ApiCaller) -> None:
        unit = api.post("/units", {"name": "Old", "code": "u"}).json()
        api.patch(f"/units/{unit['id']}", {"name": "New"})
        seen: list[Any] = []
        path, after = f"/audit?subject_id={unit['id']}&limit=1", ""
        while after is not None:
            page = api.get(path + (f"&cursor={after}" if after else "")).json()
            seen += page["items"]
            after = page["next"]
        assert [line["what"] for line in seen] == ["update", "insert"]
        assert seen[0]["fields"]["name"] == {"before": "Old", "after": "New", "hidden": False}
        assert seen[0]["actor_id"] == str(api.token.id)

    def test_shows_a_stranger_nothing(self, shop: Shop, other_shop: Shop, api: ApiCaller) -> None:
        unit = api.post("/units", {"name": "Old", "code": "u"}).json()
        stranger = ApiCaller(other_shop.tenant_id)
        assert stranger.get(f"/audit?subject_id={unit['id']}").json()["items"] == []
        assert ApiCaller(shop.tenant_id, role="clerk").get("/audit").status_code == 403

    def test_checks_the_seals(self, api: ApiCaller) -> None:
        assert api.get("/audit/seals").json() == {"items": []}
