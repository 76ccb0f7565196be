"""How far letters came: planned, held out, refused by reason, sent, delivered, opened, followed, cost."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q

from rapport.collaborative.delivery.api import count_group
from rapport.operational.marketing.contracts import CampaignLine
from rapport.operational.marketing.models import CampaignResponse
from rapport.operational.marketing.queries.outcomes import count_outcomes
from rapport.operational.marketing.queries.reach import count_recipients
from rapport.operational.marketing.rules.by_hand import BY_HAND

ARRIVED = frozenset({"delivered", "read"})
SENT = frozenset({"sent", *ARRIVED})
UNSENT = frozenset({"waiting", "held", "claimed", "sending"})


@dataclass(frozen=True, slots=True)
class Funnel:
    """The steps of a campaign in people; `refused` by reason, `costs` of messages by currency.

    By hand: how many were `handed` out, and what was `heard` of how many, `open` of those still to be called.
    """

    audience: int
    held_out: int
    planned: int
    waiting: int
    sent: int
    delivered: int
    failed: int
    uncertain: int
    opened: int
    opened_by_machines: int
    followed: int
    refused: tuple[tuple[str, int], ...]
    costs: tuple[tuple[str, Decimal], ...]
    handed: int = 0
    heard: tuple[tuple[str, int], ...] = ()


def read_funnel(campaign: CampaignLine) -> Funnel:
    """Return how far letters came, by three statements however many they are."""
    lines, carried = count_recipients(campaign.id), count_group(campaign.id)
    by_state: dict[str, int] = {}
    refused: dict[str, int] = {}
    costs: dict[str, Decimal] = {}
    for one in lines:
        by_state[one.state] = by_state.get(one.state, 0) + one.count
        if one.state == "refused":
            refused[one.reason] = refused.get(one.reason, 0) + one.count
    states: dict[str, int] = {}
    for part in carried:
        states[part.state] = states.get(part.state, 0) + part.count
        if part.state == "refused":
            refused[part.code] = refused.get(part.code, 0) + part.count
        if part.cost:
            costs[part.currency] = costs.get(part.currency, Decimal(0)) + Decimal(part.cost)
    heard = count_outcomes(campaign.id) if campaign.channel in BY_HAND else {}
    answers = CampaignResponse.objects.filter(campaign_id=campaign.id).aggregate(
        opened=Count("delivery_id", distinct=True, filter=Q(kind="open", machine=False)),
        machines=Count("delivery_id", distinct=True, filter=Q(kind="open", machine=True)),
        followed=Count("delivery_id", distinct=True, filter=Q(kind="click", machine=False)),
    )
    return Funnel(
        audience=sum(by_state.values()),
        held_out=by_state.get("held-out", 0),
        planned=by_state.get("planned", 0) + by_state.get("handed", 0),
        waiting=by_state.get("planned", 0)
        + sum(states.get(one, 0) for one in ("waiting", "held", "claimed", "sending")),
        sent=sum(states.get(one, 0) for one in SENT) + states.get("failed", 0),
        delivered=sum(states.get(one, 0) for one in ARRIVED),
        failed=states.get("failed", 0),
        uncertain=states.get("uncertain", 0),
        opened=answers["opened"],
        opened_by_machines=answers["machines"],
        followed=answers["followed"],
        refused=tuple(sorted(refused.items())),
        costs=tuple(sorted(costs.items())),
        handed=by_state.get("handed", 0),
        heard=tuple(sorted(heard.items())),
    )
