"""Who bought: a customer known or made by the shop's identity or the e-mail address, or a guest."""

from dataclasses import replace
from typing import Literal
from uuid import UUID

from rapport.customers.matching.api import take_in_customers
from rapport.customers.party.contracts import Arrival, CustomerDraft
from rapport.kernel.errors import Invalid
from rapport.kernel.work.api import Work
from rapport.operational.shops.contracts import OrderReport
from rapport.operational.shops.models import ShopConnection


def find_buyer(connection: ShopConnection, report: OrderReport, work: Work) -> UUID | None:
    """Return the customer of an order, or None for a guest.

    An order makes a customer that is new, but says nothing new of one that is known: an old order may well
    come after a newer report of the customer.
    """
    if report.buyer is None:
        return None
    if not report.registered and connection.guests == ShopConnection.Guests.KEEP:
        return None
    return take_in(connection, report.buyer, "create", work)


def take_in(
    connection: ShopConnection, draft: CustomerDraft, mode: Literal["create", "upsert"], work: Work
) -> UUID:
    """Take a buyer in and return their id; a phone number or address that is none is left out.

    With `create` a known customer stays as they are. Raises `Invalid` when not even the rest can be taken.
    """
    draft = replace(draft, unit_id=connection.unit_id)
    arrival = _arrive(draft, mode, work)
    if arrival.customer_id is None:
        mails = tuple(point for point in draft.contact_points if point.kind == "email")
        arrival = _arrive(replace(draft, contact_points=mails, addresses=(), country=""), mode, work)
    if arrival.customer_id is None and draft.external_ids:
        arrival = _arrive(replace(draft, contact_points=(), addresses=(), country=""), mode, work)
    if arrival.customer_id is None:
        raise Invalid(arrival.detail, code=arrival.code, fields=arrival.fields)
    return arrival.customer_id


def _arrive(draft: CustomerDraft, mode: Literal["create", "upsert"], work: Work) -> Arrival:
    return take_in_customers([draft], mode=mode, actor=work.actor, batch_id=work.batch_id)[0]
