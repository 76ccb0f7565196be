"""Registration of the design system as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UiConfig(AppConfig):
    """Templates, static files, tags and the style page."""

    name = "rapport.ui"
    label = "ui"
    verbose_name = _("Design system")
