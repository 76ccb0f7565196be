"""Registration of the room."""

from django.apps import AppConfig


class ProductsConfig(AppConfig):
    """The room `operational.products`."""

    name = "rapport.operational.products"
    label = "products"

    def ready(self) -> None:
        """Bring the room's endpoints."""
        from rapport.kernel.rest import api as rest  # noqa: PLC0415 - models must be loaded first
        from rapport.operational.products.http.rest import products  # noqa: PLC0415
        from rapport.operational.products.http.rest_categories import categories  # noqa: PLC0415

        rest.register("/products", lambda: products, tag="Products")
        rest.register("/categories", lambda: categories, tag="Categories")
