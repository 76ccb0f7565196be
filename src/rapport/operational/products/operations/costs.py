"""What products cost from a day on, set by hand, by file or by a program: orders are costed by it."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from rapport.kernel.errors import Invalid
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import Work, unit_of_work
from rapport.operational.products.contracts import CostRow, RowOutcome
from rapport.operational.products.events import ProductUpdated
from rapport.operational.products.models import Product
from rapport.operational.products.operations.bulk import publish
from rapport.operational.products.operations.checks import check_product
from rapport.operational.products.operations.noting_costs import Dated, today, write_history
from rapport.operational.products.queries import get_product_for_update

# What the newest row says is the product's present cost.
_PRESENT = """
update product p set cost = newest.cost, version = p.version + 1, updated_at = %(now)s
  from (select distinct on (product_id) product_id, cost from product_cost
         where product_id = any(%(products)s::uuid[]) order by product_id, since desc) newest
 where p.id = newest.product_id and p.cost is distinct from newest.cost
returning p.id
"""


def set_costs(
    rows: Sequence[tuple[int, CostRow]], *, actor: Actor, batch_id: UUID | None = None
) -> list[RowOutcome]:
    """Set what products cost from a day on, by SKU; each row is answered for itself.

    Of two rows of one product and day the last one wins. A day to come is refused: costs are known when they
    are. Raises `Forbidden` without the right to edit products and their cost.
    """
    actor.require("edit", "product")
    actor.require_fields("product", ("cost",))
    with unit_of_work(actor, batch_id=batch_id) as work:
        skus = {row.sku for _index, row in rows}
        known = {one.sku: one for one in Product.objects.select_for_update().filter(sku__in=skus)}
        answers: list[RowOutcome] = []
        good: list[Dated] = []
        for index, row in rows:
            product = known.get(row.sku)
            wrong = check_cost(row, work)
            if product is None or wrong:
                answers.append(_refuse(index, product, wrong))
                continue
            good.append((product.id, row.since or today(work.now), row.cost, product.currency))
            answers.append(RowOutcome(index, product.id, "updated"))
        write_costs(good, work)
    return answers


def set_cost(product_id: UUID, row: CostRow, *, actor: Actor) -> Product:
    """Set what one product costs from a day on; raises `Missing`, `Invalid` naming the fields,
    `Forbidden`."""
    with unit_of_work(actor) as work:
        product = get_product_for_update(product_id, actor)
        actor.require_fields("product", ("cost",))
        if wrong := check_cost(row, work):
            raise Invalid(_("The cost is not right yet."), fields=wrong)
        write_costs([(product.id, row.since or today(work.now), row.cost, product.currency)], work)
        product.refresh_from_db()
    return product


def write_costs(rows: Sequence[Dated], work: Work) -> None:
    """Write (product, day, cost, currency), have each product bear its newest, and tell what changed."""
    noted = write_history(rows, work)
    bear_newest(sorted({row[0] for row in noted}), work)


def bear_newest(product_ids: Sequence[UUID], work: Work) -> None:
    """Have these products bear the newest cost of their history."""
    with connection.cursor() as cursor:
        cursor.execute(_PRESENT, {"products": list(product_ids), "now": work.now})
        changed = [product_id for (product_id,) in cursor.fetchall()]
    publish(work, list(Product.objects.filter(id__in=changed).order_by("id")), ProductUpdated)


def check_cost(row: CostRow, work: Work) -> dict[str, str]:
    """Return a reason for each value that cannot be."""
    wrong = check_product({"cost": row.cost})
    if row.since is not None and row.since > today(work.now):
        wrong["since"] = _("This day is still to come.")
    return wrong


def _refuse(index: int, product: Product | None, wrong: dict[str, str]) -> RowOutcome:
    if product is None:
        return RowOutcome(index, None, None, "missing", _("There is no product with this SKU."))
    return RowOutcome(index, None, None, "invalid", _("The cost is not right yet."), wrong)
