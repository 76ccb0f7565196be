"""The bell and the list of what a member was told."""

import re

from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from tests.house import Shop

from rapport.kernel.ids import new_id
from rapport.kernel.notices.api import NoticeDraft, tell
from rapport.kernel.tenancy.api import as_tenant


def told(shop: Shop, count: int = 1) -> None:
    """Tell the administrator something."""
    member = shop.actor.member_id
    drafts = [
        NoticeDraft(kind="import.finished", member_id=member, subject_id=new_id()) for _ in range(count)
    ]
    with as_tenant(shop.tenant_id):
        tell(drafts, now=timezone.now())


def test_the_bell_counts_on_every_page(signed_in: Client, shop: Shop) -> None:
    assert "nothing unread" in signed_in.get("/customers").content.decode()
    told(shop, 3)
    assert "3 unread" in signed_in.get("/customers").content.decode()
    assert "3 unread" in signed_in.get("/notices/bell").content.decode()


def test_opening_one_leads_to_the_thing_and_reads_it(signed_in: Client, shop: Shop) -> None:
    told(shop)
    page = signed_in.get("/notices").content.decode()
    (link,) = set(re.findall(r'"(/notices/[0-9a-f-]{36})"', page))
    assert signed_in.get(link)["Location"].startswith("/imports/")
    assert "nothing unread" in signed_in.get("/notices/bell").content.decode()


def test_all_are_read_and_the_reading_is_taken_back(signed_in: Client, shop: Shop) -> None:
    told(shop, 2)
    page = signed_in.post("/notices/read", follow=True).content.decode()
    assert "nothing unread" in page
    undo = re.search(r"/notices/unread\?at=[^&\"]+", page)
    assert undo
    assert "2 unread" in signed_in.post(undo[0], follow=True).content.decode()
    assert signed_in.post("/notices/unread?at=yesterday").status_code == 422


def test_somebody_elses_is_not_there(
    signed_in: Client, shop: Shop, other_shop: Shop, client_of: type[Client]
) -> None:
    told(shop)
    page = signed_in.get("/notices").content.decode()
    (link,) = set(re.findall(r'"(/notices/[0-9a-f-]{36})"', page))
    assert client_of(other_shop.actor).get(link).status_code == 404


def test_holds_the_queries_down(
    signed_in: Client, shop: Shop, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    told(shop, 60)
    signed_in.get("/notices")
    with django_assert_max_num_queries(16):
        assert signed_in.get("/notices").content.decode().count('class="unread"') == 50
