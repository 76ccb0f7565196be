"""Registration of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class MoodConfig(AppConfig):
    """The room `analytical.mood`."""

    name = "rapport.analytical.mood"
    label = "mood"

    def ready(self) -> None:
        """Listen to messages; bring the jobs, notices, the endpoints, the list, the card, the pages."""
        from rapport.analytical.mood import handlers, jobs
        from rapport.analytical.mood.http.card import register_cards
        from rapport.analytical.mood.http.list import TEXTS
        from rapport.analytical.mood.http.rest import get_router
        from rapport.analytical.mood.http.rises_rest import router as rises
        from rapport.analytical.mood.plugs import register_filters, register_notices
        from rapport.analytical.mood.plugs.keeping import MoodKeeper
        from rapport.customers.learnt.api import register_keeper
        from rapport.kernel.identity.api import Kind, register_kind
        from rapport.kernel.jobs.api import every, register_job
        from rapport.kernel.outbox.api import subscribe
        from rapport.kernel.rest import api as rest
        from rapport.ui.api import NavItem, may, register_nav
        from rapport.ui.api.records import register_records

        register_kind(Kind("mood", _("Mood"), ("view", "create", "edit")))
        register_records("mood_text", lambda: TEXTS)
        register_filters()
        register_notices()
        register_cards()
        register_keeper("mood", MoodKeeper())
        self._name_personal()
        subscribe(handlers.CONSUMER, handlers.FACTS, handlers.note_news)
        register_job(
            jobs.READ, jobs.run_read, title=lambda: gettext("Read what customers said"), lane="quick"
        )
        register_job(jobs.LEARN, jobs.run_learn, title=lambda: gettext("Learn to read from labelled texts"))
        register_job(jobs.WATCH, jobs.run_watch, title=lambda: gettext("Look whether more are unhappy"))
        every(jobs.WATCH, jobs.QUARTER, rest=jobs.REST)
        rest.register("/mood", get_router, tag="Mood", kind="mood")
        rest.register("/mood/rises", lambda: rises, tag="Mood")
        register_nav(
            NavItem(
                "mood", _("Mood"), "smile", "mood", section="insight", order=25, allowed=may("view", "mood")
            )
        )

    def _name_personal(self) -> None:
        from rapport.customers.party.api import MergeParticipant, register_participant, register_personal
        from rapport.customers.party.contracts import PersonalCopy, PersonalTable

        register_participant(MergeParticipant("mood_text"))
        register_personal(
            PersonalTable(table="mood_text", ending="delete", withheld=("corrected_by_id",)),
            PersonalTable(table="customer_mood", ending="delete"),
            PersonalTable(
                table="mood_example", column="read_id", through="mood_text", ending="delete", given=False
            ),
            PersonalCopy(table="mood_text", seen=("text",)),
            PersonalCopy(table="mood_example", seen=("text",)),
        )
