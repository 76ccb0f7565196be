"""Registration of the room."""

from django.apps import AppConfig


class FieldsConfig(AppConfig):
    """The room `kernel.fields`."""

    name = "rapport.kernel.fields"
    label = "fields"

    def ready(self) -> None:
        """Bring /fields to the API."""
        from rapport.kernel.fields.http.rest import router  # noqa: PLC0415 - models must be loaded first
        from rapport.kernel.rest.api import register  # noqa: PLC0415

        register("/fields", lambda: router, tag="Custom fields")
