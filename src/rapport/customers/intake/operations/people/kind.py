"""Customers as an importable kind."""

import polars as pl
from django.utils.translation import gettext_lazy as _

from rapport.customers.intake.contracts import ChunkOutcome, ImportContext, Reject
from rapport.customers.intake.operations import bulk
from rapport.customers.intake.operations.people import judging, landing
from rapport.customers.intake.operations.people.fields import FIELDS, KEYS
from rapport.kernel.work.api import Work


class CustomersKind:
    """Rows become people and companies with contact points, addresses, tags, consents and notes."""

    name = "customers"
    label = _("Customers")
    record = "customer"
    needs = ("create", "import")
    fields = FIELDS
    keys = KEYS
    takes_own_fields = True
    tables = (
        "field_value",
        "note",
        "party_tag",
        "address",
        "external_id",
        "contact_point",
        "party",
    )
    derived = ("insight", "touch")

    def prepare(self, frame: pl.DataFrame, context: ImportContext) -> tuple[pl.DataFrame, list[Reject]]:
        """Judge a chunk."""
        return judging.judge(frame, context)

    def land(self, frame: pl.DataFrame, context: ImportContext, work: Work) -> ChunkOutcome:
        """Write a chunk."""
        return landing.land(frame, context, work)

    def finish(self, context: ImportContext, work: Work) -> dict[str, int]:
        """Nothing is derived from customers alone."""
        return {}

    def before_undo(self, context: ImportContext, work: Work) -> int:
        """Take back the consents: the ledger itself takes no deletions from the app."""
        return bulk.scalar("select intake_take_back_consents(%s)", [context.import_id])

    def after_undo(self, context: ImportContext, work: Work) -> None:
        """Nothing is derived from customers alone."""


KIND = CustomersKind()
