"""SMS over a provider by HTTP: posted as it wants it, its calls believed only when signed and fresh."""

import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.house import Shop
from tests.loops import run_apart

from rapport.collaborative.delivery.api import write_message
from rapport.collaborative.delivery.contracts import Accepted, AccountState, Outbound, Retry, Unacceptable
from rapport.collaborative.delivery.models import Conversation
from rapport.collaborative.delivery.operations import sending
from rapport.collaborative.delivery.tests.post import account, deliveries, handed_over, received
from rapport.collaborative.mobile.rules.hosted import UnreadableError, fill, read_calls
from rapport.collaborative.mobile.tests.centre import ADA, HOST, NUMBER, threads
from rapport.collaborative.mobile.transports.sms import SmsAdapter
from rapport.kernel.errors import RapportError, Upstream
from rapport.kernel.tenancy.api import as_tenant

SECRET = "s3cret"


class Provider:
    """Keeps what is posted and answers as it is told to."""

    def __init__(self) -> None:
        self.port = 0
        self.kept: list[tuple[Any, str]] = []
        self.answers: list[tuple[int, bytes]] = []


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    """A provider, and the house's leave to call it."""
    with listening() as found:
        settings.CALLS_INSIDE = frozenset({(HOST, found.port)})
        yield found


@contextmanager
def listening() -> Iterator[Provider]:
    found = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            found.kept.append((self.headers, body))
            usual = 202, json.dumps({"messages": [{"id": f"P{len(found.kept)}"}]}).encode()
            status, said = found.answers.pop(0) if found.answers else usual
            self.send_response(status)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_said: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer((HOST, 0), Handler)
    found.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield found
    server.shutdown()
    server.server_close()


def hosted(shop: Shop, port: int = 9, **settings: Any) -> AccountState:
    """A number that goes over a provider."""
    values = {"gate_url": f"http://{HOST}:{port}/send", "gate_id": "messages.0.id", "country": "DE"}
    values |= {"gate_head": "Authorization: Bearer {key}", "gate_cost": "0.05", "gate_currency": "EUR"}
    secrets = {"gate_key": "k", "gate_secret": SECRET}
    return account(shop, NUMBER, channel="sms", settings={**values, **settings}, secrets=secrets)


def answering(shop: Shop, place: AccountState, text: str = "好" * 80) -> Outbound:
    write_message(received(place, sender=ADA).conversation_id, text, actor=shop.actor)
    return handed_over(shop)


def send(place: AccountState, out: Outbound) -> Accepted:
    async def once() -> Accepted:
        adapter = SmsAdapter()
        try:
            assert adapter.window(place) > 0
            accepted = await adapter.send(place, out)
            assert accepted.quote == adapter.quote(place, out)
            assert adapter.health(place).sending == ""
            return accepted
        finally:
            await adapter.stop()

    return run_apart(once())


def call(client: Client, place: AccountState, said: Any, *, late: int = 0, secret: str = SECRET) -> Any:
    """Call the number's door as a provider does."""
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    at = str(int(time.time()) - late)
    signed = hmac.new(secret.encode(), at.encode() + b"." + body, hashlib.sha256).hexdigest()
    address = f"/sms/hosted/{place.door}"
    head = {"X-Signature": f"t={at},v1={signed}"}
    return client.post(address, body, content_type="application/json", headers=head)


class TestOut:
    def test_it_is_posted_whole_and_costs_its_parts(self, shop: Shop, provider: Provider) -> None:
        place = hosted(shop, provider.port)
        out = answering(shop, place)
        sending.note_outcome(shop.tenant_id, out.id, send(place, out))
        ((head, body),) = provider.kept
        assert json.loads(body) == {"to": ADA, "from": NUMBER, "text": "好" * 80, "reference": out.token}
        assert (head["Authorization"], head["Idempotency-Key"]) == ("Bearer k", out.token)
        (row,) = deliveries(shop)
        assert (row.state, row.external_id, row.units, float(row.cost or 0)) == ("sent", "hosted:P1", 2, 0.1)

    def test_it_is_posted_as_the_provider_wants_it(self, shop: Shop, provider: Provider) -> None:
        fields = "msisdn = {to}\nbody = {text} ({to})\nroute = 7"
        place = hosted(shop, provider.port, gate_form="form", gate_fields=fields)
        provider.answers = [(200, b"OK-77")]
        accepted = send(place, answering(shop, place, "{from} & more"))
        said = {name: one[0] for name, one in parse_qs(provider.kept[0][1]).items()}
        assert said == {"msisdn": ADA, "body": f"{{from}} & more ({ADA})", "route": "7"}
        assert accepted.external_ids == ("hosted:OK-77",)

    @pytest.mark.parametrize(
        ("status", "kind"),
        [(429, Retry), (401, Retry), (422, Unacceptable), (502, Upstream), (302, Upstream)],
    )
    def test_a_refusal_is_told_from_a_delay_and_from_doubt(
        self, shop: Shop, provider: Provider, status: int, kind: type[RapportError]
    ) -> None:
        place = hosted(shop, provider.port)
        provider.answers = [(status, b"{}")]
        with pytest.raises(kind):
            send(place, answering(shop, place))

    def test_who_is_away_or_inside_the_house_is_tried_later(self, shop: Shop, settings: Any) -> None:
        place = hosted(shop)
        out = answering(shop, place)
        for opened in (frozenset(), frozenset({(HOST, 9)})):
            settings.CALLS_INSIDE = opened
            with pytest.raises(Retry):
                send(place, out)


class TestCalls:
    def test_messages_and_reports_are_kept_once(self, shop: Shop, client: Client, provider: Provider) -> None:
        names = "id = messageId\nfrom = msisdn\nstatus = dlr.state"
        place = hosted(shop, provider.port, gate_names=names)
        out = answering(shop, place)
        sending.note_outcome(shop.tenant_id, out.id, send(place, out))
        brought = [
            {"messageId": "I1", "msisdn": "4917600000001", "text": "Hello", "at": "2026-11-20T12:00:00Z"},
            {"messageId": "P1", "dlr": {"state": "DELIVRD"}},
        ]
        for _time in range(2):
            assert call(client, place, brought).json() == {"kept": 2}
        assert [(one.peer, one.messages) for one in threads(shop)] == [(ADA, 2), ("+4917600000001", 1)]
        assert [one.state for one in deliveries(shop)] == ["delivered"]

    def test_what_is_forged_stale_or_to_nobody_changes_nothing(self, shop: Shop, client: Client) -> None:
        place = hosted(shop)
        said = {"id": "1", "from": ADA, "text": "STOP"}
        assert call(client, place, said, secret="guess").status_code == 401
        assert call(client, place, said, late=600).status_code == 401
        assert call(client, place, said, late=-600).status_code == 401
        assert call(client, replace(place, door="nowhere"), said).status_code == 404
        unsigned = account(shop, "10690", channel="sms", settings={"gate_url": "https://a.example"})
        assert call(client, unsigned, said, secret="").status_code == 401
        for broken in (b"", b"[]", b"{", b"[1]", {"from": ADA}, {"id": "1", "status": "odd"}):
            assert call(client, place, broken).status_code == 400
        with as_tenant(shop.tenant_id):
            assert not Conversation.objects.exists()

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"gate_fields": "no pair"}, "gate_fields"),
            ({"gate_cost": "1", "gate_currency": ""}, "gate_cost"),
            ({"gate_url": ""}, "gate_url"),
            ({"gate_head": "Bearer"}, "gate_head"),
        ],
    )
    def test_a_provider_that_cannot_work_is_refused(
        self, shop: Shop, wrong: dict[str, Any], field: str
    ) -> None:
        with pytest.raises(RapportError) as refusal:
            hosted(shop, **wrong)
        assert field in refusal.value.fields


@given(st.text(alphabet="{}tox ", max_size=20), st.text(max_size=10))
def test_values_are_put_in_once(text: str, value: str) -> None:
    assert fill(text, {"to": value}) == text.replace("{to}", value)


@given(st.binary(max_size=60) | st.recursive(st.text(), st.lists).map(lambda one: json.dumps(one).encode()))
def test_no_call_breaks_the_reader(body: bytes) -> None:
    try:
        read_calls(body, "id = a.0.b", now=timezone.now())
    except UnreadableError:
        return
