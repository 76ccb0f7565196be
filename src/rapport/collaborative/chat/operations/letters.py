"""Messages left while nobody is in: conversations on the e-mail address that answers them."""

import hashlib
from uuid import UUID

from rapport.collaborative.chat.contracts import Posted
from rapport.collaborative.chat.rules.settings import read_settings
from rapport.collaborative.delivery.api import find_state, take_in
from rapport.collaborative.delivery.contracts import Inbound, Taken
from rapport.customers.party.api import normalise
from rapport.kernel.errors import Clash
from rapport.kernel.tenancy.api import as_tenant


def take_letter(one: Posted) -> Taken:
    """Keep what a visitor left, as a letter from the address they gave; the same one twice is one.

    Raises `Invalid` for an address that is none, `Clash` where no address of the business answers.
    """
    sender = normalise("email", one.email)
    wanted = read_settings(one.account.settings).email_account
    with as_tenant(one.account.tenant_id):
        answering = find_state(UUID(wanted)) if wanted else None
    if answering is None:
        raise Clash("Nobody answers by e-mail here.", code="no-address")
    # The visitor's secret stays out of what is kept: whoever reads an id must not be able to write as them.
    name = hashlib.sha256(f"{one.token} {one.id}".encode()).hexdigest()
    return take_in(
        answering,
        Inbound(
            external_id=f"chat.{name}",
            sender=sender,
            sender_name=one.name,
            at=one.at,
            subject=one.text.partition("\n")[0][:120],
            text=one.text,
        ),
    )
