"""Where an index is promised, the planner takes it, asked by the app's role behind the walls."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import cast

import pytest
from django.db import connection, connections
from tests.house import Shop

from rapport.kernel.fields.api import FieldType, define_field, register_kind
from rapport.kernel.filters.api import compile_sql, operators_of, parse, read_for
from rapport.kernel.ids import new_id
from rapport.kernel.tenancy.api import as_tenant

NOW = datetime(2026, 3, 29, 10, 30, tzinfo=UTC)
PEOPLE = 50_000
CROWD = """
insert into party (id, kind, name, given_name, family_name, name_key, country, city, zone, locale, tax_number,
                   website, stage, origin, order_count, spent_minor, currency, first_order_at, last_order_at,
                   last_touch_at, birth_date, owner_id, unit_id, version, created_at, updated_at)
select md5(%(salt)s || n)::uuid, 'person', 'Name ' || n, '', '', 'name ' || n,
       chr(65 + n %% 26) || chr(65 + n / 26 %% 26),
       'City ' || n %% 5000, '', '', '', '', case when n %% 100 = 0 then 'former' else 'customer' end, 'own',
       n %% 1000, case when n %% 1000 > 0 then n else 0 end, case when n %% 1000 > 0 then 'EUR' else '' end,
       %(now)s - n * interval '1 hour', %(now)s - n * interval '1 hour', %(now)s - n * interval '1 hour',
       date '2005-01-01' - n, case when n %% 500 = 0 then %(owner)s::uuid end, %(unit)s, 1, now(), now()
  from generate_series(1, %(people)s) n
"""
POINTS = """
insert into contact_point (id, party_id, kind, value, normal, label, preferred)
select uuidv7(), id, 'email', replace(name_key, ' ', '.') || '@tea.example',
       replace(name_key, ' ', '.') || '@tea.example',
       '', true from party
"""
ADDRESSES = """
insert into address (id, party_id, label, street, postal_code, city, region, country, preferred)
select uuidv7(), id, '', '', '', city, replace(city, 'City', 'Region'), country, false from party
"""
VALUES = """
insert into field_value (id, field_id, record_id, words, number, day)
select uuidv7(), f.id, p.id, case when f.code = 'plan' then p.name_key end,
       case when f.code = 'seats' then p.spent_minor end,
       case when f.code = 'since' then p.birth_date end
  from party p, field f where f.kind = 'customer'
"""
TAG = "insert into tag (id, name, key, colour) values (%s, %s, %s, '')"
TAGGED = """
insert into party_tag (id, party_id, tag_id)
select uuidv7(), id, case when order_count = 7 then %s::uuid else %s::uuid end from party
"""
PROMISED = {
    "name:is:name 77": "party_name",
    "name:starts_with:name 777": "party_name",
    "name:any_of:name 7|name 8": "party_name",
    "stage:is:former": "party_stage",
    "country:is:DE": "party_country",
    "city:is:City 77": "party_city",
    "city:starts_with:City 777": "party_city",
    "region:is:Region 77": "address_region",
    "birth_date:on:2004-01-01": "party_birth_date",
    "birth_date:within:1999-03": "party_birth_date",
    "last_touch:after:today-3d": "party_last_touch",
    "last_order:within:last-7-days": "party_last_order",
    "orders:is:999": "party_order_count",
    "spent:between:100 EUR|101 EUR": "party_spent",
    "spent:above:499.90 EUR": "party_spent",
    "owner:is:me": "party_owner",
    "email:is:name.77@tea.example": "contact_point_normal",
    "email:starts_with:name.777": "contact_point_normal",
    "tags:any_of:vip": "party_tag_tag",
    "custom.plan:is:name 77": "field_value_words",
    "custom.plan:starts_with:name 777": "field_value_words",
    "custom.seats:between:7|9": "field_value_number",
    "custom.since:before:1869-01-01": "field_value_day",
}


@pytest.fixture
def crowd(shop: Shop) -> Iterator[None]:
    """Fifty thousand customers, whom the statistics know."""
    register_kind("customer", lambda: "Customer")
    with as_tenant(shop.tenant_id):
        for code, kind in (("plan", "text"), ("seats", "integer"), ("since", "date")):
            define_field("customer", code, code.title(), cast(FieldType, kind), actor=shop.actor)
    tag, other, owner = new_id(), new_id(), shop.actor.member_id
    values = {"salt": shop.slug, "now": NOW, "owner": owner, "unit": None, "people": PEOPLE}
    with as_tenant(shop.tenant_id), connection.cursor() as cursor:
        cursor.execute(CROWD, values)
        cursor.execute(POINTS)
        cursor.execute(ADDRESSES)
        cursor.execute(VALUES)
        cursor.execute(TAG, [tag, "VIP", "vip"])
        cursor.execute(TAG, [other, "Rest", "rest"])
        cursor.execute(TAGGED, [tag, other])
    with connections["owner"].cursor() as cursor:
        cursor.execute("analyze party, contact_point, address, field_value, party_tag, tag, field")
    yield


def test_each_promised_index_serves_its_comparison(shop: Shop, crowd: None) -> None:
    with as_tenant(shop.tenant_id), connection.cursor() as cursor:
        missed = {}
        for form, index in PROMISED.items():
            statement, params = compile_sql(parse(form), "customer", actor=shop.actor, now=NOW)
            cursor.execute(f"explain {statement}", params)
            plan = "\n".join(row[0] for row in cursor.fetchall())
            cursor.execute(f"select count(*) from ({statement}) found", params)
            (found,) = cursor.fetchone() or (0,)
            if index not in plan or not 0 < found < PEOPLE / 10:
                missed[form] = (index, found, plan)
        assert missed == {}


def test_every_promise_is_tried(shop: Shop) -> None:
    with as_tenant(shop.tenant_id):
        fields = read_for("customer", shop.actor).fields.values()
    tried = {form.partition(":")[0] for form in PROMISED}
    promised = {one.name for one in fields if one.indexed and operators_of(one)}
    assert promised - tried <= {
        *("unit", "phone", "segment", "in_segment", "risk", "at_stake", "would_buy")
    }, "the same shape as owner, email; what is learnt has tables of its own"
