"""Texts come in, are read, teach, and tell customers' pages: through the doors programs and members use."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.house import ApiCaller, Shop

from rapport.analytical.mood.api.learning import learn_reading, read_due
from rapport.analytical.mood.models import CustomerMood, MoodText
from rapport.analytical.mood.queries.texts import list_reached
from rapport.analytical.mood.tests.test_rules import draw_pairs
from rapport.kernel.identity import api as identity
from rapport.kernel.tenancy.api import as_tenant


def _customer(api: ApiCaller) -> str:
    made = api.post("/customers", {"kind": "person", "given_name": "Ann", "family_name": "Lee"})
    return str(made.json()["id"])


def _review(number: int, text: str, **more: Any) -> dict[str, Any]:
    at = timezone.now().isoformat()
    return {"external_id": f"r{number}", "system": "shop", "text": text, "at": at, **more}


def _write(api: ApiCaller, *rows: dict[str, Any]) -> Any:
    return api.post("/mood/texts/bulk", {"mode": "upsert", "rows": list(rows)}).json()


def test_reviews_are_read_and_tell_the_customers_page(
    shop: Shop, api: ApiCaller, signed_in: Client, django_assert_max_num_queries: Any
) -> None:
    customer = _customer(api)
    answer = _write(
        api,
        _review(1, "The pot came broken, terrible packaging.", customer_id=customer, sku="POT"),
        _review(2, "Lovely tea, thank you!", sku="TEA"),
        _review(3, "Lovely", customer_id=str(shop.tenant_id)),
        _review(2, "twice"),
        {"external_id": "r4", "text": "no moment"},
    )
    assert (answer["created"], answer["rejected"]) == (2, 3)
    assert read_due(actor=shop.actor) == 2
    assert read_due(actor=shop.actor) == 0
    told = api.get(f"/mood/customers/{customer}").json()
    assert (told["mood"], told["topic"], told["texts"]) == ("unhappy", "quality", 1)
    first = api.get("/mood/texts?mood=unhappy").json()["items"][0]
    assert first["sku"] == "POT"
    with django_assert_max_num_queries(25):
        page = signed_in.get("/mood").content.decode()
    assert "Share of unhappy" in page
    assert "The pot came broken" in page
    with django_assert_max_num_queries(25):
        assert "POT" in signed_in.get("/mood/texts?mood=unhappy&topic=quality").content.decode()
    card = signed_in.get(f"/customers/{customer}/cards/mood").content.decode()
    assert "Unhappy" in card
    assert f'href="/mood/texts/{first["id"]}"' in card
    assert "The pot came" in signed_in.get(f"/mood/texts/{first['id']}").content.decode()
    found = api.get("/customers?filter=mood:any_of:unhappy").json()["items"]
    assert [one["id"] for one in found] == [customer]
    same = _write(api, _review(2, "Lovely tea, thank you!", sku="TEA") | {"at": first["at"]})
    assert same["updated"] == 1
    assert api.get(f"/mood/customers/{shop.tenant_id}").status_code == 404


def test_what_a_member_corrects_stays_and_teaches(shop: Shop, api: ApiCaller, signed_in: Client) -> None:
    customer = _customer(api)
    _write(api, _review(1, "Well, what can I say about this tea", customer_id=customer))
    read_due(actor=shop.actor)
    (one,) = api.get("/mood/texts").json()["items"]
    answer = signed_in.post(f"/mood/texts/{one['id']}", {"mood": "unhappy", "topic": "", "intent": ""})
    assert answer.status_code in (200, 302)
    with as_tenant(shop.tenant_id):
        MoodText.objects.update(read_at=None)
    read_due(actor=shop.actor)
    again = api.get(f"/mood/texts/{one['id']}").json()
    assert (again["mood"], again["corrected"]) == ("unhappy", True)
    (own,) = api.get("/mood/sets").json()["items"]
    assert own["labels"] == {"unhappy": 1}
    with as_tenant(shop.tenant_id):
        assert CustomerMood.objects.get().unhappy == 1


def test_a_correction_lands_on_what_was_seen(shop: Shop, api: ApiCaller) -> None:
    _write(api, _review(1, "Well, what can I say about this tea"))
    read_due(actor=shop.actor)
    at = f"/mood/texts/{api.get('/mood/texts').json()['items'][0]['id']}"
    seen = api.get(at)["ETag"]
    changed = api.patch(at, {"mood": "unhappy"}, If_Match=seen)
    assert (changed.status_code, changed.json()["mood"]) == (200, "unhappy")
    assert api.patch(at, {"mood": "happy"}, If_Match=seen).status_code == 412
    assert api.get(at).json()["mood"] == "unhappy"
    assert api.patch(at, {"mood": "happy"}, If_Match=changed["ETag"]).status_code == 200


def test_a_model_is_learnt_approved_and_reads(shop: Shop, api: ApiCaller, signed_in: Client) -> None:
    texts, labels = draw_pairs()
    lines = "\n".join(f"{text},{label}" for text, label in zip(texts, labels, strict=True))
    file = SimpleUploadedFile("set.csv", f"text,label\n{lines}".encode())
    body = {"name": "Zorps", "aspect": "mood", "language": "en", "file": file}
    assert signed_in.post("/mood/sets/new", body).status_code in (200, 302)
    learn_reading("mood", "en", actor=shop.actor)
    (model,) = api.get("/mood/models").json()["items"]
    assert (model["state"], model["errors"]["accuracy"] > 0.9) == ("proposed", True)
    _write(api, _review(1, "such a zorp of a teapot it is"))
    read_due(actor=shop.actor)
    assert api.get("/mood/texts").json()["items"][0]["reader"] == "words"
    assert api.post(f"/mood/models/{model['id']}/approve").status_code == 204
    read_due(actor=shop.actor)
    (one,) = api.get("/mood/texts").json()["items"]
    assert (one["mood"], one["reader"]) == ("unhappy", "1")
    assert "Zorps" in signed_in.get("/mood/models").content.decode()
    learn_reading("intent", "zh", actor=shop.actor)
    refused = api.get("/mood/models").json()["items"][0]
    assert refused["refusal"] == "one-class"
    assert api.post(f"/mood/models/{refused['id']}/approve").status_code == 409


def test_bad_sets_are_refused_with_a_word(shop: Shop, api: ApiCaller, signed_in: Client) -> None:
    made = api.post("/mood/sets", {"name": "Mine", "aspect": "mood", "language": "en"})
    at = f"/mood/sets/{made.json()['id']}/texts"
    assert api.post("/mood/sets", {"name": "Mine", "aspect": "mood", "language": "en"}).status_code == 409
    assert api.post(at, {"texts": [{"text": " <br> ", "label": "happy"}]}).status_code == 422
    assert api.post(at, {"texts": [{"text": "Fine", "label": "great"}]}).status_code == 422
    assert api.post(at, {"texts": [{"text": "Fine", "label": "happy"}] * 2}).json() == {"taken": 1}
    file = SimpleUploadedFile("set.csv", b"\xff\xfe\x00nothing")
    body = {"name": "Other", "aspect": "mood", "language": "en", "file": file}
    page = signed_in.post("/mood/sets/new", body)
    assert page.status_code == 422


def test_whoever_sees_a_part_sees_no_others(shop: Shop, api: ApiCaller) -> None:
    _write(api, _review(1, "Lovely tea, thank you!"))
    read_due(actor=shop.actor)
    with as_tenant(shop.tenant_id):
        north = identity.create_unit("North", "north")
    person = identity.create_person(f"clerk@{shop.slug}.example", "Clerk", "correct horse battery")
    member = identity.add_member(shop.tenant_id, person, ["clerk"], unit_id=north.id)
    with as_tenant(shop.tenant_id):
        assert not list_reached(identity.get_member_actor(member.id)).exists()


@pytest.mark.parametrize(
    "text", ["😀", "x" * 100_000, "<div></div>", "\ud7ff", "mixed 中文 and English words"]
)
def test_odd_texts_are_taken_and_read(shop: Shop, api: ApiCaller, text: str) -> None:
    assert _write(api, _review(1, text))["created"] == 1
    assert read_due(actor=shop.actor) == 1
