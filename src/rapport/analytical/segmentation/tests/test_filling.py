"""Segments are filled by their conditions, stay so as facts come in, and say who moved."""

from collections.abc import Sequence
from uuid import UUID

import pytest
from tests.house import Shop

from rapport.analytical.segmentation import api as segmentation
from rapport.analytical.segmentation.contracts import SegmentLine
from rapport.analytical.segmentation.models import SegmentDue
from rapport.customers.party.api import (
    CustomerDraft,
    create_customer,
    list_customers,
    list_insights,
    update_customer,
)
from rapport.customers.party.contracts import CustomerFilter
from rapport.kernel.errors import Clash
from rapport.kernel.filters.api import parse
from rapport.kernel.outbox.api import relay_once
from rapport.kernel.tenancy.api import as_tenant

pytestmark = [
    pytest.mark.django_db(transaction=True, databases="__all__"),
    pytest.mark.usefixtures("nothing_waits"),
]


def enter(shop: Shop, name: str, country: str) -> UUID:
    """Enter a customer of a country."""
    return create_customer(CustomerDraft(name=name, country=country), actor=shop.actor).id


def austrians(shop: Shop) -> SegmentLine:
    """Add the segment of customers in Austria, filled."""
    line = segmentation.add_segment("Österreich", "country:is:AT", actor=shop.actor)
    segmentation.fill_segment(line.id, actor=shop.actor)
    return line


def members(shop: Shop, line: SegmentLine) -> list[str]:
    """Return who is in a segment, as lists find them."""
    with as_tenant(shop.tenant_id):
        where = parse(f"in_segment:any_of:{line.code}")
        page = list_customers(shop.actor, filter=CustomerFilter(where=where), sort="name")
    return [row.name for row in page.rows]


def read(shop: Shop, line: SegmentLine) -> SegmentLine:
    with as_tenant(shop.tenant_id):
        return segmentation.read_segment(line.id, actor=shop.actor)


def moves(shop: Shop, line: SegmentLine) -> Sequence[tuple[UUID, bool]]:
    with as_tenant(shop.tenant_id):
        rows = segmentation.list_moves(line.id, actor=shop.actor).order_by("at", "id")
        return [(row.party_id, row.joined) for row in rows]


def labels(shop: Shop, party_id: UUID) -> dict[str, str]:
    with as_tenant(shop.tenant_id):
        return {one.name: one.label for one in list_insights(party_id, actor=shop.actor)}


def test_a_rule_fills_a_segment_and_tells_its_customers(shop: Shop) -> None:
    ada, _bob = enter(shop, "Ada", "AT"), enter(shop, "Bob", "DE")
    line = austrians(shop)
    assert line.code == "osterreich"
    assert members(shop, line) == ["Ada"]
    assert read(shop, line).members == 1
    assert labels(shop, ada)["segment.osterreich"] == "Österreich"
    assert moves(shop, line) == [], "being filled is no move"


def test_facts_bring_the_customer_in_and_out(shop: Shop) -> None:
    ada, bob = enter(shop, "Ada", "AT"), enter(shop, "Bob", "DE")
    line = austrians(shop)
    update_customer(bob, {"country": "AT"}, actor=shop.actor)
    update_customer(ada, {"country": "DE"}, actor=shop.actor)
    while relay_once():
        pass
    assert segmentation.fill_due(actor=shop.actor) == 2
    assert members(shop, line) == ["Bob"]
    assert sorted(moves(shop, line)) == sorted([(ada, False), (bob, True)])
    assert read(shop, line).members == 1
    assert labels(shop, ada)["segment.osterreich"] == ""
    with as_tenant(shop.tenant_id):
        (day,) = segmentation.list_days(line.id, actor=shop.actor)
        assert not SegmentDue.objects.exists()
    assert (day.members, day.joined, day.left) == (1, 1, 1)


def test_filling_again_changes_nothing(shop: Shop) -> None:
    enter(shop, "Ada", "AT")
    line = austrians(shop)
    before = read(shop, line)
    assert segmentation.fill_all(actor=shop.actor) == 0
    assert (read(shop, line).members, moves(shop, line)) == (before.members, [])


def test_new_conditions_fill_it_anew_and_are_no_moves(shop: Shop) -> None:
    enter(shop, "Ada", "AT"), enter(shop, "Bob", "DE")
    line = austrians(shop)
    segmentation.change_segment(line.id, {"filter": "country:is:DE"}, actor=shop.actor)
    assert read(shop, line).counted_at is None
    segmentation.fill_segment(line.id, actor=shop.actor)
    assert members(shop, line) == ["Bob"]
    assert moves(shop, line) == []


def test_a_new_name_reaches_the_insights(shop: Shop) -> None:
    ada = enter(shop, "Ada", "AT")
    line = austrians(shop)
    changed = segmentation.change_segment(line.id, {"name": "Alps"}, actor=shop.actor)
    assert (changed.code, changed.members) == (line.code, 1)
    assert labels(shop, ada)["segment.osterreich"] == "Alps"


def test_one_that_is_removed_leaves_nothing(shop: Shop) -> None:
    ada = enter(shop, "Ada", "AT")
    line = austrians(shop)
    segmentation.remove_segment(line.id, actor=shop.actor)
    assert labels(shop, ada)["segment.osterreich"] == ""
    assert members(shop, line) == []


@pytest.mark.parametrize(
    "asked",
    ["", "in_segment:any_of:x", "owner:is:me", "nonsense:is:1", "and(", "country:is:DE;in_segment:filled"],
)
def test_what_is_no_rule_of_a_segment_is_refused(shop: Shop, asked: str) -> None:
    with pytest.raises(Clash):
        segmentation.add_segment("Wrong", asked, actor=shop.actor)


def test_codes_stay_apart(shop: Shop) -> None:
    names = ("重要客户", "重要客户", "!!!")
    codes = [segmentation.add_segment(name, "country:is:AT", actor=shop.actor).code for name in names]
    assert codes == ["zhong-yao-ke-hu", "zhong-yao-ke-hu-2", "segment"]
