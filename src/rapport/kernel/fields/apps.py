"""Registration of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class FieldsConfig(AppConfig):
    """The room `kernel.fields`."""

    name = "rapport.kernel.fields"
    label = "fields"

    def ready(self) -> None:
        """Bring /fields to the API."""
        from rapport.kernel.fields.http.rest import router
        from rapport.kernel.rest.api import register

        self._name_tables()
        register("/fields", lambda: router, tag="Custom fields", kind="field")

    def _name_tables(self) -> None:
        from rapport.kernel.audit.api import register_columns, register_tables

        register_tables(
            "field",
            {
                "field": gettext_lazy("Field of your own"),
                "field_choice": gettext_lazy("Choice of a field"),
                "field_value": gettext_lazy("Value of a field"),
            },
        )
        register_columns(
            {
                "choice_id": gettext_lazy("Choice"),
                "field_id": gettext_lazy("Field"),
                "moment": gettext_lazy("Moment"),
                "record_id": gettext_lazy("Record"),
                "retired_at": gettext_lazy("Retired"),
                "type": gettext_lazy("Type"),
                "words": gettext_lazy("Text"),
            }
        )
