"""What members are told of reports, and which addresses outside the business may get them."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.analytical.reporting.contracts.comments import ANSWERED, MENTIONED
from rapport.analytical.reporting.contracts.dashboards import BUILTINS
from rapport.analytical.reporting.contracts.metrics import METRICS
from rapport.analytical.reporting.operations.telling import FAILED, RISE
from rapport.analytical.reporting.queries.alerts import list_alerts
from rapport.analytical.reporting.queries.allowed import OUTSIDE
from rapport.analytical.reporting.queries.dashboards import KIND, name_of
from rapport.analytical.reporting.queries.homes import HOME
from rapport.analytical.reporting.queries.naming import name_comments
from rapport.analytical.reporting.queries.schedules import list_schedules
from rapport.kernel.identity.api import Actor
from rapport.kernel.notices.api import NoticeKind, Told, register_notice
from rapport.kernel.settings.api import Setting, SettingGroup, declare_settings
from rapport.ui.api import ViewPlace, register_view_place


def register_notices() -> None:
    """Let members hear of reports that were not sent, and of metrics that stand out."""
    register_notice(
        NoticeKind(
            FAILED,
            gettext_lazy("A report of mine was not sent"),
            "triangle-alert",
            lambda told: _("A report was not sent."),
            lambda told: f"/reports/{told.subject_id}",
            names=_name_schedules,
        )
    )
    register_notice(
        NoticeKind(
            RISE,
            gettext_lazy("A metric I watch stands out"),
            "activity",
            _write_rise,
            lambda told: f"/alerts/{told.subject_id}",
            names=_name_alerts,
        )
    )
    register_notice(
        NoticeKind(
            MENTIONED,
            gettext_lazy("Somebody mentions me in a comment on figures"),
            "at-sign",
            lambda told: _("You are mentioned in a comment on figures"),
            lambda told: f"/comments/{told.subject_id}",
            names=name_comments,
        )
    )
    register_notice(
        NoticeKind(
            ANSWERED,
            gettext_lazy("Somebody answers where I commented on figures"),
            "message-square-reply",
            lambda told: _("Somebody answered where you commented"),
            lambda told: f"/comments/{told.subject_id}",
            names=name_comments,
        )
    )


def declare_outside() -> None:
    """Declare to which addresses outside the business reports may be sent."""
    group = SettingGroup(
        key="reports",
        label=gettext_lazy("Reports by letter"),
        help=gettext_lazy("To whom outside the business scheduled reports may go."),
        icon="mail",
        order=240,
        words="scheduled report e-mail recipients 报表",
    )
    setting = Setting(
        key=OUTSIDE,
        label=gettext_lazy("Addresses outside"),
        type="lines",
        longest=4_000,
        check=_refuse_lines,
        help=gettext_lazy(
            "One a line: an address, or @ and a domain for everybody there. Empty allows none."
        ),
    )
    declare_settings(group, [setting])


def declare_home() -> None:
    """Declare that each member may say which dashboard they see first."""
    group = SettingGroup(
        key="dashboards",
        label=gettext_lazy("Dashboards"),
        help=gettext_lazy("Which figures you see first."),
        icon="layout-dashboard",
        order=505,
        words="home dashboard figures 首页 仪表板",
    )
    setting = Setting(
        key=HOME,
        label=gettext_lazy("My dashboard"),
        type="choice",
        scope="member",
        choices=lambda: [
            ("", gettext_lazy("By what I do here")),
            *((one.name, one.label) for one in BUILTINS.values()),
        ],
        help=gettext_lazy("Its figures stand on your home page. Your own are chosen on their pages."),
    )
    declare_settings(group, [setting])


def place_views() -> None:
    """Have kept dashboards and questions stand among the saved views of the side bar."""
    dashboards = ViewPlace(
        gettext_lazy("Dashboards"), "/dashboards", lambda view: f"/dashboards/{name_of(view)}", "report"
    )
    questions = ViewPlace(gettext_lazy("Kept reports"), "/ask", lambda view: f"/ask?{view.query}", "report")
    register_view_place(KIND, dashboards)
    register_view_place("report", questions)


def _refuse_lines(value: object) -> str:
    for line in str(value).splitlines():
        one = line.strip()
        try:
            validate_email(f"somebody{one}" if one.startswith("@") else one or "nobody@example.org")
        except ValidationError:
            return _("“%(line)s” is neither an address nor @ and a domain.") % {"line": one[:80]}
    return ""


def _write_rise(told: Told) -> str:
    known = METRICS.get(str(told.values.get("metric")))
    metric = {"metric": str(known.label) if known else ""}
    if told.values.get("way") != "usual":
        return _("Beyond its limit: %(metric)s.") % metric
    if told.values.get("side") == "above":
        return _("More than usual: %(metric)s.") % metric
    return _("Less than usual: %(metric)s.") % metric


def _name_schedules(ids: Collection[UUID], actor: Actor) -> Mapping[UUID, str]:
    if not actor.may("view", "report"):
        return {}
    return dict(list_schedules(actor).filter(id__in=tuple(ids)).values_list("id", "name"))


def _name_alerts(ids: Collection[UUID], actor: Actor) -> Mapping[UUID, str]:
    if not actor.may("view", "report"):
        return {}
    return dict(list_alerts(actor).filter(id__in=tuple(ids)).values_list("id", "name"))
