"""Which customers' risk somebody may see."""

from django.db.models import QuerySet

from rapport.analytical.churn.models import CustomerRisk
from rapport.customers.party.api import visible_ids
from rapport.kernel.identity.api import Actor, Scope


def sees_everything(actor: Actor) -> bool:
    """Tell whether the figures of the whole business are the actor's; raises `Forbidden` without the
    right."""
    return actor.require("view", "worth") is Scope.ALL and actor.scope("view", "customer") is Scope.ALL


def list_reached(actor: Actor) -> QuerySet[CustomerRisk]:
    """Return the risk of every customer the actor may see."""
    rows = CustomerRisk.objects.all()
    return rows if sees_everything(actor) else rows.filter(party_id__in=visible_ids(actor))
