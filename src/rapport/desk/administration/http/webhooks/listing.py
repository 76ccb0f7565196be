"""The addresses that are told facts, and how each is."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from rapport.kernel.identity.api import actor_of
from rapport.kernel.subscribers.api import SubscriberInfo, info_of, list_subscribers
from rapport.ui.api import (
    Action,
    Badge,
    Column,
    DateTime,
    Empty,
    Link,
    Muted,
    ShortList,
    Tags,
    Tone,
    show_short,
)

HERE = "/settings/webhooks"
STATES = {
    "open": gettext_lazy("working"),
    "trouble": gettext_lazy("not answering"),
    "shut": gettext_lazy("shut"),
    "failing": gettext_lazy("shut: no answer for three days"),
    "gone": gettext_lazy("shut: said it is gone"),
}
TONES: dict[str, Tone] = {"open": "good", "trouble": "warn", "shut": "plain", "failing": "bad", "gone": "bad"}


@require_GET
def list_all(request: HttpRequest) -> HttpResponse:
    """The subscribers of the business; never their secrets."""
    actor = actor_of(request)
    columns: list[Column[SubscriberInfo]] = [
        Link("name", _("Name"), href=lambda one: f"{HERE}/{one.id}", grow=True, phone="title"),
        Muted("url", _("Address"), width=16, phone="under"),
        Tags("facts", _("Is told"), most=2, width=16),
        Badge("state", _("Status"), value=state_of, tones=TONES, labels=STATES, width=15, phone="corner"),
        DateTime("failing_since", _("Not answering since")),
        DateTime("created_at", _("Made"), hidden=True),
    ]
    actions = []
    if actor.may("create", "subscriber"):
        actions.append(Action(_("New webhook"), f"{HERE}/new", icon="plus", main=True, key="n"))
    rows = list_subscribers(actor).order_by("name", "id")
    listing = ShortList(
        name="webhooks",
        title=_("Webhooks"),
        columns=columns,
        rows=[info_of(row) for row in rows],
        actions=actions,
        empty=Empty(
            _("No address is told anything yet"),
            _("A webhook tells a program of yours within seconds what happened here, signed."),
            icon="webhook",
        ),
    )
    return show_short(request, listing)


def state_of(one: SubscriberInfo) -> str:
    """Return how a subscriber is, as the list and its page say it."""
    if not one.active:
        return one.ended or "shut"
    return "trouble" if one.failing_since else "open"
