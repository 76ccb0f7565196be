"""Orders as an importable kind of intake."""

import polars as pl
from django.utils.translation import gettext_lazy as _

from rapport.customers.intake.api.landing import bring_customers, customer_tables
from rapport.customers.intake.contracts import ChunkOutcome, ImportContext, Reject
from rapport.kernel.work.api import Work
from rapport.operational.orders.operations.order_import import derived, judging, landing
from rapport.operational.orders.operations.order_import.fields import FIELDS


class OrdersKind:
    """Rows are order lines; customers and products they name are brought too."""

    name = "orders"
    label = _("Orders")
    record = "order"
    needs = ("create", "import")
    fields = FIELDS
    keys = ("invoice",)
    takes_own_fields = False
    tables = ("touch", "order_status", "order_line", "sales_order", "product", *customer_tables())
    derived = ("insight",)

    def prepare(self, frame: pl.DataFrame, context: ImportContext) -> tuple[pl.DataFrame, list[Reject]]:
        """Judge a chunk of lines."""
        return judging.judge(frame, context)

    def land(self, frame: pl.DataFrame, context: ImportContext, work: Work) -> ChunkOutcome:
        """Write a chunk: customers first, then products, orders, lines, history and facts."""
        customers = bring_customers(judging.customers_of(frame, context), context, work)
        return landing.land(frame, customers, context, work)

    def finish(self, context: ImportContext, work: Work) -> dict[str, int]:
        """Count anew what the customers of this import have bought."""
        return derived.finish(context, work)

    def before_undo(self, context: ImportContext, work: Work) -> int:
        """Note whose orders will go."""
        return derived.before_undo(context)

    def after_undo(self, context: ImportContext, work: Work) -> None:
        """Count anew what those customers have bought without them."""
        derived.after_undo(context, work)


KIND = OrdersKind()
