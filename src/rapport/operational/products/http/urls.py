"""Addresses of the room."""

from django.urls import path
from django.views.decorators.http import require_POST

from rapport.kernel.identity.api import needs
from rapport.operational.products.http import costs, lists, pages
from rapport.operational.products.http.own import OWN

_view, _edit, _create = needs("view", "product"), needs("edit", "product"), needs("create", "product")

urlpatterns = [
    path("products", _view(lists.show_products), name="products"),
    path("products/new", _create(pages.create_product), name="product-new"),
    path("products/categories", _view(pages.show_categories), name="categories"),
    path("products/categories/new", _create(pages.create_category), name="category-new"),
    path("products/categories/<uuid:category_id>", _edit(pages.edit_category), name="category-edit"),
    path("products/<uuid:product_id>", _view(pages.show_product), name="product"),
    path("products/<uuid:product_id>/edit", _edit(pages.edit_product), name="product-edit"),
    path("products/<uuid:product_id>/fact/cost", _edit(costs.edit_cost), name="product-cost"),
    path("products/<uuid:product_id>/costs", _edit(costs.set_cost), name="product-costs"),
    path("products/<uuid:product_id>/custom/<slug:code>", _edit(OWN.edit)),
    path("products/<uuid:product_id>/custom/<slug:code>/undo", _edit(require_POST(OWN.undo))),
]
