"""Why somebody got a journey's message, by which channel, or why they did not."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from rapport.customers.party.api import customer_of
from rapport.kernel.identity.api import actor_of
from rapport.operational.journeys.contracts import Told
from rapport.operational.journeys.http.panel import crumbs_of
from rapport.operational.journeys.http.picture import name_step
from rapport.operational.journeys.http.words import CHOSEN, LOST, OPTIONS, OUTCOMES
from rapport.operational.journeys.queries.journeys import get_journey
from rapport.operational.journeys.queries.letters import list_told
from rapport.operational.journeys.rules.channels import read_choice
from rapport.ui.api import Crumb, Viewer, get_viewer


@require_GET
def show_why(request: HttpRequest, journey_id: UUID, party_id: UUID) -> HttpResponse:
    """What each message of a journey was for one customer; 404 for a journey or customer one may not see."""
    line = get_journey(journey_id, actor=actor_of(request))
    state, viewer = customer_of(request, party_id), get_viewer()
    context = {
        "title": state.name,
        "crumbs": [*crumbs_of(line), Crumb(state.name)],
        "party_id": party_id,
        "rows": [
            (name_step(one.step), one.at, _say_outcome(one.outcome), say_why(one, viewer))
            for one in list_told(journey_id, party_id)
        ],
    }
    return render(request, "journeys/why.html", context)


def say_why(told: Told, viewer: Viewer) -> str:
    """Say why a message went by its channel; empty where the step names the one it went by."""
    why, rates = read_choice(told.why)
    shares = {channel: viewer.share(rate, 0) for channel, rate in rates.items()}
    figures = ", ".join(f"{_channel(channel)} {share}" for channel, share in shares.items())
    if why in LOST:
        return str(LOST[why]) % {"channel": _channel(told.why.partition(" ")[2])}
    if why == "unreached":
        reason = _say_outcome(told.why.partition(" ")[2])
        return _("The first channel does not reach them: %(reason)s.") % {"reason": reason}
    return str(CHOSEN.get(why, "")) % {"figures": figures}


def _channel(name: str) -> str:
    return str(OPTIONS["channel"].get(name, name))


def _say_outcome(outcome: str) -> str:
    return str(OUTCOMES.get(outcome, outcome))
