"""Addresses of the room: the public door, and the pages of those who make forms."""

from django.urls import path

from rapport.customers.forms.http import door, entries, fields, making, pages, sites
from rapport.kernel.identity.api import needs, outside, public

see, make, change = needs("view", "form"), needs("create", "form"), needs("edit", "form")
see_customers, change_customers = needs("view", "customer"), needs("edit", "customer")
OPEN, LINK, OWN = "a form for visitors", "the signed link is the key", "its sites are checked at the door"

urlpatterns = [
    path("f/confirm/<str:token>", public(door.confirm, LINK), name="form_confirm"),
    path("f/<slug:key>", public(door.show_hosted, OPEN), name="form_hosted"),
    path("f/<slug:key>/frame", public(door.show_framed, OPEN), name="form_framed"),
    path("f/<slug:key>/thanks", public(door.show_thanks, OPEN), name="form_thanks"),
    path("f/<slug:key>/entries", outside(sites.take, OWN), name="form_entries"),
    path("forms", see(pages.show_forms), name="forms"),
    path("forms/new", make(making.new_form), name="form_new"),
    path("forms/entries", see(entries.show_entries), name="entries"),
    path("forms/entries/<uuid:entry_id>", see(entries.show_entry), name="form_entry"),
    path("forms/entries/<uuid:entry_id>/again", change(entries.try_again), name="form_entry_again"),
    path("forms/differences", see_customers(entries.show_differences), name="form_differences"),
    path("forms/differences/<uuid:difference_id>/take", change_customers(entries.take)),
    path("forms/differences/<uuid:difference_id>/keep", change_customers(entries.keep)),
    path("forms/differences/<uuid:difference_id>/again", change_customers(entries.ask_again)),
    path("forms/<uuid:form_id>", see(pages.show_form), name="form"),
    path("forms/<uuid:form_id>/edit", change(making.edit_form), name="form_edit"),
    path("forms/<uuid:form_id>/preview", change(making.preview), name="form_preview"),
    path("forms/<uuid:form_id>/state", change(pages.set_state), name="form_state"),
    path("forms/<uuid:form_id>/qr", see(pages.show_code), name="form_qr"),
    path("forms/<uuid:form_id>/copy", change(pages.copy), name="form_copy"),
    path("forms/<uuid:form_id>/fields", change(fields.add_field), name="form_field_new"),
    path("forms/<uuid:form_id>/consents", change(fields.add_consent), name="form_consent_new"),
    path("forms/<uuid:form_id>/fields/<str:target>", change(fields.change_field), name="form_field"),
    path("forms/<uuid:form_id>/fields/<str:target>/up", change(fields.move_field), name="form_field_up"),
    path(
        "forms/<uuid:form_id>/fields/<str:target>/remove", change(fields.drop_field), name="form_field_drop"
    ),
]
