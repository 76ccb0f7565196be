"""Merging over the API."""

from tests.house import ApiCaller, Shop

from rapport.customers.party.tests.people import enter
from rapport.kernel.ids import new_id


def test_two_become_one_and_part_again(api: ApiCaller, shop: Shop) -> None:
    ada, twin = enter(shop, "Ada", "ada@x.org"), enter(shop, "A. L.", "ada@x.org", city="London")
    path = f"/customers/{ada.id}"
    (likely,) = api.get(f"{path}/duplicates").json()["items"]
    assert likely["customer_id"] == str(twin.id)
    stale = api.post(f"{path}/merge", {"merged_id": str(twin.id)}, If_Match='"9"')
    assert stale.status_code == 412
    merge = api.post(f"{path}/merge", {"merged_id": str(twin.id), "take": ["name"]}).json()
    assert (api.get(path).json()["name"], api.get(path).json()["city"]) == ("A. L.", "London")
    assert [one["id"] for one in api.get(f"{path}/merges").json()["items"]] == [merge["id"]]
    assert api.post(f"/merges/{merge['id']}/undo").json()["undone_at"]
    assert api.get(path).json()["name"] == "Ada"
    assert api.post(f"/merges/{merge['id']}/undo").status_code == 409


def test_refuses_nonsense_and_strangers(api: ApiCaller, shop: Shop, other_shop: Shop) -> None:
    ada, theirs = enter(shop).id, enter(other_shop).id
    assert api.post(f"/customers/{ada}/merge", {"merged_id": str(ada)}).status_code == 422
    for who in (theirs, new_id()):
        assert api.post(f"/customers/{ada}/merge", {"merged_id": str(who)}).status_code == 404
        assert api.post(f"/customers/{who}/merge", {"merged_id": str(ada)}).status_code == 404
    assert api.post(f"/merges/{new_id()}/undo").status_code == 404


def test_the_shop_chooses_by_which_keys_records_meet(api: ApiCaller) -> None:
    rules = api.get("/match-rules").json()["items"]
    assert [rule["key"] for rule in rules if rule["enabled"]] == ["external_id", "email"]
    for rule in rules:
        rule["enabled"] = rule["key"] == "phone"
    kept = api.call("PUT", "/match-rules", {"rules": rules}).json()
    assert kept == api.get("/match-rules").json() == {"items": rules}
