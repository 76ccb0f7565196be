"""Addresses of the room."""

from django.urls import path

from rapport.customers.matching.http import twins
from rapport.kernel.identity.api import needs

may_merge = needs("merge", "customer")

urlpatterns = [
    path("customers/merge", may_merge(twins.compare_chosen), name="customers_merge"),
    path("customers/<uuid:party_id>/merge", may_merge(twins.choose), name="customer_merge"),
    path("customers/<uuid:party_id>/merge/do", may_merge(twins.merge), name="customer_merge_do"),
    path("merges/<uuid:merge_id>/undo", may_merge(twins.undo), name="merge_undo"),
]
