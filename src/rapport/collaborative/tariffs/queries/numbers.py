"""Service numbers and tariffs."""

from uuid import UUID

from django.db.models import QuerySet

from rapport.collaborative.tariffs.models import MessageTariff, ServiceNumber
from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import Actor


def list_numbers(actor: Actor) -> QuerySet[ServiceNumber]:
    """Return the numbers of the business; raises `Forbidden`."""
    actor.require("view", "channel")
    return ServiceNumber.objects.all()


def get_number(number_id: UUID, *, actor: Actor, verb: str = "view", lock: bool = False) -> ServiceNumber:
    """Return a number; raises `Missing`, `Forbidden`."""
    actor.require(verb, "channel")
    rows = ServiceNumber.objects.filter(id=number_id)
    row = (rows.select_for_update() if lock else rows).first()
    if row is None:
        raise Missing("There is no such number.")
    return row


def list_tariffs(actor: Actor) -> QuerySet[MessageTariff]:
    """Return the tariffs of the business; raises `Forbidden`."""
    actor.require("view", "channel")
    return MessageTariff.objects.all()


def get_tariff(tariff_id: UUID, *, actor: Actor, verb: str = "view", lock: bool = False) -> MessageTariff:
    """Return a tariff; raises `Missing`, `Forbidden`."""
    actor.require(verb, "channel")
    rows = MessageTariff.objects.filter(id=tariff_id)
    row = (rows.select_for_update() if lock else rows).first()
    if row is None:
        raise Missing("There is no such tariff.")
    return row
