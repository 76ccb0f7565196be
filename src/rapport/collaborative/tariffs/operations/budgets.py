"""Budgets: set, raised, laid to rest; raising one has what it stopped asked again at once."""

from uuid import UUID

from rapport.collaborative.delivery.api import resume_stopped
from rapport.collaborative.tariffs.contracts import BudgetDraft
from rapport.collaborative.tariffs.models import MessageBudget, ServiceNumber
from rapport.collaborative.tariffs.queries.budgets import get_budget
from rapport.collaborative.tariffs.queries.naming import name_campaigns
from rapport.kernel.errors import Clash, Invalid, Unknown, say
from rapport.kernel.identity.api import Actor
from rapport.kernel.money.api import known_currencies
from rapport.kernel.work.api import Work, unit_of_work

MOST = 200
"""Budgets a business may have: each claim is held against all that are at work."""
REASONS = ("budget", "no-tariff", "no-rate")


def add_budget(draft: BudgetDraft, *, actor: Actor) -> MessageBudget:
    """Set a limit; raises `Forbidden`, `Invalid`, `Unknown` (number, campaign), `Clash` (too many)."""
    actor.require("create", "channel")
    with unit_of_work(actor) as work:
        if MessageBudget.objects.count() >= MOST:
            raise Clash("There are as many budgets as a business may have.", code="too-many")
        return _write(MessageBudget(created_at=work.now, version=0), draft, work)


def change_budget(
    budget_id: UUID, draft: BudgetDraft, *, version: int | None = None, actor: Actor
) -> MessageBudget:
    """Change a limit; what waits for money is asked again at once. Raises `Missing`, and as above."""
    with unit_of_work(actor) as work:
        row = get_budget(budget_id, actor=actor, verb="edit", lock=True)
        if version is not None and row.version != version:
            raise Clash("Somebody changed this budget meanwhile.", code="stale")
        _write(row, draft, work)
        for code in REASONS:
            resume_stopped(code, work)
        return row


def _write(row: MessageBudget, draft: BudgetDraft, work: Work) -> MessageBudget:
    _check(draft, row)
    row.name, row.amount_minor, row.currency = draft.name.strip(), draft.amount_minor, draft.currency
    row.reach, row.period, row.advertising = draft.reach, draft.period, draft.advertising
    row.number = draft.number if draft.reach == "number" else ""
    row.campaign_id = draft.campaign_id if draft.reach == "campaign" else None
    row.active, row.owner_id = draft.active, row.owner_id or work.actor.member_id
    row.version += 1
    row.save()
    return row


def _check(draft: BudgetDraft, row: MessageBudget) -> None:
    unknown, campaign = dict[str, str](), draft.campaign_id
    if campaign is not None and campaign != row.campaign_id and campaign not in name_campaigns([campaign]):
        unknown["campaign_id"] = say("There is no such campaign.")
    if draft.reach == "number" and not ServiceNumber.objects.filter(number=draft.number).exists():
        unknown["number"] = say("There is no such number.")
    if unknown:
        raise Unknown("There is no such record.", fields=unknown)
    wrong = {}
    if not draft.name.strip() or len(draft.name.strip()) > 120:
        wrong["name"] = say("A budget has a name.")
    if draft.currency not in known_currencies():
        wrong["currency"] = say("There is no such currency.")
    if draft.amount_minor <= 0:
        wrong["amount_minor"] = say("Above zero.")
    if wrong:
        raise Invalid("The budget is wrong.", fields=wrong)
    if draft.reach == "campaign" and campaign is None:
        said = say("Say which campaign.")
        raise Clash("Say which campaign.", fields={"campaign_id": said})
