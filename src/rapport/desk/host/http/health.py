"""How the installation is: backups, disk, work in hand, facts on their way; figures, nobody's records."""

import shutil
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from rapport.bigdata.stream.api import list_flows
from rapport.desk.host.http.shell import draw_tabs
from rapport.kernel.embedded.api import Layout, archive_state, home_folder
from rapport.kernel.jobs.api import list_figures
from rapport.kernel.outbox.api import list_lags, list_parked_everywhere
from rapport.ui.api import Fact


@never_cache
@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """The figures of this moment."""
    states = {"queued": _("due"), "running": _("running"), "failed": _("failed today")}
    lanes = {"quick": _("short work"), "long": _("long work"), "calls": _("calls to others")}
    context = {
        "title": _("Health"),
        "lead": _("What keeps this installation safe, and how much it has in hand."),
        "tabs": draw_tabs(request),
        "safety": _safety(),
        "jobs": [
            (lanes.get(one.lane, one.lane), states.get(one.state, one.state), one.jobs, round(one.oldest))
            for one in list_figures()
        ],
        "lags": [
            *((one.consumer, one.facts, round(one.seconds), one.parked, 0, 0) for one in list_lags()),
            *(
                (one.name, one.facts, round(one.seconds), one.parked, one.again, one.refused)
                for one in list_flows()
            ),
        ],
        "parked": list(list_parked_everywhere()),
    }
    return render(request, "host/health.html", context)


def _safety() -> list[Fact]:
    layout = Layout(home_folder())
    usage = shutil.disk_usage(layout.home)
    taken = sorted(layout.backups.glob("*T*Z"))
    count = ngettext("%(count)d backup", "%(count)d backups", len(taken)) % {"count": len(taken)}
    newest = _("none yet")
    if taken:
        made = datetime.fromtimestamp(taken[-1].stat().st_mtime, UTC)
        newest = _("%(count)s, the newest made %(age)s ago") % {"count": count, "age": timesince(made)}
    archive = archive_state(layout)
    kept = _("off: restoring goes back to a backup, not to a moment")
    if archive is not None:
        kept = _("on, %(size)d MB, %(waiting)d waiting") % {
            "size": archive.size // 1_000_000,
            "waiting": archive.waiting,
        }
    free = _("%(share)d %% free, %(size)d GB") % {
        "share": 100 * usage.free // usage.total,
        "size": usage.free // 1_000_000_000,
    }
    return [Fact(_("Backups"), newest), Fact(_("Archive of the log"), kept), Fact(_("Disk"), free)]
