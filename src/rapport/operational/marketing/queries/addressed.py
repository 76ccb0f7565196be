"""Whom letters on paper and partners go to: read chunk by chunk, consent asked once more of everybody."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from rapport.customers.consent.api import may_contact_many
from rapport.customers.party.api import CustomerState, load_states
from rapport.kernel.errors import Conflict
from rapport.kernel.identity.api import Actor
from rapport.operational.marketing.contracts import CampaignLine
from rapport.operational.marketing.contracts.outcomes import Addressed
from rapport.operational.marketing.models import CampaignRecipient
from rapport.operational.marketing.queries.campaigns import get_campaign
from rapport.operational.marketing.rules.by_hand import BY_HAND, consent_channel

PAGE = 500
COLUMNS: Final = ("reference", "letter", "name", "given_name", "family_name")
_POSTAL: Final = ("street", "postal_code", "city", "region", "country")
HEARD: Final = ("outcome", "note", "date")
"""Empty columns of the file, for what came of it: so that it can be brought back as it is."""


def get_by_hand(campaign_id: UUID, *, actor: Actor) -> CampaignLine:
    """Return a campaign that goes by letter or partner and has begun, for who may take customers out.

    Raises `Missing`, `Forbidden`, `Conflict` (another channel, not begun).
    """
    line = get_campaign(campaign_id, actor=actor, verb="edit")
    actor.require("export", "customer")
    if line.channel not in BY_HAND or line.channel == "call":
        raise Conflict("This campaign has no address file.", code="channel")
    if line.started_at is None:
        raise Conflict("The campaign has not begun.", code="state")
    return line


def columns_of(line: CampaignLine) -> list[str]:
    """Name the columns of an address file: only what the way they are reached asks for."""
    reach = consent_channel(line.channel, line.reach)
    return [*COLUMNS, *(_POSTAL if reach == "post" else (reach,)), *HEARD]


def walk_addressed(line: CampaignLine, *, after: UUID | None = None, limit: int = 0) -> Iterator[Addressed]:
    """Yield the recipients that were handed out and may still be contacted, by their reference.

    Whoever withdrew since is left out. Two statements for each five hundred; `limit` 0 means all of them.
    """
    given, last = 0, after or UUID(int=0)
    while some := list(list_handed_out(line).filter(id__gt=last).order_by("id")[:PAGE]):
        last = some[-1].id
        for one in address_some(line, some):
            yield one
            given += 1
            if given == limit:
                return


def list_handed_out(line: CampaignLine) -> QuerySet[CampaignRecipient]:
    """Return the recipients of a campaign that were handed out."""
    return CampaignRecipient.objects.filter(campaign_id=line.id, state="handed")


def address_some(line: CampaignLine, some: Sequence[CampaignRecipient]) -> Iterator[Addressed]:
    """Yield those of some recipients that may still be contacted, with their addresses; two statements."""
    channel = consent_channel(line.channel, line.reach)
    states = load_states([one.party_id for one in some])
    asked = [(one.party_id, one.address) for one in some]
    allowed = may_contact_many(asked, line.purpose, channel, at=timezone.now())
    for one, permission in zip(some, allowed, strict=True):
        state = states.get(one.party_id)
        if state is not None and (permission.allowed or permission.reason == "quiet-hours"):
            yield _addressed(one, state, channel)


def _addressed(one: CampaignRecipient, state: CustomerState, channel: str) -> Addressed:
    place = _place(state) if channel == "post" else {}
    lines = (state.name, *_lines(place)) if place else (state.name,)
    fields = {
        **{"reference": str(one.id), "letter": one.variant, "name": state.name},
        **{"given_name": state.given_name, "family_name": state.family_name},
        **(place if channel == "post" else {channel: one.address}),
    }
    return Addressed(one.id, one.party_id, one.variant, state.name, lines, fields)


def _place(state: CustomerState) -> dict[str, str]:
    """Return the postal address that was chosen: the preferred one that names a place, else the first."""
    there = [one for one in state.addresses if one.street and one.city]
    if not there:
        return {}
    best = min(there, key=lambda one: (not one.preferred, one.id))
    return {name: getattr(best, name) for name in _POSTAL}


def _lines(place: Mapping[str, str]) -> tuple[str, ...]:
    town = f"{place['postal_code']} {place['city']}".strip()
    written = (*place["street"].splitlines(), town, place["region"])
    return tuple(one for one in written if one)
