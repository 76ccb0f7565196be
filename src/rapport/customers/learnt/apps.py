"""Registration of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LearntConfig(AppConfig):
    """The room `customers.learnt`."""

    name = "rapport.customers.learnt"
    label = "learnt"

    def ready(self) -> None:
        """Bring the kind roles speak of, the endpoints, the place in the navigation."""
        from rapport.customers.learnt.http.rest import router
        from rapport.kernel.identity.api import Kind, register_kind
        from rapport.kernel.rest import api as rest
        from rapport.ui.api import NavItem, may, register_nav

        register_kind(Kind("model", _("Models"), ("view", "edit")))
        rest.register("/models", lambda: router, tag="Models", kind="model")
        register_nav(
            NavItem(
                "models",
                _("Models"),
                "brain",
                "models",
                section="insight",
                order=90,
                allowed=may("view", "model"),
                about=_("See how good each model is, and go back to the version before."),
            )
        )
