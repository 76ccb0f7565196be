"""Registration of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """The room `desk.home`."""

    name = "rapport.desk.home"
    label = "home"

    def ready(self) -> None:
        """Fill the shell: home, the user menu, who is signed in; hang the desk's own cards."""
        from rapport.desk.home.http import cards, guide, needs, shell, units
        from rapport.ui.api import (
            MenuItem,
            NavItem,
            PageCard,
            register_card,
            register_home,
            register_menu_item,
            register_nav,
            register_person_source,
        )

        guide.declare_first_steps()
        register_home("home")
        register_nav(NavItem("home", _("Home"), "house", "home", order=10, key="h"))
        register_person_source(shell.find_person)
        register_menu_item(MenuItem(_("Password"), "account_change_password", icon="key-round", order=10))
        register_menu_item(MenuItem(_("Second factor"), "mfa_index", icon="shield-check", order=20))
        register_menu_item(MenuItem(_("Change business"), "businesses", icon="store", order=30))
        register_menu_item(MenuItem(_("Sign out"), "account_logout", icon="log-out", order=900, post=True))
        register_card(
            PageCard(
                "home",
                "revenue",
                _("Where the revenue comes from"),
                cards.draw_revenue_curve,
                column="main",
                order=10,
                icon="coins",
                allowed=cards.may_see_worth,
                href=lambda _subject: "/worth",
            )
        )
        register_card(
            PageCard(
                "home",
                "needs",
                _("Left to do"),
                needs.draw_needs,
                order=5,
                icon="bell",
                allowed=needs.may_be_needed,
            )
        )
        register_card(
            PageCard(
                "home",
                "units",
                _("By unit"),
                units.draw_units,
                column="main",
                order=20,
                icon="network",
                allowed=cards.may_see_orders,
                flush=True,
            )
        )
        register_card(
            PageCard(
                "home",
                "new-orders",
                _("New orders"),
                cards.draw_new_orders,
                order=20,
                icon="shopping-bag",
                allowed=cards.may_see_orders,
                flush=True,
                hears=("order",),
            )
        )
        register_card(
            PageCard(
                "home",
                "new-customers",
                _("New customers"),
                cards.draw_new_customers,
                column="main",
                order=30,
                icon="user-plus",
                allowed=cards.may_see_customers,
                href=lambda _subject: "/customers",
                flush=True,
                hears=("customer",),
            )
        )
        register_card(
            PageCard(
                "home",
                "segments",
                _("Segments"),
                cards.draw_segments,
                order=40,
                icon="chart-pie",
                allowed=cards.may_see_worth,
                href=lambda _subject: "/worth",
            )
        )
