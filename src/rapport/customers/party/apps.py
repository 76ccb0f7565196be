"""Registration of the room."""

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from rapport.customers.party.contracts import CustomerRow
    from rapport.ui.api.records import RecordList


class PartyConfig(AppConfig):
    """The room `customers.party`."""

    name = "rapport.customers.party"
    label = "party"

    def ready(self) -> None:
        """Say what roles may protect, what is found, what follows a merge; bring the endpoints."""
        from rapport.customers.party.api import MergeParticipant, register_participant
        from rapport.customers.party.http.facts import LABELS
        from rapport.kernel.audit.api import TrackedTable, register_table
        from rapport.kernel.fields import api as fields_of
        from rapport.kernel.identity.api import Kind, register_kind
        from rapport.kernel.search import api as search
        from rapport.ui.api import Command, NavItem, may, register_command, register_nav

        self._name_tables()
        fields = {
            **{"name": _("Name"), "birth_date": _("Birthday"), "tax_number": _("Tax number")},
            **{"website": _("Web page"), "country": _("Country"), "city": _("City"), "unit_id": _("Unit")},
            **{"owner_id": _("Owner"), "contact_points": _("Contact points"), "addresses": _("Addresses")},
            **{"external_ids": _("Identities elsewhere"), "tags": _("Tags"), "roles": _("Roles")},
            **{"relations": _("Ties"), "consents": _("Consents"), "preferences": _("Wishes")},
        }
        verbs = ("view", "create", "edit", "delete", "export", "merge")
        register_kind(Kind("customer", _("Customers"), verbs, fields))
        figures = {
            **{"order_count": _("Orders"), "spent_minor": _("Spent"), "currency": _("Currency")},
            **{"first_order_at": _("First order"), "last_order_at": _("Last order")},
            **{"last_touch_at": _("Last contact")},
        }
        register_table(TrackedTable("party", _("Customer"), "customer", {**LABELS, **fields, **figures}))
        fields_of.register_kind("customer", lambda: gettext("Customer"))
        search.register_kind("customer", lambda: gettext("Customers"), private_field="contact_points")
        for participant in (
            MergeParticipant(
                "contact_point", once=("kind", "normal"), flag="preferred", flag_within=("kind",)
            ),
            MergeParticipant("address", flag="preferred"),
            MergeParticipant("external_id"),
            MergeParticipant("party_role", once=("role",)),
            MergeParticipant("party_tag", once=("tag_id",)),
            MergeParticipant(
                "relation", "from_party_id", once=("to_party_id", "kind"), other_end="to_party_id"
            ),
            MergeParticipant(
                "relation", "to_party_id", once=("from_party_id", "kind"), other_end="from_party_id"
            ),
            MergeParticipant("handover"),
            MergeParticipant("party", "merged_into_id"),
        ):
            register_participant(participant)
        from rapport.customers.party.plugs import declare_personal, register_filters

        register_filters()
        declare_personal()
        self._register_endpoints()
        self._register_list()
        self._register_jobs()
        self._register_tags()
        register_nav(
            NavItem(
                "customers",
                _("Customers"),
                "users",
                "customers",
                section="customers",
                order=20,
                key="c",
                allowed=may("view", "customer"),
            )
        )
        register_command(
            Command(
                "new-customer",
                _("New customer"),
                "customer_new",
                "user-plus",
                "create",
                dialog=True,
                order=10,
                allowed=may("create", "customer"),
            )
        )

    def _name_tables(self) -> None:
        from rapport.kernel.audit.api import register_columns, register_tables

        register_tables(
            "customer",
            {
                "contact_point": _("Contact point"),
                "address": _("Address"),
                "external_id": _("Number in another system"),
                "party_role": _("Role of a customer"),
                "party_tag": _("Tag of a customer"),
                "relation": _("Relation"),
                "handover": _("Hand-over"),
            },
        )
        register_tables("tag", {"tag": _("Tag")})
        register_columns(
            {
                "colour": _("Colour"),
                "entered_by_id": _("Entered by"),
                "from_owner_id": _("Former owner"),
                "from_party_id": _("First of the two"),
                "from_unit_id": _("Former unit"),
                "merged_into_id": _("Merged into"),
                "normal": _("Normal form"),
                "postal_code": _("Postal code"),
                "preferred": _("Preferred"),
                "street": _("Street and number"),
                "system": _("System"),
                "tag_id": _("Tag"),
                "to_owner_id": _("New owner"),
                "to_party_id": _("Second of the two"),
                "to_unit_id": _("New unit"),
                "until": _("Until"),
                "value": _("Value"),
                "verified_at": _("Verified"),
            }
        )

    def _register_jobs(self) -> None:
        from rapport.customers.party import jobs
        from rapport.customers.party.operations import finding
        from rapport.kernel.jobs.api import register_job

        register_job(
            finding.INDEX_BATCH, jobs.run_index_batch, title=lambda: gettext("Have imported customers found")
        )

    def _register_tags(self) -> None:
        from rapport.kernel.settings.api import SettingGroup, declare_settings
        from rapport.ui.api import NavItem, may, register_nav

        group = SettingGroup(
            key="tags",
            label=_("Tags"),
            help=_("Your words for customers, how many wear each; rename them and clear them up."),
            icon="tags",
            page="/settings/tags",
            kind="tag",
            words="label word 标签",
            order=203,
        )
        declare_settings(group)
        register_nav(
            NavItem(
                "tags", _("Tags"), "tags", "tags", section="settings", order=13, allowed=may("view", "tag")
            )
        )

    def _register_list(self) -> None:
        from rapport.customers.party.operations.many import list_actions
        from rapport.kernel.bulk.api import register_action
        from rapport.ui.api.records import register_records

        for action in list_actions():
            register_action(action)
        register_records("customer", _customers)

    def _register_endpoints(self) -> None:
        from rapport.customers.party.http import rest_custom, rest_parts, rest_tags, rest_ties
        from rapport.customers.party.http.rest import router
        from rapport.kernel.rest import api as rest

        rest.register("/customers", lambda: router, tag="Customers", kind="customer")
        rest.register("/tags", lambda: rest_tags.tags, tag="Tags", kind="tag")
        one = "/customers/{uuid:customer_id}"
        rest.register(f"{one}/custom-fields", lambda: rest_custom.custom, tag="Customers")
        rest.register(f"{one}/contact-points", lambda: rest_parts.points, tag="Customers")
        rest.register(f"{one}/addresses", lambda: rest_parts.addresses, tag="Customers")
        rest.register(f"{one}/external-ids", lambda: rest_parts.identities, tag="Customers")
        rest.register(f"{one}/relations", lambda: rest_ties.ties, tag="Customers")


def _customers() -> "RecordList[CustomerRow]":
    from rapport.customers.party.http.lists import CUSTOMERS

    return CUSTOMERS
