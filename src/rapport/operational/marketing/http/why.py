"""Why somebody did or did not get it: a card of the customer, a page for one in a campaign."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from rapport.collaborative.delivery.api import DELIVERIES, count_advertised
from rapport.customers.consent.api import may_contact
from rapport.customers.party.api import get_customer
from rapport.kernel.identity.api import Actor, actor_of
from rapport.kernel.settings.api import get_setting
from rapport.operational.marketing.contracts import CampaignLine, Receipt
from rapport.operational.marketing.http.words import OUTCOMES, REASONS
from rapport.operational.marketing.operations.overlapping import list_overlaps
from rapport.operational.marketing.queries.campaigns import get_campaign
from rapport.operational.marketing.queries.receipts import find_receipt, list_receipts
from rapport.operational.marketing.rules.by_hand import consent_channel
from rapport.ui.api import Crumb, Fact, Viewer, get_viewer

SENT = frozenset({"sent", "delivered", "read", "failed", "uncertain"})


def draw_campaigns(request: HttpRequest, party_id: UUID | None) -> str:
    """The customer's campaigns, each with what became of it and why."""
    if party_id is None:
        return ""
    receipts, viewer = list_receipts(party_id, actor=actor_of(request)), get_viewer()
    lines = [
        (
            f"/campaigns/{one.campaign_id}/people/{party_id}",
            one.campaign,
            explain(one, viewer),
            viewer.moment(one.at) if one.at else "",
        )
        for one in receipts
    ]
    return render_to_string("marketing/receipts.html", {"lines": lines}) if lines else ""


def explain(one: Receipt, viewer: Viewer) -> str:
    """Say in a few words why somebody got a campaign's letter, or why not."""
    if not one.state:
        return _("Not in the audience when it began") if one.at else _("It has not begun")
    if one.state in ("refused", "held-out"):
        why = REASONS.get(one.reason, one.reason)
        return f"{OUTCOMES[one.state]}: {why}" if one.reason else _("Held out by lot, to see what it changes")
    if one.carried == "refused":
        return f"{OUTCOMES['refused']}: {REASONS.get(one.code, one.code)}"
    if one.carried in SENT:
        answered = _("Followed a link") if one.clicked else _("Opened") if one.opened else ""
        return ", ".join(part for part in (str(DELIVERIES[one.carried]), answered) if part)
    due = one.due_at or one.at
    until = viewer.moment(due) if due else ""
    if one.code:
        return _("Waits until %(moment)s: %(why)s") % {
            "moment": until,
            "why": REASONS.get(one.code, one.code),
        }
    return _("Planned for %(moment)s") % {"moment": until}


@require_GET
def show_person(request: HttpRequest, campaign_id: UUID, party_id: UUID) -> HttpResponse:
    """One customer in one campaign: what was decided then, and what consent, caps and others say now."""
    actor, viewer = actor_of(request), get_viewer()
    line = get_campaign(campaign_id, actor=actor)
    customer = get_customer(party_id, actor=actor)
    receipt = find_receipt(line, customer.id)
    others = [one for one in list_receipts(customer.id, actor=actor) if one.campaign_id != line.id]
    context = {
        "title": customer.name,
        "crumbs": [
            Crumb(_("Campaigns"), "/campaigns"),
            Crumb(line.name, f"/campaigns/{line.id}"),
            Crumb(customer.name),
        ],
        "said": explain(receipt, viewer),
        "facts": _facts(line, receipt, customer.id, actor, viewer),
        "customer": customer,
        "others": [(one.campaign_id, one.campaign, explain(one, viewer)) for one in others],
    }
    return render(request, "marketing/person.html", context)


def _facts(line: CampaignLine, receipt: Receipt, party_id: UUID, actor: Actor, viewer: Viewer) -> list[Fact]:
    now = timezone.now()
    way = consent_channel(line.channel, line.reach)
    allowed = may_contact(party_id, line.purpose, way, at=now, actor=actor)
    consent = _("Agreed") if allowed.reason == "allowed" else REASONS.get(allowed.reason, allowed.reason)
    caps = [
        (_("Advertising in the last day"), 1, get_setting("delivery.most_a_day")),
        (_("Advertising in the last seven days"), 7, get_setting("delivery.most_a_week")),
    ]
    facts = [
        Fact(_("When it began"), str(OUTCOMES.get(receipt.state, _("Not in the audience")))),
        Fact(_("Why"), str(REASONS.get(receipt.reason, receipt.reason))),
        Fact(_("Letter"), receipt.variant),
        Fact(_("Message"), str(DELIVERIES.get(receipt.carried, ""))),
        Fact(_("Opened"), _("Yes") if receipt.opened else ""),
        Fact(_("Followed a link"), _("Yes") if receipt.clicked else ""),
        Fact(_("Became a task"), _("Yes") if receipt.lead else ""),
        Fact(_("Consent now"), str(consent)),
    ]
    for word, days, most in caps:
        had = count_advertised(party_id, now - timedelta(days=days))
        limit = viewer.number(most, 0) if most else _("no limit")
        facts.append(Fact(word, _("%(had)s of %(most)s") % {"had": viewer.number(had, 0), "most": limit}))
    return [*facts, Fact(_("Weight"), viewer.number(line.priority, 0))]


@require_GET
def show_overlaps(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """The part of a campaign's page that says who else writes to the same people."""
    actor, viewer = actor_of(request), get_viewer()
    line = get_campaign(campaign_id, actor=actor)
    lines = [
        (
            f"/campaigns/{one.campaign_id}",
            one.campaign,
            viewer.moment(one.at) if one.at else "",
            viewer.number(one.people, 0),
            _("They get the other one") if one.wins else _("They get both"),
        )
        for one in list_overlaps(line, timezone.now(), actor=actor)
    ]
    return render(request, "marketing/overlaps.html", {"lines": lines})
