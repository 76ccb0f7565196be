"""Landing pages and pop-ups for programs."""

import pytest
from tests.house import ApiCaller, Shop

from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.landing.operations.answering import count

pytestmark = pytest.mark.django_db(databases="__all__")


def test_a_program_makes_shows_and_measures_a_page(shop: Shop, api: ApiCaller) -> None:
    words = [{"language": "en", "title": "Tea news", "blocks": [{"kind": "text", "text": "Ten a year."}]}]
    made = api.post("/site-pieces", {"kind": "page", "name": "News", "words": words})
    assert made.status_code == 201, made.content
    here = f"/site-pieces/{made.json()['id']}"
    assert api.patch(here, {"slug": "tea-news"}).json()["slug"] == "tea-news"
    assert api.post(f"{here}/state", {"state": "live"}).json()["state"] == "live"
    second = [*words, {**words[0], "code": "B", "title": "Ten letters"}]
    assert len(api.call("PUT", f"{here}/words", {"words": second}).json()["words"]) == 2
    assert api.call("PUT", f"{here}/words", {"words": [*words, *words]}).status_code == 409
    from django.utils import timezone

    with as_tenant(shop.tenant_id):
        for _ in range(3):
            count(made.json()["id"], "A", "shown", timezone.now())
        count(made.json()["id"], "B", "shown", timezone.now())
    one, other = api.get(f"{here}/figures").json()["items"]
    assert (one["code"], one["shown"], one["rate"], one["sure"]) == ("A", 3, None, False)
    assert (other["code"], other["shown"]) == ("B", 1)
    assert [one["id"] for one in api.get("/site-pieces").json()["items"]] == [made.json()["id"]]
    wrong = api.patch(here, {"form_id": made.json()["id"]})
    assert wrong.status_code == 404
