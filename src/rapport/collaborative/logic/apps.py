"""Registration of the room."""

from typing import TYPE_CHECKING, Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from rapport.collaborative.logic.contracts.lines import ServiceLine, TraceLine
    from rapport.ui.api.records import RecordList


class LogicConfig(AppConfig):
    """The room `collaborative.logic`."""

    name = "rapport.collaborative.logic"
    label = "logic"

    def ready(self) -> None:
        """Hear what customers write; say what roles speak of and what is kept about people; bring pages."""
        from rapport.collaborative.delivery.api import register_listener
        from rapport.collaborative.inbox.api import register_decisions
        from rapport.collaborative.logic import plugs
        from rapport.collaborative.logic.operations.hearing import hear
        from rapport.kernel.identity.api import Kind, register_kind

        register_kind(Kind("logic", _("Automatic answers"), ("view", "create", "edit")))
        register_listener("logic", hear)
        register_decisions("logic", plugs.explain_answers)
        self._name_tables()
        plugs.register_filters()
        plugs.declare_guards()
        self._register_pages()

    def _name_tables(self) -> None:
        from rapport.customers.party.api import register_personal
        from rapport.customers.party.contracts import PersonalTable
        from rapport.kernel.audit.api import TrackedTable, register_table

        beside: dict[str, Any] = {"through": "conversation", "ending": "delete", "given": False}
        register_personal(
            *(
                PersonalTable(table=table, column="conversation_id", **beside)
                for table in ("logic_form", "logic_trace")
            )
        )
        service = {
            **{"name": _("Name"), "about": _("About"), "state": _("State")},
            **{"position": _("Place in the order"), "draft": _("What it answers")},
            **{"live": _("Version that is live"), "owner_id": _("Owner")},
        }
        version = {
            **{"number": _("Number"), "definition": _("What it answers"), "service_id": _("Service")},
            **{"published_by_id": _("Put live by"), "published_at": _("Put live")},
        }
        register_table(TrackedTable("logic_service", _("Service"), "logic", service))
        register_table(TrackedTable("logic_version", _("Version of a service"), "logic", version))

    def _register_pages(self) -> None:
        from rapport.collaborative.logic.http.rest import services, traces
        from rapport.kernel.rest.api import register
        from rapport.ui.api import NavItem, may, register_nav
        from rapport.ui.api.records import register_records

        register("/answer-services", lambda: services, tag="Automatic answers", kind="logic")
        register("/answer-traces", lambda: traces, tag="Automatic answers", kind="logic")
        register_records("logic", _services)
        register_records("logic_trace", _traces)
        register_nav(
            NavItem(
                *("answers", _("Auto answers"), "bot-message-square", "answers"),
                section="reach",
                order=28,
                allowed=may("view", "logic"),
            )
        )


def _services() -> "RecordList[ServiceLine]":
    from rapport.collaborative.logic.http.lists import SERVICES

    return SERVICES


def _traces() -> "RecordList[TraceLine]":
    from rapport.collaborative.logic.http.lists import TRACES

    return TRACES
