"""How it is told that a subscriber was shut."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.kernel.identity.api import Actor
from rapport.kernel.notices.api import NoticeKind, Told, register_notice
from rapport.kernel.subscribers.queries import list_names_of

ENDED = "webhook.ended"


def register_notices() -> None:
    """Let who may mend a webhook be told, by letter unless they chose otherwise."""
    label = gettext_lazy("A webhook was shut since its program does not answer")
    register_notice(
        NoticeKind(ENDED, label, "webhook", _write, _lead, names=_names, way="mail", pressing=True)
    )


def _write(told: Told) -> str:
    if told.values.get("why") == "gone":
        return _("The webhook was shut: its address answered that it is gone (410)")
    return _("The webhook was shut: nothing got through for three days")


def _lead(told: Told) -> str:
    return f"/settings/webhooks/{told.subject_id}"


def _names(ids: Collection[UUID], actor: Actor) -> dict[UUID, str]:
    return list_names_of(ids) if actor.may("view", "subscriber") else {}
