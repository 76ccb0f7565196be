"""Hostile texts in forms and their entries, prospects, key accounts and their needs, notices and webhooks."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.utils import timezone

from rapport.customers.forms.models import CaptureForm, FormDifference, FormEntry
from rapport.kernel.notices.api import NoticeDraft, tell
from rapport.kernel.subscribers.models import DispatchAttempt, SubscriberDispatch
from rapport.kernel.tenancy.api import as_tenant
from tests.house import ApiCaller, Shop

Take = Callable[[int], str]
"""Gives the next hostile text, so long at most."""


def plant_growth(api: ApiCaller, shop: Shop, take: Take, customers: list[str]) -> list[str]:
    """Write hostile texts wherever these rooms show any; return the pages."""
    one, other = customers[:2]
    return [
        *_forms(api, shop, take, one),
        *_prospects(api, take, one),
        *_accounts(api, take, other),
        *_notices(api, shop, take, one),
        *_webhooks(api, shop, take),
        *("/quality", f"/search?q={take(20)}", "/customers?group=city", "/orders?group=channel"),
        *("/worth/customers", f"/orders/new?customer={one}", "/filters/customer/builder?at=/customers"),
    ]


def _make(api: ApiCaller, path: str, body: Any) -> str:
    made = api.post(path, body)
    assert made.status_code == 201, (path, made.content)
    return str(made.json()["id"])


def _forms(api: ApiCaller, shop: Shop, take: Take, party_id: str) -> list[str]:
    fields = [
        {"target": "email", "label": take(200), "help": take(300), "required": True},
        {"target": "message", "label": take(200), "help": take(300)},
        {"target": "consent.newsletter.email", "text": take(2000)},
    ]
    form = {"name": take(120), "title": take(200), "intro": take(2000), "button": take(60)}
    form_id = _make(api, "/forms", {**form, "thanks": take(1000), "fields": fields})
    with as_tenant(shop.tenant_id):
        entry = FormEntry.objects.create(
            form_id=form_id,
            digest="0",
            state="taken",
            party_id=party_id,
            values={"email": take(200), "message": take(2000), take(30): take(30)},
            received_at=timezone.now(),
        )
        FormDifference.objects.create(
            entry=entry, party_id=party_id, field="city", there=take(100), given=take(100)
        )
        key = CaptureForm.objects.get(id=form_id).key
    return [
        *("/forms", f"/forms/{form_id}", f"/forms/{form_id}/edit"),
        *("/forms/entries", f"/forms/entries/{entry.id}", "/forms/differences"),
        *(f"/f/{key}", f"/f/{key}/frame", f"/f/{key}/thanks"),
    ]


def _prospects(api: ApiCaller, take: Take, party_id: str) -> list[str]:
    _make(api, "/prospects", {"customer_id": party_id, "source": "call", "detail": take(120)})
    return ["/prospects", "/prospects/figures"]


def _accounts(api: ApiCaller, take: Take, party_id: str) -> list[str]:
    account = _make(api, "/key-accounts", {"customer_id": party_id, "level": "premium", "note": take(500)})
    need = _make(api, "/urgent-needs", {"account_id": account, "title": take(200), "detail": take(1000)})
    return ["/accounts", "/needs", f"/needs/{need}", f"/customers/{party_id}/group"]


def _notices(api: ApiCaller, shop: Shop, take: Take, party_id: str) -> list[str]:
    task = _make(api, f"/customers/{party_id}/tasks", {"title": take(300)})
    assert shop.actor.member_id is not None
    draft = NoticeDraft(
        kind="task.assigned",
        member_id=shop.actor.member_id,
        subject_id=UUID(task),
        values={"party": party_id},
    )
    with as_tenant(shop.tenant_id):
        tell([draft], now=timezone.now())
    return ["/notices"]


def _webhooks(api: ApiCaller, shop: Shop, take: Take) -> list[str]:
    body = {"name": take(120), "url": "https://warehouse.example/facts", "facts": ["order.*"]}
    subscriber = _make(api, "/subscribers", body)
    assert api.post(f"/subscribers/{subscriber}/test").status_code == 204
    with as_tenant(shop.tenant_id):
        dispatch = SubscriberDispatch.objects.get(subscriber_id=subscriber)
        DispatchAttempt.objects.create(
            dispatch_id=dispatch.id, at=timezone.now(), milliseconds=1, status=500, answer=take(500)
        )
    where = f"/settings/webhooks/{subscriber}"
    return ["/settings/webhooks", where, f"{where}/edit", f"{where}/dispatches/{dispatch.id}"]
