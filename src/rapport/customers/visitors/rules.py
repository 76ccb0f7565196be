"""Pure decisions: whom an identified visitor may be met as."""

from collections.abc import Iterable

from rapport.customers.party.contracts import ContactDraft, CustomerDraft, ExternalIdDraft
from rapport.customers.visitors.contracts import Identified


def newest(said: Iterable[Identified]) -> list[Identified]:
    """Return what is proved, of each visitor and person the last word."""
    found = {(one.visitor_id, one.system, one.user, one.email): one for one in said if one.proved}
    return [one for one in found.values() if one.user or one.email]


def draft_of(said: Identified) -> CustomerDraft:
    """Return the arrival an identified visitor is: named, else called by e-mail or number."""
    points = [("email", said.email), ("phone", said.phone)]
    return CustomerDraft(
        name=said.full_name or said.email or said.user or "",
        contact_points=tuple(ContactDraft(kind, value) for kind, value in points if value),
        external_ids=(ExternalIdDraft(said.system, said.user),) if said.user else (),
        since=said.happened_at,
    )
