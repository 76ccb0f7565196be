"""The demo shops as a whole: the same seed and the same day give the same businesses."""

from datetime import datetime
from random import Random

from rapport.site.demo.catalogue import make_products
from rapport.site.demo.companies import make_companies
from rapport.site.demo.doings import make_doings, make_members
from rapport.site.demo.mingshe import MINGSHE
from rapport.site.demo.moves import make_delivery, make_handovers, make_papers
from rapport.site.demo.nordlicht import NORDLICHT
from rapport.site.demo.people import make_people, make_twins
from rapport.site.demo.profiles import Profile
from rapport.site.demo.purchases import make_orders
from rapport.site.demo.rates import make_rates
from rapport.site.demo.reach import Registry
from rapport.site.demo.records import Shop

PROFILES: tuple[Profile, ...] = (MINGSHE, NORDLICHT)
PASSWORD = "tea-and-light"
"""Known to everybody: the demo's members share it."""


def simulate(profile: Profile, now: datetime) -> Shop:
    """Return one shop with its last two years up to `now` (UTC)."""
    registry = Registry(Random(f"{profile.seed}:reach"), now)
    products = make_products(profile, now.date())
    companies = make_companies(profile, registry)
    people = make_people(profile, registry)
    people += make_twins(profile, registry, people)
    notes, tasks = make_doings(profile, [*companies, *people], now)
    return Shop(
        slug=profile.slug,
        name=profile.name,
        currency=profile.currency,
        zone=profile.zone,
        language=profile.language,
        country=profile.country,
        day_rates=make_rates(profile, now.date()),
        units=profile.units,
        members=make_members(profile),
        fields=profile.fields,
        products=products,
        companies=tuple(companies),
        people=tuple(people),
        orders=tuple(make_orders(profile, [*companies, *people], products, now)),
        notes=tuple(notes),
        tasks=tuple(tasks),
        handovers=make_handovers(profile, [*companies, *people], now),
        papers=make_papers(profile, companies, now),
        delivery=make_delivery(profile, now),
    )
