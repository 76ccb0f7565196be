"""Whether the marts agree with the rows their facts were told of: month by month, and test by test."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from rapport.analytical.warehouse.contracts import Build, Reckoned
from rapport.analytical.warehouse.operations.registry import list_ledgers
from rapport.analytical.warehouse.queries.builds import list_builds, list_reckoned
from rapport.analytical.warehouse.queries.catalogue import list_tests
from rapport.kernel.identity.api import actor_of
from rapport.ui.api import Empty, get_viewer


@require_GET
def show_reckoning(request: HttpRequest) -> HttpResponse:
    """The months of every ledger from both sides, and what the newest build's tests found."""
    actor = actor_of(request)
    lines = list_reckoned(actor)
    newest = next(iter(list_builds(actor, most=1)), None)
    differing = sum(not line.agrees for line in lines)
    context = {
        "title": _("Do the figures agree?"),
        "lead": _("What the marts say, beside the rows they were made of, month by month and to the cent."),
        "months": [_tell_month(line) for line in lines],
        "tests": _tell_tests(newest) if newest else [],
        "differing": differing,
        "newest": newest,
        "empty": Empty(
            _("Nothing has been compared yet"),
            _("The first build of the marts compares every month with its source."),
            icon="database",
        ),
    }
    return render(request, "warehouse/reckoning.html", context)


def _tell_month(line: Reckoned) -> dict[str, object]:
    viewer = get_viewer()
    titles = {ledger.name: ledger.title for ledger in list_ledgers()}
    return {
        "line": line,
        "ledger": titles.get(line.ledger, line.ledger),
        "month": viewer.month(line.month),
        "records": viewer.number(line.records),
        "sum": viewer.money(line.minor, line.currency),
        "source_records": viewer.number(line.source_records),
        "source_sum": viewer.money(line.source_minor, line.currency),
        "difference": viewer.money(line.minor - line.source_minor, line.currency),
        "label": _("agrees") if line.agrees else _("differs"),
        "tone": "good" if line.agrees else "warn",
    }


def _tell_tests(build: Build) -> list[dict[str, str]]:
    """Say of every test whether the newest build passed it; those of keys only where they found something."""
    found = {failure.test: failure for failure in build.failures}
    named = {test.name: test.about for test in list_tests()}
    told = []
    for name, about in {**{test: one.about for test, one in found.items()}, **named}.items():
        failure = found.get(name)
        tone = "good" if failure is None else "bad" if failure.blocks else "warn"
        label = _("passed") if failure is None else _("found %(rows)s") % {"rows": failure.rows}
        sample = failure.sample if failure else ""
        told.append({"about": gettext(about), "name": name, "tone": tone, "label": label, "sample": sample})
    return told
