"""Registration of the room."""

from django.apps import AppConfig


class FieldsConfig(AppConfig):
    """The room `kernel.fields`."""

    name = "rapport.kernel.fields"
    label = "fields"

    def ready(self) -> None:
        """Bring /fields to the API."""
        from rapport.kernel.fields.http.rest import router
        from rapport.kernel.rest.api import register

        register("/fields", lambda: router, tag="Custom fields", kind="field")
