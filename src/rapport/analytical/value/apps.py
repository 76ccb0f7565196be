"""Registration of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ValueConfig(AppConfig):
    """The room `analytical.value`."""

    name = "rapport.analytical.value"
    label = "value"

    def ready(self) -> None:
        """Bring the room's endpoints and its place in the navigation."""
        from rapport.analytical.value.http.rest import get_router  # noqa: PLC0415 - models must be loaded first
        from rapport.analytical.value.http.views import may_see_worth  # noqa: PLC0415
        from rapport.kernel.rest import api as rest  # noqa: PLC0415
        from rapport.ui.api import NavItem, register_nav  # noqa: PLC0415

        rest.register("/worth", get_router, tag="Worth")
        register_nav(
            NavItem("worth", _("Worth"), "coins", "worth", section="insight", order=10, allowed=may_see_worth)
        )
