"""Reads of the ledger, its present state, and wishes."""

import json
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, time, tzinfo
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth
from django.http import HttpRequest
from psycopg import sql

from rapport.customers.consent import rules
from rapport.customers.consent.contracts import ConsentLine, MoveCount, Permission, PreferenceState
from rapport.customers.consent.contracts.law import ConfirmRule, lay_over
from rapport.customers.consent.models import ConfirmRuleRow, Consent, ConsentMove, Preference
from rapport.customers.party.api import PartyRef, get_customer, resolve_customer, visible_ids
from rapport.customers.party.contracts import Seen
from rapport.kernel.identity.api import Actor
from rapport.kernel.settings.api import get_setting
from rapport.kernel.statements import planned_cursor

Hours = tuple[time, time]
# Two indexes of one party's rows are read per party, whatever the size of the ledger.
_ALLOWED = """
select p.id from party p
 where p.id = any(%(parties)s) and p.merged_into_id is null
   and not exists (select 1 from preference w where w.party_id = p.id and w.do_not_contact)
   and (select c.given from consent c
         where c.party_id = p.id and c.purpose = %(purpose)s and c.channel = %(channel)s and c.contact = ''
         order by c.at desc, c.id desc limit 1)
"""

# Planned once: one look for each party, by the index of its statements.
_PERMITTED = """
select n.n, p.zone, l.given, w.quiet_from, w.quiet_to, w.zone, w.do_not_contact
  from json_to_recordset(%s::json) n(n int, party uuid, contact text)
  join party p on p.id = n.party and p.merged_into_id is null
  left join lateral (select c.given from consent c
                      where c.party_id = n.party and c.purpose = %s and c.channel = %s
                        and c.contact in ('', n.contact)
                      order by c.at desc, c.id desc limit 1) l on true
  left join preference w on w.party_id = n.party
"""

# The same order of asking as `rules.decide`: of all statements that cover the address the last one counts.
_UNPERMITTED = sql.SQL("""
with last as (
    select distinct on (t.party_id) t.party_id, c.given
      from {table} t
      join consent c on c.party_id = t.party_id and c.purpose = %(purpose)s and c.channel = %(channel)s
                    and c.contact in ('', t.address)
     where t.reason = '' order by t.party_id, c.at desc, c.id desc
), judged as (
    select t.party_id, case when w.do_not_contact then 'do-not-contact' when l.given is null then 'no-consent'
                            when not l.given then 'withdrawn' end as reason
      from {table} t
      left join last l on l.party_id = t.party_id
      left join preference w on w.party_id = t.party_id
     where t.reason = ''
)
update {table} t set reason = j.reason from judged j where j.party_id = t.party_id and j.reason is not null
""")


def list_ledger(party_id: PartyRef, *, actor: Actor, limit: int = 500) -> list[ConsentLine]:
    """Return every statement of a party, newest first."""
    party = resolve_customer(party_id, actor=actor)
    return [_line(row) for row in Consent.objects.filter(party_id=party).order_by("-at", "-id")[:limit]]


def statements_of(party_id: UUID, *, actor: Actor) -> QuerySet[Consent]:
    """Return every statement of a party, for pages."""
    return Consent.objects.filter(party_id=resolve_customer(party_id, actor=actor))


def list_moves(channel: str, *, actor: Actor) -> QuerySet[ConsentMove]:
    """Return by which statements parties the actor may see came to allow anything on a channel, or ceased to.

    Only of short messages (`sms`) are they kept; of other channels there are none. Raises `Forbidden`.
    """
    actor.require("view", "customer")
    return ConsentMove.objects.filter(channel=channel, party_id__in=visible_ids(actor))


def count_moves(channel: str, zone: tzinfo, *, actor: Actor) -> list[MoveCount]:
    """Return how many parties came and went in each month of a zone, by their way, in one statement."""
    rows = list_moves(channel, actor=actor).annotate(month=TruncMonth("at", tzinfo=zone))
    counted = rows.values_list("month", "joined", "way").annotate(Count("id")).order_by("month")
    return [MoveCount(at.date(), joined, way, parties) for at, joined, way, parties in counted]


def select_joined(party_ids: Collection[UUID], channel: str) -> set[UUID]:
    """Return those of many parties that allow anything on a channel now; the caller has authorised."""
    last = ConsentMove.objects.filter(party_id__in=party_ids, channel=channel).order_by(
        "party_id", "-at", "-id"
    )
    return {party for party, joined in last.distinct("party_id").values_list("party_id", "joined") if joined}


def list_confirm_rules() -> list[ConfirmRule]:
    """Return where people are asked to confirm what they typed, by country; the caller has authorised."""
    rows = ConfirmRuleRow.objects.order_by("country")
    return lay_over([ConfirmRule(row.country, tuple(row.channels), row.source, own=True) for row in rows])


def find_confirmed(country: str) -> frozenset[str]:
    """Return on which channels people of a country are asked to confirm an address they typed."""
    found = (one.channels for one in list_confirm_rules() if one.country == country)
    return frozenset(next(found, ()))


def list_consents(party_id: PartyRef, *, actor: Actor) -> list[ConsentLine]:
    """Return the present state: the last statement of a party for each purpose, channel and address."""
    party = resolve_customer(party_id, actor=actor)
    rows = [_line(row) for row in Consent.objects.filter(party_id=party)]
    present = rules.present_state(rows)
    return [present[key] for key in sorted(present)]


def consents_of(request: HttpRequest, party: PartyRef, *, actor: Actor) -> list[ConsentLine]:
    """Return the present state as this request read it first: two cards of one page ask for it."""
    key = f"rapport_consents_{party.id if isinstance(party, Seen) else party}"
    if key not in request.__dict__:
        request.__dict__[key] = list_consents(party, actor=actor)
    found: list[ConsentLine] = request.__dict__[key]
    return found


def get_preference(party_id: PartyRef, *, actor: Actor) -> PreferenceState:
    """Return how a party wishes to be contacted; no wishes where none were told."""
    return find_preference(resolve_customer(party_id, actor=actor))


def may_contact(
    party_id: UUID, purpose: str, channel: str, *, at: datetime, actor: Actor, contact: str = ""
) -> Permission:
    """Tell whether a party may be contacted at a moment (UTC), and why not."""
    party = get_customer(party_id, actor=actor)
    ledger = Consent.objects.filter(party_id=party.id, purpose=purpose, channel=channel)
    return rules.decide(
        [_line(row) for row in ledger],
        _with_house_hours(find_preference(party.id), _house_hours()),
        purpose=purpose,
        channel=channel,
        at=at,
        contact=contact,
        zone=party.zone or get_setting("business.zone"),
    )


def may_contact_many(
    asked: Sequence[tuple[UUID, str]], purpose: str, channel: str, *, at: datetime
) -> list[Permission]:
    """Tell the same of many parties and the address each would be written to, in their order.

    For senders, within the transaction that claims; the calling room has authorised. Parties that are gone
    or merged away are answered like those without consent.
    """
    own, house = get_setting("business.zone"), _house_hours()
    wanted = [{"n": n, "party": str(party), "contact": contact} for n, (party, contact) in enumerate(asked)]
    answers = [Permission(False, "no-consent")] * len(asked)
    with planned_cursor() as cursor:
        cursor.execute(_PERMITTED, [json.dumps(wanted), purpose, channel])
        for n, zone, given, *wishes in cursor.fetchall():
            known = PreferenceState("", *wishes) if wishes[-1] is not None else PreferenceState()
            answers[n] = rules.permit(given, _with_house_hours(known, house), at=at, zone=zone or own)
    return answers


def refuse_unpermitted(table: str, purpose: str, channel: str) -> None:
    """Write into a temporary table why its parties may not be contacted, for plans of any size.

    `table` has `party_id`, `address` and an empty `reason`; quiet hours are asked when a message is claimed.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _UNPERMITTED.format(table=sql.Identifier("pg_temp", table)),
            {"purpose": purpose, "channel": channel},
        )


def select_allowed(party_ids: Collection[UUID], purpose: str, channel: str) -> set[UUID]:
    """Return those of many parties whose last statement about the whole channel allows it.

    Set-based, for audiences; quiet hours and single addresses are decided when a message is claimed.
    """
    values: dict[str, Any] = {"parties": list(party_ids), "purpose": purpose, "channel": channel}
    with connection.cursor() as cursor:
        cursor.execute(_ALLOWED, values)
        return {row[0] for row in cursor.fetchall()}


def find_preference(party_id: UUID) -> PreferenceState:
    """Return the kept wishes of a party, without asking who may see them."""
    row = Preference.objects.filter(party_id=party_id).first()
    return PreferenceState() if row is None else _wishes(row)


def _wishes(row: Preference) -> PreferenceState:
    return PreferenceState(row.preferred_channel, row.quiet_from, row.quiet_to, row.zone, row.do_not_contact)


def _house_hours() -> Hours | None:
    start, end = get_setting("quiet.from"), get_setting("quiet.to")
    return (time.fromisoformat(start), time.fromisoformat(end)) if start and end else None


def _with_house_hours(wishes: PreferenceState, house: Hours | None) -> PreferenceState:
    """Fill in the business's quiet hours where the party told none."""
    if wishes.quiet_from is not None or house is None:
        return wishes
    return replace(wishes, quiet_from=house[0], quiet_to=house[1])


def _line(row: Consent) -> ConsentLine:
    return ConsentLine(
        *(row.id, row.party_id, row.purpose, row.channel, row.given, row.at),
        *(row.origin, row.proof, row.source, row.contact, row.actor_id, row.way),
    )
