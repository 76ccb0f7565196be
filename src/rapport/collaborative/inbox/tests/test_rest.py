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
    assert api.get(f"{here}/decisions").json() == {"items": []}
    assert api.call("PUT", f"{here}/block", {"blocked": True}).status_code == 409


def test_a_program_sets_replies_rules_and_agents(shop: Shop, api: ApiCaller) -> None:
    text = {"name": "Coming", "shortcut": "coming", "text": "Dear {{first_name|friend}}, it comes."}
    reply = api.post("/canned-replies", text)
    assert reply.status_code == 201
    for wrong in ({**text, "shortcut": "other", "text": "{{no}}"}, text, {**text, "own": True}):
        assert api.post("/canned-replies", wrong).status_code == 409
    at = f"/canned-replies/{reply.json()['id']}"
    changed = api.patch(at, {"shortcut": "发货"}, If_Match=reply["ETag"])
    assert (changed.json()["shortcut"], changed.json()["name"]) == ("发货", "Coming")
    assert api.patch(at, {"name": "Late"}, If_Match=reply["ETag"]).status_code == 412
    assert api.delete(at).status_code == 204
    assert api.get("/canned-replies").json()["items"] == []

    rule = {"name": "Letters", "condition": "channel:is:email", "tag": "letter"}
    assert api.post("/routing-rules", {**rule, "condition": "no:is:x"}).status_code == 409
    assert api.post("/routing-rules", {**rule, "team_id": str(shop.tenant_id)}).status_code == 404
    last = api.post("/routing-rules", {"name": "Rest", "position": 9}).json()
    first = api.post("/routing-rules", rule).json()
    assert [one["id"] for one in api.get("/routing-rules").json()["items"]] == [first["id"], last["id"]]
    at = f"/routing-rules/{last['id']}"
    assert api.patch(at, {"active": False}).json()["name"] == "Rest"
    assert api.delete(at).status_code == 204

    at = f"/agents/{shop.actor.member_id}"
    assert (api.get(at).json()["given"], api.delete(at).status_code) == (False, 404)
    brought = {"skills": ["tea"], "languages": ["en", "zh"], "most": 5}
    assert api.call("PUT", at, brought).json()["version"] == 1
    assert api.call("PUT", at, brought, If_Match='"0"').status_code == 412
    received(account(shop))
    (one,) = api.get("/agents").json()["items"]
    assert (one["skills"], one["open"], one["given"]) == (["tea"], 0, True)
    assert api.delete(at).status_code == 204
