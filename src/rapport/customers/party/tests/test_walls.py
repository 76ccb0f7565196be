"""The tables of the room stand behind the wall and keep history."""

from django.utils import timezone
from tests.house import Shop

from rapport.customers.party.models import ContactPoint, Party
from rapport.kernel.audit.api import list_changes
from rapport.kernel.tenancy.api import as_tenant
from rapport.kernel.work.api import unit_of_work


def test_a_party_and_its_satellites_are_seen_by_their_tenant_alone(shop: Shop, other_shop: Shop) -> None:
    now = timezone.now()
    with unit_of_work(shop.actor):
        party = Party.objects.create(name="Ada", name_key="ada", created_at=now, updated_at=now)
        ContactPoint.objects.create(party=party, kind="email", value="A@x.org", normal="a@x.org")
    with as_tenant(other_shop.tenant_id):
        assert not Party.objects.exists()
        assert not ContactPoint.objects.exists()
    with as_tenant(shop.tenant_id):
        assert {line.table for line in list_changes(subject_id=party.id)} == {"party", "contact_point"}
