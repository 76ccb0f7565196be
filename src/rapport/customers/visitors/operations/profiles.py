"""What is known of visitors: counters and tastes, kept by micro-batches, taken along when they identify."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec
from django.db import connection
from django.utils import timezone

from rapport.bigdata.realtime.contracts import Gain
from rapport.customers.visitors.models import VisitorProfile
from rapport.kernel.statements import execute_planned

UNKNOWN_FOR = timedelta(days=90)
"""How long a visitor who never said who they are is remembered."""
# What two rows come to; of the categories the fifty looked at most stay.
_ADD = """
on conflict (tenant_id, visitor_id, party_id) do update
   set views = p.views + excluded.views, searches = p.searches + excluded.searches,
       carts = p.carts + excluded.carts, orders = p.orders + excluded.orders,
       first_at = least(p.first_at, excluded.first_at), last_at = greatest(p.last_at, excluded.last_at),
       cart_at = greatest(p.cart_at, excluded.cart_at), order_at = greatest(p.order_at, excluded.order_at),
       viewed_at = greatest(p.viewed_at, excluded.viewed_at),
       viewed = case when p.viewed_at is null
                       or (excluded.viewed_at, excluded.viewed) > (p.viewed_at, p.viewed)
                     then excluded.viewed else p.viewed end,
       tastes = (select coalesce(jsonb_object_agg(name, views), '{}') from (
                    select name, sum(views::bigint) as views
                      from (select * from jsonb_each_text(p.tastes)
                             union all select * from jsonb_each_text(excluded.tastes)) t(name, views)
                     group by name order by sum(views::bigint) desc, name limit 50) s)
"""
_KEEP = """
insert into visitor_profile as p (id, visitor_id, party_id, views, searches, carts, orders, first_at, last_at,
                                  cart_at, order_at, viewed_at, viewed, tastes)
select uuidv7(), n.visitor_id,
       (select l.party_id from visitor_link l where l.visitor_id = n.visitor_id
         order by l.linked_at desc, l.party_id limit 1),
       n.views, n.searches, n.carts, n.orders, n.first_at, n.last_at, n.cart_at, n.order_at,
       n.viewed_at, n.viewed, n.tastes
  from unnest(%b::uuid[], %b::bigint[], %b::bigint[], %b::bigint[], %b::bigint[], %b::timestamptz[],
              %b::timestamptz[], %b::timestamptz[], %b::timestamptz[], %b::timestamptz[], %b::text[],
              %b::text[]::jsonb[])
    as n(visitor_id, views, searches, carts, orders, first_at, last_at, cart_at, order_at, viewed_at, viewed,
         tastes)
"""
_ADOPT = """
with moved as (
    delete from visitor_profile p
     where p.party_id is null and p.visitor_id = any(%(visitors)s)
       and exists (select from visitor_link l where l.visitor_id = p.visitor_id)
    returning p.*
)
insert into visitor_profile as p (id, visitor_id, party_id, views, searches, carts, orders, first_at, last_at,
                                  cart_at, order_at, viewed_at, viewed, tastes)
select m.id, m.visitor_id,
       (select l.party_id from visitor_link l where l.visitor_id = m.visitor_id
         order by l.linked_at, l.party_id limit 1),
       m.views, m.searches, m.carts, m.orders, m.first_at, m.last_at, m.cart_at, m.order_at,
       m.viewed_at, m.viewed, m.tastes
  from moved m
"""
_KNOWN = """
select distinct on (visitor_id) visitor_id, party_id from visitor_link
 where visitor_id = any(%s) order by visitor_id, linked_at desc, party_id
"""


class Profiles:
    """Keeps what visitors did for `bigdata.realtime`, inside its transactions (`ProfileSink`)."""

    def keep(self, gains: Sequence[Gain]) -> None:
        """Add these gains to the customer a visitor is now, or to the visitor while unknown."""
        rows = [_row(one) for one in gains]
        execute_planned(_KEEP + _ADD, [list(column) for column in zip(*rows, strict=True)])

    def recognise(self, visitor_ids: Sequence[UUID]) -> dict[UUID, UUID]:
        """Return who these visitors are now; what they did while unknown is their first customer's."""
        with connection.cursor() as cursor:
            cursor.execute(_KNOWN, [list(visitor_ids)])
            known: dict[UUID, UUID] = dict(cursor.fetchall())
            if known:
                cursor.execute(_ADOPT + _ADD, {"visitors": list(known)})
        return known


def forget_unknown() -> int:
    """Forget visitors who did not say who they are and did not come back; returns how many."""
    gone, _ = VisitorProfile.objects.filter(party=None, last_at__lt=timezone.now() - UNKNOWN_FOR).delete()
    return gone


def _row(one: Gain) -> tuple[Any, ...]:
    return (
        *(one.visitor_id, one.views, one.searches, one.carts, one.orders, one.first_at, one.last_at),
        *(one.cart_at, one.order_at, one.viewed_at, one.viewed, _json(one.categories)),
    )


def _json(tastes: dict[str, int]) -> str:
    return msgspec.json.encode(tastes).decode()
