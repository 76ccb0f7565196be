"""Addresses of the room."""

from django.urls import path

from rapport.customers.likeness.http import deciding, review
from rapport.kernel.identity.api import needs

may_merge = needs("merge", "customer")

urlpatterns = [
    path("duplicates", may_merge(review.show_queue), name="duplicates"),
    path("duplicates/search", may_merge(deciding.search), name="duplicates_search"),
    path("duplicates/merge", may_merge(deciding.merge_many), name="duplicates_merge"),
    path("duplicates/part/<uuid:batch_id>", may_merge(deciding.part_many), name="duplicates_part"),
    path("duplicates/<uuid:pair_id>", may_merge(review.show_pair), name="duplicate"),
    path("duplicates/<uuid:pair_id>/same", may_merge(deciding.same), name="duplicate_same"),
    path("duplicates/<uuid:pair_id>/different", may_merge(deciding.different), name="duplicate_different"),
    path("duplicates/<uuid:pair_id>/reopen", may_merge(deciding.reopen), name="duplicate_reopen"),
]
