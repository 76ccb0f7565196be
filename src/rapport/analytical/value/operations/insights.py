"""Give what was learnt back to the customers whose worth changed, in words of the shop's language."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.backends.utils import CursorWrapper
from django.utils import translation
from django.utils.translation import gettext as _

from rapport.analytical.value.contracts import Reason, Scores
from rapport.analytical.value.operations import statements as sql
from rapport.analytical.value.rules.history import PurchaseHistory, count_recency_days
from rapport.analytical.value.rules.reasons import explain
from rapport.analytical.value.rules.segments import name_segment
from rapport.customers.party.api import InsightDraft, record_insights
from rapport.kernel.identity.api import Actor
from rapport.kernel.money.api import to_major
from rapport.kernel.tenancy.api import TenantProfile

MODEL, VERSION = "rfm", "1"
CHUNK = 5_000


def tell_customers(cursor: CursorWrapper, *, actor: Actor, tenant: TenantProfile, now: datetime) -> int:
    """Record `rfm`, `segment` and `monetary` for every customer that changed; returns how many did.

    Who bought nothing any more loses the segment: the insight's label becomes empty.
    """
    changed = 0
    with translation.override(tenant.locale):
        while rows := _take(cursor):
            changed += len(rows)
            drafts = [draft for row in rows for draft in _describe(row, tenant, now)]
            record_insights(drafts, model=MODEL, model_version=VERSION, as_of=now, actor=actor)
        cursor.execute("select party_id from worth_gone")
        gone = [party_id for (party_id,) in cursor.fetchall()]
        empty = [draft for party_id in gone for draft in _describe_nothing(party_id, tenant)]
        record_insights(empty, model=MODEL, model_version=VERSION, as_of=now, actor=actor)
    return changed + len(gone)


def _take(cursor: CursorWrapper) -> list[tuple[PurchaseHistory, Scores]]:
    """Take the next changed customers off the list: however many there are, memory stays small."""
    cursor.execute(sql.TAKE_CHANGED, {"size": CHUNK})
    return [(PurchaseHistory(*row[:6]), Scores(*row[6:])) for row in cursor.fetchall()]


def _describe(
    row: tuple[PurchaseHistory, Scores], tenant: TenantProfile, now: datetime
) -> Iterator[InsightDraft]:
    history, scores = row
    party_id, zone = history.party_id, ZoneInfo(tenant.zone)
    measures = explain(history, scores, count_recency_days(history.last_at, now, zone))
    reasons = tuple(
        {"code": reason.code, "score": reason.score, "text": write_reason(reason, history, tenant)}
        for reason in measures
    )
    yield InsightDraft(party_id, "rfm", float(sum(map(int, scores.code))), scores.code)
    yield InsightDraft(party_id, "segment", None, str(name_segment(scores)), "", reasons)
    yield InsightDraft(party_id, "monetary", float(history.gross_minor), "", tenant.currency, reasons[2:])


def _describe_nothing(party_id: UUID, tenant: TenantProfile) -> Iterator[InsightDraft]:
    yield InsightDraft(party_id, "rfm")
    yield InsightDraft(party_id, "segment")
    yield InsightDraft(party_id, "monetary", 0.0, "", tenant.currency)


def write_reason(reason: Reason, history: PurchaseHistory, tenant: TenantProfile) -> str:
    """Return a measure as a sentence; the day is the tenant's, so the sentence stays true as days pass."""
    better = {"share": reason.better_than}
    match reason.code:
        case "recency":
            day = history.last_at.astimezone(ZoneInfo(tenant.zone)).date().isoformat()
            return _("Last bought on %(day)s, later than %(share)s %% of customers.") % {"day": day, **better}
        case "frequency":
            counted = {"orders": history.orders, **better}
            return _("Bought %(orders)s times, more often than %(share)s %% of customers.") % counted
        case _:
            amount = f"{to_major(history.gross_minor, tenant.currency):,} {tenant.currency}"
            return _("Spent %(amount)s, more than %(share)s %% of customers.") % {"amount": amount, **better}
