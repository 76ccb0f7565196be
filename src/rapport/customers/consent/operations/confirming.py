"""Where the business has people confirm otherwise than the house knows."""

from rapport.customers.consent.contracts.law import CONFIRMED, ConfirmRule
from rapport.customers.consent.models import ConfirmRuleRow
from rapport.kernel.errors import Invalid, Missing, say
from rapport.kernel.identity.api import Actor
from rapport.kernel.places import country_names
from rapport.kernel.work.api import unit_of_work


def set_confirm_rule(rule: ConfirmRule, *, actor: Actor) -> ConfirmRule:
    """Keep on which channels people of a country are asked to confirm, and where that is written.

    No channels: nobody there is asked. Raises `Forbidden`, `Invalid` (no such country or channel, no source).
    """
    actor.require("edit", "settings")
    country, source = rule.country.strip().upper(), rule.source.strip()
    wrong = {}
    if country not in country_names("en"):
        wrong["country"] = say("Two letters like DE.")
    if set(rule.channels) - set(CONFIRMED):
        wrong["channels"] = say("One of %(known)s.", known=", ".join(CONFIRMED))
    if not 1 <= len(source) <= 300:
        wrong["source"] = say("Say where it is written.")
    if wrong:
        raise Invalid("The rule is wrong.", fields=wrong)
    channels = [one for one in CONFIRMED if one in rule.channels]
    with unit_of_work(actor) as work:
        values = {"channels": channels, "source": source, "updated_at": work.now}
        if not ConfirmRuleRow.objects.filter(country=country).update(**values):
            ConfirmRuleRow.objects.create(country=country, **values)
    return ConfirmRule(country, tuple(channels), source, own=True)


def reset_confirm_rule(country: str, *, actor: Actor) -> None:
    """Have a country as the house knows it again; raises `Forbidden`, `Missing` where nothing was changed."""
    actor.require("edit", "settings")
    if country not in country_names("en"):
        raise Missing("There is no such rule.")
    with unit_of_work(actor):
        gone, _of = ConfirmRuleRow.objects.filter(country=country).delete()
    if not gone:
        raise Missing("There is no such rule.")
