"""Customers are filtered by the database exactly as the pure predicate says, by the app's own role."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.house import Shop

from rapport.customers.party.api import (
    CustomerState,
    PurchaseCounter,
    load_states,
    set_purchase_counters,
    set_tags,
)
from rapport.customers.party.models import Party
from rapport.customers.party.plugs.filtering import visible_parties
from rapport.customers.party.tests.people import clerk, enter, unit
from rapport.kernel.filters.api import (
    Condition,
    Filter,
    InvalidFilter,
    compile_sql,
    describe,
    matches,
    narrow,
    operators_of,
    parse,
    read_for,
)
from rapport.kernel.filters.tests.trees import trees
from rapport.kernel.identity.api import FieldRule
from rapport.kernel.tenancy.api import as_tenant

NOW = datetime(2026, 3, 29, 10, 30, tzinfo=UTC)
NAMES = [
    "Ada Lovelace",
    "Jürgen Groß",
    "王芳",
    "Éva Özdemir",
    "anna-maria SCHMIDT",
    "Q",
    "Łukasz 99",
    "O'Brien; --",
]
VALUES: dict[str, list[str]] = {
    "name": [*NAMES, "a", "ann", "王", "芳", "gross", "schm", "99", "1"],
    "email": ["anna@tea.example", "JO@TEA.example", "tea", "anna", "a@b.example"],
    "phone": ["+49301234567", "1234", "+4930", "234567"],
    "external_id": ["V-1009", "V", "1009"],
    "city": ["Berlin", "Ber", "柏林", "lin"],
    "language": ["de", "zh-Hans", "d"],
    "zone": ["Europe/Berlin"],
    "website": ["tea.example"],
    "tax_number": ["DE1", "DE"],
    "country": ["DE", "CN", "FR"],
    "tags": ["VIP", "tea", "none such"],
}


@pytest.fixture
def people(shop: Shop) -> list[CustomerState]:
    """Customers of every kind of emptiness."""
    units = [unit(shop, "north"), None]
    made: list[UUID] = []
    for at, name in enumerate(NAMES * 2):
        contacts = [["anna@tea.example", "+49 30 1234567"], ["jo@tea.example", "a@b.example"], []][at % 3]
        state = enter(
            shop,
            name,
            *contacts,
            country=["DE", "", "CN"][at % 3],
            city=["Berlin", "", "柏林", "Bernau"][at % 4],
            stage=["prospect", "customer", "former"][at % 3],
            kind=["person", "company"][at % 2],
            birth_date=[None, date(1990, 2, 28), date(2000, 12, 31)][at % 3],
            locale=["de", "", "zh-Hans"][at % 3],
            unit_id=units[at % 2],
            owner_id=[None, shop.actor.member_id][at % 2],
        )
        if at % 2:
            set_tags(state.id, [["VIP"], ["VIP", "Tea"]][at % 4 == 1], actor=shop.actor)
        made.append(state.id)
    counters = [
        PurchaseCounter(
            one, at, 995 * at, ["EUR", "USD"][at % 2], NOW - timedelta(days=40 * at), NOW - timedelta(days=at)
        )
        for at, one in enumerate(made)
        if at % 3
    ]
    set_purchase_counters(counters, actor=shop.actor)
    with as_tenant(shop.tenant_id):
        for at, one in enumerate(made):
            when = NOW - timedelta(hours=9 * at)
            Party.objects.filter(id=one).update(created_at=when, last_touch_at=when if at % 2 else None)
        return list(load_states(made).values())


DAYS = ["today", "yesterday", "today-7d", "today-1m", "2026-03-28", "2000-12-31", "1990-02-28", "2026-03-25"]
PERIODS = ["this-month", "last-30-days", "this-day", "last-year", "next-7-days", "2026-03", "2000", "2026-Q1"]
PLAIN: dict[str, list[str]] = {
    "number": ["0", "1", "3", "-5", "15"],
    "money": ["9.95 EUR", "0 USD", "99.5", "19.90 USD"],
    "date": DAYS,
    "instant": [*DAYS, "2026-03-29T08:00:00+02:00", "2026-03-28T23:00:00Z"],
    "boolean": ["true", "false"],
}


def conditions_of(shop: Shop, kind: str = "customer") -> st.SearchStrategy[Any]:
    """Every field with each of its operators and values that may mean something."""
    reading = read_for(kind, shop.actor, NOW)
    kinds = []
    for name, field in reading.fields.items():
        options = [str(one.value) for one in field.options(shop.actor)] if field.options else []
        known = VALUES.get(name) or options or PLAIN.get(field.type) or ["x"]
        if field.type == "reference":
            known = [*options, "me"] if field.target == "member" else options
        for operator in operators_of(field):
            kinds.append(st.builds(Condition, st.just(name), st.just(operator), _values(operator, known)))
    return st.one_of(kinds).filter(lambda one: _fits(one, shop, kind))


def _values(operator: str, known: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    one = st.sampled_from(known or ["nothing"])
    if operator in ("filled", "empty"):
        return st.just(())
    if operator == "within":
        return st.tuples(st.sampled_from(PERIODS))
    if operator == "between":
        return st.tuples(one, one)
    if operator in ("any_of", "none_of", "all_of"):
        return st.lists(one, min_size=1, max_size=3).map(tuple)
    return st.tuples(one)


def _fits(condition: Condition, shop: Shop, kind: str) -> bool:
    try:
        read_for(kind, shop.actor, NOW).understand(condition)
    except InvalidFilter:
        return False
    return True


def test_the_database_and_the_predicate_agree(shop: Shop, people: list[CustomerState]) -> None:
    with as_tenant(shop.tenant_id):
        leaves = conditions_of(shop)

        @given(trees(leaves, st.nothing()))
        @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
        def agree(tree: Filter) -> None:
            rows = narrow(visible_parties(shop.actor), tree, "customer", actor=shop.actor, now=NOW)
            found = set(rows.values_list("id", flat=True))
            said = {one.id for one in people if matches(tree, one, "customer", actor=shop.actor, now=NOW)}
            assert {one.name for one in people if one.id in found ^ said} == set()
            words = {
                describe(tree, "customer", actor=shop.actor, locale=locale) for locale in ("en", "zh-hans")
            }
            assert all(words)

        agree()


def test_each_operator_of_each_field_agrees_alone(shop: Shop, people: list[CustomerState]) -> None:
    with as_tenant(shop.tenant_id):

        @given(conditions_of(shop))
        @settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
        def agree(tree: Filter) -> None:
            rows = narrow(visible_parties(shop.actor), tree, "customer", actor=shop.actor, now=NOW)
            found = set(rows.values_list("id", flat=True))
            said = {one.id for one in people if matches(tree, one, "customer", actor=shop.actor, now=NOW)}
            assert {one.name for one in people if one.id in found ^ said} == set()

        agree()


def _names(shop: Shop, form: str, now: datetime = NOW) -> set[str]:
    rows = narrow(visible_parties(shop.actor), parse(form), "customer", actor=shop.actor, now=now)
    return {name for (name,) in rows.values_list("name")}


def test_what_people_ask(shop: Shop, people: list[CustomerState]) -> None:
    with as_tenant(shop.tenant_id):
        assert _names(shop, "name:starts_with:jurgen") == {"Jürgen Groß"}
        assert _names(shop, "name:contains:芳") == {"王芳"}
        assert _names(shop, "name:contains:gross") == {"Jürgen Groß"}
        assert _names(shop, "name:contains:lovelace ada") == {"Ada Lovelace"}
        assert _names(shop, "name:contains:velace") == set()
        assert _names(shop, "email:is:ANNA@tea.example") == _names(shop, "phone:contains:1234")
        assert _names(shop, "orders:at_least:1;spent:above:100 EUR;last_order:within:last-30-days")
        assert _names(shop, "tags:all_of:VIP|tea") < _names(shop, "tags:any_of:vip")
        assert _names(shop, "owner:is:me;not(country:is:DE)")


def test_null_matches_no_comparison_and_not_takes_the_rest(shop: Shop, people: list[CustomerState]) -> None:
    with as_tenant(shop.tenant_id):
        total = len(people)

        def count(form: str) -> int:
            rows = visible_parties(shop.actor)
            return narrow(rows, parse(form), "customer", actor=shop.actor, now=NOW).count()

        assert count("birth_date:before:today") + count("birth_date:from:today") < total
        assert count("country:is:DE") + count("country:is_not:DE") + count("country:empty") == total
        assert count("country:is:DE") + count("not(country:is:DE)") == total
        assert (
            count("email:is:anna@tea.example")
            + count("email:none_of:anna@tea.example")
            + count("email:empty")
            == total
        )


def test_what_a_role_hides_cannot_be_asked(shop: Shop, people: list[CustomerState]) -> None:
    hidden = clerk(shop, rules=(FieldRule("customer", "contact_points", "hidden"),))
    with as_tenant(shop.tenant_id):
        for form in ("email:is:a@b.example", "nothing:is:x", "some.nothing(and())"):
            with pytest.raises(InvalidFilter) as refused:
                narrow(visible_parties(hidden), parse(form), "customer", actor=hidden)
            assert set(refused.value.fields.values()) <= {
                "There is no such field.",
                "There is no such relation.",
            }


def test_the_statement_selects_ids_within_the_scope(shop: Shop, people: list[CustomerState]) -> None:
    from django.db import connection

    with as_tenant(shop.tenant_id), connection.cursor() as cursor:
        statement, params = compile_sql(parse("stage:is:customer"), "customer", actor=shop.actor)
        cursor.execute(f"select count(*) from ({statement}) found", params)
        assert cursor.fetchone()[0] == sum(one.stage == "customer" for one in people)
        strange = clerk(shop)
        statement, params = compile_sql(parse(""), "customer", actor=strange)
        cursor.execute(f"select count(*) from ({statement}) found", params)
        assert cursor.fetchone()[0] == 0
