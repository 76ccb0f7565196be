"""The list of customers by worth, which every figure of the page leads to."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from rapport.analytical.value.contracts import BuyerRow, Segment
from rapport.analytical.value.contracts.labels import SEGMENT_LABELS, SEGMENT_TONES
from rapport.analytical.value.queries import list_buyers
from rapport.kernel.identity.api import actor_of, tenant_of
from rapport.ui.api import (
    Badge,
    Choice,
    Column,
    Crumb,
    DateTime,
    Empty,
    Filter,
    Listing,
    Money,
    Muted,
    Number,
    Person,
    answer_list,
    read_list_state,
)


def show_buyers(request: HttpRequest) -> HttpResponse:
    """Customers who bought, the best first, narrowed to segments."""
    actor, currency = actor_of(request), tenant_of(request).currency
    columns, filters = _make_columns(currency), [_make_filter()]
    state = read_list_state(request, columns=columns, filters=filters, default_sort="-gross_minor")
    page = list_buyers(
        actor,
        segments=tuple(Segment(value) for value in state.chosen.get("segment", ())),
        smallest_first=not state.descending,
        after=state.after,
    )
    listing = Listing(
        name="buyers",
        title=_("Customers by worth"),
        columns=columns,
        rows=page.rows,
        state=state,
        next_cursor=page.next_cursor or None,
        filters=filters,
        empty=Empty(
            _("Nobody is in this segment"), _("Customers appear here as soon as they buy."), icon="coins"
        ),
    )
    crumbs = [Crumb(_("Worth"), "/worth"), Crumb(_("Customers by worth"))]
    return answer_list(request, listing, context={"crumbs": crumbs})


def _make_filter() -> Filter:
    choices = [Choice(str(segment), label) for segment, label in SEGMENT_LABELS.items()]
    return Filter("segment", _("Segment"), choices, icon="grid-3x3")


def _make_columns(currency: str) -> list[Column[BuyerRow]]:
    return [
        Person(
            "name",
            _("Customer"),
            href=lambda row: f"/customers/{row.id}",
            company=lambda row: row.kind == "company",
            phone="title",
        ),
        Badge("segment", _("Segment"), labels=SEGMENT_LABELS, tones=SEGMENT_TONES, phone="aside"),
        Muted("scores", _("Scores")),
        Number("orders", _("Orders")),
        Money("gross_minor", _("Spent"), currency=currency, sort=True, newest_first=True, phone="corner"),
        Money("returned_minor", _("Sent back"), currency=currency),
        DateTime("last_at", _("Last order"), ago=True, phone="under"),
    ]
