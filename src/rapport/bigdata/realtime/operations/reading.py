"""What a fact of the stream tells of the moment: the same event has the same id however often it was sent."""

from datetime import datetime
from urllib.parse import SplitResult, parse_qs, urlsplit
from uuid import UUID

import msgspec

from rapport.bigdata.ingest.events import BehaviourRecorded
from rapport.bigdata.realtime.contracts import ORDER, Happening, Offer
from rapport.kernel.ids import named_id

LONGEST = 200
DIRECT = "direct"
"""The origin of a visit that began with an address typed or kept."""
_NEEDED = {
    "page": ("url",),
    "product": ("sku", "product"),
    "cart": ("sku", "quantity"),
    "search": ("query",),
    "order": ("order", "value", "currency"),
}
"""What an event of a kind must carry to be whole; others need nothing."""


class _Behaviour(msgspec.Struct):
    payload: BehaviourRecorded


class _Order(msgspec.Struct):
    """What is read of an order, by the name of its fact: rooms above are not imported."""

    order_id: UUID
    kind: str
    placed_at: datetime


class _OrderLine(msgspec.Struct):
    recorded_at: datetime
    payload: _Order


class _Offer(msgspec.Struct):
    """What is read of a product whose price or sale changed, by the name of its fact."""

    sku: str
    price_dropped: bool
    sold_again: bool


class _OfferLine(msgspec.Struct):
    occurred_at: datetime
    payload: _Offer


class _Link(msgspec.Struct):
    visitor_id: UUID


class _LinkLine(msgspec.Struct):
    payload: _Link


_behaviour = msgspec.json.Decoder(_Behaviour)
_order = msgspec.json.Decoder(_OrderLine)
_link = msgspec.json.Decoder(_LinkLine)
_offer = msgspec.json.Decoder(_OfferLine)


def read_event(line: bytes) -> Happening:
    """Return what a visitor did; raises msgspec's errors for what is no such fact."""
    event = _behaviour.decode(line).payload
    thing, label = _about(event)
    return Happening(
        id=named_id(event.source_id, event.event_id),
        visitor_id=event.visitor_id,
        event=event.event,
        happened_at=event.happened_at,
        received_at=event.received_at,
        thing=_cut(thing),
        label=_cut(label),
        category=_cut(event.category or ""),
        origin=_cut(origin_of(event.url, event.referrer)) if event.event == "page" else "",
        source_id=event.source_id,
        whole=all(getattr(event, name) is not None for name in _NEEDED.get(event.event, ())),
    )


def read_order(line: bytes) -> Happening | None:
    """Return an order that was placed; None for what is not bought yet, such as an offer."""
    found = _order.decode(line)
    order = found.payload
    if order.kind != "order":
        return None
    return Happening(order.order_id, None, ORDER, order.placed_at, found.recorded_at)


def read_offer(line: bytes) -> Offer | None:
    """Return a product that became cheaper or can be bought again; None for any other change."""
    found = _offer.decode(line)
    told = found.payload
    if not told.price_dropped and not told.sold_again:
        return None
    return Offer(_cut(told.sku), found.occurred_at, cheaper=told.price_dropped, back=told.sold_again)


def read_link(line: bytes) -> UUID:
    """Return the visitor who turned out to be a customer."""
    return _link.decode(line).payload.visitor_id


def origin_of(url: str | None, referrer: str | None) -> str:
    """Return where a visit came from: the campaign's `utm_source`, the host that referred, or `direct`.

    Empty within a visit, where a page of the same host came before.
    """
    if not referrer and "?" not in (url or ""):
        return DIRECT
    here = _split(url)
    named = parse_qs(here.query).get("utm_source", [""])[0].strip().lower()
    if named:
        return named
    if not referrer:
        return DIRECT
    host = (_split(referrer).hostname or "").removeprefix("www.")
    return "" if host == (here.hostname or "").removeprefix("www.") else host


def _split(address: str | None) -> SplitResult:
    try:
        parts = urlsplit(address or "")
        _ = parts.hostname
    except ValueError:  # such as [half an IPv6 address
        return urlsplit("")
    return parts


def _about(event: BehaviourRecorded) -> tuple[str, str]:
    """Return what an event is about: the product's number and name, the words searched, the error's text."""
    if event.sku:
        return event.sku, event.product or event.title or event.sku
    if event.event == "search":
        return event.query or "", event.query or ""
    if event.event == "error":
        message = (event.more or {}).get("message")
        said = message if isinstance(message, str) and message else event.title or event.url or ""
        return said, said
    return event.url or "", event.title or ""


def _cut(text: str) -> str:
    return text[:LONGEST]
