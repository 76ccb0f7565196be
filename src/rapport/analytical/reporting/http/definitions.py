"""The catalogue: every metric with what it means, how it is summed, and what it can be split by."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from rapport.analytical.reporting.contracts import Metric
from rapport.analytical.reporting.contracts.dimensions import DIMENSIONS
from rapport.analytical.reporting.contracts.metrics import METRICS
from rapport.analytical.reporting.queries.planning import list_partners, sources_of
from rapport.kernel.identity.api import actor_of
from rapport.kernel.tenancy.api import get_own_tenant
from rapport.ui.api import Action, Crumb

MEASURES = {
    "money": gettext_lazy("Money"),
    "count": gettext_lazy("Number"),
    "share": gettext_lazy("Share"),
    "minutes": gettext_lazy("Minutes"),
}


@require_GET
def show_metrics(request: HttpRequest) -> HttpResponse:
    """Every metric, by who answers for it."""
    actor = actor_of(request)
    currency = get_own_tenant(actor.tenant_id).currency
    groups: dict[str, list[dict[str, object]]] = {}
    for metric in METRICS.values():
        groups.setdefault(str(metric.owner), []).append(describe(metric, currency))
    context = {
        "title": _("Metrics"),
        "lead": _("Each figure is defined once, here; every page, file and program uses this definition."),
        "crumbs": [Crumb(_("Dashboards"), reverse("dashboards")), Crumb(_("Metrics"))],
        "actions": [Action(_("Ask"), reverse("ask"), "search")],
        "groups": groups,
    }
    return render(request, "reporting/metrics.html", context)


def describe(metric: Metric, currency: str) -> dict[str, object]:
    """Return what is to be said of a metric."""
    sources = sources_of(metric)
    measure = str(MEASURES[metric.measure])
    return {
        "name": metric.name,
        "label": metric.label,
        "about": metric.about,
        "measure": f"{measure} ({currency})" if metric.measure == "money" else measure,
        "formulas": [(one.label, ", ".join(one.tables[:1]), metric.formulas[one.name]) for one in sources],
        "splits": ", ".join(
            str(one.label) for name, one in DIMENSIONS.items() if name in list_partners([metric.name])
        ),
        "tier": _("Each unit") if any(one.unit for one in sources) else _("The whole business"),
        "ask": f"{reverse('ask')}?of={metric.name}&by={'month' if sources[0].day else ''}&as=line&in=365d",
    }
