"""A customer with thousands of orders and a timeline without end still opens at once."""

import time

from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.house import Shop

from rapport.customers.party.tests.people import enter
from rapport.kernel.tenancy.api import as_tenant

MOST_QUERIES, MOST_SECONDS = 25, 0.4
FILL = """
with made as (
  insert into sales_order (tenant_id, id, party_id, number, source, status, placed_at, currency, total_minor)
  select %(tenant)s, gen_random_uuid(), %(party)s, 'B-' || n, 'file', 'paid',
         now() - n * interval '1 hour', 'EUR', n from generate_series(1, 5000) n returning id)
select count(*) from made
"""
TOUCHES = """
insert into touch (tenant_id, id, party_id, at, kind, channel, direction, title, summary, subject_kind,
                   actor_name)
select %(tenant)s, gen_random_uuid(), %(party)s, now() - n * interval '10 minutes', 'order.paid', '', 'in',
       'B-' || n, '', 'order', '' from generate_series(1, 20000) n
"""


def test_a_busy_customer_opens_at_once(
    signed_in: Client, shop: Shop, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    state = enter(shop, "Busy Shopper", "busy@example.com")
    values = {"tenant": shop.tenant_id, "party": state.id}
    with as_tenant(shop.tenant_id), connection.cursor() as cursor:
        cursor.execute(FILL, values)
        cursor.execute(TOUCHES, values)
    path = f"/customers/{state.id}"
    signed_in.get(path)
    with django_assert_max_num_queries(MOST_QUERIES):
        page = signed_in.get(path).content.decode()
    assert page.count('class="entry"') == 15
    times = []
    for _ in range(7):
        start = time.process_time()
        signed_in.get(path)
        times.append(time.process_time() - start)
    assert min(times) < MOST_SECONDS
