"""What the tests of journeys share: a journey of steps, put live, and the clock put forward."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import F
from tests.house import Shop

from rapport.collaborative.delivery.tests.post import account
from rapport.customers.consent.api import ConsentDraft, record_consents
from rapport.customers.party.api import ContactDraft, CustomerDraft, create_customers
from rapport.kernel.ids import new_id
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.journeys.contracts import JourneyDraft, JourneyLine
from rapport.operational.journeys.contracts.graph import Graph
from rapport.operational.journeys.models import JourneyEffect, JourneyTraveller
from rapport.operational.journeys.operations.journeys import create_journey
from rapport.operational.journeys.operations.life import publish_journey
from rapport.operational.journeys.operations.stepping import step_everybody
from rapport.operational.journeys.rules.graph import read_graph


def people(shop: Shop, count: int, *, agreed: bool = True, prefix: str = "p", **values: Any) -> list[UUID]:
    """Enter customers with an e-mail address each, who agreed to marketing by e-mail."""
    drafts = [
        CustomerDraft(
            name=f"{prefix.title()} {number}",
            contact_points=(ContactDraft("email", f"{prefix}{number}@example.org"),),
            **values,
        )
        for number in range(count)
    ]
    ids = [one.id for one in create_customers(drafts, actor=shop.actor)]
    if agreed:
        record_consents([ConsentDraft(one, "marketing", "email", True) for one in ids], actor=shop.actor)
    return ids


def chain(*steps: tuple[str, dict[str, Any]], entry: dict[str, Any] | None = None) -> Graph:
    """Return a journey of steps one behind the other, each by its first way; other ways lead to the end."""
    ways = {"branch": ("yes", "no"), "split": ("a", "b"), "await": ("came", "not")}
    found: list[dict[str, Any]] = [
        {"id": "n1", "kind": "entry", "settings": entry or {"trigger": "program"}, "after": {"next": "n2"}}
    ]
    for number, (kind, settings) in enumerate(steps, start=2):
        first, *others = ways.get(kind, ("next",))
        end = f"n{len(steps) + 2}"
        after = {first: f"n{number + 1}", **dict.fromkeys(others, end)}
        found.append({"id": f"n{number}", "kind": kind, "settings": settings, "after": after})
    found.append({"id": f"n{len(steps) + 2}", "kind": "exit"})
    return read_graph({"steps": found})


def journey(shop: Shop, graph: Graph, **values: Any) -> JourneyLine:
    """Make a journey that sends from an address of the shop, and put it live."""
    place = account(shop, f"news-{new_id()}@shop.example").id
    draft = JourneyDraft(name="Welcome", email_account_id=place, **values)
    made = create_journey(draft, actor=shop.actor, graph=graph)
    return publish_journey(made.id, actor=shop.actor)


def walk(shop: Shop) -> int:
    """Have everybody make their steps until nobody is due."""
    return step_everybody(actor=shop.actor)


def forward(shop: Shop, by: timedelta) -> None:
    """Let time pass for everybody on the way: what is due later comes nearer."""
    with as_tenant(shop.tenant_id):
        JourneyTraveller.objects.update(due_at=F("due_at") - by, entered_at=F("entered_at") - by)


def travellers(shop: Shop, journey_id: UUID) -> list[JourneyTraveller]:
    """Return everybody who is or was on the way."""
    with as_tenant(shop.tenant_id):
        return list(JourneyTraveller.objects.filter(journey_id=journey_id).order_by("entered_at", "id"))


def effects(shop: Shop) -> list[JourneyEffect]:
    """Return what was done for whom."""
    with as_tenant(shop.tenant_id):
        return list(JourneyEffect.objects.order_by("at", "id"))
