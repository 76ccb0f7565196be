"""Registration of the room."""

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from rapport.collaborative.delivery.contracts import ConversationRow
    from rapport.ui.api.records import RecordList


class InboxConfig(AppConfig):
    """The room `collaborative.inbox`."""

    name = "rapport.collaborative.inbox"
    label = "inbox"

    def ready(self) -> None:
        """Declare times, say where conversations are seen, bring the pages."""
        from rapport.collaborative.inbox import handlers, jobs, plugs
        from rapport.collaborative.inbox.operations.many import list_actions
        from rapport.customers.timeline.api import register_subject
        from rapport.kernel.bulk.api import register_action
        from rapport.kernel.identity.api import Kind, register_kind
        from rapport.kernel.jobs.api import every, register_job
        from rapport.kernel.outbox.api import subscribe

        register_kind(Kind("routing", _("Routing of conversations"), ("view", "edit")))
        self._name_history()
        self._name_personal()
        plugs.declare_times()
        plugs.register_notices()
        subscribe(handlers.CONSUMER, handlers.FACTS, handlers.follow_threads)
        register_job(jobs.LATE, jobs.run_late, title=lambda: gettext("Tell of late answers"), lane="quick")
        every(jobs.LATE, jobs.MINUTE)
        register_subject("conversation", "/conversations/")
        for action in list_actions():
            register_action(action)
        self._register_pages()

    def _name_history(self) -> None:
        from rapport.kernel.audit.api import TrackedTable, register_table

        agent = {
            **{"skills": _("Skills"), "languages": _("Languages spoken"), "away": _("Away")},
            **{"most": _("Open conversations at most"), "member_id": _("Member")},
        }
        rule = {
            **{"position": _("Place in the order"), "name": _("Name"), "active": _("At work")},
            **{"condition": _("Which conversations"), "team_id": _("Team it is given to")},
            **{"member_id": _("Member"), "skill": _("Skill"), "tag": _("Tag"), "urgent": _("Urgent")},
        }
        reply = {
            **{"name": _("Name"), "shortcut": _("Shortcut"), "text": _("Text"), "owner_id": _("Owner")},
        }
        register_table(TrackedTable("agent", _("Agent"), "routing", agent))
        register_table(TrackedTable("route_rule", _("Rule of routing"), "routing", rule))
        register_table(TrackedTable("canned_reply", _("Canned reply"), "routing", reply))

    def _name_personal(self) -> None:
        from rapport.customers.party.api import register_personal
        from rapport.customers.party.contracts import PersonalTable

        beside = {
            **dict.fromkeys(
                ("reply_draft", "thread_mention", "presence", "route_decision"), "conversation_id"
            ),
            "thread_move": "source_id",
        }
        register_personal(
            *(
                PersonalTable(
                    table=table, column=column, through="conversation", ending="delete", given=False
                )
                for table, column in beside.items()
            )
        )

    def _register_pages(self) -> None:
        from rapport.collaborative.inbox.http import rest, rest_acts, rest_moves, rest_settings
        from rapport.collaborative.inbox.http.words import may_see
        from rapport.ui.api import NavItem, may, register_nav
        from rapport.ui.api.records import register_records

        register_records("conversation", _conversations)
        register_nav(
            NavItem(
                "inbox",
                _("Inbox"),
                "inbox",
                "inbox",
                order=12,
                key="m",
                allowed=may_see,
                under=("/conversations",),
            )
        )
        answers, routes = _("Answers given often, inserted by “/”."), _("Whose a conversation becomes.")
        for name, label, icon, allowed, about in (
            ("replies", _("Canned replies"), "message-square-text", may_see, answers),
            ("routing", _("Routing of conversations"), "waypoints", may("view", "routing"), routes),
        ):
            register_nav(
                NavItem(
                    *(name, label, icon, name),
                    section="settings",
                    order=42,
                    allowed=allowed,
                    about=about,
                )
            )
        rest.register_endpoints()
        rest_acts.register_endpoints()
        rest_moves.register_endpoints()
        rest_settings.register_endpoints()


def _conversations() -> "RecordList[ConversationRow]":
    from rapport.collaborative.inbox.http.lists import CONVERSATIONS

    return CONVERSATIONS
