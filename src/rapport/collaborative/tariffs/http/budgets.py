"""Budgets: the list with what is spent, the form."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from rapport.collaborative.tariffs.contracts import BudgetLine
from rapport.collaborative.tariffs.http.forms import BudgetForm, budget_values
from rapport.collaborative.tariffs.http.words import BUDGETS, LEVEL_TONES, LEVELS, PERIODS, REACHES
from rapport.collaborative.tariffs.operations.budgets import add_budget, change_budget
from rapport.collaborative.tariffs.queries.budgets import budget_lines, get_budget, list_budgets
from rapport.collaborative.tariffs.rules.limits import WARN
from rapport.kernel.identity.api import actor_of
from rapport.kernel.tenancy.api import get_own_tenant
from rapport.ui.api import (
    Action,
    Badge,
    Column,
    Crumb,
    Empty,
    Link,
    Meter,
    Money,
    Muted,
    ShortList,
    Toast,
    answer_form,
    go_to,
    keep_form,
    posted,
    show_short,
)

NAMES = {"amount_minor": "amount"}
"""Fields of the form by what refusals call them."""


@require_GET
def show_budgets(request: HttpRequest) -> HttpResponse:
    """The limits of the business, with what is spent of each."""
    actor = actor_of(request)
    columns: list[Column[BudgetLine]] = [
        Link(
            *("name", _("Name")),
            value=lambda one: one.draft.name,
            href=lambda one: f"{BUDGETS}/{one.id}",
            width=13,
            grow=True,
            phone="title",
        ),
        Muted("counts", _("Counts"), value=_counts, phone="under", width=14),
        Muted("period", _("Period"), value=lambda one: PERIODS[one.draft.period]),
        Money(
            *("amount", _("At most")),
            value=lambda one: one.draft.amount_minor,
            currency=lambda one: one.draft.currency,
        ),
        Money(
            *("spent", _("Spent")), value=lambda one: one.spent_minor, currency=lambda one: one.draft.currency
        ),
        Meter("share", _("Share spent"), value=lambda one: None if one.share is None else min(one.share, 1)),
        Badge(*("state", _("Status")), value=level_of, tones=LEVEL_TONES, labels=LEVELS, phone="corner"),
    ]
    actions = [Action(_("New budget"), f"{BUDGETS}/new", icon="plus", main=True)]
    listing = ShortList(
        name="budgets",
        title=_("Budgets for messages"),
        columns=columns,
        rows=budget_lines(list(list_budgets(actor).order_by("name", "id")), timezone.now()),
        actions=actions if actor.may("create", "channel") else [],
        empty=Empty(
            _("No limit yet"),
            _("A budget warns at 80 % and stops messages before more is spent than it allows."),
            icon="wallet",
        ),
    )
    return show_short(request, listing)


@never_cache
def add(request: HttpRequest) -> HttpResponse:
    """Set a limit."""
    actor = actor_of(request)
    begun = {"active": True, "currency": get_own_tenant(actor.tenant_id).currency}
    form = BudgetForm(posted(request), initial=begun).offer(actor)
    if keep_form(form, lambda: add_budget(form.draft(), actor=actor), NAMES):
        return go_to(request, BUDGETS, Toast(_("The budget holds from now on")))
    return _form(request, form, _("New budget"))


@never_cache
def change(request: HttpRequest, budget_id: UUID) -> HttpResponse:
    """Change a limit; what waits for money is asked again."""
    actor = actor_of(request)
    (line,) = budget_lines([get_budget(budget_id, actor=actor, verb="edit")], timezone.now())
    campaign = line.draft.campaign_id
    form = BudgetForm(posted(request), initial=budget_values(line.draft, line.version))
    form.offer(actor, (campaign, line.campaign or str(campaign)) if campaign else None)

    def keep() -> object:
        version = form.cleaned_data["version"]
        return change_budget(budget_id, form.draft(), version=version, actor=actor)

    if keep_form(form, keep, NAMES):
        return go_to(request, BUDGETS, Toast(_("Saved; messages that waited for money are asked again")))
    return _form(request, form, line.draft.name)


def level_of(line: BudgetLine) -> str:
    """Return how much is left, as a word."""
    if not line.draft.active:
        return "rest"
    if line.share is None:
        return "unknown"
    return "gone" if line.share >= 1 else "nearly" if line.share >= WARN else "free"


def _counts(line: BudgetLine) -> str:
    said = line.draft.number or line.campaign or str(REACHES[line.draft.reach])
    return f"{said} ({_('advertising only')})" if line.draft.advertising else said


def _form(request: HttpRequest, form: BudgetForm, title: str) -> HttpResponse:
    crumbs = [Crumb(_("Budgets for messages"), BUDGETS), Crumb(title)]
    return answer_form(request, form, title=title, crumbs=crumbs, cancel=BUDGETS)
