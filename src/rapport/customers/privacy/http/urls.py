"""Addresses of the room."""

from django.urls import path

from rapport.customers.privacy.http import lists, pages, retention
from rapport.customers.privacy.rules import MOVES
from rapport.kernel.identity.api import needs

see, write, work = needs("view", "request"), needs("create", "request"), needs("edit", "request")

urlpatterns = [
    path("requests", see(lists.show_requests), name="requests"),
    path("requests/<uuid:request_id>", see(pages.show_request), name="request"),
    path("requests/<uuid:request_id>/archive", work(pages.prepare), name="request_archive"),
    path("requests/<uuid:request_id>/download", work(pages.download), name="request_download"),
    *(
        path(
            f"requests/<uuid:request_id>/{move}",
            work(pages.move_request),
            {"move": move},
            name=f"request_{move}",
        )
        for move in MOVES
    ),
    path("settings/retention", needs("view", "settings")(retention.show_rules), name="retention"),
    path(
        "settings/retention/<slug:kind>",
        needs("edit", "settings")(retention.change_rule),
        name="retention_rule",
    ),
    path("customers/<uuid:party_id>/requests", write(pages.record_request), name="request_new"),
]
