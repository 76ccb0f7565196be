"""The home page: figures that lead to their rows, then the cards of the rooms."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from rapport.analytical.value.api import get_revenue
from rapport.customers.party.api import CustomerFilter, count_customers
from rapport.desk.home.http.cards import may_see_customers, may_see_worth
from rapport.desk.home.http.guide import is_guided
from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import actor_of
from rapport.ui.api import Stat, draw_cards, get_viewer, list_cards

COUNTED = 10_000
MORNING, NOON, EVENING = 5, 12, 18


def show_home(request: HttpRequest) -> HttpResponse:
    """What came in, what needs me, where the revenue comes from."""
    columns, guided = list_cards(request, "home"), is_guided(request)
    context = {
        "title": _("Home"),
        "greeting": _greet(actor_of(request).name),
        "stats": _write_stats(request),
        "columns": columns,
        "guided": guided,
        "bare": not (guided or any(drawn.html for drawn in columns["main"])),
        "cards_at": "/home/cards",
        "import_at": "/imports/new" if actor_of(request).may("create", "import") else "",
    }
    return render(request, "home/home.html", context)


def show_cards(request: HttpRequest, names: str) -> HttpResponse:
    """A card of the page, drawn anew after something it shows has changed; or those that come later."""
    drawn = draw_cards(request, "home", names)
    if not drawn:
        raise Missing(_("There is no such card."))
    return render(request, "ui/parts/drawn_cards.html", {"cards": drawn, "cards_at": "/home/cards"})


def _greet(name: str) -> str:
    hour = timezone.localtime().hour
    values = {"name": name}
    if MORNING <= hour < NOON:
        return _("Good morning, %(name)s") % values
    if NOON <= hour < EVENING:
        return _("Good afternoon, %(name)s") % values
    return _("Good evening, %(name)s") % values


def _write_stats(request: HttpRequest) -> list[Stat]:
    actor, viewer, stats = actor_of(request), get_viewer(), list[Stat]()
    if may_see_customers(request):
        for label, icon, stage in (
            (_("Customers"), "users", "customer"),
            (_("Prospects"), "user-round-search", "prospect"),
        ):
            count = count_customers(actor, filter=CustomerFilter(stage=stage), most=COUNTED)
            shown = f"{viewer.number(COUNTED)}+" if count > COUNTED else viewer.number(count)
            stats.append(Stat(label, shown, href=f"/customers?stage={stage}", icon=icon))
    if may_see_worth(request):
        revenue = get_revenue(actor)
        curve = revenue.curve
        total = viewer.money_short(curve.revenue_minor, revenue.currency)
        stats.append(Stat(_("Revenue of customers"), total, href="/worth", icon="coins"))
        if curve.customers:
            share = viewer.share(curve.top_fifth_share)
            stats.append(
                Stat(_("The best 20 % bring"), share, href="/worth", note=_("of the revenue"), icon="crown")
            )
    return stats
