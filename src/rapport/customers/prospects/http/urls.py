"""Addresses of the room."""

from django.urls import path

from rapport.customers.prospects.http import lists, pages
from rapport.kernel.identity.api import needs

see, work = needs("view", "prospect"), needs("edit", "prospect")

urlpatterns = [
    path("prospects", see(lists.show_prospects), name="prospects"),
    path("prospects/figures", see(pages.show_figures), name="prospect_figures"),
    path("prospects/<uuid:prospect_id>", work(pages.change), name="prospect_change"),
    path("prospects/<uuid:prospect_id>/interest", work(pages.put_back), name="prospect_interest"),
    path("prospects/<uuid:prospect_id>/convert", work(pages.convert), name="prospect_convert"),
    path("prospects/<uuid:prospect_id>/lose", work(pages.lose), name="prospect_lose"),
    path("prospects/<uuid:prospect_id>/reopen", work(pages.reopen), name="prospect_reopen"),
    path("customers/<uuid:party_id>/prospect", work(pages.mark), name="prospect_mark"),
]
