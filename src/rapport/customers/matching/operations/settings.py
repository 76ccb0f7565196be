"""By which keys records meet: the shop's own choice."""

from collections.abc import Sequence

from rapport.customers.matching.contracts import MatchRuleLine
from rapport.customers.matching.models import MatchRule
from rapport.customers.matching.rules import check_rules
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import unit_of_work


def set_match_rules(lines: Sequence[MatchRuleLine], *, actor: Actor) -> tuple[MatchRuleLine, ...]:
    """Keep by which keys arriving records meet, and in which order; raises `Forbidden`, `Invalid`."""
    actor.require("edit", "settings")
    ready = check_rules(lines)
    with unit_of_work(actor):
        for line in ready:
            values = {"enabled": line.enabled, "rank": line.rank}
            if not MatchRule.objects.filter(key=line.key).update(**values):
                MatchRule.objects.create(key=line.key, **values)
    return ready
