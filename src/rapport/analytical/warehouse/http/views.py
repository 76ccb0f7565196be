"""The data dictionary: every table of the marts, its columns and where they come from, and the builds."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from rapport.analytical.warehouse.contracts import Build, Model
from rapport.analytical.warehouse.queries.builds import list_builds
from rapport.analytical.warehouse.queries.catalogue import list_models, list_tests, trace_columns
from rapport.kernel.identity.api import actor_of
from rapport.ui.api import Empty, Fact, get_viewer

MARTS = {
    "customer": gettext_lazy("Customer mart"),
    "interaction": gettext_lazy("Interaction mart"),
    "product": gettext_lazy("Product mart"),
    "partner": gettext_lazy("Partner mart"),
    "shared": gettext_lazy("Dimensions of all marts"),
    "staging": gettext_lazy("States of facts"),
}


@require_GET
def show_dictionary(request: HttpRequest) -> HttpResponse:
    """The models with their columns, and the newest builds."""
    builds = list_builds(actor_of(request))
    published = next((build for build in builds if build.state == "published"), None)
    context = {
        "title": _("Data dictionary"),
        "lead": _("Every table that is made of facts: what its columns mean and where they come from."),
        "marts": [
            {
                "title": title,
                "models": [
                    _describe(one, published.tables if published else {})
                    for one in list_models()
                    if one.mart == mart
                ],
            }
            for mart, title in MARTS.items()
        ],
        "builds": [_tell(build) for build in builds],
        "empty": Empty(
            _("Nothing has been built yet"),
            _("Soon after the first facts came, the tables are built and tested."),
            icon="database",
        ),
    }
    return render(request, "warehouse/marts.html", context)


def _describe(model: Model, rows: Mapping[str, int]) -> dict[str, object]:
    traced = trace_columns()[model.name]
    facts = [
        Fact(_("One row"), gettext(model.grain)),
        Fact(_("Known by"), ", ".join(model.key)),
        Fact(_("Looked after by"), model.owner),
        Fact(_("Made of"), ", ".join((*model.models, *model.facts))),
        Fact(_("Tested by"), ", ".join(test.name for test in list_tests() if model.name in test.of)),
        Fact(_("Rows"), get_viewer().number(rows[model.name]) if model.name in rows else ""),
    ]
    columns = [
        {"column": column, "about": gettext(column.about), "sources": ", ".join(traced[column.name])}
        for column in model.columns
    ]
    gaps = [{"gap": gap, "about": gettext(gap.about)} for gap in model.gaps]
    return {
        "model": model,
        "about": gettext(model.about),
        "facts": [fact for fact in facts if fact.value],
        "columns": columns,
        "gaps": gaps,
    }


def _tell(build: Build) -> dict[str, object]:
    viewer = get_viewer()
    states = {
        "published": (_("published"), "good"),
        "partly": (_("published in part"), "warn"),
        "blocked": (_("blocked"), "bad"),
    }
    label, tone = states.get(build.state, (build.state, "plain"))
    return {
        "build": build,
        "label": label,
        "tone": tone,
        "facts": viewer.number(build.facts),
        "seconds": viewer.number(build.seconds, 1),
        "how": _("from nothing") if build.full else _("by arrival"),
    }
