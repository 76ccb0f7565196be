"""Finding from the bar."""

from django.test import Client
from tests.house import Shop

from rapport.customers.party.tests.people import enter
from rapport.kernel.search.api import Document, index_documents
from rapport.kernel.tenancy.api import as_tenant


def index(shop: Shop, name: str) -> str:
    """Let a customer be found by their name; return the address of their page."""
    state = enter(shop, name)
    with as_tenant(shop.tenant_id):
        index_documents([Document("customer", state.id, name)])
    return f"/customers/{state.id}"


def test_finds_while_typing_and_on_a_page(signed_in: Client, shop: Shop) -> None:
    index(shop, "Ada Lovelace")
    for path in ("/search/quick?q=lovel", "/search?q=ada"):
        assert "Ada Lovelace" in signed_in.get(path).content.decode()
    assert "Nothing found" in signed_in.get("/search?q=zzzz").content.decode()
    assert signed_in.get("/search?q=").status_code == 200


def test_finds_no_strangers(signed_in: Client, shop: Shop, other_shop: Shop) -> None:
    index(other_shop, "Grace Hopper")
    assert "Grace Hopper" not in signed_in.get("/search?q=grace").content.decode()


def test_hostile_questions_are_only_text(signed_in: Client, shop: Shop) -> None:
    page = signed_in.get("/search", {"q": "<script>alert(1)</script>\x00%' or 1=1 --" * 20})
    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()


def test_the_page_of_a_record_says_that_it_was_opened(signed_in: Client, shop: Shop) -> None:
    page = index(shop, "Ada Lovelace")
    signed_in.get(page)
    for path in ("/recent", "/palette"):
        assert "Ada Lovelace" in signed_in.get(path).content.decode()
