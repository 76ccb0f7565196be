"""Consent over the API."""

from tests.house import ApiCaller, Shop

from rapport.customers.party.tests.people import enter
from rapport.kernel.ids import new_id

STATEMENT = {"purpose": "newsletter", "channel": "email", "given": True, "origin": "self", "proof": "Form 7"}


def test_statements_add_up_to_a_permission(api: ApiCaller, shop: Shop) -> None:
    path = f"/customers/{enter(shop).id}/consents"
    ask = f"{path}/may?purpose=newsletter&channel=email"
    assert api.get(ask).json() == {"allowed": False, "reason": "no-consent"}
    assert api.post(path, STATEMENT).status_code == 201
    assert api.get(ask).json() == {"allowed": True, "reason": "allowed"}
    api.post(path, {**STATEMENT, "given": False})
    assert api.get(ask).json()["reason"] == "withdrawn"
    assert [one["given"] for one in api.get(path).json()["items"]] == [False]
    assert [one["given"] for one in api.get(f"{path}/ledger").json()["items"]] == [False, True]


def test_refuses_what_is_no_statement(api: ApiCaller, shop: Shop, other_shop: Shop) -> None:
    path = f"/customers/{enter(shop).id}/consents"
    wrongs = ({"purpose": "News!"}, {"channel": "pigeon"}, {"at": "2999-01-01T00:00:00Z"}, {"at": 5})
    for wrong in wrongs:
        assert api.post(path, {**STATEMENT, **wrong}).status_code == 422
    for who in (enter(other_shop).id, new_id()):
        assert api.post(f"/customers/{who}/consents", STATEMENT).status_code == 404
        assert api.get(f"/customers/{who}/consents/ledger").status_code == 404


def test_wishes_are_kept_whole(api: ApiCaller, shop: Shop) -> None:
    path = f"/customers/{enter(shop).id}/preferences"
    wishes = {"preferred_channel": "sms", "quiet_from": "22:00:00", "quiet_to": "08:00:00"}
    kept = api.call("PUT", path, wishes).json()
    assert kept == {**wishes, "zone": "", "do_not_contact": False} == api.get(path).json()
    assert api.call("PUT", path, {"quiet_from": "22:00"}).status_code == 422
