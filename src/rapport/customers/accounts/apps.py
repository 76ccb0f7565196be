"""Registration of the room."""

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from rapport.customers.accounts.contracts import AccountRow
    from rapport.ui.api.records import RecordList


class AccountsConfig(AppConfig):
    """The room `customers.accounts`."""

    name = "rapport.customers.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Say what roles speak of and what follows a merge; declare the service; bring the job and pages."""
        from rapport.customers.accounts import jobs, plugs
        from rapport.customers.party.api import MergeParticipant, register_participant
        from rapport.kernel.audit.api import register_columns, register_tables
        from rapport.kernel.identity.api import Kind, register_kind
        from rapport.kernel.jobs.api import register_job

        register_kind(Kind("account", _("Key accounts"), ("view", "create", "edit")))
        register_participant(MergeParticipant("key_account", alone=True))
        register_participant(MergeParticipant("urgent_need"))
        self._name_personal()
        register_tables(
            "account",
            {
                "key_account": _("Key account"),
                "account_member": _("Member of a team"),
                "urgent_need": _("Urgent need"),
                "need_step": _("Step of a clock"),
            },
        )
        register_columns(
            {
                "account_id": _("Key account"),
                "acknowledged_at": _("Taken care of since"),
                "acknowledged_by": _("Taken care of by"),
                "level": _("Service level"),
                "need_id": _("Urgent need"),
                "outcome_note": _("What was done"),
                "raised_at": _("Raised"),
                "raised_by": _("Raised by"),
                "resolved_at": _("Resolved"),
                "resolved_by": _("Resolved by"),
                "step": _("Step"),
                "told": _("Told"),
            }
        )
        plugs.declare_service()
        plugs.register_filters()
        plugs.register_notices()
        register_job(
            jobs.ESCALATE, jobs.run_escalate, title=lambda: gettext("Escalate an urgent need"), lane="quick"
        )
        self._register_pages()

    def _name_personal(self) -> None:
        from rapport.customers.party.api import register_personal
        from rapport.customers.party.contracts import PersonalTable

        told = ("raised_by", "acknowledged_by", "resolved_by")
        words = {"title": "'–'", "detail": "''", "outcome_note": "''"}
        register_personal(
            PersonalTable(table="key_account", ending="blank", blank={"note": "''"}),
            PersonalTable(
                table="account_member", column="account_id", through="key_account", ending="keep", given=False
            ),
            PersonalTable(table="urgent_need", ending="blank", blank=words, withheld=told),
            PersonalTable(
                table="need_step", column="need_id", through="urgent_need", ending="keep", given=False
            ),
        )

    def _register_pages(self) -> None:
        from rapport.customers.accounts.http import cards
        from rapport.customers.accounts.http.rest import register_endpoints
        from rapport.ui.api import NavItem, PageCard, register_card, register_nav
        from rapport.ui.api.records import register_records

        register_records("account", _accounts)
        register_nav(
            NavItem(
                "accounts",
                _("Key accounts"),
                "gem",
                "accounts",
                section="customers",
                order=24,
                allowed=cards.may_see,
                under=("/needs",),
            )
        )
        register_card(
            PageCard(
                "customer",
                "account",
                _("Key account"),
                cards.draw_account,
                column="right",
                order=4,
                icon="gem",
                hears=("account", "about"),
            )
        )
        register_card(
            PageCard(
                "customer",
                "group",
                _("Group of companies"),
                cards.draw_group,
                column="left",
                order=60,
                icon="network",
                hears=("tie", "order"),
            )
        )
        register_endpoints()


def _accounts() -> "RecordList[AccountRow]":
    from rapport.customers.accounts.http.lists import ACCOUNTS

    return ACCOUNTS
