"""Registration of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MatchingConfig(AppConfig):
    """The room `customers.matching`."""

    name = "rapport.customers.matching"
    label = "matching"

    def ready(self) -> None:
        """Have arriving records meet by this room's rules."""
        from rapport.customers.matching.api import take_in_customers
        from rapport.customers.matching.http.twins import draw_twins
        from rapport.customers.matching.plugs import declare_rules
        from rapport.customers.party.api import register_take_in
        from rapport.ui.api import PageCard, register_card

        self._name_tables()
        self._name_personal()
        register_take_in(take_in_customers)
        declare_rules()
        register_card(
            PageCard(
                "customer",
                "twins",
                _("Possible duplicates"),
                draw_twins,
                column="left",
                order=90,
                icon="copy",
                later=True,
            )
        )
        self._register_endpoints()

    def _name_personal(self) -> None:
        from rapport.customers.party.api import register_personal
        from rapport.customers.party.contracts import PersonalTable

        by = ("by_id", "by_name", "undone_by_id")
        register_personal(
            *(
                PersonalTable(table="merge", column=end, ending="delete", withheld=by)
                for end in ("survivor_id", "merged_id")
            ),
            PersonalTable(
                table="merge_move", column="merge_id", through="merge", ending="delete", given=False
            ),
        )

    def _name_tables(self) -> None:
        from rapport.kernel.audit.api import register_columns, register_tables

        register_tables("customer", {"merge": _("Merge"), "merge_move": _("Record moved by a merge")})
        register_tables("settings", {"match_rule": _("Rule of meeting")})
        register_columns(
            {
                "column_name": _("Field"),
                "enabled": _("Enabled"),
                "merged_id": _("Merged record"),
                "rank": _("Rank"),
                "row_id": _("Record"),
                "survivor_id": _("Record that stays"),
                "table_name": _("Kind of record"),
                "undone_at": _("Taken back at"),
                "undone_by_id": _("Taken back by"),
            }
        )

    def _register_endpoints(self) -> None:
        from rapport.customers.matching.http import rest as endpoints
        from rapport.kernel.rest import api as rest

        one = "/customers/{uuid:customer_id}"
        rest.register(f"{one}/merge", lambda: endpoints.merging, tag="Customers")
        rest.register(f"{one}/merges", lambda: endpoints.merged, tag="Customers")
        rest.register(f"{one}/duplicates", lambda: endpoints.duplicates, tag="Customers")
        rest.register("/merges", lambda: endpoints.merges, tag="Customers", kind="customer")
        rest.register("/match-rules", lambda: endpoints.rules, tag="Settings", kind="settings")
