"""Registration of the room."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    """The room `kernel.identity`."""

    name = "rapport.kernel.identity"
    label = "identity"

    def ready(self) -> None:
        """Have every refusal speak the language of its reader."""
        from django.utils.translation import gettext

        from rapport.kernel.errors import speak_by

        speak_by(gettext)
