"""Addresses of the room."""

from django.urls import path

from rapport.customers.party.http import contacts, editing, entering, handing, lists, tagging
from rapport.kernel.identity.api import needs

see, change = needs("view", "customer"), needs("edit", "customer")
enter = needs("create", "customer")

urlpatterns = [
    path("customers", see(lists.show_customers), name="customers"),
    path("customers/new", enter(entering.new_customer), name="customer_new"),
    path("customers/tag", change(tagging.tag_selected), name="customers_tag"),
    path("customers/untag", change(tagging.untag_selected), name="customers_untag"),
    path("customers/<uuid:party_id>/fields/<slug:name>", change(editing.edit_field), name="customer_field"),
    path("customers/<uuid:party_id>/fields/<slug:name>/undo", change(editing.undo_field)),
    path(
        "customers/<uuid:party_id>/hand-over", change(handing.hand_over_customer), name="customer_hand_over"
    ),
    path("customers/<uuid:party_id>/tags", change(tagging.edit_tags), name="customer_tags"),
    path("customers/<uuid:party_id>/reach", see(contacts.show_reach), name="customer_reach"),
    path("customers/<uuid:party_id>/contacts/new", change(contacts.add_contact), name="contact_new"),
    path("customers/<uuid:party_id>/contacts/<uuid:contact_id>", change(contacts.edit_contact)),
    path("customers/<uuid:party_id>/contacts/<uuid:contact_id>/remove", change(contacts.remove_contact)),
]
