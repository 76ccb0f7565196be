"""A business with one of everything a page's address can name, made through the rooms' own doors."""

from pathlib import Path
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from rapport.analytical.mood.models import MoodModel, MoodSet, MoodText
from rapport.analytical.reporting.models import MetricRise
from rapport.analytical.segmentation.models import Grouping
from rapport.collaborative.delivery.contracts import InFile
from rapport.collaborative.delivery.models import ChannelAccount
from rapport.collaborative.delivery.tests.post import account, received
from rapport.collaborative.inbox.contracts import CannedDraft, RuleDraft
from rapport.collaborative.inbox.operations.moving import split_thread
from rapport.collaborative.inbox.operations.replies import add_reply
from rapport.collaborative.inbox.operations.ruling import set_rule
from rapport.collaborative.logic.api import ServiceDraft, create_service, publish_service
from rapport.collaborative.logic.contracts import Definition, Then, When
from rapport.collaborative.mobile.tests.centre import connected
from rapport.customers.consent.api import ConfirmRule, set_confirm_rule
from rapport.customers.forms.models import FormDifference, FormEntry
from rapport.customers.intake.api import take_path
from rapport.customers.timeline.models import Attachment
from rapport.kernel.identity import api as identity
from rapport.kernel.identity.contracts import Actor
from rapport.kernel.notices.api import NoticeDraft, tell
from rapport.kernel.notices.models import Notice
from rapport.kernel.tenancy.api import as_tenant
from rapport.kernel.views.api import create_view
from rapport.operational.marketing.operations.assets import add_asset
from rapport.operational.shops.operations import connect_shop
from tests.house import ApiCaller, Shop
from tests.matrix.samples import plant

PIXEL = bytes.fromhex(
    "47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b"
)
_SAID = {"language": "en", "title": "Tea news", "blocks": [{"kind": "text", "text": "Ten a year."}]}
Own = dict[str, str]
"""What stands in an address in the place of each parameter."""


def furnish(shop: Shop, api: ApiCaller, folder: Path) -> Own:
    """Fill the shop; rows no door makes by itself (a likely pair, a shop's report) are planted."""
    planted = str(plant(shop.tenant_id).id)
    other = _make(api, "/customers", {"name": "Bea", "city": "Rome"})
    own = {
        "other_id": other,
        "kind": "partner_of",
        "name": "city",
        "board": "owner",
        "code": "size",
        "batch_id": planted,
    }
    own |= dict.fromkeys(("pair_id", "run_id", "job_id", "rate_id", "delivery_id", "version_id"), planted)
    shop_made = connect_shop("woocommerce", "Web shop", secret="correct horse", actor=shop.actor)
    own["connection_id"] = str(shop_made.id)
    own |= _customer(api, other) | _order(api) | _people(shop.actor)
    own["bar_id"] = _make(api, "/recommendations/bars", {"product_id": own["product_id"]})
    own |= _growth(api, own["party_id"], other, shop) | _money(api)
    own |= _watched(api, shop)
    own |= _told(api, own["task_id"], shop.actor) | _written(shop)
    merged = _make(api, "/customers", {"name": "Ada once more"})
    merge = api.post(f"/customers/{own['party_id']}/merge", {"merged_id": merged})
    own["merge_id"] = merge.json()["id"]
    path = folder / "customers.csv"
    path.write_text("id,name,email\n1,Cleo,cleo@example.org\n")
    own["import_id"] = str(take_path(path, "customers", actor=shop.actor).id)
    with as_tenant(shop.tenant_id):
        place = ChannelAccount.objects.filter(channel="email").values_list("id", flat=True)[0]
    api.patch(f"/campaigns/{own['campaign_id']}", {"account_id": str(place)})
    letter = {"subject": "Tea", "blocks": [{"kind": "text", "text": "It is here."}]}
    api.call("PUT", f"/campaigns/{own['campaign_id']}/letters", {"letters": [letter]})
    own["asset_id"] = str(add_asset("Leaf", PIXEL, actor=shop.actor).id)
    own["picture_id"] = own["asset_id"]
    own["view_id"] = str(create_view("customer", "Mine", "country=DE", actor=shop.actor).id)
    with as_tenant(shop.tenant_id):
        own["file_id"] = str(Attachment.objects.get(party_id=own["party_id"]).id)
    return own


def _make(api: ApiCaller, path: str, body: object) -> str:
    answer = api.post(path, body)
    assert answer.status_code == 201, (path, answer.content)
    return str(answer.json()["id"])


def _customer(api: ApiCaller, other: str) -> Own:
    for kind in ("customer", "product", "order"):
        field = _make(api, "/fields", {"kind": kind, "code": "size", "label": "Size", "type": "text"})
    body = {
        "name": "Ada",
        "contact_points": [{"kind": "email", "value": "ada@example.org"}],
        "addresses": [{"street": "High Street 1", "city": "Rome"}],
    }
    made = api.post("/customers", body).json()
    path = f"/customers/{made['id']}"
    tie = api.post(f"{path}/relations", {"to_id": other, "kind": "partner_of"})
    assert tie.status_code < 300, tie.content
    upload = {"upload": SimpleUploadedFile("offer.txt", b"offer")}
    kept = api.client.post(f"/api/v1{path}/files", upload, headers={"Authorization": f"Bearer {api.secret}"})
    assert kept.status_code == 201, kept.content
    return {
        "party_id": made["id"],
        "contact_id": made["contact_points"][0]["id"],
        "address_id": made["addresses"][0]["id"],
        "note_id": _make(api, f"{path}/notes", {"body": "Likes tea"}),
        "task_id": _make(api, f"{path}/tasks", {"title": "Call"}),
        "field_id": field,
        "tag_id": _make(api, "/tags", {"name": "Unworn"}),
    }


def _growth(api: ApiCaller, party_id: str, other: str, shop: Shop) -> Own:
    form = _make(api, "/forms", {"name": "Contact", "fields": [{"target": "email"}, {"target": "phone"}]})
    account = _make(api, "/key-accounts", {"customer_id": other, "level": "premium"})
    with as_tenant(shop.tenant_id):
        entry = FormEntry.objects.create(
            form_id=form,
            digest="0",
            state="refused",
            values={"email": "a@example.org"},
            received_at=timezone.now(),
        )
        difference = FormDifference.objects.create(
            entry=entry, party_id=party_id, field="city", there="Rome", given="Paris"
        )
    return {
        "form_id": form,
        "entry_id": str(entry.id),
        "difference_id": str(difference.id),
        "prospect_id": _make(api, "/prospects", {"customer_id": party_id}),
        "account_id": account,
        "request_id": _make(
            api,
            "/data-requests",
            {"customer_id": party_id, "kind": "access", "channel": "email", "received_on": "2026-01-02"},
        ),
        "campaign_id": _make(api, "/campaigns", {"name": "Spring"}),
        "journey_id": _make(api, "/journeys", {"name": "Welcome"}),
        "piece_id": _make(api, "/site-pieces", {"kind": "popup", "name": "News", "words": [_SAID]}),
        "need_id": _make(api, "/urgent-needs", {"account_id": account, "title": "Help"}),
    }


def _money(api: ApiCaller) -> Own:
    number = {"number": "12345", "country": "DE", "valid_from": "2026-01-01", "capabilities": ["sms-out"]}
    price = {"valid_from": "2026-01-01", "cost": "0.05", "currency": "EUR"}
    limit = {"name": "SMS", "amount_minor": 500, "currency": "EUR"}
    return {
        "number_id": _make(api, "/service-numbers", number),
        "tariff_id": _make(api, "/message-tariffs", price),
        "budget_id": _make(api, "/message-budgets", limit),
    }


def _told(api: ApiCaller, task_id: str, actor: Actor) -> Own:
    body = {"name": "Warehouse", "url": "https://warehouse.example/facts", "facts": ["order.placed.v1"]}
    subscriber = _make(api, "/subscribers", body)
    assert api.post(f"/subscribers/{subscriber}/test").status_code == 204
    source = _make(api, "/event-sources", {"name": "Shop", "kind": "site"})
    trigger = _make(api, "/triggers", {"name": "Here", "kind": "present"})
    segment = _make(api, "/segments", {"name": "Germany", "filter": "country:is:DE"})
    api.patch(f"/event-sources/{source}", {"active": False})
    with as_tenant(actor.tenant_id):
        member_id = actor.member_id or actor.tenant_id
        draft = NoticeDraft(kind="task.assigned", member_id=member_id, subject_id=UUID(task_id))
        assert tell([draft], now=timezone.now()) == 1
        return {
            "source_id": source,
            "trigger_id": trigger,
            "segment_id": segment,
            "grouping_id": str(_found_groups().id),
            **_felt(),
            "subscriber_id": subscriber,
            "dispatch_id": api.get(f"/subscribers/{subscriber}/dispatches").json()["items"][0]["id"],
            "notice_id": str(Notice.objects.get(subject_id=task_id).id),
        }


def _watched(api: ApiCaller, shop: Shop) -> Own:
    member = [str(shop.actor.member_id)]
    report = {"name": "Monday", "board": "owner", "form": "csv", "members": member}
    alert = _make(api, "/reports/alerts", {"name": "Orders", "metric": "orders"})
    day = timezone.now().date()
    with as_tenant(shop.tenant_id):
        rise = MetricRise.objects.create(
            alert_id=alert, side="above", first_day=day, last_day=day, value=1.0, told_at=timezone.now()
        )
    return {
        "schedule_id": _make(api, "/reports/schedules", report),
        "alert_id": alert,
        "rise_id": str(rise.id),
    }


def _felt() -> Own:
    now = timezone.now()
    text = MoodText.objects.create(
        kind="review", external_id="1", text="Fine tea", language="en", mood="happy", at=now, read_at=now
    )
    taught = MoodSet.objects.create(name="Reviews", aspect="mood", language="en", created_at=now)
    model = MoodModel.objects.create(number=7, aspect="mood", language="zh", state="retired", as_of=now)
    return {"text_id": str(text.id), "set_id": str(taught.id), "model_id": str(model.id)}


def _found_groups() -> Grouping:
    life = {"number": 1, "as_of": timezone.now(), "state": "proposed", "method": "k_means"}
    return Grouping.objects.create(**life, customers=0, seed=7, code_version="1", clusters=2)


def _written(shop: Shop) -> Own:
    place = account(shop)
    received(place)
    same = ("<1@example.org>",)
    found = received(place, name="2", references=same, files=(InFile("a.txt", "text/plain", b"a"),))
    conversation, message = str(found.conversation_id), str(found.message_id)
    moved = split_thread(
        found.conversation_id, received(place, name="3", references=same).message_id, actor=shop.actor
    )
    link = connected(shop, 2775, number="+4915200000009")
    front = account(shop, "shop-front", channel="chat", name="Shop front")
    letter = {
        "link_id": link.settings["links"][0],
        "widget_id": str(front.id),
        "conversation_id": conversation,
        "message_id": message,
        "position": "0",
        "move_id": str(moved.id),
        "beside_id": str(moved.target_id),
    }
    reply = add_reply(CannedDraft("Coming", "coming", "It comes."), actor=shop.actor)
    rule = set_rule(None, RuleDraft("Letters"), actor=shop.actor)
    hours = Definition(When(words=("hours",)), Then(answer="Till 18."))
    service = create_service(ServiceDraft("Hours", definition=hours), actor=shop.actor)
    publish_service(service.id, actor=shop.actor)
    return {
        **letter,
        "connected_id": str(place.id),
        "widget_id": str(front.id),
        "reply_id": str(reply.id),
        "rule_id": str(rule),
        "service_id": str(service.id),
        "sms_id": str(link.id),
        "word": "hours",
        "country": set_confirm_rule(ConfirmRule("DE", ("email",), "Words"), actor=shop.actor).country,
        "number": "1",
    }


def _order(api: ApiCaller) -> Own:
    line = {"sku": "T-1", "description": "Tea", "quantity": 2, "unit_price": "9.99"}
    order = _make(api, "/orders", {"number": "1", "lines": [line]})
    return {
        "order_id": order,
        "invoice_id": _make(api, f"/orders/{order}/invoices", {}),
        "product_id": _make(api, "/products", {"sku": "T-2", "name": "Green tea"}),
        "category_id": _make(api, "/categories", {"name": "Tea", "code": "tea"}),
        "unit_id": _make(api, "/units", {"name": "North", "code": "north"}),
    }


def _people(actor: Actor) -> Own:
    person = identity.create_person(f"bob@{actor.tenant_id}.example", "Bob")
    member = identity.add_member(actor.tenant_id, person, ["admin"])
    role = identity.create_role("Helpers", actor=actor)
    invite, _secret = identity.invite_member(f"eve@{actor.tenant_id}.example", role.id, actor=actor)
    with as_tenant(actor.tenant_id):
        token, _secret = identity.create_token("spare", "admin")
    made: dict[str, UUID] = {
        "member_id": member.id,
        "role_id": role.id,
        "invite_id": invite.id,
        "token_id": token.id,
        "team_id": identity.create_team("Sellers", actor=actor).id,
    }
    return {name: str(one) for name, one in made.items()}
