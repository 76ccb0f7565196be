"""What was shown to a customer and what came of it."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.db import connection

from rapport.analytical.recommendation.models import ShownProduct
from rapport.analytical.recommendation.queries.goods import require_goods
from rapport.analytical.recommendation.queries.live import find_slice
from rapport.analytical.recommendation.queries.versions import find_live_id
from rapport.customers.party.api import resolve_customer
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import unit_of_work

WINDOW = timedelta(days=7)
"""What is bought within it after it was shown counts as bought since it was shown."""
ATTRIBUTE = """
update shown_product s
   set bought_at = b.at
  from (select s.id, min(b.at) as at
          from shown_product s
          join recommendation_bought b on (b.party_id, b.product_id) = (s.party_id, s.product_id)
         where s.bought_at is null and b.at >= s.shown_at
           and b.at < s.shown_at + make_interval(days => %(days)s)
         group by s.id) b
 where s.id = b.id
"""


def note_shown(party_id: UUID, product_ids: Sequence[UUID], *, place: str, actor: Actor) -> int:
    """Note that products were shown to a customer now, somewhere; returns how many."""
    actor.require("create", "recommendation")
    with unit_of_work(actor) as work:
        found = resolve_customer(party_id, actor=actor)
        require_goods(product_ids)
        drawn, version = find_slice(found), find_live_id()
        rows = [
            ShownProduct(
                party_id=found,
                product_id=product_id,
                place=place,
                drawn=drawn,
                version_id=version,
                shown_at=work.now,
            )
            for product_id in dict.fromkeys(product_ids)
        ]
        return len(ShownProduct.objects.bulk_create(rows))


def note_clicked(party_id: UUID, product_id: UUID, *, actor: Actor) -> bool:
    """Note a click on what was shown last within the window; false where it was not shown, or clicked
    before."""
    actor.require("create", "recommendation")
    with unit_of_work(actor) as work:
        found = resolve_customer(party_id, actor=actor)
        require_goods([product_id])
        shown = ShownProduct.objects.filter(
            party_id=found, product_id=product_id, clicked_at__isnull=True, shown_at__gte=work.now - WINDOW
        )
        newest = shown.order_by("-shown_at", "-id").values_list("id", flat=True).first()
        return bool(newest and ShownProduct.objects.filter(id=newest).update(clicked_at=work.now))


def attribute_purchases() -> None:
    """Note what was bought after it was shown, from the purchases loaded in the running transaction."""
    with connection.cursor() as cursor:
        cursor.execute(ATTRIBUTE, {"days": WINDOW.days})
