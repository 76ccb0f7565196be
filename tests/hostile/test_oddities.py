"""What is odd and not hostile: ends of the calendar, hours that are not, names, views beyond measure."""

from urllib.parse import quote

import pytest
from django.test import Client

from rapport.customers.party.api import CustomerState
from rapport.customers.party.tests.people import enter
from rapport.customers.timeline.models import Task
from rapport.kernel.tenancy.api import as_tenant
from tests.hostile.corpus import oddities
from tests.house import Shop

ZONES = ("UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu", "America/St_Johns")
DAYS = (
    *("0001-01-01", "9999-12-31", "1900-02-29", "2024-02-29", "2026-02-30", "1582-10-10", "2011-12-30"),
    *("2026-03-29", "2026-10-25", "-001-01-01", "10000-01-01"),
)
NAMES = (
    *("محمد بن سلمان", "יהודה עמיחי", "👩‍👩‍👧‍👦 Familie", "Z" + "\u0301" * 90, "\u202enigol\u202c", "𠮷野家"),
    *("ﷺ" * 30, "a\u200db\u200cc", "ẞtraße", "I\u0307stanbul", "\u202e" * 20 + "x"),
)


@pytest.fixture
def ada(shop: Shop) -> CustomerState:
    return enter(shop, "Ada Lovelace", city="London", country="GB")


@pytest.mark.parametrize("zone", ZONES)
def test_days_at_the_ends_of_the_calendar_are_kept_or_refused(
    signed_in: Client, shop: Shop, ada: CustomerState, zone: str
) -> None:
    """Also the hour that clocks leave out (29 March) or strike twice (25 October)."""
    shop.person.zone = zone
    shop.person.save()
    for day in DAYS:
        for hour in ("00:00", "02:30", "23:59"):
            sent = {"title": f"{day} {hour}", "due": day, "hour": hour, "priority": "2"}
            answer = signed_in.post(f"/customers/{ada.id}/tasks", sent, headers={"HX-Request": "true"})
            assert answer.status_code in (200, 422), (day, hour)
            birth = signed_in.post(f"/customers/{ada.id}/fields/birth_date", {"value": day})
            assert birth.status_code in (200, 302, 409, 422), (day, birth.status_code)
        for test in ("on", "before", "after"):
            for field in ("created", "birth_date"):
                listed = signed_in.get(f"/customers?filter={field}:{test}:{day}")
                assert listed.status_code in (200, 422), (field, test, day)
    for path in ("/tasks", "/", f"/customers/{ada.id}", "/customers?sort=birth_date"):
        assert signed_in.get(path).status_code == 200, path
    with as_tenant(shop.tenant_id):
        assert Task.objects.filter(due_at__isnull=False).exists()


def test_names_are_shown_as_they_are_each_turned_by_itself(signed_in: Client, shop: Shop) -> None:
    for name in NAMES:
        state = enter(shop, name)
        page = signed_in.get(f"/customers/{state.id}").content.decode()
        assert f"<h1><bdi>{state.name}</bdi></h1>" in page
    listed = signed_in.get("/customers").content.decode()
    assert listed.count("<bdi") >= len(NAMES)


def test_a_name_of_ten_thousand_letters_is_refused_at_its_field_and_stays_there(signed_in: Client) -> None:
    name = "x" * 10_000
    answer = signed_in.post(
        "/customers/new", {"name": name, "kind": "person"}, headers={"HX-Request": "true"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422 or 'class="error"' in page
    assert name in page, "what was typed is not thrown away"


def test_odd_texts_are_searched_for_and_narrowed_by(signed_in: Client, shop: Shop) -> None:
    enter(shop, "Ada Lovelace")
    for text in oddities():
        for path in ("/customers?q=", "/search?q=", "/search/quick?q=", "/customers?filter=name:contains:"):
            answer = signed_in.get(path + quote(text[:2000]))
            assert answer.status_code in (200, 400, 422), (path, text[:40])


@pytest.mark.parametrize("many", [100, 1_000, 5_000])
def test_a_view_beyond_measure_is_shown_or_refused_whole(signed_in: Client, shop: Shop, many: int) -> None:
    enter(shop, "Ada Lovelace", country="GB")
    values = "|".join(["GB"] * many)
    columns = ",".join(f"name:{number}" for number in range(many))
    for query in (f"filter=country:any_of:{values}", f"cols={columns}", f"q={'ada ' * many}"):
        answer = signed_in.get(f"/customers?{query}")
        assert answer.status_code in (200, 422), (query[:40], answer.status_code)
        kept = signed_in.post("/lists/customer/views", {"name": "Huge", "query": query, "shared": "own"})
        assert kept.status_code in (200, 302, 422), (query[:40], kept.status_code)
