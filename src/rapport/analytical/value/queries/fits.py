"""Reads: what was learnt of the time ahead, and how good the guesses were."""

from django.db.models import Count, Sum

from rapport.analytical.value.contracts import (
    AheadTotals,
    CalibrationGroup,
    FitView,
    GuessErrors,
    Parameter,
    Refusal,
)
from rapport.analytical.value.models import WorthFit
from rapport.analytical.value.queries.reach import list_worths, sees_everything
from rapport.kernel.errors import Forbidden
from rapport.kernel.identity.api import Actor

MOST = 30


def find_fit(actor: Actor) -> FitView | None:
    """Return the newest fit, or None before the first; its sums are the whole business's."""
    actor.require("view", "worth")
    row = WorthFit.objects.order_by("-as_of", "-id").first()
    return _view(row) if row else None


def list_fits(actor: Actor) -> list[FitView]:
    """Return the newest thirty fits, the newest first; raises `Forbidden` for who does not see everything."""
    if not sees_everything(actor):
        raise Forbidden("Fits speak of the whole business.")
    return [_view(row) for row in WorthFit.objects.order_by("-as_of", "-id")[:MOST]]


def sum_ahead(actor: Actor) -> AheadTotals:
    """Return what is expected of the customers in sight, by the newest fit."""
    sums = list_worths(actor).aggregate(
        Count("alive"), Sum("alive"), Sum("orders_ahead"), Sum("ahead_minor"), Sum("lifetime_minor")
    )
    return AheadTotals(
        customers=sums["alive__count"],
        alive=sums["alive__sum"] or 0.0,
        purchases=sums["orders_ahead__sum"] or 0.0,
        money_minor=int(sums["ahead_minor__sum"] or 0),
        lifetime_minor=int(sums["lifetime_minor__sum"] or 0),
    )


def _view(row: WorthFit) -> FitView:
    return FitView(
        id=row.id,
        as_of=row.as_of,
        model=row.model,
        currency=row.currency,
        first_day=row.first_day,
        cut_day=row.cut_day,
        last_day=row.last_day,
        customers=row.customers,
        came_back=row.came_back,
        refusal=Refusal(row.refusal) if row.refusal else None,
        parameters=tuple(Parameter(**one) for one in row.parameters),
        errors=GuessErrors(**row.errors) if row.errors else None,
        groups=tuple(CalibrationGroup(**one) for one in row.groups),
        candidates=row.candidates,
        purchases_ahead=row.orders_ahead,
        money_ahead_minor=row.ahead_minor,
        lifetime_minor=row.lifetime_minor,
        discount_percent=row.discount_percent,
    )
