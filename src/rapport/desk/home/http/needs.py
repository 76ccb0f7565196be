"""What needs somebody: imports, orders that wait, invoices past their day, likely duplicates."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rapport.customers.intake.api import list_recent_imports
from rapport.customers.likeness.api import count_pairs
from rapport.kernel.identity.api import Actor, actor_of, find_actor_of
from rapport.operational.orders.api import count_waiting
from rapport.ui.api import get_viewer

PAIRS_COUNTED = 1_000
CONCERNS = (("view", "order"), ("view", "import"), ("merge", "customer"))
UNFINISHED, FAILED = ("draft",), ("failed",)


@dataclass(frozen=True, slots=True)
class Need:
    """One line: what waits, and where one deals with it."""

    text: str
    href: str
    icon: str
    tone: str = "plain"


def may_be_needed(request: HttpRequest) -> bool:
    """Whether this member has anything to do with orders, imports or duplicates."""
    actor = find_actor_of(request)
    return actor is not None and any(actor.may(verb, kind) for verb, kind in CONCERNS)


def draw_needs(request: HttpRequest, subject: UUID | None) -> str:
    """The lines, or nothing where nothing waits."""
    actor = actor_of(request)
    needs = [*_needs_of_imports(actor), *_needs_of_orders(actor), *_needs_of_duplicates(actor)]
    return render_to_string("home/needs.html", {"needs": needs}, request) if needs else ""


def _needs_of_imports(actor: Actor) -> list[Need]:
    if not actor.may("view", "import"):
        return []
    needs = []
    for run in list_recent_imports(actor=actor):
        values = {"file": run.file_name, "count": get_viewer().number(run.rejected)}
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
    waiting = count_waiting(actor)
    needs = []
    if waiting.unsent:
        said = ngettext("%(count)s order to send", "%(count)s orders to send", waiting.unsent)
        needs.append(Need(_count(said, waiting.unsent), "/orders?left=unsent", "package"))
    if waiting.unpaid:
        said = ngettext("%(count)s order waits for money", "%(count)s orders wait for money", waiting.unpaid)
        needs.append(Need(_count(said, waiting.unpaid), "/orders?left=unpaid", "hourglass", "warn"))
    if waiting.overdue:
        said = ngettext("%(count)s invoice is overdue", "%(count)s invoices are overdue", waiting.overdue)
        needs.append(Need(_count(said, waiting.overdue), "/orders?left=overdue", "receipt", "warn"))
    return needs


def _needs_of_duplicates(actor: Actor) -> list[Need]:
    if not actor.may("merge", "customer"):
        return []
    pairs = count_pairs(actor=actor)
    if not pairs:
        return []
    said = ngettext(
        "%(count)s pair of customers is probably one", "%(count)s pairs of customers are probably one", pairs
    )
    return [Need(_count(said, pairs, most=PAIRS_COUNTED), "/duplicates", "copy")]


def _count(said: str, count: int, most: int | None = None) -> str:
    """Put a number into a sentence as its reader writes it; past `most` nobody counted on."""
    number = get_viewer().number
    return said % {"count": number(count) if most is None or count <= most else f"{number(most)}+"}
