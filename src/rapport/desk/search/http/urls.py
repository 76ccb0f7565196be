"""Addresses of the room."""

from django.urls import path

from rapport.desk.search.http import find
from rapport.kernel.identity.api import member_only

urlpatterns = [
    path("search", member_only(find.show_results), name="search"),
    path("search/quick", member_only(find.show_quick), name="search_quick"),
]
