"""Pages of alerts: the list, one with its curve and when it stood out, the form."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET, require_POST

from rapport.analytical.reporting.contracts.alerts import AlertDraft, AlertLine, RiseLine
from rapport.analytical.reporting.contracts.metrics import METRICS
from rapport.analytical.reporting.http.alert_charts import draw_band
from rapport.analytical.reporting.http.alert_forms import AlertForm
from rapport.analytical.reporting.models import MetricAlert
from rapport.analytical.reporting.operations import alerts
from rapport.analytical.reporting.queries import alerts as reads
from rapport.analytical.reporting.queries.words import write_figure
from rapport.kernel.errors import RapportError
from rapport.kernel.identity.api import Scope, actor_of, list_member_names
from rapport.kernel.tenancy.api import get_own_tenant
from rapport.ui.api import (
    Action,
    Badge,
    Column,
    Crumb,
    Day,
    Empty,
    Link,
    Muted,
    ShortList,
    Toast,
    Tone,
    Viewer,
    get_viewer,
    go_to,
    put_errors,
    show_short,
)

SHOWN = 20
STATES = {
    "rests": pgettext_lazy("an alert", "rests"),
    "trouble": pgettext_lazy("an alert", "cannot be judged"),
    "new": pgettext_lazy("an alert", "not judged yet"),
    "calm": pgettext_lazy("an alert", "as usual"),
    "stands": pgettext_lazy("an alert", "stands out"),
    "noted": pgettext_lazy("an alert", "stands out, noted"),
}
TONES: dict[str, Tone] = {
    "rests": "plain",
    "trouble": "warn",
    "new": "plain",
    "calm": "good",
    "stands": "bad",
    "noted": "warn",
}
SIDES = {"above": gettext_lazy("above"), "below": gettext_lazy("below")}


@require_GET
def show_alerts(request: HttpRequest) -> HttpResponse:
    """One's own alerts and those one is named in, what stands out first."""
    actor = actor_of(request)
    rows = [reads.line_of(row) for row in reads.list_alerts(actor).order_by("name", "id")]
    open_now = reads.list_open_rises([one.id for one in rows])
    rows.sort(key=lambda one: (one.id not in open_now, one.name))
    columns: list[Column[AlertLine]] = [
        Link("name", _("Name"), href=lambda one: f"/alerts/{one.id}", grow=True, phone="title"),
        Muted("metric", _("Metric"), value=name_metric, phone="under", width=14),
        Muted("way", _("Compared with"), value=lambda one: str(MetricAlert.Way(one.way).label), width=18),
        Badge(
            "state",
            _("Status"),
            value=lambda one: state_of(one, open_now.get(one.id)),
            tones=TONES,
            labels=STATES,
            phone="corner",
        ),
        Day("since", _("Since"), value=lambda one: _since(open_now.get(one.id))),
        Day("judged", _("Judged up to"), value=lambda one: one.judged_day),
    ]
    listing = ShortList(
        name="alerts",
        title=_("Alerts on metrics"),
        columns=columns,
        rows=rows,
        actions=[
            Action(_("What left the forecast"), "/forecast", icon="telescope"),
            *([_new()] if actor.may("create", "report") else []),
        ],
        empty=Empty(
            _("No metric is watched yet"),
            _("Be told when a figure is not as it usually is on such a day, or passes a limit."),
            icon="activity",
        ),
    )
    return show_short(request, listing)


def _new() -> Action:
    return Action(_("New alert"), "/alerts/new", icon="plus", main=True, key="n")


def _since(rise: RiseLine | None) -> date | None:
    return rise.first_day if rise else None


def name_metric(line: AlertLine) -> str:
    """Return what the watched metric is called."""
    known = METRICS.get(line.metric)
    return str(known.label) if known else line.metric


def state_of(line: AlertLine, rise: RiseLine | None) -> str:
    """Return where an alert stands."""
    if not line.active:
        return "rests"
    if line.trouble:
        return "trouble"
    if rise:
        return "noted" if rise.acknowledged_at else "stands"
    return "calm" if line.judged_day else "new"


def add_alert(request: HttpRequest) -> HttpResponse:
    """Watch a metric; the address may name it (`of`) and what it is narrowed to."""
    wish = {"metric": request.GET.get("of", "").split(",")[0], "filter": request.GET.get("filter", "")}
    return _edit(request, None, wish)


def edit_alert(request: HttpRequest, alert_id: UUID) -> HttpResponse:
    """Change what is watched."""
    return _edit(request, reads.line_of(reads.get_alert(alert_id, actor=actor_of(request), verb="edit")), {})


def _edit(request: HttpRequest, line: AlertLine | None, wish: dict[str, str]) -> HttpResponse:
    actor = actor_of(request)
    data = request.POST if request.method == "POST" else None
    form = AlertForm(data, actor=actor, line=line, wish=wish)
    if form.is_bound and form.is_valid():
        try:
            kept = (
                alerts.change_alert(line.id, form.values(), actor=actor)
                if line
                else alerts.add_alert(AlertDraft(**form.values()), actor=actor)
            )
        except RapportError as error:
            put_errors(form, error)
        else:
            return go_to(request, f"/alerts/{kept.id}", Toast(_("Saved")))
    title = _("Edit") if line else _("New alert")
    crumbs = [Crumb(_("Alerts on metrics"), reverse("metric_alerts"))]
    context = {
        "title": title,
        "crumbs": [*crumbs, *([Crumb(line.name, f"/alerts/{line.id}")] if line else []), Crumb(title)],
        "form": form,
        "cancel": f"/alerts/{line.id}" if line else reverse("metric_alerts"),
    }
    return render(request, "reporting/alert_form.html", context, status=422 if form.is_bound else 200)


@require_GET
def show_alert(request: HttpRequest, alert_id: UUID) -> HttpResponse:
    """One alert: the metric with its band, and when it stood out."""
    actor, viewer = actor_of(request), get_viewer()
    row = reads.get_alert(alert_id, actor=actor)
    line = reads.line_of(row)
    rises = [
        reads.rise_of(one)
        for one in reads.list_rises(line.id, actor=actor).order_by("-first_day", "-id")[:SHOWN]
    ]
    names = list_member_names(
        {*line.members, line.owner_id, *(one.acknowledged_by_id for one in rises if one.acknowledged_by_id)}
    )
    state = state_of(line, next((one for one in rises if one.ended_at is None), None))
    chart, trouble = draw_band(row, viewer, actor)
    currency = get_own_tenant(actor.tenant_id).currency
    own = line.owner_id == actor.id or actor.scope("edit", "report") is Scope.ALL
    context = {
        "title": line.name,
        "crumbs": [Crumb(_("Alerts on metrics"), reverse("metric_alerts")), Crumb(line.name)],
        "here": f"/alerts/{line.id}",
        "line": line,
        "metric": name_metric(line),
        "leads": f"{reverse('ask')}?of={line.metric}&by=day&filter={line.filter}&in=90d&as=line",
        "way": MetricAlert.Way(line.way).label,
        "sense": MetricAlert.Sense(line.sense).label if line.way == "usual" else "",
        "limit": _write_limit(line, currency, viewer),
        "state": (STATES[state], TONES[state]),
        "chart": chart,
        "trouble": _(line.trouble) if line.trouble else trouble,
        "rises": [_draw_rise(one, line, currency, names, viewer) for one in rises],
        "owner": names.get(line.owner_id, ""),
        "hearers": [names[one] for one in line.members if one in names],
        "may_edit": own and actor.may("edit", "report"),
        "may_remove": own and actor.may("delete", "report"),
    }
    return render(request, "reporting/alert.html", context)


def _write_limit(line: AlertLine, currency: str, viewer: Viewer) -> str:
    if line.limit is None:
        return ""
    measure = METRICS[line.metric].measure if line.metric in METRICS else "count"
    unit = {"money": f" {currency}", "share": " %"}.get(measure, "")
    return f"{viewer.number(line.limit)}{unit}"


def _draw_rise(
    one: RiseLine, line: AlertLine, currency: str, names: dict[UUID, str], viewer: Viewer
) -> dict[str, object]:
    metric = METRICS[line.metric]
    last = one.last_day
    return {
        "rise": one,
        "days": viewer.days(one.first_day, last) if last != one.first_day else viewer.day(last),
        "value": write_figure(one.value, metric, currency, viewer),
        "side": SIDES[one.side],
        "usual": write_figure(one.usual, metric, currency, viewer) if one.usual is not None else "",
        "who": names.get(one.acknowledged_by_id, "") if one.acknowledged_by_id else "",
    }


@require_POST
def switch_alert(request: HttpRequest, alert_id: UUID) -> HttpResponse:
    """Let it rest, or go on."""
    active = request.POST.get("active") == "1"
    alerts.change_alert(alert_id, {"active": active}, actor=actor_of(request))
    return go_to(
        request, f"/alerts/{alert_id}", Toast(_("It is watched again.") if active else _("It rests."))
    )


@require_POST
def remove_alert(request: HttpRequest, alert_id: UUID) -> HttpResponse:
    """Watch it no more."""
    alerts.remove_alert(alert_id, actor=actor_of(request))
    return go_to(request, reverse("metric_alerts"), Toast(_("The alert is gone.")))


@require_POST
def acknowledge(request: HttpRequest, alert_id: UUID, rise_id: UUID) -> HttpResponse:
    """Take note of what stands out."""
    alerts.acknowledge_rise(alert_id, rise_id, request.POST.get("remark", ""), actor=actor_of(request))
    return go_to(request, f"/alerts/{alert_id}", Toast(_("You took note of it.")))
