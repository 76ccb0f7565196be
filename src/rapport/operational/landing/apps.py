"""Registration of the room."""

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from rapport.operational.landing.contracts import PieceRow
    from rapport.ui.api.records import RecordList


class LandingConfig(AppConfig):
    """The room `operational.landing`."""

    name = "rapport.operational.landing"
    label = "landing"

    def ready(self) -> None:
        """Say what roles speak of, what is kept about people; hear of entries; bring pages and endpoints."""
        from rapport.customers.party.api import MergeParticipant, register_participant, register_personal
        from rapport.customers.party.contracts import PersonalTable
        from rapport.kernel.identity.api import Kind, register_kind
        from rapport.kernel.outbox.api import subscribe
        from rapport.operational.landing import handlers, plugs
        from rapport.operational.marketing.api import lead_readers

        register_kind(Kind("site_piece", _("Pages and pop-ups"), ("view", "create", "edit")))
        register_participant(MergeParticipant("site_meeting", once=("piece_id",)))
        register_personal(PersonalTable(table="site_meeting", ending="delete"))
        self._name_history()
        plugs.register_filters()
        lead_readers("/p/")
        subscribe(handlers.CONSUMER, handlers.FACTS, handlers.settle)
        self._register_pages()

    def _name_history(self) -> None:
        from rapport.kernel.audit.api import TrackedTable, register_table

        piece = {
            **{"kind": _("Kind"), "name": _("Name"), "slug": _("Address"), "state": _("State")},
            **{"form_id": _("Form"), "audience": _("Audience"), "who": _("Shown to")},
            **{"did": _("What they did"), "where": _("On these pages"), "moment": _("When it comes")},
            **{"delay": _("Seconds or percent"), "again_days": _("Days until it comes again")},
            **{"seed": _("Seed of the lots"), "owner_id": _("Owner")},
        }
        words = {
            **{"code": _("Way of saying it"), "language": _("Language"), "share": _("Share")},
            **{"title": _("Heading"), "blocks": _("Blocks"), "piece_id": _("Page or pop-up")},
        }
        register_table(TrackedTable("site_piece", _("Page or pop-up"), "site_piece", piece))
        register_table(TrackedTable("site_words", _("Words of a page or pop-up"), "site_piece", words))

    def _register_pages(self) -> None:
        from rapport.kernel.rest import api as rest
        from rapport.operational.landing.http.rest import router
        from rapport.ui.api import NavItem, may, register_nav
        from rapport.ui.api.records import register_records

        register_records("site_piece", _pieces)
        register_nav(
            NavItem(
                *("landing", _("Pages and pop-ups"), "app-window", "landing"),
                section="reach",
                order=35,
                allowed=may("view", "site_piece"),
            )
        )
        rest.register("/site-pieces", lambda: router, tag="Pages and pop-ups", kind="site_piece")


def _pieces() -> "RecordList[PieceRow]":
    from rapport.operational.landing.http.lists import PIECES

    return PIECES
