"""The completeness card: how much of what serving a customer needs is there, and where to mend the rest."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from rapport.customers.consent.api import consents_of
from rapport.customers.party.api import customer_of, seen_of
from rapport.customers.quality.plugs.words import FLAW_LABELS
from rapport.customers.quality.rules.completeness import measure
from rapport.customers.quality.rules.validity import flaws_of
from rapport.kernel.identity.api import actor_of
from rapport.ui.api import Label

GOOD = 80
Mend = Callable[[UUID], str]


def _page(rest: str) -> Mend:
    return lambda party_id: f"/customers/{party_id}/{rest}"


MISSING: dict[str, tuple[Label, Mend]] = {
    "reach": (_("A way to reach them"), _page("contacts/new")),
    "second-way": (_("A second way to reach them"), _page("contacts/new")),
    "address": (_("A postal address"), _page("addresses/new")),
    "country": (_("The country"), _page("fields/country?dialog=1")),
    "language": (_("The language"), _page("fields/locale?dialog=1")),
    "verified": (_("A verified e-mail or phone"), _page("contacts/new")),
    "birthday": (_("The birthday"), _page("fields/birth_date?dialog=1")),
    "tax-number": (_("The tax number"), _page("fields/tax_number?dialog=1")),
    "website": (_("The web page"), _page("fields/website?dialog=1")),
    "consent": (_("A word about consent"), _page("consents/new")),
}


def draw_completeness(request: HttpRequest, subject: UUID | None) -> str:
    """The share that is there as a bar, and what is missing, each with the dialog that mends it."""
    if subject is None:
        return ""
    actor = actor_of(request)
    consents = consents_of(request, seen_of(request, subject), actor=actor)
    found = measure(customer_of(request, subject), has_consent=bool(consents))
    missing = [(MISSING[name][0], MISSING[name][1](subject)) for name in found.missing if name in MISSING]
    context = {
        "flaws": [FLAW_LABELS[name] for name in flaws_of(customer_of(request, subject))],
        **{"percent": found.percent, "share": found.percent / 100, "missing": missing},
        **{"tone": "good" if found.percent >= GOOD else "", "may_mend": actor.may("edit", "customer")},
    }
    return render_to_string("quality/completeness.html", context, request)
