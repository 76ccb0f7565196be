"""Filling a demo shop once: all of it commits together, so a killed run leaves nothing half done."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.db import connections

from rapport.analytical.forecast.api.learning import learn_forecasts
from rapport.analytical.mood.api.learning import read_due
from rapport.analytical.recommendation.api.learning import learn_recommendations
from rapport.analytical.value.api import recount_worth
from rapport.analytical.value.api.learning import look_ahead
from rapport.customers.party.api import count_customers
from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import Actor, system_actor
from rapport.kernel.tenancy.api import TenantProfile, as_tenant, get_tenant_by_slug
from rapport.kernel.work.api import unit_of_work, work_as_of
from rapport.site.demo.fill.behaviour import fill_behaviour
from rapport.site.demo.fill.calls import fill_calls
from rapport.site.demo.fill.campaigns import fill_campaigns
from rapport.site.demo.fill.doings import fill_doings
from rapport.site.demo.fill.extras import fill_fields
from rapport.site.demo.fill.goods import fill_goods
from rapport.site.demo.fill.growth import fill_growth
from rapport.site.demo.fill.inbox import fill_inbox
from rapport.site.demo.fill.journeys import fill_journeys
from rapport.site.demo.fill.landing import fill_landing
from rapport.site.demo.fill.mood import fill_reviews
from rapport.site.demo.fill.moves import bring_delivery, fill_handovers
from rapport.site.demo.fill.organisation import found_tenant, make_members, make_units
from rapport.site.demo.fill.people import fill_consents, fill_parties, tie_parties
from rapport.site.demo.fill.privacy import fill_privacy
from rapport.site.demo.fill.reports import fill_reports
from rapport.site.demo.fill.sales import fill_orders, set_currencies
from rapport.site.demo.fill.segments import fill_segments
from rapport.site.demo.fill.triggers import fill_triggers
from rapport.site.demo.fill.webhooks import fill_webhooks
from rapport.site.demo.profiles import Profile
from rapport.site.demo.records import Shop
from rapport.site.demo.world import PASSWORD, PROFILES, simulate

FORTNIGHT = timedelta(days=14)
Say = Callable[[str], None]


def fill_shops(say: Say, *, now: datetime | None = None) -> int:
    """Fill each demo shop that is not filled yet; returns how many were."""
    moment = (now or datetime.now(UTC)).replace(microsecond=0)
    return sum(_fill_once(profile, moment, say) for profile in PROFILES)


def is_filled(slug: str) -> bool:
    """Tell whether a demo shop is there with its customers."""
    try:
        tenant = get_tenant_by_slug(slug)
    except Missing:
        return False
    with as_tenant(tenant.id):
        return count_customers(system_actor(tenant.id), most=1) > 0


def _fill_once(profile: Profile, now: datetime, say: Say) -> bool:
    if is_filled(profile.slug):
        return False
    began = time.perf_counter()
    shop = simulate(profile, now)
    tenant = found_tenant(shop)
    with work_as_of(now), unit_of_work(system_actor(tenant.id)):
        staff = _fill(shop, tenant, now)
    _gather_statistics()
    bring_delivery(shop, staff)
    with unit_of_work(system_actor(tenant.id)):  # what was filled is past: the warehouse is not told of it
        fill_webhooks(shop, now, actor=system_actor(tenant.id))
    recount_worth(actor=system_actor(tenant.id))
    look_ahead(actor=system_actor(tenant.id))
    with work_as_of(now - FORTNIGHT):  # so that what was said then stands beside what came since
        learn_forecasts(actor=system_actor(tenant.id))
    learn_forecasts(actor=system_actor(tenant.id))
    learn_recommendations(actor=system_actor(tenant.id))
    read_due(actor=system_actor(tenant.id))
    seconds = time.perf_counter() - began
    people, orders = len(shop.people) + len(shop.companies), len(shop.orders)
    say(f"{shop.name}: {people:,} customers and contacts, {orders:,} orders in {seconds:.0f} s")
    return True


def _gather_statistics() -> None:
    """Tell the planner what came: by itself the database looks a minute later, and plans badly until then."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("analyze")


def _fill(shop: Shop, tenant: TenantProfile, now: datetime) -> dict[str, Actor]:
    actor = system_actor(tenant.id)
    units = make_units(shop)
    staff = make_members(shop, tenant, units, PASSWORD)
    set_currencies(shop, actor=actor)
    fill_goods(shop, actor=actor)
    ids = fill_parties(shop, units, actor=actor)
    fill_fields(shop, ids, actor=actor)
    fill_consents(shop, ids, actor=actor)
    tie_parties(shop, ids, actor=actor)
    fill_orders(shop, ids, units, actor=actor)
    fill_doings(shop, ids, staff, actor=actor)
    fill_handovers(shop, ids, units, staff)
    fill_growth(shop, ids, staff, now, actor=actor)
    fill_segments(shop, actor=actor)
    fill_campaigns(shop, ids, staff, now)
    fill_calls(shop, ids, staff, now)
    fill_journeys(shop, ids, staff, now)
    fill_privacy(shop, ids, now, actor=actor)
    fill_inbox(shop, staff, now, actor=actor)
    fill_reviews(shop, ids, now, actor=actor)
    fill_behaviour(shop, now, actor=actor)
    fill_landing(shop, staff, now)
    fill_triggers(shop, actor=actor)
    fill_reports(shop, staff, tenant)
    return staff
