"""What a member opened last: bounded, their own, and never more than they may see now."""

from uuid import UUID

from tests.house import Shop

from rapport.kernel.ids import new_id
from rapport.kernel.recents.api import list_recent, note_opened
from rapport.kernel.recents.models import Recent
from rapport.kernel.recents.operations import KEPT
from rapport.kernel.search.api import Document, drop_documents, index_documents
from rapport.kernel.tenancy.api import as_tenant


def known(shop: Shop, name: str) -> UUID:
    """A record that can be named."""
    record_id = new_id()
    with as_tenant(shop.tenant_id):
        index_documents([Document("customer", record_id, name)])
    return record_id


def titles(shop: Shop) -> list[str]:
    """What the administrator opened last."""
    with as_tenant(shop.tenant_id):
        return [hit.title for hit in list_recent(shop.actor)]


def opened(shop: Shop, record_id: UUID) -> None:
    """Open a record."""
    with as_tenant(shop.tenant_id):
        note_opened("customer", record_id, actor=shop.actor)


def test_the_last_comes_first_and_each_once(shop: Shop) -> None:
    ada, bob = known(shop, "Ada"), known(shop, "Bob")
    for one in (ada, bob, ada):
        opened(shop, one)
    assert titles(shop) == ["Ada", "Bob"]


def test_the_list_stays_short(shop: Shop) -> None:
    for _ in range(KEPT + 5):
        opened(shop, new_id())
    with as_tenant(shop.tenant_id):
        assert Recent.objects.filter(member_id=shop.actor.member_id).count() == KEPT


def test_what_is_gone_is_not_named(shop: Shop, other_shop: Shop) -> None:
    ada, foreign = known(shop, "Ada"), known(other_shop, "Foreign")
    opened(shop, ada)
    opened(shop, foreign)
    assert titles(shop) == ["Ada"]
    with as_tenant(shop.tenant_id):
        drop_documents("customer", [ada])
    assert titles(shop) == []
