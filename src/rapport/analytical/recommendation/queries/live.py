"""Reads: what came of what was shown, beside customers who were shown what chance drew."""

from datetime import timedelta
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from rapport.analytical.recommendation.contracts.live import ArmView, LiveResult
from rapport.analytical.recommendation.models import ShownProduct
from rapport.analytical.recommendation.rules.live import find_difference, is_drawn
from rapport.kernel.identity.api import Actor
from rapport.kernel.settings.api import get_setting
from rapport.kernel.tenancy.api import current_tenant_id

LOOKS_BACK = timedelta(days=90)


def find_slice(party_id: UUID) -> bool:
    """Tell whether a customer belongs to the slice that is shown what chance draws."""
    return is_drawn(party_id, int(get_setting("recommendation.slice")), str(current_tenant_id()))


def measure_live(actor: Actor) -> LiveResult:
    """Return what came of what was shown in the last ninety days: shares of customers, by two queries."""
    actor.require("view", "recommendation")
    since = timezone.now() - LOOKS_BACK
    rows = ShownProduct.objects.filter(shown_at__gte=since).order_by().values("drawn")
    counted = rows.annotate(
        shown=Count("party_id", distinct=True),
        clicked=Count("party_id", distinct=True, filter=Q(clicked_at__isnull=False)),
        bought=Count("party_id", distinct=True, filter=Q(bought_at__isnull=False)),
    )
    arms = {row["drawn"]: ArmView(row["shown"], row["clicked"], row["bought"]) for row in counted}
    learnt, drawn = arms.get(False, ArmView(0, 0, 0)), arms.get(True, ArmView(0, 0, 0))
    return LiveResult(
        learnt=learnt,
        drawn=drawn,
        clicked=find_difference((learnt.clicked, learnt.shown), (drawn.clicked, drawn.shown)),
        bought=find_difference((learnt.bought, learnt.shown), (drawn.bought, drawn.shown)),
    )
