"""Who wants no more by SMS, or wants it again; and what a message would be heard as."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from rapport.collaborative.mobile.http.words import ANSWER_TONES, ANSWERS
from rapport.collaborative.mobile.queries.answers import list_answers
from rapport.collaborative.mobile.rules.deciding import decide
from rapport.kernel.identity.api import actor_of

HERE = "/settings/sms-wishes"
SHOWN = 30


@require_GET
def show_wishes(request: HttpRequest) -> HttpResponse:
    """What was done about wishes lately; what a message typed here would be heard as."""
    actor = actor_of(request)
    tried = request.GET.get("try", "")[:1000]
    decision = decide(tried) if tried else None
    answers = list_answers(actor).order_by("-at", "-id")[:SHOWN]
    context = {
        "title": _("STOP by SMS"),
        "tried": tried,
        "decision": decision,
        "decided": (ANSWERS[decision.kind], ANSWER_TONES[decision.kind]) if decision else None,
        "answers": [{"row": one, "kind": (ANSWERS[one.kind], ANSWER_TONES[one.kind])} for one in answers],
        "here": HERE,
    }
    return render(request, "mobile/wishes.html", context)
