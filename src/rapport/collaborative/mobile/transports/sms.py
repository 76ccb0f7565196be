"""The adapter of SMS: what delivery's process runs."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone

from rapport.collaborative.delivery.api import work
from rapport.collaborative.delivery.contracts import (
    Accepted,
    AccountState,
    Health,
    Outbound,
    Quote,
    Retry,
    Sink,
)
from rapport.collaborative.mobile.operations import numbers
from rapport.collaborative.mobile.operations.hosting import AT_ONCE, Hosting, quote_of
from rapport.collaborative.mobile.operations.linking import Link
from rapport.collaborative.mobile.operations.taking import close_overdue, name_of, read_message, take_part
from rapport.collaborative.mobile.queries.links import load_links
from rapport.collaborative.mobile.rules import receipts, segments
from rapport.collaborative.mobile.rules.pdu import ShortMessage
from rapport.collaborative.mobile.rules.receipts import is_receipt
from rapport.collaborative.mobile.rules.routing import order_ways
from rapport.collaborative.mobile.rules.settings import NumberSettings, read_settings

SWEEP_EVERY = 60.0
_RECEIPT_WANTED = 1


class SmsAdapter:
    """Keeps the links of every business bound; numbers send and receive over them."""

    def __init__(self) -> None:
        self.links: dict[UUID, Link] = {}
        self.hosting = Hosting()
        self.accounts: Sequence[AccountState] = ()
        self.sink: Sink | None = None
        self.swept = 0.0
        self.read: dict[UUID, tuple[Mapping[str, Any], NumberSettings]] = {}

    async def serve(self, accounts: Sequence[AccountState], sink: Sink) -> None:
        """Bind the links these numbers go over, and no others."""
        self.accounts, self.sink = accounts, sink
        wanted = {one for account in accounts for one in self._settings(account).links}
        found = await work(load_links, {account.tenant_id for account in accounts})
        states = {one.id: one for one in found if one.id in wanted}
        for link_id, link in list(self.links.items()):
            if states.get(link_id) != link.state:
                await self.links.pop(link_id).stop()
        for link_id, state in states.items():
            if link_id not in self.links:
                self.links[link_id] = Link(state, self._take)
        now = asyncio.get_running_loop().time()
        if now >= self.swept:
            self.swept = now + SWEEP_EVERY
            await work(close_overdue, accounts, states)

    def window(self, account: AccountState) -> int:
        """Return what the number's links, or its provider, take at once together."""
        if self._settings(account).gate_url:
            return AT_ONCE
        return sum(link.window for link in self._links(account))

    async def send(self, account: AccountState, message: Outbound) -> Accepted:
        """Hand a message over: whole to a provider, else in its parts over the best link that is bound."""
        if self._settings(account).gate_url:
            return await self.hosting.send(account, message, text_of(message))
        link = _way([link for link in self._links(account) if link.window], message.address)
        if link is None:
            raise Retry("No link to this number is bound.", code="no-link")
        cut = segments.cut(text_of(message), link.state.alphabet, link.state.long, reference_of(message))
        ids = []
        for part in cut.parts:
            short = ShortMessage(
                source=numbers.place_of(account.address),
                destination=numbers.place_of(message.address),
                content=part,
                coding=cut.coding,
                kind=0x40 if cut.headed else 0,
                receipt=_RECEIPT_WANTED,
            )
            ids.append(name_of(link.state, await link.submit(short)))
        return Accepted(tuple(ids), _quote(link, message))

    def quote(self, account: AccountState, message: Outbound) -> Quote:
        """Return the parts of a message and what each costs over the way it would take."""
        settings = self._settings(account)
        if settings.gate_url:
            return quote_of(settings, text_of(message))
        link = _way(self._links(account), message.address)
        return Quote() if link is None else _quote(link, message)

    def health(self, account: AccountState) -> Health:
        """Say which of the number's links are not bound, or what the provider said last."""
        if self._settings(account).gate_url:
            return self.hosting.health(account)
        links = self._links(account)
        if not links:
            return Health("No link is set for sending.", "No link is set for receiving.")
        troubles = [f"{link.state.name}: {link.trouble}" for link in links if link.trouble]
        said = "; ".join(troubles)
        return Health(said if any(link.sends for link in links) else "", said)

    async def stop(self) -> None:
        """Unbind, and post no more."""
        self.hosting.stop()
        for link in self.links.values():
            await link.stop()
        self.links.clear()

    def _settings(self, account: AccountState) -> NumberSettings:
        """Return the settings of a number, read once for as long as they are the same."""
        known = self.read.get(account.id)
        if known is None or known[0] != account.settings:
            known = self.read[account.id] = (account.settings, read_settings(account.settings))
        return known[1]

    def _links(self, account: AccountState) -> list[Link]:
        wanted = self._settings(account).links
        return [self.links[one] for one in wanted if one in self.links]

    def _account(self, link: Link, number: str) -> AccountState:
        """Return the number a message is for; what names none of them goes to the first, not lost."""
        mine = [one for one in self.accounts if link.state.id in self._settings(one).links]
        named = [one for one in mine if one.address.lstrip("+") == number.lstrip("+")]
        return (named or mine)[0]

    async def _take(self, link: Link, message: ShortMessage, sequence: str) -> None:
        """Commit what came."""
        if self.sink is None:
            raise RuntimeError("A link works for those who serve it.")
        account = self._account(link, message.destination.number)
        if is_receipt(message):
            report = receipts.read_receipt(message, link.state.ids, timezone.now())
            if report is not None:
                own = name_of(link.state, report.external_id)
                await self.sink.report(account, replace(report, external_id=own))
            return
        inbound, part = read_message(account, link.state, message, bound_at=link.bound_at, sequence=sequence)
        if part is None:
            await self.sink.take(account, inbound)
            return
        await work(take_part, account, link.state, inbound.sender, part)


def text_of(message: Outbound) -> str:
    """Return what is sent: an advertising message names the way out."""
    return f"{message.text}\n{message.leave}" if message.leave else message.text


def reference_of(message: Outbound) -> int:
    """Return what telephones join the parts by: the same however often the message is sent."""
    return int(message.token[:4], 16)


def _way(links: Sequence[Link], number: str) -> Link | None:
    """Return the link a message to a number takes, if any leads there."""
    order = order_ways([link.state for link in links], number)
    return next((link for link in links if link.state is order[0]), None) if order else None


def _quote(link: Link, message: Outbound) -> Quote:
    parts = segments.count_parts(text_of(message), link.state.alphabet)
    cost: Decimal | None = None if link.state.cost is None else link.state.cost * parts
    return Quote(parts, cost, link.state.currency)
