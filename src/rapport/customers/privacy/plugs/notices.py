"""How members hear of requests whose day is near, and of erased people who come back."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rapport.customers.party.api import load_rows
from rapport.customers.privacy.operations.requests import DUE
from rapport.customers.privacy.operations.suppressing import RETURNED
from rapport.customers.privacy.queries import list_requests
from rapport.kernel.identity.api import Actor
from rapport.kernel.notices.api import NoticeKind, Told, register_notice


def register_notices() -> None:
    """Let members be told."""
    due, back = _("A request about data is due"), _("Somebody who was erased comes back")
    register_notice(
        NoticeKind(
            DUE,
            due,
            "shield-user",
            _write_due,
            lambda told: f"/requests/{told.subject_id}",
            names=name_requests,
        )
    )
    register_notice(
        NoticeKind(
            RETURNED,
            back,
            "shield-alert",
            lambda told: gettext("Somebody who had asked to be erased is here again; nobody writes to them"),
            lambda told: f"/customers/{told.subject_id}",
            names=name_customers,
        )
    )


def name_requests(ids: Collection[UUID], actor: Actor) -> dict[UUID, str]:
    """Whose requests they are, as far as the reader may see them."""
    if not actor.may("view", "request") or not actor.may("view", "customer"):
        return {}
    rows = list_requests(actor).filter(id__in=tuple(ids)).select_related("party")
    return {row.id: row.party.name for row in rows}


def name_customers(ids: Collection[UUID], actor: Actor) -> dict[UUID, str]:
    """What customers are called, as far as the reader may see them."""
    if not actor.may("view", "customer"):
        return {}
    return {row.id: row.name for row in load_rows(list(ids), actor)}


def _write_due(told: Told) -> str:
    if told.values.get("late"):
        return gettext("The last day of a request about data is over")
    return gettext("A request about data is to be answered soon")
