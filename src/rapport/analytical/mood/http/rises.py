"""Where more are unhappy than usual, as lines of a card."""

from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from rapport.analytical.mood.contracts.labels import name_part
from rapport.analytical.mood.contracts.rise import KnownProduct, RiseView
from rapport.analytical.mood.queries.rises import find_products
from rapport.kernel.identity.api import Actor
from rapport.ui.api import Viewer

LIST = "/mood/texts"


class Line(NamedTuple):
    """A rise, as it is read."""

    name: str
    href: str
    when: str
    text: str
    chance: str


def write_rises(found: Sequence[RiseView], actor: Actor, viewer: Viewer) -> list[Line]:
    """Return rises as lines; one query for the names of products."""
    products = find_products({one.key for one in found if one.by == "sku"})
    return [_write(one, products.get(one.key), actor, viewer) for one in found]


def _write(one: RiseView, product: KnownProduct | None, actor: Actor, viewer: Viewer) -> Line:
    words = {
        "unhappy": viewer.number(one.unhappy),
        "people": viewer.number(one.people),
        "share": viewer.share(one.share),
        "usual": viewer.share(one.usual),
    }
    return Line(
        name=product.name if product else name_part(one.by, one.key),
        href=_lead(one, product if actor.may("view", "product") else None),
        when=viewer.day(one.began_at),
        text=_("%(unhappy)s of %(people)s people were unhappy (%(share)s); %(usual)s are usual.") % words,
        chance=_say_chance(one.chance, viewer),
    )


def _say_chance(chance: float, viewer: Viewer) -> str:
    if chance < 1 / 10_000:
        return _("Chance does that less than once in 10,000 weeks.")
    return _("Chance does that once in %(weeks)s weeks.") % {"weeks": viewer.number(round(1 / chance))}


def _lead(one: RiseView, product: KnownProduct | None) -> str:
    if product:
        return f"/products/{product.id}"
    topic = {"topic": one.key} if one.by == "topic" else {}
    return f"{LIST}?{urlencode({'mood': 'unhappy'} | topic)}"
