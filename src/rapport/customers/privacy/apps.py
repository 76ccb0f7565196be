"""Registration of the room."""

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from rapport.customers.privacy.contracts import RequestRow
    from rapport.ui.api.records import RecordList


class PrivacyConfig(AppConfig):
    """The room `customers.privacy`."""

    name = "rapport.customers.privacy"
    label = "privacy"

    def ready(self) -> None:
        """Say what roles speak of, name tables, declare settings, bring the jobs, pages and endpoints."""
        from rapport.bigdata.lake.api import register_erasure
        from rapport.customers.privacy import plugs
        from rapport.customers.privacy.http.rest import register_endpoints
        from rapport.kernel.audit.api import register_columns, register_tables
        from rapport.kernel.identity.api import Kind, register_kind

        register_kind(Kind("request", _("Requests about data"), ("view", "create", "edit")))
        register_tables(
            "request",
            {
                "data_request": _("Request about data"),
                "request_step": _("Step of a request"),
                "retention_rule": _("Rule of keeping"),
            },
        )
        register_columns(
            {
                "archive_until": _("Archive kept until"),
                "details": _("Details"),
                "extended": _("Extended"),
                "how": _("How"),
                "keep_for": _("Kept for (months)"),
                "received_on": _("Came"),
                "request_id": _("Request about data"),
                "what": _("What"),
            }
        )
        plugs.declare_personal()
        register_erasure("customer.erased.v1", merges="customer.merged.v1", merged="merged_id")
        register_erasure("webhook.forgotten.v1")
        plugs.declare_choices()
        plugs.register_notices()
        register_endpoints()
        self._register_work()
        self._register_pages()

    def _register_work(self) -> None:
        from rapport.customers.privacy import handlers, jobs
        from rapport.kernel.jobs.api import every, register_job
        from rapport.kernel.outbox.api import subscribe

        subscribe(handlers.CONSUMER, handlers.FACTS, handlers.notice_returned)
        register_job(jobs.ARCHIVE, jobs.run_archive, title=lambda: gettext("Make a person’s archive"))
        register_job(jobs.DAILY, jobs.run_daily, title=lambda: gettext("Look after requests about data"))
        every(jobs.DAILY, jobs.DAY)

    def _register_pages(self) -> None:
        from rapport.customers.privacy.http.card import draw_requests, may_see
        from rapport.ui.api import NavItem, PageCard, register_card, register_nav
        from rapport.ui.api.records import register_records

        register_records("request", _requests)
        register_nav(
            NavItem(
                "requests",
                _("Requests about data"),
                "shield-user",
                "requests",
                section="data",
                order=40,
                allowed=may_see,
            )
        )
        register_card(
            PageCard(
                "customer",
                "requests",
                _("Requests about data"),
                draw_requests,
                column="left",
                order=95,
                icon="shield-user",
            )
        )


def _requests() -> "RecordList[RequestRow]":
    from rapport.customers.privacy.http.lists import REQUESTS

    return REQUESTS
