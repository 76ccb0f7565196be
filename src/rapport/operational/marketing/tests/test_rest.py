"""/campaigns for programs: made, written, scheduled, measured; strangers see nothing."""

from tests.house import ApiCaller, Shop

from rapport.collaborative.delivery.tests.post import account
from rapport.operational.marketing.tests.selling import people, run_job

LETTERS = {"letters": [{"subject": "Tea", "blocks": [{"kind": "text", "text": "Dear {{name}}, look."}]}]}


def test_a_campaign_goes_out_and_is_measured(api: ApiCaller, shop: Shop) -> None:
    people(shop, 4)
    body = {"name": "Spring", "account_id": str(account(shop).id), "hold_out": 50}
    made = api.post("/campaigns", body)
    assert made.status_code == 201, made.content
    path = f"/campaigns/{made.json()['id']}"
    assert api.call("put", f"{path}/letters", LETTERS).json()["variants"][0]["subject"] == "Tea"
    assert api.get(f"{path}/reach").json()["items"] == [{"state": "planned", "reason": "", "count": 4}]
    assert api.get(f"{path}/effect").status_code == 409
    sent = api.post(f"{path}/schedule", {})
    assert sent.json()["state"] == "scheduled"
    assert api.patch(path, {"hold_out": 0}).status_code == 409
    assert api.patch(path, {"goal": "Tell"}).json()["goal"] == "Tell"
    run_job(shop, made.json()["id"])
    effect = api.get(f"{path}/effect").json()
    compared = api.get(f"{path}/letters/compared").json()["items"]
    assert [(one["code"], one["rate"], one["sure"]) for one in compared] == [("A", None, False)]
    assert compared[0]["people"] == effect["treated"]["people"]
    assert effect["treated"]["people"] + effect["held_out"]["people"] == 4
    assert [one["id"] for one in api.get("/campaigns?state=done").json()["items"]] == [made.json()["id"]]


def test_what_is_wrong_is_named(api: ApiCaller, other_shop: Shop) -> None:
    strange = {"name": "Spring", "account_id": str(account(other_shop).id)}
    assert api.post("/campaigns", strange).status_code == 404
    wrong = api.post("/campaigns", {"name": "Spring", "audience": {"version": 1, "where": {"field": "x"}}})
    assert wrong.status_code == 409
    path = f"/campaigns/{api.post('/campaigns', {'name': 'Spring'}).json()['id']}"
    bad = {
        "letters": [{"subject": "Tea", "blocks": [{"kind": "button", "text": "Go", "url": "javascript:x"}]}]
    }
    assert "blocks.0" in api.call("put", f"{path}/letters", bad).content.decode()
    assert api.post(f"{path}/schedule", {}).status_code == 422
