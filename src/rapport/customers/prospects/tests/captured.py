"""What the tests of prospects share: one captured, one found, and facts that were followed."""

from typing import Any

from tests.house import Shop

from rapport.customers.prospects.api import (
    ProspectDraft,
    ProspectLine,
    capture_prospects,
    find_prospect,
)
from rapport.kernel.outbox.api import relay_once
from rapport.kernel.tenancy.api import as_tenant


def capture(shop: Shop, party_id: Any, **values: Any) -> ProspectLine:
    (line,) = capture_prospects([ProspectDraft(party_id, **values)], actor=shop.actor)
    return line


def found(shop: Shop, party_id: Any) -> ProspectLine:
    with as_tenant(shop.tenant_id):
        line = find_prospect(party_id, actor=shop.actor)
    assert line is not None
    return line


def follow() -> None:
    """Have every room read what was told."""
    while relay_once():
        pass
