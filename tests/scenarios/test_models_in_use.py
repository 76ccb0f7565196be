"""Every model in use on one page: as its room tells it, within the reader's rights, with the way back."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from rapport.analytical.mood.models import MoodModel
from rapport.analytical.segmentation.models import Grouping
from rapport.customers.learnt import api as learnt
from rapport.customers.party.tests.facts import facts_of
from rapport.kernel.identity import api as identity
from rapport.kernel.tenancy.api import as_tenant
from tests.house import ApiCaller, Shop

ERRORS = {"texts": 400, "accuracy": 0.9, "macro_f1": 0.9, "majority": 0.6, "by_words": 0.7, "labels": []}


def _learn(number: int, state: str, **more: Any) -> MoodModel:
    at = timezone.now() - timedelta(days=30 - number)
    taught = {"texts": 400, "digest": "0"}
    told = {"aspect": "mood", "language": "en", "errors": ERRORS, "snapshot": taught, "labels": ["happy"]}
    return MoodModel.objects.create(number=number, state=state, as_of=at, **told, **more)


def test_each_model_is_told_with_its_rival_and_the_way_back(
    shop: Shop, api: ApiCaller, signed_in: Client, django_assert_max_num_queries: Any
) -> None:
    now = timezone.now()
    with as_tenant(shop.tenant_id):
        old = _learn(1, "retired", approved_at=now - timedelta(days=9))
        used = _learn(2, "approved", approved_at=now, approved_by_id=shop.actor.id)
        newer = _learn(3, "proposed")
        life = {"as_of": now, "method": "k_means", "clusters": 3, "customers": 500, "seed": 7}
        curve = [
            {
                **{"method": "k_means", "clusters": 3, "silhouette": 0.4, "stability": 0.9},
                **{"smallest": 0.2, "sound": True},
            }
        ]
        Grouping.objects.create(
            number=1, state="approved", code_version="1", curve=curve, drift=0.4, approved_at=now, **life
        )
    groups, mood = (api.get(f"/models/{key}").json() for key in ("groups", "mood-mood-en"))
    assert (mood["use"], mood["judged"]["naive"]) == ("in_use", 0.7)
    assert (mood["before"]["id"], mood["waiting"]["id"]) == (str(old.id), str(newer.id))
    assert mood["chosen_by"] == str(shop.actor.id)
    assert groups["drift"]["moved"] is True
    with django_assert_max_num_queries(25):
        page = signed_in.get("/models").content.decode()
    assert page.index("groups found in the data") < page.index("Go back to number 1")
    assert "Read rightly of texts held out 90.0%; by words 70.0%" in page
    answer = signed_in.post("/models/mood-mood-en/use", {"version": str(old.id)})
    assert answer.status_code in (200, 302)
    with as_tenant(shop.tenant_id):
        assert MoodModel.objects.get(state="approved").id == old.id
        assert MoodModel.objects.get(id=used.id).state == "retired"
    (fact,) = facts_of(shop.tenant_id, "model.chosen.v1")
    assert (fact["key"], fact["version_id"]) == ("mood-mood-en", str(old.id))


def test_what_is_not_there_or_not_yours_stays_as_it_is(shop: Shop, api: ApiCaller) -> None:
    with as_tenant(shop.tenant_id):
        _learn(1, "approved", approved_at=timezone.now())
        refused = _learn(2, "refused")
        person = identity.create_person(f"one@{shop.slug}.example", "One", "correct horse battery")
        clerk = identity.add_member(shop.tenant_id, person, ["analyst"])
        analyst = identity.get_member_actor(clerk.id)
        assert [one.key for one in learnt.list_models(analyst)] == ["mood-mood-en"]
    body = {"version_id": str(refused.id)}
    assert api.post("/models/mood-mood-en/use", body).status_code == 409
    assert api.post("/models/mood-mood-zh/use", body).status_code == 404
    assert api.post("/models/mood-mood-en/use", {"version_id": str(shop.tenant_id)}).status_code == 404
    assert api.post("/models/mood-mood-en/let-go").status_code == 409
    assert api.get("/models/nothing").status_code == 404
    assert facts_of(shop.tenant_id, "model.chosen.v1") == []
