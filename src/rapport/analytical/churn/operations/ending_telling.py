"""What customers' pages are told of contracts that may end: an insight each, in words."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import translation

from rapport.analytical.churn.contracts.ending import ContractLine
from rapport.analytical.churn.contracts.ending_words import write_term
from rapport.analytical.churn.models import ContractModel
from rapport.analytical.churn.operations.ending_reading import Read, Scored
from rapport.customers.party.api import InsightDraft, record_insights
from rapport.kernel.identity.api import Actor
from rapport.kernel.tenancy.api import TenantProfile

NAME = "contract_end"


def tell_insights(
    read: Read,
    scored: Scored,
    news: dict[UUID, float | None],
    row: ContractModel,
    *,
    tenant: TenantProfile,
    now: datetime,
    actor: Actor,
) -> None:
    """Tell of each customer in `news` the contract that most probably ends; of None nothing any more."""
    worst: dict[UUID, int] = {}
    for at, place in enumerate(scored.places):
        party_id = read.rows[place][1]
        if party_id not in worst or scored.risk[at] > scored.risk[worst[party_id]]:
            worst[party_id] = at

    def draft() -> Iterator[InsightDraft]:
        for party_id, risk in sorted(news.items()):
            if risk is None:
                yield InsightDraft(party_id, NAME)
                continue
            line = _line(read, scored, worst[party_id], tenant, now)
            reasons = tuple(
                {"code": str(one.term), "weight": round(one.weight, 3), "text": write_term(one, line)}
                for one in line.reasons
            )
            yield InsightDraft(party_id, NAME, risk, "", "", reasons)

    with translation.override(tenant.locale):
        record_insights(draft(), model="contracts", model_version=str(row.id), as_of=now, actor=actor)


def _line(read: Read, scored: Scored, at: int, tenant: TenantProfile, now: datetime) -> ContractLine:
    kept = read.rows[scored.places[at]]
    return ContractLine(
        id=kept[0],
        party_id=kept[1],
        name="",
        kind="",
        code=kept[8],
        plan=kept[2],
        every=kept[3],
        renews=kept[4],
        price_minor=round(kept[9]),
        currency=tenant.currency,
        started_on=kept[5],
        term_ends_on=kept[6],
        risk=scored.risk[at],
        others=scored.others[at],
        ended=scored.ended[at],
        as_of=now.astimezone(ZoneInfo(tenant.zone)).date(),
        reasons=scored.reasons[at],
    )
