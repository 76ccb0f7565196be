"""Give what lies ahead back to the customers, in words of the shop's language, where it is news."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import numpy as np
from django.utils import translation
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from rapport.analytical.value.rules.potential.histories import Floats
from rapport.analytical.value.rules.potential.learning import Learnt
from rapport.analytical.value.rules.potential.worth_ahead import Ahead
from rapport.customers.party.api import InsightDraft, record_insights
from rapport.kernel.identity.api import Actor
from rapport.kernel.money.api import to_major
from rapport.kernel.tenancy.api import TenantProfile

AHEAD, ALIVE = "ahead", "alive"


def tell_ahead(
    rows: NDArray[Any],
    ahead: Ahead,
    learnt: Learnt,
    *,
    tenant: TenantProfile,
    now: datetime,
    fit_id: UUID,
    actor: Actor,
) -> int:
    """Record `ahead` and `alive` for customers of whom something else is to be said; returns for how many.

    Money is told to two digits and the probability to whole percents: more is noise, and a night in which
    nothing happened writes nothing.
    """
    new = (round_money(rows["told_minor"]) != round_money(np.rint(ahead.money))) | (
        np.rint(rows["told_alive"] * 100) != np.rint(ahead.alive * 100)
    )
    chosen = np.flatnonzero(new)
    with translation.override(tenant.locale):
        drafts = _describe(rows, ahead, chosen, tenant)
        record_insights(drafts, model=learnt.model.name, model_version=str(fit_id), as_of=now, actor=actor)
    return len(chosen)


def tell_nothing(
    party_ids: Sequence[UUID], *, tenant: TenantProfile, now: datetime, fit_id: UUID, actor: Actor
) -> None:
    """Take back what was said of customers, since nothing can be said any more."""
    drafts = (
        draft
        for party_id in party_ids
        for draft in (InsightDraft(party_id, AHEAD, None, "", tenant.currency), InsightDraft(party_id, ALIVE))
    )
    record_insights(drafts, model="", model_version=str(fit_id), as_of=now, actor=actor)


def round_money(amounts: NDArray[Any]) -> Floats:
    """Return amounts to two digits."""
    plain = amounts.astype(np.float64)
    size = 10.0 ** (np.floor(np.log10(np.maximum(np.abs(plain), 1.0))) - 1)
    rounded: Floats = np.rint(plain / size) * size
    return rounded


def _describe(
    rows: NDArray[Any], ahead: Ahead, chosen: NDArray[np.intp], tenant: TenantProfile
) -> Iterator[InsightDraft]:
    currency = tenant.currency
    amounts = [round_money(column)[chosen] for column in (ahead.money, ahead.low, ahead.high)]
    counts = np.round(ahead.purchases[chosen], 1)
    shares = np.rint(ahead.alive[chosen] * 100)
    ids = [UUID(bytes=key.tobytes()) for key in rows["party_id"][chosen]]
    for party_id, money, low, high, count, share in zip(ids, *amounts, counts, shares, strict=True):
        expected = _(
            "%(count)s purchases expected within a year; in eight of ten cases %(low)s to %(high)s."
        ) % {
            "count": count,
            "low": _write(low, currency),
            "high": _write(high, currency),
        }
        there = _("With %(share)s %% probability still a customer.") % {"share": int(share)}
        reasons = ({"code": AHEAD, "text": expected}, {"code": ALIVE, "text": there})
        yield InsightDraft(party_id, AHEAD, float(money), "", currency, reasons)
        yield InsightDraft(party_id, ALIVE, float(share) / 100, "", "", reasons[1:])


def _write(minor: float, currency: str) -> str:
    return f"{to_major(int(minor), currency):,} {currency}"
