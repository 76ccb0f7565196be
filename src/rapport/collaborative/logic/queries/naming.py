"""Which services answer at an address, for whoever shows the address."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from rapport.collaborative.delivery.api import list_accounts
from rapport.collaborative.logic.queries.book import list_live
from rapport.kernel.identity.api import Actor


@dataclass(frozen=True, slots=True)
class NamedService:
    """A service that is live, and the words it meets."""

    id: UUID
    name: str
    words: str


def name_services_at(account_ids: Collection[UUID], actor: Actor) -> list[NamedService]:
    """Return the services that are live at any of these addresses, by their names; raises `Forbidden`."""
    actor.require("view", "logic")
    channels = set(list_accounts(actor).filter(id__in=account_ids).values_list("channel", flat=True))
    found = {
        one.id: NamedService(one.id, one.name, ", ".join(one.definition.when.words))
        for one in list_live()
        if one.definition.when.account_id in (*account_ids, None)
        and one.definition.when.channel in ("", *channels)
    }
    return sorted(found.values(), key=lambda one: (one.name, one.id)) if account_ids else []
