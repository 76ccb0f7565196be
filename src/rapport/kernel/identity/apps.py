"""Registration of the room."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    """The room `kernel.identity`."""

    name = "rapport.kernel.identity"
    label = "identity"

    def ready(self) -> None:
        """Have every refusal speak the language of its reader."""
        from django.utils.translation import gettext, gettext_lazy

        from rapport.kernel.errors import speak_by
        from rapport.kernel.identity.queries import count_members
        from rapport.kernel.metering.api import Meter, register_meter

        speak_by(gettext)
        register_meter(Meter("members", gettext_lazy("People"), "level", count=count_members))
