"""Judging what records hold: which flaws are found, which are mended; any number of customers set-based."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection

from rapport.customers.party.contracts import ERASED
from rapport.customers.quality.rules.validity import judge_address, judge_email, judge_name, judge_phone

BATCH = 5_000
_PARTIES = "select id, name, kind from party where id = any(%s) and merged_into_id is null and name <> %s"
_POINTS = (
    "select party_id, kind, normal from contact_point where party_id = any(%s) and kind in ('email', 'phone')"
)
_ADDRESSES = """
select party_id, street, postal_code, city, region, country from address
 where party_id = any(%s) and country <> ''
"""
_MEND = """
update quality_flaw q set mended_at = %s
 where q.party_id = any(%s) and q.mended_at is null
   and not exists (select 1 from unnest(%s::uuid[], %s::text[]) as f(party_id, reason)
                    where f.party_id = q.party_id and f.reason = q.reason)
"""
_FIND = """
insert into quality_flaw as q (id, party_id, reason, found_at)
select uuidv7(), f.party_id, f.reason, %s from unnest(%s::uuid[], %s::text[]) as f(party_id, reason)
on conflict (tenant_id, party_id, reason)
do update set found_at = excluded.found_at, mended_at = null where q.mended_at is not null
"""


def judge_customers(party_ids: Sequence[UUID], *, now: datetime) -> int:
    """Note the flaws of these customers and those that are gone; returns how many stand. Needs a tenant."""
    found = sorted(set(_flaws(list(party_ids))))
    parties, reasons = [one for one, _reason in found], [reason for _one, reason in found]
    with connection.cursor() as cursor:
        cursor.execute(_MEND, [now, list(party_ids), parties, reasons])
        if found:
            cursor.execute(_FIND, [now, parties, reasons])
    return len(found)


def _flaws(party_ids: list[UUID]) -> Iterator[tuple[UUID, str]]:
    with connection.cursor() as cursor:
        cursor.execute(_PARTIES, [party_ids, ERASED])
        living = cursor.fetchall()
        cursor.execute(_POINTS, [party_ids])
        points = cursor.fetchall()
        cursor.execute(_ADDRESSES, [party_ids])
        addresses = cursor.fetchall()
    known = {party_id for party_id, _name, _kind in living}
    judged = [(party_id, judge_name(name, kind)) for party_id, name, kind in living]
    judged += [
        (party_id, judge_email(normal) if kind == "email" else judge_phone(normal))
        for party_id, kind, normal in points
    ]
    judged += [(party_id, judge_address(*address)) for party_id, *address in addresses]
    return ((party_id, flaw) for party_id, flaw in judged if flaw and party_id in known)
