"""More are unhappy than chance explains: the rule, who is told, once, and when it is over."""

from collections.abc import Iterator
from datetime import timedelta
from math import comb

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as some
from tests.house import ApiCaller, Shop

from rapport.analytical.mood.models import MoodText
from rapport.analytical.mood.operations.watching import watch_mood
from rapport.analytical.mood.rules.rises import FALSE, Counts, find_rises, is_over, weigh
from rapport.customers.party.tests.facts import facts_of
from rapport.kernel.notices.models import Notice
from rapport.kernel.tenancy.api import as_tenant


def _count(people: int, unhappy: int, before: int, unhappy_before: int, key: str = "POT") -> Counts:
    return Counts("sku", key, people, unhappy, before, unhappy_before)


@given(some.integers(1, 12), some.integers(0, 12), some.integers(1, 30), some.integers(0, 30))
def test_chance_is_what_fisher_counts(people: int, unhappy: int, before: int, unhappy_before: int) -> None:
    one = _count(people, min(unhappy, people), before, min(unhappy_before, before))
    bad, whole = one.unhappy + one.unhappy_before, people + before
    ways = sum(comb(bad, hit) * comb(whole - bad, people - hit) for hit in range(one.unhappy, people + 1))
    assert weigh(one) == pytest.approx(ways / comb(whole, people))


def test_a_clear_rise_is_found_and_an_even_week_is_none() -> None:
    (found,) = find_rises([_count(10, 8, 100, 15), _count(10, 2, 100, 15, "TEA")])
    assert (found[0].key, found[0].share) == ("POT", 0.8)
    assert found[1] < 0.001
    assert find_rises([]) == []


def test_few_people_and_small_steps_say_nothing() -> None:
    assert find_rises([_count(4, 4, 100, 10)]) == []
    assert find_rises([_count(10, 8, 10, 0)]) == []
    small = _count(5_000, 600, 60_000, 5_000)
    assert weigh(small) < 1e-9
    assert find_rises([small]) == []


def test_the_more_parts_are_asked_the_surer_one_must_be() -> None:
    """A rise that chance brings once in two hundred weeks is none among hundreds of parts."""
    one = _count(10, 5, 100, 15)
    assert weigh(one) < FALSE
    assert find_rises([one])
    assert find_rises([one, *(_count(10, 1, 100, 15, str(key)) for key in range(300))]) == []


def test_a_rise_is_over_when_chance_explains_the_week() -> None:
    assert is_over(None)
    assert is_over(_count(10, 2, 100, 15))
    assert not is_over(_count(10, 6, 100, 15))


def _draw(shop: Shop) -> Iterator[MoodText]:
    """Draw weeks of which one in five is unhappy, then one in which nine in ten are, about the pot."""
    now = timezone.now()
    for number in range(60):
        at = now - timedelta(days=8 + number)
        mood, sku = "unhappy" if number % 5 == 0 else "happy", ("POT", "TEA")[number % 2]
        yield MoodText(kind="review", external_id=f"b{number}", sku=sku, mood=mood, at=at, read_at=now)
    for number in range(10):
        at = now - timedelta(hours=number + 1)
        mood = "happy" if number == 0 else "unhappy"
        yield MoodText(kind="review", external_id=f"n{number}", sku="POT", mood=mood, at=at, read_at=now)


def test_it_is_told_once_shown_and_ends(shop: Shop, api: ApiCaller, signed_in: Client) -> None:
    product = api.post("/products", {"sku": "POT", "name": "Iron pot"}).json()["id"]
    with as_tenant(shop.tenant_id):
        MoodText.objects.bulk_create(_draw(shop))
    assert watch_mood(actor=shop.actor) == 2
    assert watch_mood(actor=shop.actor) == 0
    pot = next(one for one in api.get("/mood/rises").json()["items"] if one["by"] == "sku")
    assert (pot["key"], pot["people"], pot["unhappy"], pot["before"]) == ("POT", 10, 9, 30)
    assert {fact["by"] for fact in facts_of(shop.tenant_id, "mood.rose.v1")} == {"all", "sku"}
    with as_tenant(shop.tenant_id):
        assert Notice.objects.filter(kind="mood.rose").count() == 2
    page = signed_in.get("/mood").content.decode()
    assert "More are unhappy than usual" in page
    assert f'href="/products/{product}">Iron pot' in page
    assert "More are unhappy than usual: Iron pot." in signed_in.get("/notices").content.decode()
    card = signed_in.get(f"/products/{product}").content.decode()
    assert "of 40 texts within half a year are unhappy" in card
    with as_tenant(shop.tenant_id):
        MoodText.objects.filter(external_id__startswith="n").update(mood="happy")
    watch_mood(actor=shop.actor)
    assert api.get("/mood/rises").json()["items"] == []
    assert len(api.get("/mood/rises?ended=true").json()["items"]) == 2


def test_somebody_who_writes_often_counts_once(shop: Shop) -> None:
    with as_tenant(shop.tenant_id):
        now = timezone.now()
        calm = [one for one in _draw(shop) if one.external_id.startswith("b")]
        angry = [
            MoodText(
                kind="review",
                external_id=f"n{number}",
                conversation_id=shop.tenant_id,
                mood="unhappy",
                at=now - timedelta(hours=number + 1),
                read_at=now,
            )
            for number in range(30)
        ]
        MoodText.objects.bulk_create([*calm, *angry])
    assert watch_mood(actor=shop.actor) == 0
