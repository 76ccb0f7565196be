"""Which customers' worth somebody may see."""

from django.db.models import QuerySet

from rapport.analytical.value.models import CustomerProfit, CustomerWorth
from rapport.customers.party.api import visible_ids
from rapport.kernel.identity.api import Actor, Scope


def sees_everything(actor: Actor) -> bool:
    """Tell whether the figures of the whole business are the actor's; raises `Forbidden` without the
    right."""
    return actor.require("view", "worth") is Scope.ALL and actor.scope("view", "customer") is Scope.ALL


def list_worths(actor: Actor) -> QuerySet[CustomerWorth]:
    """Return the worth of every customer the actor may see."""
    rows = CustomerWorth.objects.all()
    return rows if sees_everything(actor) else rows.filter(party_id__in=visible_ids(actor))


def list_profits(actor: Actor) -> QuerySet[CustomerProfit]:
    """Return the profit of every customer the actor may see."""
    rows = CustomerProfit.objects.all()
    return rows if sees_everything(actor) else rows.filter(party_id__in=visible_ids(actor))
