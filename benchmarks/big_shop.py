"""The big shop: a business with a crowd of customers and orders, drawn once and read again in a kept home."""

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from list_crowd import draw_lists

from rapport.kernel.errors import Conflict
from rapport.kernel.fields.api import define_field
from rapport.kernel.identity.api import (
    Actor,
    add_member,
    create_person,
    found_roles,
    get_member_actor,
    list_memberships,
    system_actor,
)
from rapport.kernel.tenancy.api import as_tenant, create_tenant
from rapport.site.bench.calls import cookie_of, sign_in
from rapport.site.bench.place import Place

CUSTOMERS, ORDERS = 1_000_000, 5_000_000
EMAIL = "bench@example.com"
TIDY = "vacuum analyze party"
"""A home kept between readings is up for minutes only: nobody took away what earlier ones left dead."""


@dataclass(frozen=True, slots=True)
class BigShop:
    """A business of so many customers, a member who may do everything, and the member's session."""

    actor: Actor
    customers: int
    cookie: str


def open_big_shop(place: Place) -> BigShop:
    """Return the shop of this home, drawn first where there is none; raises `Conflict` for another size."""
    customers = place.scale(CUSTOMERS)
    person = get_user_model().objects.filter(email=EMAIL).first()
    if person is None:
        _draw(place, customers)
        person = get_user_model().objects.get(email=EMAIL)
    work = list_memberships(person.id)[0]
    with as_tenant(work.tenant_id):
        actor = get_member_actor(work.member_id)
    with place.connect() as connection:
        connection.execute(TIDY)
        row = connection.execute("select reltuples from pg_class where relname = 'party'").fetchone()
    if row is None or not 0.9 < float(str(row[0])) / customers < 1.1:
        raise Conflict(f"The home {place.home} holds a shop of another size, or one half drawn; remove it.")
    return BigShop(actor, customers, cookie_of(sign_in(EMAIL, work.tenant_id, work.member_id)))


def _draw(place: Place, customers: int) -> None:
    """Draw the crowd, then let the member in: whoever is let in finds it whole."""
    tenant = create_tenant("bench", "Bench", country="DE", currency="EUR")
    found_roles(tenant.id)
    actor = system_actor(tenant.id)
    with as_tenant(tenant.id):
        seats = define_field("customer", "seats", "Seats", "integer", actor=actor).id
        plan = define_field("customer", "plan", "Plan", "text", actor=actor).id
    draw_lists(place, tenant.id, customers=customers, orders=place.scale(ORDERS), seats=seats, plan=plan)
    add_member(tenant.id, create_person(EMAIL, "Bench"), ["admin"])
