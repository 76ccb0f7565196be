"""What campaigns brought together: credit by four models, hours, and what to do next in words."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from rapport.kernel.identity.api import actor_of
from rapport.operational.marketing.contracts.results import Credited, Results
from rapport.operational.marketing.queries.results import read_results
from rapport.operational.marketing.rules.crediting import MODELS
from rapport.ui.api import Chart, Crumb, Viewer, bar_spec, get_viewer

DAYS = 90
FEW = 30
"""Below so many answers in all nothing is advised."""


@require_GET
def show_results(request: HttpRequest) -> HttpResponse:
    """The last ninety days."""
    viewer, now = get_viewer(), timezone.now()
    results = read_results(now - timedelta(days=DAYS), now, actor=actor_of(request))
    earning = [one for one in results.campaigns if one.orders["last"] or one.orders["first"]]
    context = {
        "title": _("Results of campaigns"),
        "crumbs": [Crumb(_("Campaigns"), "/campaigns"), Crumb(_("Results of campaigns"))],
        "rows": [_row(one, results.currency, viewer) for one in earning],
        "sums": _("%(orders)s orders of people who answered, %(revenue)s in all.")
        % {"orders": viewer.number(results.orders, 0), "revenue": _money(results.revenue, results, viewer)},
        "hours": _draw_hours(results, viewer),
        "advice": advise(results, viewer),
    }
    return render(request, "marketing/results.html", context)


def advise(results: Results, viewer: Viewer) -> list[str]:
    """Return what the figures say to do next; nothing where they are too few."""
    total = sum(results.hours)
    if total < FEW:
        return [_("Too few people answered to advise anything yet.")]
    best = max(range(24), key=lambda hour: sum(results.hours[(hour + at) % 24] for at in range(3)))
    share = sum(results.hours[(best + at) % 24] for at in range(3)) / total
    said = [
        _("%(share)s of all answers come between %(from)s and %(to)s o'clock: let letters arrive before.")
        % {"share": viewer.share(share, 0), "from": best, "to": (best + 3) % 24}
    ]
    ranked = sorted(results.campaigns, key=_earned, reverse=True)
    if ranked and _earned(ranked[0]) > 0:
        words = {"name": ranked[0].name, "sum": _money(_earned(ranked[0]), results, viewer)}
        said.append(
            _("“%(name)s” is credited with the most after its cost, %(sum)s: do more like it.") % words
        )
    losing = [one for one in ranked if one.cost_minor and _earned(one) < 0]
    if losing:
        names = ", ".join(f"“{one.name}”" for one in losing[:3])
        said.append(
            _("%(names)s cost more than is credited to them: look at audience and letter.") % {"names": names}
        )
    return said


def _earned(one: Credited) -> float:
    return one.revenue["position"] - one.cost_minor


def _row(one: Credited, currency: str, viewer: Viewer) -> tuple[str, str, list[str], str]:
    sums = [viewer.money(round(one.revenue[model]), currency) for model in MODELS]
    return (f"/campaigns/{one.campaign_id}", one.name, sums, viewer.money(one.cost_minor, currency))


def _money(minor: float, results: Results, viewer: Viewer) -> str:
    return viewer.money(round(minor), results.currency)


def _draw_hours(results: Results, viewer: Viewer) -> Chart | None:
    if not sum(results.hours):
        return None
    spec = bar_spec(
        [{"hour": f"{hour:02}", "answers": count} for hour, count in enumerate(results.hours)],
        x="hour",
        y="answers",
        titles={"hour": _("Hour of the day"), "answers": _("Answers by people")},
    )
    return Chart(
        id="campaign-hours",
        title=_("When people answer"),
        spec=spec,
        description=_("How many letters people opened or followed in each hour of the day."),
        heads=(_("Hour of the day"), _("Answers by people")),
        table=[(f"{hour:02}", viewer.number(count, 0)) for hour, count in enumerate(results.hours) if count],
    )
