"""Addresses of the room."""

from django.urls import path

from rapport.analytical.recommendation.http import versions, views
from rapport.kernel.identity.api import needs

_see, _edit = needs("view", "recommendation"), needs("edit", "recommendation")

urlpatterns = [
    path("recommendations", _see(views.show_recommendations), name="recommendations"),
    path("recommendations/learn", _edit(versions.learn), name="recommendations_learn"),
]
