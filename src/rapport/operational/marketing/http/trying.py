"""Trying a letter before it goes out: a test to oneself, links and pictures asked, what speaks against it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from rapport.kernel.errors import Invalid, RapportError
from rapport.kernel.identity.api import actor_of
from rapport.operational.marketing.contracts.assets import Proof, Remark
from rapport.operational.marketing.operations.previewing import list_examples
from rapport.operational.marketing.operations.proving import prove_campaign, sum_pictures
from rapport.operational.marketing.operations.trying import send_sample
from rapport.operational.marketing.queries.campaigns import get_campaign
from rapport.operational.marketing.rules.weighing import weigh_pictures
from rapport.ui.api import Toast, go_to

REMARKS = {
    "long-subject": gettext_lazy("The subject has %(count)s characters; many programs cut it at %(most)s."),
    "capitals": gettext_lazy("The subject is written in capitals: filters take that for shouting."),
    "marks": gettext_lazy("The subject has several exclamation marks: filters count them."),
    "false-answer": gettext_lazy("The subject pretends to be an answer or to be forwarded."),
    "no-preview": gettext_lazy("There is no preview line; programs show the first words of the letter."),
    "words": gettext_lazy("Words that filters hold against a letter: %(words)s."),
    "cut": gettext_lazy(
        "It has %(kilobytes)s kB; Gmail cuts letters at %(most)s kB, and the way out with them."
    ),
    "pictures-only": gettext_lazy(
        "It is nearly all pictures: filters distrust that, and many see none of it."
    ),
    "no-alt": gettext_lazy("%(count)s pictures do not say what they show."),
    "shortened": gettext_lazy("Shortened links hide where they lead: %(hosts)s."),
    "number-host": gettext_lazy("A link leads to a number instead of a name: %(hosts)s."),
    "not-encrypted": gettext_lazy("%(count)s links are not encrypted (http)."),
    "many-links": gettext_lazy("It has %(count)s links."),
    "parts": gettext_lazy("It has %(count)s characters and is charged as %(parts)s messages."),
    "wide-parts": gettext_lazy(
        "It has %(count)s characters, some beyond the short alphabet, and is charged as %(parts)s messages."
    ),
    "no-postal": gettext_lazy("Your postal address is missing below it; many countries ask for it."),
    "heavy": gettext_lazy("Its pictures weigh %(kilobytes)s kB together; on the road that is long."),
}
"""What remarks on a letter say."""
FLAWS = {
    "gone": gettext_lazy("It is not in the library"),
    "status": gettext_lazy("It answers with an error"),
    "no-picture": gettext_lazy("It is no picture"),
}


@require_POST
def send_test(request: HttpRequest, campaign_id: UUID, code: str) -> HttpResponse:
    """Send the letter to whoever presses the button, as the first customer of the audience would get it."""
    actor = actor_of(request)
    line = get_campaign(campaign_id, actor=actor, verb="edit")
    examples = list_examples(line, actor)
    if not examples:
        raise Invalid("Nobody is in this audience.")
    address = send_sample(line, code, examples[0][0], actor=actor)
    here = f"/campaigns/{campaign_id}/letters/{code}/view"
    return go_to(request, here, Toast(_("It is on its way to %(address)s") % {"address": address}))


@require_GET
def show_proof(request: HttpRequest, campaign_id: UUID, code: str) -> HttpResponse:
    """The part of a page that says which links and pictures of a letter answer."""
    actor = actor_of(request)
    line = get_campaign(campaign_id, actor=actor, verb="edit")
    try:
        proofs = [one for one in prove_campaign(line, actor=actor) if one.letter == code]
    except RapportError as error:
        return render(request, "marketing/proof.html", {"wrong": error.message})
    context = {
        "proofs": [(one.url, one.picture, _flaw(one)) for one in proofs],
        "remarks": write_remarks(weigh_pictures(sum_pictures(proofs))),
    }
    return render(request, "marketing/proof.html", context)


def write_remarks(remarks: list[Remark]) -> list[tuple[str, str]]:
    """Return remarks as (weight, sentence), the heaviest first."""
    ordered = sorted(remarks, key=lambda one: one.weight)
    return [(one.weight, str(REMARKS[one.code]) % one.values) for one in ordered]


def _flaw(one: Proof) -> str:
    if not one.code:
        return ""
    words = str(FLAWS.get(one.code, ""))
    return f"{words} ({one.detail})" if words and one.detail else words or one.detail
