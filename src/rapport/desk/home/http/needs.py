"""What needs somebody: imports with faults or unfinished, orders that wait, invoices past their day."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rapport.customers.intake.api import list_recent_imports
from rapport.kernel.identity.api import Actor, actor_of, find_actor_of
from rapport.operational.orders.api import count_waiting

PATIENCE = timedelta(days=3)
UNFINISHED, FAILED = ("draft",), ("failed",)


@dataclass(frozen=True, slots=True)
class Need:
    """One line: what waits, and where one deals with it."""

    text: str
    href: str
    icon: str
    tone: str = "plain"


def may_be_needed(request: HttpRequest) -> bool:
    """Whether this member has anything to do with orders or imports."""
    actor = find_actor_of(request)
    return actor is not None and (actor.may("view", "order") or actor.may("view", "import"))


def draw_needs(request: HttpRequest, subject: UUID | None) -> str:
    """The lines, or nothing where nothing waits."""
    actor = actor_of(request)
    needs = [*_needs_of_imports(actor), *_needs_of_orders(actor)]
    return render_to_string("home/needs.html", {"needs": needs}, request) if needs else ""


def _needs_of_imports(actor: Actor) -> list[Need]:
    if not actor.may("view", "import"):
        return []
    needs = []
    for run in list_recent_imports(actor=actor):
        values = {"file": run.file_name, "count": run.rejected}
        href = f"/imports/{run.id}"
        if run.status in UNFINISHED:
            needs.append(Need(_("“%(file)s” waits to be imported") % values, href, "upload"))
        elif run.status in FAILED:
            needs.append(Need(_("The import of “%(file)s” failed") % values, href, "circle-alert", "bad"))
        elif run.rejected and run.status == "done":
            said = ngettext(
                "%(count)s row of “%(file)s” was rejected",
                "%(count)s rows of “%(file)s” were rejected",
                run.rejected,
            )
            needs.append(Need(said % values, href, "triangle-alert", "warn"))
    return needs


def _needs_of_orders(actor: Actor) -> list[Need]:
    if not actor.may("view", "order"):
        return []
    now = timezone.now()
    waiting = count_waiting(actor, now, patience=PATIENCE, today=timezone.localdate(now))
    needs = []
    if waiting.unsent:
        said = ngettext("%(count)s order to send", "%(count)s orders to send", waiting.unsent)
        shown = said % {"count": waiting.unsent}
        needs.append(Need(shown, "/orders?status=paid&status=packed", "package"))
    if waiting.unpaid:
        said = ngettext("%(count)s order waits for money", "%(count)s orders wait for money", waiting.unpaid)
        needs.append(Need(said % {"count": waiting.unpaid}, "/orders?status=placed", "hourglass", "warn"))
    if waiting.overdue:
        said = ngettext("%(count)s invoice is overdue", "%(count)s invoices are overdue", waiting.overdue)
        needs.append(Need(said % {"count": waiting.overdue}, "/orders", "receipt", "warn"))
    return needs
