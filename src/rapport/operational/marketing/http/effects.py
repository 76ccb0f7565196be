"""What a campaign brought, as charts with their tables and as sentences."""

from collections.abc import Callable, Mapping
from math import isfinite

from django.utils.translation import gettext as _

from rapport.operational.marketing.contracts import Arm, CampaignLine, Effect, Interval
from rapport.operational.marketing.http.words import CALL_STATES, HEARD, REASONS
from rapport.operational.marketing.queries.funnel import Funnel
from rapport.operational.marketing.rules.always_valid import compare_running
from rapport.operational.marketing.rules.by_hand import GOOD, REACHED
from rapport.ui.api import Chart, Viewer, bar_spec


def draw_funnel(funnel: Funnel, viewer: Viewer, *, by_hand: bool = False) -> Chart:
    """Return the steps as bars, with those who fell out and why in the table."""
    start = [
        (_("Audience"), funnel.audience),
        (_("Held out"), funnel.held_out),
        (_("Planned"), funnel.planned),
    ]
    if by_hand:
        steps = [
            *start,
            (_("Given out"), funnel.handed),
            (_("Reached"), sum(count for code, count in funnel.heard if code in REACHED)),
            (_("Is interested"), sum(count for code, count in funnel.heard if code in GOOD)),
        ]
        more = [(str(HEARD.get(code, CALL_STATES.get(code, code))), count) for code, count in funnel.heard]
    else:
        steps = [
            *start,
            (_("Sent off"), funnel.sent),
            (_("Opened"), funnel.opened),
            (_("Followed a link"), funnel.followed),
        ]
        more = [
            (_("Still waiting"), funnel.waiting),
            (_("Reported as delivered"), funnel.delivered),
            (_("Bounced"), funnel.failed),
            (_("Perhaps sent"), funnel.uncertain),
            (_("Opened by programs"), funnel.opened_by_machines),
        ]
    why = [(f"{_('Not written to')}: {REASONS.get(code, code)}", count) for code, count in funnel.refused]
    spec = bar_spec(
        [{"step": word, "people": count} for word, count in steps],
        x="step",
        y="people",
        titles={"step": _("Step"), "people": _("People")},
        lying=True,
    )
    return Chart(
        id="campaign-funnel",
        title=_("How far it came"),
        spec=spec,
        description=_("How many people each step reached."),
        heads=(_("Step"), _("People")),
        table=[(word, viewer.number(count, 0)) for word, count in [*steps, *more, *why]],
    )


def write_effect(line: CampaignLine, effect: Effect, viewer: Viewer) -> dict[str, object]:
    """Return the two sides as a table, and what may be said of them."""
    sides = (effect.treated, effect.held_out)

    def each(show: Callable[[Arm], str]) -> list[str]:
        return [show(arm) for arm in sides]

    rows = [
        (_("People"), each(lambda arm: viewer.number(arm.people, 0))),
        (_("Buyers"), each(lambda arm: viewer.number(arm.buyers, 0))),
        (_("Share"), each(lambda arm: viewer.share(arm.buyers / arm.people, 1) if arm.people else "–")),
        (_("Orders"), each(lambda arm: viewer.number(arm.orders, 0))),
        (_("Revenue"), each(lambda arm: viewer.money(round(arm.revenue), line.currency))),
        (_("Each"), each(lambda arm: _average(arm, line.currency, viewer))),
    ]
    return {"rows": rows, "sentences": _sentences(line, effect, viewer)}


def _average(arm: Arm, currency: str, viewer: Viewer) -> str:
    return viewer.money(round(arm.revenue / arm.people), currency) if arm.people else "–"


def write_letters(arms: Mapping[str, Arm], viewer: Viewer) -> list[str]:
    """Return what may be said of each letter beside the first, at whatever moment it is looked at.

    The intervals of several letters hold together: each gets its part of the five percent.
    """
    first = min(arms, default="")
    found = compare_running(arms)
    return [_compare({"code": first, "other": code}, one, viewer) for code, one in found.items()]


def _compare(letters: Mapping[str, str], found: Interval, viewer: Viewer) -> str:
    if not isfinite(found.error):
        return _("Letters %(other)s and %(code)s: too few people to say anything yet.") % letters
    text = (
        _("Letter %(other)s sold to %(value)s fewer than %(code)s, from %(low)s to %(high)s.")
        if found.value < 0
        else _("Letter %(other)s sold to %(value)s more than %(code)s, between %(low)s and %(high)s.")
    )
    shares = _sized(found, lambda value: viewer.share(value, 1))
    sure = _("A difference is shown.") if found.sure else _("No difference is shown yet.")
    return f"{text % {**shares, **letters}} {sure}"


def _sentences(line: CampaignLine, effect: Effect, viewer: Viewer) -> list[str]:
    if not isfinite(effect.rate.error) or not isfinite(effect.revenue.error):
        return [_("Nobody was held out, so nobody can say what the campaign changed.")]
    bought = (
        _(
            "%(value)s fewer of them bought; "
            "with 95 %% confidence the difference lies between %(low)s and %(high)s."
        )
        if effect.rate.value < 0
        else _("%(value)s more of them bought; with 95 %% confidence it lies between %(low)s and %(high)s.")
    )
    brought = (
        _("Each brought %(value)s less, the difference between %(low)s and %(high)s.")
        if effect.revenue.value < 0
        else _("Each brought %(value)s more, between %(low)s and %(high)s.")
    )
    more = effect.revenue.value * effect.treated.people
    return [
        bought % _sized(effect.rate, lambda value: viewer.share(value, 1)),
        brought % _sized(effect.revenue, lambda value: viewer.money(round(value), line.currency)),
        _("Over all who were written to that is %(sum)s.")
        % {"sum": viewer.money(round(more), line.currency)},
        _sure(effect.revenue),
    ]


def _sized(found: Interval, show: Callable[[float], str]) -> dict[str, str]:
    """Return how large a difference is, its sign left to the sentence, and its bounds with theirs."""
    return {"value": show(abs(found.value)), "low": show(found.low), "high": show(found.high)}


def _sure(found: Interval) -> str:
    if not found.sure:
        return _("No effect on revenue is shown: nothing lies within the interval too.")
    return _("The effect on revenue is shown.")
