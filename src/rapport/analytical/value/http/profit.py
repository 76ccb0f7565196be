"""The page of profit: what is left after goods and service, how few bring it, and who takes it away again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rapport.analytical.value.contracts import Period, ProfitFigures, ProfitView
from rapport.analytical.value.contracts.labels import PERIOD_LABELS
from rapport.analytical.value.http.charts import draw_serving, draw_whale
from rapport.analytical.value.queries import get_profits, list_prices
from rapport.analytical.value.queries.prices import Price
from rapport.kernel.identity.api import actor_of
from rapport.kernel.money.api import minor_digits
from rapport.ui.api import Crumb, Empty, Stat, Viewer, get_viewer

ROWS = "/worth/profit/customers"
SORTS = {Period.ALL: "profit_minor", Period.YEAR: "year_profit_minor"}


def show_profit(request: HttpRequest) -> HttpResponse:
    """What customers bring after goods and service, since ever or in the last twelve months."""
    actor, viewer = actor_of(request), get_viewer()
    asked = request.GET.get("period", "")
    period = Period(asked) if asked in set(Period) else Period.YEAR
    view = get_profits(actor, period)
    context = {
        "title": _("Profit"),
        "lead": _("What is left of the revenue after goods and service, and how few customers bring it."),
        "crumbs": [Crumb(_("Worth"), "/worth"), Crumb(_("Profit"))],
        "view": view,
        "periods": [(one, PERIOD_LABELS[one], one is period) for one in (Period.YEAR, Period.ALL)],
        "stats": _write_stats(view, viewer),
        "whale": draw_whale(view, viewer) if view.whale.customers else None,
        "sentences": _write_whale(view, viewer) if view.whale.customers else [],
        "costs": draw_serving(view, viewer) if view.cost_curve.revenue_minor else None,
        "steps": _write_steps(view.figures, view.currency, viewer),
        "prices": [
            {
                "label": price.kind.label,
                "price": _write_price(price, view.currency, viewer),
                "assumed": price.assumed,
                "sum": viewer.money(view.serving.get(price.kind.key, 0), view.currency),
            }
            for price in list_prices(actor)
        ],
        "rows": ROWS,
        "empty": Empty(
            _("Nothing is known of profit yet"),
            _("Say what products cost, and margins follow; worth is counted a moment after."),
            icon="coins",
        ),
    }
    return render(request, "value/profit.html", context)


def _write_stats(view: ProfitView, viewer: Viewer) -> list[Stat]:
    figures, whale = view.figures, view.whale
    unknown = _("not known")
    sort = SORTS[view.period]
    return [
        Stat(
            _("Profit of customers"),
            viewer.money_short(figures.profit_minor, view.currency)
            if figures.profit_minor is not None
            else unknown,
            f"{ROWS}?sort=-{sort}",
            _("%(count)s customers") % {"count": viewer.number(view.known)},
            icon="coins",
        ),
        Stat(
            _("Gross margin"),
            viewer.share(figures.margin_share) if figures.margin_share is not None else unknown,
            note=_("known for %(share)s of the revenue") % {"share": viewer.share(figures.coverage or 0)},
            icon="chart-line",
        ),
        Stat(
            _("Cost to serve"),
            viewer.money_short(figures.serving_minor, view.currency),
            f"{ROWS}?sort=-serving_minor",
            icon="headset",
        ),
        Stat(
            _("Cost more than they bring"),
            viewer.number(whale.losers),
            f"{ROWS}?brings=loss&sort={sort}",
            viewer.money_short(whale.lost_minor, view.currency) if whale.losers else "",
            icon="user-x",
        ),
    ]


def _write_whale(view: ProfitView, viewer: Viewer) -> list[str]:
    """Say the curve in words: the peak, the tail, the best fifth."""
    whale, currency = view.whale, view.currency
    said = [
        ngettext(
            "%(count)s customer (%(share)s) brings %(money)s: the peak of the curve.",
            "%(count)s customers (%(share)s) bring %(money)s: the peak of the curve.",
            whale.peak_customers,
        )
        % {
            "count": viewer.number(whale.peak_customers),
            "share": viewer.share(whale.peak_customers / whale.customers),
            "money": viewer.money(whale.peak_minor, currency),
        }
    ]
    if whale.losers:
        said.append(
            ngettext(
                "%(count)s customer costs more than they bring and takes %(money)s away again.",
                "%(count)s customers cost more than they bring and take %(money)s away again.",
                whale.losers,
            )
            % {"count": viewer.number(whale.losers), "money": viewer.money(-whale.lost_minor, currency)}
        )
    if whale.top_fifth_share is not None:
        said.append(
            _("The best fifth brings %(share)s of the profit.")
            % {"share": viewer.share(whale.top_fifth_share)}
        )
    if view.known < view.customers:
        said.append(
            _("Of %(count)s customers nobody knows what their goods cost; they are not drawn.")
            % {"count": viewer.number(view.customers - view.known)}
        )
    return said


def _write_steps(figures: ProfitFigures, currency: str, viewer: Viewer) -> list[dict[str, object]]:
    """Write the way from the revenue to the profit, a line a step."""
    unknown = figures.earned_minor - figures.known_minor
    steps = [
        (_("Revenue without tax, after discounts and returns"), figures.earned_minor, False),
        *([(_("of it with goods of unknown cost"), -unknown, False)] if unknown else []),
        (_("Cost of goods"), -figures.goods_minor, False),
        (_("Gross margin"), figures.known_minor - figures.goods_minor, True),
        (_("Shipping charged"), figures.shipping_minor, False),
        (_("Cost to serve"), -figures.serving_minor, False),
    ]
    if figures.profit_minor is not None:
        left = figures.known_minor - figures.goods_minor + figures.shipping_minor - figures.serving_minor
        if left != figures.profit_minor:
            steps.append((_("Served without any known margin"), figures.profit_minor - left, False))
        steps.append((_("Profit"), figures.profit_minor, True))
    return [
        {"label": label, "amount": viewer.money(minor, currency), "strong": strong}
        for label, minor, strong in steps
    ]


def _write_price(price: Price, currency: str, viewer: Viewer) -> str:
    if price.price is None:
        return _("not known")
    if price.kind.percent:
        return viewer.share(float(price.price), 2)
    return viewer.price(price.price.scaleb(-minor_digits(currency)), currency)
