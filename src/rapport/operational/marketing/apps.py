"""Registration of the room."""

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from rapport.operational.marketing.contracts import CampaignLine
    from rapport.operational.marketing.contracts.assets import AssetLine
    from rapport.operational.marketing.contracts.outcomes import OutcomeLine
    from rapport.ui.api.records import RecordList


class MarketingConfig(AppConfig):
    """The room `operational.marketing`."""

    name = "rapport.operational.marketing"
    label = "marketing"

    def ready(self) -> None:
        """Say what roles speak of, what follows a merge, what is kept about people; bring jobs and pages."""
        from rapport.analytical.forecast.api import register_promotion_source
        from rapport.collaborative.tariffs.api import register_campaigns
        from rapport.customers.intake.contracts import register_kind as register_files
        from rapport.customers.party.api import MergeParticipant, register_participant
        from rapport.kernel.identity.api import Kind, register_kind
        from rapport.kernel.jobs.api import register_job
        from rapport.operational.marketing import jobs, plugs

        register_kind(Kind("campaign", _("Campaigns"), ("view", "create", "edit", "approve")))
        register_participant(MergeParticipant("campaign_recipient", once=("campaign_id",)))
        register_participant(MergeParticipant("campaign_response"))
        register_participant(MergeParticipant("campaign_lead", once=("campaign_id",)))
        register_participant(MergeParticipant("campaign_outcome", once=("campaign_id",)))
        register_files("outcomes", "rapport.operational.marketing.operations.returning:KIND")
        self._name_personal()
        self._name_history()
        plugs.declare_house_rules()
        plugs.register_filters()
        register_campaigns("campaign", plugs.NamedCampaigns())
        register_promotion_source(plugs.CampaignDays())
        register_job(jobs.SEND, jobs.run_send, title=lambda: gettext("Send a campaign"))
        self._register_pages()

    def _name_personal(self) -> None:
        from rapport.customers.party.api import register_personal
        from rapport.customers.party.contracts import PersonalTable

        register_personal(
            PersonalTable(table="campaign_recipient", ending="delete"),
            PersonalTable(table="campaign_response", ending="delete"),
            PersonalTable(table="campaign_lead", ending="delete"),
            PersonalTable(table="campaign_outcome", ending="delete"),
        )

    def _name_history(self) -> None:
        from rapport.kernel.audit.api import TrackedTable, register_table

        campaign = {
            **{"name": _("Name"), "goal": _("Goal"), "hypothesis": _("Hypothesis"), "state": _("State")},
            **{"channel": _("Channel"), "account_id": _("Connected address"), "purpose": _("Purpose")},
            **{
                "audience": _("Audience"),
                "hold_out": _("Held out, in percent"),
                "seed": _("Seed of the lots"),
            },
            **{"send_at": _("Goes out"), "local": _("By each one's own clock")},
            **{"hourly": _("At most in an hour"), "window_days": _("Days that count for the effect")},
            **{"priority": _("Weight"), "rest_days": _("Days of rest after other campaigns")},
            **{"excludes": _("Leaves out the people of"), "follow_up": _("Answer that becomes a task")},
            **{"follow_up_id": _("Tasks go to")},
            **{"budget_minor": _("Budget"), "cost_minor": _("Cost beside the messages")},
            **{"callers": _("Called by"), "call_from": _("Call from, hour of their clock")},
            **{"call_until": _("Until, hour of their clock"), "call_order": _("Order of calls")},
            **{"tries": _("Tried at most"), "partner_id": _("Partner")},
            **{"reach": _("The partner reaches them by")},
            **{"currency": _("Currency"), "owner_id": _("Owner"), "asked_by_id": _("Approval asked by")},
            **{
                "approved_by_id": _("Approved by"),
                "approved_at": _("Approved"),
                "flaw": _("What went wrong"),
            },
            **{"started_at": _("Began"), "ended_at": _("Ended")},
        }
        letter = {
            **{"code": _("Letter"), "share": _("Share"), "subject": _("Subject")},
            **{"preheader": _("Preview line"), "blocks": _("Blocks"), "campaign_id": _("Campaign")},
        }
        register_table(TrackedTable("campaign", _("Campaign"), "campaign", campaign))
        register_table(TrackedTable("campaign_variant", _("Letter of a campaign"), "campaign", letter))
        picture = {
            **{"name": _("Name"), "alt": _("What it shows"), "blob_id": _("File"), "token": _("Address")},
            **{"media_type": _("Type"), "width": _("Width"), "height": _("Height"), "size": _("Size")},
            **{"hidden_at": _("Put away"), "created_by_id": _("Made by")},
        }
        heard = {
            **{"campaign_id": _("Campaign"), "party_id": _("Customer"), "state": _("State")},
            **{"outcome": _("Result"), "note": _("Note"), "tries": _("Tried"), "at": _("When")},
            **{"assignee_id": _("Called by"), "task_id": _("Task"), "next_at": _("Call next")},
            **{"by_id": _("Noted by")},
        }
        register_table(TrackedTable("campaign_outcome", _("Result of a campaign"), "campaign", heard))
        register_table(TrackedTable("campaign_asset", _("Picture"), "campaign", picture))

    def _register_pages(self) -> None:
        from rapport.kernel.rest import api as rest
        from rapport.operational.marketing.http.lists import may_see
        from rapport.operational.marketing.http.rest import router
        from rapport.operational.marketing.http.rest_pictures import router as pictures
        from rapport.operational.marketing.http.why import draw_campaigns
        from rapport.ui.api import NavItem, PageCard, register_card, register_nav
        from rapport.ui.api.records import register_records

        register_card(
            PageCard(
                "customer",
                "campaigns",
                _("Campaigns"),
                draw_campaigns,
                column="right",
                order=70,
                icon="megaphone",
                allowed=may_see,
                later=True,
            )
        )
        register_records("campaign", _campaigns)
        register_records("campaign_asset", _pictures)
        register_records("campaign_outcome", _calls)
        register_nav(
            NavItem(
                "campaigns",
                _("Campaigns"),
                "megaphone",
                "campaigns",
                section="reach",
                order=20,
                allowed=may_see,
            )
        )
        rest.register("/campaign-pictures", lambda: pictures, tag="Campaigns", kind="campaign")
        rest.register("/campaigns", lambda: router, tag="Campaigns", kind="campaign")


def _campaigns() -> "RecordList[CampaignLine]":
    from rapport.operational.marketing.http.lists import CAMPAIGNS

    return CAMPAIGNS


def _calls() -> "RecordList[OutcomeLine]":
    from rapport.operational.marketing.http.calls import CALLS

    return CALLS


def _pictures() -> "RecordList[AssetLine]":
    from rapport.operational.marketing.http.pictures import PICTURES

    return PICTURES
