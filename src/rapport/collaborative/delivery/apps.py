"""Registration of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeliveryConfig(AppConfig):
    """The room `collaborative.delivery`."""

    name = "rapport.collaborative.delivery"
    label = "delivery"

    def ready(self) -> None:
        """Name kinds of right, tables and what is kept about people; bring settings, filters and pages."""
        from rapport.collaborative.delivery import plugs
        from rapport.customers.party.api import MergeParticipant, register_participant
        from rapport.kernel.identity.api import Kind, register_kind

        register_kind(Kind("conversation", _("Conversations"), ("view", "create", "edit")))
        register_kind(Kind("channel", _("Connected addresses"), ("view", "create", "edit")))
        self._name_history()
        for table in ("conversation", "delivery"):
            register_participant(MergeParticipant(table))
        plugs.register_filters()
        plugs.declare_caps()
        self._name_personal()
        plugs.tell_said()
        self._register_pages()

    def _name_history(self) -> None:
        from rapport.kernel.audit.api import TrackedTable, register_table

        channel, last = _("Channel"), _("Last message")
        thread = {
            **{
                "channel": channel,
                "account_id": _("Connected address"),
                "peer": _("Address on the other side"),
            },
            **{"subject": _("Subject"), "state": _("State"), "match": _("Sender"), "preview": last},
            **{"assignee_id": _("Assigned to"), "team_id": _("Team it is given to"), "tags": _("Tags")},
            **{"snoozed_until": _("Put off until"), "messages": _("Messages"), "last_at": last},
            **{"waiting_since": _("Waiting since"), "answer_due_at": _("Answer promised by")},
        }
        account = {
            **{"channel": channel, "address": _("Address"), "door": _("Forwarding name")},
            **{"active": _("At work"), "settings": _("Servers and names"), "hourly": _("At most in an hour")},
            "secrets": _("Passwords and keys"),
        }
        register_table(TrackedTable("conversation", _("Conversation"), "conversation", thread))
        register_table(TrackedTable("channel_account", _("Connected address"), "channel", account))

    def _name_personal(self) -> None:
        from rapport.customers.party.api import register_personal
        from rapport.customers.party.contracts import PersonalCopy, PersonalTable

        said = dict.fromkeys(("text", "quoted", "html", "subject", "sender_name"), "''")
        register_personal(
            PersonalTable(table="conversation", ending="delete", withheld=("assignee_id", "team_id")),
            PersonalTable(
                table="message",
                column="conversation_id",
                through="conversation",
                ending="delete",
                withheld=("author_id",),
                files="raw_id",
            ),
            PersonalTable(
                table="message_file",
                column="conversation_id",
                through="conversation",
                ending="delete",
                files="blob_id",
            ),
            PersonalTable(table="delivery", ending="delete", withheld=("token",)),
            PersonalTable(
                table="delivery_part",
                column="delivery_id",
                through="delivery",
                ending="delete",
                given=False,
            ),
            PersonalTable(
                table="delivery_report",
                column="delivery_id",
                through="delivery",
                ending="delete",
                given=False,
            ),
            PersonalCopy(
                table="account_health",
                seen=("sending", "receiving"),
                blank={"sending": "''", "receiving": "''"},
            ),
            PersonalCopy(table="undeliverable", seen=("address", "detail")),
            PersonalCopy(table="delivery_report", seen=("detail",), blank={"detail": "''"}),
            PersonalCopy(table="message", seen=("sender", "text", "quoted", "html", "subject"), blank=said),
        )

    def _register_pages(self) -> None:
        from rapport.collaborative.delivery.http.accounts import may_see
        from rapport.ui.api import NavItem, register_nav

        register_nav(
            NavItem(
                "channels",
                _("Connected addresses"),
                "radio",
                "channels",
                section="settings",
                order=41,
                allowed=may_see,
                about=_("Where letters, SMS and other messages come in and go out."),
            )
        )
