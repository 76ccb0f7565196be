"""Putting a draft in the queue."""

from uuid import UUID

from rapport.customers.intake import queries
from rapport.customers.intake.contracts.registry import get_kind
from rapport.customers.intake.models import Import
from rapport.customers.intake.rules.mapping import missing_fields
from rapport.kernel.errors import Conflict, Invalid
from rapport.kernel.identity.api import Actor
from rapport.kernel.jobs.api import enqueue
from rapport.kernel.work.api import unit_of_work

JOB = "import.run"


def start_import(import_id: UUID, *, actor: Actor) -> Import:
    """Have an import run in the background once this transaction commits.

    Raises Invalid when required fields have no column, Conflict when it has begun already.
    """
    with unit_of_work(actor):
        run = queries.get_import_for_update(import_id)
        kind = get_kind(run.kind)
        actor.require(*kind.needs)
        if run.status not in {Import.Status.DRAFT, Import.Status.FAILED}:
            raise Conflict("This import has begun already.", code="import_begun")
        absent = missing_fields(run.mapping, kind.fields)
        if absent:
            raise Invalid("Choose a column for every needed field.", fields=dict.fromkeys(absent, "missing"))
        run.status = Import.Status.QUEUED
        run.save(update_fields=["status"])
        enqueue(JOB, {"import_id": str(import_id)}, actor=actor, key=str(import_id))
        return run
