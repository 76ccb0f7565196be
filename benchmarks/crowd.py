"""A crowd drawn inside the database: many customers, one of them with thousands of orders and touches."""

from uuid import UUID

from psycopg import sql

from rapport.site.bench.place import Place

OPENED = UUID("01900000-0000-7000-8000-000000000001")
FIRST_NAMES = ("Ada", "Grace", "Lin", "Wei", "Fang", "Jonas", "Mia", "Omar", "Ines", "Paul")
LAST_NAMES = ("Lovelace", "Hopper", "Wang", "Chen", "Weber", "Keller", "Silva", "Novak", "Haas", "Braun")
START = "timestamptz '2026-11-01' - n * interval '3 minutes'"
CUSTOMER_ID = "('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid"
STATEMENTS = {
    "party": """
        insert into party (id, kind, name, given_name, family_name, name_key, country, city, zone,
                           locale, tax_number, website, stage, origin, order_count, spent_minor, currency,
                           first_order_at, last_order_at, version, created_at, updated_at)
        select {customer}, 'person', first || ' ' || last, first, last, lower(first || ' ' || last || n),
               'DE', 'Berlin', '', 'en', '', '', 'customer', 'own', 1, 1000 + n % 5000, 'EUR',
               {start}, {start}, 1, {start}, {start}
          from (select n, ({first}::text[])[1 + n % 10] as first, ({last}::text[])[1 + n / 10 % 10] as last
                  from generate_series(1, {customers}) n) crowd
    """,
    "contact_point": """
        insert into contact_point (id, party_id, kind, value, normal, label, preferred)
        select uuidv7(), {customer}, 'email', 'c' || n || '@example.com', 'c' || n || '@example.com', '', true
          from generate_series(1, {customers}) n
    """,
    "party_role": """
        insert into party_role (id, party_id, role)
        select uuidv7(), {customer}, 'customer' from generate_series(1, {customers}) n
    """,
    "customer_worth": """
        insert into customer_worth (id, party_id, first_at, last_at, orders, gross_minor, returned_minor,
                                    recency_score, frequency_score, monetary_score, segment, as_of)
        select uuidv7(), {customer}, {start}, {start}, 1, 1000 + n % 5000, 0, 3, 3, 3, 'need_attention', now()
          from generate_series(1, {customers}) n
    """,
    "worth_summary": """
        insert into worth_summary (id, as_of, currency, customers, revenue_minor, returned_minor,
                                   guest_orders, guest_minor, top_fifth_share, customers_for_eighty,
                                   gini, points, cuts)
        values (uuidv7(), now(), 'EUR', {customers}, 1000000000, 0, 0, 0, 0.8, 1, 0.5, '[]', '{{}}')
    """,
    "sales_order": """
        insert into sales_order (id, number, source, party_id, status, placed_at, currency,
                                 subtotal_minor, total_minor)
        select gen_random_uuid(), 'B-' || n, 'bench', {opened}, 'completed', {start}, 'EUR',
               n % 9000, n % 9000
          from generate_series(1, {orders}) n
    """,
    "order_line": """
        insert into order_line (id, order_id, position, sku, description, quantity, unit_price, total_minor)
        select gen_random_uuid(), o.id, 1, 'SKU-' || o.number, 'A thing', 1, 10, 1000 from sales_order o
    """,
    "touch": """
        insert into touch (id, party_id, at, kind, channel, direction, title, summary, subject_kind,
                           actor_name)
        select gen_random_uuid(), {opened}, {start}, ({kinds}::text[])[1 + n % 3], 'phone', 'in',
               'Touch ' || n, 'What was said.', 'customer', 'Bench'
          from generate_series(1, {touches}) n
    """,
}


def draw_crowd(place: Place, tenant_id: UUID, *, customers: int, orders: int, touches: int) -> None:
    """Draw the crowd for a tenant through row-level security and history, and gather statistics."""
    values = {
        "customer": sql.SQL(CUSTOMER_ID),
        "start": sql.SQL(START),
        "opened": sql.Literal(OPENED),
        "first": sql.Literal(list(FIRST_NAMES)),
        "last": sql.Literal(list(LAST_NAMES)),
        "kinds": sql.Literal(["call", "order.placed", "note"]),
        "customers": sql.Literal(customers),
        "orders": sql.Literal(orders),
        "touches": sql.Literal(touches),
    }
    with place.connect() as connection:
        connection.execute("select set_config('rapport.tenant', %s, false)", [str(tenant_id)])
        for statement in STATEMENTS.values():
            connection.execute(sql.SQL(statement).format(**values))
        connection.execute("vacuum analyze")
