"""What of a list is offered, and of the rest why not."""

import math
from collections import Counter
from collections.abc import Sequence

from rapport.analytical.recommendation.contracts.offers import Bar, Policy, RefusedOffer, WhyNot
from rapport.analytical.recommendation.contracts.suggestions import Suggested


def choose_offers(
    listed: Sequence[Suggested], bars: Sequence[Bar], policy: Policy, limit: int
) -> tuple[tuple[Suggested, ...], tuple[RefusedOffer, ...]]:
    """Return what to offer of a list, the best first and `limit` at most, and what not, in the list's order.

    What comes after the limit is neither.
    """
    offered: list[Suggested] = []
    refused = []
    shelves: Counter[object] = Counter()
    for one in weigh(listed, policy.margin_weight):
        why, reason = _find_objection(one, bars)
        shelf = one.goods.category_id
        if why is None and shelf is not None and shelves[shelf] >= policy.most_of_category:
            why = WhyNot.ENOUGH
        if why is not None:
            refused.append(RefusedOffer(one.goods, why, reason))
        elif len(offered) < limit:
            offered.append(one)
            shelves[shelf] += 1
    order = {one.goods.id: place for place, one in enumerate(listed)}
    return tuple(offered), tuple(sorted(refused, key=lambda one: order[one.goods.id]))


def weigh(listed: Sequence[Suggested], margin_weight: float) -> list[Suggested]:
    """Return a list in the order of place and margin together; 0 leaves it as it is, 1 doubles a whole
    margin.

    A place counts as in NDCG, by the logarithm. Whose cost is not known has the mean margin of the others.
    """
    known = [one.goods.margin for one in listed if one.goods.margin is not None]
    usual = sum(known) / len(known) if known else 0.0

    def weight(place: int) -> float:
        margin = listed[place].goods.margin
        return (1 + margin_weight * (usual if margin is None else margin)) / math.log2(place + 2)

    return [listed[place] for place in sorted(range(len(listed)), key=lambda place: (-weight(place), place))]


def _find_objection(one: Suggested, bars: Sequence[Bar]) -> tuple[WhyNot | None, str]:
    if not one.goods.offered:
        return WhyNot.NOT_SOLD, ""
    for bar in bars:
        if bar.product_id == one.goods.id:
            return (WhyNot.NOT_FOR_THEM if bar.party_id else WhyNot.BARRED), bar.reason
        if bar.category_id is not None and bar.category_id == one.goods.category_id:
            return WhyNot.SHELF_BARRED, bar.reason
    return None, ""
