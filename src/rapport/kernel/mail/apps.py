"""Registration of the room."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    """The room `kernel.mail`."""

    name = "rapport.kernel.mail"
    label = "system_mail"
