"""Registration of the design system as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UiConfig(AppConfig):
    """Templates, static files, tags and the style page."""

    name = "rapport.ui"
    label = "ui"
    verbose_name = _("Design system")

    def ready(self) -> None:
        """Offer saved views to go to; declare what each member may choose of how pages look."""
        from rapport.kernel.settings.api import Setting, SettingGroup, declare_settings
        from rapport.ui.http.records.views import list_view_commands
        from rapport.ui.registry import register_command_source

        register_command_source(list_view_commands)

        themes = (("system", _("As the system")), ("light", _("Light")), ("dark", _("Dark")))
        densities = (("comfortable", _("Comfortable")), ("compact", _("Compact")))

        declare_settings(
            SettingGroup(
                key="look",
                label=_("Appearance"),
                icon="sun-moon",
                order=15,
                words="theme dark light density compact 深色 浅色",
                help=_("How pages look to you, wherever you sign in."),
            ),
            (
                Setting(
                    key="look.theme",
                    label=_("Theme"),
                    type="choice",
                    default="system",
                    scope="member",
                    choices=lambda: themes,
                ),
                Setting(
                    key="look.density",
                    label=_("Density"),
                    type="choice",
                    default="comfortable",
                    scope="member",
                    choices=lambda: densities,
                ),
            ),
        )
