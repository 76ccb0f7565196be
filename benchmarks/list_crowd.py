"""A crowd for lists: customers who differ in all they are sorted and filtered by, and their orders."""

from uuid import UUID

from crowd import CUSTOMER_ID, FIRST_NAMES, LAST_NAMES
from drawing import drawing
from psycopg import sql

from rapport.site.bench.place import Place

START = "timestamptz '2026-11-01' - n * interval '20 seconds'"
STATEMENTS = (
    """
    insert into party (id, kind, name, given_name, family_name, name_key, country, city, zone, locale,
                       tax_number, website, stage, origin, order_count, spent_minor, currency,
                       first_order_at, last_order_at, last_touch_at, birth_date, version,
                       created_at, updated_at)
    select {customer}, case when n % 10 = 0 then 'company' else 'person' end, first || ' ' || last,
           first, last, lower(first || ' ' || last || ' ' || mixed), ({countries}::text[])[1 + mixed % 12],
           'City ' || mixed % 5000, '', 'en', '', '',
           case when mixed % 100 = 0 then 'former' else 'customer' end, 'own', bought,
           case when bought > 0 then mixed % 500000 else 0 end, case when bought > 0 then 'EUR' else '' end,
           case when bought > 0 then {start} end, case when bought > 0 then {start} end, {start},
           date '2008-01-01' - mixed % 25000, 1, {start}, {start}
      from (select n, mixed, mixed % 11 as bought, ({first}::text[])[1 + mixed % 10] as first,
                   ({last}::text[])[1 + mixed / 10 % 10] as last
              from (select n, (n * 7919 % {customers})::int as mixed
                      from generate_series(1, {customers}::bigint) n) drawn) crowd
    """,
    """
    insert into contact_point (id, party_id, kind, value, normal, label, preferred)
    select uuidv7(), {customer}, 'email', 'c' || n || '@example.com', 'c' || n || '@example.com', '', true
      from generate_series(1, {customers}) n
    """,
    """
    insert into field_value (id, field_id, record_id, number)
    select uuidv7(), {seats}, {customer}, n * 104729 % 10000 from generate_series(1, {customers}::bigint) n
    """,
    """
    insert into field_value (id, field_id, record_id, words)
    select uuidv7(), {plan}, {customer}, 'plan ' || n * 104729 % 1000
      from generate_series(1, {customers}::bigint) n
    """,
    """
    insert into sales_order (id, number, source, party_id, status, placed_at, currency, country, channel,
                             subtotal_minor, total_minor)
    select uuidv7(), 'L-' || n, 'bench',
           ('01900000-0000-7000-8000-' || lpad(to_hex(1 + n % {customers}), 12, '0'))::uuid,
           ({statuses}::text[])[1 + n % 7], timestamptz '2026-11-01' - n * interval '20 seconds', 'EUR',
           ({countries}::text[])[1 + n % 12], ({channels}::text[])[1 + n % 3], n % 9000, n % 9000
      from generate_series(1, {orders}) n
    """,
)
COUNTRIES = ("DE", "CN", "GB", "FR", "US", "IT", "ES", "NL", "PL", "AT", "CH", "SE")
STATUSES = ("placed", "paid", "shipped", "delivered", "completed", "completed", "cancelled")


def draw_lists(
    place: Place, tenant_id: UUID, *, customers: int, orders: int, seats: UUID, plan: UUID
) -> None:
    """Draw customers, values of two fields of their own, and orders, through the walls; gather statistics."""
    values = {
        **{"customer": sql.SQL(CUSTOMER_ID), "start": sql.SQL(START)},
        **{"first": sql.Literal(list(FIRST_NAMES)), "last": sql.Literal(list(LAST_NAMES))},
        **{"countries": sql.Literal(list(COUNTRIES)), "statuses": sql.Literal(list(STATUSES))},
        **{"channels": sql.Literal(["web", "phone", "shop"]), "seats": sql.Literal(seats)},
        **{"plan": sql.Literal(plan), "customers": sql.Literal(customers), "orders": sql.Literal(orders)},
    }
    tables = ("party", "contact_point", "field_value", "sales_order")
    with drawing(place, tenant_id, *tables) as connection:
        for statement in STATEMENTS:
            connection.execute(sql.SQL(statement).format(**values))
