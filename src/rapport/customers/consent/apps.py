"""Registration of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsentConfig(AppConfig):
    """The room `customers.consent`."""

    name = "rapport.customers.consent"
    label = "consent"

    def ready(self) -> None:
        """Say which tables follow a merge; hang the card."""
        from rapport.customers.consent.contracts.channels import CHANNEL_LABELS
        from rapport.customers.consent.http.card import draw_may_we
        from rapport.customers.consent.http.words import PURPOSES
        from rapport.customers.consent.plugs import declare_personal, declare_quiet_hours, register_filters
        from rapport.customers.party.api import MergeParticipant, register_participant
        from rapport.ui.api import PageCard, register_card

        self._name_tables()
        for participant in (
            MergeParticipant("consent"),
            MergeParticipant("consent_move"),
            MergeParticipant("preference", alone=True),
        ):
            register_participant(participant)
        register_card(
            PageCard(
                "customer",
                "may-we",
                _("May we?"),
                draw_may_we,
                column="left",
                order=15,
                icon="shield-check",
                href=lambda subject: f"/customers/{subject}/consents",
            )
        )
        declare_personal()
        declare_quiet_hours()
        register_filters(CHANNEL_LABELS, PURPOSES)
        self._register_endpoints()
        self._register_page()

    def _register_page(self) -> None:
        from rapport.customers.consent.http.law import may_see
        from rapport.ui.api import NavItem, register_nav

        register_nav(
            NavItem(
                *("confirmations", _("Confirming consents"), "shield-check", "confirmations"),
                section="settings",
                order=64,
                allowed=may_see,
                about=_("In which countries what people type into forms is confirmed first, and why."),
            )
        )

    def _name_tables(self) -> None:
        from rapport.kernel.audit.api import TrackedTable, register_columns, register_table, register_tables

        register_tables("customer", {"consent": _("Consent"), "preference": _("Wish about contact")})
        rule = {
            "country": _("Country"),
            "channels": _("Asked to confirm"),
            "source": _("Where that is written"),
        }
        register_table(TrackedTable("confirm_rule", _("Rule of confirming"), "settings", rule))
        register_columns(
            {
                "contact": _("Contact point"),
                "do_not_contact": _("Do not contact"),
                "origin": _("Origin"),
                "preferred_channel": _("Preferred channel"),
                "proof": _("Proof"),
                "way": _("Way"),
                "quiet_from": _("Quiet from"),
                "quiet_to": _("Quiet until"),
                "zone": _("Time zone"),
            }
        )

    def _register_endpoints(self) -> None:
        from rapport.customers.consent.http import rest as endpoints
        from rapport.customers.consent.http.rest_law import rules
        from rapport.kernel.rest import api as rest

        one = "/customers/{uuid:customer_id}"
        rest.register("/confirm-rules", lambda: rules, tag="Settings", kind="settings")
        rest.register(f"{one}/consents", lambda: endpoints.consents, tag="Customers")
        rest.register(f"{one}/preferences", lambda: endpoints.preferences, tag="Customers")
