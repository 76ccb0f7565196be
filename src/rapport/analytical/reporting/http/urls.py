"""Addresses of the room."""

from django.urls import path

from rapport.analytical.reporting.http import (
    alerts,
    arranging,
    asking,
    comments,
    dashboards,
    definitions,
    drilling,
    embeds,
    files,
    framed,
    homes,
    schedules,
)
from rapport.kernel.identity.api import needs, public

_sees, _edits = needs("view", "report"), needs("edit", "report")
_adds, _removes = needs("create", "report"), needs("delete", "report")
_REPORT, _ALERT = "reports/<uuid:schedule_id>", "alerts/<uuid:alert_id>"
urlpatterns = [
    path("dashboards", _sees(dashboards.show_first), name="dashboards"),
    path("dashboards/<str:board>", _sees(dashboards.show_dashboard), name="dashboard"),
    path("ask", _sees(asking.show_ask), name="ask"),
    path("dashboards/<str:board>/home", _sees(homes.choose), name="dashboard_home"),
    path("dashboards/<str:board>/pin", _sees(homes.pin), name="dashboard_pin"),
    path("dashboards/<str:board>/copy", _sees(homes.copy), name="dashboard_copy"),
    path("dashboards/<str:board>/arrange", _sees(arranging.arrange), name="dashboard_arrange"),
    path("ask/keep", _sees(arranging.keep), name="report_keep"),
    path("ask/file", _sees(files.save_file), name="report_file"),
    path("ask/rows", _sees(drilling.show_rows), name="report_rows"),
    path("dashboards/<str:board>/file", _sees(files.save_board), name="dashboard_file"),
    path("figures/<str:token>", public(framed.show, "the signed link is the key"), name="report_framed"),
    path("embeds", _sees(embeds.show_embeds), name="report_embeds"),
    path("embeds/new", _adds(embeds.new_embed), name="report_embed_new"),
    path("embeds/<uuid:embed_id>/revoke", _removes(embeds.revoke), name="report_embed_revoke"),
    path("comments", _sees(comments.show), name="report_comments"),
    path("comments/write", _sees(comments.write), name="report_comments_write"),
    path("comments/<uuid:comment_id>", _sees(comments.go), name="report_comment"),
    path("comments/<uuid:comment_id>/remove", _sees(comments.remove), name="report_comment_remove"),
    path("reports", _sees(schedules.show_schedules), name="report_schedules"),
    path("reports/new", _adds(schedules.add_schedule), name="report_schedule_new"),
    path(_REPORT, _sees(schedules.show_schedule), name="report_schedule"),
    path(f"{_REPORT}/edit", _edits(schedules.edit_schedule), name="report_schedule_edit"),
    path(f"{_REPORT}/send", _edits(schedules.send_schedule), name="report_schedule_send"),
    path(f"{_REPORT}/switch", _edits(schedules.switch_schedule), name="report_schedule_switch"),
    path(f"{_REPORT}/remove", _removes(schedules.remove_schedule), name="report_schedule_remove"),
    path("alerts", _sees(alerts.show_alerts), name="metric_alerts"),
    path("alerts/new", _adds(alerts.add_alert), name="metric_alert_new"),
    path(_ALERT, _sees(alerts.show_alert), name="metric_alert"),
    path(f"{_ALERT}/edit", _edits(alerts.edit_alert), name="metric_alert_edit"),
    path(f"{_ALERT}/switch", _edits(alerts.switch_alert), name="metric_alert_switch"),
    path(f"{_ALERT}/remove", _removes(alerts.remove_alert), name="metric_alert_remove"),
    path(
        f"{_ALERT}/rises/<uuid:rise_id>/acknowledge",
        _sees(alerts.acknowledge),
        name="metric_rise_acknowledge",
    ),
    path("metrics", _sees(definitions.show_metrics), name="metrics"),
]
