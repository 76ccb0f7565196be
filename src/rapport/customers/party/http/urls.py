"""Addresses of the room."""

from django.urls import path
from django.views.decorators.http import require_POST

from rapport.customers.party.http import (
    addresses,
    cells,
    contacts,
    custom,
    editing,
    entering,
    handing,
    lists,
    tag_pages,
    tagging,
    ties,
)
from rapport.kernel.identity.api import needs

see, change = needs("view", "customer"), needs("edit", "customer")
enter = needs("create", "customer")
own_words = needs("edit", "tag")

urlpatterns = [
    path("customers", see(lists.show_customers), name="customers"),
    path("customers/new", enter(entering.new_customer), name="customer_new"),
    path("customers/<uuid:party_id>/cells/<slug:name>", change(cells.edit_cell), name="customer_cell"),
    path("customers/<uuid:party_id>/fields/<slug:name>", change(editing.edit_field), name="customer_field"),
    path("customers/<uuid:party_id>/fields/<slug:name>/undo", change(editing.undo_field)),
    path(
        "customers/<uuid:party_id>/hand-over", change(handing.hand_over_customer), name="customer_hand_over"
    ),
    path("customers/<uuid:party_id>/tags", change(tagging.edit_tags), name="customer_tags"),
    path("customers/<uuid:party_id>/tags/undo", change(tagging.undo_tags)),
    path("customers/<uuid:party_id>/reach", see(contacts.show_reach), name="customer_reach"),
    path("customers/<uuid:party_id>/custom/<slug:code>", change(custom.OWN.edit)),
    path("customers/<uuid:party_id>/custom/<slug:code>/undo", change(require_POST(custom.OWN.undo))),
    path("customers/<uuid:party_id>/addresses/new", change(addresses.new_address), name="address_new"),
    path("customers/<uuid:party_id>/addresses/again", change(addresses.bring_address)),
    path("customers/<uuid:party_id>/addresses/<uuid:address_id>", change(addresses.edit_address)),
    path("customers/<uuid:party_id>/addresses/<uuid:address_id>/remove", change(addresses.drop_address)),
    path("customers/<uuid:party_id>/ties/new", change(ties.new_tie), name="tie_new"),
    path("customers/<uuid:party_id>/ties/<uuid:other_id>/<slug:kind>/remove", change(ties.drop_tie)),
    path("customers/<uuid:party_id>/ties/<uuid:other_id>/<slug:kind>/again", change(ties.bring_tie)),
    path("customers/<uuid:party_id>/contacts/again", change(contacts.bring_contact)),
    path("customers/<uuid:party_id>/contacts/new", change(contacts.add_contact), name="contact_new"),
    path("customers/<uuid:party_id>/contacts/<uuid:contact_id>", change(contacts.edit_contact)),
    path("customers/<uuid:party_id>/contacts/<uuid:contact_id>/remove", change(contacts.remove_contact)),
    path("settings/tags", needs("view", "tag")(tag_pages.list_all), name="tags"),
    path("settings/tags/new", needs("create", "tag")(tag_pages.create), name="tag_new"),
    path("settings/tags/<uuid:tag_id>", own_words(tag_pages.change), name="tag"),
    path("settings/tags/<uuid:tag_id>/remove", own_words(tag_pages.remove), name="tag_remove"),
    path("settings/tags/again", needs("create", "tag")(tag_pages.bring_back), name="tag_again"),
]
