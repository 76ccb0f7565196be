"""Budgets, with what is spent of them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from rapport.collaborative.tariffs.contracts import BudgetDraft, BudgetLine
from rapport.collaborative.tariffs.models import MessageBudget
from rapport.collaborative.tariffs.queries.book import day_of, load_rates, measure_budgets
from rapport.collaborative.tariffs.queries.naming import name_campaigns
from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import Actor
from rapport.kernel.money.api import to_minor


def list_budgets(actor: Actor) -> QuerySet[MessageBudget]:
    """Return the budgets of the business; raises `Forbidden`."""
    actor.require("view", "channel")
    return MessageBudget.objects.all()


def get_budget(budget_id: UUID, *, actor: Actor, verb: str = "view", lock: bool = False) -> MessageBudget:
    """Return a budget; raises `Missing`, `Forbidden`."""
    actor.require(verb, "channel")
    rows = MessageBudget.objects.filter(id=budget_id)
    row = (rows.select_for_update() if lock else rows).first()
    if row is None:
        raise Missing("There is no such budget.")
    return row


def budget_lines(rows: Sequence[MessageBudget], at: datetime) -> list[BudgetLine]:
    """Return budgets with what is spent of them until a moment (UTC), in a few statements."""
    if not rows:
        return []
    day = day_of(at)
    spent = measure_budgets(rows, day, load_rates(day))
    names = name_campaigns({row.campaign_id for row in rows if row.campaign_id})
    return [
        BudgetLine(
            id=row.id,
            draft=draft_of(row),
            spent_minor=None if one.spent is None else to_minor(one.spent, row.currency),
            campaign=names.get(row.campaign_id, "") if row.campaign_id else "",
            owner_id=row.owner_id,
            version=row.version,
            created_at=row.created_at,
        )
        for row, one in zip(rows, spent, strict=True)
    ]


def draft_of(row: MessageBudget) -> BudgetDraft:
    """Return a budget as it would be entered."""
    return BudgetDraft(
        name=row.name,
        amount_minor=row.amount_minor,
        currency=row.currency,
        reach="number" if row.reach == "number" else "campaign" if row.reach == "campaign" else "business",
        number=row.number,
        campaign_id=row.campaign_id,
        period="whole" if row.period == "whole" else "month",
        advertising=row.advertising,
        active=row.active,
    )
