"""Registration of the room."""

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from rapport.operational.journeys.contracts import JourneyLine
    from rapport.ui.api.records import RecordList


class JourneysConfig(AppConfig):
    """The room `operational.journeys`."""

    name = "rapport.operational.journeys"
    label = "journeys"

    def ready(self) -> None:
        """Say what roles speak of and what is kept about people; listen to facts; bring jobs and pages."""
        from rapport.collaborative.tariffs.api import register_campaigns
        from rapport.customers.party.api import MergeParticipant, register_participant
        from rapport.kernel.identity.api import Kind, register_kind
        from rapport.kernel.outbox.api import subscribe
        from rapport.operational.journeys import handlers, plugs
        from rapport.operational.journeys.contracts.graph import FACTS
        from rapport.operational.journeys.operations.following import Letters
        from rapport.operational.marketing.api import follow_group

        register_campaigns("journey", plugs.NamedJourneys())
        register_kind(Kind("journey", _("Journeys"), ("view", "create", "edit")))
        register_participant(MergeParticipant("journey_traveller"))
        register_participant(MergeParticipant("journey_effect"))
        register_participant(MergeParticipant("journey_rehearsed"))
        register_participant(MergeParticipant("journey_answer"))
        self._name_tables()
        plugs.register_filters()
        self._register_jobs()
        follow_group(Letters())
        subscribe(handlers.CONSUMER, FACTS, handlers.hear)
        subscribe(handlers.DELIVERIES, handlers.SETTLED, handlers.hear_deliveries)
        self._register_pages()

    def _name_tables(self) -> None:
        from rapport.customers.party.api import register_personal
        from rapport.customers.party.contracts import PersonalTable
        from rapport.kernel.audit.api import TrackedTable, register_table

        register_personal(
            PersonalTable(table="journey_traveller", ending="delete"),
            PersonalTable(table="journey_effect", ending="delete"),
            PersonalTable(table="journey_rehearsed", ending="delete"),
            PersonalTable(table="journey_answer", ending="delete"),
        )
        journey = {
            **{
                "name": _("Name"),
                "about": _("About"),
                "state": _("State"),
                "live": _("Version that is live"),
            },
            **{"live": _("Version that is live"), "draft": _("Change of its picture")},
            **{"email_account_id": _("E-mails are sent from")},
            **{"sms_account_id": _("SMS are sent from"), "owner_id": _("Owner")},
            **{"seed": _("Seed of the lots"), "asked_on": _("Day it last looked for people")},
        }
        version = {
            **{"number": _("Number"), "graph": _("Steps"), "journey_id": _("Journey")},
            **{"published_by_id": _("Put live by"), "published_at": _("Put live")},
        }
        register_table(TrackedTable("journey", _("Journey"), "journey", journey))
        register_table(TrackedTable("journey_version", _("Version of a journey"), "journey", version))

    def _register_jobs(self) -> None:
        from rapport.kernel.jobs.api import every, register_job
        from rapport.operational.journeys import jobs

        register_job(
            jobs.STEP, jobs.run_step, title=lambda: gettext("Move people on their journeys"), lane="quick"
        )
        register_job(
            jobs.ROUND,
            jobs.run_round,
            title=lambda: gettext("Look for people who begin a journey"),
            lane="quick",
        )
        register_job(jobs.REHEARSE, jobs.run_rehearsal, title=lambda: gettext("Walk a journey over the past"))
        every(jobs.ROUND, jobs.MINUTE)

    def _register_pages(self) -> None:
        from rapport.kernel.rest import api as rest
        from rapport.operational.journeys.http.rest import router
        from rapport.ui.api import NavItem, may, register_nav
        from rapport.ui.api.records import register_records

        register_records("journey", _journeys)
        register_nav(
            NavItem(
                *("journeys", _("Journeys"), "waypoints", "journeys"),
                section="reach",
                order=25,
                allowed=may("view", "journey"),
            )
        )
        rest.register("/journeys", lambda: router, tag="Journeys", kind="journey")


def _journeys() -> "RecordList[JourneyLine]":
    from rapport.operational.journeys.http.lists import JOURNEYS

    return JOURNEYS
