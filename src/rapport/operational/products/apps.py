"""Registration of the room."""

from django.apps import AppConfig


class ProductsConfig(AppConfig):
    """The room `operational.products`."""

    name = "rapport.operational.products"
    label = "products"
