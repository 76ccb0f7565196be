"""What people decide: differences taken over or left, refused entries tried again, words forgotten."""

from uuid import UUID

from rapport.customers.forms.models import FormDifference, FormEntry
from rapport.customers.forms.operations.taking import TAKE
from rapport.customers.forms.queries import get_entry, list_differences
from rapport.customers.party.api import (
    AddressDraft,
    ContactDraft,
    add_address,
    add_contact_point,
    set_custom_fields,
    update_customer,
)
from rapport.kernel.errors import Conflict, Missing
from rapport.kernel.identity.api import Actor, system_actor
from rapport.kernel.jobs.api import enqueue
from rapport.kernel.work.api import unit_of_work

_POINTS = ("email", "phone")


def take_difference(difference_id: UUID, *, actor: Actor) -> FormDifference:
    """Write what the visitor typed: another contact point or address is added, a field is replaced.

    Raises `Missing`, `Conflict` when it was decided before, `Invalid` where the customer's rules refuse it.
    """
    with unit_of_work(actor):
        row = _locked(difference_id, actor)
        if row.field in _POINTS:
            add_contact_point(row.party_id, ContactDraft(row.field, row.given), actor=actor)
        elif row.field == "address":
            add_address(row.party_id, _address(row), actor=actor)
        elif row.field.startswith("custom."):
            code = row.field.removeprefix("custom.")
            set_custom_fields(row.party_id, {code: row.given}, actor=actor)
        else:
            update_customer(row.party_id, {row.field: row.given}, actor=actor)
        return _decide(row, "taken", actor)


def keep_as_it_was(difference_id: UUID, *, actor: Actor) -> FormDifference:
    """Leave the customer as it was; raises `Missing`, `Conflict`."""
    with unit_of_work(actor):
        return _decide(_locked(difference_id, actor), "kept", actor)


def ask_again(difference_id: UUID, *, actor: Actor) -> None:
    """Take back that a customer was left as it was; raises `Missing`, `Conflict` for what was taken over."""
    with unit_of_work(actor):
        reached = _locked(difference_id, actor, decided=True)
        if reached.state != FormDifference.State.KEPT:
            raise Conflict("This was taken over; change it on the customer's page.", code="decided")
        reached.state, reached.decided_at, reached.decided_by_id = "open", None, None
        reached.save(update_fields=["state", "decided_at", "decided_by_id"])


def try_again(entry_id: UUID, *, actor: Actor) -> None:
    """Have a refused entry taken in once more; raises `Missing`, `Conflict`."""
    actor.require("edit", "form")
    with unit_of_work(actor):
        entry = get_entry(entry_id, actor=actor)
        if not FormEntry.objects.filter(id=entry.id, state="refused").update(state="waiting", reason=""):
            raise Conflict("This entry was not refused.", code="not-refused")
        enqueue(TAKE, {}, actor=system_actor(actor.tenant_id), key=TAKE)


def _locked(difference_id: UUID, actor: Actor, *, decided: bool = False) -> FormDifference:
    rows = list_differences(actor, "edit", decided=decided).select_for_update(of=("self",))
    row = rows.filter(id=difference_id).first()
    if row is None:
        raise Missing("There is no such difference.")
    return row


def _decide(row: FormDifference, state: str, actor: Actor) -> FormDifference:
    with unit_of_work(actor) as work:
        row.state, row.decided_at, row.decided_by_id = state, work.now, actor.id
        row.save(update_fields=["state", "decided_at", "decided_by_id"])
    return row


def _address(row: FormDifference) -> AddressDraft:
    values = row.entry.values
    names = ("street", "postal_code", "city", "country")
    return AddressDraft(**{name: values.get(name, "") for name in names})
