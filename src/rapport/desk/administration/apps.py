"""Registration of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdministrationConfig(AppConfig):
    """The room `desk.administration`."""

    name = "rapport.desk.administration"
    label = "administration"

    def ready(self) -> None:
        """Bring the entries of the navigation, the user menu, and who is signed in."""
        from rapport.desk.administration.http.history import HISTORY
        from rapport.desk.administration.http.people.members import PEOPLE
        from rapport.desk.administration.http.rates import RATES
        from rapport.desk.administration.http.shell import is_member, may
        from rapport.desk.administration.plugs import declare_pages, register_commands
        from rapport.ui.api import MenuItem, NavItem, register_menu_item, register_nav
        from rapport.ui.api.records import register_records

        register_records("member", lambda: PEOPLE)
        register_records("audit", lambda: HISTORY)
        register_records("rate", lambda: RATES)

        for order, (name, label, icon, kind, under) in enumerate(
            (
                ("people", _("People and roles"), "users", "member", ("/settings/roles", "/settings/teams")),
                ("units", _("Organisation"), "network", "unit", ()),
                ("fields", _("Fields of your own"), "list-plus", "field", ()),
                ("tokens", _("API tokens"), "key-round", "token", ()),
                ("webhooks", _("Webhooks"), "webhook", "subscriber", ()),
                ("history", _("History"), "history", "audit", ()),
            )
        ):
            register_nav(
                NavItem(
                    name,
                    label,
                    icon,
                    name,
                    section="settings",
                    order=10 + order,
                    allowed=may(kind),
                    under=under,
                )
            )
        register_nav(
            NavItem(
                "settings",
                _("Settings"),
                "settings",
                "settings",
                section="settings",
                order=5,
                allowed=is_member,
            )
        )
        declare_pages()
        register_commands()
        register_menu_item(MenuItem(_("Your account"), "account", "circle-user-round", order=5))
