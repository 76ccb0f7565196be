"""The card that says whether we may, the ledger behind it, and the dialogs."""

from django.test import Client
from tests.house import Shop

from rapport.customers.party.tests.people import enter

PART = {"HX-Request": "true"}
GIVEN = {
    "purpose": "newsletter",
    "channel": "email",
    "given": "yes",
    "origin": "self",
    "source": "",
    "proof": "form 7",
}


def test_a_statement_is_kept_turned_and_shown(signed_in: Client, shop: Shop) -> None:
    state = enter(shop, "Ada")
    card = f"/customers/{state.id}/may-we"
    assert "we may not" in signed_in.get(card, headers=PART).content.decode()
    kept = signed_in.post(f"/customers/{state.id}/consents/new", GIVEN, headers=PART)
    assert "consent-changed" in kept.headers["HX-Trigger"]
    assert 'data-tone="good"' in signed_in.get(card, headers=PART).content.decode()
    turn = {"purpose": "newsletter", "channel": "email", "contact": "", "given": "0"}
    turned = signed_in.post(f"/customers/{state.id}/consents/turn", turn, headers=PART)
    assert 'data-tone="bad"' in turned.content.decode()
    ledger = signed_in.get(f"/customers/{state.id}/consents").content.decode()
    assert "form 7" in ledger
    assert ledger.count('data-tone="good"') == ledger.count('data-tone="bad"') == 1


def test_a_wrong_purpose_is_refused(signed_in: Client, shop: Shop) -> None:
    state = enter(shop, "Ada")
    answer = signed_in.post(
        f"/customers/{state.id}/consents/new", {**GIVEN, "purpose": "Two words"}, headers=PART
    )
    assert answer.status_code == 422
    assert 'id="id_purpose_error"' in answer.content.decode()


def test_wishes_are_kept(signed_in: Client, shop: Shop) -> None:
    state = enter(shop, "Ada")
    wishes = {
        "do_not_contact": "on",
        "preferred_channel": "phone",
        "quiet_from": "21:00",
        "quiet_to": "08:00",
    }
    assert signed_in.post(f"/customers/{state.id}/wishes", wishes, headers=PART).status_code == 204
    page = signed_in.get(f"/customers/{state.id}").content.decode()
    assert "Do not contact" in page
    assert "21:00–08:00" in page


def test_a_strangers_customer_is_none(signed_in: Client, other_shop: Shop) -> None:
    state = enter(other_shop, "Ada")
    for path in ("may-we", "consents", "wishes"):
        assert signed_in.get(f"/customers/{state.id}/{path}", headers=PART).status_code == 404
    assert signed_in.post(f"/customers/{state.id}/consents/new", GIVEN, headers=PART).status_code == 404
