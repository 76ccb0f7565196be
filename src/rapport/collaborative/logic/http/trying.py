"""Trying services: typed as a customer would, with the reason of each answer; nothing is sent."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from rapport.collaborative.logic.contracts.lines import ServiceLine, Trial
from rapport.collaborative.logic.http.forms import Editor
from rapport.collaborative.logic.http.lists import PATH
from rapport.collaborative.logic.http.words import EFFECTS, KIND_TONES, KINDS, name_accounts
from rapport.collaborative.logic.operations.trying import MOST, try_out
from rapport.collaborative.logic.queries.editions import get_service
from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import Actor, actor_of
from rapport.ui.api import Crumb, is_part

LONGEST = 1600


@never_cache
def try_service(request: HttpRequest, service_id: UUID | None = None) -> HttpResponse:
    """What would be answered to the lines typed so far; with an editor beside, by what stands in it."""
    actor = actor_of(request)
    line = get_service(service_id, actor=actor) if service_id else None
    given = request.POST if request.method == "POST" else request.GET
    said = [one[:LONGEST] for one in given.getlist("said")][:MOST]
    if text := given.get("typed", "").strip()[:LONGEST]:
        said = [*said, text][-MOST:]
    if "again" in given:
        said = []
    edited = _edited(line, request, actor) if "is-name" in given else line
    trials = try_out(said, edited=edited, account_id=_account(given.get("account", ""), actor), actor=actor)
    context = {
        "title": _("Try automatic answers"),
        "crumbs": [Crumb(_("Automatic answers"), PATH), Crumb(_("Try"))],
        **describe_trial(request, trials, line, editing="is-name" in given, account=given.get("account", "")),
    }
    return render(request, "logic/trial.html" if is_part(request) else "logic/try.html", context)


def describe_trial(
    request: HttpRequest,
    trials: Sequence[Trial],
    line: ServiceLine | None,
    *,
    editing: bool = False,
    account: str = "",
) -> dict[str, Any]:
    """What the trial shows; `editing` sends along what stands in the editor."""
    return {
        "trials": [
            {
                "trial": one,
                "kind": (KINDS[one.kind], KIND_TONES[one.kind]),
                "effects": [EFFECTS[name] for name in one.effects],
                "href": f"{PATH}/{one.service_id}" if one.service_id else "",
            }
            for one in trials
        ],
        "try_at": f"{PATH}/{line.id}/try" if line else f"{PATH}/try",
        "editing": editing,
        "accounts": name_accounts(actor_of(request)),
        "account": account,
    }


def _edited(line: ServiceLine | None, request: HttpRequest, actor: Actor) -> ServiceLine | None:
    """The service as its editor holds it, where that can be read; else as it was saved."""
    editor = Editor(line, actor, request.POST if request.method == "POST" else request.GET)
    if not editor.is_valid():
        return line
    draft, now = editor.draft(), timezone.now()
    return ServiceLine(
        *(line.id if line else UUID(int=0), draft.name, draft.about, "draft", draft.position, 0, True),
        draft.definition,
        *(None, 0, now, now),
    )


def _account(text: str, actor: Actor) -> UUID | None:
    if text and text not in dict(name_accounts(actor)):
        raise Missing("There is no such account.")
    return UUID(text) if text else None
