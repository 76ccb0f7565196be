"""Addresses of the room."""

from django.urls import path

from rapport.analytical.recommendation.http import bars, versions, views
from rapport.kernel.identity.api import needs

_see, _edit = needs("view", "recommendation"), needs("edit", "recommendation")

urlpatterns = [
    path("recommendations", _see(views.show_recommendations), name="recommendations"),
    path("recommendations/learn", _edit(versions.learn), name="recommendations_learn"),
    path("recommendations/automatic", _edit(versions.go_by_itself), name="recommendations_automatic"),
    path("recommendations/versions/<uuid:version_id>/use", _edit(versions.use), name="recommendations_use"),
    path("recommendations/products/<uuid:product_id>/bar", _edit(bars.bar_product), name="product_bar"),
    path(
        "recommendations/customers/<uuid:party_id>/bar/<uuid:product_id>",
        _see(bars.bar_for_customer),
        name="customer_bar",
    ),
    path("recommendations/bars/<uuid:bar_id>/lift", _see(bars.lift), name="bar_lift"),
]
