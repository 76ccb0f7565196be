"""What a part would cost over the link it would take."""

from collections.abc import Collection
from decimal import Decimal
from uuid import UUID

from rapport.collaborative.delivery.api import list_accounts
from rapport.collaborative.mobile.models import SmsLink
from rapport.collaborative.mobile.rules.routing import order_ways
from rapport.collaborative.mobile.rules.settings import read_settings
from rapport.kernel.identity.api import Actor

Way = tuple[UUID, str]
"""A number of the business (its account) and the other side's."""


def find_link_costs(pairs: Collection[Way], actor: Actor) -> dict[Way, tuple[Decimal, str]]:
    """Return what a part costs and in which currency, where a link says so, by two statements.

    Of the links at work the one a message would take, whether it is bound at the moment or not.
    """
    accounts = list_accounts(actor).filter(id__in={account_id for account_id, _ in pairs})
    wanted = {row.id: set(read_settings(row.settings).links) for row in accounts if row.channel == "sms"}
    links = list(
        SmsLink.objects.filter(active=True, id__in={one for some in wanted.values() for one in some})
    )
    found = {}
    for account_id, address in pairs:
        ways = order_ways([one for one in links if one.id in wanted.get(account_id, ())], address)
        if ways and (cost := ways[0].cost) is not None:
            found[account_id, address] = (cost, ways[0].currency)
    return found
