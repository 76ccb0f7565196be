"""What the customer mart says of one customer, in words: how they buy, and how they look around."""

from collections.abc import Iterator
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rapport.customers.party.api import InsightDraft

QUERY = """
select u.customer_id, p.orders, p.days_between, p.first_day, p.last_day, p.channel, p.sku, p.sku_orders,
       b.visits, b.days, b.products, b.carts, cast(b.last_at at time zone 'UTC' as date), b.sku, b.sku_views
  from _untold as u
  left join customer_purchases as p on p.customer_id = u.customer_id
  left join customer_browsing as b on b.customer_id = u.customer_id
"""


class Known(NamedTuple):
    """A row of `QUERY`: what is not known is None."""

    customer_id: str
    orders: int | None
    days_between: Any
    first_day: Any
    last_day: Any
    channel: str | None
    sku: str | None
    sku_orders: int | None
    visits: int | None
    days: int | None
    products: int | None
    carts: int | None
    seen_on: Any
    viewed: str | None
    views: int | None


def describe(row: tuple[Any, ...]) -> Iterator[InsightDraft]:
    """Return what is learnt of a customer; an insight that no longer holds is told empty."""
    known = Known(*row)
    customer_id = UUID(known.customer_id)
    for name, number, label, text in (_rhythm(known), _favourite(known), _browsing(known), _interest(known)):
        reasons = ({"code": name, "text": text},) if text else ()
        yield InsightDraft(customer_id, name, number, label, "", reasons)


Line = tuple[str, float | None, str, str]


def _rhythm(known: Known) -> Line:
    """Tell the days between orders, and by which way."""
    if not known.orders or known.days_between is None:
        return "rhythm", None, known.channel or "", ""
    text = _("%(orders)s orders from %(first)s to %(last)s, %(days)s days from one to the next.") % {
        "orders": known.orders,
        "first": date_format(known.first_day, "DATE_FORMAT"),
        "last": date_format(known.last_day, "DATE_FORMAT"),
        "days": known.days_between,
    }
    return "rhythm", float(known.days_between), known.channel or "", text


def _favourite(known: Known) -> Line:
    """Tell what is bought most."""
    if not known.sku:
        return "favourite", None, "", ""
    text = _("Bought in %(times)s of %(orders)s orders.")
    return (
        "favourite",
        float(known.sku_orders or 0),
        known.sku,
        text % {"times": known.sku_orders, "orders": known.orders},
    )


def _browsing(known: Known) -> Line:
    """Tell how often they were in the shop, and when last."""
    if not known.visits:
        return "browsing", None, "", ""
    text = ngettext(
        "%(visits)s visit on %(days)s days: %(products)s looks at products, %(carts)s at the cart.",
        "%(visits)s visits on %(days)s days: %(products)s looks at products, %(carts)s at the cart.",
        known.visits,
    ) % {"visits": known.visits, "days": known.days, "products": known.products, "carts": known.carts}
    last = _("Last seen on %(day)s.") % {"day": date_format(known.seen_on, "DATE_FORMAT")}
    return "browsing", float(known.visits), "", f"{text} {last}"


def _interest(known: Known) -> Line:
    """Tell what is looked at most."""
    if not known.viewed:
        return "interest", None, "", ""
    text = ngettext("Looked at %(times)s time.", "Looked at %(times)s times.", known.views or 0)
    return "interest", float(known.views or 0), known.viewed, text % {"times": known.views}
