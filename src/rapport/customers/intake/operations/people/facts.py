"""The facts of landed customers, in parcels: each carries the customer's whole public state.

Whoever is new and named by one row is told from the chunk's own columns, without reading back what was
written; everybody else from the tables. A test holds both against the state the rest of the house reads.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import polars as pl

from rapport.customers.intake.operations import bulk
from rapport.customers.intake.operations.people import statements, states
from rapport.kernel.outbox.api import PARCEL
from rapport.kernel.work.api import Work

# The state is read where it was written; ids go in as one array, so that each table is looked up by its key.
STATES: Final = """
with who as (
    select pid, fresh, row_number() over (partition by fresh order by row_number) - 1 as nth
      from pg_temp.person where wanted and fwd = 1 and not plain
), points as (
    select party_id, json_agg(json_build_object(
               'id', id, 'kind', kind, 'value', value, 'normal', normal, 'label', label, 'preferred',
               preferred,
               'verified_at', verified_at) order by id) as them
      from contact_point where party_id = any(array(select pid from who)) group by party_id
), addresses as (
    select party_id, json_agg(json_build_object(
               'id', id, 'label', label, 'street', street, 'postal_code', postal_code, 'city', city,
               'region', region,
               'country', country, 'preferred', preferred) order by id) as them
      from address where party_id = any(array(select pid from who)) group by party_id
), externals as (
    select party_id, json_agg(json_build_object('system', system, 'external_id', external_id) order by id)
    as them
      from external_id where party_id = any(array(select pid from who)) group by party_id
), roles as (
    select party_id, json_agg(role order by role) as them
      from party_standing where party_id = any(array(select pid from who)) group by party_id
), tags as (
    select p.party_id, json_agg(t.name order by t.key) as them
      from party_tag p join tag t on t.id = p.tag_id
     where p.party_id = any(array(select pid from who)) group by p.party_id
)
select w.fresh, count(*)::int, string_agg(json_build_object(
         'subject_id', p.id, 'version', p.version, 'payload', json_build_object(
             'customer_id', p.id, 'version', p.version,
             'state', json_build_object('id', p.id, 'version', p.version, 'kind', p.kind, 'name', p.name,
                 'given_name', p.given_name, 'family_name', p.family_name, 'country', p.country,
                 'city', p.city, 'zone', p.zone, 'locale', p.locale, 'birth_date', p.birth_date,
                 'tax_number', p.tax_number, 'website', p.website, 'stage', p.stage, 'origin', p.origin,
                 'unit_id', p.unit_id, 'owner_id', p.owner_id, 'order_count', p.order_count,
                 'spent_minor', p.spent_minor, 'currency', p.currency, 'first_order_at', p.first_order_at,
                 'last_order_at', p.last_order_at, 'last_touch_at', p.last_touch_at,
                 'merged_into_id', p.merged_into_id, 'created_at', p.created_at,
                 'updated_at', p.updated_at,
                 'contact_points', coalesce(c.them, '[]'),
                 'addresses', coalesce(a.them, '[]'),
                 'external_ids', coalesce(e.them, '[]'),
                 'roles', coalesce(r.them, '[]'),
                 'tags', coalesce(t.them, '[]'))))::text, E'\\n')
  from who w
  join party p on p.id = w.pid and p.id = any(array(select pid from who))
  left join points c on c.party_id = p.id
  left join addresses a on a.party_id = p.id
  left join externals e on e.party_id = p.id
  left join roles r on r.party_id = p.id
  left join tags t on t.party_id = p.id
 group by w.fresh, w.nth / %(parcel)s
"""
NAMES: Final = {True: "customer.created.v1", False: "customer.updated.v1"}


def record(people: pl.DataFrame, points: pl.DataFrame, values: Mapping[str, Any], work: Work) -> None:
    """Record one fact for each customer the chunk brought or met."""
    plainly = pl.col("plain") & pl.col("wanted")
    plain = people.filter(plainly)
    if plain.height:
        tags = {text: list(names) for text, names in bulk.rows(statements.TAG_NAMES)}
        work.record_bulk(NAMES[True], "customer", _packed(states.lines_of(plain, points, tags, values)))
    others = people.filter(~plainly, "wanted", pl.col("fwd") == 1)
    found = bulk.rows(STATES, {**values, "parcel": PARCEL}) if others.height else []
    for fresh, name in NAMES.items():
        parcels = [
            (int(str(count)), str(lines).encode() + b"\n") for one, count, lines in found if one is fresh
        ]
        if parcels:
            work.record_bulk(name, "customer", parcels)


def _packed(lines: pl.Series) -> Iterator[tuple[int, bytes]]:
    for start in range(0, lines.len(), PARCEL):
        piece = lines.slice(start, PARCEL)
        yield piece.len(), piece.str.join("").cast(pl.Binary).item()
