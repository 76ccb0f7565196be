"""Registration of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class ProductsConfig(AppConfig):
    """The room `operational.products`."""

    name = "rapport.operational.products"
    label = "products"

    def ready(self) -> None:
        """Bring the room's endpoints and its place in the navigation."""
        from rapport.analytical.forecast.api import register_product_source
        from rapport.analytical.mood.api import register_product_finder
        from rapport.analytical.recommendation.api import register_goods_source
        from rapport.customers.intake.contracts import register_exporter
        from rapport.kernel.bulk.api import register_action
        from rapport.kernel.fields import api as fields_of
        from rapport.kernel.identity.api import Kind, register_kind
        from rapport.kernel.rest import api as rest
        from rapport.kernel.search import api as search
        from rapport.operational.products.http.costs import draw_costs
        from rapport.operational.products.http.lists import PRODUCTS
        from rapport.operational.products.http.pages import may_see_products
        from rapport.operational.products.http.rest import products
        from rapport.operational.products.http.rest_categories import categories
        from rapport.operational.products.http.rest_costs import costs
        from rapport.operational.products.http.rest_custom import custom
        from rapport.operational.products.operations.many import list_actions
        from rapport.operational.products.plugs import (
            ProductGoods,
            ProductShelves,
            ProductWords,
            register_filters,
        )
        from rapport.ui.api import (
            Command,
            NavItem,
            PageCard,
            may,
            register_card,
            register_command,
            register_nav,
        )
        from rapport.ui.api.records import register_records

        self._name_tables()
        for action in list_actions():
            register_action(action)
        register_records("product", lambda: PRODUCTS)
        register_exporter("products", "rapport.operational.products.operations.exporting:PRODUCTS")
        register_filters()
        register_goods_source(ProductGoods())
        register_product_finder(ProductWords())
        register_product_source(ProductShelves())
        fields = {"cost": _("Cost"), "unit_price": _("Unit price"), "stage": _("Stage of life")}
        fields_of.register_kind("product", lambda: gettext("Product"))
        search.register_kind("product", lambda: gettext("Products"))
        verbs = ("view", "create", "edit", "delete", "export")
        register_kind(Kind("product", _("Products"), verbs, fields))
        rest.register("/products", lambda: products, tag="Products", kind="product")
        rest.register("/products/{uuid:product_id}/custom-fields", lambda: custom, tag="Products")
        rest.register("/products/{uuid:product_id}/costs", lambda: costs, tag="Products")
        rest.register("/categories", lambda: categories, tag="Categories", kind="product")
        register_nav(
            NavItem(
                "products",
                _("Products"),
                "package",
                "products",
                section="sales",
                order=40,
                allowed=may_see_products,
            )
        )
        register_card(
            PageCard(
                "product",
                "costs",
                _("Cost over time"),
                draw_costs,
                column="right",
                order=20,
                icon="coins",
                allowed=may_see_products,
                flush=True,
            )
        )
        register_command(
            Command(
                "new-product",
                _("New product"),
                "product-new",
                "package-plus",
                "create",
                order=30,
                allowed=may("create", "product"),
            )
        )

    def _name_tables(self) -> None:
        from rapport.kernel.audit.api import register_columns, register_tables

        register_tables(
            "product",
            {"product": _("Product"), "category": _("Category"), "product_cost": _("Cost of a product")},
        )
        register_columns(
            {
                "category_id": _("Category"),
                "cost": _("Cost"),
                "since": _("From"),
                "stage": _("Stage"),
            }
        )
