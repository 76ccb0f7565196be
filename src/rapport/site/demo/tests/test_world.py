"""The simulated shops are the same every time, well formed, and behave like shops."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import phonenumbers
import pytest
from email_validator import validate_email

from rapport.site.demo.names import CODE_LETTERS, give_chinese_tax_number, give_german_tax_number
from rapport.site.demo.records import Party, Shop
from rapport.site.demo.world import PROFILES, simulate

NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)


@pytest.fixture(scope="module", params=PROFILES, ids=lambda profile: str(profile.slug))
def shop(request: pytest.FixtureRequest) -> Shop:
    return simulate(request.param, NOW)


def _parties(shop: Shop) -> list[Party]:
    return [*shop.companies, *shop.people]


def test_the_same_seed_and_moment_give_the_same_shop(shop: Shop) -> None:
    profile = next(profile for profile in PROFILES if profile.slug == shop.slug)
    assert simulate(profile, NOW) == shop


def test_refs_are_unique_and_every_ref_leads_somewhere(shop: Shop) -> None:
    refs = Counter(party.ref for party in _parties(shop))
    assert max(refs.values()) == 1
    assert {party.of for party in _parties(shop) if party.of} <= set(refs)
    assert {party.twin_of for party in _parties(shop) if party.twin_of} <= set(refs)
    assert {order.customer for order in shop.orders if order.customer} <= set(refs)
    assert {note.party for note in shop.notes} | {task.party for task in shop.tasks} <= set(refs)
    units = {unit.code for unit in shop.units}
    assert {party.unit for party in _parties(shop)} | {unit.parent for unit in shop.units} - {""} <= units
    skus = {product.sku for product in shop.products}
    assert {line.sku for order in shop.orders for line in order.lines} <= skus


def test_every_phone_and_mailbox_is_valid_and_given_once(shop: Shop) -> None:
    alone = [party for party in _parties(shop) if not party.twin_of]
    points = Counter((point.kind, point.value) for party in alone for point in party.contact_points)
    assert [point for point, count in points.items() if count > 1] == []
    for kind, value in points:
        if kind == "phone":
            assert phonenumbers.is_valid_number(phonenumbers.parse(value)), value
    for party in _parties(shop)[::40]:
        for point in party.contact_points:
            if point.kind == "email":
                validate_email(point.value, check_deliverability=False, test_environment=True)


def test_nothing_happens_after_now_or_before_it_could(shop: Shop) -> None:
    since = {party.ref: party.since for party in _parties(shop)}
    for order in shop.orders:
        moments = [at for _, at in order.history]
        assert moments == sorted(moments)
        assert NOW - timedelta(days=731) < order.at <= moments[-1] <= NOW
        paid = dict(order.history).get("paid")
        assert paid or not any(back.refunded_at for back in order.returns)
        assert all(back.refunded_at is None or back.at < back.refunded_at <= NOW for back in order.returns)
        assert not order.customer or order.at >= since[order.customer] - timedelta(minutes=1)
    for party in _parties(shop):
        assert all(party.since <= consent.at <= NOW for consent in party.consents)


def test_orders_are_those_of_a_living_shop(shop: Shop) -> None:
    assert len({order.number for order in shop.orders}) == len(shop.orders)
    assert all(order.lines for order in shop.orders)
    assert {"delivered", "cancelled", "shipped", "packed", "refunded"} <= {
        order.status for order in shop.orders
    }
    assert len({order.currency for order in shop.orders}) > 1
    assert sum(not order.customer for order in shop.orders) > 100
    assert sum(bool(order.returns) for order in shop.orders) > 50
    assert max(order.at for order in shop.orders) > NOW - timedelta(days=2)
    spent: Counter[str] = Counter()
    for order in shop.orders:
        goods = sum((line.unit_price * line.quantity for line in order.lines), Decimal(0))
        spent[order.customer] += int(goods)
    best = sorted((amount for customer, amount in spent.items() if customer), reverse=True)
    assert 0.45 < sum(best[: len(best) // 5]) / sum(best) < 0.95


def test_every_kind_of_party_is_there(shop: Shop) -> None:
    roles = {party.role for party in shop.companies}
    assert roles == {"customer", "prospect", "supplier", "partner", "competitor", "agency"}
    households = Counter(party.household for party in shop.people if party.household)
    assert households
    assert min(households.values()) > 1
    twins = [party for party in shop.people if party.twin_of]
    known = {point.value for party in shop.people if not party.twin_of for point in party.contact_points}
    assert any(point.value in known for twin in twins for point in twin.contact_points)
    assert any(party.of for party in shop.companies if party.kind == "company")
    assert {consent.origin for party in shop.people for consent in party.consents} >= {
        "own",
        "self_registered",
    }


def test_members_stand_at_every_unit(shop: Shop) -> None:
    assert {member.unit for member in shop.members} == {unit.code for unit in shop.units}
    assert {"owner", "administrator", "manager", "clerk"} <= {member.role for member in shop.members}


def test_tax_numbers_carry_their_check() -> None:
    code = give_chinese_tax_number(42)
    weights = [pow(3, place, 31) for place in range(17)] + [1]
    assert sum(CODE_LETTERS.index(c) * weight for c, weight in zip(code, weights, strict=True)) % 31 == 0
    product = 10
    for digit in give_german_tax_number(42)[2:-1]:
        product = ((int(digit) + product) % 10 or 10) * 2 % 11
    assert (product + int(give_german_tax_number(42)[-1])) % 10 == 1


def test_staff_have_work_today_and_papers_and_moves(shop: Shop) -> None:
    open_tasks = [task for task in shop.tasks if not task.done_at]
    assert any(task.due.date() == NOW.date() for task in open_tasks)
    assert any(task.due < NOW - timedelta(days=1) for task in open_tasks)
    assert shop.papers
    units = {party.ref: party.unit for party in _parties(shop)}
    assert all(move.to_unit != units[move.party] and move.at < NOW for move in shop.handovers)
    assert {currency for currency, _, _ in shop.day_rates} == {o.currency for o in shop.orders} - {
        shop.currency
    }
    assert shop.delivery.text.count("\n") > 100
