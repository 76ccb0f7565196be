"""Addresses of the room."""

from django.urls import path

from rapport.analytical.reporting.http import arranging, asking, dashboards, definitions, drilling, files
from rapport.kernel.identity.api import needs

_sees = needs("view", "report")
urlpatterns = [
    path("dashboards", _sees(dashboards.show_first), name="dashboards"),
    path("dashboards/<str:board>", _sees(dashboards.show_dashboard), name="dashboard"),
    path("ask", _sees(asking.show_ask), name="ask"),
    path("dashboards/<str:board>/arrange", _sees(arranging.arrange), name="dashboard_arrange"),
    path("ask/keep", _sees(arranging.keep), name="report_keep"),
    path("ask/file", _sees(files.save_file), name="report_file"),
    path("ask/rows", _sees(drilling.show_rows), name="report_rows"),
    path("metrics", _sees(definitions.show_metrics), name="metrics"),
]
