"""What went from hand to hand in a demo shop: customers between units, and a file that came with faults."""

from io import BytesIO
from uuid import UUID

from rapport.customers.intake.api import take_upload
from rapport.customers.intake.api.landing import run_import
from rapport.customers.party.api import hand_over
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import work_as_of
from rapport.site.demo.records import Shop


def fill_handovers(shop: Shop, ids: dict[str, UUID], units: dict[str, UUID], staff: dict[str, Actor]) -> None:
    """Hand customers over as the simulation says, each by who had it."""
    for move in shop.handovers:
        with work_as_of(move.at):
            giver = staff[move.by]
            hand_over([ids[move.party]], actor=giver, unit_id=units[move.to_unit], reason=move.reason)


def bring_delivery(shop: Shop, staff: dict[str, Actor]) -> None:
    """Import the file of the fair's visitors, by the owner; its faulty rows stay to be mended."""
    owner = staff[shop.members[0].email]
    delivery = shop.delivery
    taken = take_upload(BytesIO(delivery.text.encode()), delivery.name, "customers", actor=owner)
    run_import(taken.id, actor=owner)
