"""Registration of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class ShopsConfig(AppConfig):
    """The room `operational.shops`."""

    name = "rapport.operational.shops"
    label = "shops"

    def ready(self) -> None:
        """Bring the job that applies reports, and the place in the navigation."""
        from rapport.kernel.jobs.api import register_job  # noqa: PLC0415 - models must be loaded first
        from rapport.operational.shops import jobs  # noqa: PLC0415
        from rapport.operational.shops.http.pages import may_connect  # noqa: PLC0415
        from rapport.operational.shops.operations.receiving import APPLY  # noqa: PLC0415
        from rapport.ui.api import NavItem, register_nav  # noqa: PLC0415

        register_job(APPLY, jobs.run_apply, title=lambda: gettext("Take in a shop's report"), lane="quick")
        register_nav(
            NavItem("shops", _("Shops"), "plug", "shops", section="settings", order=40, allowed=may_connect)
        )
