"""One call: who, which number, what to say, and whether it may be made now."""

from datetime import datetime
from uuid import UUID

from rapport.customers.consent.api import may_contact_many
from rapport.customers.party.api import load_states
from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import Actor, list_member_names
from rapport.kernel.settings.api import get_setting
from rapport.operational.marketing.contracts.outcomes import CallSheet
from rapport.operational.marketing.models import CampaignRecipient
from rapport.operational.marketing.operations.dressing import dress, write_words
from rapport.operational.marketing.queries.campaigns import line_of, list_variants
from rapport.operational.marketing.queries.outcomes import get_outcome, outcome_of
from rapport.operational.marketing.rules.by_hand import consent_channel, into_hours


def get_sheet(campaign_id: UUID, party_id: UUID, now: datetime, *, actor: Actor) -> CallSheet:
    """Return all that is needed for one call; raises `Missing`, `Invalid` where nothing can be said."""
    row = get_outcome(campaign_id, party_id, actor=actor)
    asked = CampaignRecipient.objects.filter(campaign_id=campaign_id, party_id=party_id)
    recipient = asked.values_list("address", "variant").first()
    state = load_states([party_id]).get(party_id)
    if recipient is None or state is None:
        raise Missing("There is no such call.")
    line = line_of(row.campaign, list_variants(campaign_id))
    phone, letter = recipient
    words = write_words(dress(line, actor)[letter], state) if line.channel == "call" else ""
    zone = state.zone or get_setting("business.zone")
    way = consent_channel(line.channel, line.reach)
    (may,) = may_contact_many([(party_id, phone)], line.purpose, way, at=now)
    opens = into_hours(now, zone, (line.call_from, line.call_until))
    hindrance: str = "" if may.allowed else may.reason
    if not hindrance and opens > now:
        hindrance = "calling-hours"
    names = list_member_names([row.assignee_id] if row.assignee_id else [])
    shown = outcome_of(row, names.get(row.assignee_id, "") if row.assignee_id else "")
    later = opens if hindrance == "calling-hours" else None
    return CallSheet(shown, phone, words, line.goal, zone, hindrance, later)
