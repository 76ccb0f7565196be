"""Who comes by a QR code is answered like who typed the keyword, and counted apart, asked twice or not."""

from uuid import UUID

from django.test import Client
from tests.house import ApiCaller, Shop

from rapport.collaborative.logic.contracts import Then
from rapport.collaborative.logic.operations.editing import rest_service
from rapport.collaborative.logic.rules.codes import read_sign, write_code
from rapport.collaborative.logic.tests.answering import live, number, sent
from rapport.collaborative.mobile.tests.centre import ADA, NUMBER
from rapport.customers.consent.api import ConsentLine, list_consents
from rapport.customers.party.tests.people import enter
from rapport.kernel.tenancy.api import as_tenant


def _consents(shop: Shop, party_id: UUID) -> list[ConsentLine]:
    with as_tenant(shop.tenant_id):
        return list_consents(party_id, actor=shop.actor)


def test_the_sign_is_read_off_and_nothing_else() -> None:
    assert write_code(NUMBER, "TEA") == f"SMSTO:{NUMBER}:TEA QR"
    assert read_sign("TEA QR") == ("TEA", "qr")
    assert read_sign("TEA QR \n") == ("TEA", "qr")
    for typed in ("TEA", "QR", " QR", "TEAQR", "tea qr", "QR TEA"):
        assert read_sign(typed) == (typed, "")


def test_the_way_is_kept_with_the_consent(
    shop: Shop, other_shop: Shop, signed_in: Client, api: ApiCaller
) -> None:
    place = number(shop)
    line = live(shop, "Tea", "tea", then=Then(answer="Welcome!", purpose="newsletter", confirm="Sure?"))
    live(shop, "News", "news", then=Then(answer="News: {{rest}}.", instead="News.", purpose="marketing"))
    ada, bo = enter(shop, "Ada", ADA), enter(shop, "Bo", "+4917600000002")
    assert sent(shop, place, "TEA QR", "1") == ["Sure?"]
    assert sent(shop, place, "yes", "2") == ["Sure?", "Welcome!"]
    assert sent(shop, place, "NEWS QR", "3", sender="+4917600000002") == ["News."]
    sent(shop, place, "news", "4", sender=ADA)
    ways = {
        (one.purpose, one.way)
        for party in (ada, bo)
        for one in _consents(shop, party.id)
        if one.channel == "sms"
    }
    assert ways == {("newsletter", "qr"), ("marketing", "qr"), ("marketing", "keyword")}
    (code,) = api.get(f"/answer-services/{line.id}/qr-codes").json()["items"]
    assert code["content"] == f"SMSTO:{NUMBER}:TEA QR"
    page = signed_in.get(f"/answers/{line.id}").content.decode()
    address = f"/answers/{line.id}/qr/{place.id}/tea"
    assert f'src="{address}"' in page
    picture = signed_in.get(address)
    assert picture["Content-Type"] == "image/svg+xml"
    assert picture.content.startswith(b"<svg")
    assert signed_in.get(f"/answers/{line.id}/qr/{place.id}/coffee").status_code == 404
    foreign = live(other_shop, "Tea", "tea")
    assert signed_in.get(f"/answers/{foreign.id}/qr/{place.id}/tea").status_code == 404
    rest_service(line.id, actor=shop.actor)
    assert signed_in.get(address).status_code == 404
