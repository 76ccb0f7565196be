"""A customer with something on every card: few queries; names of any length, script and sign."""

import re
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from tests.house import ApiCaller, Shop

from rapport.analytical.value.api import recount_worth
from rapport.customers.consent.api import ConsentDraft, record_consent
from rapport.customers.likeness.models import LikelyPair, LikenessSearch
from rapport.customers.party.api import AddressDraft, ExternalIdDraft, add_relation, update_customer
from rapport.customers.party.tests.people import enter, unit
from rapport.customers.timeline.api import (
    CUSTOMER,
    Subject,
    TaskDraft,
    add_note,
    add_task,
    attach_file,
    log_contact,
)
from rapport.kernel.blobs.api import store_blob
from rapport.kernel.errors import Invalid
from rapport.kernel.fields.api import Choice, define_field
from rapport.kernel.identity.models import Member
from rapport.kernel.ids import new_id
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.orders.api import NewLine, NewOrder, place_order
from rapport.ui.registry import CARDS

MOST_QUERIES = 25
LONG = "名" * 10_000


def test_every_card_is_filled_by_few_queries(
    signed_in: Client, shop: Shop, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with as_tenant(shop.tenant_id):
        other = Member.objects.create(person_id=new_id(), name="Ann Lee", email="ann@x.org").id
        define_field("customer", "tea", "Tea", "choice", choices=[Choice("g", "Green")], actor=shop.actor)
    firm = enter(shop, "Engines Ltd", kind="company")
    ada = enter(
        shop,
        "Ada Lovelace",
        "ada@example.com",
        "+44 20 7946 0958",
        unit_id=unit(shop, "north"),
        owner_id=other,
        tags=("vip",),
        roles=("customer", "partner"),
        custom={"tea": "g"},
        external_ids=(ExternalIdDraft("shop", "1"),),
        addresses=(AddressDraft(street="12 Square", city="London", country="GB"),),
    )
    twin = enter(shop, "Ada Lovelace", "ada@example.com")
    add_relation(ada.id, firm.id, "employee_of", actor=shop.actor)
    about = Subject(CUSTOMER, ada.id, ada.id)
    add_note(about, "For @Ann Lee", mentions=[other], actor=shop.actor)
    add_task(about, TaskDraft("Send it", assignee_id=other, due_at=timezone.now()), actor=shop.actor)
    log_contact(ada.id, kind="call", summary="Asked", actor=shop.actor)
    record_consent(ConsentDraft(ada.id, "newsletter", "email", True, origin="self"), actor=shop.actor)
    with as_tenant(shop.tenant_id):
        blob = store_blob([b"words"], "words.txt", "attachment", actor=shop.actor)
        attach_file(about, blob.id, blob.name, blob.media_type, blob.size, actor=shop.actor)
    for _number in range(8):
        place_order(NewOrder((NewLine(Decimal(2), Decimal(5)),), party_id=ada.id), actor=shop.actor)
    with as_tenant(shop.tenant_id):
        recount_worth(actor=shop.actor)
        search = LikenessSearch.objects.create(
            at=timezone.now(), customers=2, pairs=1, learnt=False, expectations=[]
        )
        low, high = sorted((ada.id, twin.id))
        LikelyPair.objects.create(low_id=low, high_id=high, probability=0.95, agreements={}, search=search)
    update_customer(ada.id, {"city": "London"}, actor=shop.actor)
    path = f"/customers/{ada.id}"
    signed_in.get(path)
    with django_assert_max_num_queries(MOST_QUERIES):
        page = signed_in.get(path).content.decode()
    for later in re.findall(r'hx-get="([^"]*/cards/[^"]*,)"', page):
        with django_assert_max_num_queries(MOST_QUERIES):
            page += signed_in.get(later).content.decode()
    cards = {name for where, name in CARDS if where == "customer"}
    assert {name for name in cards if f'id="card-{name}"' not in page} == set()
    assert 'hx-swap-oob="true"' in page


@pytest.mark.parametrize("name", ["محمد بن سلمان", "👩‍👩‍👧 Familie 🌸", "a" * 300, "名" * 300], ids=range(4))
def test_names_of_any_script_are_shown(name: str, signed_in: Client, api: ApiCaller) -> None:
    made = api.post("/customers", {"name": name}).json()
    assert made["name"] == name
    assert f"<bdi>{name}</bdi>" in signed_in.get(f"/customers/{made['id']}").content.decode()


def test_a_name_too_long_is_refused_by_every_way(signed_in: Client, api: ApiCaller, shop: Shop) -> None:
    ada = enter(shop)
    told = "At most 300 characters."
    by_api = [api.post("/customers", {"name": LONG}), api.patch(f"/customers/{ada.id}", {"name": LONG})]
    assert [(answer.status_code, set(answer.json()["fields"])) for answer in by_api] == [(422, {"name"})] * 2
    (row,) = api.post("/customers/bulk", {"mode": "create", "rows": [{"name": LONG}]}).json()["results"]
    assert set(row["fields"]) == {"name"}
    with pytest.raises(Invalid) as refused:
        enter(shop, LONG)
    assert refused.value.fields == {"name": told}
    dialog = signed_in.post("/customers/new", {"kind": "person", "name": LONG})
    in_place = signed_in.post(f"/customers/{ada.id}/fields/name", {"value": LONG, "was": ada.name})
    assert [(one.status_code, "300" in one.content.decode()) for one in (dialog, in_place)] == [
        (422, True)
    ] * 2
