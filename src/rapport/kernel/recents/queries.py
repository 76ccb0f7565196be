"""Reading what a member opened last."""

from rapport.kernel.identity.api import Actor
from rapport.kernel.recents.models import Recent
from rapport.kernel.search.api import Hit, name_records


def list_recent(actor: Actor, *, limit: int = 8) -> list[Hit]:
    """Return what the actor opened last and may still see, the last first; two queries."""
    if actor.member_id is None:
        return []
    rows = Recent.objects.filter(member_id=actor.member_id).order_by("-opened_at")
    opened = list(rows.values_list("kind", "record_id")[:limit])
    named = name_records(opened, actor) if opened else {}
    return [named[one] for one in opened if one in named]
