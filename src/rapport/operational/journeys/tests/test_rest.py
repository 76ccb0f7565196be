"""/journeys for programs: made, drawn, put live, entered, read."""

from tests.house import ApiCaller, Shop

from rapport.operational.journeys.tests.walking import people, walk

STEPS = {
    "steps": [
        {"id": "n1", "kind": "entry", "settings": {"trigger": "program"}, "after": {"next": "n2"}},
        {"id": "n2", "kind": "wait", "settings": {"amount": 2, "unit": "days"}, "after": {"next": "n3"}},
        {"id": "n3", "kind": "exit"},
    ]
}


def test_a_journey_is_drawn_and_walked(api: ApiCaller, shop: Shop) -> None:
    (one,) = people(shop, 1)
    made = api.post("/journeys", {"name": "Welcome"})
    assert made.status_code == 201, made.content
    path = f"/journeys/{made.json()['id']}"
    assert api.call("put", f"{path}/graph", STEPS).json()["flaws"] == {}
    assert api.post(f"{path}/enter", {"customer_id": str(one)}).status_code == 409
    assert api.post(f"{path}/publish", {}).json()["live"] == 1
    assert api.post(f"{path}/enter", {"customer_id": str(one)}).json() == {"entered": True}
    assert api.post(f"{path}/enter", {"customer_id": str(one)}).json() == {"entered": False}
    walk(shop)
    counted = {row["step"]: row["here"] for row in api.get(f"{path}/steps").json()["items"]}
    assert counted == {"n1": 0, "n2": 1, "n3": 0}
    (row,) = api.get(f"{path}/people").json()["items"]
    assert (row["customer_id"], row["step"], row["path"]) == (str(one), "n2", ["n1", "n2"])
    assert api.post(f"{path}/stop").json()["state"] == "stopped"


def test_what_is_wrong_is_named_with_its_step(api: ApiCaller, shop: Shop) -> None:
    path = f"/journeys/{api.post('/journeys', {'name': 'Welcome'}).json()['id']}"
    bad = {"steps": [STEPS["steps"][0], {"id": "n2", "kind": "wait", "settings": {"colour": "red"}}]}
    refused = api.call("put", f"{path}/graph", bad)
    assert refused.status_code == 409 and "n2.colour" in refused.content.decode()
    bad["steps"][1] = {"id": "n2", "kind": "branch", "after": {"yes": "n1"}}
    assert set(api.call("put", f"{path}/graph", bad).json()["flaws"]) == {"n2"}
    assert api.post(f"{path}/publish", {}).status_code == 409
