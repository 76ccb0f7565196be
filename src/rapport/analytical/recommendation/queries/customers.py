"""Reads: what is recommended to a customer, and whom a product is recommended to."""

from collections.abc import Sequence
from uuid import UUID

from rapport.analytical.recommendation.contracts import Goods, Policy, Suggested, Suggestions
from rapport.analytical.recommendation.contracts.suggestions import Ground
from rapport.analytical.recommendation.models import Suggestion
from rapport.analytical.recommendation.queries.bars import load_bars, read_policy
from rapport.analytical.recommendation.queries.goods import load_goods
from rapport.analytical.recommendation.queries.live import find_slice
from rapport.analytical.recommendation.queries.popular import draw_popular, list_popular
from rapport.analytical.recommendation.queries.versions import find_live_id
from rapport.analytical.recommendation.rules.offering import choose_offers
from rapport.customers.party.api import PartyRef, get_customer, load_names, resolve_customer, visible_ids
from rapport.kernel.identity.api import Actor

NO_RULES = Policy(most_of_category=10**6)
"""What is due again is no advertisement: neither margin nor variety has a say in it."""


def suggest_for_customer(
    party: PartyRef, *, actor: Actor, limit: int = 5, measured: bool = False
) -> Suggestions:
    """Return what is recommended to a customer, the best first: what is due again, then what is new to them
    or, of whom nothing is known, what most customers of their country buy. At most `limit` of each.

    One product nobody bought yet ends the list, or it would never be bought by anybody.
    Rules of the business have their say; what they refuse is returned with the reason. `measured`: the list
    is shown to the customer, so whoever belongs to the slice that is compared gets what chance draws. Of a
    customer merged away it is the survivor's. Raises `Missing` for whom the actor may not see, `Forbidden`
    without the right. Kept lists are read: the number of queries does not grow with what was bought.
    """
    actor.require("view", "recommendation")
    party_id = resolve_customer(party, actor=actor)
    rows = list(Suggestion.objects.filter(party_id=party_id).order_by("kind", "rank", "product_id"))
    goods = load_goods([key for row in rows for key in (row.product_id, row.because_id)])
    again = _tell([row for row in rows if row.kind == Suggestion.Kind.AGAIN], goods)
    drawn = measured and find_slice(party_id)
    if drawn:
        new = draw_popular(party_id)
    elif rows:
        learnt = _tell([row for row in rows if row.kind == Suggestion.Kind.NEW], goods)
        alike = _tell([row for row in rows if row.kind == Suggestion.Kind.ALIKE], goods)
        new = [*learnt[: limit - 1], *alike[:1], *learnt[limit - 1 :], *alike[1:]]
    else:
        new = list_popular(get_customer(party_id, actor=actor).country)
    bars = load_bars(party_id)
    due, not_due = choose_offers(again, bars, NO_RULES, limit)
    offered, refused = choose_offers(new, bars, read_policy(), limit)
    return Suggestions((*due, *offered), find_live_id(), (*not_due, *refused), drawn)


def list_takers(product_id: UUID, *, actor: Actor, limit: int = 8) -> list[tuple[UUID, str]]:
    """Return the customers in sight a product is recommended to (id, name), the likeliest first."""
    actor.require("view", "recommendation")
    rows = Suggestion.objects.filter(product_id=product_id, party_id__in=visible_ids(actor))
    ids = list(rows.order_by("rank", "party_id").values_list("party_id", flat=True)[:limit])
    names = load_names(ids)
    return [(party_id, names.get(party_id, ("", ""))[0]) for party_id in ids]


def _find_ground(row: Suggestion, because: Goods | None) -> Ground:
    match row.kind:
        case Suggestion.Kind.AGAIN:
            return "due"
        case Suggestion.Kind.ALIKE:
            return "alike"
        case _:
            return "bought" if because else "popular"


def _tell(rows: Sequence[Suggestion], goods: dict[UUID, Goods]) -> list[Suggested]:
    told = []
    for row in rows:
        because = goods.get(row.because_id) if row.because_id else None
        again = row.kind == Suggestion.Kind.AGAIN
        if row.product_id in goods:
            told.append(
                Suggested(
                    goods=goods[row.product_id],
                    kind="again" if again else "new",
                    ground=_find_ground(row, because),
                    score=row.score,
                    because=because,
                    due_on=row.due_on,
                )
            )
    return told
