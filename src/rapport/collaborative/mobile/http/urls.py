"""Addresses of the room."""

from django.urls import path

from rapport.collaborative.mobile.http import base, hosted, links, wishes
from rapport.kernel.identity.api import needs, outside

_see, _edit, _people = needs("view", "channel"), needs("edit", "channel"), needs("view", "customer")
_LINK = "settings/sms-links/<uuid:link_id>"

urlpatterns = [
    path(
        "sms/hosted/<str:door>",
        outside(hosted.receive, "the provider's signature is its key"),
        name="sms_hosted",
    ),
    path("settings/sms-links", _see(links.show_links), name="sms_links"),
    path("settings/sms-links/new", needs("create", "channel")(links.add), name="sms_link_new"),
    path(_LINK, _see(links.show), name="sms_link"),
    path(f"{_LINK}/edit", _edit(links.change), name="sms_link_edit"),
    path(f"{_LINK}/switch", _edit(links.switch), name="sms_link_switch"),
    path("mobile-base", _people(base.show_base), name="mobile_base"),
    path("mobile-base/people", _people(base.show_people), name="mobile_base_people"),
    path("settings/sms-wishes", _see(wishes.show_wishes), name="sms_wishes"),
]
