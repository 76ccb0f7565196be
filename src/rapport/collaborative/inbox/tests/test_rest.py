"""Conversations for programs."""

from tests.house import ApiCaller, Shop

from rapport.collaborative.delivery.tests.post import account, received


def test_a_program_works_off_a_queue(shop: Shop, api: ApiCaller) -> None:
    found = received(account(shop))
    here = f"/conversations/{found.conversation_id}"
    (one,) = api.get("/conversations?queue=us&sort=due").json()["items"]
    assert (one["id"], one["match"]) == (str(found.conversation_id), "new")
    counted = {line["name"]: line["count"] for line in api.get("/conversations/queues").json()["items"]}
    assert (counted["us"], counted["mine"]) == (1, 0)
    (said,) = api.get(f"{here}/messages").json()["items"]
    assert (said["direction"], said["text"]) == ("in", "It has not come.")
    answer = api.post(f"{here}/messages", {"text": "It comes today.", "close": True})
    assert answer.status_code == 201
    assert api.get(here).json()["state"] == "closed"
    taken = api.post(f"{here}/messages/{answer.json()['id']}/withdraw")
    assert taken.json() == {"text": "It comes today."}
    assert api.post(f"{here}/messages/{answer.json()['id']}/withdraw").status_code == 404
    assert api.post(f"{here}/notes", {"body": "Ask the carrier."}).status_code == 201
    assert [one["body"] for one in api.get(f"{here}/notes").json()["items"]] == ["Ask the carrier."]
    changed = api.patch(here, {"state": "open", "tags": ["tea", "tea"]}).json()
    assert (changed["state"], changed["tags"]) == ("open", ["tea"])
    assert api.patch(here, {"team_id": str(found.message_id)}).status_code == 404
